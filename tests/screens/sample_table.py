"""A table on a screen, in which one goes from cell to cell."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from capx_tui.screens.base import CapxScreen
from capx_tui.widgets.table import Column, Table

__all__ = ["COUNTRIES", "SampleTable"]

_COLUMNS = (
    Column("Country", grows=True),
    Column("People", right=True),
    Column("Speakers", right=True),
    Column("Share", right=True),
)
#: Country, people, speakers, share; in the order of the country.
COUNTRIES = (
    ("Argentina", "17", "46", "7 %"),
    ("Brazil", "41", "212", "17 %"),
    ("Colombia", "9", "", "4 %"),
    ("Ghana", "23", "34", "9 %"),
    ("India", "52", "1,428", "21 %"),
    ("Kenya", "12", "55", "5 %"),
    ("Nigeria", "38", "224", "15 %"),
    ("Portugal", "6", "10", "2 %"),
    ("Senegal", "4", "18", "2 %"),
    ("Turkey", "21", "85", "8 %"),
    ("Uruguay", "3", "3", "1 %"),
    ("Zambia", "19", "20", "8 %"),
)


def _rank(text: str) -> tuple[int, str]:
    digits = "".join(letter for letter in text if letter.isdigit())
    return (int(digits) if digits else 0, text)


class SampleTable(CapxScreen[None]):
    """Countries, in the order that is asked for."""

    SCOPES = ("table", "list")

    def __init__(self) -> None:
        super().__init__()
        self._order = (0, False)

    @property
    def heading(self) -> str:
        """Its own name."""
        return "Sample table"

    def compose_body(self) -> ComposeResult:
        """The table alone."""
        yield Table(id="table")

    @property
    def table(self) -> Table:
        """The widget."""
        return self.query_one("#table", Table)

    def start(self) -> None:
        """All countries."""
        self.table.label = "People by country"
        self._fill()
        self.table.focus()

    def _fill(self) -> None:
        column, falls = self._order
        rows = sorted(COUNTRIES, key=lambda row: _rank(row[column]), reverse=falls)
        self.table.show_table(_COLUMNS, len(rows), rows.__getitem__, sorted_by=self._order)

    @on(Table.SortAsked)
    def _sort(self, event: Table.SortAsked) -> None:
        column, falls = self._order
        self._order = (event.column, not falls if event.column == column else False)
        self._fill()
