"""What Wikidata and Meta-Wiki know of an event: its item, the lead of its page, and the text that its days stand in.

Behaviour file, section 9.1. https://www.mediawiki.org/wiki/Extension:TextExtracts,
https://www.mediawiki.org/wiki/API:Parsing_wikitext.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

from capx_tui.api.wikimedia import binding
from capx_tui.api.wikimedia.action_api import action, query
from capx_tui.api.wikimedia.action_api_shapes import AnswerShape, QueryShape
from capx_tui.api.wikimedia.sparql import ResultsShape, ValueShape, ask
from capx_tui.api.wire import Call, Site
from capx_tui.i18n.moments import parse
from capx_tui.model.event_source import EventFacts
from capx_tui.text import clean, clean_lines

__all__ = ["MetaPage", "event_item", "meta_markup", "meta_page"]


class MetaPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of Meta-Wiki: `lead` is its first section in plain text, `item` its Wikidata item, "" for none."""

    title: str
    lead: str = ""
    item: str = ""


class _ParsedShape(msgspec.Struct, frozen=True, kw_only=True):
    title: str = ""
    wikitext: str = ""
    text: str = ""


class _ParseAnswer(AnswerShape, frozen=True, kw_only=True):
    parse: _ParsedShape = _ParsedShape()


def event_item(item: str) -> Call[EventFacts | None]:
    """What Wikidata says of an item as an event, in English; None for one that it has nothing of.

    Raises `RuleError` for a malformed id.
    """
    text = binding.bind("event-item", items=binding.items([item]))
    return ask(Site.WIKIDATA_SPARQL, text, lambda results: _facts(item, results))


def meta_page(title: str) -> Call[MetaPage | None]:
    """Lead and item of a page; None for a page there is not."""
    parameters = {
        "prop": "extracts|pageprops",
        "exintro": "1",
        "explaintext": "1",
        "ppprop": "wikibase_item",
        "redirects": "1",
        "titles": title,
    }
    return query(Site.META_API, parameters, _page)


def meta_markup(title: str) -> Call[tuple[str, str]]:
    """A page as wikitext and as HTML. Raises `ActionApiError` (``missingtitle``) for a page there is not."""
    parameters = {"action": "parse", "page": title, "prop": "wikitext|text", "redirects": "1"}
    return action(Site.META_API, parameters, _ParseAnswer, lambda found: (found.parse.wikitext, found.parse.text))


def _page(answer: QueryShape) -> MetaPage | None:
    for page in answer.pages:
        if not (page.missing or page.invalid):
            item = page.pageprops.get("wikibase_item", "")
            return MetaPage(
                title=clean(page.title),
                lead=clean_lines(page.extract).strip(),
                item=item if binding.is_item_id(item) else "",
            )
    return None


def _facts(item: str, results: ResultsShape) -> EventFacts | None:
    for row in results.results.bindings:
        website = _text(row, "website")
        found = EventFacts(
            name=clean(_text(row, "label")),
            description=clean(_text(row, "description")),
            begin=_moment(_text(row, "begin")),
            end=_moment(_text(row, "end")),
            has_place="location" in row,
            website=clean(website) if website.startswith(("https://", "http://")) else "",
            item=item,
        )
        return None if found.is_empty else found
    return None


def _text(row: Mapping[str, ValueShape], name: str) -> str:
    value = row.get(name)
    return value.value if value is not None else ""


def _moment(text: str) -> datetime | None:
    """A moment of Wikidata; "unknown value" is an address of its own kind, and a year before Christ none of ours."""
    found = parse(text) if text[:1].isdigit() else None
    return found.astimezone(UTC) if found is not None and 1 < found.year < 9999 else None
