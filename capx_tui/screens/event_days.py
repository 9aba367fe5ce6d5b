"""The days of the list of events, in words and as they are typed; for the screen and in plain lines."""

from __future__ import annotations

from datetime import date

from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.lists import semicolons
from capx_tui.screens.listing_words import asked_words
from capx_tui.store.events import EventsStore

__all__ = ["bounds", "event_asked_words", "set_bound", "typed_day"]


def event_asked_words(store: EventsStore) -> str:
    """Which by their time, which days, what else."""
    days = [
        t(key, day.isoformat()) for key, day in (("events-from-day", store.first), ("events-to-day", store.last)) if day
    ]
    return semicolons(filter(None, [t(f"events-{store.when.value}"), *days, asked_words(store)]))


def bounds(store: EventsStore) -> tuple[tuple[str, str, str], ...]:
    """Which bound, its name and its day in words, the first day first."""
    both = (("first", "events-from", store.first), ("last", "events-to", store.last))
    return tuple((which, t(key), day.isoformat() if day else t("filters-any")) for which, key, day in both)


def typed_day(text: str) -> date | None:
    """A day, None for nothing typed. Raises `RuleError` for what is no day."""
    text = text.strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise RuleError("events-no-day", text, field="day") from None


def set_bound(store: EventsStore, which: str, day: date | None) -> None:
    """Another first or last day; the other one stays."""
    days = {"first": store.first, "last": store.last, which: day}
    store.set_days(days["first"], days["last"])
