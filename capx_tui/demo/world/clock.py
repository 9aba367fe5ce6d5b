"""Moments and days relative to the moment a world is built, in the forms that the tables hold."""

from datetime import UTC, datetime, timedelta

DAY = 86_400


class Clock:
    """A fixed `now`; everything else is so many seconds before or after it. Naive `now` is read as UTC."""

    def __init__(self, now: datetime) -> None:
        aware = now if now.tzinfo else now.replace(tzinfo=UTC)
        self.now = aware.astimezone(UTC).replace(tzinfo=None)

    def ago(self, seconds: float) -> str:
        """The moment `seconds` before now, as `2026-11-22T07:09:24.205901Z`."""
        return (self.now - timedelta(seconds=seconds)).isoformat(timespec="microseconds") + "Z"

    def at(self, days: int, hour: int, minute: int = 0) -> str:
        """A full hour or minute of the day `days` from today, in the same form."""
        return _moment(self.midnight + timedelta(days=days, hours=hour, minutes=minute))

    def day(self, days: int) -> str:
        """The day `days` from today, as `2026-01-31`."""
        return (self.midnight + timedelta(days=days)).date().isoformat()

    def plain(self, seconds: float) -> str:
        """The moment `seconds` before now without fractions, as MediaWiki writes it."""
        return (self.now - timedelta(seconds=seconds)).isoformat(timespec="seconds") + "Z"

    @property
    def midnight(self) -> datetime:
        """The beginning of today in UTC."""
        return self.now.replace(hour=0, minute=0, second=0, microsecond=0)

    @property
    def seconds_today(self) -> int:
        """Whole seconds of today that have gone by."""
        return int((self.now - self.midnight).total_seconds())


def later(moment: str, hours: float) -> str:
    """The moment `hours` after `moment`, both in the form of the tables."""
    return _moment(datetime.fromisoformat(moment.removesuffix("Z")) + timedelta(hours=hours))


def _moment(value: datetime) -> str:
    return value.isoformat(timespec="microseconds") + "Z"
