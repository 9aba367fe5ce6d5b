"""What the service itself has, counted by hand: the screens' numbers are held against it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from capx_tui.api.client import Transport
from capx_tui.api.endpoints import EMBEDDED_SERVICE
from capx_tui.api.wire import Request

__all__ = ["CAPACITY_LISTS", "Census", "Profile", "take_census"]

#: A profile as the service sends it.
Profile = dict[str, Any]
CAPACITY_LISTS = ("skills_known", "skills_available", "skills_wanted")
_LEVELS = ("0", "1", "2", "3", "4", "5", "n")


@dataclass(frozen=True)
class Census:
    """Raw answers; `count` goes through all of them one by one."""

    people: list[Profile]
    territories: list[dict[str, Any]]
    capacities: list[dict[str, Any]]

    def count(self, *conditions: Callable[[Profile], bool]) -> int:
        """How many people with a capacity meet every condition."""
        return sum(has_a_capacity(person) and all(meets(person) for meets in conditions) for person in self.people)

    def named(self, username: str) -> Profile:
        """The profile of one person."""
        return next(person for person in self.people if person["user"]["username"] == username)

    def territory(self, name: str) -> int:
        """The number of a region or country."""
        found: int = next(each["id"] for each in self.territories if each["territory_name"] == name)
        return found

    def countries(self, region: str) -> set[int]:
        """A region and the countries in it."""
        number = self.territory(region)
        return {number, *(each["id"] for each in self.territories if number in each["parent_territory"])}

    def family(self, capacity: int) -> set[int]:
        """A capacity and everything below it."""
        found = {capacity}
        while more := {each["id"] for each in self.capacities if each["skill_type"] in found} - found:
            found |= more
        return found


def has_a_capacity(person: Profile) -> bool:
    """Whether Explore shows them unless it is asked for everybody."""
    return any(person[name] for name in CAPACITY_LISTS)


def holds(field: str, values: Collection[int]) -> Callable[[Profile], bool]:
    """A list of the profile has one of `values`."""
    return lambda person: bool(set(person[field]) & set(values))


def lists_any(values: Collection[int]) -> Callable[[Profile], bool]:
    """One of the three lists of capacities has one of `values`."""
    return lambda person: any(holds(field, values)(person) for field in CAPACITY_LISTS)


def filled(field: str) -> Callable[[Profile], bool]:
    """The list is not empty."""
    return lambda person: bool(person[field])


def speaks(language: int, least: str = "") -> Callable[[Profile], bool]:
    """The language is spoken, at `least` that well."""

    def meets(person: Profile) -> bool:
        levels = [str(each["proficiency"]) for each in person["language"] if each["id"] == language]
        return any(not least or (level in _LEVELS and _LEVELS.index(level) >= _LEVELS.index(least)) for level in levels)

    return meets


async def take_census(transport: Transport) -> Census:
    """Ask the service for everything, without any filter."""

    async def ask(path: str) -> list[dict[str, Any]]:
        request = Request("GET", f"{EMBEDDED_SERVICE}{path}?limit=500&offset=0", (("Accept", "application/json"),))
        answer = json.loads((await transport.send(request)).body)
        assert answer["next"] is None
        results: list[dict[str, Any]] = answer["results"]
        return results

    return Census(await ask("/users/"), await ask("/territory/"), await ask("/skill/"))
