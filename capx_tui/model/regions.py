"""The Wikimedia regions: which they are, their codes, what is below them, and their order from north to south."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from capx_tui.i18n import t
from capx_tui.i18n.order import alphabetical
from capx_tui.model.directory import Territory
from capx_tui.model.languages import country_words
from capx_tui.text import fold

__all__ = ["NORTH_TO_SOUTH", "Region", "regions_of", "territories_below", "territory_words"]

#: Code and English name (as the service has it, folded) of the eight regions, by the latitude of their middle.
NORTH_TO_SOUTH = {
    "NWE": "Northern & Western Europe",
    "CEECA": "Central & Eastern Europe & Central Asia",
    "NA": "North America",
    "MENA": "Middle East & North Africa",
    "SA": "South Asia",
    "ESEAP": "East, Southeast Asia, & Pacific",
    "SSA": "Sub-Saharan Africa",
    "LAC": "Latin America & Caribbean",
}
_CODE_OF_NAME = {fold(name): code for code, name in NORTH_TO_SOUTH.items()}


class Region(msgspec.Struct, frozen=True):
    """A territory without one above it. `countries` are the ids of everything below it, each once."""

    id: int
    name: str
    code: str
    countries: tuple[int, ...] = ()


def territories_below(territories: Iterable[Territory]) -> dict[int, tuple[int, ...]]:
    """Territory id → the ids of all territories below it, however deep; those with nothing below are left out.

    One that comes back to itself through its parents is not below itself.
    """
    right_below: dict[int, list[int]] = {}
    for each in territories:
        for parent in each.parent_territory:
            right_below.setdefault(parent, []).append(each.id)
    found = {}
    for top, first in right_below.items():
        below = dict.fromkeys(first)
        waiting = list(below)
        while waiting:
            for number in right_below.get(waiting.pop(), ()):
                if number not in below:
                    below[number] = None
                    waiting.append(number)
        below.pop(top, None)
        found[top] = tuple(below)
    return {top: below for top, below in found.items() if below}


def _code(territory: Territory) -> str:
    """Ours where it is one of the eight, by its acronym or by its name; else the acronym that the service has.

    Only regions have our codes: NA is also Namibia, SA also Saudi Arabia.
    """
    acronym = territory.territory_acronym.upper()
    if acronym in NORTH_TO_SOUTH:
        return acronym
    return _CODE_OF_NAME.get(fold(territory.territory_name), acronym)


def territory_words(territory: Territory, language: str) -> str:
    """Its name in `language`: of a region ours, of a country CLDR's; in English as the service has it, and for want."""
    if language.partition("-")[0] == "en":
        return territory.territory_name
    if territory.is_region:
        code = _code(territory)
        return t(f"region-{code.lower()}") if code in NORTH_TO_SOUTH else territory.territory_name
    return country_words(territory.territory_acronym, language) or territory.territory_name


def regions_of(territories: Sequence[Territory], language: str = "en") -> tuple[Region, ...]:
    """The regions, the northernmost first; those that are none of the eight come last, by name."""
    below = territories_below(territories)
    places = {code: place for place, code in enumerate(NORTH_TO_SOUTH)}
    found = [
        Region(each.id, territory_words(each, language), _code(each), below.get(each.id, ()))
        for each in territories
        if each.is_region
    ]
    return tuple(sorted(found, key=lambda r: (places.get(r.code, len(places)), alphabetical(r.name), r.id)))
