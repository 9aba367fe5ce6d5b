"""Capacities added to one's own profile and taken back, read without the client; nobody else's profile changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from capx_tui.core import Core
from capx_tui.model.adding import Addition
from capx_tui.model.explore import CapacityList
from capx_tui.secret import Secret
from tests.live.inside import Inside
from tests.live.plain import Plain, Raw

pytestmark = pytest.mark.live

KNOWN, AVAILABLE, WANTED = CapacityList.KNOWN, CapacityList.AVAILABLE, CapacityList.WANTED
_LISTS = ("skills_known", "skills_available", "skills_wanted")


def _numbers(profile: Raw) -> dict[str, set[int]]:
    return {each: {int(number) for number in profile[each]} for each in _LISTS}


@pytest.fixture
def plain(writable: str, token: Secret) -> Iterator[Plain]:
    """The account; a test that leaves its lists otherwise fails."""
    found = Plain(writable, token)
    before = _numbers(found.profile())
    yield found
    assert _numbers(found.profile()) == before


def _others(plain: Plain) -> list[tuple[int, list[int], list[int], list[int]]]:
    me = plain.profile()["user"]["id"]
    rows = [row for row in plain.rows("/users/") if row["id"] != me]
    return sorted((row["id"], *(sorted(map(int, row[each])) for each in _LISTS)) for row in rows)


def test_two_are_added_and_taken_back_and_nobody_else_changes(
    plain: Plain, tmp_path: Path, writable: str, token: Secret
) -> None:
    others = _others(plain)
    before = plain.profile()
    mine = _numbers(before)
    used = set().union(*mine.values())
    first, second = [row["id"] for row in plain.rows("/skill/") if row["id"] not in used][:2]
    inside = Inside(tmp_path, writable, token)

    async def work(core: Core) -> None:
        await core.session.owner()
        assert await core.adding.add(first, KNOWN) == Addition(first, KNOWN, (KNOWN, AVAILABLE))
        now = _numbers(plain.profile())
        assert now["skills_known"] == mine["skills_known"] | {first}
        assert now["skills_available"] == mine["skills_available"] | {first}
        assert await core.adding.add(first, KNOWN) == Addition(first, KNOWN, ())
        assert await core.adding.undo() == Addition(first, KNOWN, (KNOWN, AVAILABLE))
        assert await core.adding.add(second, WANTED) == Addition(second, WANTED, (WANTED,))
        assert _numbers(plain.profile()) == {**mine, "skills_wanted": mine["skills_wanted"] | {second}}
        assert await core.adding.undo() is not None

    inside(work)
    after = plain.profile()
    same = ("about", "team", "language", "territory", "affiliation", "contact", "social", "display_name")
    assert {each: after[each] for each in same} == {each: before[each] for each in same}
    assert _others(plain) == others
