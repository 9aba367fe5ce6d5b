"""Events in plain lines: the list, one of them, and calendar files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from capx_tui.cli.commands.events import event_lines
from capx_tui.cli.plain.listing import ListingFiltersPlace, ListingPlace
from capx_tui.cli.plain.new_file import ask_for_file
from capx_tui.cli.plain.place import Face
from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.i18n import t
from capx_tui.model.directory import Event
from capx_tui.model.entry import Entry
from capx_tui.screens.event_days import bounds, event_asked_words, set_bound, typed_day
from capx_tui.screens.event_rows import event_rows
from capx_tui.store.event_calendar import calendar_of, suggested_calendar, write_calendar
from capx_tui.store.events import EventsStore
from capx_tui.store.names import HeldNames

__all__ = ["EventPlace", "EventsPlace"]


class EventsPlace(ListingPlace[Event]):
    """Upcoming, past, or all of them."""

    SCOPES = ("listing", "events")
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

    def read(self, item: Event) -> Iterable[str]:
        """What the line command prints, without the number."""
        return list(event_lines(item, HeldNames(self.core.names), self.core.language))[:-1]

    def name(self, item: Event) -> str:
        """Its name."""
        return item.name

    def open(self, item: Event) -> None:
        """Everything of it."""
        self.face.open_event(item.id)

    def filters_place(self) -> ListingFiltersPlace:
        """The facets, and the days."""
        return _EventFilters(self.face, self.listing, self.COUNT_KEY)

    def do_events_when(self, given: str = "") -> None:
        """Upcoming, past, all; and round again."""
        del given
        self.listing.next_when()
        self.again()

    def do_events_calendar(self, given: str = "") -> None:
        """All that are listed, as a calendar file."""
        save_calendar(self.face, self.listing.found, given)


class _EventFilters(ListingFiltersPlace):
    listing: EventsStore

    def more_entries(self) -> Sequence[Entry]:
        """The first and the last day."""
        return [Entry(label, day, target=partial(self._ask, which)) for which, label, day in bounds(self.listing)]

    def _ask(self, which: str) -> None:
        text = self.face.talk.ask(t("events-day"))
        set_bound(self.listing, which, typed_day("" if text == "-" else text))
        self.again()


class EventPlace(RowsPlace):
    """Everything of one event."""

    SCOPES = ("event",)

    def __init__(self, face: Face, event_id: int) -> None:
        super().__init__(face)
        self._id = event_id

    @property
    def _event(self) -> Event | None:
        return self.core.events.event(self._id)

    @property
    def title(self) -> str:
        """Its name."""
        event = self._event
        return event.name if event is not None else t("screen-events")

    def entries(self) -> Sequence[Entry]:
        """See `screens.event_rows`."""
        page, calendar = partial(self.do_event_open, ""), partial(self.do_event_calendar, "")
        return event_rows(self.core, self.face, self._event, page=page, calendar=calendar)

    def do_event_open(self, given: str = "") -> None:
        """Its own page."""
        del given
        event = self._event
        if event is None or not event.url:
            self.face.say(t("event-no-page"))
        else:
            self.face.open_link(event.url, event.name)

    def do_event_calendar(self, given: str = "") -> None:
        """As a calendar file."""
        event = self._event
        if event is None:
            self.face.say(t("event-gone"))
        else:
            save_calendar(self.face, [event], given)


def save_calendar(face: Face, events: Sequence[Event], given: str = "") -> None:
    """Write events as a calendar file where the person wants it. Raises `RuleError` where none has a date."""
    core = face.core
    content = calendar_of(events, core.names.affiliation, now=core.now(), service=core.service)

    def write(name: str, *, replace: bool) -> str:
        return t("events-calendar-written", str(write_calendar(content, name, replace=replace)))

    ask_for_file(face, given, suggested_calendar(events), write)
