"""The capacity tree: ids and parents from the service, names and descriptions from Metabase or Wikidata."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import msgspec

from capx_tui.i18n import t
from capx_tui.i18n.order import alphabetical
from capx_tui.text import fold

__all__ = ["Capacity", "CapacityTree", "Term", "language_chain"]


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One text of a capacity in one language: where it came from is part of what people are told."""

    text: str
    language: str
    #: "metabase" or "wikidata"
    source: str


class Capacity(msgspec.Struct, frozen=True, kw_only=True):
    """`GET /skill/` plus its terms. `parent` is None for the seven roots."""

    id: int
    qid: str
    parent: int | None = None
    #: The Metabase item, "" where the capacity is not linked there.
    metabase_item: str = ""
    labels: tuple[Term, ...] = ()
    descriptions: tuple[Term, ...] = ()

    def label(self, languages: Sequence[str]) -> Term | None:
        """The label in the first of `languages` there is one for, Metabase before Wikidata."""
        return _first(self.labels, languages)

    def description(self, languages: Sequence[str]) -> Term | None:
        """The description, likewise."""
        return _first(self.descriptions, languages)

    def name(self, languages: Sequence[str]) -> str:
        """The label, or ``Capacity <id>`` where nobody named it yet in a language we can fall back to."""
        term = self.label(languages)
        return term.text if term else t("capacity-unnamed", self.id)


def language_chain(language: str) -> tuple[str, ...]:
    """The languages to try for a term, best first: ``pt-br`` gives pt-br, pt, en."""
    base = language.partition("-")[0]
    return tuple(dict.fromkeys((language, base, "en")))


def _first(terms: Sequence[Term], languages: Sequence[str]) -> Term | None:
    for language in languages:
        for source in ("metabase", "wikidata"):
            for term in terms:
                if term.language == language and term.source == source and term.text:
                    return term
    return None


def _without_loops(parents: dict[int, int | None]) -> dict[int, int | None]:
    """`parents`, the lowest id of each loop made a root."""
    settled: set[int] = set()
    for start in sorted(parents):
        way: list[int] = []
        at: int | None = start
        while at is not None and at not in settled and at not in way:
            way.append(at)
            at = parents[at]
        if at is not None and at in way:
            parents[min(way[way.index(at) :])] = None
        settled.update(way)
    return parents


@dataclass(frozen=True)
class CapacityTree:
    """All capacities, ordered by name among siblings, in the languages of `languages` (best first).

    It holds every capacity, whatever the data say: one whose parent is missing is a root, and so is
    the lowest id of a loop.
    """

    capacities: Mapping[int, Capacity]
    languages: tuple[str, ...] = ("en",)
    _parents: dict[int, int | None] = field(init=False, repr=False, compare=False)
    _children: dict[int | None, tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        parents = _without_loops(
            {c.id: c.parent if c.parent in self.capacities else None for c in self.capacities.values()}
        )
        object.__setattr__(self, "_parents", parents)
        children: dict[int | None, list[int]] = {}
        for capacity_id, parent in parents.items():
            children.setdefault(parent, []).append(capacity_id)
        ordered = {parent: tuple(sorted(ids, key=self._place)) for parent, ids in children.items()}
        object.__setattr__(self, "_children", ordered)

    def _place(self, capacity_id: int) -> tuple[bool, str, int]:
        """By name; those that nobody named yet come last, by number."""
        label = self.capacities[capacity_id].label(self.languages)
        return label is None, alphabetical(label.text) if label else "", capacity_id

    @classmethod
    def of(cls, capacities: Iterable[Capacity], languages: tuple[str, ...] = ("en",)) -> CapacityTree:
        """The tree of `capacities`."""
        return cls({capacity.id: capacity for capacity in capacities}, languages)

    def __len__(self) -> int:
        return len(self.capacities)

    def name(self, capacity_id: int) -> str:
        """The name people read; ``Capacity <id>`` for one we do not know."""
        capacity = self.capacities.get(capacity_id)
        return capacity.name(self.languages) if capacity else t("capacity-unnamed", capacity_id)

    @property
    def roots(self) -> tuple[int, ...]:
        """Ids of the capacities at the top, by name."""
        return self._children.get(None, ())

    def children(self, capacity_id: int) -> tuple[int, ...]:
        """Ids right below, by name."""
        return self._children.get(capacity_id, ())

    def family(self, capacity_id: int) -> frozenset[int]:
        """The capacity and everything below it."""
        found = {capacity_id}
        queue = [capacity_id]
        while queue:
            below = self.children(queue.pop())
            found.update(below)
            queue += below
        return frozenset(found)

    def path(self, capacity_id: int) -> tuple[int, ...]:
        """Ids from the root down to the capacity itself."""
        found: list[int] = []
        at: int | None = capacity_id if capacity_id in self.capacities else None
        while at is not None:
            found.append(at)
            at = self._parents[at]
        return tuple(reversed(found))

    def level(self, capacity_id: int) -> int:
        """1 for a root, 2 and 3 below."""
        return len(self.path(capacity_id))

    def walk(self) -> Iterator[int]:
        """All ids, parents before children, siblings by name."""
        stack = list(reversed(self.roots))
        while stack:
            at = stack.pop()
            yield at
            stack.extend(reversed(self.children(at)))

    @cached_property
    def _search_texts(self) -> dict[int, tuple[str, str]]:
        texts = {}
        for capacity in self.capacities.values():
            labels = " \n ".join(fold(term.text) for term in capacity.labels) or fold(self.name(capacity.id))
            description = capacity.description(self.languages)
            texts[capacity.id] = (labels, fold(description.text) if description else "")
        return texts

    def search(self, text: str) -> tuple[int, ...]:
        """Ids whose name (in any language we know) or description holds every word of `text`.

        Order: the name begins with it, the name holds it, the description does; then by name.
        """
        words = fold(text).split()
        if not words:
            return tuple(self.walk())
        ranked = []
        for capacity_id, (labels, description) in self._search_texts.items():
            if all(word in labels for word in words):
                starts = any(label.startswith(words[0]) for label in labels.split(" \n "))
                rank = 0 if starts else 1
            elif all(word in labels or word in description for word in words):
                rank = 2
            else:
                continue
            ranked.append((rank, alphabetical(self.name(capacity_id)), capacity_id))
        return tuple(capacity_id for _, _, capacity_id in sorted(ranked))
