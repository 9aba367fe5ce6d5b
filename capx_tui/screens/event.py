"""One event: when in local time and in UTC, how and where, who holds it and how to reach them, what it is about.

In: the mirror's copy (`EventsStore`). Out: its page, its organization, its capacities, a calendar file. Can fail: an
event that is not there any more (said).
"""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.i18n import t
from capx_tui.model.directory import Event
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.calendar_file import save_calendar
from capx_tui.screens.event_rows import event_rows
from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.saving import Saving
from capx_tui.text import isolate
from capx_tui.widgets.reading import Entry

__all__ = ["EventScreen"]


class EventScreen(Saving, RowsScreen[None]):
    """Opened from the list, and from the organization that holds it."""

    SCOPES = ("event", "saving", "list")

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
        return event_rows(self.core, self.shell, self._event, page=self.do_event_open, calendar=self.do_event_calendar)

    def to_save(self) -> tuple[Subject, str] | None:
        """The organization that holds it."""
        event = self._event
        if event is None or event.organization is None:
            return None
        return Subject(SavedKind.ORGANIZATION, event.organization), self.core.names.affiliation(event.organization)

    def show_saved(self) -> None:
        """See `Saving`."""
        self.rebuild()

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
