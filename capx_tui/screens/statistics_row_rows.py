"""One row of a table of statistics as rows: its values, the card of a region, and the ways on.

Each number is a way to the people it counts: Explore with the filter that shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.model.density import SPEAKS_FROM, RegionDetail
from capx_tui.model.entry import Entry
from capx_tui.model.explore import ExploreFilter, LanguageAtLeast
from capx_tui.model.regions import Region
from capx_tui.model.sheet import Sheet, SheetRow, percent_words
from capx_tui.screens.onward import Onward
from capx_tui.store.statistics import View

__all__ = ["StatisticsRow", "Way", "show_people"]

#: The lists of a region's first capacities, in the order they are told, and the facet of each.
_LISTS = ("known", "available", "wanted")
#: Told of a row though the table has no room for them.
_ALSO = ("code", "service")


@dataclass(frozen=True, slots=True)
class Way:
    """Where else a row leads: what the row says, and what it does. One goes back to the table first if `closes`."""

    label: str
    words: str
    go: Callable[[], None]
    closes: bool = False


def show_people(shell: Onward, asked: ExploreFilter) -> None:
    """Explore with exactly the people whom a number counts."""
    shell.open_explore(**msgspec.structs.asdict(asked))


class StatisticsRow:
    """A row of `sheet`, which shows `view`. `ask` shows another table."""

    def __init__(
        self, core: Core, shell: Onward, sheet: Sheet, row: SheetRow, view: View, ask: Callable[..., None]
    ) -> None:
        self._core = core
        self._shell = shell
        self._sheet = sheet
        self._row = row
        self._view = view
        self._ask = ask
        self._region = self._found_region()
        #: The region's card, and what it was counted from: with many people it is worth keeping while one reads.
        self._counted: tuple[object, RegionDetail] | None = None

    @property
    def title(self) -> str:
        """The row's name."""
        return str(self._row.values[0])

    @property
    def said(self) -> str:
        """The row as a sentence."""
        return self._row.said

    def reword(self, again: tuple[Sheet, SheetRow] | None) -> None:
        """The language is another: `again` is the same row, counted again; None where it is no more."""
        self._sheet, self._row = again or (self._sheet, self._row)
        self._region = self._found_region() or self._region
        self._counted = None

    def _found_region(self) -> Region | None:
        is_territory = self._view.by is not None or self._view is View.TERRITORIES
        regions = self._core.names.regions() if is_territory else ()
        return next((each for each in regions if each.id == self._row.subject), None)

    def entries(self, follow: Callable[[Way], object]) -> list[Entry]:
        """The row's values, the region's card, and the ways on; `follow` goes one of them."""
        rows = [Entry(self._sheet.title, heading=True), *self._values()]
        if self._region is not None:
            rows += self._card(self._region)
        ways = list(self._ways())
        if ways:
            rows.append(Entry(t("statistics-ways"), heading=True))
            rows += [Entry(way.label, way.words, target=partial(follow, way)) for way in ways]
        return rows

    def _ways(self) -> Iterator[Way]:
        """What else can be asked of a language or capacity."""
        view, subject = self._view, self._row.subject
        if subject is None:
            return
        by_region = t("statistics-way-regions")
        if view is View.LANGUAGE_LIST:
            go = partial(self._ask, view=View.LANGUAGES, language=subject)
            yield Way(by_region, t("statistics-way-regions-help"), go, closes=True)
        if view is View.GAPS:
            go = partial(self._ask, view=View.CAPACITIES, capacity=subject, which="all")
            yield Way(by_region, t("statistics-way-regions-help"), go, closes=True)
        if view is View.ROOTS:
            go = partial(self._ask, view=View.GAPS, root=subject, region=None, text="")
            yield Way(t("statistics-title-gaps"), t("statistics-way-gaps-help"), go, closes=True)
        if view in (View.GAPS, View.ROOTS):
            directory = partial(self._shell.open_directory, subject)
            yield Way(t("screen-directory"), t("statistics-way-directory-help"), directory)

    def _values(self) -> Iterator[Entry]:
        for number, column in enumerate(self._sheet.columns):
            words = column.words(self._row.values[number])
            if number and words and (column.on_screen or column.field in _ALSO):
                lead = self._row.lead(number)
                yield Entry(column.heading, words, target=self._to(lead) if lead is not None else None)

    def _to(self, asked: ExploreFilter) -> Callable[[], None]:
        return partial(show_people, self._shell, asked)

    # -- the card of a region ----------------------------------------------------------------------

    def _detail(self, region: Region) -> RegionDetail:
        revision = self._core.explore.data_revision
        if self._counted is None or self._counted[0] != revision:
            self._counted = (revision, self._core.statistics.detail(region))
        return self._counted[1]

    def _card(self, region: Region) -> list[Entry]:
        detail, names = self._detail(region), self._core.names
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
            (self._core.names.territory(number), count, ExploreFilter(territories=(number,), incomplete=True))
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
