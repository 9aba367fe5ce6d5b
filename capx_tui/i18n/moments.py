"""Times as people say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from capx_tui.i18n.catalogue import t

__all__ = ["ago", "day", "parse"]


def parse(iso: str) -> datetime | None:
    """An aware time from ISO 8601, None for anything else. Without an offset it is UTC."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def ago(then: datetime, now: datetime) -> str:
    """``3 minutes ago``: the largest unit that is at least one. A time to come is "just now"."""
    seconds = int((now - then) / timedelta(seconds=1))
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
    try:
        local = moment.date() if len(iso) <= 10 else moment.astimezone().date()
    except (OverflowError, ValueError, OSError):  # at either end of the calendar there is no other time zone
        local = moment.date()
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return local.isoformat()
    return format_date(local, "medium", locale)
