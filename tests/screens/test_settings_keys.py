"""Keys and looks in Settings: chosen by name, in force at once and at the next start; what cannot be is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from capx_tui.store.settings import SettingsStore
from tests.screens.visits import Visit, visit


async def _choose(here: Visit, row: str, typed: str) -> None:
    await here.press("home")
    await here.choose(row)
    await here.type(typed)
    await here.press("enter")


async def test_a_set_of_keys_holds_at_once_and_on_screens_below(home: Path) -> None:
    async with visit("explore", size=(80, 40)) as here:
        here.app.go("settings")
        await here.settle()
        await _choose(here, "Set of keys", "vi")
        assert "Set of keys: Like vi." in here.status
        marked = here.marked
        await here.press("j")
        assert here.marked != marked
        await here.press("k", "escape")
        first = here.marked
        await here.press("j")
        assert here.marked != first
        await here.press("G")
        assert here.status.startswith("224 people")
        await here.press("question_mark")
        assert "Down, j" in here.text
    async with visit("explore") as here:
        first = here.marked
        await here.press("j")
        assert here.marked != first


async def test_in_a_text_field_the_letters_of_vi_are_letters(home: Path) -> None:
    async with visit("explore", keymap="vi") as here:
        await here.press("slash")
        await here.type("jGk")
        assert "Search jGk" in here.text


async def test_a_text_field_is_left_by_the_keys_in_force(home: Path) -> None:
    async with visit("explore", keymap="emacs") as here:
        first = here.marked
        await here.press("slash")
        await here.type("a")
        await here.press("ctrl+n")
        assert here.focused_row.startswith("> ")
        await here.press("slash", "backspace", "ctrl+n")
        assert here.marked == first


async def test_the_hint_row_shows_the_keys_in_force(home: Path) -> None:
    async with visit("explore", keys={"explore.filters": "o"}) as here:
        assert "o Filters" in here.text
        await here.press("f")
        assert here.title.startswith("Explore")
        await here.press("o")
        assert not here.title.startswith("Explore ")


async def test_own_keys_are_asked_for_action_by_action(home: Path) -> None:
    async with visit("settings", size=(80, 40)) as here:
        await here.choose("Your own keys")
        assert here.title.startswith("Keys: choose an action")
        await here.choose("Order  ")
        await here.press("backspace")
        await here.type("o,F11")
        await here.press("enter")
        assert here.status == "Order: o, F11."
        assert here.marked.split() == ["Order", "o,", "F11"]
        await here.press("escape")
        assert "For one action." in here.text
    assert SettingsStore().state.keys == {"explore.sort": ["o", "F11"]}
    async with visit("explore") as here:
        await here.press("o")
        assert "By name." in here.status


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("f", "f belongs to Filters already; Order keeps its usual keys."),
        ("Hyper+X", "Hyper+X is no key that every terminal sends; Order does without it."),
    ],
)
async def test_keys_that_cannot_be_are_told_and_change_nothing(typed: str, said: str, home: Path) -> None:
    async with visit("settings", size=(80, 40)) as here:
        await here.choose("Your own keys")
        await here.choose("Order  ")
        await here.press("backspace")
        await here.type(typed)
        await here.press("enter")
        assert said in here.flowing
        assert here.marked.split() == ["Order", "s"]
    assert SettingsStore().state.keys == {}


async def test_nothing_gives_the_usual_keys_back(home: Path) -> None:
    async with visit("settings", size=(80, 40), keys={"explore.sort": ["o"]}) as here:
        await here.choose("Your own keys")
        await here.choose("Order  ")
        await here.press("backspace", "enter")
        assert here.status == "Order: s."
    assert SettingsStore().state.keys == {}


async def test_what_the_file_asks_in_vain_is_said_at_the_start_and_listed(home: Path) -> None:
    async with visit("settings", size=(80, 40), keys={"no.such": "x", "explore.sort": "f"}) as here:
        assert "No action is called no.such; its keys are left out." in here.flowing
        assert "2 choices cannot be used." in here.flowing
        await here.choose("Your own keys")
        assert here.text.count("Ignored") == 2


@pytest.mark.parametrize(("row", "word"), [("Lines between parts", "no"), ("Cursor shown", "no")])
async def test_switches_turn_with_enter_and_stay(row: str, word: str, home: Path) -> None:
    async with visit("settings", size=(80, 40)) as here:
        await here.choose(row)
        assert here.status == f"{row}: {word}."
        assert here.marked.split()[-1] == word
    async with visit("settings", size=(80, 40)) as here:
        await here.down_to(row)
        assert here.marked.split()[-1] == word


async def test_without_lines_the_directory_has_none(home: Path) -> None:
    for borders in (True, False):
        async with visit("directory", borders=borders) as here:
            await here.press("i")
            assert any("-----" in text for text in here.rows) is borders


async def test_few_colours_are_chosen_and_the_theme_follows(home: Path) -> None:
    async with visit("settings", size=(80, 40)) as here:
        await _choose(here, "Number of colours", "sixteen")
        assert "Number of colours: The terminal's own sixteen." in here.status
        assert here.app.theme == "capx-16"
        await _choose(here, "Number of colours", "all")
        assert here.app.theme == "capx-dark"
    async with visit("settings", size=(80, 40), surroundings={"NO_COLOR": "1"}) as here:
        assert "None; this terminal or NO_COLOR allows no more" in here.text


async def test_announcements_can_be_left_to_the_log_but_errors_cannot(home: Path) -> None:
    async with visit("settings", size=(80, 40)) as here:
        await _choose(here, "Announcements", "log")
        assert here.status == ""
        last = here.app.announcer.last
        assert last is not None
        assert last.text == "Announcements: In the log only, errors at the foot."
        await here.press("4")
        assert "Announcements: In the log only" in here.text


async def test_in_screen_reader_mode_announcements_have_one_place_or_two(home: Path) -> None:
    rows = {}
    for announcements in ("two", "one"):
        async with visit("settings", size=(80, 40), screen_reader=True, announcements=announcements) as here:
            rows[announcements] = len(here.app.screen.announcement_rows)  # type: ignore[attr-defined]
            places = set()
            for _ in range(3):
                await here.press("comma")
                places.add(max(y for y, row in enumerate(here.rows) if row.startswith(" Settings")))
            assert len(places) == (2 if announcements == "two" else 1)
    assert rows == {"two": 4, "one": 2}


async def test_the_key_of_the_screen_reader_mode_says_what_holds(home: Path) -> None:
    async with visit("explore") as here:
        for speaks, word in ((True, "yes"), (False, "no")):
            await here.press("0")
            assert here.app.speaks is speaks
            assert f"Screen-reader mode: {word}." in here.flowing
    assert SettingsStore().state.screen_reader is False


async def test_jumping_is_said_on_every_list(home: Path) -> None:
    async with visit("directory") as here:
        await here.press("g")
        assert "Jump: type the letter before a row, a to g. Esc stays here." in here.flowing
        await here.press("c")
        assert here.status.startswith("Row 3 of 7.")
    async with visit("settings", size=(80, 40)) as here:
        await here.choose("Colours")
        await here.press("down", "down", "ctrl+o")
        await here.press("c")
        assert "High contrast" in here.marked
