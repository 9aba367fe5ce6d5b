"""Names and descriptions of capacities, put together from Metabase and Wikidata.

Behaviour file, section 10.2. Which language is shown is decided later, in `model.capacities`: here
every usable term is kept, with where it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from capx_tui.api.wikimedia.binding import is_item_id
from capx_tui.api.wikimedia.sparql import TermRow
from capx_tui.model.capacities import Capacity, Term
from capx_tui.text import clean

__all__ = ["is_name", "merge_terms"]

_BARE_ITEM = re.compile(r"Q[0-9]+").fullmatch
_SOURCES = ("metabase", "wikidata")


def merge_terms(
    capacities: Iterable[Capacity],
    metabase_rows: Sequence[TermRow] | None,
    wikidata_rows: Sequence[TermRow] | None,
) -> list[Capacity]:
    """`capacities` with their terms: those of Metabase first, then those of Wikidata.

    One term for each language and source. None for a source says that it could not be asked: what a
    capacity already has from there stays. Rows replace everything that it had from their source.
    """
    metabase = _by_qid(metabase_rows)
    wikidata = _by_qid(wikidata_rows)
    return [
        _merged(
            capacity,
            None if metabase is None else metabase.get(capacity.qid, []),
            None if wikidata is None else wikidata.get(capacity.qid, []),
        )
        for capacity in capacities
    ]


def is_name(text: str) -> bool:
    """Whether `text` can name a capacity: not empty, no address, no bare item id."""
    return bool(text) and not (text.startswith("http") or "entity/" in text or _BARE_ITEM(text))


def _by_qid(rows: Sequence[TermRow] | None) -> dict[str, list[TermRow]] | None:
    if rows is None:
        return None
    found: dict[str, list[TermRow]] = {}
    for row in rows:
        found.setdefault(row.qid, []).append(row)
    return found


def _merged(capacity: Capacity, metabase: list[TermRow] | None, wikidata: list[TermRow] | None) -> Capacity:
    item = capacity.metabase_item
    if metabase is not None:
        # Two items may claim one capacity: the older one is it, and its terms come before the other's.
        metabase = sorted(metabase, key=lambda row: _number(row.item))
        item = next((row.item for row in metabase if is_item_id(row.item)), "")
    rows = (metabase, wikidata)
    return msgspec.structs.replace(
        capacity,
        metabase_item=item,
        labels=_terms("label", capacity.labels, rows),
        descriptions=_terms("description", capacity.descriptions, rows),
    )


def _terms(
    kind: str, known: Sequence[Term], rows: tuple[list[TermRow] | None, list[TermRow] | None]
) -> tuple[Term, ...]:
    kept: list[Term] = []
    for source, some in zip(_SOURCES, rows, strict=True):
        if some is None:
            kept += [term for term in known if term.source == source]
            continue
        by_language: dict[str, Term] = {}
        for row in some:
            text = clean(row.text)
            usable = is_name(text) if kind == "label" else bool(text)
            if row.kind == kind and usable:
                by_language.setdefault(row.language, Term(text=text, language=row.language, source=source))
        kept += [by_language[language] for language in sorted(by_language)]
    return tuple(kept)


def _number(item: str) -> int:
    return int(item[1:]) if is_item_id(item) else 0
