"""No value of any field, filter or path brings the service down: what it cannot take, it answers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.demo.conftest import Service

VALUES: list[Any] = [
    None,
    True,
    0,
    -1,
    2**63,
    2**70,
    1.5,
    1e300,
    "",
    " ",
    "²",
    "9" * 5000,
    "x" * 3000,
    "\x00",
    "\ud800",
    "\x1b[31m\u202e",
    "2027-01-01T00:00:00+99:99",
    [],
    [None],
    [[]],
    [2**70],
    ["\ud800"],
    {},
    {"a": 1},
    {"a": "\ud800"},
]

PROFILE: dict[str, Any] = {"user": {}, "language": []}
EVENT = {"name": "N", "organization": 3, "time_begin": "2027-01-01", "type_of_location": "virtual"}
BODIES: list[tuple[str, str, dict[str, Any]]] = [
    ("PUT", "/profile/1/", PROFILE),
    ("PUT", "/profile/1/", {"user": {}, "language": [{"id": 3, "proficiency": 1}]}),
    ("POST", "/saved_item/", {"entity": "user", "entity_id": 5, "relation": "learner"}),
    ("POST", "/messages/", {"receiver": "A", "subject": "S", "message": "M", "method": "email"}),
    ("POST", "/bugs/", {"title": "T", "description": "D", "bug_type": "error"}),
    ("POST", "/attachment/", {"bug": 1, "file": "x"}),
    ("PUT", "/user_badge/1/", {"is_displayed": True}),
    ("PUT", "/organizations/3/", {"acronym": "AT", "display_name": "A", "email": "a@b.org", "choose_events": []}),
    ("POST", "/organization_name/", {"organization": 3, "language_code": "fr", "name": "N"}),
    ("POST", "/tag_diff/", {"tag": "T"}),
    ("POST", "/document/", {"url": "https://commons.wikimedia.org/wiki/File:A.pdf"}),
    ("POST", "/projects/", {"display_name": "P", "organization": 3, "related_skills": [36], "url": "http://x.org"}),
    ("POST", "/project_members/", {"project": 3, "organization": 1}),
    ("POST", "/project_member_acceptance/", {"project_member": 1, "accepted": True, "date": "2027-01-01"}),
    ("POST", "/events/", EVENT),
    ("PUT", "/events/5/", {**EVENT, "time_end": None, "wikidata_qid": "Q1", "openstreetmap_id": "", "image_url": ""}),
    ("POST", "/mentorship_form_mentor_response/", {"form": 1, "data": "{}"}),
    ("POST", "/mentorship_form_mentee_response/", {"form": 1, "data": {}}),
    ("POST", "/letsconnect/", {"role": "R", "email": "e"}),
    ("POST", "/translating/", {"qid": "Q1000010", "lang": "fr", "label": "L", "description": "D"}),
    ("POST", "/skill/", {"skill_wikidata_item": "Q1", "skill_type": 36}),
    ("POST", "/api/login/social/knox/mediawiki/", {"provider": "mediawiki", "extra": "localhost"}),
    ("POST", "/api/login/social/check/", {"oauth_token": "t"}),
    ("POST", "/api/login/social/knox_user/mediawiki/", {"oauth_token": "t", "oauth_verifier": "v"}),
]


def check(answer: Any) -> None:
    """A refusal in the service's shapes, or a success; its own breaking is a page."""
    assert answer.status_code in {200, 201, 204, 208, 400, 403, 404, 405, 409, 415, 500, 502}
    assert answer.status_code != 500 or answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(("method", "path", "body"), BODIES, ids=[f"{method} {path}" for method, path, _ in BODIES])
async def test_every_field_takes_or_refuses_every_value(
    service: Service, method: str, path: str, body: dict[str, Any]
) -> None:
    who = "staff" if path == "/skill/" else "manager"
    more = ("about", "territory", "contact", "avatar", "skills_wanted") if path.startswith("/profile/") else ()
    for name in (*body, *more):
        for value in VALUES:
            content = json.dumps({**body, name: value}).encode()
            check(await service.call(method, path, who, content=content, headers={"content-type": "application/json"}))
    for value in VALUES:
        content = json.dumps(value).encode()
        check(await service.call(method, path, who, content=content, headers={"content-type": "application/json"}))


TEXTS = [value for value in VALUES if isinstance(value, str) and value != "\ud800"] + ["-1", "0", "1.5", "9" * 20, "٣"]
FILTERS = [
    "limit",
    "offset",
    "ordering",
    "name",
    "territory",
    "skills_known",
    "affiliation",
    "languageproficiency__language",
    "has_any_skills",
    "about",
    "user__username",
]


async def test_every_filter_takes_or_refuses_every_text(service: Service) -> None:
    for text in TEXTS:
        for name in FILTERS:
            check(await service.get("/users/", params={name: text}))
        for path, name in (
            ("/organizations/", "managers"),
            ("/organizations/", "type"),
            ("/organizations/", "territory"),
            ("/events/", "organization"),
            ("/mentorship_form_mentor/", "partner"),
            ("/recommendation/", "limit"),
            ("/translating/", "lang"),
            ("/translating/suggestions/", "min_completion"),
            ("/list/language/", "lang"),
            ("/skill/", "search"),
        ):
            check(await service.get(path, "manager", params={name: text}))


async def test_every_number_in_a_path_may_be_none(service: Service) -> None:
    for number in ("0", "-1", "9" * 20, "9" * 5000, "x", "1.5", "%00", "%C2%B2", "%F0%9F%98%80", "..", "%2e%2e"):
        for path in (
            "/users",
            "/profile",
            "/skills_by_type",
            "/users_by_skill",
            "/tags/language",
            "/events",
            "/partners",
        ):
            check(await service.get(f"{path}/{number}/", "manager"))
