"""Events as a calendar file (RFC 5545): what mail programs and calendars take in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

from capx_tui.model.directory import Event
from capx_tui.model.event_list import event_span
from capx_tui.text import clean, clean_lines

__all__ = ["calendar"]

#: Octets of a line, its break left out.
_WIDTH = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar(events: Iterable[Event], organization: Callable[[int], str], *, now: datetime, host: str) -> bytes:
    """A VCALENDAR with one VEVENT for each event that has a date.

    `organization` names one by id; `host` is where the ids are from, so that an event that is taken in again
    replaces itself.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//capx-tui//events//EN", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += _event(event, organization, now, host)
    lines.append("END:VCALENDAR")
    return b"".join(piece + b"\r\n" for line in lines for piece in _folded(line))


def _event(event: Event, organization: Callable[[int], str], now: datetime, host: str) -> Iterator[str]:
    begin, end = event_span(event)
    if begin is None or end is None:
        return
    held_by = organization(event.organization) if event.organization else ""
    said = [clean_lines(event.description).strip(), held_by]
    yield "BEGIN:VEVENT"
    yield f"UID:capx-event-{event.id}@{host}"
    yield f"DTSTAMP:{_moment(now)}"
    yield f"DTSTART:{_moment(begin)}"
    if end > begin:
        yield f"DTEND:{_moment(end)}"
    yield f"SUMMARY:{_text(clean(event.name))}"
    if any(said):
        yield f"DESCRIPTION:{_text(chr(10).join(filter(None, said)))}"
    if event.openstreetmap_id:
        yield f"LOCATION:{_text(clean(event.openstreetmap_id))}"
    if event.url.startswith(("http://", "https://")):
        yield f"URL:{clean(event.url)}"
    yield "END:VEVENT"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> Iterator[bytes]:
    """Pieces of at most `_WIDTH` octets, no character cut; each but the first begins with a blank."""
    rest, room = line, _WIDTH
    lead = b""
    while True:
        piece = rest.encode()[:room].decode(errors="ignore")
        yield lead + piece.encode()
        rest, lead, room = rest[len(piece) :], b" ", _WIDTH - 1
        if not rest:
            return
