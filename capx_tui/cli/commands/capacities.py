"""``capx-tui capacities``: the directory, and ``capacities show C``: one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from capx_tui.cli.console import Console
from capx_tui.cli.directory import TABLE_FIELDS, Counts, Directory, table_headings
from capx_tui.cli.flags import Format
from capx_tui.cli.options import Request
from capx_tui.cli.output import Table, print_list, print_object
from capx_tui.cli.public_data import Source
from capx_tui.cli.source import with_source
from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.capacities import CapacityTree
from capx_tui.model.explore import ExploreFilter, Facet
from capx_tui.model.naming import Kind
from capx_tui.model.people_index import PeopleIndex, Relations
from capx_tui.model.themes import THEMES
from capx_tui.text import fold

__all__ = ["run", "show_capacity"]

_VIEWS = ("tree", "cards", "themes")


def run(request: Request, console: Console) -> int:
    """Print the directory, what a search finds in it, or one capacity."""
    view = _view(request)
    if request.words[:1] == ("show",):
        if len(request.words) == 1:
            raise RuleError("cli-needs-word", "capacities show")
        name = " ".join(request.words[1:])
        return with_source(request, console, lambda source: _show(name, request, console, source))
    return with_source(request, console, lambda source: _list(view, request, console, source))


def _view(request: Request) -> str:
    given = request.value("view")
    if fold(given) in ("", *_VIEWS):
        return fold(given)
    raise RuleError("cli-not-a-choice", "--view", given, commas(_VIEWS))


def _directory(source: Source) -> Directory:
    tree = source.names.tree()
    return Directory(tree, source.mirror.ask_people(lambda index: _counts(index, tree)))


def _counts(index: PeopleIndex, tree: CapacityTree) -> Counts:
    """Each capacity by itself: who has only a sub-capacity is not counted above it."""
    everybody, relations = ExploreFilter(), Relations(tree)
    known, available, wanted = (
        index.counts(everybody, facet, relations) for facet in (Facet.KNOWN, Facet.AVAILABLE, Facet.WANTED)
    )
    return Counts(known, available, wanted)


def _show(name: str, request: Request, console: Console, source: Source) -> int:
    return show_capacity(source.names.resolve(Kind.CAPACITY, name), request, console, source)


def show_capacity(number: int, request: Request, console: Console, source: Source) -> int:
    """Print one capacity with everything known of it."""
    directory = _directory(source)
    if number not in directory.tree.capacities:
        raise RuleError("cli-unknown-capacity-none-near", str(number), "")
    if request.common.format is Format.JSON:
        print_object(console, directory.whole_object(number))
    else:
        table = _table(directory, [number], lambda: iter([directory.show_lines(number)]))
        print_list(console, request.common.format, table)
    return 0


def _list(view: str, request: Request, console: Console, source: Source) -> int:
    directory = _directory(source)
    found = directory.tree.search(request.text)
    if view == "themes":
        order = [each for theme in THEMES for each in theme.capacities if each in set(found)]
    else:
        order = list(found)
    shown = order[: request.common.limit]
    paragraphs = _paragraphs(directory, view, shown, is_search=bool(request.text))
    print_list(console, request.common.format, _table(directory, shown, paragraphs))
    if len(shown) < len(order):
        console.say(t("directory-found-limited", len(shown), len(order)))
    else:
        console.say(t("directory-found", len(shown)) if shown else t("directory-nothing-found"))
    return 0


def _paragraphs(directory: Directory, view: str, shown: Sequence[int], *, is_search: bool) -> Any:
    if view == "cards":
        return lambda: directory.cards(shown)
    if view == "themes":
        return lambda: directory.themes(shown)
    if view == "" and is_search:
        return lambda: _one(directory.found_lines(shown))
    # A search keeps the way down to what it found.
    path = {above for each in shown for above in directory.tree.path(each)} if is_search else set(shown)
    return lambda: _one(directory.tree_lines(list(path)))


def _one(lines: Iterator[str]) -> Iterator[Iterator[str]]:
    yield lines


def _table(directory: Directory, shown: Sequence[int], paragraphs: Any) -> Table:
    return Table(
        objects=lambda: map(directory.object, shown),
        paragraphs=paragraphs,
        fields=TABLE_FIELDS,
        headings=table_headings,
        rows=lambda _in_words: map(directory.row, shown),
    )
