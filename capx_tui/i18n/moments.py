"""Times as people say them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from capx_tui.i18n.catalogue import t

if TYPE_CHECKING:
    from babel import Locale

__all__ = ["ago", "day", "local", "parse", "span"]

_CLOCKS_DIFFER_S = 3600


def parse(iso: str) -> datetime | None:
    """An aware time from ISO 8601, None for anything else. Without an offset it is UTC."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def ago(then: datetime, now: datetime) -> str:
    """``3 minutes ago``: the largest unit that is at least one.

    A little ahead is "just now": clocks differ. More than that is said as it is, for a clock is wrong, or was.
    """
    seconds = int((now - then) / timedelta(seconds=1))
    if seconds <= -_CLOCKS_DIFFER_S:
        return t("ago-ahead", f"{local(then):%Y-%m-%d %H:%M}")
    for length, key in ((86400, "ago-days"), (3600, "ago-hours"), (60, "ago-minutes")):
        if seconds >= length:
            return t(key, seconds // length)
    return t("ago-now")


def day(iso: str, language: str) -> str:
    """The day of an ISO time, in words of `language` and in local time; "" for no time.

    A bare date is that date: it must not slip into the day before by a time zone.
    """
    moment = parse(iso)
    if moment is None:
        return ""
    return _date(moment.date() if len(iso) <= 10 else local(moment).date(), language)


def local(moment: datetime) -> datetime:
    """`moment` in local time; at either end of the calendar, where there is no other time zone, as it is."""
    try:
        return moment.astimezone()
    except (OverflowError, ValueError, OSError):
        return moment


def span(begin: datetime, end: datetime, language: str) -> str:
    """``12 Jun 2026, 15:00 to 17:00``, both in the zone they are given in; the day once where it is one."""
    first = t("moment-day-and-time", _date(begin.date(), language), _time(begin, language))
    if end <= begin:
        return first
    until = _time(end, language)
    if begin.date() != end.date():
        until = t("moment-day-and-time", _date(end.date(), language), until)
    return t("moment-span", first, until)


def _date(when: date, language: str) -> str:
    from babel import UnknownLocaleError
    from babel.dates import format_date

    try:
        return format_date(when, "medium", _locale(language))
    except (UnknownLocaleError, ValueError):
        return when.isoformat()


def _time(when: datetime, language: str) -> str:
    from babel import UnknownLocaleError
    from babel.dates import format_time

    try:
        return format_time(when.time(), "short", locale=_locale(language))
    except (UnknownLocaleError, ValueError):
        return when.strftime("%H:%M")


def _locale(language: str) -> Locale:
    from babel import Locale

    return Locale.parse(language.replace("-", "_"))
