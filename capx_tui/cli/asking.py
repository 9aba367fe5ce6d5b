"""Which people the flags of ``explore`` ask for, and what to say where there is nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from capx_tui.cli.options import Request, nearest
from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.explore import ExploreFilter, Facet, LanguageAtLeast, Sort
from capx_tui.model.language_words import language_and_level
from capx_tui.model.naming import Kind
from capx_tui.model.people import Role
from capx_tui.text import fold

__all__ = ["asked_for", "relief_lines", "relief_words", "role_values", "sort_of"]

Resolve = Callable[[Kind, str], int]

#: The flag that names values of each facet, and what the values are.
_FLAGS = (
    ("known", "known", Kind.CAPACITY),
    ("available", "available", Kind.CAPACITY),
    ("wanted", "wanted", Kind.CAPACITY),
    ("territory", "territories", Kind.TERRITORY),
    ("affiliation", "affiliations", Kind.ORGANIZATION),
    ("project", "projects", Kind.PROJECT),
)


def asked_for(request: Request, resolve: Resolve, kept: Mapping[str, ExploreFilter]) -> ExploreFilter:
    """The filter that the flags make; each replaces its part of the one that ``--filter`` starts from.

    Raises `RuleError` for a name that is not known or not clear.
    """
    start = _kept(request.value("filter"), kept) if request.value("filter") else ExploreFilter()
    changes: dict[str, Any] = {}
    for flag, facet, kind in _FLAGS:
        if names := request.values(flag):
            changes[facet] = tuple(dict.fromkeys(resolve(kind, name) for name in names))
    if roles := request.values("role"):
        changes["roles"] = tuple(dict.fromkeys(map(_role, roles)))
    if languages := request.values("language"):
        changes["languages"] = tuple(dict.fromkeys(_language(text, resolve) for text in languages))
    if request.text:
        changes["text"] = request.text
    for flag, name in (("with-children", "with_children"), ("saved", "saved"), ("incomplete", "incomplete")):
        if request.on(flag):
            changes[name] = True
    return msgspec.structs.replace(start, **changes)


def sort_of(request: Request) -> Sort:
    """The order that ``--sort`` asks for, by last update without it."""
    word = fold(request.value("sort")) or Sort.UPDATED.value
    sort: Sort = _choice("--sort", word, {each.value: each for each in Sort})
    return sort


def _choice(flag: str, word: str, choices: Mapping[str, Any]) -> Any:
    if fold(word) in choices:
        return choices[fold(word)]
    raise RuleError("cli-not-a-choice", flag, word, commas(choices))


def _role(word: str) -> Role:
    role: Role = _choice("--role", word, {role.value: role for role in Role})
    return role


def _kept(name: str, kept: Mapping[str, ExploreFilter]) -> ExploreFilter:
    if name in kept:
        return kept[name]
    found = [each for each in kept if fold(each) == fold(name)]
    if len(found) == 1:
        return kept[found[0]]
    if not kept:
        raise RuleError("cli-no-filters", name)
    raise RuleError("cli-unknown-filter", name, commas(nearest(name, kept) or sorted(kept)))


def _language(text: str, resolve: Resolve) -> LanguageAtLeast:
    return LanguageAtLeast(*language_and_level(text, resolve))


def role_values(request: Request) -> tuple[str, ...]:
    """The roles that ``--role`` names. Raises `RuleError`."""
    return tuple(_role(word).value for word in request.values("role"))


def relief_words(relief: Sequence[tuple[str, int]]) -> Iterator[str]:
    """`relief_lines` for lists of other things than people."""
    yield t("listing-nothing")
    yield from (t("cli-listing-without", t(f"facet-{facet}"), count) for facet, count in relief)


def relief_lines(relief: Sequence[tuple[Facet, int]]) -> Iterator[str]:
    """Where nobody matches: what to drop, and how many people that brings."""
    yield t("explore-nobody")
    for facet, count in relief:
        yield t("cli-nobody-without", t(f"facet-{facet.value}"), count)
