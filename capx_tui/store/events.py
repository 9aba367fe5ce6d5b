"""The list of events, from the mirror. Public: no account is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import ClassVar

from capx_tui.i18n import t
from capx_tui.model.directory import Event, Organization
from capx_tui.model.event_list import FORMATS, When, event_facets, events_when, within
from capx_tui.model.facets import Facets
from capx_tui.store.listing import Listing, regions_of
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Names

__all__ = ["EventsStore"]


class EventsStore(Listing[Event]):
    """All of them, as `when` and the two days say; times are compared with `now`."""

    WORDS: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType({"formats": FORMATS})

    def __init__(
        self, mirror: Mirror, names: Names, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        super().__init__(mirror, names)
        self._now = now
        self.when = When.UPCOMING
        #: Days in local time, None for no bound.
        self.first: date | None = None
        self.last: date | None = None

    def set_when(self, when: When) -> None:
        """Upcoming events, past ones, or all."""
        self.when = when
        self.show()

    def next_when(self) -> None:
        """Upcoming, past, all; and round again."""
        order = tuple(When)
        self.set_when(order[(order.index(self.when) + 1) % len(order)])

    def set_days(self, first: date | None, last: date | None) -> None:
        """Only events of which some lies in these days."""
        self.first, self.last = first, last
        self.show()

    def clear(self, *, keeps_text: bool = False) -> None:
        """No days either."""
        self.set_days(None, None)
        super().clear(keeps_text=keeps_text)

    @property
    def is_narrowed(self) -> bool:
        """Days narrow the list too."""
        return super().is_narrowed or self.first is not None or self.last is not None

    def read(self) -> Sequence[Event]:
        """Those of the time asked for, in its order."""
        events = events_when(self._mirror.events(), self.when, self._now())
        return [event for event in events if within(event, self.first, self.last)]

    def word(self, value: str) -> str:
        """The name of a format."""
        return t(f"event-format-{value.replace('_', '-')}")

    def facets(self) -> Facets[Event]:
        """What the web client shows filters for, and more."""
        organizations = {each.id: each for each in self._mirror.organizations()}
        return event_facets(organizations, regions_of(self._names))

    def made_from(self) -> object:
        """Also the minute: what ends leaves the upcoming ones."""
        return self.when, self.first, self.last, self._now().replace(second=0, microsecond=0)

    def organization(self, event: Event) -> Organization | None:
        """Who holds it, as far as the mirror knows."""
        return next((each for each in self._mirror.organizations() if each.id == event.organization), None)

    def event(self, event_id: int) -> Event | None:
        """One event by id; None where the mirror has none."""
        return next((each for each in self._mirror.events() if each.id == event_id), None)
