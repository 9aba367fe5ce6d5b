"""Lists that are narrowed by facets, computed on the spot: some hundreds of organizations or events, not of people.

Values of one facet are alternatives, facets narrow each other, as in Explore (`model.people_index` does the same for
a hundred thousand people).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Generic, TypeVar

import msgspec

from capx_tui.text import fold

__all__ = ["Asked", "Facets"]

T = TypeVar("T")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """`text` is looked for in names; `chosen` are the values asked for, by facet: ids, or words of the service."""

    text: str = ""
    chosen: Mapping[str, tuple[int | str, ...]] = MappingProxyType({})

    def values(self, facet: str) -> tuple[int | str, ...]:
        """What is asked for of one facet."""
        return self.chosen.get(facet, ())

    @property
    def active(self) -> tuple[str, ...]:
        """The facets that narrow; "text" is one."""
        return (*(["text"] if fold(self.text) else []), *(facet for facet, values in self.chosen.items() if values))

    def asking(self, facet: str, values: Iterable[int | str]) -> Asked:
        """The same with other values of one facet."""
        return msgspec.structs.replace(self, chosen={**self.chosen, facet: tuple(dict.fromkeys(values))})

    def toggled(self, facet: str, value: int | str) -> Asked:
        """The same with one value more, or without it."""
        held = self.values(facet)
        return self.asking(facet, (each for each in held if each != value) if value in held else (*held, value))

    def without(self, facet: str) -> Asked:
        """The same with one facet taken out."""
        return msgspec.structs.replace(self, text="") if facet == "text" else self.asking(facet, ())


class Facets(Generic[T]):
    """`values` gives what an item has of each facet, under what is asked; `texts` the words a text is looked for in."""

    def __init__(
        self,
        values: Mapping[str, Callable[[T, Asked], Collection[int | str]]],
        texts: Callable[[T], Iterable[str]],
    ) -> None:
        self._values = values
        self._texts = texts

    @property
    def names(self) -> tuple[str, ...]:
        """The facets, in the order in which they are shown."""
        return tuple(self._values)

    def select(self, items: Iterable[T], asked: Asked) -> list[T]:
        """The items that have a value asked for of each facet, in the order in which they came."""
        wanted = fold(asked.text)
        chosen = [(facet, set(values)) for facet, values in asked.chosen.items() if values]
        return [
            item
            for item in items
            if all(not values.isdisjoint(self._values[facet](item, asked)) for facet, values in chosen)
            and (not wanted or any(wanted in fold(text) for text in self._texts(item)))
        ]

    def counts(self, items: Sequence[T], asked: Asked, facet: str) -> Counter[int | str]:
        """For each value of `facet`, how many items have it under all the other facets."""
        found: Counter[int | str] = Counter()
        for item in self.select(items, asked.without(facet)):
            found.update(set(self._values[facet](item, asked)))
        return found

    def relief(self, items: Sequence[T], asked: Asked) -> list[tuple[str, int]]:
        """Which one facet to drop, and how many items that brings; best first, those that bring none left out."""
        found = [(facet, len(self.select(items, asked.without(facet)))) for facet in asked.active]
        return sorted((pair for pair in found if pair[1]), key=lambda pair: -pair[1])
