"""The table kit: headers that stay and are spoken, a marker that goes from cell to cell, flat to 100,000 rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from capx_tui.model.keymaps import keymap
from capx_tui.terminal.keys import use_keymap
from capx_tui.terminal.modes import Modes, use_modes
from capx_tui.widgets.jump import Jumping
from capx_tui.widgets.line_list import LineList
from capx_tui.widgets.table import Column, Table
from capx_tui.widgets.table_layout import GAP, natural_widths, slots, start_for

COLUMNS = (
    Column("Country", grows=True),
    Column("People", right=True),
    Column("Speakers", right=True),
    Column("Share", right=True, width=6),
)
ROWS = [
    ("Brazil", "41", "212", "17 %"),
    ("Côte d’Ivoire", "3", "", "1 %"),
    ("日本", "7", "125", "3 %"),
    ("Zambia", "1,204", "8", "0 %"),
]


@pytest.fixture(autouse=True)
def usual_keys_and_modes() -> Iterator[None]:
    use_keymap(keymap())
    use_modes(Modes())
    yield
    use_keymap(keymap())
    use_modes(Modes())


class _App(App[None]):
    """One table, and what it has to say."""

    CSS = ".line-list--cursor { background: blue; }"

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.table = table
        self.said: list[str] = []
        self.asked: list[int] = []
        self.opened: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.table

    def on_mount(self) -> None:
        self.table.label = "People by country"
        self.table.focus()

    def on_jumping_said(self, event: Jumping.Said) -> None:
        self.said.append(event.text)

    def on_table_sort_asked(self, event: Table.SortAsked) -> None:
        assert event.control is self.table
        self.asked.append(event.column)

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        self.opened.append(self.table.row_index)

    def rows(self) -> list[str]:
        return [self.table.render_line(y).text.rstrip() for y in range(self.table.size.height)]

    def under_cursor(self) -> str:
        """What stands from the hardware cursor on."""
        offset = self.table.focus_offset
        return self.table.render_line(offset.y).crop(offset.x).text.rstrip()


def table(rows: Sequence[Sequence[str]] = ROWS, **options: object) -> Table:
    made = Table()
    made.show_table(COLUMNS, len(rows), rows.__getitem__, **options)  # type: ignore[arg-type]
    return made


# -- drawing ---------------------------------------------------------------------------------------


async def test_headers_stand_above_columns_that_are_aligned() -> None:
    app = _App(table())
    async with app.run_test(size=(50, 8)):
        assert app.rows()[:5] == [
            "  Country                 People  Speakers   Share",
            "> Brazil                      41       212    17 %",
            "  Côte d’Ivoire                3               1 %",
            "  日本                         7       125     3 %",
            "  Zambia                   1,204         8     0 %",
        ]
        assert {cell_len(row) for row in app.rows()[:5]} == {50}


async def test_the_marker_goes_from_cell_to_cell_and_says_row_column_and_value() -> None:
    app = _App(table())
    async with app.run_test(size=(50, 8)) as pilot:
        assert app.under_cursor().startswith("Brazil ")
        assert app.table.focus_words() == "People by country, table, row 1 of 4; Country, Brazil"
        await pilot.press("right")
        assert app.under_cursor().startswith("41 ")
        await pilot.press("down", "right")
        # Nothing stands in that cell: the cursor is at its beginning, and the word says so.
        await pilot.press("down", "right", "right", "left", "left", "left", "left")
        assert app.said == [
            "Brazil, People, 41",
            "Côte d’Ivoire, Speakers, empty",
            "日本, Share, 3 %",
            "日本, Share, 3 %",
            "日本, Speakers, 125",
            "日本, People, 7",
            "Country, 日本",
            "Country, 日本",
        ]
        assert app.under_cursor().startswith("日本")
        assert app.table.focus_words() == "People by country, table, row 3 of 4; Country, 日本"


async def test_the_ground_of_the_marker_lies_under_its_cell_alone() -> None:
    app = _App(table())
    async with app.run_test(size=(50, 8)) as pilot:
        await pilot.press("down", "right")
        look = app.table.get_component_rich_style("line-list--cursor", partial=True)
        marked = [
            (y, part.text.strip())
            for y in range(8)
            for part in app.table.render_line(y)
            if part.style is not None and part.style.bgcolor == look.bgcolor
        ]
        assert marked == [(2, "3")]


async def test_the_marker_is_on_the_page_however_long_the_table_is() -> None:
    asked: list[int] = []

    def cells(row: int) -> Sequence[str]:
        asked.append(row)
        return (f"row {row}", str(row), "", "")

    app = _App(Table())
    async with app.run_test(size=(50, 11)) as pilot:
        app.table.show_table(COLUMNS, 100_000, cells)
        await pilot.pause()
        assert app.table.per_page == 10
        asked.clear()
        await pilot.press("end")
        assert app.table.row_index == 99_999
        assert app.rows()[0].split() == ["Country", "People", "Speakers", "Share"]
        assert app.rows()[10].startswith("> row 99999")
        assert app.under_cursor().startswith("row 99999")
        await pilot.press("home", "pagedown")
        assert app.table.row_index == 10
        assert app.rows()[1].startswith("> row 10 ")
        # Only what is drawn is asked for.
        assert len(set(asked)) <= 40


async def test_columns_that_have_no_room_come_into_view_with_the_marker() -> None:
    app = _App(table())
    async with app.run_test(size=(30, 8)) as pilot:
        assert app.rows()[0].split() == ["Country", "People"]
        await pilot.press("right", "right")
        assert app.rows()[0].split() == ["Country", "Speakers"]
        assert app.said[-1] == "Brazil, Speakers, 212"
        assert app.under_cursor().startswith("212")
        await pilot.press("right")
        assert app.rows()[0].split()[-1] == "Share"
        assert app.under_cursor() == "17 %"
        assert all(row[2:8].strip() in ("Brazil", "Côte d", "日本", "Zambia") for row in app.rows()[1:5])
        await pilot.resize_terminal(80, 8)
        await pilot.pause()
        assert app.under_cursor() == "17 %"


async def test_an_empty_table_says_so() -> None:
    app = _App(table([], empty="Nobody has said where they live."))
    async with app.run_test(size=(50, 8)) as pilot:
        await pilot.press("right", "s", "enter", "g", "down")
        assert app.rows()[0].strip() == "Nobody has said where they live."
        assert "Nobody has said where they live." in app.table.focus_words()
        assert (app.said, app.asked, app.opened) == ([], [], [])


async def test_long_texts_are_cut_within_their_column_and_whole_when_spoken() -> None:
    app = _App(table([("A" * 200, "1", "2", "3")]))
    async with app.run_test(size=(50, 8)):
        assert cell_len(app.rows()[1]) == 50
        assert "…" in app.rows()[1]
        assert app.table.cell_words() == f"Country, {'A' * 200}"
        use_modes(Modes(is_ascii=True))
        app.table.redraw()
        assert "A...  " in app.rows()[1]


# -- order -----------------------------------------------------------------------------------------


async def test_sorting_is_asked_for_shown_and_said() -> None:
    app = _App(table(sorted_by=(0, False)))
    async with app.run_test(size=(60, 8)) as pilot:
        assert "Country (up)" in app.rows()[0]
        await pilot.press("right", "s")
        assert app.asked == [1]
        rows = sorted(ROWS, key=lambda row: -int(row[1].replace(",", "")))
        app.table.show_table(COLUMNS, 4, rows.__getitem__, row=3, sorted_by=(1, True))
        await pilot.pause()
        assert "People (down)" in app.rows()[0]
        assert "(up)" not in app.rows()[0]
        assert app.said[-1] == "In the order of People (down)."
        # The column stays the one it was, the row is the caller's to say.
        assert (app.table.column_index, app.table.row_index) == (1, 3)
        assert app.table.cell_words() == "Côte d’Ivoire, People, 3"


async def test_the_mouse_may_do_the_same() -> None:
    app = _App(table())
    async with app.run_test(size=(50, 8)) as pilot:
        await pilot.click(Table, offset=(40, 0))
        assert app.asked == [2]
        assert app.table.row_index == 0
        await pilot.click(Table, offset=(40, 3))
        assert (app.table.row_index, app.table.column_index) == (2, 2)
        await pilot.click(Table, offset=(40, 3))
        assert app.opened == [2]
        await pilot.click(Table, offset=(40, 7))
        assert app.table.row_index == 2


async def test_a_table_of_names_alone_is_a_list() -> None:
    app = _App(Table())
    async with app.run_test(size=(30, 5)) as pilot:
        app.table.show_table(COLUMNS[:1], 2, lambda row: (ROWS[row][0],))
        await pilot.press("right", "down")
        assert app.table.cell_words() == "Country, Côte d’Ivoire"
        assert any("> Côte d’Ivoire" in row for row in app.rows())


async def test_a_jump_says_the_cell_one_is_on() -> None:
    app = _App(table())
    async with app.run_test(size=(50, 8)) as pilot:
        await pilot.press("right", "g")
        assert [row[:1] for row in app.rows()[:5]] == [" ", "a", "b", "c", "d"]
        await pilot.press("c")
        assert app.said[-1] == "日本, People, 7"


# -- layout ----------------------------------------------------------------------------------------

_COLUMNS = st.lists(
    st.builds(
        Column,
        header=st.text("abc 漢", max_size=8),
        right=st.booleans(),
        width=st.integers(0, 12),
        least=st.integers(0, 6),
        most=st.integers(1, 30),
        grows=st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


@given(columns=_COLUMNS, room=st.integers(1, 90), start=st.integers(0, 9), text=st.text("xy漢", max_size=50))
def test_columns_stand_side_by_side_within_the_room(columns: list[Column], room: int, start: int, text: str) -> None:
    widths = natural_widths(columns, [column.header for column in columns], [[text] * len(columns)])
    assert all(widths)
    found = slots(columns, widths, room, start)
    assert found[0].column == 0
    assert all(slot.width > 0 for slot in found)
    assert all(after.x == before.x + before.width + GAP for before, after in pairwise(found))
    assert found[-1].x + found[-1].width <= room
    for column in range(len(columns)):
        at = start_for(columns, widths, room, column, start)
        if room > 4:
            assert column in {slot.column for slot in slots(columns, widths, room, at)}
