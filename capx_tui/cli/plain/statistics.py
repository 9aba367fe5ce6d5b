"""Statistics in plain lines: each table as sentences, each row a way to the people it counts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from capx_tui.cli.plain.asking import ChooserPlace
from capx_tui.cli.plain.line import Line
from capx_tui.cli.plain.new_file import ask_for_file
from capx_tui.cli.plain.place import Face, Place
from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.i18n import t
from capx_tui.model.choice import Choice
from capx_tui.model.density_sheet import question_words
from capx_tui.model.entry import Entry
from capx_tui.model.sheet import Sheet, SheetRow, next_order
from capx_tui.screens.refresh_words import age_words, refresh_words
from capx_tui.screens.statistics_choices import WHICH, StatisticsChoices, view_words
from capx_tui.screens.statistics_row_rows import StatisticsRow, Way
from capx_tui.store.statistics import StatisticsState, View
from capx_tui.store.statistics_file import suggested_sheet, write_sheet
from capx_tui.terminal.key_words import first_key
from capx_tui.text import fold

__all__ = ["StatisticsPlace"]


class StatisticsPlace(Place):
    """Everybody may read it."""

    SCOPES = ("statistics", "table")
    TITLE_KEY = "screen-statistics"

    def __init__(self, face: Face) -> None:
        super().__init__(face)
        #: Field and direction that the rows are ordered by, None for the table's own order.
        self._order: tuple[str, bool] | None = None

    @property
    def _asked(self) -> StatisticsState:
        return self.core.statistics.state

    @property
    def _sheet(self) -> Sheet | None:
        sheet = self.core.statistics.sheet()
        if sheet is None or self._order is None or self._order[0] not in sheet.fields:
            return sheet
        return sheet.sorted_by(sheet.fields.index(self._order[0]), falls=self._order[1])

    def arrive(self) -> None:
        """People to count."""
        self.face.need_people()

    def intro(self) -> Sequence[str]:
        """Which table it is, of how many, how old, how to read it."""
        sheet = self._sheet
        if sheet is None or not sheet.rows or not self.core.explore.state.total:
            waiting = refresh_words(self.core.explore.state) or t("statistics-no-data", first_key("app.refresh"))
            return [t("statistics-nothing") if sheet is not None and self.core.explore.state.total else waiting]
        place = t("statistics-place", list(View).index(self._asked.view) + 1, len(View))
        age = age_words(self.core.explore.state, self.core.now())
        return [t("statistics-place-said", sheet.title.rstrip("."), place), *([age] if age else []), *sheet.notes]

    def listed(self) -> Sequence[Line]:
        """A sentence a row."""
        sheet = self._sheet
        if sheet is None:
            return ()
        return [
            Line(row.said, str(row.values[0]), number, partial(self._open, sheet, row))
            for number, row in enumerate(sheet.rows, 1)
        ]

    def _open(self, sheet: Sheet, row: SheetRow) -> None:
        if row.subject is None:
            self.face.say(row.said)
            return
        view, ask = self._asked.view, self._ask
        self.face.push(_RowPlace(self.face, StatisticsRow(self.core, self.face, sheet, row, view, ask)))

    # -- which table ---------------------------------------------------------------------------------

    def do_statistics_view(self, given: str = "") -> None:
        """Choose a table by name."""
        del given

        def choices(typed: str) -> list[Choice]:
            named = [(view, view_words(self.core, view)) for view in View]
            return [Choice(view, words) for view, words in named if fold(typed) in fold(words)]

        def taken(found: object) -> None:
            if isinstance(found, View):
                self._ask(view=found)

        self.face.push(ChooserPlace(self.face, t("action-statistics-view"), choices, taken=taken))

    def _ask(self, **changes: object) -> None:
        if "view" in changes:
            self._order = None
        self.core.statistics.ask(**changes)
        self.again()

    def do_statistics_next(self, given: str = "") -> None:
        """The next table."""
        del given
        self._step(1)

    def do_statistics_previous(self, given: str = "") -> None:
        """The table before."""
        del given
        self._step(-1)

    def _step(self, step: int) -> None:
        views = list(View)
        self._ask(view=views[(views.index(self._asked.view) + step) % len(views)])

    # -- what of it ----------------------------------------------------------------------------------

    def do_statistics_choose(self, given: str = "") -> None:
        """A language, a capacity, or for supply and demand a category."""
        del given
        found = StatisticsChoices(self.core).of_view(self._asked.view)
        if found is None:
            self.face.say(t("statistics-choose-where", first_key("statistics.next")))
            return
        title, choices, field = found
        self.face.push(ChooserPlace(self.face, title, choices, taken=partial(self._ask_for, field)))

    def _ask_for(self, field: str, found: object) -> None:
        if isinstance(found, int):
            self._ask(**{field: found or None})

    def do_statistics_list(self, given: str = "") -> None:
        """Known, available, wanted, or any of the three."""
        del given
        if self._asked.view is not View.CAPACITIES:
            self.face.say(t("statistics-list-where", view_words(self.core, View.CAPACITIES)))
            return
        self._ask(which=WHICH[(WHICH.index(self._asked.which) + 1) % len(WHICH)])
        self.face.say(question_words(self._asked.question, self.core.names))

    def do_statistics_turn(self, given: str = "") -> None:
        """North or south first."""
        del given
        if self._asked.view.by is None:
            self.face.say(t("statistics-turn-where", view_words(self.core, View.PEOPLE)))
            return
        self._ask(south_up=not self._asked.south_up)
        self.face.say(t("statistics-south-said") if self._asked.south_up else t("statistics-north-said"))

    def do_statistics_region(self, given: str = "") -> None:
        """Supply and demand in one region."""
        del given
        if self._asked.view is not View.GAPS:
            self.face.say(t("statistics-region-where", view_words(self.core, View.GAPS)))
            return
        choices, title = StatisticsChoices(self.core).regions, t("statistics-choose-region")
        self.face.push(ChooserPlace(self.face, title, choices, taken=partial(self._ask_for, "region")))

    def do_statistics_search(self, given: str = "") -> None:
        """Capacities whose name holds a word."""
        if self._asked.view is not View.GAPS:
            self.face.say(t("statistics-region-where", view_words(self.core, View.GAPS)))
            return
        text = given or self.face.talk.ask(t("statistics-search"))
        self._ask(text=" ".join(text.split()))

    def do_table_sort(self, given: str = "") -> None:
        """By one of the columns; the same one again turns the order round."""
        sheet = self._sheet
        if sheet is None:
            return
        shown = {number: sheet.columns[number] for number in sheet.on_screen}

        def choices(typed: str) -> list[Choice]:
            return [Choice(at, each.heading) for at, each in shown.items() if fold(typed) in fold(each.heading)]

        def taken(number: object) -> None:
            if isinstance(number, int):
                self._order = next_order(self._order, shown[number])
                self.again()

        del given
        self.face.push(ChooserPlace(self.face, t("action-table-sort"), choices, taken=taken))

    def do_statistics_save(self, given: str = "") -> None:
        """The table as a file."""
        sheet = self._sheet
        if sheet is None:
            return

        def write(name: str, *, replace: bool) -> str:
            return t("statistics-file-written", str(write_sheet(sheet, name, replace=replace)))

        ask_for_file(self.face, given, suggested_sheet(sheet), write)


class _RowPlace(RowsPlace):
    """One row with everything in it."""

    def __init__(self, face: Face, row: StatisticsRow) -> None:
        super().__init__(face)
        self._row = row

    @property
    def title(self) -> str:
        """The row's name."""
        return self._row.title

    def intro(self) -> Sequence[str]:
        """The row as a sentence."""
        return [self._row.said]

    def entries(self) -> Sequence[Entry]:
        """See `screens.statistics_row_rows`."""
        return self._row.entries(self._follow)

    def _follow(self, way: Way) -> None:
        if way.closes:
            self.face.back(silent=True)
        way.go()
