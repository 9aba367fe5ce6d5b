"""Every recorded answer of the real service against the embedded one: same status, same keys and types."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest

from tests.demo.conftest import Service
from tests.demo.sample_world import samples

#: What a recorded request needs to have happened before.
_SAVED = "INSERT INTO saved_item VALUES (1, 1, 'learner', 'user', 5, '2026-11-22T07:26:00.437201Z')"
_BEFORE = {
    "saved-again": (_SAVED,),
    "saved-list": (_SAVED,),
    "saved-deleted": (_SAVED,),
    "bug-created": ("DELETE FROM bug WHERE id = 3",),
    "message-created": ("DELETE FROM message WHERE id = 4",),
    "recommendation": (
        "INSERT OR IGNORE INTO profile_skill SELECT id, 'known', 57 FROM profile WHERE id > 1",
        "INSERT OR IGNORE INTO profile_skill SELECT id, 'available', 57 FROM profile WHERE id > 1",
        "INSERT OR IGNORE INTO profile_skill SELECT id, 'known', 13 FROM profile WHERE id > 1",
        "INSERT OR IGNORE INTO profile_skill SELECT id, 'available', 13 FROM profile WHERE id > 2",
        "INSERT INTO event_skill VALUES (16, 139)",
    ),
    "statistics-languages": (
        "INSERT OR IGNORE INTO language_proficiency (profile, language, proficiency) VALUES (12, 3, '3')",
    ),
}

#: Recorded answers that hold no more than the world's rows and so come back to the letter.
_EQUAL = frozenset(
    """
    badges bug-invalid bugs document events letsconnect-invalid letsconnect-list list-badges login-bad-extra
    login-check message-invalid messages not-found organization-name organization-put-bad-url
    organization-put-not-manager organization-type organizations-name organizations-page
    partner-mentorship-settings partners profile-anonymous profile-bad-token profile-own
    profile-put-available-not-known profile-put-bad-values profile-put-missing-user profile-put-other
    profile-put-too-many-territories recommendation-anonymous saved-again saved-deleted saved-invalid-entity
    saved-invalid-user saved-list skill-page skills-by-type-roots tag-diff tags-skill-available
    translating-missing-lang translating-oauth-begin translating-oauth-status user-badge user-badge-put
    users-bad-filter users-one users-unknown
    """.split()  # noqa: SIM905 - sixty names read better as words
)


def shape(value: Any, path: str = "$") -> Iterator[tuple[str, str]]:
    """Every place of a JSON value and the type that stands there. Numbers as keys count as one place."""
    if isinstance(value, dict):
        yield path, "object"
        for key, member in value.items():
            yield from shape(member, f"{path}.{'#' if key.isdigit() else key}")
    elif isinstance(value, list):
        yield path, "array"
        for member in value:
            yield from shape(member, f"{path}[]")
    else:
        kind = "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__
        yield path, kind


@pytest.mark.parametrize("name", sorted(samples()))
async def test_answer_has_the_recorded_status_keys_and_types(
    name: str, service: Service, rows: sqlite3.Connection
) -> None:
    request, recorded = samples()[name]["request"], samples()[name]["response"]
    for statement in _BEFORE.get(name, ()):
        rows.execute(statement)
    who = None
    if request["authenticated"]:
        who = "never-issued" if name == "profile-bad-token" else "manager"
    body = {} if request["json"] is None else {"json": request["json"]}
    answer = await service.call(request["method"], request["path"], who, **body)
    assert answer.status_code == recorded["status"]
    assert answer.headers.get("content-type") == recorded["content_type"]
    if recorded["content_type"] == "application/json":
        found, expected = set(shape(answer.json())), set(shape(recorded["json"]))
        assert _only_once(found) == _only_once(expected)
        if name in _EQUAL:
            assert _without_totals(answer.json()) == _without_totals(recorded["json"])


def _only_once(places: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Leave out the link to the next page, which depends on how many rows a world has beyond the page."""
    return {place for place in places if place[0] not in {"$.next", "$.count"}}


def _without_totals(answer: Any) -> Any:
    if isinstance(answer, dict):
        return {key: value for key, value in answer.items() if key not in {"count", "next"}}
    return answer


def test_recordings_are_all_there() -> None:
    assert len(samples()) >= 75
    assert set(samples()) >= _EQUAL
    assert set(samples()) >= set(_BEFORE)
