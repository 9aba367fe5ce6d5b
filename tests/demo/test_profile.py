"""One's own profile: what a save must hold, what it may hold, and what it meets."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from tests.demo.conftest import NOW, Service

NOT_KNOWN = "You cannot add a skill to skills_available that is not in skills_known."

LEAST: dict[str, Any] = {"user": {}, "language": []}


async def save(service: Service, who: str = "manager", **values: Any) -> Any:
    number = {"manager": 1, "other": 61}[who]
    return await service.put(f"/profile/{number}/", who, json={**LEAST, **values})


async def test_what_is_left_out_stays_but_languages_are_replaced(service: Service) -> None:
    before = (await service.get("/profile/", "manager")).json()["results"][0]
    await save(service, language=[{"id": 3, "proficiency": "n"}, {"id": 5, "proficiency": 0}])
    after = (await save(service, language=[{"id": 5, "proficiency": 1}])).json()
    assert after["language"] == [{"id": 5, "proficiency": 1}]
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"language", "last_update"}
    assert after["last_update"] == NOW.isoformat().replace("+00:00", "Z")


async def test_a_language_twice_counts_the_last_time_and_keeps_its_place(service: Service) -> None:
    await save(service, language=[{"id": 3, "proficiency": 2}, {"id": 5, "proficiency": 2}])
    both = [{"id": 5, "proficiency": "n"}, {"id": 3, "proficiency": 1}, {"id": 3, "proficiency": ""}]
    answer = await save(service, language=both)
    assert answer.json()["language"] == [{"id": 3, "proficiency": ""}, {"id": 5, "proficiency": "n"}]


@pytest.mark.parametrize(
    ("language", "status", "body"),
    [
        ([{"id": 3, "proficiency": "9"}], 400, {"language": [{"proficiency": ['"9" is not a valid choice.']}]}),
        ([{"proficiency": "1"}], 400, {"language": [{"id": ["This field is required."]}]}),
        ([{"id": 3, "proficiency": 1}, {"id": "x"}], 400, {"language": [{}, {"id": ["A valid integer is required."]}]}),
        ([1], 400, {"language": [{"non_field_errors": ["Invalid data. Expected a dictionary, but got int."]}]}),
        ("x", 400, {"language": {"non_field_errors": ['Expected a list of items but got type "str".']}}),
        (None, 400, {"language": ["This field may not be null."]}),
        ([{"id": 999, "proficiency": 1}], 404, {"detail": "No Language matches the given query."}),
    ],
)
async def test_languages_that_are_none_are_refused_one_by_one(
    service: Service, language: Any, status: int, body: object
) -> None:
    answer = await save(service, language=language)
    assert answer.status_code == status
    assert answer.json() == body


async def test_a_level_left_out_breaks_the_service(service: Service) -> None:
    assert (await save(service, language=[{"id": 3}])).status_code == 500


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"skills_known": [36], "skills_available": [37]}, NOT_KNOWN),
        ({"skills_known": ["36"], "skills_available": [36]}, NOT_KNOWN),
        ({"skills_available": [24]}, NOT_KNOWN),
        ({"language": [{"id": 3, "proficiency": 1}] * 21}, "You cannot add more than 20 languages."),
        ({"territory": [4] * 11}, "You cannot add more than 10 territories."),
        ({"affiliation": list(range(1, 12))}, "You cannot add more than 10 affiliations."),
    ],
)
async def test_conflicts(service: Service, values: dict[str, Any], message: str) -> None:
    answer = await save(service, **values)
    assert answer.status_code == 409
    assert answer.json() == {"message": message}


async def test_available_alone_is_compared_with_what_is_stored_as_text(service: Service) -> None:
    answer = await save(service, skills_available=["24", "64"])
    assert answer.json()["skills_available"] == [24, 64]
    assert (await save(service, skills_known=[139])).json()["skills_available"] == [24, 64]


async def test_automation_cannot_be_taken_back(service: Service) -> None:
    assert (await save(service, automated_lets_connect=False)).status_code == 200
    assert (await save(service, automated_lets_connect=True)).json()["automated_lets_connect"] is True
    refused = await save(service, automated_lets_connect=None)
    assert refused.status_code == 409
    assert refused.json() == {"message": "automated_lets_connect cannot be set to False once it has been True."}


async def test_a_conflict_is_told_before_any_field(service: Service) -> None:
    answer = await service.put(
        "/profile/1/", json={"skills_known": [36], "skills_available": [37], "about": "x" * 2001}
    )
    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("values", "body"),
    [
        ({"avatar": 0}, {"avatar": ['Invalid pk "0" - object does not exist.']}),
        ({"avatar": True}, {"avatar": ["Incorrect type. Expected pk value, received bool."]}),
        ({"wikimedia_project": [""]}, {"wikimedia_project": ["Incorrect type. Expected pk value, received str."]}),
        ({"territory": "4"}, {"territory": ['Expected a list of items but got type "str".']}),
        ({"skills_wanted": [None]}, {"skills_wanted": ['Invalid pk "None" - object does not exist.']}),
        ({"about": "x" * 2001}, {"about": ["Ensure this field has no more than 2000 characters."]}),
        ({"about": ["x"]}, {"about": ["Not a valid string."]}),
        ({"about": "a\x00b"}, {"about": ["Null characters are not allowed."]}),
        ({"about": None}, {"about": ["This field may not be null."]}),
        ({"pronoun": "x"}, {"pronoun": ['"x" is not a valid choice.']}),
        ({"wikidata_qid": "Q0"}, {"wikidata_qid": ["Invalid Wikidata Qid format. The format should be Q12345"]}),
        ({"wikidata_qid": "Q1234567890"}, {"wikidata_qid": ["Ensure this field has no more than 10 characters."]}),
        ({"display_name": "x" * 388}, {"display_name": ["Ensure this field has no more than 387 characters."]}),
        ({"team": "x" * 129}, {"team": ["Ensure this field has no more than 128 characters."]}),
        ({"user": {"email": "nonsense"}}, {"user": {"email": ["Enter a valid email address."]}}),
        ({"user": "me"}, {"user": {"non_field_errors": ["Invalid data. Expected a dictionary, but got str."]}}),
        ({"user": None}, {"user": ["This field may not be null."]}),
        ({"automated_lets_connect": "perhaps"}, {"automated_lets_connect": ["Must be a valid boolean."]}),
        ({"wiki_alt": "Never Heard Of"}, {"wiki_alt": ["This Wikimedia username does not exist."]}),
        ({"wiki_alt": "rámon1"}, {"wiki_alt": ["This username already belongs to a CapX user."]}),
    ],
)
async def test_fields_say_what_is_wrong(service: Service, values: dict[str, Any], body: object) -> None:
    answer = await save(service, **values)
    assert answer.status_code == 400
    assert answer.json() == body


async def test_user_and_language_are_required_together(service: Service) -> None:
    answer = await service.put("/profile/1/", json={"about": "x"})
    assert answer.json() == {"user": ["This field is required."], "language": ["This field is required."]}


async def test_everything_that_may_be_written(service: Service) -> None:
    values: dict[str, Any] = {
        "display_name": "K. Wiki",
        "pronoun": "they-them",
        "about": "  trimmed ",
        "about_language": 3,
        "wikidata_qid": "Q42",
        "wiki_alt": "Second Account",
        "team": "T",
        "contact": {"matrix": "@k"},
        "social": ["x"],
        "avatar": None,
        "territory": [9, 4],
        "affiliation": [2, 1],
        "wikimedia_project": [3],
        "skills_known": [37, 36],
        "skills_available": [36],
        "skills_wanted": [50],
    }
    answer = await save(service, user={"email": "k@example.org", "username": "Zed", "is_staff": True}, **values)
    assert answer.status_code == 200
    sorted_lists = {
        name: sorted(value) for name, value in values.items() if isinstance(value, list) and name != "social"
    }
    assert {name: answer.json()[name] for name in values} == {**values, "about": "trimmed", **sorted_lists}
    assert answer.json()["user"]["email"] == "k@example.org"
    assert answer.json()["user"]["username"] == "Kwamewiki0"
    assert answer.json()["user"]["is_staff"] is False
    assert (await service.get("/users/1/")).json() == answer.json()


async def test_what_only_the_service_writes_is_ignored(service: Service) -> None:
    before = (await service.get("/users/1/")).json()
    after = (await save(service, id=9, is_manager=[1], badges=[4], last_login="x", last_update="y")).json()
    assert {name: after[name] for name in ("id", "is_manager", "badges", "last_login")} == {
        name: before[name] for name in ("id", "is_manager", "badges", "last_login")
    }


async def test_another_profile_is_not_there_whoever_asks(service: Service) -> None:
    for who in ("other", "staff"):
        for method in ("GET", "PUT", "DELETE"):
            answer = await service.call(method, "/profile/1/", who, json={})
            assert answer.status_code == 404


async def test_a_failed_save_writes_nothing(service: Service) -> None:
    before = (await service.get("/users/1/")).json()
    assert (await save(service, about="new", language=[{"id": 999, "proficiency": 1}])).status_code == 404
    assert (await service.get("/users/1/")).json() == before


async def test_deleting_takes_user_token_and_belongings_along(service: Service, rows: sqlite3.Connection) -> None:
    assert (await service.delete("/profile/1/")).status_code == 204
    assert (await service.get("/profile/", "manager")).json() == {"detail": "Invalid token."}
    assert (await service.get("/users/1/")).status_code == 404
    for table, column in (("token", "user"), ("bug", "author"), ("message", "sender"), ("user_badge", "user")):
        assert rows.execute(f"SELECT COUNT(*) FROM {table} WHERE {column} = 1").fetchone() == (0,)
    assert (await service.get("/events/1/")).json()["creator"] is None


async def test_badges_show_where_displayed_and_complete(service: Service) -> None:
    assert (await service.get("/users/1/")).json()["badges"] == [1, 3]
    hidden = await service.put("/user_badge/3/", json={"is_displayed": False, "progress": 0, "badge": 4})
    assert hidden.json() == {"id": 3, "badge": 3, "is_displayed": False, "progress": 100}
    assert (await service.get("/users/1/")).json()["badges"] == [1]
    assert (await service.put("/user_badge/3/", "other", json={"is_displayed": True})).status_code == 404
    assert (await service.put("/user_badge/3/", json={"is_displayed": "x"})).json() == {
        "is_displayed": ["Must be a valid boolean."]
    }
    assert (await service.post("/user_badge/", json={})).json() == {"message": "Creating user badges is not allowed."}
    assert (await service.delete("/user_badge/3/")).status_code == 405
