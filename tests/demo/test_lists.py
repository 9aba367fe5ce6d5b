"""Paging, filters, ordering and addresses: what every list and path of the service shares."""

from __future__ import annotations

import sqlite3

import pytest

from tests.demo.conftest import Service
from tests.demo.sample_world import FILLERS

ROOT = "http://127.0.0.1:8100"


def ids(answer: object) -> list[int]:
    assert isinstance(answer, dict)
    return [row["id"] for row in answer["results"]]


async def test_a_page_holds_fifty_unless_asked_and_as_many_as_asked(service: Service) -> None:
    people = (await service.get("/users/?limit=100000")).json()
    assert people["count"] == len(people["results"])
    assert people["next"] is None
    skills = (await service.get("/skill/")).json()
    assert skills["count"] == 134
    assert len(skills["results"]) == 50
    assert skills["next"] == f"{ROOT}/skill/?limit=50&offset=50"
    assert skills["previous"] is None


async def test_links_keep_the_host_and_sort_the_parameters(service: Service) -> None:
    answer = (await service.get("/users/?offset=2&ordering=-last_update&limit=2&has_any_skills=true&x=")).json()
    tail = "&ordering=-last_update&x="
    assert answer["next"] == f"{ROOT}/users/?has_any_skills=true&limit=2&offset=4{tail}"
    assert answer["previous"] == f"{ROOT}/users/?has_any_skills=true&limit=2{tail}"


@pytest.mark.parametrize("window", ["limit=0", "limit=-1", "limit=x&offset=y", "offset=-5", "limit="])
async def test_a_window_that_cannot_be_read_is_the_first_fifty(service: Service, window: str) -> None:
    answer = (await service.get(f"/skill/?{window}")).json()
    assert len(answer["results"]) == 50
    assert answer["results"][0]["id"] == 10


async def test_beyond_the_end_is_empty_and_still_counts(service: Service) -> None:
    answer = (await service.get("/skill/?limit=10&offset=9999")).json()
    assert answer == {"count": 134, "next": None, "previous": f"{ROOT}/skill/?limit=10&offset=9989", "results": []}


async def test_the_same_key_twice_is_or_and_different_keys_are_and(service: Service) -> None:
    one = set(ids((await service.get("/users/?limit=999&skills_known=24")).json()))
    other = set(ids((await service.get("/users/?limit=999&skills_known=21")).json()))
    assert one
    assert other
    either = (await service.get("/users/?limit=999&skills_known=24&skills_known=21")).json()
    assert set(ids(either)) == one | other
    assert either["count"] == len(one | other)
    wanted = set(ids((await service.get("/users/?limit=999&skills_wanted=33")).json()))
    both = (await service.get("/users/?limit=999&skills_known=31&skills_wanted=33")).json()
    assert set(ids(both)) == {600} <= wanted


async def test_a_person_in_a_region_and_its_country_comes_twice_and_is_counted_twice(service: Service) -> None:
    answer = (await service.get("/users/?limit=999&territory=4")).json()
    found = ids(answer)
    assert answer["count"] == len(found) == len(set(found)) + len(FILLERS)
    assert [found.count(number) for number in FILLERS] == [2] * len(FILLERS)
    country = (await service.get("/users/?limit=999&territory=20")).json()
    assert ids(country) == list(FILLERS)


@pytest.mark.parametrize("other", ["has_any_skills=true", "name=filler", "skills_wanted=24", "has_skills_wanted=true"])
async def test_another_filter_that_looks_for_distinct_people_takes_the_duplicates_away(
    service: Service, other: str
) -> None:
    answer = (await service.get(f"/users/?limit=999&territory=4&{other}")).json()
    assert set(FILLERS) <= set(ids(answer))
    assert answer["count"] == len(ids(answer)) == len(set(ids(answer)))


async def test_of_several_territories_or_languages_the_last_one_counts(service: Service) -> None:
    last = (await service.get("/users/?limit=999&territory=20")).json()
    assert (await service.get("/users/?limit=999&territory=4&territory=20")).json()["results"] == last["results"]
    spanish = ids((await service.get("/users/?languageproficiency__language=13")).json())
    assert ids(
        (await service.get("/users/?languageproficiency__language=3&languageproficiency__language=13")).json()
    ) == (spanish)


@pytest.mark.parametrize(
    ("query", "status", "body"),
    [
        (
            "skills_known=9999",
            400,
            {"skills_known": ["Select a valid choice. 9999 is not one of the available choices."]},
        ),
        ("skills_known=10,11", 400, {"skills_known": ["“10,11” is not a valid value."]}),
        ("skills_known=", 400, {"skills_known": ["“” is not a valid value."]}),
        ("affiliation=x", 400, {"affiliation": ["“x” is not a valid value."]}),
        (
            "languageproficiency__language=999",
            400,
            {
                "languageproficiency__language": [
                    "Select a valid choice. That choice is not one of the available choices."
                ]
            },
        ),
    ],
)
async def test_a_choice_that_does_not_exist_is_refused(
    service: Service, query: str, status: int, body: dict[str, list[str]]
) -> None:
    answer = await service.get(f"/users/?{query}")
    assert answer.status_code == status
    assert answer.json() == body


