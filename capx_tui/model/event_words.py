"""Events in words: when, how and where, who holds them."""

from __future__ import annotations

from datetime import UTC

from capx_tui.i18n import t
from capx_tui.i18n.moments import local, span
from capx_tui.model.directory import Event
from capx_tui.model.event_list import event_span

__all__ = ["format_words", "local_words", "utc_beside", "utc_words"]


def format_words(event: Event) -> str:
    """``Online``, ``In person``, ``Hybrid``; "" where it is not given."""
    key = _FORMATS.get(event.type_of_location, "")
    return t(key) if key else ""


_FORMATS = {
    "virtual": "event-format-virtual",
    "in_person": "event-format-in-person",
    "hybrid": "event-format-hybrid",
}


def local_words(event: Event, language: str) -> str:
    """Begin and end in local time, or that no date is given."""
    begin, end = event_span(event)
    return span(local(begin), local(end), language) if begin and end else t("event-no-date")


def utc_words(event: Event, language: str) -> str:
    """Begin and end in UTC, "" where no date is given."""
    begin, end = event_span(event)
    return span(begin.astimezone(UTC), end.astimezone(UTC), language) if begin and end else ""


def utc_beside(event: Event, language: str) -> str:
    """The same, "" also where it would only say the local time again."""
    words = utc_words(event, language)
    return words if words != local_words(event, language) else ""
