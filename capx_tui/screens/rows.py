"""Screens that are a text to walk through, some rows of which lead somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from capx_tui.screens.base import CapxScreen, Result
from capx_tui.widgets.reading import Entry, Reading

__all__ = ["RowsScreen"]


class RowsScreen(CapxScreen[Result]):
    """Subclasses give `entries`; a target that can be called is called."""

    SCOPES: ClassVar[tuple[str, ...]] = ("list",)
    #: The marker begins on the first row that leads somewhere, not on the first that is read.
    BEGINS_AT_A_WAY: ClassVar[bool] = False

    def compose_body(self) -> ComposeResult:
        """One reading."""
        yield Reading(id="rows", air=not self.core.settings.state.screen_reader)

    def start(self) -> None:
        """Show the rows."""
        self.rebuild()
        rows = self.entries()
        if at := self.begins_at(rows):
            self.reading.read(rows, at=at)
        self.reading.label = self.heading
        self.reading.focus()

    @property
    def reading(self) -> Reading:
        """The widget."""
        return self.query_one("#rows", Reading)

    def begins_at(self, rows: Sequence[Entry]) -> int:
        """The number of the row with the marker at first."""
        if not self.BEGINS_AT_A_WAY:
            return 0
        return next((number for number, row in enumerate(rows) if row.target is not None), 0)

    def entries(self) -> Sequence[Entry]:
        """What there is to read."""
        raise NotImplementedError

    def rebuild(self) -> None:
        """Show the rows again; the marker stays."""
        if self.is_mounted:
            self.reading.air = not self.core.settings.state.screen_reader
            self.reading.read(self.entries())

    def resume(self) -> None:
        """What was done above may have changed what is read here."""
        self.rebuild()

    @on(Reading.Followed, "#rows")
    def _follow(self, event: Reading.Followed) -> None:
        if callable(event.target):
            event.target()
