"""Walking through every screen by Down and by Tab: what readers and magnifiers have under the cursor."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import set_cell_size
from textual.widgets import Input, TextArea

from capx_tui.terminal.painted_app import focus_anchor
from tests.screens.places import PLACES, Place, arrive
from tests.screens.visits import Visit, spoken_picture

#: Box drawing, blocks, geometric shapes, braille patterns: decoration that a reader spells out.
_DECORATION = re.compile("[\u2500-\u25ff\u2800-\u28ff]")
_MOST_STEPS = 26


def _item(here: Visit) -> str:
    """What stands at the cursor and after it."""
    anchor = focus_anchor(here.app.screen.focused)
    row = here.rows[anchor.y]
    before = set_cell_size(row, anchor.x)
    return row.removeprefix(before)


def _check(here: Visit, place: Place) -> None:
    focused = here.app.screen.focused
    assert focused is not None, f"{place.name}: nothing has the focus"
    row = here.focused_row
    if isinstance(focused, TextArea):
        # Lines of somebody's text: some are blank.
        return
    assert re.search(r"\w", row), f"{place.name}: the row at the cursor is blank\n{here.text}"
    if isinstance(focused, Input) or getattr(focused, "is_typing", False):
        # The label stands on the row of what is typed.
        assert re.match(r"\w", row.removeprefix("> ").lstrip()), row
    else:
        assert _item(here)[:1].strip(), f"{place.name}: the cursor is on a blank\n{row!r}\n{_item(here)!r}"


def _check_spoken(here: Visit, place: Place, seen: set[str]) -> None:
    """Nothing is drawn; where what is shown was `seen` before, so were the bytes for it."""
    if not here.app.speaks or here.text in seen:
        return
    seen.add(here.text)
    found = _DECORATION.search(spoken_picture(here.app))
    assert not found, f"{place.name}: a reader would spell {found}"


@pytest.mark.parametrize("speaks", [False, True], ids=["", "spoken"])
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
async def test_down_walks_over_rows_that_name_what_they_are_and_a_reader_is_sent_no_decoration(
    place: Place, speaks: bool, home: Path
) -> None:
    seen: set[str] = set()
    async with arrive(place, screen_reader=speaks) as here:
        _check(here, place)
        _check_spoken(here, place, seen)
        for _ in range(_MOST_STEPS):
            before = focus_anchor(here.app.screen.focused), here.focused_row
            await here.press("down")
            _check(here, place)
            _check_spoken(here, place, seen)
            if (focus_anchor(here.app.screen.focused), here.focused_row) == before:
                break
        for key in ("up", "pageup", "up", "home", "up", "up", "down", "end"):
            await here.press(key)
            _check(here, place)
            _check_spoken(here, place, seen)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
async def test_a_marker_says_where_one_is_without_any_colour_and_tab_goes_round_over_words(
    place: Place, home: Path
) -> None:
    async with arrive(place) as here:
        focused = here.app.screen.focused
        is_empty = getattr(focused, "count", 1) == 0
        assert is_empty or isinstance(focused, Input | TextArea) or here.focused_row.startswith("> "), here.focused_row
        stops = len(here.app.screen.focus_chain)
        assert stops
        first = here.app.screen.focused
        for _ in range(stops):
            await here.press("tab")
            _check(here, place)
        assert here.app.screen.focused is first
        await here.press("shift+tab")
        _check(here, place)
