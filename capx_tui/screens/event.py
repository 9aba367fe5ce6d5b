"""One event: when in local time and in UTC, how and where, who holds it and how to reach them, what it is about.

In: the mirror's copy (`EventsStore`). Out: its page, its organization, its capacities, a calendar file. Can fail: an
event that is not there any more (said).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from capx_tui.i18n import t
from capx_tui.model.directory import Event
from capx_tui.model.event_words import format_words, local_words, utc_words
from capx_tui.model.profile_facts import Fact, Value
from capx_tui.screens.calendar_file import save_calendar
from capx_tui.screens.rows import RowsScreen
from capx_tui.text import clean_lines, isolate
from capx_tui.widgets.reading import Entry

__all__ = ["EventScreen"]

_WIKIDATA = "https://www.wikidata.org/wiki/"


class EventScreen(RowsScreen[None]):
    """Opened from the list, and from the organization that holds it."""

    SCOPES = ("event", "list")

    def __init__(self, event_id: int) -> None:
        super().__init__()
        self._event_id = event_id

    @property
    def _event(self) -> Event | None:
        return self.core.events.event(self._event_id)

    @property
    def heading(self) -> str:
        """Its name."""
        event = self._event
        return isolate(event.name) if event is not None else t("screen-events")

    def entries(self) -> Sequence[Entry]:
        """Facts, its own words, the ways on."""
        event = self._event
        if event is None:
            return [Entry(value=t("event-gone"))]
        rows = [row for fact in self._facts(event) for row in self.fact_rows(fact)]
        rows.append(Entry(t("match-ways"), heading=True))
        if event.url:
            rows.append(Entry(value=t("event-open"), target=self.do_event_open))
        rows.append(Entry(value=t("action-event-calendar-help"), target=self.do_event_calendar))
        return rows

    def _facts(self, event: Event) -> Iterator[Fact]:
        language, names = self.core.language, self.core.names
        yield _fact("when", local_words(event, language))
        utc = utc_words(event, language)
        if utc and utc != local_words(event, language):
            yield _fact("utc", utc)
        yield _fact("format", format_words(event))
        place = event.openstreetmap_id
        yield _fact("place", Value(place, address=place) if place else "")
        yield _fact("text", clean_lines(event.description).strip(), is_long=True)
        yield _fact("capacities", *(Value(names.capacity(each), capacity=each) for each in event.related_skills))
        yield from self._holder(event)
        yield _fact("link", Value(event.url, address=event.url) if event.url else "")
        item = f"{_WIKIDATA}{event.wikidata_qid}" if event.wikidata_qid else ""
        if item:
            yield _fact("item", Value(item, address=item))

    def _holder(self, event: Event) -> Iterator[Fact]:
        if not event.organization:
            yield _fact("organization")
            return
        name = self.core.names.affiliation(event.organization)
        yield _fact("organization", Value(name, organization=event.organization))
        holder = self.core.events.organization(event)
        if holder is not None:
            addresses = [each for each in (holder.meta_page, holder.website) if each]
            yield _fact("contact", holder.email, *(Value(each, address=each) for each in addresses))

    def do_event_open(self) -> None:
        """Its own page."""
        event = self._event
        if event is None or not event.url:
            self.say(t("event-no-page"))
        else:
            self.shell.open_link(event.url, isolate(event.name))

    def do_event_calendar(self) -> None:
        """As a calendar file."""
        event = self._event
        if event is None:
            self.say(t("event-gone"))
        else:
            save_calendar(self, [event])


def _fact(which: str, *values: Value | str, is_long: bool = False) -> Fact:
    filled = tuple(each if isinstance(each, Value) else Value(each) for each in values if each)
    return Fact(which, t(f"event-fact-{which}"), filled, t("event-not-given"), is_long=is_long)
