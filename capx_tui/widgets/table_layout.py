"""How wide the columns of a table are, and which of them there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

__all__ = ["GAP", "Column", "Slot", "natural_widths", "slots", "start_for"]

#: Blank cells between two columns.
GAP = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column. Its width is `width` cells, or where that is 0 what its texts need between `least` and `most`.

    `right` aligns at the right, as numbers are; `grows` takes what is left of the row; `style` is one of
    `LineList.STYLES`.
    """

    header: str
    right: bool = False
    width: int = 0
    least: int = 3
    most: int = 40
    grows: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A column that is in view: its number, and the cells it takes."""

    column: int
    x: int
    width: int


def natural_widths(columns: Sequence[Column], headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """The cells each column would like, from its header and some of its rows."""
    widths = []
    for number, (column, header) in enumerate(zip(columns, headers, strict=True)):
        widest = max((cell_len(row[number]) for row in rows), default=0)
        widths.append(column.width or max(min(max(widest, cell_len(header)), column.most), column.least, 1))
    return widths


def slots(columns: Sequence[Column], widths: Sequence[int], room: int, start: int = 1) -> list[Slot]:
    """The columns in view in `room` cells: the first one, which names the row, and those from `start` on.

    The first takes more than half only where the others are shown all the same; of these only whole ones are shown,
    but always one.
    """
    if not columns:
        return []
    room = max(room, 1)
    beside = sum(width + GAP for width in widths[1:])
    first = min(widths[0], max(room // 2, room - beside, 1))
    found = [Slot(0, 0, first)]
    x = first
    for number in range(max(start, 1), len(columns)):
        left = room - x - GAP
        if left < widths[number] and (len(found) > 1 or left < 1):
            break
        found.append(Slot(number, x + GAP, min(widths[number], left)))
        x = found[-1].x + found[-1].width
    return _grown(columns, found, room - x)


def _grown(columns: Sequence[Column], found: list[Slot], left: int) -> list[Slot]:
    growing = [slot.column for slot in found if columns[slot.column].grows]
    if left <= 0 or not growing:
        return found
    grown, moved = [], 0
    for slot in found:
        more = 0
        if slot.column in growing:
            place = growing.index(slot.column)
            more = left // len(growing) + (place < left % len(growing))
        grown.append(Slot(slot.column, slot.x + moved, slot.width + more))
        moved += more
    return grown


def start_for(columns: Sequence[Column], widths: Sequence[int], room: int, column: int, start: int) -> int:
    """Where the columns in view begin, so that `column` is among them; as near to `start` as can be."""
    if column == 0:
        return start
    start = min(start, column)
    while start < column and column not in {slot.column for slot in slots(columns, widths, room, start)}:
        start += 1
    return start
