"""The list of events: upcoming or past, and what it can be asked for.

The service filters by organization only and gives events as they were entered (behaviour file, section 15).
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime

from capx_tui.i18n.moments import local, parse
from capx_tui.model.directory import Event, Organization
from capx_tui.model.facets import Asked, Facets

__all__ = ["FORMATS", "When", "event_facets", "event_span", "events_when", "within"]

#: `Event.type_of_location`.
FORMATS = ("virtual", "in_person", "hybrid")
_LAST = datetime.max.replace(tzinfo=UTC)


class When(enum.Enum):
    """Which events by their time."""

    UPCOMING = "upcoming"
    PAST = "past"
    ALL = "all"


def event_span(event: Event) -> tuple[datetime | None, datetime | None]:
    """Begin and end, aware; an event without an end ends when it begins. None where nothing is given."""
    begin, end = parse(event.time_begin), parse(event.time_end)
    return begin or end, end or begin


def events_when(events: Iterable[Event], when: When, now: datetime) -> list[Event]:
    """Upcoming ones soonest first, past ones latest first, all of them in the order of time; no date comes last.

    Upcoming is what has not ended, and what has no date.
    """
    spans = {event.id: (event, *event_span(event)) for event in events}
    found = [(event, begin) for event, begin, end in spans.values() if _is_when(end, when, now)]
    found.sort(key=lambda pair: (pair[1] or _LAST, pair[0].id), reverse=when is When.PAST)
    return [event for event, _ in found]


def _is_when(end: datetime | None, when: When, now: datetime) -> bool:
    if when is When.ALL:
        return True
    return (end is not None and end < now) is (when is When.PAST)


def within(event: Event, first: date | None, last: date | None) -> bool:
    """Whether some of the event lies in the days from `first` to `last`, in local time; None for no bound."""
    begin, end = event_span(event)
    if first is None and last is None:
        return True
    if begin is None or end is None:
        return False
    return (first is None or local(end).date() >= first) and (last is None or local(begin).date() <= last)


def event_facets(organizations: Mapping[int, Organization], regions_of: Mapping[int, Collection[int]]) -> Facets[Event]:
    """An event's territories are its organization's. A text is looked for in name, description and organization."""

    def territories(event: Event, _asked: Asked) -> Collection[int]:
        organization = organizations.get(event.organization or 0)
        places = organization.territory if organization is not None else ()
        return {each for place in places for each in (place, *regions_of.get(place, ()))}

    def texts(event: Event) -> Iterable[str]:
        organization = organizations.get(event.organization or 0)
        return (event.name, event.description, *(organization.names.values() if organization is not None else ()))

    return Facets(
        {
            "capacities": lambda event, _asked: event.related_skills,
            "formats": lambda event, _asked: [event.type_of_location] if event.type_of_location else [],
            "organizations": lambda event, _asked: [event.organization] if event.organization else [],
            "territories": territories,
        },
        texts,
    )
