"""Each way the service says no, from the bytes it says it with."""

from __future__ import annotations

import re

import pytest

from capx_tui.api.wire import Response, read_error
from capx_tui.errors import (
    AnswerError,
    CapxError,
    Conflict,
    ConflictCause,
    FieldErrors,
    Forbidden,
    Missing,
    NotData,
    NotSignedIn,
    RedirectedAway,
    Refused,
    ServiceDown,
    Throttled,
    TooLarge,
)
from capx_tui.i18n import sentences
from tests.api.replies import reply

PAGE = b"\n<!doctype html>\n<html><head><title>Server Error</title></head></html>"


def answer_error(response: Response) -> AnswerError:
    error = read_error(response, host="capx.example")
    assert isinstance(error, AnswerError)
    assert error.status == response.status
    assert error.host == "capx.example"
    return error


def fields(body: object) -> dict[str, tuple[str, ...]]:
    error = answer_error(reply(400, body))
    assert isinstance(error, FieldErrors)
    return error.fields


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"title": ["A.", "B."]}, {"title": ("A.", "B.")}),
        ({"title": "A."}, {"title": ("A.",)}),
        ({"language": [{}, {"proficiency": ["A."]}]}, {"language.1.proficiency": ("A.",)}),
        ({"user": {"email": ["A."], "non_field_errors": ["B."]}}, {"user.email": ("A.",), "user": ("B.",)}),
        ({"wikimedia_project": {"0": ["A."]}}, {"wikimedia_project.0": ("A.",)}),
        ({"message": ["A."], "status": ["B."]}, {"message": ("A.",), "status": ("B.",)}),
        ({"detail": "A.", "field": "description", "max_length": 250}, {"description": ("A.",)}),
        ({"detail": {"non_field_errors": ["A."]}}, {}),
        ({"detail": {"label": ["A."]}}, {"label": ("A.",)}),
        ({"detail": {"detail": {"label": ["A."]}}}, {}),
        ({"success": False, "error": "A.", "code": "x1"}, {}),
        ({"title": [1, None, True, "A."]}, {"title": ("A.",)}),
        ({"title": 7, "about": None, "team": ""}, {}),
        ({"non_field_errors": ["A."]}, {}),
        ("A.", {}),
        ("", {}),
        (["A."], {}),
        (None, {}),
        (b"", {}),
        (b"{", {}),
        (b"\xff\xfe", {}),
        (PAGE, {}),
    ],
)
def test_field_errors(body: object, expected: dict[str, tuple[str, ...]]) -> None:
    assert fields(body) == expected


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"detail": "A."}, "A."),
        ({"message": "A."}, "A."),
        ({"error": "A."}, "A."),
        ({"success": False, "error": "A."}, "A."),
        ({"non_field_errors": ["A.", "B."]}, "A. B."),
        ({"detail": ["A.", 7, "B."]}, "A. B."),
        ({"detail": {"code": "x"}, "message": "A."}, "A."),
        ({"detail": {"non_field_errors": ["A.", "B."]}}, "A. B."),
        ({"detail": {"message": "A."}, "message": "B."}, "A."),
        ({"detail": {"detail": {"detail": "A."}}}, ""),
        ({"message": ["beside a field"]}, ""),
        ("A.", "A."),
        (["A.", "B."], "A. B."),
        ("", ""),
        (b"", ""),
        (PAGE, ""),
        (7, ""),
    ],
)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 418, 429, 500, 503])
def test_the_service_s_own_sentence(status: int, body: object, detail: str) -> None:
    assert answer_error(reply(status, body)).detail == detail


def test_other_people_s_words_are_made_harmless() -> None:
    hostile = "\x1b[2J\x1b]0;title\x07Name \u202eevil\u0000\nnext"
    error = answer_error(reply(400, {hostile: [hostile], "detail": hostile}))
    assert isinstance(error, FieldErrors)
    assert error.fields == {"Name evil next": ("Name evil next",)}
    assert error.detail == "Name evil next"


def test_words_without_end_are_cut() -> None:
    error = answer_error(reply(400, {"title": ["x" * 10**6], "detail": "y" * 10**6}))
    assert isinstance(error, FieldErrors)
    assert len(error.fields["title"][0]) == len(error.detail) == 500


def test_fields_without_end_are_cut() -> None:
    many = {f"f{number}": ["A."] for number in range(5000)}
    assert len(fields(many)) == 200
    deep: object = ["A."]
    for _ in range(500):
        deep = {"x": deep, "y": [deep]}
        if len(str(deep)) > 10**6:
            break
    assert len(fields({"a": deep})) <= 200


@pytest.mark.parametrize("status", [400, 403, 500])
@pytest.mark.parametrize("depth", [100, 900, 5000, 200_000])
def test_nesting_without_end_is_an_error_like_any(status: int, depth: int) -> None:
    for body in (b"[" * depth + b"]" * depth, b'{"a":' * depth + b"1" + b"}" * depth, b'{"a":[' * depth):
        assert answer_error(reply(status, body)).detail == ""


