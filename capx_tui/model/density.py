"""Who is where: people, languages and capacities by region, counted from the people's index and nobody twice.

A person is in a region who named the region itself or a territory below it. Whoever named two
countries of one region is one person there; whoever named two regions is one person in each, so
shares may add up to more than the whole.

Everything here is sets of people as integers (`people_bits`): a hundred thousand cost little more
than a hundred. Results are valid until the index is opened anew.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from capx_tui.model.capacities import CapacityTree
from capx_tui.model.explore import ExploreFilter, LanguageAtLeast, language_rank
from capx_tui.model.people_bits import PeopleBits, language_value
from capx_tui.model.regions import Region

__all__ = [
    "LISTS",
    "SPEAKS_FROM",
    "By",
    "Counting",
    "Density",
    "DensityRow",
    "Question",
    "RegionDetail",
    "RootCounts",
    "people_behind",
]

#: The three lists of a profile, in the order they are told; "all" is any of them.
LISTS = ("known", "available", "wanted")
#: The least level that counts as speaking a language: level 0 is "not proficient".
SPEAKS_FROM = "1"
_TOP = 5
_SPEAKS_RANK = language_rank(SPEAKS_FROM)


class By(enum.Enum):
    """What is counted by region: the three tabs of the guide's density map."""

    PEOPLE = "people"
    LANGUAGES = "languages"
    CAPACITIES = "capacities"


@dataclass(frozen=True, slots=True)
class Question:
    """What the density table is asked. `chosen` is the id of one language or capacity, None for all of them.

    `which` is the list that a capacity is looked for in: one of `LISTS`, or "all" for any of the three.
    """

    by: By = By.PEOPLE
    chosen: int | None = None
    which: str = "all"

    @property
    def counts_people(self) -> bool:
        """Whether the numbers are people, not different languages or capacities."""
        return self.by is By.PEOPLE or self.chosen is not None


@dataclass(frozen=True, slots=True)
class DensityRow:
    """`count` is what was asked for in this region, `share` its part of the whole (0 to 1)."""

    region: Region
    count: int
    share: float
    people: int


@dataclass(frozen=True, slots=True)
class Density:
    """`rows` from north to south. Shares are parts of `whole`: people who named a territory.

    Where different languages or capacities are counted, `whole` is how many of them those people have.
    `everywhere` is the same count over everybody, also those who named no territory.
    """

    rows: tuple[DensityRow, ...]
    whole: int
    everywhere: int
    #: People who named a territory, and people in all.
    placed: int
    total: int

    @property
    def top(self) -> tuple[DensityRow, ...]:
        """The rows with the largest count, more than one where they are equal; none where all are 0."""
        largest = max((row.count for row in self.rows), default=0)
        return tuple(row for row in self.rows if largest and row.count == largest)


@dataclass(frozen=True, slots=True)
class RegionDetail:
    """One region: each with how many people, most first. `languages` and the lists are the first five."""

    region: Region
    people: int
    share: float
    countries: tuple[tuple[int, int], ...]
    languages: tuple[tuple[int, int], ...]
    known: tuple[tuple[int, int], ...]
    available: tuple[tuple[int, int], ...]
    wanted: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class RootCounts:
    """People with a root capacity or anything below it: who wants, offers and knows it (guide: "Capacities")."""

    capacity: int
    learners: int
    sharers: int
    proficient: int


def _union(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)


def _part(count: int, whole: int) -> float:
    return count / whole if whole else 0.0


def people_behind(question: Question, territory: int | None = None) -> ExploreFilter | None:
    """The filter that shows in Explore whom a number counts; None where it counts no people."""
    if not question.counts_people:
        return None
    places = (territory,) if territory is not None else ()
    if question.chosen is None:
        return ExploreFilter(territories=places, incomplete=True)
    if question.by is By.LANGUAGES:
        return ExploreFilter(
            territories=places, languages=(LanguageAtLeast(question.chosen, SPEAKS_FROM),), incomplete=True
        )
    facet = "capacities" if question.which == "all" else question.which
    return ExploreFilter(territories=places, **{facet: (question.chosen,)})  # type: ignore[arg-type]


