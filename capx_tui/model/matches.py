"""Who could exchange what with whom, ranked, and each rank explained.

A match offers a capacity that I want, or wants one that I offer; mutual is who does both, and comes first. What
else speaks for an exchange only orders matches, it makes none. The service's own recommendations know nothing of
either (``GET /recommendation/``: one list at a time, ties at random).
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

import msgspec

from capx_tui.model.explore import language_rank
from capx_tui.model.people import Person, level_rank
from capx_tui.model.people_bits import Key, language_value
from capx_tui.model.profile import Profile

__all__ = ["EXCHANGED", "LEAST_LEVEL", "WEIGHTS", "Match", "Matching", "Reason", "ReasonKind"]


class ReasonKind(enum.Enum):
    """What speaks for an exchange."""

    #: They offer what I want.
    OFFERS = "offers"
    #: They want what I offer.
    WANTS = "wants"
    #: We both speak a language well.
    LANGUAGE = "language"
    #: We share a territory, or the region of ours.
    TERRITORY = "territory"


#: What makes a match; the others only order matches.
EXCHANGED = (ReasonKind.OFFERS, ReasonKind.WANTS)
#: What each is worth: the first two for each capacity, the others once. Two capacities weigh more than
#: everything that is no capacity.
WEIGHTS: Mapping[ReasonKind, int] = MappingProxyType(
    {ReasonKind.OFFERS: 4, ReasonKind.WANTS: 3, ReasonKind.LANGUAGE: 2, ReasonKind.TERRITORY: 1}
)
#: A shared language counts from this level of `LEVELS` up, in both (guide, "Languages": Advanced).
LEAST_LEVEL = "3"


class Reason(msgspec.Struct, frozen=True):
    """`ids` of capacities, of one language, or of territories, as `kind` says."""

    kind: ReasonKind
    ids: tuple[int, ...]
    #: How many capacities I want or offer in all.
    of: int = 0
    #: The lower one of our two levels in the language.
    level: str = ""
    #: `ids` are regions: the territories themselves differ.
    is_region: bool = False


class Match(msgspec.Struct, frozen=True):
    """Somebody, and all that speaks for an exchange with them, best first."""

    person: Person
    reasons: tuple[Reason, ...]

    @property
    def is_mutual(self) -> bool:
        """Each offers something that the other wants."""
        return {reason.kind for reason in self.reasons}.issuperset(EXCHANGED)

    @property
    def score(self) -> int:
        """The sum of `WEIGHTS`."""
        counts = dict.fromkeys(WEIGHTS, 0)
        for reason in self.reasons:
            counts[reason.kind] = len(reason.ids) if reason.kind in EXCHANGED else 1
        return sum(count * WEIGHTS[kind] for kind, count in counts.items())

    @property
    def exchange(self) -> frozenset[tuple[str, int]]:
        """What could be exchanged: ``("offers", 113)`` …; another one is news."""
        return frozenset(
            (reason.kind.value, number) for reason in self.reasons if reason.kind in EXCHANGED for number in reason.ids
        )


class Matching:
    """What makes a match for `me`; kinds in `uncounted` count nothing and explain nothing.

    `territory_children`: region id → the ids below it.
    """

    def __init__(
        self,
        me: Profile,
        territory_children: Mapping[int, Collection[int]],
        uncounted: Collection[ReasonKind] = (),
    ) -> None:
        self.me = me
        self._counted = frozenset(ReasonKind) - frozenset(uncounted)
        self._wanted = tuple(dict.fromkeys(me.skills_wanted))
        self._available = tuple(dict.fromkeys(me.skills_available))
        self._languages = _spoken_well(me)
        mine = set(me.territory)
        self._regions = {
            region: {region, *children}
            for region, children in territory_children.items()
            if region in mine or not mine.isdisjoint(children)
        }

    def keys(self, kind: ReasonKind) -> tuple[Key, ...]:
        """The values of the index that people have for whom `kind` speaks; none where it does not count."""
        return tuple(self._keys(kind)) if kind in self._counted else ()

    def _keys(self, kind: ReasonKind) -> Iterator[Key]:
        if kind is ReasonKind.OFFERS:
            yield from (("available", number) for number in self._wanted)
        elif kind is ReasonKind.WANTS:
            yield from (("wanted", number) for number in self._available)
        elif kind is ReasonKind.LANGUAGE:
            least = language_rank(LEAST_LEVEL)
            yield from (("language", language_value(number, least)) for number in self._languages)
        else:
            near = {*self.me.territory, *(each for family in self._regions.values() for each in family)}
            yield from (("territory", number) for number in sorted(near))

    def match(self, person: Person) -> Match:
        """All that speaks for an exchange with `person`; no reason of the first two kinds: no match."""
        return Match(person, tuple(reason for reason in self._reasons(person) if reason.kind in self._counted))

    def _reasons(self, person: Person) -> Iterator[Reason]:
        offered, wanted = set(person.skills_available), set(person.skills_wanted)
        if gives := _in(self._wanted, offered):
            yield Reason(ReasonKind.OFFERS, gives, of=len(self._wanted))
        if takes := _in(self._available, wanted):
            yield Reason(ReasonKind.WANTS, takes, of=len(self._available))
        spoken = [
            Reason(ReasonKind.LANGUAGE, (language,), level=min(mine, theirs, key=level_rank))
            for language, theirs in _spoken_well(person).items()
            if (mine := self._languages.get(language)) is not None
        ]
        yield from sorted(spoken, key=lambda reason: -level_rank(reason.level))
        yield from self._places(person)

    def _places(self, person: Person) -> Iterator[Reason]:
        theirs = set(person.territory)
        if same := _in(self.me.territory, theirs):
            yield Reason(ReasonKind.TERRITORY, same)
        elif near := tuple(region for region, family in self._regions.items() if not theirs.isdisjoint(family)):
            yield Reason(ReasonKind.TERRITORY, near, is_region=True)


def _in(mine: Iterable[int], theirs: Collection[int]) -> tuple[int, ...]:
    return tuple(number for number in dict.fromkeys(mine) if number in theirs)


def _spoken_well(partner: Profile) -> dict[int, str]:
    """Languages that count, with the level."""
    spoken = sorted(partner.language, key=lambda each: level_rank(each.proficiency))
    least = level_rank(LEAST_LEVEL)
    return {each.id: each.proficiency for each in spoken if level_rank(each.proficiency) >= least}
