"""What forms choose from, out of the mirror: capacities by name, path and description, and whatever else has names."""

from __future__ import annotations

from collections.abc import Iterator

from capx_tui.model.form_options import Option, Options
from capx_tui.store.names import Kind, Names

__all__ = ["capacity_options", "named_options"]


def capacity_options(names: Names) -> Options:
    """The whole directory, in the order of its tree; made when it is first looked at."""

    def entries() -> Iterator[Option]:
        tree = names.tree()
        codes = {named.id: named for named in names.table(Kind.CAPACITY).things}
        for number in tree.walk():
            above = " > ".join(tree.name(each) for each in tree.path(number) if each != number)
            capacity = tree.capacities[number]
            described = " ".join(term.text for term in capacity.descriptions)
            named = codes[number]
            yield Option(number, tree.name(number), above, " ".join((*named.names, *named.codes, described)))

    return Options(entries)


def named_options(names: Names, kind: Kind) -> Options:
    """Everything of one kind by name."""

    def entries() -> Iterator[Option]:
        for named in sorted(names.table(kind).things, key=lambda each: each.name.casefold()):
            yield Option(named.id, named.name, also=" ".join((*named.names, *named.codes)))

    return Options(entries)
