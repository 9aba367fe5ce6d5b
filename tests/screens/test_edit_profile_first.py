"""Editing one's profile with a home where nothing was fetched yet, and where names cannot be fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.profile_editor import forget_lists
from tests.screens.visits import Visit, visit
from tests.screens.wire import Wire, no_route

_COMING = "The list is being fetched; it appears here by itself."
_MISSING = "The list is not here: it could not be fetched. F5 asks for it again."
_UNNAMED = "Names could not be fetched from Metabase, Wikidata; those known before are shown."
_FETCH = frozenset({"draft", "refresh"})


async def _choose_for(here: Visit, section: str) -> None:
    """Go to a section by its name and open what it offers."""
    await here.press("s")
    await here.type(section)
    await here.press("enter", "a")


async def test_lists_that_are_on_their_way_are_told_and_come_by_themselves(new_home: Path) -> None:
    def slow(wire: Wire) -> Wire:
        wire.hold(where="/territory/?")
        return wire

    async with visit("edit-profile", transport=slow, endless=_FETCH) as here:
        await _choose_for(here, "territory")
        assert here.title.startswith("Territory ")
        assert here.rows_in("#choices")[0].split(maxsplit=1)[1].startswith("number 18, whose name is not known")
        assert _COMING in here.flowing
        await here.type("brazil")
        assert here.rows_in("#choices")[0].strip() == _COMING
        here.wire.release()
        await here.until(lambda: _COMING not in here.flowing)
        # What was typed is looked for in what has come.
        assert here.rows_in("#choices")[0].split()[1:3] == ["Brazil", "no"]
        assert here.status == "One entry. Down goes to the list."
        await here.press("enter", "escape")
        assert "Brazil" in here.text
        here.endless = frozenset({"draft"})
        await here.settle()
        assert "whose name is not known" not in here.text


async def test_without_anybody_asked_every_list_is_there_after_the_first_fetch(new_home: Path) -> None:
    async with visit("edit-profile", endless=frozenset({"draft"})) as here:
        for section in ("known", "available", "wanted", "languages", "affiliation", "territory", "projects"):
            await _choose_for(here, section)
            shown = here.rows_in("#choices")
            assert len(shown) > 5, here.text
            assert not any("not known" in row or " number " in row or "Capacity " in row for row in shown), here.text
            await here.press("escape")


@pytest.mark.parametrize(("kind", "where", "section"), [("territories", "/territory/", "territory")])
async def test_a_list_that_cannot_be_fetched_is_told_with_the_key_that_asks_again(
    kind: str, where: str, section: str, home: Path
) -> None:
    forget_lists(kind)

    def broken(wire: Wire) -> Wire:
        wire.fail(no_route, where=where)
        return wire

    async with visit("edit-profile", transport=broken, endless=frozenset({"draft"})) as here:
        await _choose_for(here, section)
        assert _MISSING in here.flowing
        here.wire.mend()
        await here.press("f5")
        assert _MISSING not in here.flowing
        assert "Middle East & North Africa" in here.text


async def test_avatars_that_could_not_be_fetched_come_with_the_next_refresh(home: Path) -> None:
    forget_lists("avatars")

    def no_avatars(wire: Wire) -> Wire:
        wire.fail(no_route, where="/avatar/")
        return wire

    async with visit("edit-profile", transport=no_avatars, endless=frozenset({"draft"})) as here:
        await here.press("enter")
        assert _MISSING in here.flowing
        here.wire.mend()
        await here.press("f5")
        assert _MISSING not in here.flowing
        await here.type("10")
        await here.press("enter")
        assert here.marked.split(":", 1)[1].strip().startswith("10, File:")


async def test_capacities_that_nobody_names_are_numbers_and_that_is_said(new_home: Path) -> None:
    def unnamed(wire: Wire) -> Wire:
        wire.fail(no_route, where="sparql")
        return wire

    async with visit("edit-profile", transport=unnamed, endless=frozenset({"draft"})) as here:
        assert _UNNAMED in here.flowing
        await _choose_for(here, "wanted")
        assert "Capacity 1" in here.text
        assert _UNNAMED in here.flowing
        # Their numbers still find them.
        await here.type("39")
        assert here.rows_in("#choices")[0].split()[1:3] == ["Capacity", "39"]
