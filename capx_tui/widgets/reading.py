"""A text to walk through row by row: label and value side by side, long values wrapped.

Screen readers on a console speak the row the cursor is on, so everything that is read stands in rows
that the arrow keys visit, and a label always stands on its value's row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.message import Message

from capx_tui.model.entry import Entry
from capx_tui.widgets.line_list import LineList, Row
from capx_tui.widgets.wrapping import wrap, wrap_named

__all__ = ["Entry", "Reading"]

#: A longer label stands out of the column of the others.
_LABEL_WIDEST = 42
#: Cells that a value needs beside its label.
_LEAST_VALUE = 10
#: Longer lines tire the eye; a wide terminal gets a margin instead.
_READING_WIDTH = 96


class Reading(LineList):
    """`LineList` over `Entry` values; rows are laid out anew for each width."""

    @dataclass
    class Followed(Message):
        """Enter on an entry that has a target."""

        reading: Reading
        target: object

        @property
        def control(self) -> Reading:
            """The widget."""
            return self.reading

    def __init__(self, *, id: str | None = None, air: bool = True, by_section: bool = False) -> None:
        super().__init__(id=id)
        #: Each section has its own column of labels: a long one in one of them leaves the others their room.
        self._by_section = by_section
        self._entries: Sequence[Entry] = ()
        self._rows: list[tuple[Row, int]] = []
        #: Blank rows before headings, and labels not said again.
        self.air = air
        #: Whether the rows were laid out for ears.
        self._spoken = False
        self._width = 0

    def read(self, entries: Sequence[Entry], *, at: int | None = None) -> None:
        """Show `entries`, the marker on entry number `at`, or where it is."""
        row = 0
        if at is None:
            at, row = self._same_place(entries)
        self._entries = entries
        self._lay_out(at, row)

    def _same_place(self, entries: Sequence[Entry]) -> tuple[int, int]:
        """The number among `entries` of the one with the marker, and its row: others may have come before it."""
        at = self.entry_index
        if at >= len(self._entries) or not self._rows:
            return at, 0
        row = sum(number == at and bool(cells) for cells, number in self._rows[: self.highlighted])
        old = self._entries[at]
        alike = [e.label == old.label and e.value == old.value for e in entries]
        # Where fewer of several alike are left, it is this one whose value has changed.
        is_changed = sum(alike) < sum(e.label == old.label and e.value == old.value for e in self._entries)
        for same in (
            [] if is_changed else alike,
            # Rows without a label are told apart by nothing else.
            [bool(old.label) and e.label == old.label for e in entries],
        ):
            if found := [number for number, is_same in enumerate(same) if is_same]:
                return min(found, key=lambda number: abs(number - at)), row
        return at, 0

    def holds(self, entries: Sequence[Entry]) -> bool:
        """Whether these very words are shown, wherever they lead."""
        return [(e.label, e.value, e.style) for e in entries] == [(e.label, e.value, e.style) for e in self._entries]

    @property
    def entry_index(self) -> int:
        """Number of the entry with the marker."""
        return self._rows[self.highlighted][1] if self._rows and self.highlighted < len(self._rows) else 0

    @property
    def text(self) -> str:
        """Everything there is to read, a row a line: for tests and for copying."""
        return "\n".join("".join(part for part, _ in row).rstrip() for row, _ in self._rows)

    def go_heading(self, step: int) -> bool:
        """To the next heading (1) or the one before (-1), round the ends; whether the marker went anywhere."""
        places = [at for at, (row, number) in enumerate(self._rows) if row and self._entries[number].heading]
        if not places:
            return False
        if step > 0:
            to = next((at for at in places if at > self.highlighted), places[0])
        else:
            to = next((at for at in reversed(places) if at < self.highlighted), places[-1])
        moved, self.highlighted = to != self.highlighted, to
        return moved

    def begins_with(self, index: int) -> str:
        """See `Jumping`: an entry begins on its first row."""
        goes_on = index and self._rows[index - 1][1] == self._rows[index][1] and bool(self._rows[index - 1][0])
        return "" if goes_on else super().begins_with(index)

    @property
    def _speaks(self) -> bool:
        return bool(getattr(self.app, "speaks", False))

    def notify_style_update(self) -> None:
        """The mode may be another: ears have rows of their own."""
        super().notify_style_update()
        if self.is_mounted and self._entries and self._speaks != self._spoken:
            self._lay_out(self.entry_index)

    def _lay_out(self, at: int, offset: int = 0) -> None:
        self._spoken = self._speaks
        width = self._width = self._room
        columns = self._columns(width)
        self._rows = [
            (row, number)
            for number, entry in enumerate(self._entries)
            for row in self._rows_of(entry, width, columns[number], number)
        ]
        rows = [i for i, (row, number) in enumerate(self._rows) if number == at and row]
        highlighted = rows[min(offset, len(rows) - 1)] if rows else max(0, len(self._rows) - 1)
        self.show(
            len(self._rows),
            lambda index, _: [self._rows[index][0]],
            highlighted=highlighted,
            is_air=lambda i: not self._rows[i][0],
        )

    @property
    def _room(self) -> int:
        # Before it has a size, what the terminal leaves it: what is laid out twice would be spoken twice, and counted
        # wrong.
        width = self.size.width or self.app.size.width - self.gutter.width
        return min(max(width - 2, 10), _READING_WIDTH)

    def _columns(self, width: int) -> list[int]:
        """For each entry, where its value begins."""
        labels: list[list[int]] = [[]]
        sections = []
        for entry in self._entries:
            if entry.heading:
                if self._by_section:
                    labels.append([])
            elif entry.value:
                labels[-1].append(cell_len(entry.label) + 2)
            sections.append(len(labels) - 1)
        most = min(_LABEL_WIDEST, width * 11 // 20)
        # As wide as the widest that leaves its value enough: a longer one pushes its own value aside, and no other.
        columns = [max((cells for cells in each if cells <= most), default=most) for each in labels]
        return [columns[section] for section in sections]

    def _rows_of(self, entry: Entry, width: int, column: int, number: int) -> Iterator[Row]:
        if entry.heading:
            if self.air and number:
                yield ()
            yield [(entry.label, "heading")]
            return
        if not entry.label or not entry.value:
            style = entry.style or ("name" if entry.target is not None else "")
            for line in self._lines(entry.label or entry.value, width, ""):
                yield [(line, style)] if line else ()
            return
        label = "" if entry.continued and self.air else entry.label
        lead = label + " " * max(2, column - cell_len(label))
        # Where a row leads somewhere its label is what one looks for; elsewhere the value is.
        leads_on = entry.target is not None and not entry.style
        label_style, style = ("name", "dim") if leads_on else ("dim", entry.style)
        if width - cell_len(lead) < _LEAST_VALUE:
            # Too narrow for two columns: one after the other, and nothing is cut.
            for line in self._lines(f"{entry.label} {entry.value}", width, entry.label):
                yield [(line, entry.style)] if line else ()
            return
        room = width - cell_len(lead)
        # Ears have no use for a column, and a braille display would show the blanks.
        indent = "" if self._spoken else " " * min(cell_len(lead), column)
        first, *others = self._lines(entry.value, width - len(indent), entry.label, first=room)
        yield [(lead, label_style), (first, style)]
        for line in others:
            yield [(indent, ""), (line, style)] if line else ()

    def _lines(self, text: str, width: int, name: str, *, first: int = 0) -> list[str]:
        return wrap_named(text, width, name, first=first) if self._spoken else wrap(text, width, first=first)

    def on_resize(self) -> None:
        """Another width wraps elsewhere; Textual calls the base class's handler by itself."""
        if self._room != self._width:
            self._lay_out(self.entry_index)

    def action_open(self) -> None:
        """Follow the entry with the marker, where it leads somewhere."""
        if self._rows and (target := self._entries[self.entry_index].target) is not None:
            self.post_message(self.Followed(self, target))
