"""A table: rows drawn on demand, headers that stay, a marker that goes from cell to cell and says where it is.

The first column names the row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from capx_tui.i18n import said, t
from capx_tui.terminal.modes import glyphs
from capx_tui.text import fenced
from capx_tui.widgets.line_list import LineList, Row, Span
from capx_tui.widgets.table_layout import GAP, Column, Slot, natural_widths, slots, start_for

__all__ = ["Column", "Table"]

#: So many rows tell how wide the columns are: looking at all of a hundred thousand would be felt.
_MEASURED = 200
_MARKER_CELLS = 2


def _no_cells(_row: int) -> Sequence[str]:
    return ()


class Table(LineList):
    """Hand it columns and a way to a row's texts (`show_table`); `row_index` and `column_index` say where one is."""

    CALLS: ClassVar[dict[str, str]] = {
        **LineList.CALLS,
        "table.left": "cell(-1)",
        "table.right": "cell(1)",
        "table.sort": "sort",
    }
    marks_words = False

    column: reactive[int] = reactive(0, repaint=False, init=False)
    """The column the marker is in."""

    @dataclass
    class SortAsked(Message):
        """Somebody wants the rows in the order of `column`; again, the other way round."""

        table: Table
        column: int

        @property
        def control(self) -> Table:
            """The table."""
            return self.table

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._columns: Sequence[Column] = ()
        self._cells: Callable[[int], Sequence[str]] = _no_cells
        self._drawn: Callable[[int], Sequence[str]] = _no_cells
        self._row_count = 0
        self._sorted: tuple[int, bool] | None = None
        self._widths: list[int] = []
        self._start = 1

    # -- content -----------------------------------------------------------------------------------

    def show_table(
        self,
        columns: Sequence[Column],
        count: int,
        cells: Callable[[int], Sequence[str]],
        *,
        row: int = 0,
        sorted_by: tuple[int, bool] | None = None,
        empty: str = "",
        drawn: Callable[[int], Sequence[str]] | None = None,
    ) -> None:
        """Draw `count` rows from now on; ``cells(row)`` gives a text for each column, the first names the row.

        `sorted_by`: column, and whether the greatest comes first; a new order is said. `empty` is the sentence
        where there are no rows. `drawn` gives the texts that stand in the table where they are more than what is
        said of a cell: a number with a bar.
        """
        told, self._sorted = self._sorted, sorted_by
        self._columns, self._cells, self._row_count = columns, cells, count
        self._drawn = drawn or cells
        measured = [self._drawn(n) for n in range(min(count, _MEASURED))]
        self._widths = natural_widths(columns, self._headers(), measured)
        at = min(self.column, max(len(columns) - 1, 0))
        self.set_reactive(Table.column, at)
        self._look_at(at)
        self.show(count, self._render_row, highlighted=row, empty=empty)
        # First, and alone: a page that changes while the cursor goes one cell on is spelled by Fenrir, as if typed.
        self._move_cursor()
        if sorted_by is not None and told is not None and sorted_by != told:
            self.post_message(self.Said(self, self._order_words(sorted_by)))

    @property
    def row_index(self) -> int:
        """Number of the row with the marker."""
        return self.highlighted

    @property
    def column_index(self) -> int:
        """Number of the column with the marker."""
        return self.column

    @property
    def head_lines(self) -> int:
        """The headers stand above the rows."""
        return 1 if self._row_count else 0

    def _headers(self) -> list[str]:
        """As they are shown: the one that the rows are ordered by says so."""
        headers = [column.header for column in self._columns]
        if self._sorted is not None and self._sorted[0] < len(headers):
            number, falls = self._sorted
            headers[number] = t("table-falling", headers[number]) if falls else t("table-rising", headers[number])
        return headers

    # -- words -------------------------------------------------------------------------------------

    def cell_words(self) -> str:
        """``Brazil, people, 41``: row header, column header, value of the cell with the marker."""
        if not self._row_count:
            return self._empty
        cells, number = self._cells(self.row_index), self.column_index
        value = cells[number] or t("table-cell-empty")
        header = self._columns[number].header
        return t("table-cell", cells[0], header, value) if number else t("table-row-name", header, value)

    def focus_words(self) -> str:
        """``People by country, table, row 3 of 24; Brazil, people, 41``, and the order where there is one."""
        if not self._row_count:
            return super().focus_words()
        words = t("focus-table", said(self.label), self.row_index + 1, self._row_count, self.cell_words())
        return f"{words}. {self._order_words(self._sorted)}" if self._sorted is not None else words

    def _order_words(self, order: tuple[int, bool]) -> str:
        return t("table-sorted", self._headers()[order[0]])

    def jumped_words(self) -> str:
        """Where one is after a jump."""
        return self.cell_words()

    # -- moving ------------------------------------------------------------------------------------

    def action_cell(self, step: int) -> None:
        """One cell to the left or right; said, for the row that the cursor is in stays as it is."""
        if not self._row_count:
            return
        self.column = max(0, min(self.column + step, len(self._columns) - 1))
        self.post_message(self.Said(self, self.cell_words()))

    def watch_column(self, column: int) -> None:
        """The cell with the marker looks different; others come into view only where it would be out of it."""
        if self._look_at(column):
            self.redraw()
        else:
            self._strips.clear()
            self.refresh(self._item_region(self.highlighted))
        self._move_cursor()

    def _move_cursor(self) -> None:
        move_cursor_now = getattr(self.app, "move_cursor_now", None) if self.is_mounted and self.has_focus else None
        if move_cursor_now is not None:
            move_cursor_now()

    def _look_at(self, column: int) -> bool:
        """Turn the columns so that `column` is in view; whether they turned."""
        start = start_for(self._columns, self._widths, self._room, column, self._start)
        turned, self._start = start != self._start, start
        return turned

    def action_sort(self) -> None:
        """Ask for the rows in the order of this column."""
        if self._row_count:
            self.post_message(self.SortAsked(self, self.column_index))

    def on_click(self, event: events.Click) -> None:
        """A click on a header asks for that order; on a cell it takes the marker there. The rows are the list's."""
        x = event.x - _MARKER_CELLS
        slot = next((each for each in self._slots() if each.x <= x < each.x + each.width + GAP), None)
        if slot is None:
            return
        if event.y < self.head_lines:
            self.post_message(self.SortAsked(self, slot.column))
        else:
            self.column = slot.column

    def on_resize(self) -> None:
        """Another width has room for other columns; the list draws anew by itself."""
        self._look_at(self.column)

    # -- drawing -----------------------------------------------------------------------------------

    @property
    def _room(self) -> int:
        return (self.size.width or (self.app.size.width if self.is_mounted else 80)) - _MARKER_CELLS

    def _slots(self) -> list[Slot]:
        return slots(self._columns, self._widths, self._room, self._start)

    @property
    def focus_offset(self) -> Offset:
        """The cell, in screen coordinates, of the first letter of the table's cell with the marker."""
        if not self._row_count or not self.size.width:
            return super().focus_offset
        slot = next((each for each in self._slots() if each.column == self.column), Slot(0, 0, 1))
        text = self._aligned(self._drawn(self.row_index)[slot.column], slot)
        blank = len(text) - len(text.lstrip()) if text.strip() else 0
        region = self.content_region
        line = self.head_lines + self.highlighted - self._top
        return Offset(region.x + _MARKER_CELLS + slot.x + blank, region.y + max(line, 0))

    def render_head(self, y: int) -> Strip:
        """The headers."""
        row = self._row_of(self._headers(), lambda column: "heading")
        return self._strip([("  ", ""), *row], self.size.width)

    def _render_row(self, index: int, width: int) -> Sequence[Row]:
        marked = index == self.highlighted and self.has_focus

        def style(column: int) -> str:
            look = self._columns[column].style or _style(column)
            return f"{look} cursor" if marked and column == self.column else look

        return [self._row_of(self._drawn(index), style)]

    def _row_of(self, texts: Sequence[str], style: Callable[[int], str]) -> list[Span]:
        spans: list[Span] = []
        end = 0
        for slot in self._slots():
            spans.append((" " * (slot.x - end), ""))
            spans.append((self._aligned(texts[slot.column], slot), style(slot.column)))
            end = slot.x + slot.width
        return spans

    def _aligned(self, text: str, slot: Slot) -> str:
        """`text` in exactly the cells of its slot."""
        cells = cell_len(text)
        if cells > slot.width:
            more = glyphs().more[: slot.width]
            cut = fenced(set_cell_size(text, slot.width - len(more)).rstrip() + more)
            return cut + " " * (slot.width - cell_len(cut))
        blank = " " * (slot.width - cells)
        return f"{blank}{text}" if self._columns[slot.column].right else f"{text}{blank}"


def _style(column: int) -> str:
    return "" if column else "name"
