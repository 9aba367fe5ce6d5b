"""A list of the mirror's that is narrowed by facets: what organizations and events have in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Generic, TypeVar

from capx_tui.model.facets import Asked, Facets
from capx_tui.model.naming import Kind
from capx_tui.store.base import Store
from capx_tui.store.explore import FacetValue
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Names
from capx_tui.text import fold

__all__ = ["KINDS", "Listing", "ListingState", "regions_of"]

T = TypeVar("T")

#: The kind of name behind the values of each facet; the others are words.
KINDS = {
    "capacities": Kind.CAPACITY,
    "available": Kind.CAPACITY,
    "wanted": Kind.CAPACITY,
    "known": Kind.CAPACITY,
    "territories": Kind.TERRITORY,
    "organizations": Kind.ORGANIZATION,
}
_EVERYTHING = Asked()


def regions_of(names: Names) -> dict[int, list[int]]:
    """Territory id → the territories above it."""
    found: dict[int, list[int]] = {}
    for region, children in names.territory_children().items():
        for child in children:
            found.setdefault(child, []).append(region)
    return found


@dataclass(frozen=True)
class ListingState:
    """`count` of `total` match what is asked. `revision` is another number whenever the rows may be others."""

    asked: Asked = _EVERYTHING
    count: int = 0
    total: int = 0
    revision: int = 0


class Listing(Store[ListingState], Generic[T]):
    """`show` reads the mirror; everything else is computed."""

    #: Facets whose values are words: facet → the words, in their order.
    WORDS: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType({})

    def __init__(self, mirror: Mirror, names: Names) -> None:
        super().__init__(ListingState())
        self._mirror = mirror
        self._names = names
        self._made_from: object = None
        self._items: Sequence[T] = ()
        self._found: Sequence[T] = ()

    @abstractmethod
    def read(self) -> Sequence[T]:
        """Everything there is, in order."""

    @abstractmethod
    def facets(self) -> Facets[T]:
        """What can be asked for."""

    def made_from(self) -> object:
        """What `read` depends on besides the mirror's lists and the language."""
        return None

    @abstractmethod
    def word(self, value: str) -> str:
        """The name of a value that is a word."""

    def show(self) -> None:
        """Take over what the mirror holds; costs nothing where nothing has changed."""
        made_from = (self._mirror.lists_version(), self._names.language, self.made_from())
        if made_from != self._made_from:
            self._made_from = made_from
            self._items = self.read()
            self.ask(self.state.asked)

    def ask(self, asked: Asked) -> None:
        """Ask for other items."""
        self._found = self.facets().select(self._items, asked)
        self._set(
            self._begin("show"),
            asked=asked,
            count=len(self._found),
            total=len(self._items),
            revision=self.state.revision + 1,
        )

    def clear(self, *, keeps_text: bool = False) -> None:
        """Ask for everything; `keeps_text` leaves what is searched for."""
        self.ask(Asked(text=self.state.asked.text if keeps_text else ""))

    @property
    def is_narrowed(self) -> bool:
        """Whether there is anything to take away."""
        return bool(self.state.asked.active)

    def at(self, place: int) -> T | None:
        """What stands at a place, from 0."""
        return self._found[place] if 0 <= place < len(self._found) else None

    @property
    def found(self) -> Sequence[T]:
        """What matches, in order."""
        return self._found

    def values(self, facet: str, typed: str = "") -> list[FacetValue]:
        """What can be chosen for a facet: names that hold `typed`, each with how many items there would be."""
        counts = self.facets().counts(self._items, self.state.asked, facet)
        if facet in KINDS:
            named = self._names.search(KINDS[facet], typed)
            found = [FacetValue(each.id, each.name, counts[each.id]) for each in named if counts[each.id] or typed]
            return found if typed else sorted(found, key=lambda value: -value.count)
        words = [(place, self.word(value), counts[value]) for place, value in enumerate(self.WORDS[facet])]
        return [FacetValue(place, word, count) for place, word, count in words if fold(typed) in fold(word)]

    def value(self, facet: str, chosen: int) -> int | str:
        """The value behind a `FacetValue.id`."""
        return self.WORDS[facet][chosen] if facet in self.WORDS else chosen

    def words(self, facet: str) -> list[str]:
        """The values asked for of one facet, by name."""
        asked = self.state.asked
        if facet == "text":
            return [asked.text] if asked.text else []
        if facet in KINDS:
            table = self._names.table(KINDS[facet])
            return [table.name(value) for value in asked.values(facet) if isinstance(value, int)]
        return [self.word(str(value)) for value in asked.values(facet)]

    def relief(self) -> list[tuple[str, int]]:
        """For an empty result: which one facet to drop, and how many items that brings; best first."""
        return self.facets().relief(self._items, self.state.asked)
