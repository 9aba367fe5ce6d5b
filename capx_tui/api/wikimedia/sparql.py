"""Questions to the query services of Metabase and Wikidata: terms of capacities, the item of a person.

Standard SPARQL 1.1 from `queries/*.rq`, so that any engine can answer. Sent as a form, because a
hundred ids do not fit an address; it only asks, so it may be repeated. Answers are
https://www.w3.org/TR/sparql11-results-json/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import msgspec

from capx_tui.api.wikimedia import binding
from capx_tui.api.wikimedia.commons import file_title
from capx_tui.api.wikimedia.language_tags import codes_by_tag
from capx_tui.api.wire import Call, Site
from capx_tui.text import clean

__all__ = [
    "BATCH",
    "PersonItem",
    "ResultsShape",
    "TermRow",
    "ValueShape",
    "ask",
    "capacity_terms_metabase",
    "capacity_terms_wikidata",
    "metabase_batches",
    "person_item",
    "wikidata_batches",
]

T = TypeVar("T")

#: Capacities asked for at once: the whole of today's set, and far from a query service's limits.
BATCH = 150
_TIMEOUT_S = 40.0
_ENTITY = re.compile(r".*/entity/(Q[1-9][0-9]*)").fullmatch


class ValueShape(msgspec.Struct, frozen=True, kw_only=True):
    """One bound variable of one row."""

    value: str
    language: str = msgspec.field(name="xml:lang", default="")


class BindingsShape(msgspec.Struct, frozen=True, kw_only=True):
    """The rows; a variable that is not bound in a row is not in it."""

    bindings: list[dict[str, ValueShape]]


class ResultsShape(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a SELECT."""

    results: BindingsShape


class TermRow(msgspec.Struct, frozen=True, kw_only=True):
    """One label or description, or an item that has none in the languages asked for.

    `qid` is the Wikidata item of the capacity; `item` the Metabase item, "" in rows of Wikidata.
    `kind` is ``label``, ``description``, or "" (then `text` and `language` are "" too).
    """

    qid: str
    item: str = ""
    kind: str = ""
    text: str = ""
    language: str = ""


class PersonItem(msgspec.Struct, frozen=True, kw_only=True):
    """A person's Wikidata item; `image` is the Commons file of its picture, "" where it has none."""

    item: str
    image: str = ""


def capacity_terms_metabase(qids: Iterable[str], languages: Sequence[str]) -> Call[list[TermRow]]:
    """Labels and descriptions at Metabase of the capacities with these Wikidata ids.

    An item that has no term in `languages` still comes, as a row without text. Raises `RuleError`
    for a malformed id or language code. Behaviour file, section 10.2.
    """
    codes = codes_by_tag(languages)
    query = binding.bind("capacity-terms-metabase", qids=binding.literals(qids), languages=binding.language_tags(codes))
    return ask(Site.METABASE_SPARQL, query, lambda results: _metabase_rows(results, codes))


def capacity_terms_wikidata(qids: Iterable[str], languages: Sequence[str]) -> Call[list[TermRow]]:
    """Labels and descriptions at Wikidata of these items.

    Wikidata's ``mul`` (one label for all languages, mostly for names such as Lua) is asked for as
    well. Raises `RuleError` for a malformed id or language code.
    """
    codes = codes_by_tag([*languages, "mul"])
    query = binding.bind("capacity-terms-wikidata", items=binding.items(qids), languages=binding.language_tags(codes))
    return ask(Site.WIKIDATA_SPARQL, query, lambda results: _wikidata_rows(results, codes))


def metabase_batches(qids: Iterable[str], languages: Sequence[str]) -> list[Call[list[TermRow]]]:
    """`capacity_terms_metabase` for any number of ids. What is no item id is left out: it has no terms."""
    return [capacity_terms_metabase(some, languages) for some in _batches(qids)]


def wikidata_batches(qids: Iterable[str], languages: Sequence[str]) -> list[Call[list[TermRow]]]:
    """`capacity_terms_wikidata` for any number of ids. What is no item id is left out: it has no terms."""
    return [capacity_terms_wikidata(some, languages) for some in _batches(qids)]


def person_item(username: str) -> Call[PersonItem | None]:
    """The item whose Wikimedia username (P4174) is exactly `username`, with its picture (P18).

    Behaviour file, section 4.5. Raises `RuleError` where `username` holds what is no character.
    """
    query = binding.bind("person-item", username=binding.literal(username))
    return ask(Site.WIKIDATA_SPARQL, query, _person)


def ask(site: Site, query: str, read: Callable[[ResultsShape], T]) -> Call[T]:
    """A bound query for the query service of `site`; `read` makes of its rows what is wanted."""
    return Call(
        "POST",
        "",
        ResultsShape,
        site=site,
        form=(("query", query),),
        accept="application/sparql-results+json",
        timeout_s=_TIMEOUT_S,
        only_asks=True,
        finish=read,
    )


def _batches(qids: Iterable[str]) -> list[list[str]]:
    known = [qid for qid in dict.fromkeys(qids) if binding.is_item_id(qid)]
    return [known[start : start + BATCH] for start in range(0, len(known), BATCH)]


def _metabase_rows(results: ResultsShape, codes: dict[str, str]) -> list[TermRow]:
    rows = []
    for row in results.results.bindings:
        item, qid = _entity(row, "item"), _text(row, "qid")
        if item and binding.is_item_id(qid):
            rows.append(_row(row, codes, qid=qid, item=item))
    return rows


def _wikidata_rows(results: ResultsShape, codes: dict[str, str]) -> list[TermRow]:
    rows = ((_entity(row, "item"), row) for row in results.results.bindings)
    return [_row(row, codes, qid=qid, item="") for qid, row in rows if qid]


def _row(row: dict[str, ValueShape], codes: dict[str, str], *, qid: str, item: str) -> TermRow:
    text, kind = row.get("text"), _text(row, "kind")
    if text is None or kind not in ("label", "description"):
        return TermRow(qid=qid, item=item)
    tag = (_text(row, "language") or text.language).lower()
    return TermRow(qid=qid, item=item, kind=kind, text=clean(text.value), language=codes.get(tag, clean(tag)))


def _person(results: ResultsShape) -> PersonItem | None:
    for row in results.results.bindings:
        item = _entity(row, "item")
        if item:
            return PersonItem(item=item, image=file_title(_text(row, "image")) or "")
    return None


def _text(row: dict[str, ValueShape], name: str) -> str:
    value = row.get(name)
    return value.value if value is not None else ""


def _entity(row: dict[str, ValueShape], name: str) -> str:
    """The id at the end of an entity's address, "" where it is none."""
    match = _ENTITY(_text(row, name))
    return match.group(1) if match else ""
