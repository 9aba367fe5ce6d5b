"""What forms choose from, as the mirror has it now: capacities, places, languages, organizations, projects.

Each is a `model.form_options.OptionSource`. Nothing is built before somebody looks for something, and what
was built is used until the mirror's list or the person's language is another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from capx_tui.i18n.catalogue import t
from capx_tui.i18n.order import alphabetical
from capx_tui.model.capacities import CapacityTree
from capx_tui.model.commons_files import file_title
from capx_tui.model.form_options import Option, Options
from capx_tui.model.naming import Kind, Named, NameTable
from capx_tui.store.names import Names
from capx_tui.text import fold

__all__ = ["AvatarOptions", "CapacityOptions", "NamedOptions", "path_words"]


class NamedOptions:
    """Everything of one kind, by name; also found by any other name, code or acronym."""

    def __init__(self, names: Names, kind: Kind) -> None:
        self._names = names
        self._kind = kind
        self._made: tuple[NameTable, Options] | None = None

    def label(self, entry: int | str) -> str:
        """See `OptionSource`."""
        return self._names.table(self._kind).name(entry) if isinstance(entry, int) else ""

    def search(self, typed: str) -> Sequence[Option]:
        """See `OptionSource`."""
        table = self._names.table(self._kind)
        if self._made is None or self._made[0] is not table:
            self._made = table, Options(self._options(table))
        return self._made[1].search(typed)

    def _options(self, table: NameTable) -> Iterable[Option]:
        where = self._regions() if self._kind is Kind.TERRITORY else {}
        for thing in sorted(table.things, key=lambda each: alphabetical(each.name)):
            yield Option(thing.id, thing.name, where.get(thing.id, ""), _also(thing))

    def _regions(self) -> Mapping[int, str]:
        """What each place is part of; a region says that it is one."""
        children = self._names.territory_children()
        where = dict.fromkeys(children, t("options-region"))
        for region, below in children.items():
            for each in below:
                where.setdefault(each, self.label(region))
        return where


def _also(thing: Named) -> str:
    return " ".join((*thing.names, *thing.codes))


class _Searched(msgspec.Struct, frozen=True):
    """One capacity, folded: its name as shown, its names in all languages, and the words about it."""

    option: Option
    name: str
    names: str
    about: str

    def rank(self, whole: str, words: Sequence[str]) -> int | None:
        """0 for the best, None for no hit. Of path and description only beginnings of words count: there are many."""
        if self.name.startswith(whole):
            return 0
        if f" {whole}" in self.names:
            return 1
        if all(word in self.names for word in words):
            return 2
        return 3 if all(word in self.names or f" {word}" in self.about for word in words) else None


class CapacityOptions:
    """Capacities in the order of their tree, found by name in any language, by path and by description."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._made: tuple[CapacityTree, Sequence[_Searched]] | None = None

    def label(self, entry: int | str) -> str:
        """See `OptionSource`."""
        return self._names.capacity(entry) if isinstance(entry, int) else ""

    def search(self, typed: str) -> Sequence[Option]:
        """See `OptionSource`."""
        tree = self._names.tree()
        if self._made is None or self._made[0] is not tree:
            self._made = tree, [_searched(tree, each) for each in tree.walk()]
        words = fold(typed).split()
        if not words:
            return [each.option for each in self._made[1]]
        ranked = [(each.rank(" ".join(words), words), each.option) for each in self._made[1]]
        found = [(rank, option) for rank, option in ranked if rank is not None]
        return [option for _, option in sorted(found, key=lambda each: each[0])]


def path_words(tree: CapacityTree, capacity_id: int) -> str:
    """The names above a capacity, from the top; "" for one at the top."""
    return " > ".join(map(tree.name, tree.path(capacity_id)[:-1]))


def _searched(tree: CapacityTree, capacity_id: int) -> _Searched:
    capacity, path = tree.capacities[capacity_id], path_words(tree, capacity_id)
    description = capacity.description(tree.languages)
    names = (tree.name(capacity_id), *(term.text for term in capacity.labels))
    about = f"{path} {description.text if description else ''} {capacity.qid}"
    option = Option(capacity_id, tree.name(capacity_id), path)
    return _Searched(option, fold(option.label), " " + " ".join(map(fold, names)), " " + fold(about))


class AvatarOptions:
    """Pictures by number and file title. `addresses` maps ids to addresses; none before they are fetched."""

    def __init__(self) -> None:
        self.addresses: Mapping[int, str] = {}

    def label(self, entry: int | str) -> str:
        """See `OptionSource`."""
        address = self.addresses.get(entry) if isinstance(entry, int) else None
        return t("options-avatar", entry, file_title(address) or address) if address else ""

    def search(self, typed: str) -> Sequence[Option]:
        """See `OptionSource`."""
        return Options(Option(each, self.label(each)) for each in sorted(self.addresses)).search(typed)
