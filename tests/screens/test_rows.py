"""Screens of rows: Tab goes from heading to heading, and what that leads to is said."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from capx_tui.screens.rows import RowsScreen
from tests.screens.places import PLACES, Place, arrive
from tests.screens.visits import NOW, visit
from tests.screens.wire import Wire, service_down

_PROFILE = Place("person", address="https://capx.toolforge.org/profile/Ceibo_Lectora")


def _without_names(wire: Wire) -> Wire:
    wire.fail(service_down, where="/query/sparql")
    return wire


async def test_tab_goes_from_heading_to_heading_of_a_profile_and_round(home: Path) -> None:
    async with arrive(_PROFILE) as here:
        headings = [entry.label for entry in here.app.screen.entries() if entry.heading]  # type: ignore[attr-defined]
        assert len(headings) == 4
        for heading in (*headings, headings[0]):
            await here.press("tab")
            assert here.marked.split("  ")[0] == heading
        await here.press("shift+tab")
        assert here.marked.split("  ")[0] == headings[-1]


async def test_a_reader_is_told_the_heading_that_tab_led_to(home: Path) -> None:
    async with arrive(_PROFILE, screen_reader=True) as here:
        headings = [entry.label for entry in here.app.screen.entries() if entry.heading]  # type: ignore[attr-defined]
        # A heading on the same page; a page that is turned to is read itself.
        await here.press("tab", "tab", "tab")
        assert headings[2] in here.focused_row
        assert headings[2] in " ".join(here.rows[-2:])


@pytest.mark.parametrize("place", PLACES, ids=str)
async def test_on_every_screen_of_rows_tab_stays_in_them_and_ends_on_a_heading(place: Place, home: Path) -> None:
    async with arrive(place) as here:
        screen = here.app.screen
        if not isinstance(screen, RowsScreen):
            return
        rows = screen.entries()
        await here.press("tab")
        assert here.app.screen is screen
        assert here.app.screen.focused is screen.reading
        if any(row.heading for row in rows):
            assert rows[screen.reading.entry_index].heading


@pytest.mark.parametrize("place", [_PROFILE, Place("explore", "explore")], ids=str)
async def test_where_names_could_not_be_fetched_numbers_are_explained(place: Place, new_home: Path) -> None:
    async with arrive(place, transport=_without_names) as here:
        assert "Names could not be fetched from Metabase, Wikidata" in here.flowing, here.text


async def test_the_screen_reader_mode_that_was_asked_for_is_said_to_be_kept(home: Path) -> None:
    async with visit("home", size=(80, 40), asked_to_speak=True) as here:
        words = "The screen-reader mode is on and is kept for the next start. F10 or Settings turns it off."
        assert words in here.flowing
        assert here.core.settings.state.screen_reader
    async with visit("home", size=(80, 40), now=NOW + timedelta(hours=1), asked_to_speak=True) as here:
        assert "is kept for the next start" not in here.flowing
