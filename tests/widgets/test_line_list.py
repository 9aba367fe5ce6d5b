"""The list: pages, one marker, air that is stepped over, cuts by cells, mouse, resizing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from capx_tui.widgets.line_list import LineList, Row, fit
from tests.widgets.hosts import Stage, staged


def _numbered(index: int, _width: int) -> Sequence[Row]:
    return [[(f"item {index}", "name")]]


def _three_lines(index: int, _width: int) -> Sequence[Row]:
    return [[(f"item {index}", "name")], [(f"  second {index}", "")], [(f"  third {index}", "dim")]]


def _list(count: int = 100, **options: object) -> LineList:
    made = LineList(id="list")
    made.show(count, _numbered, **options)  # type: ignore[arg-type]
    return made


def _shown(stage: Stage) -> list[str]:
    return [row.strip("> ").strip() for row in stage.rows if row.strip()]


async def test_it_draws_as_many_items_as_fit_and_asks_for_no_others() -> None:
    asked: set[int] = set()

    def render(index: int, width: int) -> Sequence[Row]:
        asked.add(index)
        return _numbered(index, width)

    shown = LineList()
    shown.show(1_000_000, render)
    async with staged(shown) as stage:
        assert _shown(stage) == [f"item {index}" for index in range(8)]
        assert asked == set(range(8))


async def test_down_moves_the_marker_and_turns_a_whole_page_at_its_end() -> None:
    async with staged(_list()) as stage:
        for index in range(8):
            assert stage.marked == f"item {index}"
            await stage.press("down")
        assert _shown(stage) == [f"item {index}" for index in range(8, 16)]
        assert stage.marked == "item 8"
        await stage.press("up")
        assert _shown(stage) == [f"item {index}" for index in range(8)]
        assert stage.marked == "item 7"


async def test_pages_and_ends() -> None:
    async with staged(_list(20)) as stage:
        await stage.press("pagedown")
        assert stage.marked == "item 8"
        await stage.press("end")
        assert stage.marked == "item 19"
        assert _shown(stage) == [f"item {index}" for index in range(12, 20)]
        await stage.press("pagedown", "down")
        assert stage.marked == "item 19"
        await stage.press("pageup")
        assert stage.marked == "item 11"
        await stage.press("home")
        assert stage.marked == "item 0"


async def test_up_on_the_first_item_offers_the_focus_to_whoever_is_above() -> None:
    async with staged(_list()) as stage:
        await stage.press("down", "up")
        assert stage.posted(LineList.LeftAtTop) == []
        await stage.press("up")
        assert len(stage.posted(LineList.LeftAtTop)) == 1
        assert stage.marked == "item 0"


async def test_enter_opens_the_item_with_the_marker() -> None:
    async with staged(_list()) as stage:
        await stage.press("down", "down", "enter")
        assert [message.index for message in stage.posted(LineList.Opened)] == [2]
        assert [message.index for message in stage.posted(LineList.Highlighted)] == [1, 2]


async def test_items_of_three_lines_turn_by_items() -> None:
    shown = LineList()
    shown.show(10, _three_lines, item_height=3)
    async with staged(shown, size=(30, 8)) as stage:
        assert stage.rows[:6] == ["> item 0", "    second 0", "    third 0", "  item 1", "    second 1", "    third 1"]
        # Half an item is none.
        assert stage.rows[6:] == ["", ""]
        await stage.press("down", "down")
        assert stage.rows[0] == "> item 2"


async def test_an_item_with_fewer_lines_than_its_place_leaves_them_blank() -> None:
    shown = LineList()
    shown.show(2, _numbered, item_height=3)
    async with staged(shown, size=(30, 6)) as stage:
        assert stage.rows == ["> item 0", "", "", "  item 1", "", ""]


async def test_air_is_stepped_over_in_both_directions_and_at_the_ends() -> None:
    air = {0, 3, 4, 9}
    async with staged(_list(10, highlighted=1, is_air=air.__contains__), size=(30, 12)) as stage:
        await stage.press("down", "down")
        assert stage.marked == "item 5"
        await stage.press("up")
        assert stage.marked == "item 2"
        await stage.press("home")
        assert stage.marked == "item 1"
        await stage.press("end")
        assert stage.marked == "item 8"
        await stage.press("down")
        assert stage.marked == "item 8"


async def test_nothing_to_show_says_so_on_as_many_rows_as_it_takes_and_no_key_does_anything() -> None:
    shown = LineList()
    shown.show(0, _numbered, empty="Nobody matches. Without the filter Name there would be 224 people.")
    async with staged(shown, size=(30, 8)) as stage:
        assert " ".join(row.strip() for row in stage.rows if row) == (
            "Nobody matches. Without the filter Name there would be 224 people."
        )
        await stage.press("down", "up", "pagedown", "pageup", "home", "end", "enter")
        assert stage.posted(LineList.Opened) == []
        assert stage.posted(LineList.Highlighted) == []


async def test_showing_fewer_items_keeps_the_marker_on_one_that_is_there() -> None:
    shown = _list(100, highlighted=90)
    async with staged(shown) as stage:
        assert stage.marked == "item 90"
        shown.show(5, _numbered, highlighted=90)
        await stage.pilot.pause(0)
        assert stage.marked == "item 4"
        shown.show(0, _numbered)
        await stage.pilot.pause(0)
        assert stage.marked == ""
        shown.show(3, _numbered, highlighted=2)
        await stage.pilot.pause(0)
        assert stage.marked == "item 2"


async def test_a_list_that_grows_does_not_jump() -> None:
    shown = _list(50, highlighted=10)
    async with staged(shown) as stage:
        before = stage.rows
        shown.show(400, _numbered, highlighted=10)
        await stage.pilot.pause(0)
        assert stage.rows == before


async def test_a_list_that_begins_in_its_middle_shows_what_comes_before() -> None:
    async with staged(_list(100, highlighted=5)) as stage:
        assert stage.marked == "item 5"
        assert _shown(stage)[0] == "item 0"


async def test_in_a_smaller_window_the_marker_stays_in_sight() -> None:
    async with staged(_list(100, highlighted=7)) as stage:
        await stage.pilot.resize_terminal(20, 3)
        await stage.pilot.pause(0)
        assert stage.marked == "item 7"
        await stage.pilot.resize_terminal(60, 20)
        await stage.pilot.pause(0)
        assert stage.marked == "item 7"
        assert len(_shown(stage)) == 20


async def test_a_click_moves_the_marker_and_a_second_one_opens() -> None:
    async with staged(_list()) as stage:
        await stage.pilot.click("#list", offset=(5, 4))
        assert stage.marked == "item 4"
        assert stage.posted(LineList.Opened) == []
        await stage.pilot.click("#list", offset=(5, 4))
        assert [message.index for message in stage.posted(LineList.Opened)] == [4]


async def test_a_click_below_the_last_item_does_nothing() -> None:
    async with staged(_list(3)) as stage:
        await stage.pilot.click("#list", offset=(5, 6))
        assert stage.marked == "item 0"
        assert stage.posted(LineList.Opened) == []


async def test_the_cursor_stands_on_the_first_letter_of_the_item() -> None:
    shown = LineList()
    shown.show(3, lambda index, _: [[("      - ", "dim"), (f"branch {index}", "name")]])
    async with staged(shown, size=(40, 4)) as stage:
        await stage.press("down")
        x, y = shown.focus_offset
        assert y == 1
        assert stage.rows[y][x] == "-"


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("short", 10, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("a long sentence", 8, "a long…"),
        ("漢字漢字漢字", 7, "漢字漢…"),
        ("漢字漢字漢字", 6, "漢字…"),
        ("né́e", 3, "né́e"),
        ("👩🏽\u200d💻 at work", 5, "👩🏽\u200d💻 a…"),
    ],
)
def test_text_is_cut_by_cells_and_says_that_it_was(text: str, width: int, expected: str) -> None:
    cut = "".join(part for part, _ in fit([(text, "")], width))
    assert cell_len(cut) <= width
    if cell_len(text) <= width:
        assert cut == text
    else:
        assert cut.endswith("…")
        assert text.startswith(cut[:-1].rstrip())


_WORDS = st.text(st.sampled_from("ab cdé漢字👩🏽ש ن́-"), max_size=12)


@given(st.lists(st.tuples(_WORDS, st.sampled_from(["", "name", "dim"])), max_size=5), st.integers(1, 30))
def test_no_row_is_ever_wider_than_its_place(row: list[tuple[str, str]], width: int) -> None:
    fitted = fit(row, width)
    whole = "".join(text for text, _ in row)
    assert cell_len("".join(text for text, _ in fitted)) <= width
    if cell_len(whole) <= width:
        assert "".join(text for text, _ in fitted) == whole


async def test_wide_letters_never_spill_over_the_edge() -> None:
    shown = LineList()
    shown.show(4, lambda index, _: [[("漢字" * 20, "name"), (" tail", "dim")]])
    async with staged(shown, size=(31, 4)) as stage:
        strips = stage.app.screen._compositor.render_strips(stage.app.screen.size)
        assert {strip.cell_length for strip in strips} == {31}


async def test_where_two_lists_stand_together_only_the_one_with_the_focus_is_marked() -> None:
    first, second = _list(), LineList(id="second")
    second.marks_always = False
    second.show(3, _numbered)
    async with staged(first, second, size=(30, 8)) as stage:
        assert sum(row.startswith("> ") for row in stage.rows) == 1
        await stage.press("tab")
        assert stage.rows[4].startswith("> ")
        await stage.press("tab")
        assert not stage.rows[4].startswith("> ")
