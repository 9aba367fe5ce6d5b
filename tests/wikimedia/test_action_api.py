"""MediaWiki's answers, as bytes, read into values or into typed errors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from capx_tui.api.wikimedia import action_api
from capx_tui.api.wikimedia.action_api import GlobalAccount, WikiAccount, WikiUser
from capx_tui.api.wikimedia.action_api_shapes import QueryAnswer
from capx_tui.api.wire import Call, Site, build_request
from capx_tui.errors import (
    ActionApiError,
    CapxError,
    CutOff,
    HtmlAnswer,
    MaxLag,
    ServiceDown,
    Throttled,
    WrongJson,
    WrongShape,
)
from capx_tui.secret import Secret

Answer = Callable[..., Any]


def _fields(call: Call[Any]) -> dict[str, str]:
    return dict(call.form if call.form is not None else call.query)


def _users(*users: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"batchcomplete": True, "query": {"users": list(users), **more}}


def test_a_question_is_asked_in_the_newest_format() -> None:
    call = action_api.users(["bob_smith", "Ana"])
    assert call.site is Site.META_API
    assert (call.method, call.path) == ("GET", "")
    assert _fields(call) == {
        "action": "query",
        "list": "users",
        "usprop": "emailable",
        "ususers": "Bob smith|Ana",
        "format": "json",
        "formatversion": "2",
        "errorformat": "plaintext",
    }


def test_a_question_too_long_for_an_address_goes_as_a_form_and_may_still_be_repeated() -> None:
    call = action_api.users([f"भारतीय सदस्य {number}" for number in range(50)])
    assert call.method == "POST"
    assert call.repeatable
    assert call.query == ()
    request = build_request(call, "https://meta.example/w/api.php")
    assert request.url == "https://meta.example/w/api.php"
    assert request.body is not None
    assert request.body.count(b"%7C") == 49


def test_a_name_with_the_separator_in_it_stays_one_value() -> None:
    assert _fields(action_api.users(["A|b", "C"]))["ususers"] == "\x1fA|b\x1fC"


def test_who_can_be_mailed_is_told_under_the_names_that_were_asked_for(answer: Answer) -> None:
    names = ["bob_smith", "Ana", "Gone", "a#b", "Çiğdem ", ""]
    found = answer(
        action_api.users(names),
        _users(
            {"name": "A#b", "invalid": True},
            {"userid": 1, "name": "Bob smith", "emailable": True},
            {"userid": 2, "name": "Ana", "emailable": False},
            {"name": "Gone", "missing": True},
            {"userid": 5, "name": "Çiğdem", "emailable": True, "blockid": 7, "new-field": {}},
        ),
    )
    assert found == {
        "bob_smith": WikiUser(name="Bob smith", exists=True, emailable=True),
        "Ana": WikiUser(name="Ana", exists=True),
        "Gone": WikiUser(name="Gone", exists=False),
        "a#b": WikiUser(name="A#b", exists=False, valid=False),
        "Çiğdem ": WikiUser(name="Çiğdem", exists=True, emailable=True),
        "": WikiUser(name="", exists=False, valid=False),
    }


def test_a_name_that_the_wiki_writes_otherwise_is_found(answer: Answer) -> None:
    body = _users(
        {"name": "Ǆ-man", "emailable": True}, normalized=[{"fromencoded": False, "from": "ǅ-man", "to": "Ǆ-man"}]
    )
    assert answer(action_api.users(["ǅ-man"]), body)["ǅ-man"].emailable


def test_a_name_without_an_answer_is_not_called_missing(answer: Answer) -> None:
    assert answer(action_api.users(["Ana", "Bob"]), _users({"name": "Ana"})) == {
        "Ana": WikiUser(name="Ana", exists=True)
    }


def test_a_hostile_name_cannot_steer_the_terminal(answer: Answer) -> None:
    info = {"name": "Ana\u202e\x1b[2J"}
    assert answer(action_api.global_account("Ana"), {"query": {"globaluserinfo": info}}).name == "Ana"
    assert answer(action_api.userinfo(), {"query": {"userinfo": {"id": 1, **info}}}).name == "Ana"
    renamed = _users({"name": "Ana\x1b[2J"}, normalized=[{"from": "Ana", "to": "Ana\x1b[2J"}])
    assert answer(action_api.users(["Ana"]), renamed)["Ana"].name == "Ana"


def test_only_as_many_names_as_the_wiki_takes() -> None:
    assert len(_fields(action_api.users([f"U{n}" for n in range(50)]))["ususers"].split("|")) == 50
    for names in ([], [f"U{n}" for n in range(51)]):
        with pytest.raises(ValueError, match="1 to 50"):
            action_api.users(names)


def test_the_wiki_birthday_is_the_earliest_registration_of_the_merged_accounts(answer: Answer) -> None:
    merged = [
        {"wiki": "metawiki", "registration": "2013-05-01T10:00:00Z", "editcount": 3, "method": "login"},
        {"wiki": "ptwiki", "registration": "2009-02-03T04:05:06Z"},
        {"wiki": "dewiki", "registration": None},
        {"wiki": "enwiki"},
    ]
    info = {"home": "ptwiki", "id": 1, "registration": "2015-01-01T00:00:00Z", "name": "Ana", "merged": merged}
    assert answer(action_api.global_account("ana"), {"query": {"globaluserinfo": info}}) == GlobalAccount(
        name="Ana", registered=datetime(2009, 2, 3, 4, 5, 6, tzinfo=UTC)
    )


def test_without_merged_accounts_the_global_registration_counts(answer: Answer) -> None:
    info = {"registration": "2015-01-01T00:00:00Z", "name": "Ana", "merged": [], "locked": True}
    found = answer(action_api.global_account("Ana"), {"query": {"globaluserinfo": info}})
    assert found == GlobalAccount(name="Ana", registered=datetime(2015, 1, 1, tzinfo=UTC), locked=True)
    unknown = {"name": "Ana", "merged": [{"wiki": "enwiki", "registration": None}]}
    assert answer(action_api.global_account("Ana"), {"query": {"globaluserinfo": unknown}}).registered is None


def test_nobody_of_that_name_is_none(answer: Answer) -> None:
    assert answer(action_api.global_account("Gone"), {"query": {"globaluserinfo": {"missing": True}}}) is None


def test_a_birthday_waits_for_a_lagging_wiki_and_a_person_who_waits_does_not() -> None:
    assert _fields(action_api.global_account("ana_b"))["maxlag"] == "5"
    assert _fields(action_api.global_account("ana_b"))["guiuser"] == "Ana b"
    assert "maxlag" not in _fields(action_api.users(["Ana"]))
    assert "maxlag" not in _fields(action_api.csrf_token())


def test_a_token_is_a_secret_all_the_way(answer: Answer) -> None:
    body = {"batchcomplete": True, "query": {"tokens": {"csrftoken": "d0c0ffee+\\"}}}
    assert answer(action_api.csrf_token(), body) == Secret("d0c0ffee+\\")
    decoded = msgspec.json.decode(msgspec.json.encode(body), type=QueryAnswer)
    assert "d0c0ffee" not in repr(decoded)
    assert decoded.query.tokens is not None
    assert "d0c0ffee" not in repr(list(decoded.query.tokens.__rich_repr__()))


def test_a_token_may_come_from_another_wiki() -> None:
    assert action_api.csrf_token(Site.METABASE_API).site is Site.METABASE_API


def test_whom_the_wiki_takes_us_for(answer: Answer) -> None:
    assert answer(action_api.userinfo(), {"query": {"userinfo": {"id": 7, "name": "Ana"}}}) == WikiAccount(
        id=7, name="Ana", anonymous=False
    )
    nobody = {"query": {"userinfo": {"id": 0, "name": "127.0.0.1", "anon": True}}}
    assert answer(action_api.userinfo(), nobody).anonymous


@pytest.mark.parametrize("build", [lambda: action_api.global_account("A"), action_api.csrf_token, action_api.userinfo])
def test_an_answer_without_its_subject_has_the_wrong_shape(answer: Answer, build: Callable[[], Call[Any]]) -> None:
    with pytest.raises(WrongShape):
        answer(build(), {"batchcomplete": True})


def test_an_error_inside_a_200_is_an_error(answer: Answer) -> None:
    body = {
        "errors": [
            {"code": "invaliduser", "text": "Invalid\x1b[1m username", "module": "query+globaluserinfo"},
            {"code": "other", "text": "And more."},
        ],
        "docref": "See …",
        "servedby": "mw1",
    }
    with pytest.raises(ActionApiError) as failed:
        answer(action_api.global_account("Ana"), body)
    assert (failed.value.code, failed.value.info) == ("invaliduser", "Invalid username And more.")


def test_an_error_in_the_old_format_is_an_error_too(answer: Answer) -> None:
    body = {"error": {"code": "readonly", "info": "The wiki is read-only", "*": "See …"}}
    with pytest.raises(ActionApiError) as failed:
        answer(action_api.userinfo(), body)
    assert (failed.value.code, failed.value.info) == ("readonly", "The wiki is read-only")


@pytest.mark.parametrize(
    "body",
    [
        {
            "errors": [
                {"code": "maxlag", "text": "Waiting for db: 6.5 seconds lagged", "data": {"lag": 6.5, "type": "db"}}
            ]
        },
        {"error": {"code": "maxlag", "info": "Waiting for db: 6.5 seconds lagged", "host": "db", "lag": 6.5}},
    ],
)
def test_a_lagging_wiki_asks_us_to_wait(answer: Answer, body: dict[str, Any]) -> None:
    with pytest.raises(MaxLag) as failed:
        answer(action_api.global_account("Ana"), body, headers={"retry-after": "5", "x-database-lag": "6"})
    assert failed.value.info == "Waiting for db: 6.5 seconds lagged"
    assert failed.value.retry_after_s == 5.0


def test_warnings_change_nothing(answer: Answer) -> None:
    body = {"warnings": [{"code": "deprecation", "text": "…"}], **_users({"name": "Ana"})}
    assert answer(action_api.users(["Ana"]), body)["Ana"].exists


@pytest.mark.parametrize(
    ("status", "headers", "body", "error"),
    [
        (200, {"content-type": "text/html; charset=utf-8"}, b"<!DOCTYPE html><p>Not a robot?</p>", HtmlAnswer),
        (200, {}, b'{"batchcomplete":true,"query":{"users":[{"name":"A', CutOff),
        (200, {}, b"upstream connect error", WrongJson),
        (200, {}, b'{"query":{"users":[{"missing":true}]}}', WrongShape),
        (200, {}, b'{"query":[]}', WrongShape),
        (429, {"retry-after": "12"}, b"<html>Too many requests</html>", Throttled),
        (503, {"retry-after": "60"}, b"<html>Service Unavailable</html>", ServiceDown),
        (
            503,
            {"retry-after": "Wed, 21 Oct 2026 07:28:30 GMT", "date": "Wed, 21 Oct 2026 07:28:00 GMT"},
            b"",
            ServiceDown,
        ),
    ],
)
def test_every_failure_of_a_wiki_is_named(
    answer: Answer, status: int, headers: dict[str, str], body: bytes, error: type[CapxError]
) -> None:
    with pytest.raises(error) as failed:
        answer(action_api.users(["A"]), body, status=status, headers=headers)
    assert type(failed.value) is error
    assert failed.value.host == "wiki.example"
    if isinstance(failed.value, Throttled):
        assert failed.value.retry_after_s == {"12": 12.0, "60": 60.0}.get(headers["retry-after"], 30.0)
