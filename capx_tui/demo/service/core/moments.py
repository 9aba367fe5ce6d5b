"""Moments: stored as text with six decimals so that they sort, sent as the service writes them."""

from datetime import UTC, date, datetime, timedelta

#: What the service tells a person whose moment it could not read.
WRONG_FORMAT = (
    "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]."
)


def stored(moment: datetime) -> str:
    """Return a moment as the database keeps it, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def sent(text: str | None) -> str | None:
    """Return a stored moment as it goes over the wire: whole seconds carry no decimals."""
    if text is None:
        return None
    return text.removesuffix(".000000Z") + "Z" if text.endswith(".000000Z") else text


def parse(text: str) -> datetime | None:
    """Read an ISO 8601 moment or day; without an offset it is UTC. None when it is not one.

    Raises:
        OverflowError: in UTC it lies outside the years 1 to 9999.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def ago(now: datetime, *, days: int) -> str:
    """Return the stored form of the moment so many days before `now`."""
    return stored(now - timedelta(days=days))


def day(text: str) -> date | None:
    """Read a calendar day, None when it is not one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
