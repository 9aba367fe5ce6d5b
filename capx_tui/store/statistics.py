"""Statistics: everything counted from the mirror, so any question is answered at once and without the service.

The service's own numbers, which the mirror holds too, stand beside ours. Nothing here is asked of
anybody; signed in or not makes no difference.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from capx_tui.i18n.moments import parse
from capx_tui.model.capacities import CapacityTree
from capx_tui.model.density import By, Counting, Question, RegionDetail
from capx_tui.model.density_sheet import density_sheet
from capx_tui.model.people_index import PeopleIndex
from capx_tui.model.regions import Region
from capx_tui.model.sheet import Sheet
from capx_tui.model.statistics import Statistics
from capx_tui.model.statistics_sheets import (
    gaps_sheet,
    headline_sheet,
    languages_sheet,
    roots_sheet,
    territories_sheet,
)
from capx_tui.model.supply import Supply, gaps_first, supply_of
from capx_tui.store.base import Store
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Names

__all__ = ["StatisticsState", "StatisticsStore", "View"]

T = TypeVar("T")


class View(enum.Enum):
    """The tables there are, in the order they are gone through."""

    PEOPLE = "people"
    LANGUAGES = "languages"
    CAPACITIES = "capacities"
    GAPS = "gaps"
    LANGUAGE_LIST = "language-list"
    TERRITORIES = "territories"
    ROOTS = "roots"
    HEADLINE = "headline"

    @property
    def by(self) -> By | None:
        """What the density table counts; None for the other tables."""
        return By(self.value) if self in (View.PEOPLE, View.LANGUAGES, View.CAPACITIES) else None


_PEOPLE = Question()


@dataclass(frozen=True)
class StatisticsState:
    """Which table is looked at, and what it was asked. `region`, `root` and `text` narrow the gaps."""

    view: View = View.PEOPLE
    language: int | None = None
    capacity: int | None = None
    #: One of the three lists, or "all".
    which: str = "all"
    south_up: bool = False
    region: int | None = None
    root: int | None = None
    text: str = ""

    @property
    def question(self) -> Question:
        """What the density table is asked."""
        if self.view is View.LANGUAGES:
            return Question(By.LANGUAGES, self.language)
        if self.view is View.CAPACITIES:
            return Question(By.CAPACITIES, self.capacity, self.which)
        return _PEOPLE


class StatisticsStore(Store[StatisticsState]):
    """`asking` answers a question of the people's index, by its newest state."""

    def __init__(self, mirror: Mirror, names: Names, asking: Callable[[Callable[[PeopleIndex], Any]], Any]) -> None:
        super().__init__(StatisticsState())
        self._mirror = mirror
        self._names = names
        self._asking = asking

    def ask(self, **changes: object) -> None:
        """Look at another table, or ask it something else: fields of `StatisticsState`."""
        self._set(self._begin("ask"), **changes)

    # The service's own numbers

    @property
    def numbers(self) -> Statistics | None:
        """What the service says of the whole and of territories; None where it was never asked."""
        return self._mirror.statistics()

    @property
    def numbers_at(self) -> datetime | None:
        """When the service said so."""
        return parse(self._mirror.fetched_at("statistics"))

    # Tables

    def sheet(self) -> Sheet | None:
        """The table that is looked at; None where the service's numbers are wanted and were never fetched."""
        view = self.state.view
        if view.by is not None:
            return self.density(self.state.question, south_up=self.state.south_up)
        if view is View.GAPS:
            return self.gaps(region=self.state.region, root=self.state.root, text=self.state.text)
        if view is View.LANGUAGE_LIST:
            return self.languages()
        if view is View.TERRITORIES:
            return self.territories()
        return self.roots() if view is View.ROOTS else self.headline()

    def density(self, question: Question, *, south_up: bool = False) -> Sheet:
        """People, languages or capacities by region."""
        names, numbers = self._names, self.numbers
        return self._counted(lambda counting: density_sheet(counting, question, names, numbers, south_up=south_up))

    def gaps(self, *, region: int | None = None, root: int | None = None, text: str = "") -> Sheet:
        """Offered against wanted for each capacity of the tree below `root` whose name holds `text`; gaps first."""
        names, tree = self._names, self._names.tree()
        wanted = _narrowed(tree, root, text)

        def made(counting: Counting) -> Sheet:
            found: list[Supply] = gaps_first(supply_of(counting, wanted), region)
            return gaps_sheet(found, counting, names, tree, region)

        return self._counted(made)

    def languages(self) -> Sheet:
        """Languages by speakers."""
        names, numbers = self._names, self.numbers
        return self._counted(lambda counting: languages_sheet(counting, names, counting.total, numbers))

    def territories(self) -> Sheet:
        """Regions and countries by people."""
        names, numbers, known = self._names, self.numbers, self._mirror.territories()
        return self._counted(
            lambda counting: territories_sheet(counting, known, names, counting.placed.bit_count(), numbers)
        )

    def roots(self) -> Sheet:
        """Root capacities by learners, sharers and proficient."""
        names, tree = self._names, self._names.tree()
        return self._counted(lambda counting: roots_sheet(counting, tree, names))

    def headline(self) -> Sheet | None:
        """The service's numbers of the whole; None where they were never fetched."""
        numbers = self.numbers
        return headline_sheet(numbers) if numbers is not None else None

    def detail(self, region: Region) -> RegionDetail:
        """The card of a region."""
        return self._counted(lambda counting: counting.detail(region))

    def _counted(self, made: Callable[[Counting], T]) -> T:
        regions = self._names.regions()
        found: T = self._asking(lambda index: made(Counting(index, regions)))
        return found


def _narrowed(tree: CapacityTree, root: int | None, text: str) -> list[int]:
    below = tree.family(root) if root is not None else None
    found: Iterable[int] = tree.search(text)
    return [each for each in found if below is None or each in below]
