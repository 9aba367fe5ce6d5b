"""Every recorded answer is read: the good ones into their shape and on into our values, the others as errors."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Any, Union, get_args, get_origin

import msgspec
import pytest

from capx_tui.api.capx import (
    badges,
    bugs,
    capacities,
    convert,
    events,
    letsconnect,
    lists,
    mentorship,
    messages,
    organizations,
    people,
    projects,
    saved,
    signin,
    statistics,
    translating,
)
from capx_tui.api.capx.shapes import BugPut, LanguagePut, MessagePost, OrganizationPut, ProfilePut, SavedItemPost
from capx_tui.api.wire import Auth, Call, read_answer
from capx_tui.errors import (
    AnswerError,
    Conflict,
    ConflictCause,
    FieldErrors,
    Forbidden,
    Missing,
    NotSignedIn,
    ServiceDown,
)
from tests.contract.recordings import names, recording, response

_PUT = ProfilePut(language=(LanguagePut.of(3, "3"),))
_ORGANIZATION = OrganizationPut.of(
    read_answer(organizations.organizations(1), response("organizations-name")).results[0]
)
_SAVED = SavedItemPost(entity="user", entity_id=5, relation="learner")
_BUG = BugPut(title="T", description="D")
_MESSAGE = MessagePost(receiver="Someone", subject="S", message="M", method="email")

GOOD: dict[str, Call[Any]] = {
    "avatar-page": lists.avatars(3),
    "badges": badges.badges(50),
    "bug-created": bugs.bug_post(_BUG),
    "bugs": bugs.bugs(50),
    "document": organizations.documents(2),
    "events": events.events(2),
    "letsconnect-list": letsconnect.confirmations(),
    "list-affiliation": lists.quick_list("affiliation"),
    "list-badges": lists.quick_list("badges"),
    "list-event": lists.quick_list("event"),
    "list-language": lists.quick_list("language"),
    "list-project": lists.quick_list("project"),
    "list-skills": lists.quick_list("skills"),
    "list-territory": lists.quick_list("territory"),
    "list-users": lists.quick_list("users"),
    "list-wikimedia_project": lists.quick_list("wikimedia_project"),
    "login-check": signin.check("nope"),
    "mentorship-form-mentee": mentorship.mentee_forms(50, partner=1),
    "mentorship-form-mentor": mentorship.mentor_forms(50, partner=1),
    "mentorship-response-created": mentorship.mentor_response_post(1, {"full_name": "Test"}),
    "message-created": messages.message_post(_MESSAGE),
    "messages": messages.messages(50),
    "organization-name": organizations.organization_names(50, organization_id=3),
    "organization-type": organizations.organization_types(50),
    "organizations-name": organizations.organizations(50, display_name="armenia"),
    "organizations-page": organizations.organizations(2),
    "partner-mentorship-settings": mentorship.settings(50),
    "partners": mentorship.partners(50),
    "profile-own": people.profile(),
    "profile-put": people.profile_put(1, _PUT),
    "projects": projects.projects(2),
    "recommendation": people.recommendation(2),
    "saved-again": saved.saved_item_post(_SAVED),
    "saved-created": saved.saved_item_post(_SAVED),
    "saved-deleted": saved.saved_item_delete(1),
    "saved-list": saved.saved_items(50),
    "skill-page": capacities.skills(20),
    "skills-by-type": capacities.skills_by_type(74),
    "skills-by-type-roots": capacities.skills_by_type(0),
    "statistics": statistics.statistics(),
    "statistics-capacities": statistics.capacities_by_territory(),
    "statistics-languages": statistics.languages_by_territory(),
    "tag-diff": organizations.tag_diffs(2),
    "tags-skill-available": people.tagged("skill_available", 36),
    "territory-page": lists.territories(12),
    "translating-oauth-status": translating.oauth_status(),
    "user-badge": badges.user_badges(50),
    "user-badge-put": badges.user_badge_put(1, is_displayed=False),
    "users-anonymous": people.users(1),
    "users-has-any": people.users(2, has_any_skills=True),
    "users-name": people.users(2, name="wmb"),
    "users-one": people.user(2),
    "users-page": people.users(3, ordering="-last_update"),
    "users-territory-region": people.users(2, territory=4),
    "users-unsorted-filter-language": people.users(1, language=3),
    "wikimedia-project": lists.wikimedia_projects(3),
}

#: The call, the error, and what of the service's words must be in its `fields` or, by "", in its `detail`.
BAD: dict[str, tuple[Call[Any], type[AnswerError], dict[str, str]]] = {
    "bug-invalid": (bugs.bug_post(_BUG), FieldErrors, {"title": "blank", "description": "1000", "bug_type": "nope"}),
    "letsconnect-invalid": (letsconnect.confirmations(), FieldErrors, {"role": "required"}),
    "login-bad-extra": (signin.begin("evil.example.org"), FieldErrors, {"": "host"}),
    "message-invalid": (
        messages.message_post(_MESSAGE),
        FieldErrors,
        {"message": "blank", "subject": "200", "receiver": "blank", "method": "pigeon"},
    ),
    "not-found": (Call("GET", "/nothing-here/", dict, auth=Auth.OPTIONAL), Missing, {}),
    "organization-put-bad-url": (
        organizations.organization_put(3, _ORGANIZATION),
        FieldErrors,
        {"profile_image": "File:"},
    ),
    "organization-put-not-manager": (
        organizations.organization_put(1, _ORGANIZATION),
        Forbidden,
        {"": "permission"},
    ),
    "profile-anonymous": (people.profile(), NotSignedIn, {"": "credentials"}),
    "profile-bad-token": (people.profile(), NotSignedIn, {"": "token"}),
    "profile-put-available-not-known": (people.profile_put(1, _PUT), Conflict, {"": "skills_known"}),
    "profile-put-bad-values": (
        people.profile_put(1, _PUT),
        FieldErrors,
        {"language.0.proficiency": "9", "about": "2000", "wikidata_qid": "Q12345"},
    ),
    "profile-put-missing-user": (people.profile_put(1, _PUT), FieldErrors, {"user": "required"}),
    "profile-put-other": (people.profile_put(2, _PUT), Missing, {"": "Profile"}),
    "profile-put-too-many-territories": (people.profile_put(1, _PUT), Conflict, {"": "territories"}),
    "recommendation-anonymous": (people.recommendation(), NotSignedIn, {"": "credentials"}),
    "saved-invalid-entity": (saved.saved_item_post(_SAVED), FieldErrors, {"": "entity"}),
    "saved-invalid-user": (saved.saved_item_post(_SAVED), FieldErrors, {"": "user ID"}),
    "translating-missing-lang": (translating.items("x"), FieldErrors, {"": "lang"}),
    "translating-oauth-begin": (translating.oauth_begin(), ServiceDown, {"": "OAuth"}),
    "users-bad-filter": (people.users(1, skills_known=[999999]), FieldErrors, {"skills_known": "999999"}),
    "users-unknown": (people.user(999999), Missing, {"": "Profile"}),
}

CAUSES = {
    "profile-put-available-not-known": ConflictCause.AVAILABLE_NOT_KNOWN,
    "profile-put-too-many-territories": ConflictCause.TOO_MANY_TERRITORIES,
}

#: Keys that are dropped on arrival on purpose.
DROPPED = {
    "email": "people's e-mail addresses are nobody's business (organizations' are public and have their field)",
    "data": "what was answered in a mentorship form is not kept",
}


def test_every_recording_is_looked_at() -> None:
    assert sorted([*GOOD, *BAD]) == names()


@pytest.mark.parametrize("name", sorted([*GOOD, *BAD]))
def test_the_recorded_request_is_the_one_we_build(name: str) -> None:
    call = GOOD[name] if name in GOOD else BAD[name][0]
    request = recording(name)["request"]
    path, _, query = request["path"].partition("?")
    if name == "letsconnect-invalid":
        assert (request["method"], path) == ("POST", "/letsconnect/")
        return
    assert (call.method, call.path) == (request["method"], path)
    sent = {f"{key}={value}" for key, value in call.query}
    assert set(query.split("&")) - {""} - sent <= {"limit=1", "limit=2"}


@pytest.mark.parametrize("name", sorted(GOOD))
def test_it_is_read(name: str) -> None:
    value = read_answer(GOOD[name], response(name))
    assert (value is None) is (recording(name)["response"]["status"] == 204)


@pytest.mark.parametrize("name", sorted(name for name in GOOD if GOOD[name].answer is not None))
def test_no_key_is_missed(name: str) -> None:
    """A misspelt field would decode to its default in silence."""
    assert not set(_unknown(GOOD[name].answer, recording(name)["response"]["json"])) - set(DROPPED)


def _unknown(shape: Any, value: Any) -> Iterator[str]:
    """Keys in `value` that `shape` has no field for."""
    origin, inner = get_origin(shape), get_args(shape)
    if origin in (Union, types.UnionType):
        ways = [set(_unknown(way, value)) for way in inner if _fits(way, value)]
        yield from min(ways, key=len, default=set())
    elif isinstance(value, list) and inner:
        for item in value:
            yield from _unknown(inner[0], item)
    elif isinstance(value, dict) and origin is dict:
        for item in value.values():
            yield from _unknown(inner[1], item)
    elif isinstance(value, dict) and isinstance(origin or shape, type) and issubclass(origin or shape, msgspec.Struct):
        fields = {field.encode_name: field.type for field in msgspec.structs.fields(shape)}
        yield from set(value) - set(fields)
        for key in set(value) & set(fields):
            yield from _unknown(fields[key], value[key])


def _fits(shape: Any, value: Any) -> bool:
    return isinstance(value, list) is ((get_origin(shape) or shape) in (list, tuple))


@pytest.mark.parametrize("name", sorted(BAD))
def test_it_is_an_error(name: str) -> None:
    call, kind, words = BAD[name]
    with pytest.raises(AnswerError) as caught:
        read_answer(call, response(name), host="capx.example", token_was_sent=name == "profile-bad-token")
    error = caught.value
    assert type(error) is kind
    assert error.status == recording(name)["response"]["status"]
    assert error.host == "capx.example"
    fields = error.fields if isinstance(error, FieldErrors) else {}
    assert set(fields) == set(words) - {""}
    for field, word in words.items():
        assert word in (" ".join(fields[field]) if field else error.detail)
    if isinstance(error, Conflict):
        assert error.cause is CAUSES[name]
    if isinstance(error, NotSignedIn):
        assert error.token_was_sent is (name == "profile-bad-token")


def _rows(name: str) -> list[Any]:
    value = read_answer(GOOD[name], response(name))
    return list(getattr(value, "results", None) or [value])


@pytest.mark.parametrize("name", sorted(name for name in GOOD if name.startswith(("users-", "profile-"))))
def test_people_are_converted(name: str) -> None:
    raw = recording(name)["response"]["json"]
    for row, person in zip(raw.get("results", [raw]), map(convert.person, _rows(name)), strict=True):
        assert (person.id, person.username) == (row["id"], row["user"]["username"])
        assert list(person.skills_known) == row["skills_known"]
        assert [(p.id, p.proficiency) for p in person.language] == [
            (p["id"], str(p["proficiency"])) for p in row["language"]
        ]
        assert person.about == row["about"].strip()
        assert person.last_update == row["last_update"]
        assert person.last_login == (row["last_login"] or "")


def test_the_rest_is_converted() -> None:
    territories = [convert.territory(row) for row in _rows("territory-page")]
    assert [t.territory_acronym for t in territories if t.is_region][:3] == ["SSA", "SA", "CEECA"]
    assert territories[8].parent_territory == (1,)
    capacity = convert.capacity(_rows("skill-page")[2])
    assert (capacity.id, capacity.qid, capacity.parent) == (12, "Q1000012", 11)
    event = convert.event(_rows("events")[0])
    assert (event.name, event.time_end, event.related_skills) == ("Event AM 0", "", (35, 133, 141))
    badge = convert.badge(_rows("badges")[0])
    assert (badge.id, badge.name, badge.type) == (1, "Badge 0", "internal")
    organization = convert.organization(_rows("organizations-page")[0])
    assert organization.names == {"en": "Wikimedia Armenia", "pt-br": "PT AM"}
    assert organization.meta_page == ""
    assert convert.language_list(_map("list-language"))[2].name == "English"
    project = convert.project_list(_map("list-wikimedia_project"))[1]
    assert (project.id, project.name) == (2, "Wikimedia Commons")
    known = convert.affiliation_list(_map("list-affiliation"))[0]
    assert (known.display_name, known.listed) == ("Wikimedia Armenia", False)
    numbers = read_answer(statistics.statistics(), response("statistics"))
    assert convert.counts(numbers.territory_user_counts)[1] == 80


def _map(name: str) -> dict[str, str]:
    found: dict[str, str] = read_answer(GOOD[name], response(name))
    return found
