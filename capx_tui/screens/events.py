"""Events: all of them, upcoming or past, by date; Enter tells everything of one.

In: the mirror's events (`EventsStore`). Out: one event, a calendar file. Fails as every listing; a file that cannot
be written is said, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from capx_tui.errors import RuleError
from capx_tui.i18n import Words, t
from capx_tui.i18n.lists import commas
from capx_tui.model.directory import Event
from capx_tui.model.event_words import format_words, local_words
from capx_tui.screens.calendar_file import save_calendar
from capx_tui.screens.event_days import bounds, event_asked_words, set_bound, typed_day
from capx_tui.screens.listing import ListingFiltersScreen, ListingScreen
from capx_tui.screens.prompt import PromptScreen
from capx_tui.store.events import EventsStore
from capx_tui.text import isolate
from capx_tui.widgets.cards import listing
from capx_tui.widgets.line_list import Row
from capx_tui.widgets.reading import Entry

__all__ = ["EventsScreen"]


class EventsScreen(ListingScreen[Event]):
    """Everybody may read it."""

    SCOPES = ("listing", "events", "list")
    TITLE_KEY = "screen-events"
    COUNT_KEY = "events-count"
    NONE_KEY = "events-none"

    @property
    def listing(self) -> EventsStore:
        """The events."""
        return self.core.events

    def asked_line(self) -> str:
        """Which by their time, which days, what else."""
        return event_asked_words(self.listing)

    def rows(self, item: Event, width: int, *, compact: bool) -> Sequence[Row]:
        """Name; when and how; who holds it and what it is about."""
        when, how = local_words(item, self.core.language), format_words(item)
        holder = self.core.names.affiliation(item.organization) if item.organization else ""
        if compact:
            return [[(isolate(item.name), "name"), (f", {commas((when, how, holder))}", "dim")]]
        skills = listing([self.core.names.capacity(each) for each in item.related_skills], max(16, width - 2))
        return [
            [(isolate(item.name), "name")],
            [("  ", ""), (commas(filter(None, (when, how, holder))), "")],
            [("  ", ""), (skills, "offer") if skills else (t("event-no-capacities"), "dim")],
        ]

    def open(self, item: Event) -> None:
        """Everything of it."""
        self.shell.open_event(item.id)

    def filters_screen(self) -> ListingFiltersScreen:
        """The facets, and the days."""
        return EventFiltersScreen(self.listing, self.COUNT_KEY)

    def do_events_when(self) -> None:
        """Upcoming, past, all; and round again."""
        self.listing.next_when()
        self.say(f"{t(f'events-{self.listing.when.value}')}. {self._counted}")

    @property
    def _counted(self) -> str:
        return t(self.COUNT_KEY, self.listing.state.count, self.listing.state.total)

    def do_events_calendar(self) -> None:
        """All that are listed, as a calendar file."""
        save_calendar(self, self.listing.found)


class EventFiltersScreen(ListingFiltersScreen):
    """The facets, and between which days."""

    listing: EventsStore

    def more_entries(self) -> Sequence[Entry]:
        """The first and the last day."""
        return [Entry(label, day, target=partial(self._ask, which)) for which, label, day in bounds(self.listing)]

    def _ask(self, which: str) -> None:
        def label() -> str:
            return t("events-from") if which == "first" else t("events-to")

        held: date | None = getattr(self.listing, which)

        taken = partial(set_bound, self.listing, which)
        self.app.push_screen(_DayScreen(label, held, taken), lambda _: self.rebuild())


class _DayScreen(PromptScreen):
    """A day; nothing for no bound. What is no day is said, and the line stays."""

    def __init__(self, label: Words, held: date | None, taken: Callable[[date | None], None]) -> None:
        super().__init__(label, lambda: t("events-day"), value=held.isoformat() if held else "")
        self._taken = taken

    def answered(self, text: str) -> None:
        """Take it over, if it is one."""
        try:
            day = typed_day(text)
        except RuleError as error:
            self.fail(error)
            return
        self._taken(day)
        self.dismiss(text)