def test_what_lies_too_deep_is_no_field() -> None:
    deep: object = ["A."]
    for _ in range(30):
        deep = {"x": deep}
    assert fields({"a": deep, "b": ["B."]}) == {"b": ("B.",)}


def test_a_sentence_names_the_fields_where_nothing_else_does() -> None:
    error = answer_error(reply(400, {"skills_known": ["999 is not one."], "about": ["Too long.", "Too bad."]}))
    assert "skills_known: 999 is not one.; about: Too long. Too bad." in sentences.sentence(error)
    assert error.detail == ""


def test_not_signed_in_tells_no_token_from_a_stale_one() -> None:
    response = reply(401, {"detail": "Invalid token."})
    for sent in (True, False):
        error = read_error(response, token_was_sent=sent)
        assert isinstance(error, NotSignedIn)
        assert error.token_was_sent is sent


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, FieldErrors),
        (401, NotSignedIn),
        (402, Refused),
        (403, Forbidden),
        (404, Missing),
        (405, Refused),
        (409, Conflict),
        (410, Missing),
        (413, TooLarge),
        (415, Refused),
        (429, Throttled),
        (451, Refused),
        (500, ServiceDown),
        (502, ServiceDown),
        (503, ServiceDown),
        (504, ServiceDown),
        (599, ServiceDown),
    ],
)
@pytest.mark.parametrize("body", [b'{"detail":"No."}', b'"No."', PAGE, b"", b"plain text", b"\x00\xff"])
def test_each_status_has_its_type_whatever_the_body(status: int, kind: type[CapxError], body: bytes) -> None:
    assert type(read_error(reply(status, body))) is kind


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308, 304])
def test_a_redirect_is_not_followed(status: int) -> None:
    error = read_error(reply(status, PAGE, location="https://elsewhere.example/"), host="capx.example")
    assert type(error) is RedirectedAway
    assert error.host == "capx.example"


@pytest.mark.parametrize("status", [0, 100, 101, 199])
def test_a_status_that_promises_more_is_no_answer(status: int) -> None:
    error = read_error(reply(status, PAGE), host="capx.example")
    assert (type(error), error.host) == (NotData, "capx.example")


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        ("skills_available must be in skills_known", ConflictCause.AVAILABLE_NOT_KNOWN),
        ("what is known does not hold\nwhat is available", ConflictCause.AVAILABLE_NOT_KNOWN),
        ("no more than 20 languages", ConflictCause.TOO_MANY_LANGUAGES),
        ("no more than 10 territories", ConflictCause.TOO_MANY_TERRITORIES),
        ("no more than 10 affiliations", ConflictCause.TOO_MANY_AFFILIATIONS),
        ("automated_lets_connect cannot go back", ConflictCause.LETS_CONNECT_TAKEN_BACK),
        ("Let's Connect cannot go back", ConflictCause.LETS_CONNECT_TAKEN_BACK),
        ("something new", ConflictCause.OTHER),
        ("", ConflictCause.OTHER),
    ],
)
@pytest.mark.parametrize("key", ["message", "detail", None])
def test_a_conflict_s_cause_is_told_apart(words: str, cause: ConflictCause, key: str | None) -> None:
    error = answer_error(reply(409, {key: words} if key else words))
    assert isinstance(error, Conflict)
    assert error.cause is cause


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("60", 60.0),
        ("0", 0.0),
        (" 7 ", 7.0),
        ("1.5", 1.5),
        ("Sun, 22 Nov 2026 07:10:30 GMT", 30.0),
        ("Sun, 22 Nov 2026 07:00:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1e3", None),
        ("٣", None),
        ("99999999999999999999", 9_999_999.0),
        ("Sun, 22 Nov 99999999999 07:10:30 GMT", None),
        ("Sun, 99 Nov 2026 07:10:30 GMT", None),
        ("Wed, 22 Nov 2023 07:10:30 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 9_999_999.0),
        ("60, 60", None),
        ("nan", None),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after(status: int, given: str, seconds: float | None) -> None:
    error = read_error(reply(status, retry_after=given, date="Sun, 22 Nov 2026 07:10:00 GMT"))
    assert isinstance(error, Throttled)
    assert error.retry_after_s == seconds


def test_retry_after_is_measured_with_the_service_s_clock() -> None:
    """Ours may be off by hours; without the service's a date says nothing."""
    for date in ("", "yesterday", "Sun, 22 Nov 2026 07:10:00 -0000"):
        error = read_error(reply(503, retry_after="Sun, 22 Nov 2026 07:10:30 GMT", date=date))
        assert isinstance(error, ServiceDown)
        assert error.retry_after_s is None
    error = read_error(reply(503))
    assert isinstance(error, ServiceDown)
    assert error.retry_after_s is None


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 409, 413, 418, 429, 500, 503])
def test_every_refusal_has_words_for_a_person(status: int) -> None:
    said = sentences.explain(read_error(reply(status, {"detail": "No."}), host="capx.example"))
    assert not re.search(r"\[error-|\[remedy-|\$\d", said)