async def test_a_territory_that_is_no_number_breaks_the_service(service: Service) -> None:
    answer = await service.get("/users/?territory=abc")
    assert answer.status_code == 500
    assert answer.headers["content-type"].startswith("text/html")
    assert (await service.get("/users/?territory=9999")).json()["count"] == 0


async def test_what_is_unknown_or_blank_filters_nothing(service: Service) -> None:
    everybody = (await service.get("/users/")).json()["count"]
    for query in ("username=Rámon1", "name=", "name=%20", "territory=", "has_any_skills=maybe", "ordering=x"):
        assert (await service.get(f"/users/?{query}")).json()["count"] == everybody, query


async def test_a_name_is_found_in_any_case_in_either_account_and_no_sign_is_a_wildcard(
    service: Service, rows: sqlite3.Connection
) -> None:
    rows.execute("UPDATE profile SET wiki_alt = 'Ünïque Ally' WHERE id = 61")
    assert ids((await service.get("/users/?name=RÁMON1")).json()) == [2]
    assert ids((await service.get("/users/?name=ÜNÏQUE")).json()) == [61]
    for wildcard in ("%25", "_", "*"):
        assert (await service.get(f"/users/?name={wildcard}")).json()["count"] == 0
    assert ids((await service.get("/users/?user__username=Rámon1")).json()) == [2]
    assert ids((await service.get("/users/?user__username=rámon1")).json()) == []


async def test_people_come_newest_first_when_asked_and_by_number_otherwise(service: Service) -> None:
    newest = (await service.get("/users/?limit=999&ordering=-last_update")).json()["results"]
    moments = [row["last_update"] for row in newest]
    assert moments == sorted(moments, reverse=True)
    plain = ids((await service.get("/users/?limit=999")).json())
    assert plain == sorted(plain)


async def test_pages_cut_a_list_without_loss_or_repetition(service: Service) -> None:
    whole = ids((await service.get("/users/?limit=999&ordering=-last_update")).json())
    parts: list[int] = []
    address = "/users/?limit=7&ordering=-last_update"
    while address:
        answer = (await service.get(address)).json()
        parts += ids(answer)
        address = answer["next"]
    assert parts == whole


async def test_locked_people_are_nowhere(service: Service) -> None:
    assert 91 not in ids((await service.get("/users/?limit=999")).json())
    assert (await service.get("/users/91/")).status_code == 404
    assert "91" not in (await service.get("/list/users/")).json()


async def test_a_missing_slash_is_a_redirect_that_keeps_the_question(service: Service) -> None:
    answer = await service.get("/users?limit=1")
    assert answer.status_code == 301
    assert answer.headers["location"] == "/users/?limit=1"
    assert (await service.put("/profile/1", json={})).status_code == 301


async def test_an_unknown_path_is_a_page_and_an_unknown_number_is_data(service: Service) -> None:
    page = await service.get("/users/1/more/")
    assert page.status_code == 404
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    for path, detail in (
        ("/users/99999/", "No Profile matches the given query."),
        ("/users/abc/", "Not found."),
        ("/hashtag/9/", "No Hashtag matches the given query."),
        ("/events/999/", "No Events matches the given query."),
    ):
        answer = await service.get(path)
        assert answer.status_code == 404
        assert answer.json() == {"detail": detail}


async def test_a_method_that_is_not_offered_is_refused_with_its_name(service: Service) -> None:
    answer = await service.call("PATCH", "/profile/1/", "manager", json={})
    assert answer.status_code == 405
    assert answer.json() == {"detail": 'Method "PATCH" not allowed.'}
    assert "PUT" in answer.headers["allow"]
    assert (await service.post("/users/", json={})).status_code == 405
    assert (await service.post("/users/", None, json={})).status_code == 401


