"""The palette finds screens and actions; help lists the whole table; the log keeps what was said."""

from __future__ import annotations

from pathlib import Path

import pytest

from capx_tui.i18n import t
from capx_tui.model.actions import ACTIONS, SCREENS
from capx_tui.terminal.keys import key_label
from tests.screens.visits import visit


@pytest.mark.parametrize("entry", [entry for entry in SCREENS if entry.id != "sign-in"], ids=lambda entry: entry.id)
async def test_the_palette_leads_to_every_screen_by_its_name(entry: object, home: Path) -> None:
    screen = next(each for each in SCREENS if each is entry)
    async with visit("home") as here:
        await here.press("ctrl+p")
        await here.type(t(screen.label_key))
        assert here.marked.startswith(t(screen.label_key))
        await here.press("enter")
        expected = "Papatya Defteri" if screen.id == "my-profile" else t(screen.label_key)
        assert here.title.startswith(expected)


async def test_the_palette_does_what_the_screen_can_do(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("ctrl+p")
        await here.type("order")
        assert here.marked.startswith("Order")
        await here.press("enter")
        assert here.title.startswith("Explore")
        assert "By name." in here.status


async def test_the_palette_offers_only_what_can_be_done_here(home: Path) -> None:
    async with visit("about") as here:
        await here.press("ctrl+p")
        await here.type("order")
        assert not here.marked.startswith("Order")
        await here.press("escape")
        assert here.title.startswith("About")


@pytest.mark.parametrize(("screen", "name"), [("directory", "Suggest a capacity"), ("my-profile", "Badges")])
async def test_what_only_goes_to_a_screen_stands_there_once(screen: str, name: str, home: Path) -> None:
    async with visit(screen) as here:
        await here.press("ctrl+p")
        await here.type(name)
        assert [row for row in here.rows[3:-2] if row[2:].startswith(f"{name} ")] == [here.rows[3]]


async def test_the_palette_is_folded_and_says_when_nothing_matches(home: Path) -> None:
    async with visit("home") as here:
        await here.press("ctrl+p")
        await here.type("ÉXPLORE")
        assert here.marked.startswith("Explore")
        await here.press("ctrl+u")
        await here.type("zzzz")
        assert "Nothing matches." in here.text
        assert here.status == "Nothing matches. Type less, or something else."
        await here.press("enter")
        assert here.title.startswith(t("palette-title"))


async def test_help_lists_every_action_of_the_table_with_all_its_keys(home: Path) -> None:
    async with visit("home", size=(120, 400)) as here:
        await here.press("f1")
        for entry in ACTIONS:
            keys = ", ".join(map(key_label, entry.keys))
            words = f"{t(entry.label_key)}. {t(entry.help_key).split(' ')[0]}"
            assert any(row[2:].startswith(keys) and words in row for row in here.rows), entry.id
        for screen in SCREENS:
            assert any(row[2:].startswith(t(screen.label_key)) for row in here.rows), screen.id


async def test_help_begins_with_the_screen_one_came_from(home: Path) -> None:
    async with visit("directory", size=(80, 30)) as here:
        await here.press("question_mark")
        assert here.title.startswith("Help")
        first = here.rows_in("#rows")[0]
        assert t("help-scope-directory") in first
        await here.press("escape")
        assert here.title.startswith("Capacity directory")


async def test_a_screen_is_gone_to_from_help(home: Path) -> None:
    async with visit("home") as here:
        await here.press("f1", "end")
        await here.press("enter")
        assert not here.title.startswith("Help")


async def test_a_question_mark_in_a_field_is_text(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("slash")
        await here.type("a?")
        assert here.title.startswith("Explore")
        assert here.focused_row.strip() == "Search a?"


async def test_the_log_keeps_what_was_said(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("k", "f4")
        assert here.title.startswith("Log")
        assert "Known capacities are shown." in here.text
        await here.press("escape")
        assert here.title.startswith("Explore")


async def test_going_back_and_forth_does_not_pile_up_screens(home: Path) -> None:
    async with visit("home") as here:
        for _ in range(5):
            await here.press("f2", "f3")
        assert len(here.app.screen_stack) <= 4
        await here.press("escape", "escape", "escape")
        assert here.title.startswith("Home")


async def test_ctrl_q_ends_the_program_from_anywhere(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("slash")
        await here.press("ctrl+q")
        assert not here.app.is_running
