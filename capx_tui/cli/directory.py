"""The capacity directory as JSON, as table rows, and as lines that are good to hear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.capacities import Capacity, CapacityTree, Term
from capx_tui.model.table import Cell
from capx_tui.model.themes import THEMES

__all__ = ["TABLE_FIELDS", "Counts", "Directory", "table_headings"]

_METABASE = "https://metabase.wikibase.cloud/wiki/Item:"
_WIKIDATA = "https://www.wikidata.org/wiki/"

TABLE_FIELDS = ("id", "qid", "name", "description", "parent", "level", "known", "available", "wanted")
_HEADINGS = (
    "directory-id", "directory-qid", "directory-name", "directory-description", "directory-parent",
    "directory-level", "directory-known", "directory-available", "directory-wanted",
)  # fmt: skip


def table_headings() -> list[str]:
    """`TABLE_FIELDS` in words."""
    return [t(key) for key in _HEADINGS]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people know, offer and want each capacity, by its id; those that nobody has are left out."""

    known: Mapping[int, int]
    available: Mapping[int, int]
    wanted: Mapping[int, int]


class Directory:
    """The directory in one language (the first of the tree's), with its counts."""

    def __init__(self, tree: CapacityTree, counts: Counts) -> None:
        self.tree = tree
        self._counts = counts

    def object(self, number: int) -> dict[str, Any]:
        """One capacity as ``--json`` lists it."""
        return dict(zip(TABLE_FIELDS, self.row(number), strict=True))

    def whole_object(self, number: int) -> dict[str, Any]:
        """One capacity with its sources and addresses: what ``capacities show`` prints."""
        capacity = self.tree.capacities[number]
        label, description = (find(self.tree.languages) for find in (capacity.label, capacity.description))
        return self.object(number) | {
            "path": [self.tree.name(each) for each in self.tree.path(number)],
            "children": list(self.tree.children(number)),
            "name_language": label.language if label else None,
            "name_source": label.source if label else None,
            "description_language": description.language if description else None,
            "description_source": description.source if description else None,
            "translation_needed": self._is_fallback(label) or self._is_fallback(description),
            "metabase": f"{_METABASE}{capacity.metabase_item}" if capacity.metabase_item else None,
            "wikidata": f"{_WIKIDATA}{capacity.qid}" if capacity.qid else None,
        }

    def row(self, number: int) -> list[Cell]:
        """The cells of `TABLE_FIELDS`."""
        capacity = self.tree.capacities[number]
        description = capacity.description(self.tree.languages)
        return [
            number,
            capacity.qid,
            self.tree.name(number),
            description.text if description else "",
            capacity.parent,
            self.tree.level(number),
            self._counts.known.get(number, 0),
            self._counts.available.get(number, 0),
            self._counts.wanted.get(number, 0),
        ]

    # Views

    def tree_lines(self, shown: Sequence[int]) -> Iterator[str]:
        """The tree, a capacity a line; numbers such as 2.1.3 say where it stands, so no blanks have to."""
        wanted = set(shown)
        numbers: dict[int, str] = {}
        places: dict[int | None, int] = {}
        for each in self.tree.walk():
            if each not in wanted:
                continue
            above = next((up for up in reversed(self.tree.path(each)[:-1]) if up in numbers), None)
            places[above] = places.get(above, 0) + 1
            numbers[each] = f"{numbers[above]}.{places[above]}" if above is not None else f"{places[above]}"
            yield t("directory-line", numbers[each], self.tree.name(each), self._spoken(each))

    def cards(self, shown: Sequence[int]) -> Iterator[Iterator[str]]:
        """A paragraph for each root: its name, what it is, and what it holds."""
        wanted = set(shown)
        for root in self.tree.roots:
            if wanted & self.tree.family(root):
                yield self._card(root, wanted)

    def _card(self, root: int, wanted: set[int]) -> Iterator[str]:
        yield t("directory-entry", self.tree.name(root), self._spoken(root))
        description = self.tree.capacities[root].description(self.tree.languages)
        if description:
            yield description.text
        for child in self.tree.children(root):
            below = [self.tree.name(each) for each in self.tree.children(child) if each in wanted]
            if below:
                yield t("directory-holds", self.tree.name(child), self._spoken(child), commas(below))
            elif child in wanted:
                yield t("directory-entry", self.tree.name(child), self._spoken(child))

    def themes(self, shown: Sequence[int]) -> Iterator[Iterator[str]]:
        """A paragraph for each thematic category, its capacities in their order."""
        wanted = set(shown)
        for theme in THEMES:
            held = [each for each in theme.capacities if each in wanted]
            if held:
                yield iter(
                    [
                        t(theme.label_key),
                        *(t("directory-entry", self.tree.name(each), self._spoken(each)) for each in held),
                    ]
                )

    def found_lines(self, found: Sequence[int]) -> Iterator[str]:
        """The results of a search, best first, each with where it stands."""
        for each in found:
            above = [self.tree.name(up) for up in self.tree.path(each)[:-1]]
            name = t("directory-in", self.tree.name(each), commas(above)) if above else self.tree.name(each)
            yield t("directory-entry", name, self._spoken(each))

    def show_lines(self, number: int) -> Iterator[str]:
        """One capacity with everything that the guide's information pane has."""
        capacity = self.tree.capacities[number]
        label, description = (find(self.tree.languages) for find in (capacity.label, capacity.description))
        yield self.tree.name(number)
        yield t("directory-description-is", description.text if description else t("directory-no-description"))
        if description:
            yield t("directory-language-is", description.language)
            yield t("directory-source-is", t(f"directory-source-{description.source}"))
        if self._is_fallback(label) or self._is_fallback(description):
            yield t("directory-translation-needed", self.tree.languages[0])
        yield t("directory-counts", *self._three(number))
        yield from self._family_lines(number)
        yield from self._addresses(capacity)
        yield t("directory-id-is", number)

    def _family_lines(self, number: int) -> Iterator[str]:
        above = [self.tree.name(each) for each in self.tree.path(number)[:-1]]
        yield t("directory-above", commas(above)) if above else t("directory-root")
        below = [self.tree.name(each) for each in self.tree.children(number)]
        if below:
            yield t("directory-below", commas(below))

    def _addresses(self, capacity: Capacity) -> Iterator[str]:
        item = capacity.metabase_item
        yield t("directory-metabase", f"{_METABASE}{item}") if item else t("directory-no-metabase")
        yield t("directory-wikidata", f"{_WIKIDATA}{capacity.qid}") if capacity.qid else t("directory-no-wikidata")

    def _is_fallback(self, term: Term | None) -> bool:
        """Whether a text is missing, or came in another language than asked."""
        return term is None or term.language != self.tree.languages[0]

    def _three(self, number: int) -> tuple[int, int, int]:
        counts = self._counts
        return counts.known.get(number, 0), counts.available.get(number, 0), counts.wanted.get(number, 0)

    def _spoken(self, number: int) -> str:
        return t("directory-counts-short", *self._three(number))