@pytest.mark.parametrize(
    ("header", "detail"),
    [
        ("Token", "Invalid token header. No credentials provided."),
        ("Token a b", "Invalid token header. Token string should not contain spaces."),
        ("Token expired-token", "Invalid token."),
        ("Token locked-token", "User inactive or deleted."),
        ("Token nobody", "Invalid token."),
    ],
)
async def test_a_bad_token_is_refused_even_where_anybody_may_read(service: Service, header: str, detail: str) -> None:
    answer = await service.get("/users/?limit=1", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.json() == {"detail": detail}
    assert answer.headers["www-authenticate"] == "Token"


async def test_another_scheme_is_no_sign_in(service: Service) -> None:
    assert (await service.get("/users/?limit=1", headers={"Authorization": "Bearer x"})).status_code == 200
    answer = await service.get("/profile/", headers={"Authorization": "Bearer x"})
    assert answer.json() == {"detail": "Authentication credentials were not provided."}


PRIVATE = [
    "/profile/",
    "/recommendation/",
    "/saved_item/",
    "/messages/",
    "/bugs/",
    "/attachment/",
    "/user_badge/",
    "/letsconnect/",
    "/translating/?lang=fr",
    "/translating_oauth/status/",
]
PUBLIC = [
    "/users/",
    "/organizations/",
    "/organization_name/",
    "/organization_type/",
    "/events/",
    "/projects/",
    "/document/",
    "/tag_diff/",
    "/skill/",
    "/skills_by_type/0/",
    "/territory/",
    "/avatar/",
    "/badges/",
    "/wikimedia_project/",
    "/list/users/",
    "/statistics/",
    "/partners/",
    "/partner_mentorship_settings/",
    "/mentorship_form_mentor/",
    "/mentorship_form_mentee/",
    "/hashtag/",
    "/project_members/",
    "/project_member_acceptance/",
    "/tags/language/3/",
    "/users_by_skill/36/",
]


@pytest.mark.parametrize("path", PRIVATE)
async def test_what_is_private_needs_a_token(service: Service, path: str) -> None:
    assert (await service.get(path)).status_code == 401
    assert (await service.get(path, "manager")).status_code == 200


@pytest.mark.parametrize("path", PUBLIC)
async def test_what_is_public_needs_none_and_takes_one(service: Service, path: str) -> None:
    without, with_token = await service.get(path), await service.get(path, "other")
    assert without.status_code == with_token.status_code == 200
    assert without.json() == with_token.json()


@pytest.mark.parametrize(
    ("content", "content_type", "status", "body"),
    [
        (
            b"{",
            "application/json",
            400,
            {
                "detail": (
                    "JSON parse error - Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"
                )
            },
        ),
        (b"[]", "application/json", 400, {"non_field_errors": ["Invalid data. Expected a dictionary, but got list."]}),
        (
            b"NaN",
            "application/json",
            400,
            {"detail": "JSON parse error - Out of range float values are not JSON compliant: 'NaN'"},
        ),
        (b"x", "text/plain", 415, {"detail": 'Unsupported media type "text/plain" in request.'}),
        (
            b"x",
            "multipart/form-data",
            400,
            {"detail": "Multipart form parse error - Invalid boundary in multipart: None"},
        ),
        (
            b"",
            "application/json",
            400,
            {"title": ["This field is required."], "description": ["This field is required."]},
        ),
    ],
)
async def test_a_body_that_cannot_be_read_says_why(
    service: Service, content: bytes, content_type: str, status: int, body: object
) -> None:
    answer = await service.post("/bugs/", content=content, headers={"content-type": content_type})
    assert answer.status_code == status
    assert answer.json() == body


async def test_a_form_is_as_good_as_json(service: Service) -> None:
    answer = await service.post("/bugs/", data={"title": "From a form", "description": "d"})
    assert answer.status_code == 201
    assert answer.json()["title"] == "From a form"


async def test_quick_lists_name_everything_by_number(service: Service) -> None:
    assert (await service.get("/list/nothing/")).json() == {}
    assert (await service.get("/list/skills/")).json()["36"] == "Q1000036"
    affiliations = (await service.get("/list/affiliation/")).json()
    assert "13" in affiliations  # hidden as an organization, still an affiliation
    english = (await service.get("/list/language/")).json()
    assert english["1"] == "Brazilian Portuguese"
    portuguese = (await service.get("/list/language/?lang=pt-br")).json()
    assert portuguese["3"] == "inglês"
    assert portuguese["14"].startswith("chinês")
    unknown = (await service.get("/list/language/?lang=xx")).json()
    assert unknown["3"] == "(en)"


async def test_skills_below_a_skill(service: Service) -> None:
    assert set((await service.get("/skills_by_type/0/")).json()) == {"10", "36", "50", "56", "65", "74", "106"}
    assert (await service.get("/skills_by_type/11/")).json() == {"12": "Q1000012", "13": "Q1000013", "14": "Q1000014"}
    assert (await service.get("/skills_by_type/999/")).json() == {}
    assert (await service.get("/skills_by_type/x/")).json() == {"detail": "Skill ID must be an integer."}


async def test_only_staff_write_skills(service: Service) -> None:
    refused = await service.post("/skill/", json={"skill_wikidata_item": "Q5"})
    assert refused.status_code == 403
    assert refused.json() == {"detail": "Only staff can create skills."}
    made = await service.post("/skill/", "staff", json={"skill_wikidata_item": "Q5", "skill_type": 36})
    assert made.status_code == 201
    twice = await service.post("/skill/", "staff", json={"skill_wikidata_item": "Q5", "skill_type": 99999})
    assert twice.json() == {
        "skill_wikidata_item": ["skill with this Wikidata item associated already exists."],
        "skill_type": ['Invalid pk "99999" - object does not exist.'],
    }
    assert (await service.delete(f"/skill/{made.json()['id']}/", "staff")).status_code == 204
