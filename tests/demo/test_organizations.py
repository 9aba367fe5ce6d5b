"""Organizations and what belongs to them: who sees and writes them, and with which words they refuse."""

from __future__ import annotations

from typing import Any

import pytest

from capx_tui.demo.service.core.moments import WRONG_FORMAT
from tests.demo.conftest import Service
from tests.demo.sample_world import NO_MANAGER

UNCHANGED = "The English translation cannot be deleted separately. Delete the organization to remove it."


async def organization(service: Service, number: int = 3) -> dict[str, Any]:
    answer: dict[str, Any] = (await service.get(f"/organizations/{number}/")).json()
    return answer


async def put(service: Service, who: str = "manager", number: int = 3, **values: Any) -> Any:
    whole = await organization(service, number)
    return await service.put(f"/organizations/{number}/", who, json={**whole, **values})


async def test_without_a_manager_an_organization_is_hidden_from_all_but_staff(service: Service) -> None:
    path = f"/organizations/{NO_MANAGER}/"
    for who in (None, "manager"):
        assert (await service.get(path, who)).status_code == 404
    assert (await service.get(path, "staff")).status_code == 200
    public = (await service.get("/organizations/?limit=999")).json()["count"]
    assert (await service.get("/organizations/?limit=999", "staff")).json()["count"] > public


async def test_left_out_stays_and_the_whole_comes_back(service: Service) -> None:
    before = await organization(service)
    assert (await put(service)).json() == before
    assert (await service.put("/organizations/3/", json={"acronym": "AT"})).json() == before
    assert (await service.put("/organizations/3/", json={})).json() == {"acronym": ["This field is required."]}


@pytest.mark.parametrize(
    ("values", "body"),
    [
        ({"acronym": "AM"}, {"acronym": ["organization with this acronym already exists."]}),
        ({"acronym": "x" * 11}, {"acronym": ["Ensure this field has no more than 10 characters."]}),
        (
            {"profile_image": "x"},
            {
                "profile_image": [
                    "Invalid URL format. The format should be https://commons.wikimedia.org/wiki/File:filename.ext",
                    "Enter a valid URL.",
                ]
            },
        ),
        (
            {"meta_page": "http://meta.wikimedia.org/wiki/X"},
            {
                "meta_page": [
                    "Invalid URL format. The format should be https://meta.wikimedia.org/wiki/PageName",
                ]
            },
        ),
        (
            {"home_project": "https://at.wikimedia.org/x"},
            {"home_project": ["Invalid URL format. The format should be https://xx.wikimedia.org/"]},
        ),
        ({"website": "at.example"}, {"website": ["Enter a valid URL."]}),
        (
            {"report": "https://x.org/" + "x" * 512},
            {"report": ["Ensure this field has no more than 512 characters."]},
        ),
        ({"email": "a@b"}, {"email": ["Enter a valid email address."]}),
        ({"documents": [""]}, {"documents": ["Incorrect type. Expected pk value, received str."]}),
        ({"display_name": None}, {"display_name": ["This field may not be null."]}),
    ],
)
async def test_fields_say_what_is_wrong(service: Service, values: dict[str, Any], body: object) -> None:
    answer = await put(service, **values)
    assert answer.status_code == 400
    assert answer.json() == body


async def test_available_need_not_be_known_and_four_documents_are_no_limit(service: Service) -> None:
    answer = await put(service, known_capacities=[36], available_capacities=[37], documents=[1, 2, 3, 4, 5])
    assert answer.status_code == 200
    assert answer.json()["available_capacities"] == [37]
    assert answer.json()["documents"] == [1, 2, 3, 4, 5]


async def test_only_own_events_can_be_chosen(service: Service) -> None:
    answer = await put(service, choose_events=[1])
    assert answer.status_code == 400
    assert answer.json().startswith("Event with ID 1 is not associated with this organization.")
    assert (await put(service, choose_events=[5, 6])).json()["choose_events"] == [5, 6]


async def test_what_the_service_keeps_is_ignored(service: Service) -> None:
    before = await organization(service)
    answer = (await put(service, managers=[2], names=[], projects=[], events=[])).json()
    assert answer == before


async def test_the_english_name_follows_display_name_unless_blank(service: Service) -> None:
    assert (await put(service, display_name="New name")).json()["names"][0] == {
        "language_code": "en",
        "name": "New name",
    }
    assert (await put(service, display_name="")).json()["display_name"] == "New name"


