"""Walking through every screen by Down and by Tab: what readers and magnifiers have under the cursor."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import set_cell_size
from textual.widgets import Input, TextArea

import capx_tui.screens
from capx_tui.paths import config_dir
from capx_tui.screens.base import CapxScreen
from capx_tui.terminal.painted_app import focus_anchor
from tests.screens.forms import drafts, every_form
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


def _screens() -> set[type[CapxScreen[Any]]]:
    """What the program can show: every screen that is not there to be built upon."""
    for module in pkgutil.walk_packages(capx_tui.screens.__path__, f"{capx_tui.screens.__name__}."):
        importlib.import_module(module.name)
    found: set[type[CapxScreen[Any]]] = set()
    below: list[type[CapxScreen[Any]]] = [CapxScreen]
    while below:
        kind = below.pop()
        below += kind.__subclasses__()
        found.add(kind)
    ours = {kind for kind in found if kind.__module__.startswith(f"{capx_tui.screens.__name__}.")}
    return {kind for kind in ours if not inspect.isabstract(kind)}


async def test_every_screen_there_is_has_a_place_to_be_walked_at(home: Path) -> None:
    shown: set[type] = set()
    for place in PLACES:
        # As if one came for the first time: without drafts and what was chosen at another place.
        for kept in (*drafts(), config_dir() / "settings.json"):
            kept.unlink(missing_ok=True)
        async with arrive(place) as here:
            shown |= {kind for screen in here.app.screen_stack for kind in type(screen).__mro__}
    shown |= {kind for form in every_form() for kind in form.__mro__}
    missing = sorted(kind.__name__ for kind in _screens() - shown)
    assert not missing, f"add a place to tests/screens/places.py where one sees {', '.join(missing)}"
