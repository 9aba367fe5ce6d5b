"""Screens that are a text to walk through, some rows of which lead somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult

from capx_tui.i18n import t
from capx_tui.model.entry import Entry
from capx_tui.model.profile_facts import Fact
from capx_tui.screens.base import CapxScreen, Result
from capx_tui.screens.fact_rows import fact_rows
from capx_tui.widgets.jump import Jumping
from capx_tui.widgets.reading import Reading

__all__ = ["RowsScreen"]


class RowsScreen(CapxScreen[Result]):
    """Subclasses give `entries`; a target that can be called is called. Tab goes from heading to heading."""

    SCOPES: ClassVar[tuple[str, ...]] = ("list", "rows")
    #: The marker begins on the first row that leads somewhere, not on the first that is read.
    BEGINS_AT_A_WAY: ClassVar[bool] = False
    #: Labels stand in a column of their own in each section.
    BY_SECTION: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Whatever a screen of rows does besides, its rows are gone through by headings."""
        super().__init_subclass__(**kwargs)
        if "rows" not in cls.SCOPES:
            cls.SCOPES = (*cls.SCOPES, "rows")

    def __init__(self) -> None:
        super().__init__()
        #: What a screen above came to, until it is said.
        self._came_of_it = ""

    def compose_body(self) -> ComposeResult:
        """One reading."""
        air = not self.core.settings.state.screen_reader
        yield Reading(id="rows", air=air, by_section=self.BY_SECTION)

    def start(self) -> None:
        """Show the rows."""
        self.rebuild()
        if self.BEGINS_AT_A_WAY:
            rows = self.entries()
            if at := self.begins_at(rows):
                self.reading.read(rows, at=at)
        self.reading.label = lambda: self.heading
        self.reading.focus()

    @property
    def reading(self) -> Reading:
        """The widget."""
        return self.query_one("#rows", Reading)

    def do_rows_next_section(self) -> None:
        """To the next heading, from the last one to the first."""
        self._go_section(1)

    def do_rows_previous_section(self) -> None:
        """To the heading before."""
        self._go_section(-1)

    def _go_section(self, step: int) -> None:
        if not self.reading.go_heading(step):
            self.say(self.reading.focus_words())

    def begins_at(self, rows: Sequence[Entry]) -> int:
        """The number of the row with the marker at first, where it `BEGINS_AT_A_WAY`."""
        return next((number for number, row in enumerate(rows) if row.target is not None), 0)

    def entries(self) -> Sequence[Entry]:
        """What there is to read."""
        raise NotImplementedError

    def rebuild(self) -> None:
        """Show the rows again; the marker stays."""
        if self.is_mounted:
            self.reading.air = not self.core.settings.state.screen_reader
            self.reading.read(self.entries())

    def watch_names(self) -> None:
        """What is fetched behind the screen may bring the names of what stands here as a number: read them out then."""
        self.watch_store(self.core.explore, lambda state: self._rebuild_changed())

    def _rebuild_changed(self) -> None:
        # Told of every page of people: only another text is worth a paint, and a word to who listens.
        if self.is_mounted and not self.reading.holds(rows := self.entries()):
            self.reading.read(rows)

    def resume(self) -> None:
        """What was done above may have changed what is read here."""
        self.rebuild()

    def came_back(self, said: str | None) -> None:
        """From a screen above that says what came of it; nothing is said where nothing did."""
        if said:
            self._came_of_it = said if self.speaks else ""
            self.say(said)

    @on(Jumping.Said)
    def _say_both(self, event: Jumping.Said) -> None:
        """Coming back, first what came of it, then where one is."""
        said, self._came_of_it = self._came_of_it, ""
        if said:
            event.prevent_default()
            self.say(t("form-and-row", said, event.text))

    def fact_rows(self, fact: Fact, style: str = "link") -> list[Entry]:
        """See `fact_rows`."""
        return fact_rows(self.shell, fact, style)

    @on(Reading.Followed, "#rows")
    def _follow(self, event: Reading.Followed) -> None:
        if callable(event.target):
            event.target()
