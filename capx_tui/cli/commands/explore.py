"""``capx-tui explore``: people, by any mix of filters."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

import msgspec

from capx_tui.bootstrap import open_reader
from capx_tui.cli.asking import asked_for, relief_lines, sort_of
from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.options import Request
from capx_tui.cli.output import Table, print_list
from capx_tui.cli.profile import TABLE_FIELDS, PersonObject, person_row, summary_lines, table_headings
from capx_tui.cli.public_data import Source
from capx_tui.cli.source import FRESH, options_of, reset_once, with_source
from capx_tui.errors import RuleError, StorageError
from capx_tui.i18n import t
from capx_tui.i18n.moments import ago
from capx_tui.model.explore import ExploreFilter, Sort
from capx_tui.model.freshness import holds
from capx_tui.model.matches import Matching
from capx_tui.model.people import Person, Role
from capx_tui.model.people_index import PeopleIndex, Relations
from capx_tui.model.profile import Profile
from capx_tui.paths import cache_dir
from capx_tui.store.filters import FilterFile, filter_file
from capx_tui.store.names import HeldNames
from capx_tui.text import fold

__all__ = ["run", "show_people"]

T = TypeVar("T")

#: People read from the mirror at once.
_PORTION = 500


def run(request: Request, console: Console, start: ExploreFilter | None = None) -> int:
    """Print who matches; `start` stands in for the flags, for an address that is followed.

    Exit 2 for a name that is not known, 0 also where nobody matches.
    """
    # Refused before anything is asked or fetched.
    sort = sort_of(request)
    request = reset_once(request, console)
    me = _me(request, console) if sort is Sort.MATCH else None
    saved = _saved(request, console)

    def asked(source: Source) -> ExploreFilter:
        return start if start is not None else _asked(request, source)

    return with_source(
        request, console, lambda source: _explore(asked(source), request, console, source, me, saved), narrowed_by=asked
    )


def _filters(source: Source) -> FilterFile:
    return FilterFile(filter_file(source.file) if source.file is not None else None)


def _asked(request: Request, source: Source) -> ExploreFilter:
    kept = _filters(source).read().named if request.value("filter") else {}
    return asked_for(request, source.names.resolve, kept)


def _me(request: Request, console: Console) -> Profile:
    # All other orders do without a service to ask, and start sooner for it.
    from capx_tui.cli.me import me_of

    return me_of(request, console)[0]


def _saved(request: Request, console: Console) -> Collection[int]:
    """The people who are saved, where they are asked for: by the flag, or by the filter to start from."""
    wanted = request.on("saved")
    if not wanted and request.value("filter"):
        with open_reader(options_of(request, console)) as reader:
            path = reader.mirror.path if reader.mirror is not None else None
            kept = FilterFile(filter_file(path)).read().named if path is not None else {}
            wanted = any(each.saved for name, each in kept.items() if fold(name) == fold(request.value("filter")))
    if not wanted:
        return ()
    from capx_tui.cli.my_saved import saved_people

    return saved_people(request, console)


def _explore(
    asked: ExploreFilter,
    request: Request,
    console: Console,
    source: Source,
    me: Profile | None,
    saved: Collection[int],
) -> int:
    if request.value("save-filter"):
        _save(request.value("save-filter"), asked, console, source)
    return show_people(asked, request, console, source, me, saved)


def _save(name: str, asked: ExploreFilter, console: Console, source: Source) -> None:
    name = " ".join(name.split())
    if not name:
        raise RuleError("explore-filter-name-empty", field="name")
    if source.file is None:
        raise StorageError(str(cache_dir()), t("cli-no-place"))
    file = _filters(source)
    memory = file.read()
    file.write(msgspec.structs.replace(memory, named={**memory.named, name: asked}))
    if file.error is not None:
        raise file.error
    console.say(t("cli-filter-saved", name))


def show_people(
    asked: ExploreFilter,
    request: Request,
    console: Console,
    source: Source,
    me: Profile | None = None,
    saved: Collection[int] = (),
) -> int:
    """Print the people that `asked` leaves; the order by match needs `me`, the filter by saved people `saved`."""
    matching = Matching(me, source.names.territory_children()) if me is not None else None
    relations = Relations(source.names.tree(), source.names.territory_children(), saved)
    ask, sort = source.mirror.ask_people, sort_of(request)
    ids, count = ask(lambda index: _select(index, asked, relations, sort, matching))
    shown = ids[: request.common.limit]
    print_list(console, request.common.format, _table(source, shown, asked))
    if not count and request.common.format is Format.TEXT:
        for line in relief_lines(ask(lambda index: index.relief(asked, relations))):
            console.say(line)
    else:
        console.say(_count(count, len(shown), console, source))
    return 0


def _select(
    index: PeopleIndex, asked: ExploreFilter, relations: Relations, sort: Sort, matching: Matching | None
) -> tuple[Sequence[int], int]:
    selection = index.select(asked, relations)
    return index.order_of(selection, sort, matching)[:], selection.count


def _count(count: int, shown: int, console: Console, source: Source) -> str:
    words = t("cli-count", count) if shown == count else t("cli-count-limited", shown, count)
    if source.checked_at is None or not holds(source.checked_at, console.now(), FRESH):
        # Right now; or so long ago that it has been said already, with the reason.
        return words
    return f"{words} {t('cli-age', ago(source.checked_at, console.now()))}"


def _table(source: Source, ids: Sequence[int], asked: ExploreFilter) -> Table:
    names = HeldNames(source.names)
    show_known = bool(asked.known) or Role.PROFICIENT in asked.roles

    def people_as(shape: type[T]) -> Iterator[T]:
        for start in range(0, len(ids), _PORTION):
            yield from source.mirror.persons_as(shape, ids[start : start + _PORTION])

    def people() -> Iterator[Person]:
        return people_as(Person)

    return Table(
        objects=lambda: (person.complete(names) for person in people_as(PersonObject)),
        paragraphs=lambda: (
            summary_lines(person, names, source.language, show_known=show_known) for person in people()
        ),
        fields=TABLE_FIELDS,
        headings=table_headings,
        rows=lambda in_words: (person_row(person, names, in_words=in_words) for person in people()),
    )
