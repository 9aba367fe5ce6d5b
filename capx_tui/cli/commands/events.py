"""``capx-tui events``: upcoming events unless said otherwise, also as a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from capx_tui.bootstrap import service_of
from capx_tui.cli.asking import relief_words
from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.options import Request
from capx_tui.cli.output import Table, print_list
from capx_tui.cli.public_data import Source
from capx_tui.cli.source import options_of, with_source
from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.directory import Event
from capx_tui.model.event_list import FORMATS, When
from capx_tui.model.event_words import format_words, local_words, utc_beside, utc_words
from capx_tui.model.facets import Asked
from capx_tui.model.naming import Kind
from capx_tui.model.profile_facts import Naming
from capx_tui.model.table import Row
from capx_tui.store.event_calendar import calendar_of
from capx_tui.store.events import EventsStore
from capx_tui.store.names import HeldNames

__all__ = ["event_lines", "run"]

_FIELDS = (
    "id", "name", "time_begin", "time_end", "type_of_location", "openstreetmap_id", "organization",
    "organization_name", "related_skills_names", "url",
)  # fmt: skip
_HEADING_KEYS = (
    "people-id", "event-fact-name", "event-fact-when", "event-fact-utc", "event-fact-format", "event-fact-place",
    "event-fact-organization-id", "event-fact-organization", "event-fact-capacities", "event-fact-link",
)  # fmt: skip
_FLAGS = (
    ("capacity", "capacities", Kind.CAPACITY),
    ("territory", "territories", Kind.TERRITORY),
    ("org", "organizations", Kind.ORGANIZATION),
)


def run(request: Request, console: Console) -> int:
    """Print events. Exit 2 for a name or a day that is none, 0 also where nothing matches."""
    if request.on("ics") and request.common.format is not Format.TEXT:
        raise RuleError("cli-flags-exclude", "--ics", f"--{request.common.format.value}")
    if request.on("all") and request.on("past"):
        raise RuleError("cli-flags-exclude", "--all", "--past")
    for word in request.values("format"):
        if word not in FORMATS:
            raise RuleError("cli-not-a-choice", "--format", word, commas(FORMATS))
    first, last = _day(request, "from"), _day(request, "to")
    return with_source(request, console, lambda source: _events(first, last, request, console, source))


def _day(request: Request, flag: str) -> date | None:
    given = request.value(flag)
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise RuleError("cli-not-a-day", f"--{flag}", given) from None


def _events(first: date | None, last: date | None, request: Request, console: Console, source: Source) -> int:
    asked = Asked(text=request.text).asking("formats", request.values("format"))
    for flag, facet, kind in _FLAGS:
        asked = asked.asking(facet, (source.names.resolve(kind, name) for name in request.values(flag)))
    store = EventsStore(source.mirror, source.names, now=console.now)
    store.when, store.first, store.last = _when(request), first, last
    store.show()
    store.ask(asked)
    shown = store.found[: request.common.limit]
    if request.on("ics"):
        service = service_of(options_of(request, console))
        content = calendar_of(shown, source.names.affiliation, now=console.now(), service=service)
        # The lines of a calendar end as those of mails do.
        console.out(content.decode().removesuffix("\n").split("\n"))
    else:
        print_list(console, request.common.format, _table(shown, HeldNames(source.names), source.language))
    # Of those that are asked for where not all are printed, else of all there are.
    found, total = store.state.count, store.state.total
    console.say(t("events-count", *((len(shown), found) if len(shown) < found else (found, total))))
    if not store.state.count and request.common.format is Format.TEXT:
        for line in relief_words(store.relief()):
            console.say(line)
    return 0


def _when(request: Request) -> When:
    # A day that is asked for may be past.
    is_any = request.on("all") or request.value("from") or request.value("to")
    return When.PAST if request.on("past") else When.ALL if is_any else When.UPCOMING


def _table(events: Sequence[Event], names: Naming, language: str) -> Table:
    return Table(
        objects=lambda: (_object(event, names) for event in events),
        paragraphs=lambda: (event_lines(event, names, language) for event in events),
        fields=_FIELDS,
        headings=lambda: tuple(t(key) for key in _HEADING_KEYS),
        rows=lambda in_words: (_row(event, names, language, in_words=in_words) for event in events),
    )


def _holder(event: Event, names: Naming) -> str:
    return names.affiliation(event.organization) if event.organization else ""


def _object(event: Event, names: Naming) -> dict[str, Any]:
    return {
        "id": event.id,
        "name": event.name,
        "type_of_location": event.type_of_location or None,
        "openstreetmap_id": event.openstreetmap_id or None,
        "url": event.url or None,
        "description": event.description or None,
        "wikidata_qid": event.wikidata_qid or None,
        "image_url": event.image_url or None,
        "time_begin": event.time_begin or None,
        "time_end": event.time_end or None,
        "created_at": event.created_at or None,
        "updated_at": event.updated_at or None,
        "creator": event.creator,
        "organization": event.organization,
        "organization_name": _holder(event, names) or None,
        "related_skills": event.related_skills,
        "related_skills_names": [names.capacity(each) for each in event.related_skills],
    }


def event_lines(event: Event, names: Naming, language: str) -> Iterator[str]:
    """An event for reading: the name first, a fact a line, the number last."""
    yield event.name
    facts = (
        ("when", local_words(event, language)),
        ("utc", utc_beside(event, language)),
        ("format", format_words(event)),
        ("place", event.openstreetmap_id),
        ("organization", _holder(event, names)),
        ("capacities", commas(names.capacity(each) for each in event.related_skills)),
        ("link", event.url),
    )
    yield from (t("people-fact", t(f"event-fact-{which}"), words) for which, words in facts if words)
    yield t("people-fact", t("people-id"), event.id)


def _row(event: Event, names: Naming, language: str, *, in_words: bool) -> Row:
    if in_words:
        when, utc, how = local_words(event, language), utc_words(event, language), format_words(event)
    else:
        when, utc, how = event.time_begin, event.time_end, event.type_of_location
    skills = [names.capacity(each) for each in event.related_skills]
    return [
        event.id, event.name, when, utc, how, event.openstreetmap_id, event.organization, _holder(event, names),
        skills, event.url,
    ]  # fmt: skip
