"""One row of a table of statistics with everything in it, each number a way to the people it counts.

In: the row, and for a region its card. Out: Explore with the filter that shows these people; the same language or
capacity by region; the directory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from capx_tui.i18n import t
from capx_tui.model.density import SPEAKS_FROM, RegionDetail
from capx_tui.model.explore import ExploreFilter, LanguageAtLeast
from capx_tui.model.regions import Region
from capx_tui.model.sheet import Sheet, SheetRow, percent_words
from capx_tui.screens.base import Shell
from capx_tui.screens.rows import RowsScreen
from capx_tui.widgets.reading import Entry

__all__ = ["StatisticsRowScreen", "Way", "show_people"]

#: The lists of a region's first capacities, in the order they are told, and the facet of each.
_LISTS = ("known", "available", "wanted")
#: Told of a row though the table has no room for them.
_ALSO = ("code", "service")


@dataclass(frozen=True, slots=True)
class Way:
    """Where else a row leads: what the row says, and what Enter does. Its screen is closed first if `closes`."""

    label: str
    words: str
    go: Callable[[], None]
    closes: bool = False


def show_people(shell: Shell, asked: ExploreFilter) -> None:
    """Explore with exactly the people whom a number counts."""
    shell.open_explore(**msgspec.structs.asdict(asked))


class StatisticsRowScreen(RowsScreen[None]):
    """`region` adds the card of that region, `ways` what else can be done."""

    BY_SECTION = True

    def __init__(
        self,
        sheet: Sheet,
        row: SheetRow,
        *,
        region: Region | None = None,
        ways: Callable[[], Sequence[Way]] = tuple,
        anew: Callable[[], tuple[Sheet, SheetRow] | None] = lambda: None,
    ) -> None:
        """`anew` counts the same again, in the language in use by then; None where the row is no more."""
        super().__init__()
        self._sheet = sheet
        self._row = row
        self._region = region
        self._ways = ways
        self._anew = anew
        #: The region's card, and what it was counted from: with many people it is worth keeping while one reads.
        self._counted: tuple[object, RegionDetail] | None = None

    @property
    def heading(self) -> str:
        """The row's name."""
        return str(self._row.values[0])

    def start(self) -> None:
        """The row as a sentence is said, too."""
        super().start()
        self.say(self._row.said)

    def reword(self) -> None:
        """See `CapxScreen`; heads and names of a table are words, too."""
        super().reword()
        self._sheet, self._row = self._anew() or (self._sheet, self._row)
        if self._region is not None:
            known = {region.id: region for region in self.core.names.regions()}
            self._region = known.get(self._region.id, self._region)
        self._counted = None

    def entries(self) -> Sequence[Entry]:
        """The row's values, the region's card, and the ways on."""
        rows = [Entry(self._sheet.title, heading=True), *self._values()]
        if self._region is not None:
            rows += self._card(self._region)
        if ways := self._ways():
            rows.append(Entry(t("statistics-ways"), heading=True))
            rows += [Entry(way.label, way.words, target=partial(self._follow_way, way)) for way in ways]
        return rows

    def _values(self) -> Iterator[Entry]:
        for number, column in enumerate(self._sheet.columns):
            words = column.words(self._row.values[number])
            if number and words and (column.on_screen or column.field in _ALSO):
                lead = self._row.lead(number)
                yield Entry(column.heading, words, target=self._to(lead) if lead is not None else None)

    def _to(self, asked: ExploreFilter) -> Callable[[], None]:
        return partial(show_people, self.shell, asked)

    def _follow_way(self, way: Way) -> None:
        if way.closes:
            self.dismiss(None)
        way.go()

    # -- the card of a region ----------------------------------------------------------------------

    def _detail(self, region: Region) -> RegionDetail:
        revision = self.core.explore.data_revision
        if self._counted is None or self._counted[0] != revision:
            self._counted = (revision, self.core.statistics.detail(region))
        return self._counted[1]

    def _card(self, region: Region) -> list[Entry]:
        detail, names = self._detail(region), self.core.names
        here = (region.id,)
        everybody = ExploreFilter(territories=here, incomplete=True)
        rows = []
        if "people" not in self._sheet.fields:
            words = t("statistics-card-people", detail.people, percent_words(detail.share))
            rows = [
                Entry(t("statistics-card"), heading=True),
                Entry(t("statistics-people"), words, target=self._to(everybody)),
            ]
        spoken = [(names.language_name(n), count, self._speaking(here, n)) for n, count in detail.languages]
        rows += self._first("statistics-card-languages", spoken)
        for which in _LISTS:
            rows += self._first(
                f"statistics-card-{which}",
                [(names.capacity(n), count, _listing(here, which, n)) for n, count in getattr(detail, which)],
            )
        return [*rows, *self._countries(detail)]

    def _speaking(self, here: tuple[int, ...], language: int) -> ExploreFilter:
        return ExploreFilter(territories=here, languages=(LanguageAtLeast(language, SPEAKS_FROM),), incomplete=True)

    def _countries(self, detail: RegionDetail) -> list[Entry]:
        of = len(detail.region.countries)
        found = [
            (self.core.names.territory(number), count, ExploreFilter(territories=(number,), incomplete=True))
            for number, count in detail.countries
        ]
        return [
            Entry(t("statistics-card-countries", of, len(found)), heading=True),
            *self._numbered(found),
        ]

    def _first(self, key: str, found: Sequence[tuple[str, int, ExploreFilter]]) -> list[Entry]:
        rows = self._numbered(found) or [Entry(value=t("statistics-card-none"), style="dim")]
        return [Entry(t(key), heading=True), *rows]

    def _numbered(self, found: Sequence[tuple[str, int, ExploreFilter]]) -> list[Entry]:
        return [Entry(name, t("statistics-card-count", count), target=self._to(asked)) for name, count, asked in found]


def _listing(here: tuple[int, ...], which: str, capacity: int) -> ExploreFilter:
    return ExploreFilter(territories=here, **{which: (capacity,)})  # type: ignore[arg-type]
