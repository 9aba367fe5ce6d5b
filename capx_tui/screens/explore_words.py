"""People of Explore in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from capx_tui.i18n import t
from capx_tui.model.explore import CapacityList, ExploreFilter
from capx_tui.model.filter_words import language_words
from capx_tui.model.people import Person, roles_of
from capx_tui.widgets.cards import PersonCard

if TYPE_CHECKING:
    from capx_tui.store.names import HeldNames

__all__ = ["card_of"]

_EVERYONE = ExploreFilter()


def card_of(
    person: Person,
    names: HeldNames,
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


def _asked_for(chosen: Iterable[int], asked: ExploreFilter, names: HeldNames) -> frozenset[int]:
    """The capacities that make a row match: the chosen ones, and what is below them if that counts too."""
    if not asked.with_children:
        return frozenset(chosen)
    tree = names.tree()
    return frozenset(below for number in chosen for below in tree.family(number))
