"""Saved filters: a row each with what it asks; used, renamed, and deleted once asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from capx_tui.model.explore import ExploreFilter
from capx_tui.model.naming import Kind
from tests.screens.visits import Visit, visit

pytestmark = pytest.mark.usefixtures("home")


async def _keep_two(here: Visit) -> None:
    """Two filters under names, Explore without any, and the list of them."""
    lua = here.core.names.resolve(Kind.CAPACITY, "Lua")
    for name, kept in (
        ("Lua people", ExploreFilter(available=(lua,))),
        ("Would like Lua", ExploreFilter(wanted=(lua,))),
    ):
        here.core.explore.set_filter(kept)
        here.core.explore.save_filter(name)
    here.core.explore.clear()
    await here.press("f", "l")


def _names(here: Visit) -> list[str]:
    return list(here.core.explore.named_filters())


async def test_each_row_says_what_its_filter_asks_and_enter_uses_it() -> None:
    async with visit("explore") as here:
        await _keep_two(here)
        assert here.title.startswith("Saved filters")
        assert here.status == "Enter uses a filter, r renames it, Delete deletes it."
        assert " ".join(here.marked.split()) == "Lua people offers Lua"
        await here.choose("Would like Lua")
        assert here.title.startswith("Explore: filters")
        assert here.status == "Filter Would like Lua. 9 people."
        assert here.core.explore.state.filter.wanted


async def test_a_filter_gets_another_name_and_the_marker_goes_with_it() -> None:
    async with visit("explore") as here:
        await _keep_two(here)
        await here.press("r")
        assert here.title.startswith("Rename Lua people")
        assert here.focused_row.strip().endswith("Lua people")
        await here.press("ctrl+u")
        await here.type("  Who   offers Lua ")
        await here.press("enter")
        assert here.status == "Lua people is called Who offers Lua now."
        assert _names(here) == ["Who offers Lua", "Would like Lua"]
        assert here.marked.startswith("Who offers Lua")
        await here.press("r", "ctrl+u")
        await here.type("Zero")
        await here.press("enter")
        assert here.marked.startswith("Zero")
    async with visit("explore") as here:
        assert _names(here) == ["Would like Lua", "Zero"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Would like Lua", "Another saved filter is called Would like Lua."),
        ("   ", "Give the filter a name."),
    ],
)
async def test_a_name_that_is_taken_or_empty_is_refused_and_nothing_is_lost(typed: str, said: str) -> None:
    async with visit("explore") as here:
        await _keep_two(here)
        await here.press("r", "ctrl+u")
        await here.type(typed)
        await here.press("enter")
        assert said in here.flowing
        assert here.focused_row.strip() == f"Name {typed}".strip(), "what was typed stays to be mended"
        await here.press("escape")
        assert _names(here) == ["Lua people", "Would like Lua"]


async def test_deleting_asks_first_and_leaves_the_filter_in_use_alone() -> None:
    async with visit("explore") as here:
        await _keep_two(here)
        await here.press("enter", "l")
        asked = here.core.explore.state.filter
        assert asked.active
        await here.press("d")
        assert "Delete the saved filter Lua people?" in here.flowing
        assert "offers Lua" in here.flowing
        await here.choose("Keep it")
        assert _names(here) == ["Lua people", "Would like Lua"]
        await here.press("delete")
        await here.choose("Delete it")
        assert here.status == "Deleted: Lua people."
        assert _names(here) == ["Would like Lua"]
        assert here.core.explore.state.filter == asked
        await here.press("d")
        await here.choose("Delete it")
        assert "No filter has been kept yet." in here.text
        await here.press("d", "r", "enter")
        assert here.title.startswith("Saved filters"), "there is nothing left to rename or delete"
        await here.press("escape")
        assert here.title.startswith("Explore: filters")
    async with visit("explore") as here:
        assert _names(here) == []


async def test_what_cannot_be_written_is_said_and_holds_meanwhile(home: Path) -> None:
    async with visit("explore") as here:
        await _keep_two(here)
        kept = next(path for path in home.rglob("*.json") if "Would like Lua" in path.read_text())
        kept.unlink()
        kept.mkdir()
        await here.press("d")
        await here.choose("Delete it")
        assert "could not be used: Is a directory" in here.flowing
        assert _names(here) == ["Would like Lua"]
