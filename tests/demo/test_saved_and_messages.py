"""What a person keeps, sends and reports: saved people, messages, reports with attachments, Let's Connect."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from tests.demo.conftest import Service

RAMON = "Rámon1"


async def save(service: Service, entity: str, number: object, relation: str, who: str = "manager") -> Any:
    return await service.post("/saved_item/", who, json={"entity": entity, "entity_id": number, "relation": relation})


async def test_saving_again_tells_so_and_another_relation_is_another_row(service: Service) -> None:
    first = await save(service, "user", 5, "learner")
    again = await save(service, "user", "5", "learner")
    other = await save(service, "user", 5, "sharer")
    assert [first.status_code, again.status_code, other.status_code] == [201, 208, 201]
    assert again.json() == first.json()
    assert other.json()["id"] != first.json()["id"]
    assert (await service.get("/saved_item/", "manager")).json()["count"] == 2


async def test_saved_rows_are_their_owners_alone(service: Service) -> None:
    row = (await save(service, "org", 13, "learner")).json()["id"]
    for method, status in (("GET", 404), ("DELETE", 404)):
        assert (await service.call(method, f"/saved_item/{row}/", "other")).status_code == status
        assert (await service.call(method, f"/saved_item/{row}/", "staff")).status_code == status
    assert (await service.get("/saved_item/", "other")).json()["count"] == 0
    assert (await service.delete(f"/saved_item/{row}/")).status_code == 204
    assert (await service.delete(f"/saved_item/{row}/")).status_code == 404


async def test_saved_rows_of_people_who_left_are_not_shown_but_known(
    service: Service, rows: sqlite3.Connection
) -> None:
    await save(service, "user", 5, "learner")
    rows.execute("UPDATE user SET is_active = 0 WHERE id = 5")
    assert (await service.get("/saved_item/", "manager")).json()["results"] == []
    assert (await save(service, "user", 5, "learner")).status_code == 208


@pytest.mark.parametrize(
    ("body", "status", "answer"),
    [
        ({}, 400, {"message": "Invalid entity type."}),
        ({"entity": "user"}, 400, {"relation": ["This field is required."], "entity_id": ["This field is required."]}),
        (
            {"entity": "user", "entity_id": 5, "relation": "known"},
            400,
            {"relation": ['"known" is not a valid choice.']},
        ),
        (
            {"entity": "org", "entity_id": 999, "relation": "sharer"},
            400,
            {"non_field_errors": ["Invalid organization ID."]},
        ),
        (
            {"entity": "user", "entity_id": 91, "relation": "sharer"},
            400,
            {"non_field_errors": ["Invalid user ID."]},
        ),
    ],
)
async def test_what_cannot_be_saved(service: Service, body: object, status: int, answer: object) -> None:
    refused = await service.post("/saved_item/", json=body)
    assert refused.status_code == status
    assert refused.json() == answer


async def test_a_saved_row_cannot_be_changed(service: Service) -> None:
    answer = await service.put("/saved_item/1/", json={})
    assert answer.status_code == 405
    assert answer.json() == {"message": "Updates are not allowed for saved items."}


async def send(service: Service, who: str = "manager", **values: str) -> Any:
    body = {"receiver": "Zsófiawiki2", "subject": "Hello", "message": "Hi there", "method": "email", **values}
    return await service.post("/messages/", who, json=body)


async def test_a_message_is_sent_and_neither_subject_nor_text_is_kept(
    service: Service, rows: sqlite3.Connection
) -> None:
    answer = await send(service, receiver="zsófiawiki2")
    assert answer.status_code == 201
    assert set(answer.json()) == {"id", "receiver", "method", "status", "error_message", "date"}
    assert answer.json()["status"] == "sent"
    assert answer.json()["error_message"] == ""
    everything = [str(row) for row in rows.execute("SELECT * FROM message")]
    assert not any("Hi there" in row or "Hello" in row for row in everything)


@pytest.mark.parametrize(("receiver", "who"), [("Nobody At All", "manager"), ("Rámon1", "unheard")])
async def test_a_message_that_failed_is_created_all_the_same(service: Service, receiver: str, who: str) -> None:
    answer = await send(service, who, receiver=receiver)
    assert answer.status_code == 201
    assert answer.json()["status"] == "failed"
    assert "account is invalid or does not exist" in answer.json()["error_message"]


async def test_mail_that_cannot_be_had_falls_to_the_talk_page_and_keeps_its_method(service: Service) -> None:
    answer = (await send(service, receiver=RAMON)).json()
    assert answer["status"] == "sent"
    assert answer["method"] == "email"
    assert "talk page" in answer["error_message"]
    on_purpose = (await send(service, receiver=RAMON, method="talkpage")).json()
    assert (on_purpose["status"], on_purpose["error_message"]) == ("sent", "")


async def test_what_the_caller_says_about_the_outcome_does_not_count(service: Service) -> None:
    answer = (await send(service, receiver="Nobody At All", status="sent", error_message="fine")).json()
    assert answer["status"] == "failed"
    assert "fine" not in answer["error_message"]


async def test_a_message_needs_its_parts(service: Service) -> None:
    answer = await service.post("/messages/", json={"receiver": "x" * 101, "subject": " ", "message": "x" * 2001})
    assert answer.json() == {
        "message": ["Ensure this field has no more than 2000 characters."],
        "subject": ["This field may not be blank."],
        "receiver": ["Ensure this field has no more than 100 characters."],
        "method": ["This field is required."],
    }


async def test_staff_see_everybodys_messages_and_nobody_sees_the_sender(service: Service) -> None:
    await send(service, "other")
    mine = (await service.get("/messages/", "other")).json()
    everybody = (await service.get("/messages/", "staff")).json()
    assert mine["count"] == 1
    assert everybody["count"] == 4
    assert "sender" not in everybody["results"][0]
    dates = [row["date"] for row in everybody["results"]]
    assert dates == sorted(dates, reverse=True)
    oldest_first = (await service.get("/messages/?ordering=date", "staff")).json()["results"]
    assert [row["date"] for row in oldest_first] == sorted(dates)
    assert (await service.get(f"/messages/{mine['results'][0]['id']}/", "manager")).status_code == 404
    assert (await service.delete("/messages/1/")).status_code == 405


async def test_reports_are_seen_by_their_author_and_staff_and_changed_by_staff(service: Service) -> None:
    assert (await service.get("/bugs/1/", "manager")).status_code == 200
    assert (await service.get("/bugs/1/", "other")).status_code == 404
    assert (await service.put("/bugs/1/", "other", json={})).status_code == 404
    assert (await service.put("/bugs/1/", json={})).json() == {
        "detail": "You do not have permission to perform this action."
    }
    changed = await service.put("/bugs/1/", "staff", json={"title": "t", "description": "d", "status": "done"})
    assert (changed.json()["title"], changed.json()["status"]) == ("t", "to_do")
    assert (await service.delete("/bugs/1/")).status_code == 403
    assert (await service.delete("/bugs/1/", "staff")).status_code == 204


async def test_a_report_takes_every_type_and_none(service: Service) -> None:
    for kind in ("error", "new_feature", "improvement", "new_capacity", "test_case", ""):
        answer = await service.post("/bugs/", json={"title": "t", "description": "d", "bug_type": kind})
        assert answer.json()["bug_type"] == kind
    plain = await service.post("/bugs/", json={"title": "t", "description": "d", "status": "done"})
    assert (plain.json()["bug_type"], plain.json()["status"]) == ("error", "to_do")
    assert plain.json()["author"] == "Kwamewiki0"


async def attach(service: Service, name: str, content: bytes, bug: str = "1", who: str = "manager") -> Any:
    return await service.post("/attachment/", who, files={"file": (name, content)}, data={"bug": bug})


async def test_at_most_three_files_of_a_mebibyte(service: Service) -> None:
    made = await attach(service, "a b é.txt", b"\x00\xffbytes")
    assert made.status_code == 201
    assert made.json()["file"] == "http://127.0.0.1:8100/media/attachments/a_b_%C3%A9.txt"
    again = await attach(service, "../a b é.txt", b"x")
    assert again.json()["file"].endswith("/media/attachments/a_b_%C3%A9_1.txt")
    large = await attach(service, "large", b"x" * (1024 * 1024 + 1))
    assert large.json() == {"file": ["File size exceeds the limit of 1 MB."]}
    assert (await attach(service, "just", b"x" * 1024 * 1024)).status_code == 201
    fourth = await attach(service, "fourth", b"x")
    assert fourth.json() == {"non_field_errors": ["Cannot add more than 3 attachments per bug."]}
    listed = (await service.get("/attachment/", "manager")).json()
    assert [row["bug"] for row in listed["results"]] == [1, 1, 1]
    assert listed["results"][0] == made.json()


async def test_a_file_is_kept_to_the_byte(service: Service, rows: sqlite3.Connection) -> None:
    content = bytes(range(256)) * 4 + b"\r\n--x\r\n\n"
    await attach(service, "every byte", content)
    assert rows.execute("SELECT content FROM attachment").fetchone() == (content,)


async def test_what_cannot_be_attached(service: Service) -> None:
    assert (await attach(service, "a", b"x", bug="999")).json() == {
        "bug": ['Invalid pk "999" - object does not exist.']
    }
    assert (await attach(service, "a", b"")).json() == {"file": ["The submitted file is empty."]}
    text = await service.post("/attachment/", data={"bug": "1", "file": "text"})
    assert text.json()["file"][0].startswith("The submitted data was not a file.")
    none = await service.post("/attachment/", files={"file": ("a", b"x")})
    assert none.json() == {"non_field_errors": ["Bug field is required."]}
    without_file = await service.post("/attachment/", data={"bug": "1"})
    assert without_file.status_code == 201
    assert without_file.json()["file"] is None


async def test_attachments_are_private_and_removed_by_staff(service: Service) -> None:
    number = (await attach(service, "a", b"x")).json()["id"]
    assert (await service.get(f"/attachment/{number}/", "other")).status_code == 404
    assert (await service.delete(f"/attachment/{number}/")).status_code == 403
    assert (await service.delete(f"/attachment/{number}/", "staff")).status_code == 204


async def test_lets_connect_confirms_and_keeps_no_answer(service: Service, rows: sqlite3.Connection) -> None:
    exists = "/_wikimedia/letsconnect/exists/?username=Kwamewiki0"
    assert (await service.get(exists)).json() == {"exists": False}
    answer = await service.post("/letsconnect/", json={"role": "Paid staff", "email": "k@example.org", "age": "25-34"})
    assert answer.status_code == 200
    assert answer.json()["user"] == 1
    assert answer.json()["confirmation"]
    assert (await service.get(exists)).json() == {"exists": True}
    listed = (await service.get("/letsconnect/", "manager")).json()
    assert [row["confirmation"] for row in listed] == [answer.json()["confirmation"]]
    assert set(listed[0]) == {"user", "confirmation", "timestamp"}
    assert (await service.get("/letsconnect/", "other")).json() == []
    kept = [str(row) for row in rows.execute("SELECT * FROM letsconnect_log")]
    assert not any("example.org" in row or "Paid" in row for row in kept)