async def test_update_date_moves_only_when_it_is_sent(service: Service) -> None:
    before = (await organization(service))["update_date"]
    assert (await service.put("/organizations/3/", json={"acronym": "AT"})).json()["update_date"] == before
    assert (await put(service, update_date="2027-01-01T00:00:00+02:00")).json()["update_date"] == "2026-12-31T22:00:00Z"


async def test_who_may_write(service: Service) -> None:
    assert (await put(service, "other")).json() == "You do not have permission to update this organization."
    assert (await put(service, "staff", report="https://x.org/")).status_code == 200
    for path, method, status in (
        ("/organizations/", "POST", 403),
        ("/organizations/3/", "DELETE", 403),
        ("/organizations/3/", "PATCH", 405),
    ):
        answer = await service.call(method, path, "manager", json={"acronym": "N"})
        assert answer.status_code == status
        assert isinstance(answer.json(), str)
    nameless = await service.post("/organizations/", "staff", json={"acronym": "NEW"})
    assert nameless.json() == {"display_name": "This field is required and must provide the English (en) name."}
    made = await service.post("/organizations/", "staff", json={"acronym": "NEW", "display_name": "New"})
    assert made.status_code == 201
    assert made.json()["names"] == [{"language_code": "en", "name": "New"}]
    assert (await service.delete(f"/organizations/{made.json()['id']}/", "staff")).status_code == 204


async def test_filters(service: Service) -> None:
    async def found(query: str) -> list[int]:
        return [row["id"] for row in (await service.get(f"/organizations/?limit=999&{query}")).json()["results"]]

    assert await found("display_name=ARMENIA") == [1]
    assert await found("display_name=pt at") == [3]
    assert await found("acronym=AM") == [1]
    assert await found("acronym=am") == []
    assert await found("managers=1") == [3, 6, 9, 12]
    assert await found("managers=1&managers=67") == [2, 3, 6, 9, 12]
    assert await found("known_capacities=20&known_capacities=41") == [1, 2]
    assert await found("known_capacities=40&wanted_capacities=10") == [3]
    assert await found("territory=28") == [1]
    assert set(await found("territory=6")) >= {1, 2}
    assert await found("has_any_capacities=false") == []
    by_name = (await service.get("/organizations/?limit=999&ordering=display_name")).json()["results"]
    assert [row["display_name"] for row in by_name] == sorted(row["display_name"] for row in by_name)
    assert (await service.get("/organizations/?managers=91")).json() == {
        "managers": ["Select a valid choice. 91 is not one of the available choices."]
    }


async def test_names_in_other_languages(service: Service) -> None:
    body = {"organization": 3, "language_code": "fr", "name": " Autriche "}
    made = await service.post("/organization_name/", json=body)
    assert made.json()["name"] == "Autriche"
    again = await service.post("/organization_name/", json=body)
    assert again.json() == {"non_field_errors": ["The fields organization, language_code must make a unique set."]}
    path = f"/organization_name/{made.json()['id']}/"
    assert (await service.put(path, json={**body, "name": "Österreich"})).json()["name"] == "Österreich"
    assert (await service.put(path, "other", json=body)).json() == (
        "You do not have permission to update this translation."
    )
    assert (await service.delete(path)).status_code == 204
    english = await service.delete("/organization_name/3/")
    assert (english.status_code, english.json()) == (400, UNCHANGED)
    foreign = await service.post("/organization_name/", json={**body, "organization": 1})
    assert foreign.json() == "You do not have permission to add a translation for this organization."
    nowhere = await service.post("/organization_name/", json={**body, "organization": 999})
    assert (nowhere.status_code, nowhere.json()) == (404, {"organization": "Organization not found."})
    assert (await service.get("/organization_name/?language_code=pt-br&organization=3")).json()["count"] == 1


async def test_tags_and_documents_are_anybodys_to_add_and_nobodys_to_change(service: Service) -> None:
    assert (await service.post("/tag_diff/", json={"tag": "tag-AM"})).json() == {
        "tag": ["tag diff with this tag already exists."]
    }
    made = await service.post("/tag_diff/", "other", json={"tag": " New "})
    assert made.json()["tag"] == "New"
    upload = await service.post("/document/", json={"url": "https://upload.wikimedia.org/x.pdf"})
    assert upload.status_code == 400
    for path in ("/tag_diff/1/", "/document/1/"):
        assert (await service.put(path, json={})).json() == "PUT method not allowed"
        assert (await service.delete(path, None)).status_code == 401
        assert (await service.delete(path)).status_code == 204
    assert (await organization(service, 1))["documents"] == []


