"""People and filters of Explore in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from capx_tui.i18n import t
from capx_tui.model.explore import CapacityList, ExploreFilter, Facet
from capx_tui.model.people import Person, roles_of
from capx_tui.widgets.cards import PersonCard

if TYPE_CHECKING:
    from capx_tui.store.names import Names

__all__ = ["card_of", "facet_words", "filter_words", "language_words"]

_EVERYONE = ExploreFilter()


def language_words(name: str, level: str) -> str:
    """``Portuguese (Native)``."""
    return t("language-with-level", name, t(f"level-{level}") if level else t("level-none"))


def card_of(
    person: Person,
    names: Names,
    lists: Iterable[CapacityList],
    asked: ExploreFilter = _EVERYONE,
    *,
    marks: Iterable[str] = (),
) -> PersonCard:
    """The card of `person`, with the capacities of `lists`; those that were asked for come first.

    `marks` are words that stand before the roles.
    """
    shown = {*lists, *([CapacityList.KNOWN] if asked.known else [])}
    wanted_first = {
        CapacityList.AVAILABLE: _asked_for(asked.available + asked.capacities, asked, names),
        CapacityList.WANTED: _asked_for(asked.wanted + asked.capacities, asked, names),
        CapacityList.KNOWN: _asked_for(asked.known + asked.capacities, asked, names),
    }

    def capacities(which: CapacityList, ids: tuple[int, ...]) -> tuple[str, ...] | None:
        if which not in shown:
            return None
        first = wanted_first[which]
        return tuple(map(names.capacity, sorted(ids, key=lambda number: number not in first) if first else ids))

    return PersonCard(
        username=person.username,
        display_name=person.display_name,
        roles=tuple(t(f"role-{role.value}") for role in roles_of(person)),
        available=capacities(CapacityList.AVAILABLE, person.skills_available),
        wanted=capacities(CapacityList.WANTED, person.skills_wanted),
        known=capacities(CapacityList.KNOWN, person.skills_known),
        languages=tuple(
            language_words(names.language_name(spoken.id), spoken.proficiency) for spoken in person.language
        ),
        territories=tuple(map(names.territory, person.territory)),
        marks=tuple(marks),
    )


def _asked_for(chosen: Iterable[int], asked: ExploreFilter, names: Names) -> frozenset[int]:
    """The capacities that make a row match: the chosen ones, and what is below them if that counts too."""
    if not asked.with_children:
        return frozenset(chosen)
    tree = names.tree()
    return frozenset(below for number in chosen for below in tree.family(number))


def facet_words(asked: ExploreFilter, facet: Facet, names: Names) -> list[str]:
    """The chosen values of one facet by name."""
    if facet is Facet.TEXT:
        return [asked.text] if asked.text else []
    if facet is Facet.SAVED:
        return []
    if facet is Facet.ROLES:
        return [t(f"role-{role.value}") for role in asked.roles]
    if facet is Facet.LANGUAGES:
        return [
            t("language-at-least", names.language_name(spoken.id), t(f"level-{spoken.level}"))
            if spoken.level
            else names.language_name(spoken.id)
            for spoken in asked.languages
        ]
    resolve = {
        Facet.TERRITORIES: names.territory,
        Facet.AFFILIATIONS: names.affiliation,
        Facet.PROJECTS: names.project,
    }.get(facet, names.capacity)
    return [resolve(value) for value in getattr(asked, facet.value)]


def filter_words(asked: ExploreFilter, names: Names) -> str:
    """The whole filter as one line: alternatives with "or", facets with a semicolon."""
    said = [
        t(f"filter-{facet.value}", f" {t('word-or')} ".join(facet_words(asked, facet, names))) for facet in asked.active
    ]
    if asked.with_children:
        said.append(t("filter-with-children"))
    if asked.incomplete:
        said.append(t("filter-incomplete"))
    return "; ".join(said) or t("filter-everyone")
