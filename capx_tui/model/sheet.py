"""A table of statistics as data: shown on the screen, printed by the command line and written to files alike."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, replace

import msgspec

from capx_tui.i18n import number, t
from capx_tui.i18n.order import alphabetical
from capx_tui.model.explore import ExploreFilter
from capx_tui.model.table import Row, csv_lines, markdown_lines, wikitext_lines

__all__ = [
    "FileKind",
    "Sheet",
    "SheetColumn",
    "SheetRow",
    "Value",
    "next_order",
    "percent_said",
    "percent_words",
    "written",
]

Value = str | int | float | None

#: Shares in data have so many digits behind the point.
_DIGITS = 4


class FileKind(enum.Enum):
    """What a sheet can be written as; the value ends the file's name."""

    CSV = "csv"
    JSON = "json"
    MARKDOWN = "md"
    WIKITEXT = "wiki"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """`field` names it in JSON and CSV, `heading` in words. A share is a part from 0 to 1, shown as percent."""

    field: str
    heading: str
    on_screen: bool = True
    is_share: bool = False
    is_number: bool = True
    #: On the screen it stands behind the others.
    is_last: bool = False

    def words(self, value: Value) -> str:
        """A value of this column for people."""
        if value is None:
            return ""
        if self.is_share and isinstance(value, float):
            return percent_words(value)
        return number(value) if isinstance(value, int) and self.is_number else str(value)


def next_order(order: tuple[str, bool] | None, column: SheetColumn) -> tuple[str, bool]:
    """Field and direction once rows are ordered by a column: numbers fall at first, and the same one again turns."""
    falls = column.is_number if order is None or order[0] != column.field else not order[1]
    return column.field, falls


@dataclass(frozen=True, slots=True)
class SheetRow:
    """`said` is the row as a sentence, its name first. `leads` has for each value the people behind it, or None.

    `subject` is the id of what the row is about: a territory, language or capacity; None where it is about neither.
    """

    subject: int | None
    values: tuple[Value, ...]
    said: str
    leads: tuple[ExploreFilter | None, ...] = ()

    def lead(self, column: int) -> ExploreFilter | None:
        """Whom the value in a column counts."""
        return self.leads[column] if column < len(self.leads) else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """`name` is its name in files and on the command line; `notes` say how to read it, the most important first.

    `bars` gives each row its part (0 to 1) of the longest bar, where bars make sense.
    """

    name: str
    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()
    bars: tuple[float, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the columns as data."""
        return tuple(column.field for column in self.columns)

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of the columns in words."""
        return tuple(column.heading for column in self.columns)

    @property
    def on_screen(self) -> tuple[int, ...]:
        """The numbers of the columns that are shown on the screen, in the order they are shown."""
        shown = (number for number, column in enumerate(self.columns) if column.on_screen)
        return tuple(sorted(shown, key=lambda number: self.columns[number].is_last))

    def sorted_by(self, column: int, *, falls: bool) -> Sheet:
        """The same rows in the order of a column, of equal ones in the order they had; nothing comes last."""

        def rank(place: int) -> tuple[float, str]:
            value = self.rows[place].values[column]
            return (value, "") if isinstance(value, int | float) else (0.0, alphabetical(value or ""))

        places = range(len(self.rows))
        known = [place for place in places if self.rows[place].values[column] is not None]
        order = [
            *sorted(known, key=rank, reverse=falls),
            *(place for place in places if self.rows[place].values[column] is None),
        ]
        bars = tuple(self.bars[place] for place in order) if self.bars else ()
        return replace(self, rows=tuple(self.rows[place] for place in order), bars=bars)

    def objects(self) -> Iterator[dict[str, Value]]:
        """Each row by field."""
        for row in self.rows:
            yield dict(zip(self.fields, map(_exact, row.values), strict=True))

    def cells(self, *, in_words: bool) -> Iterator[Row]:
        """Each row as a table has it: shares as percent in words, else as parts."""
        for row in self.rows:
            if in_words:
                yield [
                    column.words(value) if column.is_share else value
                    for column, value in zip(self.columns, row.values, strict=True)
                ]
            else:
                yield [_exact(value) for value in row.values]


def _exact(value: Value) -> Value:
    return round(value, _DIGITS) if isinstance(value, float) else value


def _percent(share: float, key: str, small: str) -> str:
    return t(small) if 0 < share < 0.005 else t(key, round(share * 100))


def percent_words(share: float) -> str:
    """``18 %``."""
    return _percent(share, "statistics-percent", "statistics-percent-small")


def percent_said(share: float) -> str:
    """``18 percent``."""
    return _percent(share, "statistics-percent-said", "statistics-percent-small-said")


def written(sheet: Sheet, kind: FileKind) -> bytes:
    """The whole sheet as a file's content: UTF-8, names and texts made harmless for what reads that format."""
    if kind is FileKind.JSON:
        return msgspec.json.format(msgspec.json.encode(list(sheet.objects())), indent=2) + b"\n"
    if kind is FileKind.CSV:
        # RFC 4180 ends lines so, and spreadsheets need it in cells with line ends of their own.
        return "".join(f"{line}\r\n" for line in csv_lines(sheet.fields, sheet.cells(in_words=False))).encode()
    lines = markdown_lines if kind is FileKind.MARKDOWN else wikitext_lines
    return "".join(f"{line}\n" for line in lines(sheet.headings, sheet.cells(in_words=True))).encode()
