"""Events as a calendar file where the person wants it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from capx_tui.errors import RuleError
from capx_tui.model.calendar import calendar
from capx_tui.model.directory import Event
from capx_tui.model.event_list import event_span
from capx_tui.store.new_file import path_of, safe_name, write_new

__all__ = ["calendar_of", "suggested_calendar", "write_calendar"]


def calendar_of(events: Sequence[Event], organization: Callable[[int], str], *, now: datetime, service: str) -> bytes:
    """The calendar of `events`. Raises `RuleError` (``events-calendar-empty``) where none of them has a date."""
    if not any(event_span(event)[0] for event in events):
        raise RuleError("events-calendar-empty")
    return calendar(events, organization, now=now, host=urlsplit(service).hostname or service)


def suggested_calendar(events: Sequence[Event]) -> str:
    """Where to put it, unless the person wants it elsewhere."""
    return f"~/capx-{safe_name(events[0].name, 'event') if len(events) == 1 else 'events'}.ics"


def write_calendar(content: bytes, given: str, *, replace: bool = False) -> Path:
    """Write the file that a person named. Raises `RuleError` for another kind, and what `write_new` raises."""
    path = path_of(given)
    if path.suffix.lower() != ".ics" or not path.stem:
        raise RuleError("events-calendar-kind", given.strip())
    write_new(path, content, replace=replace)
    return path
