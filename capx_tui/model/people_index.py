"""Explore's questions, answered from the integers of `people_bits`: who, how many of each value, what to drop."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import compress, islice, takewhile
from operator import and_, or_
from typing import overload

import msgspec

from capx_tui.model.bitset import from_members, members, to_flags
from capx_tui.model.capacities import CapacityTree
from capx_tui.model.explore import CapacityList, ExploreFilter, Facet, Sort, language_rank
from capx_tui.model.matches import EXCHANGED, WEIGHTS, Matching
from capx_tui.model.people import Person, Role
from capx_tui.model.people_bits import PeopleBits, Pieces, language_value

__all__ = ["Order", "PeopleIndex", "Relations", "Selection"]

#: Places worked out at once, at least.
_AHEAD = 256
_LISTS = ("known", "available", "wanted")
_ROLES = tuple(Role)
_LIST_OF_ROLE = {Role.SHARER: "available", Role.LEARNER: "wanted", Role.PROFICIENT: "known"}
_KIND = {
    Facet.KNOWN: "known",
    Facet.AVAILABLE: "available",
    Facet.WANTED: "wanted",
    Facet.TERRITORIES: "territory",
    Facet.AFFILIATIONS: "affiliation",
    Facet.LANGUAGES: "language",
    Facet.PROJECTS: "project",
}


class Relations(msgspec.Struct, frozen=True):
    """What a filter means beyond the profiles themselves.

    `territory_children`: region id → the ids below it. `saved`: ids of the people saved by
    whoever asks.
    """

    tree: CapacityTree = msgspec.field(default_factory=lambda: CapacityTree({}))
    territory_children: Mapping[int, Collection[int]] = msgspec.field(default_factory=dict)
    saved: Collection[int] = ()


class Selection(msgspec.Struct, frozen=True):
    """The people a filter leaves: a bit per slot, and how many there are."""

    bits: int = 0
    count: int = 0


class Order(Sequence[int]):
    """The ids of a selection in order, worked out as far as they are asked for.

    Valid until the index is opened anew.
    """

    def __init__(self, slots: Iterable[int], count: int, ids: array[int]) -> None:
        self._rest = iter(slots)
        self._found = array("I")
        self._count = count
        self._ids = ids

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> list[int]: ...
    def __getitem__(self, at: int | slice) -> int | list[int]:
        if isinstance(at, slice):
            places = range(self._count)[at]
            if places:
                self._reach(max(places[0], places[-1]))
            return [self._ids[self._found[place]] for place in places]
        place = range(self._count)[at]
        self._reach(place)
        return self._ids[self._found[place]]

    def _reach(self, place: int) -> None:
        if place >= len(self._found):
            # A little more than asked: the next row is likely to be wanted next.
            self._found.extend(islice(self._rest, place + _AHEAD - len(self._found)))

    def position(self, person: int) -> int | None:
        """The place of `person`, from 0; None for somebody who is not in the selection."""
        try:
            slot = self._ids.index(person)
            if slot not in self._found:
                self._reach(self._count)
            return self._found.index(slot)
        except ValueError:
            return None


class PeopleIndex(PeopleBits):
    """The index as Explore uses it. Open a kept one with `PeopleIndex(pieces)`, make one with `build`."""

    @classmethod
    def build(cls, people: Iterable[Person]) -> PeopleIndex:
        """An index of `people`, kept nowhere yet."""
        index = cls()
        index.patch(list(people))
        return index

    @classmethod
    def open(cls, pieces: Pieces) -> PeopleIndex:
        """The index kept in `pieces`. Raises `msgspec.MsgspecError` or `ValueError` if it is not whole."""
        return cls(pieces)

    def select(self, asked: ExploreFilter, relations: Relations) -> Selection:
        """Who matches `asked`."""
        bits = self._narrowed(asked, relations)
        return Selection(bits, bits.bit_count())

    def name_search(self, text: str) -> int:
        """The slots of the people with a name that holds `text`; everybody for a blank text."""
        found = self.names.search(text, len(self._ids))
        return self.everybody if found is None else found & self.everybody

    def counts(self, asked: ExploreFilter, facet: Facet, relations: Relations) -> dict[int, int]:
        """For each value of `facet`: how many match it and every *other* facet of `asked`.

        A region counts its countries' people once. Values that nobody has are left out. Roles are counted by
        `role_counts`; text and saved have no values.
        """
        others = self._narrowed(asked, relations, leave_out=facet)
        found = {
            value: (self._value(asked, facet, value, relations) & others).bit_count()
            for value in self._countable(asked, facet, relations)
        }
        return {value: count for value, count in found.items() if count}

    def role_counts(self, asked: ExploreFilter, relations: Relations) -> dict[Role, int]:
        """How many of each role there are under the other facets."""
        found = {}
        for role in Role:
            others = self._narrowed(asked.without(Facet.ROLES), relations)
            if asked.capacities:
                # With a capacity asked for, a role also says in which list it has to be.
                one = ExploreFilter(capacities=asked.capacities, with_children=asked.with_children, roles=(role,))
                others &= self._condition(one, Facet.CAPACITIES, relations)
            found[role] = (others & self.bits("role", _ROLES.index(role))).bit_count()
        return found

    def relief(self, asked: ExploreFilter, relations: Relations) -> list[tuple[Facet, int]]:
        """Which one facet to drop, and how many people that brings; best first, those that bring none left out."""
        found = [(facet, self.select(asked.without(facet), relations).count) for facet in asked.active]
        return sorted((pair for pair in found if pair[1]), key=lambda pair: -pair[1])

    def order_of(self, selection: Selection, sort: Sort, matching: Matching | None = None) -> Order:
        """The people of `selection` in order; by match needs `matching`, and is by update without."""
        if sort is Sort.MATCH and matching is not None:
            return Order(self.best_first(selection.bits, matching), selection.count, self._ids)
        slots = self.order(Sort.NAME if sort is Sort.NAME else Sort.UPDATED)
        flags = to_flags(selection.bits, len(self._ids))
        found = compress(slots, map(flags.__getitem__, slots))
        return Order(found, selection.count, self._ids)

    # What a facet means

    def _narrowed(self, asked: ExploreFilter, relations: Relations, leave_out: Facet | None = None) -> int:
        start = self.everybody if asked.incomplete else self.everybody & self.bits("complete", 0)
        conditions = (self._condition(asked, facet, relations) for facet in asked.active if facet is not leave_out)
        return reduce(and_, conditions, start)

    def _condition(self, asked: ExploreFilter, facet: Facet, relations: Relations) -> int:
        if facet is Facet.TEXT:
            return self.name_search(asked.text)
        if facet is Facet.SAVED:
            return self.members(relations.saved)
        if facet is Facet.ROLES:
            return _union(self.bits("role", _ROLES.index(role)) for role in asked.roles)
        if facet is Facet.LANGUAGES:
            return _union(
                self.bits("language", language_value(wanted.id, language_rank(wanted.level)))
                for wanted in asked.languages
            )
        values: tuple[int, ...] = getattr(asked, facet.value)
        return _union(self._value(asked, facet, value, relations) for value in values)

    def _value(self, asked: ExploreFilter, facet: Facet, value: int, relations: Relations) -> int:
        """The people who have one value of a facet."""
        if facet is Facet.LANGUAGES:
            return self.bits("language", language_value(value, language_rank("")))
        if facet is Facet.TERRITORIES:
            ids = {value, *relations.territory_children.get(value, ())}
            return _union(self.bits("territory", each) for each in ids)
        if facet in (Facet.AFFILIATIONS, Facet.PROJECTS):
            return self.bits(_KIND[facet], value)
        family = relations.tree.family(value) if asked.with_children else (value,)
        return _union(self.bits(kind, each) for kind in _lists(asked, facet) for each in family)

    def _countable(self, asked: ExploreFilter, facet: Facet, relations: Relations) -> set[int]:
        if facet is Facet.LANGUAGES:
            return {value // 8 for value in self.values("language")}
        if facet is Facet.TERRITORIES:
            return {*self.values("territory"), *relations.territory_children}
        if facet in (Facet.AFFILIATIONS, Facet.PROJECTS):
            return set(self.values(_KIND[facet]))
        found = {value for kind in _lists(asked, facet) for value in self.values(kind)}
        if asked.with_children:
            found.update(above for value in tuple(found) for above in relations.tree.path(value))
        return found

    # Matches

    def matches(self, matching: Matching) -> tuple[int, int]:
        """The slots of the matches, oneself left out, and of the mutual ones among them."""
        gives, takes = (_union(self.bits(*key) for key in matching.keys(kind)) for kind in EXCHANGED)
        others = self.everybody & ~self.members((matching.me.id,))
        return (gives | takes) & others, gives & takes & others

    def ranked(self, matching: Matching, hidden: Collection[int] = ()) -> tuple[list[int], int]:
        """The ids of the matches without those `hidden`, best first; and how many, the first ones, are mutual."""
        matches, mutual = self.matches(matching)
        shown = matches & ~self.members(hidden)
        return [self.person_at(slot) for slot in self.best_first(shown, matching)], (mutual & shown).bit_count()

    def latest(self, until: int) -> int:
        """When somebody last changed their profile, in microseconds since 1970; 0 where there is nobody.

        What is after `until` does not count, unless all is: then it is the clock of this machine that is wrong.
        """
        slots = self.order(Sort.UPDATED)
        if not slots:
            return 0
        return next((moment for moment in map(self.updated_at, slots) if moment <= until), self.updated_at(slots[0]))

    def recent_matches(self, matching: Matching, since: int, until: int, hidden: Collection[int] = ()) -> list[int]:
        """As `ranked`: those of the matches who changed their profile after `since`, and not after `until`."""
        recent = [
            slot
            for slot in takewhile(lambda slot: self.updated_at(slot) > since, self.order(Sort.UPDATED))
            if self.updated_at(slot) <= until
        ]
        if not recent:
            return []
        shown = from_members(recent, len(self._ids)) & self.matches(matching)[0] & ~self.members(hidden)
        return [self.person_at(slot) for slot in self.best_first(shown, matching)] if shown else []

    def best_first(self, slots: int, matching: Matching) -> Iterator[int]:
        """`slots`: mutual matches, other matches, those who are none; by score, of equals the latest change first."""
        matches, mutual = self.matches(matching)
        planes: list[int] = []
        for kind, weight in WEIGHTS.items():
            values = [self.bits(*key) for key in matching.keys(kind)]
            # Each capacity counts, and a language or a territory once.
            for bits in values if kind in EXCHANGED else [_union(values)]:
                _add(planes, bits, weight)
        places = array("I", bytes(4 * len(self._ids)))
        for place, slot in enumerate(self.order(Sort.UPDATED)):
            places[slot] = place
        for group in (slots & mutual, slots & matches & ~mutual):
            for equals in _descending(group, planes):
                yield from sorted(members(equals), key=places.__getitem__)
        yield from sorted(members(slots & ~matches), key=places.__getitem__)


def _add(planes: list[int], bits: int, weight: int) -> None:
    """Add `weight` to the number of each slot in `bits`; plane *k* holds the digits worth 2**k of all numbers."""
    for digit in range(weight.bit_length()):
        carry, power = bits if weight >> digit & 1 else 0, digit
        while carry:
            planes.extend([0] * (power + 1 - len(planes)))
            planes[power], carry = planes[power] ^ carry, planes[power] & carry
            power += 1


def _descending(slots: int, planes: Sequence[int]) -> Iterator[int]:
    """`slots` in groups of equal numbers, the largest number first."""
    if not slots:
        return
    if not planes:
        yield slots
        return
    *lower, highest = planes
    yield from _descending(slots & highest, lower)
    yield from _descending(slots & ~highest, lower)


def _lists(asked: ExploreFilter, facet: Facet) -> Iterator[str]:
    """The lists that a capacity is looked for in."""
    if facet is not Facet.CAPACITIES:
        yield _KIND[facet]
    elif asked.roles:
        yield from (_LIST_OF_ROLE[role] for role in asked.roles)
    else:
        yield from (each.value for each in CapacityList)


def _union(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)