async def test_projects(service: Service) -> None:
    assert (await service.post("/projects/", json={})).status_code == 500
    foreign = await service.post("/projects/", json={"display_name": "P", "organization": 1})
    assert (foreign.status_code, foreign.content) == (403, b"")
    made = (await service.post("/projects/", json={"display_name": "P", "organization": 3})).json()
    assert made["creator"] == 1
    assert made["organizations"] == [13]  # the number of the membership, not of the organization
    assert made["id"] in (await organization(service))["projects"]
    path = f"/projects/{made['id']}/"
    assert (await service.put(path, json={"display_name": "Q"})).json() == {"organization": ["This field is required."]}
    changed = await service.put(path, json={"display_name": "Q", "organization": 1, "related_skills": [37, 36]})
    assert (changed.json()["display_name"], changed.json()["related_skills"]) == ("Q", [36, 37])
    assert (await organization(service, 1))["projects"] == [1]
    assert (await service.put(path, "other", json={"display_name": "Q", "organization": 3})).status_code == 403
    assert (await service.delete(path, "other")).status_code == 403
    assert (await service.delete(path)).status_code == 204


async def test_an_organization_joins_a_project_when_it_accepts(service: Service) -> None:
    asked = (await service.post("/project_members/", json={"project": 3, "organization": 2})).json()
    assert asked["accepted"] is False
    assert 3 not in (await organization(service, 2))["projects"]
    answer = {"project_member": asked["id"], "accepted": True}
    assert (await service.post("/project_member_acceptance/", json=answer)).status_code == 403
    assert (await service.post("/project_member_acceptance/", "staff", json=answer)).status_code == 201
    assert 3 in (await organization(service, 2))["projects"]
    assert (await service.post("/project_member_acceptance/", "staff", json=answer)).status_code == 400
    assert (await service.delete(f"/project_members/{asked['id']}/")).status_code == 204
    assert (await service.delete("/project_members/3/")).status_code == 403  # the last one stays


EVENT = {"name": "N", "organization": 3, "time_begin": "2027-01-01T10:00", "type_of_location": "virtual"}


async def test_events_are_written_by_managers_and_not_by_staff(service: Service) -> None:
    made = (await service.post("/events/", json=EVENT)).json()
    assert (made["time_begin"], made["creator"]) == ("2027-01-01T10:00:00Z", 1)
    path = f"/events/{made['id']}/"
    for who in ("other", "staff"):
        for method, what in (("PUT", "update"), ("DELETE", "delete")):
            refused = await service.call(method, path, who, json=EVENT)
            assert refused.json() == {"detail": f"You do not have permission to {what} this event."}
    assert (await service.post("/events/", "staff", json=EVENT)).status_code == 403
    assert (await service.call("PATCH", path, "manager", json={})).json() == {
        "detail": "This endpoint does not support partial updates."
    }
    # Given to another organization, it is no longer one's own.
    assert (await service.put(path, json={**EVENT, "organization": 1})).status_code == 200
    assert (await service.delete(path)).status_code == 403


@pytest.mark.parametrize(
    ("values", "body"),
    [
        ({"organization": 999}, {"detail": "The organization is blank or does not exist."}),
        ({"organization": None}, {"detail": "The organization is blank or does not exist."}),
        (
            {"name": "x" * 129, "type_of_location": "zoom", "time_begin": "soon", "url": "x"},
            {
                "name": ["Ensure this field has no more than 128 characters."],
                "type_of_location": ['"zoom" is not a valid choice.'],
                "url": ["Enter a valid URL."],
                "time_begin": [WRONG_FORMAT],
            },
        ),
        ({"time_begin": "0001-01-01T00:00:00+10:00"}, {"time_begin": ["Datetime value out of range."]}),
        ({"description": None}, {"description": ["This field may not be null."]}),
    ],
)
async def test_events_say_what_is_wrong(service: Service, values: dict[str, Any], body: object) -> None:
    answer = await service.post("/events/", json={**EVENT, **values})
    assert answer.status_code == 400
    assert answer.json() == body


async def test_events_are_filtered_by_organization_alone(service: Service) -> None:
    assert [row["id"] for row in (await service.get("/events/?organization=3")).json()["results"]] == [5, 6]
    everything = (await service.get("/events/")).json()["count"]
    assert (await service.get("/events/?type_of_location=virtual&related_skills=36")).json()["count"] == everything
    assert (await service.get("/events/?organization=x")).status_code == 400
