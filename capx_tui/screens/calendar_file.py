"""Where to save events as a calendar file: one line for the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.model.directory import Event
from capx_tui.screens.base import CapxScreen
from capx_tui.screens.new_file import NewFileScreen
from capx_tui.store.event_calendar import calendar_of, suggested_calendar, write_calendar

__all__ = ["CalendarFileScreen", "save_calendar"]


def save_calendar(screen: CapxScreen[None], events: Sequence[Event]) -> None:
    """Ask where to, and say how it ended on `screen`. Events of which none has a date are refused there."""
    core = screen.core
    try:
        content = calendar_of(events, core.names.affiliation, now=core.now(), service=core.service)
    except RuleError as error:
        screen.fail(error)
        return

    def written(path: object) -> None:
        if path:
            screen.say(t("events-calendar-written", str(path)))

    screen.app.push_screen(CalendarFileScreen(content, events), written)


class CalendarFileScreen(NewFileScreen):
    """An iCalendar file with `content`, made of `events`."""

    def __init__(self, content: bytes, events: Sequence[Event]) -> None:
        super().__init__(
            lambda: t("events-calendar-title"), lambda: t("events-calendar-how"), suggested_calendar(events)
        )
        self._content = content

    def write(self, given: str, *, replace: bool) -> Path:
        """The events."""
        return write_calendar(self._content, given, replace=replace)