class Counting:
    """Counts over one index. Regions overlap where people named several."""

    def __init__(self, index: PeopleBits, regions: Sequence[Region]) -> None:
        self._index = index
        self.regions = tuple(regions)

    @property
    def total(self) -> int:
        """How many people there are."""
        return len(self._index)

    # Sets of people

    @cached_property
    def placed(self) -> int:
        """Everybody who named a territory, whichever."""
        return _union(self._index.bits("territory", each) for each in self._index.values("territory"))

    @cached_property
    def _within(self) -> dict[int, int]:
        return {
            region.id: _union(self._index.bits("territory", each) for each in (region.id, *region.countries))
            for region in self.regions
        }

    def within(self, region: int | None) -> int:
        """Everybody in a region; everybody for None."""
        return self._index.everybody if region is None else self._within[region]

    def speakers(self, language: int) -> int:
        """Who speaks a language at level 1 or better."""
        return self._index.bits("language", language_value(language, _SPEAKS_RANK))

    def holders(self, capacity: int, which: str) -> int:
        """Who has a capacity in a list, or for "all" in any of the three."""
        return _union(self._index.bits(each, capacity) for each in (LISTS if which == "all" else (which,)))

    @property
    def languages(self) -> list[int]:
        """The languages that anybody lists."""
        return sorted({value // 8 for value in self._index.values("language")})

    def capacities(self, which: str) -> list[int]:
        """The capacities in a list of anybody's."""
        return sorted({value for each in (LISTS if which == "all" else (which,)) for value in self._index.values(each)})

    # Numbers

    def density(self, question: Question) -> Density:
        """The table by region."""
        if question.counts_people:
            return self._of_people(self._asked(question))
        if question.by is By.LANGUAGES:
            return self._of_kinds([self.speakers(each) for each in self.languages])
        return self._of_kinds([self.holders(each, question.which) for each in self.capacities(question.which)])

    def _asked(self, question: Question) -> int:
        if question.chosen is None:
            return self._index.everybody
        if question.by is By.LANGUAGES:
            return self.speakers(question.chosen)
        return self.holders(question.chosen, question.which)

    def _of_people(self, asked: int) -> Density:
        whole = self.placed.bit_count()
        counts = [(self._within[region.id] & asked).bit_count() for region in self.regions]
        return self._density(counts, whole, asked.bit_count())

    def _of_kinds(self, kinds: Sequence[int]) -> Density:
        """How many different of `kinds`, each the people who have it, there are in each region."""
        counts = [sum(1 for people in kinds if people & self._within[region.id]) for region in self.regions]
        whole = sum(1 for people in kinds if people & self.placed)
        return self._density(counts, whole, sum(1 for people in kinds if people))

    def _density(self, counts: Sequence[int], whole: int, everywhere: int) -> Density:
        rows = tuple(
            DensityRow(region, count, _part(count, whole), self._within[region.id].bit_count())
            for region, count in zip(self.regions, counts, strict=True)
        )
        return Density(rows, whole, everywhere, self.placed.bit_count(), self.total)

    def detail(self, region: Region) -> RegionDetail:
        """The card of a region (guide: "Details on Density Map design")."""
        here = self._within[region.id]
        people = here.bit_count()
        first = {
            which: _most({each: (self._index.bits(which, each) & here).bit_count() for each in self.capacities(which)})
            for which in LISTS
        }
        return RegionDetail(
            region,
            people,
            _part(people, self.placed.bit_count()),
            countries=_most({each: self._index.bits("territory", each).bit_count() for each in region.countries}, None),
            languages=_most({each: (self.speakers(each) & here).bit_count() for each in self.languages}),
            known=first["known"],
            available=first["available"],
            wanted=first["wanted"],
        )

    def by_language(self) -> tuple[tuple[int, int], ...]:
        """Languages with their speakers, most first."""
        return _most({each: self.speakers(each).bit_count() for each in self.languages}, None)

    def by_territory(self) -> tuple[tuple[int, int], ...]:
        """Territories as people named them, regions with all below them: each with its people, most first."""
        counts = {each: self._index.bits("territory", each).bit_count() for each in self._index.values("territory")}
        counts |= {region.id: self._within[region.id].bit_count() for region in self.regions}
        return _most(counts, None)

    def by_root(self, tree: CapacityTree) -> tuple[RootCounts, ...]:
        """The root capacities with everything below them, each person once in each list."""

        def count(root: int, which: str) -> int:
            return _union(self._index.bits(which, each) for each in tree.family(root)).bit_count()

        return tuple(
            RootCounts(root, count(root, "wanted"), count(root, "available"), count(root, "known"))
            for root in tree.roots
        )


def _most(counts: dict[int, int], first: int | None = _TOP) -> tuple[tuple[int, int], ...]:
    """The largest counts with their ids, of equal ones the smaller id first; none that is 0."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(pair for pair in ranked if pair[1])[:first]
