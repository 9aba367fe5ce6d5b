"""``capx-tui stats``: the density table, supply and demand, lists and numbers of the whole, from the mirror."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import msgspec

from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.options import Request
from capx_tui.cli.output import Table, print_list, print_object
from capx_tui.cli.public_data import Source
from capx_tui.cli.source import FRESH, with_source
from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas, semicolons
from capx_tui.i18n.moments import ago
from capx_tui.model.density import LISTS as COUNTED_LISTS
from capx_tui.model.density import By, Question
from capx_tui.model.freshness import holds
from capx_tui.model.naming import Kind
from capx_tui.model.sheet import Sheet
from capx_tui.model.statistics import Statistics
from capx_tui.store.statistics import StatisticsStore
from capx_tui.text import fold

__all__ = ["LISTS", "run"]

#: What ``--list`` takes.
LISTS = (*COUNTED_LISTS, "all")
#: Which flags each table takes besides those of every command; "" is the density table.
_FLAGS = {
    "": ("by", "language", "capacity", "list", "south-up"),
    "gaps": ("capacity", "territory"),
    "languages": (),
    "territories": (),
    "roots": (),
    "headline": (),
}
_ALL_FLAGS = ("by", "language", "capacity", "list", "south-up", "territory")


def run(request: Request, console: Console) -> int:
    """Print one table. Exit 1 where the service's own numbers are asked for and could not be had, 2 for wrong use."""
    table = request.words[0] if request.words else ""
    if len(request.words) > 1 and table != "gaps":
        raise RuleError("cli-too-many-words", request.words[1])
    for flag in _ALL_FLAGS:
        if request.flags.get(flag) and flag not in _FLAGS[table]:
            raise RuleError("cli-flags-exclude", f"stats {table}" if table else "stats", f"--{flag}")
    by = _by(request)
    return with_source(request, console, lambda source: _print(table, by, request, console, source))


def _by(request: Request) -> By:
    """What is counted: as the flag says, or as what was chosen implies."""
    asked, chosen = request.value("by"), [flag for flag in ("language", "capacity") if request.value(flag)]
    if len(chosen) > 1:
        raise RuleError("cli-flags-exclude", "--language", "--capacity")
    known = [each.value for each in By]
    if asked and fold(asked) not in known:
        raise RuleError("cli-not-a-choice", "--by", asked, commas(known))
    which = request.value("list")
    if which and fold(which) not in LISTS:
        raise RuleError("cli-not-a-choice", "--list", which, commas(LISTS))
    implied = {"language": By.LANGUAGES, "capacity": By.CAPACITIES}[chosen[0]] if chosen else None
    by = By(fold(asked)) if asked else implied or (By.CAPACITIES if which else By.PEOPLE)
    if implied is not None and by is not implied:
        raise RuleError("cli-flags-exclude", f"--by {by.value}", f"--{chosen[0]}")
    if which and by is not By.CAPACITIES:
        raise RuleError("cli-flags-exclude", f"--by {by.value}", "--list")
    return by


def _question(by: By, request: Request, source: Source) -> Question:
    resolve = source.names.resolve
    if by is By.LANGUAGES and request.value("language"):
        return Question(by, resolve(Kind.LANGUAGE, request.value("language")))
    if by is By.CAPACITIES:
        given = request.value("capacity")
        chosen = resolve(Kind.CAPACITY, given) if given else None
        return Question(by, chosen, fold(request.value("list")) or "all")
    return Question(by)


def _print(table: str, by: By, request: Request, console: Console, source: Source) -> int:
    store = StatisticsStore(source.mirror, source.names, source.mirror.ask_people)
    makers: dict[str, Callable[[], Sheet | None]] = {
        "": lambda: store.density(_question(by, request, source), south_up=request.on("south-up")),
        "gaps": lambda: _gaps(store, request, source),
        "languages": store.languages,
        "territories": store.territories,
        "roots": store.roots,
        "headline": store.headline,
    }
    sheet = makers[table]()
    if sheet is None:
        console.complain(t("statistics-service-unknown"))
        return 1
    sheet = replace(sheet, rows=sheet.rows[: request.common.limit])
    if table == "headline" and request.common.format is Format.JSON:
        print_object(console, _whole(store))
    else:
        print_list(console, request.common.format, _table(sheet))
    for words in _words(sheet, console, source):
        console.say(words)
    return 0


def _gaps(store: StatisticsStore, request: Request, source: Source) -> Sheet:
    """Of all regions or one, of all capacities or one and those below it, with the words that follow ``gaps``."""
    resolve = source.names.resolve
    place, root = request.value("territory"), request.value("capacity")
    region = resolve(Kind.TERRITORY, place) if place else None
    regions = {each.id: each.name for each in source.names.regions()}
    if region is not None and region not in regions:
        raise RuleError("cli-not-a-choice", "--territory", place, semicolons(regions.values()))
    return store.gaps(
        region=region,
        root=resolve(Kind.CAPACITY, root) if root else None,
        text=" ".join(request.words[1:]),
    )


def _whole(store: StatisticsStore) -> dict[str, Any]:
    """The numbers of the whole under the service's own names, and when it said so."""
    numbers = store.numbers or Statistics()
    found = {name: value for name, value in msgspec.structs.asdict(numbers).items() if isinstance(value, int)}
    moment = store.numbers_at
    return {**found, "fetched_at": moment.isoformat() if moment else None}


def _table(sheet: Sheet) -> Table:
    return Table(
        objects=sheet.objects,
        paragraphs=lambda: iter([(row.said for row in sheet.rows)]),
        fields=sheet.fields,
        headings=lambda: sheet.headings,
        rows=lambda in_words: sheet.cells(in_words=in_words),
    )


def _words(sheet: Sheet, console: Console, source: Source) -> Iterator[str]:
    yield from sheet.notes
    if source.checked_at is not None and holds(source.checked_at, console.now(), FRESH):
        yield t("cli-age", ago(source.checked_at, console.now()))
