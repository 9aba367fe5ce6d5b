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
        if self.BEGINS_AT_A_WAY:
            rows = self.entries()
            self.reading.read(rows, at=next((n for n, row in enumerate(rows) if row.target is not None), 0))
        self.reading.label = self.heading
        self.reading.focus()

    @property
    def reading(self) -> Reading:
        """The widget."""
        return self.query_one("#rows", Reading)

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
