"""Jump mode: a letter before each row, the next letter goes there, Esc stays; nothing else moves, all is said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.app import App, ComposeResult

from capx_tui.model.keymaps import keymap
from capx_tui.terminal.keys import use_keymap
from capx_tui.widgets.jump import LETTERS, Jumping, letters_for
from capx_tui.widgets.line_list import LineList
from capx_tui.widgets.reading import Entry, Reading


@pytest.fixture(autouse=True)
def usual_keys() -> Iterator[None]:
    use_keymap(keymap())
    yield
    use_keymap(keymap())


class _App(App[None]):
    """One list, and what it has to say."""

    def __init__(self, widget: LineList) -> None:
        super().__init__()
        self.widget = widget
        self.said: list[str] = []
        self.acted: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.widget

    def on_mount(self) -> None:
        self.widget.focus()
        # As on a screen that has a letter and Esc for something else.
        self.bind("b", "note('b')")
        self.bind("escape", "note('escape')")

    def action_note(self, key: str) -> None:
        self.acted.append(key)

    def on_jumping_said(self, event: Jumping.Said) -> None:
        assert event.control is self.widget
        self.said.append(event.text)

    def rows(self) -> list[str]:
        return [self.widget.render_line(y).text.rstrip() for y in range(self.widget.size.height)]


def _numbers(count: int = 50) -> LineList:
    widget = LineList()
    widget.show(count, lambda index, _: [[(f"row {index}", "")]])
    return widget


def test_letters_are_in_the_order_of_the_alphabet_and_end() -> None:
    assert letters_for([4, 6, 7]) == {"a": 4, "b": 6, "c": 7}
    assert len(letters_for(range(200))) == len(LETTERS) == len(set(LETTERS))


@pytest.mark.parametrize("key", ["g", "ctrl+o"])
async def test_a_letter_moves_the_marker_and_the_rows_stay(key: str) -> None:
    app = _App(_numbers())
    async with app.run_test(size=(30, 6)) as pilot:
        before = app.rows()
        assert before[0] == "> row 0"
        await pilot.press(key)
        assert app.rows() == [f"{letter} row {n}" for n, letter in enumerate("abcdef")]
        await pilot.press("d")
        assert app.widget.highlighted == 3
        assert [row[2:] for row in app.rows()] == [row[2:] for row in before]
        assert app.rows()[3] == "> row 3"
        assert app.said == ["Jump: type the letter before a row, a to f. Esc stays here.", "Row 4 of 50."]


class _Speaking(_App):
    """As in the screen-reader mode."""

    speaks = True


async def test_a_reader_types_how_a_row_begins_and_nothing_is_drawn() -> None:
    names = ["Ana", "Érica", "Ben", "Zoë", "Emre", "+ Elif", "日本"]
    widget = LineList()
    widget.show(len(names), lambda index, _: [[(names[index], "")]])
    app = _Speaking(widget)
    async with app.run_test(size=(30, 9)) as pilot:
        before = app.rows()
        await pilot.press("g")
        assert app.rows() == before
        assert app.widget.is_jumping
        at = []
        for keys in (("e",), ("g", "e"), ("g", "e"), ("g", "e"), ("g", "z"), ("g", "日")):
            await pilot.press(*keys)
            at.append(app.widget.highlighted)
        assert at == [1, 4, 5, 1, 3, 6]
        assert app.rows() == before
        assert app.said[0] == "Jump: type the letter that a row begins with. Esc stays here."
        assert [said for said in app.said if " of 7" in said][:2] == ["Érica, 2 of 7", "Emre, 5 of 7"]


@pytest.mark.parametrize(
    ("key", "said"), [("escape", "No jump."), ("q", "No row begins with q."), ("ctrl+o", "No jump.")]
)
async def test_a_reader_hears_that_nothing_came_of_it(key: str, said: str) -> None:
    app = _Speaking(_numbers())
    async with app.run_test(size=(30, 6)) as pilot:
        await pilot.press("down", "g", key)
        assert (app.widget.highlighted, app.widget.is_jumping) == (1, False)
        assert app.said[1:] == [said]
        assert app.acted == []


async def test_of_many_rows_so_many_are_looked_at_as_are_not_felt() -> None:
    asked: list[int] = []

    def rows(index: int, _: int) -> list[list[tuple[str, str]]]:
        asked.append(index)
        return [[(f"row {index}", "")]]

    widget = LineList()
    widget.show(100_000, rows)
    app = _Speaking(widget)
    async with app.run_test(size=(30, 6)) as pilot:
        asked.clear()
        await pilot.press("g", "x")
        assert app.said[-1] == "No row begins with x."
        # Besides the rows in view, which the key may have drawn again.
        assert len(asked) <= 2_000 + 6


async def test_letters_are_those_of_the_page_in_view() -> None:
    app = _App(_numbers())
    async with app.run_test(size=(30, 6)) as pilot:
        await pilot.press("end", "g", "a")
        assert app.widget.highlighted == 44


@pytest.mark.parametrize(
    ("key", "said"), [("escape", "No jump."), ("g", "No row has the letter g."), ("7", "No row has the letter 7.")]
)
async def test_anything_else_that_is_typed_ends_it(key: str, said: str) -> None:
    app = _App(_numbers())
    async with app.run_test(size=(30, 6)) as pilot:
        await pilot.press("down", "g", key)
        assert (app.widget.highlighted, app.widget.is_jumping) == (1, False)
        assert app.rows()[1] == "> row 1"
        assert app.said[1:] == [said]
        assert app.acted == []


async def test_keys_mean_their_usual_thing_before_and_after() -> None:
    app = _App(_numbers())
    async with app.run_test(size=(30, 6)) as pilot:
        await pilot.press("b", "escape", "g", "b", "b", "escape")
        assert app.acted == ["b", "escape", "b", "escape"]
        assert app.widget.highlighted == 1


async def test_other_moves_end_it_and_do_what_they_do() -> None:
    app = _App(_numbers())
    async with app.run_test(size=(30, 6)) as pilot:
        await pilot.press("g", "down")
        assert (app.widget.highlighted, app.widget.is_jumping) == (1, False)
        await pilot.press("g", "ctrl+o")
        assert not app.widget.is_jumping
        assert app.said[-1] == "No jump."
        await pilot.press("g")
        app.widget.show(3, lambda index, _: [[(f"new {index}", "")]])
        assert not app.widget.is_jumping
        assert app.rows()[0] == "> new 0"


async def test_an_empty_list_has_nowhere_to_jump_to() -> None:
    app = _App(_numbers(0))
    async with app.run_test(size=(30, 6)) as pilot:
        await pilot.press("g")
        assert not app.widget.is_jumping
        assert app.said == []


async def test_air_between_sections_has_no_letter() -> None:
    reading = Reading()
    app = _App(reading)
    async with app.run_test(size=(40, 8)) as pilot:
        reading.read(
            [Entry("One", heading=True), Entry("Name", "Ana"), Entry("Two", heading=True), Entry("Place", "Recife")]
        )
        await pilot.press("g")
        assert [row[:1] for row in app.rows()[:5]] == ["a", "b", "", "c", "d"]
        await pilot.press("d")
        assert reading.entry_index == 3


async def test_an_item_of_several_lines_has_its_letter_on_the_first() -> None:
    widget = LineList()
    widget.show(10, lambda index, _: [[(f"name {index}", "")], [("offers", "")], [("place", "")]], item_height=3)
    app = _App(widget)
    async with app.run_test(size=(30, 9)) as pilot:
        await pilot.press("g")
        assert [row[:1].strip() for row in app.rows()] == ["a", "", "", "b", "", "", "c", "", ""]
        await pilot.press("c")
        assert widget.highlighted == 2
