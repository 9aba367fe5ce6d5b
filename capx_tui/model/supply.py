"""Supply and demand: how many people offer a capacity and how many want it, everywhere and region by region."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from capx_tui.model.density import Counting

__all__ = ["Balance", "Supply", "gaps_first", "supply_of"]


@dataclass(frozen=True, slots=True)
class Balance:
    """People who offer it, people who want it, and people who know it, in one place."""

    offered: int = 0
    wanted: int = 0
    known: int = 0

    @property
    def gap(self) -> int:
        """How many more people want it than offer it; below 0 where there is more on offer."""
        return self.wanted - self.offered


@dataclass(frozen=True, slots=True)
class Supply:
    """One capacity. `regions` maps region ids to what there is in that region."""

    capacity: int
    everywhere: Balance
    regions: dict[int, Balance]

    def within(self, region: int | None) -> Balance:
        """What there is in a region, everywhere for None."""
        return self.everywhere if region is None else self.regions[region]


def supply_of(counting: Counting, capacities: Collection[int]) -> list[Supply]:
    """Each of `capacities` by itself (those below it are not added), in their order."""
    return [_one(counting, capacity) for capacity in capacities]


def _one(counting: Counting, capacity: int) -> Supply:
    offered, wanted, known = (counting.holders(capacity, which) for which in ("available", "wanted", "known"))

    def within(region: int | None) -> Balance:
        here = counting.within(region)
        return Balance((offered & here).bit_count(), (wanted & here).bit_count(), (known & here).bit_count())

    if not offered | wanted | known:
        nothing = Balance()
        return Supply(capacity, nothing, {region.id: nothing for region in counting.regions})
    return Supply(capacity, within(None), {region.id: within(region.id) for region in counting.regions})


def gaps_first(found: Sequence[Supply], region: int | None = None) -> list[Supply]:
    """The largest gap first; of equal gaps what most people want, then the smaller id."""

    def rank(supply: Supply) -> tuple[int, int, int]:
        here = supply.within(region)
        return (-here.gap, -here.wanted, supply.capacity)

    return sorted(found, key=rank)
