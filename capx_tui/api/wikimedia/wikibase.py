"""Items through a Wikibase's Action API: Wikidata's terms with fallback, Metabase's own, the item of a page at Meta.

https://www.wikidata.org/w/api.php?action=help&modules=wbgetentities. The second way to a capacity's
name, when the query service is down; unlike it, this follows merged items, and tells what was written a moment ago.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from capx_tui.api.wikimedia.action_api import LIMIT, action, check_number, multiple
from capx_tui.api.wikimedia.action_api_shapes import AnswerShape
from capx_tui.api.wikimedia.binding import is_item_id, is_language_code
from capx_tui.api.wikimedia.sparql import TermRow
from capx_tui.api.wire import Call, Site
from capx_tui.errors import RuleError, WrongShape
from capx_tui.text import clean

__all__ = ["item_of_meta_page", "metabase_terms", "metabase_terms_batches", "terms"]


class TermShape(msgspec.Struct, frozen=True, kw_only=True):
    """One term. `language` is the one it is written in, which may be a fallback of the one asked for."""

    language: str
    value: str


class RedirectShape(msgspec.Struct, frozen=True, kw_only=True):
    """The item asked for was merged into another."""

    before: str = msgspec.field(name="from")


#: An empty map of terms is an empty list in some versions.
Terms = dict[str, TermShape] | list[TermShape]


class EntityShape(msgspec.Struct, frozen=True, kw_only=True):
    """One item; `missing` is there, whatever its value, where it does not exist."""

    id: str = ""
    missing: bool | str | msgspec.UnsetType = msgspec.UNSET
    redirects: RedirectShape | None = None
    labels: Terms = msgspec.field(default_factory=dict)
    descriptions: Terms = msgspec.field(default_factory=dict)


class EntitiesAnswer(AnswerShape, frozen=True, kw_only=True):
    """``action=wbgetentities``, by the id asked for."""

    entities: dict[str, EntityShape] | msgspec.UnsetType = msgspec.UNSET

    @property
    def found(self) -> dict[str, EntityShape]:
        """The entities. Raises `WrongShape` for an answer that tells nothing of any: that is not "there are none"."""
        if self.entities is msgspec.UNSET:
            raise WrongShape("entities")
        return self.entities


def terms(qids: Sequence[str], languages: Sequence[str]) -> Call[list[TermRow]]:
    """Labels and descriptions of up to `LIMIT` items, each language with its fallback.

    Rows say the language that the text is really in, so that a fallback can be told. Without
    ``maxlag``: at Wikidata that counts the lag of the query service too, and this is what we ask when
    it is in trouble. Raises `RuleError` for a malformed id or language code, `ValueError` for none or
    too many ids.
    """
    return action(
        Site.WIKIDATA_API, {**_asking_for_terms(qids, languages), "languagefallback": "1"}, EntitiesAnswer, _rows
    )


def metabase_terms(items: Sequence[str], languages: Sequence[str]) -> Call[list[TermRow]]:
    """Labels and descriptions of up to `LIMIT` of Metabase's own items, in these languages and no others.

    The rows' `qid` is Metabase's number. What is written is told at once here; Metabase's query service,
    which CapX asks, may be minutes behind. Raises as `terms`.
    """
    return action(Site.METABASE_API, _asking_for_terms(items, languages), EntitiesAnswer, _rows)


def metabase_terms_batches(items: Iterable[str], languages: Sequence[str]) -> list[Call[list[TermRow]]]:
    """`metabase_terms` for any number of items."""
    known = [item for item in dict.fromkeys(items) if is_item_id(item)]
    return [metabase_terms(known[start : start + LIMIT], languages) for start in range(0, len(known), LIMIT)]


def _asking_for_terms(items: Sequence[str], languages: Sequence[str]) -> dict[str, str]:
    check_number(items)
    for item in items:
        if not is_item_id(item):
            raise RuleError("error-item-id", clean(item))
    for language in languages:
        if not is_language_code(language):
            raise RuleError("error-language-code", clean(language))
    return {
        "action": "wbgetentities",
        "ids": multiple(items),
        "props": "labels|descriptions",
        "languages": multiple([language.lower() for language in languages]),
    }


def item_of_meta_page(title: str) -> Call[str | None]:
    """The id of the item that a page of Meta belongs to, None where it has none.

    `title` as it stands in the page's address or head. Behaviour file, section 9.1.
    """
    return action(
        Site.WIKIDATA_API,
        # The names of titles are mended by the wiki only when there is one.
        {"action": "wbgetentities", "sites": "metawiki", "titles": title, "normalize": "1", "props": "info"},
        EntitiesAnswer,
        _first_id,
    )


def _rows(answer: EntitiesAnswer) -> list[TermRow]:
    rows: dict[tuple[str, str, str], TermRow] = {}
    for key, entity in answer.found.items():
        qid = entity.redirects.before if entity.redirects else key
        if entity.missing is not msgspec.UNSET or not is_item_id(qid):
            continue
        for kind, found in (("label", entity.labels), ("description", entity.descriptions)):
            for term in found.values() if isinstance(found, dict) else found:
                language = clean(term.language).lower()
                # Two languages that fall back to the same third one bring the same term.
                rows[qid, kind, language] = TermRow(qid=qid, kind=kind, text=clean(term.value), language=language)
    return list(rows.values())


def _first_id(answer: EntitiesAnswer) -> str | None:
    for entity in answer.found.values():
        if entity.missing is msgspec.UNSET and is_item_id(entity.id):
            return entity.id
    return None
