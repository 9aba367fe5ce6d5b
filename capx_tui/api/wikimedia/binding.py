"""Parameters of SPARQL queries, bound so that no value can become part of the query.

A query is a file of `queries/` with places written ``{{name}}``. Only a `Bound` can fill a place, and
only the functions here make one: each checks or escapes its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from capx_tui.errors import RuleError
from capx_tui.text import clean

__all__ = ["Bound", "bind", "is_item_id", "is_language_code", "items", "language_tags", "literal", "literals"]

_PLACE = re.compile(r"\{\{([a-z_]+)\}\}")
_ITEM = re.compile(r"Q[1-9][0-9]*").fullmatch
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]+)*").fullmatch
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_TO_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f-\x9f]')


class Bound(msgspec.Struct, frozen=True):
    """SPARQL text that is safe to stand in a query. Made by the functions of this module only."""

    text: str


def is_item_id(text: str) -> bool:
    """Whether `text` is the id of a Wikibase item, such as ``Q42``."""
    return _ITEM(text) is not None


def is_language_code(text: str) -> bool:
    """Whether `text` has the form of a language code, such as ``pt-br``, in any case."""
    return _LANGUAGE(text.lower()) is not None and text.isascii()


def literal(text: str) -> Bound:
    """`text` as one string literal, every character that could end it or bend it escaped.

    Raises `RuleError` for a lone surrogate: it is no character, so no triple can hold it.
    """
    if _SURROGATE.search(text):
        raise RuleError("error-unsendable-text")
    return Bound('"' + _TO_ESCAPE.sub(_escape, text) + '"')


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


def literals(item_ids: Iterable[str]) -> Bound:
    """Item ids as string literals: Metabase keeps Wikidata's ids as text. Raises `RuleError`."""
    return Bound(" ".join(f'"{_checked_item(item_id)}"' for item_id in item_ids))


def items(item_ids: Iterable[str]) -> Bound:
    """Item ids as Wikidata entities (prefix ``wd:``). Raises `RuleError`."""
    return Bound(" ".join(f"wd:{_checked_item(item_id)}" for item_id in item_ids))


def language_tags(tags: Iterable[str]) -> Bound:
    """Language tags as an expression list, lower case. Raises `RuleError`."""
    return Bound(", ".join(f'"{_checked_language(tag)}"' for tag in tags))


def _checked_item(item_id: str) -> str:
    if not is_item_id(item_id):
        raise RuleError("error-item-id", clean(item_id))
    return item_id


def _checked_language(tag: str) -> str:
    if not is_language_code(tag):
        raise RuleError("error-language-code", clean(tag))
    return tag.lower()


@cache
def _template(name: str) -> str:
    return (Path(__file__).with_name("queries") / f"{name}.rq").read_text(encoding="utf-8")


def bind(name: str, **values: Bound) -> str:
    """The query of ``queries/<name>.rq`` with every place filled from `values`.

    Filled in one pass, so that a value which looks like a place stays a value. Raises `ValueError`
    where places and values differ, and `TypeError` for a value that is not `Bound`: both are our
    own mistakes.
    """
    template = _template(name)
    places = set(_PLACE.findall(template))
    if places != set(values):
        raise ValueError(f"{name}.rq has the places {sorted(places)}, not {sorted(values)}")
    for place, value in values.items():
        if not isinstance(value, Bound):
            raise TypeError(f"{place} is not bound")
    return _PLACE.sub(lambda match: values[match.group(1)].text, template)
