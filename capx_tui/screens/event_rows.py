"""One event as rows: facts, its own words, the ways on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.model.directory import Event
from capx_tui.model.entry import Entry
from capx_tui.model.event_words import format_words, local_words, utc_beside
from capx_tui.model.profile_facts import Fact, Value
from capx_tui.screens.fact_rows import fact_rows
from capx_tui.screens.onward import Onward
from capx_tui.text import clean_lines

__all__ = ["event_rows"]


_WIKIDATA = "https://www.wikidata.org/wiki/"


def event_rows(
    core: Core, shell: Onward, event: Event | None, *, page: Callable[[], object], calendar: Callable[[], object]
) -> list[Entry]:
    """What there is to tell of it; that it is gone, where it is."""
    if event is None:
        return [Entry(value=t("event-gone"))]
    rows = [row for fact in _facts(core, event) for row in fact_rows(shell, fact)]
    rows.append(Entry(t("match-ways"), heading=True))
    if event.url:
        rows.append(Entry(value=t("event-open"), target=page))
    rows.append(Entry(value=t("event-calendar"), target=calendar))
    return rows


def _facts(core: Core, event: Event) -> Iterator[Fact]:
    language, names = core.language, core.names
    yield _fact("when", local_words(event, language))
    if utc := utc_beside(event, language):
        yield _fact("utc", utc)
    yield _fact("format", format_words(event))
    place = event.openstreetmap_id
    yield _fact("place", Value(place, address=place) if place else "")
    yield _fact("text", clean_lines(event.description).strip(), is_long=True)
    yield _fact("capacities", *(Value(names.capacity(each), capacity=each) for each in event.related_skills))
    yield from _holder(core, event)
    yield _fact("link", Value(event.url, address=event.url) if event.url else "")
    item = f"{_WIKIDATA}{event.wikidata_qid}" if event.wikidata_qid else ""
    if item:
        yield _fact("item", Value(item, address=item))


def _holder(core: Core, event: Event) -> Iterator[Fact]:
    if not event.organization:
        yield _fact("organization")
        return
    name = core.names.affiliation(event.organization)
    yield _fact("organization", Value(name, organization=event.organization))
    holder = core.events.organization(event)
    if holder is not None:
        addresses = [each for each in (holder.meta_page, holder.website) if each]
        yield _fact("contact", holder.email, *(Value(each, address=each) for each in addresses))


def _fact(which: str, *values: Value | str, is_long: bool = False) -> Fact:
    filled = tuple(each if isinstance(each, Value) else Value(each) for each in values if each)
    return Fact(which, t(f"event-fact-{which}"), filled, t("event-not-given"), is_long=is_long)
