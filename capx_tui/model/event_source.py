"""What the address of an event tells: which item or page it is, and the days that a page of Meta-Wiki names.

Behaviour file, section 9.1: dates from the templates for begin and end, then ISO dates, then days in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qs, unquote, urlsplit

from capx_tui.model.event_form import moment_text
from capx_tui.model.form_fields import Value

__all__ = ["EventFacts", "EventSource", "dates_in", "fill_values", "source_of"]

_ITEM = re.compile(r"/(?:wiki|entity)/(?:Special:EntityPage/)?(Q[1-9][0-9]*)/?$", re.IGNORECASE)
#: Years that an announcement may be about: others on a page are history.
_FIRST_YEAR, _LAST_YEAR = 2020, 2035
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}
_TEMPLATE = re.compile(r"\{\{\s*(start|end)[ _]date(?:[ _]and[ _](?:time|age))?\s*\|([^{}]*)\}\}", re.IGNORECASE)
_ISO = re.compile(r"(?<!\d)(20[23]\d)-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d))?(?!\d)")
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DASH = r"\s*(?:-|–|—|to|and)\s*"
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:\s+({_MONTH})\.?)?(?:{_DASH}(\d{{1,2}}))?\s+({_MONTH})\.?,?\s+(20[23]\d)\b", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:{_DASH}(?:({_MONTH})\.?\s+)?(\d{{1,2}}))?,?\s+(20[23]\d)\b", re.IGNORECASE
)
_HIDDEN = re.compile(r"<(style|script)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
#: Looking for days in a book is no use.
_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class EventSource:
    """`item` is a Wikidata item's id, or `title` a page of Meta-Wiki; the other is ""."""

    item: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What is known of an event; "" and None for what is not. `has_place`: it is held somewhere."""

    name: str = ""
    description: str = ""
    begin: datetime | None = None
    end: datetime | None = None
    has_place: bool = False
    website: str = ""
    item: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to fill in."""
        return not (self.name or self.description or self.begin or self.end or self.has_place or self.website)

    def or_else(self, other: EventFacts) -> EventFacts:
        """These, and what they do not say as `other` says it. Begin and end come from one of them."""
        dates = self if self.begin is not None else other
        return EventFacts(
            self.name or other.name,
            self.description or other.description,
            dates.begin,
            dates.end,
            self.has_place or other.has_place,
            self.website or other.website,
            self.item or other.item,
        )


def source_of(address: str) -> EventSource | None:
    """What an address at Wikidata or Meta-Wiki stands for; None for any other."""
    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if host in ("www.wikidata.org", "m.wikidata.org", "wikidata.org"):
        found = _ITEM.search(parts.path)
        return EventSource(item=found.group(1).upper()) if found else None
    if host not in ("meta.wikimedia.org", "meta.m.wikimedia.org"):
        return None
    title = unquote(parts.path.removeprefix("/wiki/")) if parts.path.startswith("/wiki/") else ""
    title = title or parse_qs(parts.query).get("title", [""])[0]
    title = " ".join(title.replace("_", " ").split())
    return EventSource(title=title) if title else None


def dates_in(wikitext: str, html: str = "") -> tuple[datetime | None, datetime | None]:
    """Begin and end as a page tells them, in UTC as far as it says nothing else; None for what it does not tell."""
    begin, end = _templates(wikitext[:_LONGEST])
    if begin is not None:
        return begin, end
    found = list(_isos(wikitext[:_LONGEST])) or list(_in_words(_plain(html[:_LONGEST])))
    first = found[0] if found else None
    return first, next((each for each in found[1:2] if first is not None and each > first), None)


def _templates(wikitext: str) -> tuple[datetime | None, datetime | None]:
    found: dict[str, datetime] = {}
    for match in _TEMPLATE.finditer(wikitext):
        given = [part.strip() for part in match.group(2).split("|") if "=" not in part]
        numbers = [int(part) for part in given[:5] if part.isascii() and part.isdigit() and len(part) < 5]
        moment = _moment(*numbers) if len(numbers) >= 3 else None
        if moment is not None:
            found.setdefault(match.group(1).lower(), moment)
    return found.get("start"), found.get("end")


def _isos(text: str) -> Iterator[datetime]:
    for match in _ISO.finditer(text):
        moment = _moment(*(int(part) for part in match.groups() if part is not None))
        if moment is not None:
            yield moment


def _in_words(text: str) -> Iterator[datetime]:
    """The days of the first announcement in words: one, or begin and end of a range."""
    found = [match for match in (_DAY_FIRST.search(text), _MONTH_FIRST.search(text)) if match is not None]
    if not found:
        return
    match = min(found, key=lambda each: each.start())
    if match.re is _DAY_FIRST:
        first, first_month, last, month, year = match.groups()
        days = [(first, first_month or month), (last, month)]
    else:
        first_month, first, month, last, year = match.groups()
        days = [(first, first_month), (last, month or first_month)]
    for day, name in days:
        moment = _moment(int(year), _MONTHS[name.lower()], int(day)) if day else None
        if moment is not None:
            yield moment


def _plain(html: str) -> str:
    from html import unescape

    return " ".join(unescape(_TAG.sub(" ", _HIDDEN.sub(" ", html))).split())


def _moment(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return datetime(year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None


def fill_values(facts: EventFacts) -> dict[str, Value]:
    """What the form would take over: only what is known, under the form's ids."""
    found: dict[str, Value] = {
        "url": facts.website,
        "name": facts.name,
        "time_begin": moment_text(facts.begin) if facts.begin is not None else "",
        "time_end": moment_text(facts.end) if facts.end is not None else "",
        "type_of_location": "in_person" if facts.has_place else "",
        "description": facts.description,
        "wikidata_qid": facts.item,
    }
    return {name: value for name, value in found.items() if value}
