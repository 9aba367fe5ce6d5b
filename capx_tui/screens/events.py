"""Events: all of them, upcoming or past, by date; Enter tells everything of one.

In: the mirror's events (`EventsStore`). Out: one event, a calendar file. Fails as every listing; a file that cannot
be written is said, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.model.directory import Event
from capx_tui.model.event_words import format_words, local_words
from capx_tui.screens.calendar_file import save_calendar
from capx_tui.screens.listing import ListingFiltersScreen, ListingScreen
from capx_tui.screens.listing_words import asked_words
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
        said = [t(f"events-{self.listing.when.value}"), *_day_words(self.listing), asked_words(self.listing)]
        return "; ".join(filter(None, said))

    @property
    def is_narrowed(self) -> bool:
        """Days narrow the list too."""
        return super().is_narrowed or self.listing.first is not None or self.listing.last is not None

    def rows(self, item: Event, width: int, *, compact: bool) -> Sequence[Row]:
        """Name; when and how; who holds it and what it is about."""
        when, how = local_words(item, self.core.language), format_words(item)
        holder = self.core.names.affiliation(item.organization) if item.organization else ""
        if compact:
            return [[(isolate(item.name), "name"), (f", {', '.join(filter(None, (when, how, holder)))}", "dim")]]
        skills = listing([self.core.names.capacity(each) for each in item.related_skills], max(16, width - 2))
        return [
            [(isolate(item.name), "name")],
            [("  ", ""), (", ".join(filter(None, (when, how, holder))), "")],
            [("  ", ""), (skills, "offer") if skills else (t("event-no-capacities"), "dim")],
        ]

    def open(self, item: Event) -> None:
        """Everything of it."""
        self.shell.open_event(item.id)

    def filters_screen(self) -> ListingFiltersScreen:
        """The facets, and the days."""
        return EventFiltersScreen(self.listing, self.COUNT_KEY)

    def do_listing_clear(self) -> None:
        """No filter, no text, no days."""
        self.listing.set_days(None, None)
        super().do_listing_clear()

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
        bounds = (("first", "events-from", self.listing.first), ("last", "events-to", self.listing.last))
        return [
            Entry(t(key), day.isoformat() if day else t("filters-any"), target=partial(self._ask, which))
            for which, key, day in bounds
        ]

    def _ask(self, which: str) -> None:
        label = t("events-from") if which == "first" else t("events-to")
        held: date | None = getattr(self.listing, which)

        def taken(day: date | None) -> None:
            days = {"first": self.listing.first, "last": self.listing.last, which: day}
            self.listing.set_days(days["first"], days["last"])

        self.app.push_screen(_DayScreen(label, held, taken), lambda _: self.rebuild())

    def do_listing_filters_clear(self) -> None:
        """No filter at all, no days either."""
        self.listing.set_days(None, None)
        super().do_listing_filters_clear()


class _DayScreen(PromptScreen):
    """A day; nothing for no bound. What is no day is said, and the line stays."""

    def __init__(self, label: str, held: date | None, taken: Callable[[date | None], None]) -> None:
        super().__init__(label, t("events-day"), value=held.isoformat() if held else "")
        self._taken = taken

    def answered(self, text: str) -> None:
        """Take it over, if it is one."""
        try:
            day = date.fromisoformat(text.strip()) if text.strip() else None
        except ValueError:
            self.fail(RuleError("events-no-day", text.strip(), field="day"))
            return
        self._taken(day)
        self.dismiss(text)


def _day_words(store: EventsStore) -> list[str]:
    first, last = store.first, store.last
    return [
        *([t("events-from-day", first.isoformat())] if first else []),
        *([t("events-to-day", last.isoformat())] if last else []),
    ]
