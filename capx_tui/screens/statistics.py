"""Statistics: who is where, what is offered and wanted, lists and numbers, as tables counted from the mirror.

In: `StatisticsStore`. Out: Explore with the people behind any number; one row with everything; a file. Can fail:
nothing was fetched yet (said, with the key that fetches); a file that cannot be written (said, nothing lost). While the
program speaks each row is a sentence that begins with its name, and there are no bars.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.timer import Timer

from capx_tui.i18n import t
from capx_tui.i18n.lists import semicolons
from capx_tui.model.actions import Action
from capx_tui.model.sheet import Sheet, SheetColumn, SheetRow, next_order
from capx_tui.screens.base import CapxScreen
from capx_tui.screens.refresh_words import age_words, refresh_words, stale_words, unnamed_words
from capx_tui.screens.statistics_choosing import Choosing
from capx_tui.screens.statistics_file import save_sheet
from capx_tui.screens.statistics_row import StatisticsRowScreen
from capx_tui.screens.statistics_row_rows import StatisticsRow, show_people
from capx_tui.store.statistics import StatisticsState, View
from capx_tui.terminal.keys import first_key
from capx_tui.widgets.bars import TextBar
from capx_tui.widgets.reading import Entry, Reading
from capx_tui.widgets.table import Column, Table

__all__ = ["PARTNERSHIP", "StatisticsScreen"]

#: Where partners ask for the whole database (guide: "How to navigate Data in CapX").
PARTNERSHIP = "capx@wmnobrasil.org"
#: People who arrive change the numbers so often at most: a picture a second, a word in ten.
_REPAINT_S = 1.0
_SPOKEN_S = 10.0
#: A name of a region that is longer is cut, and stands whole on its own page.
_NAME_WIDEST = 48
#: In every font, of one width everywhere, and written at once on slow lines.
_BAR = "="
#: The longest bar, on terminals that are at least so wide.
_BARS = ((120, 24), (80, 12), (0, 6))


class StatisticsScreen(Choosing, CapxScreen[None]):
    """Everybody may read it."""

    SCOPES = ("statistics", "table", "list", "rows")
    TITLE_KEY = "screen-statistics"

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self._drawn: StatisticsState | None = None
        #: Field and direction that the rows are ordered by, None for the table's own order.
        self._order: tuple[str, bool] | None = None
        self._spoken = False
        self._told = ""
        self._pending: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """What is asked, the table, how to read it."""
        yield TextBar(id="asked")
        yield Table(id="table")
        yield Reading(id="notes", air=False)

    def start(self) -> None:
        """The table as it was left."""
        self.watch_store(self.core.statistics, lambda state: self._paint())
        self.watch_store(self.core.explore, lambda state: self._later())
        self._notes.marks_always = False
        self._paint()

    def resume(self) -> None:
        """Other people, while something stood above; else what was said there last stays."""
        if self._ordered(self.core.statistics.sheet()) != self._sheet or self.core.statistics.state != self._drawn:
            self._paint()

    def retitle(self) -> None:
        """The mode may be another: ears have sentences where eyes have a table."""
        super().retitle()
        if self.is_mounted and self._drawn is not None and self.speaks != self._spoken:
            self._paint()

    def hinted(self) -> Sequence[Action]:
        """Choosing is told where there is something to choose."""
        return [entry for entry in super().hinted() if entry.id != "statistics.choose" or self.can_choose]

    @property
    def _table(self) -> Table:
        return self.query_one("#table", Table)

    @property
    def _notes(self) -> Reading:
        return self.query_one("#notes", Reading)

    # -- drawing -----------------------------------------------------------------------------------

    def _later(self) -> None:
        if self._pending is None:
            wait = _SPOKEN_S if self.speaks else _REPAINT_S
            self._pending = self.set_timer(wait, self._arrived, name="arrivals")

    def _arrived(self) -> None:
        self._pending = None
        if not self.is_mounted:
            return
        if self._ordered(self.core.statistics.sheet()) != self._sheet:
            self._paint()
        elif not self.speaks or self._words() != self._told:
            self._tell()

    def _paint(self) -> None:
        if not self.is_mounted:
            return
        state = self.core.statistics.state
        if self._drawn is None or state.view is not self._drawn.view:
            self._order = ("gap", True) if state.view is View.GAPS else None
        marked, same = self._marked, self._drawn is not None and self._drawn.view is state.view
        self._sheet = self._ordered(self.core.statistics.sheet())
        self._drawn, self._spoken = state, self.speaks
        place = t("statistics-place", list(View).index(state.view) + 1, len(View))
        self.query_one("#asked", TextBar).left = self._asked_words()
        self.query_one("#asked", TextBar).right = place
        at = self._place_of(marked) if same and marked is not None else 0
        # While the program speaks the sentences stand among the notes: one list, one way down.
        self._table.display = not self.speaks
        self.set_class(self.speaks, "-spoken")
        self._notes.label = t("statistics-notes") if self._sheet is None or not self.speaks else self._sheet.title
        if self.speaks:
            self._notes.read([*self._sentences(), *self._note_rows()], at=at + 1)
        else:
            self._show_table(at)
            self._notes.read(list(self._note_rows()), at=0)
        # What can be chosen is another thing in each table.
        super().retitle()
        in_front = self._notes if self.speaks else self._table
        if self.focused is None or not self.focused.display:
            in_front.focus()
        self._tell()

    def _ordered(self, sheet: Sheet | None) -> Sheet | None:
        if sheet is None or self._order is None or self._order[0] not in sheet.fields:
            return sheet
        field, falls = self._order
        return sheet.sorted_by(sheet.fields.index(field), falls=falls)

    def _show_table(self, at: int) -> None:
        sheet, table = self._sheet, self._table
        if sheet is None or not sheet.rows or not self.core.explore.state.total:
            table.show_table((), 0, lambda row: (), empty=self._empty_words())
            return
        table.label = sheet.title
        shown = sheet.on_screen
        order = None
        if self._order is not None and self._order[0] in sheet.fields:
            order = (shown.index(sheet.fields.index(self._order[0])), self._order[1])
        bar = next(long for width, long in _BARS if self.app.size.width >= width) if sheet.bars else 0
        counted = max((len(sheet.columns[shown[1]].words(row.values[shown[1]])) for row in sheet.rows), default=0)

        def cells(row: int) -> list[str]:
            return [sheet.columns[n].words(sheet.rows[row].values[n]) for n in shown]

        def drawn(row: int) -> list[str]:
            name, count, *others = cells(row)
            if bar:
                length = round(sheet.bars[row] * bar) or (1 if sheet.bars[row] else 0)
                count = f"{count:>{counted}} {_BAR * length:<{bar}}"
            return [name, count, *others]

        # A short table leaves its blank rows to the notes, which are sentences and need them.
        table.styles.max_height = len(sheet.rows) + 1
        columns = [_column(sheet.columns[n], place, bar) for place, n in enumerate(shown)]
        table.show_table(columns, len(sheet.rows), cells, row=at, sorted_by=order, drawn=drawn)

    def _sentences(self) -> Iterator[Entry]:
        sheet = self._sheet
        if sheet is None or not sheet.rows or not self.core.explore.state.total:
            yield Entry(value=self._empty_words(), style="dim")
            return
        yield Entry(sheet.title, heading=True)
        for row in sheet.rows:
            yield Entry(value=row.said, target=partial(self._open_row, row))
        yield Entry(t("statistics-notes"), heading=True)

    def _note_rows(self) -> Iterator[Entry]:
        if self._sheet is not None:
            for number, words in enumerate(self._sheet.notes):
                yield Entry(value=words, style="dim" if number else "")
        yield Entry(value=t("statistics-partnership", PARTNERSHIP), style="dim")

    def _asked_words(self) -> str:
        state, sheet = self.core.statistics.state, self._sheet
        words = [sheet.title if sheet is not None else t("statistics-title-headline")]
        if state.view.by is not None and self._order is None:
            words.append(t("statistics-south-first") if state.south_up else t("statistics-north-first"))
        if state.view is View.GAPS:
            if state.root is not None:
                words.append(t("statistics-below", self.core.names.capacity(state.root)))
            if state.text:
                words.append(t("filter-text", state.text))
        return semicolons(words)

    def _empty_words(self) -> str:
        explore = self.core.explore.state
        if not explore.total or self._sheet is None:
            return refresh_words(explore) or t("statistics-no-data", first_key("app.refresh"))
        return t("statistics-nothing")

    def refreshed(self) -> None:
        """The age says it."""
        self._tell()

    def _words(self) -> str:
        """Which table it is; first, what has to be known of the data."""
        state, now = self.core.explore.state, self.core.now()
        if not state.total or self._sheet is None:
            return self._empty_words()
        words = t("statistics-said-table", self._asked_words(), len(self._sheet.rows))
        has_capacities = self.core.statistics.state.view in (View.CAPACITIES, View.GAPS, View.ROOTS)
        unnamed = unnamed_words(self.core.directory.state.terms_stale, state, now) if has_capacities else ""
        worse = stale_words(state, now) or unnamed
        return f"{worse} {words}" if worse else words

    def _tell(self) -> None:
        state, now = self.core.explore.state, self.core.now()
        self._told = self._words()
        self.say(self._told, aside=age_words(state, now) if state.total and state.error is None else "")

    # -- the row with the marker -------------------------------------------------------------------

    @property
    def _marked(self) -> SheetRow | None:
        if self._sheet is None:
            return None
        # Sentences stand below their heading.
        at = self._notes.entry_index - 1 if self._spoken else self._table.row_index
        return self._sheet.rows[at] if 0 <= at < len(self._sheet.rows) else None

    def _place_of(self, marked: SheetRow) -> int:
        rows = self._sheet.rows if self._sheet is not None else ()
        names = [(row.subject, row.values[0]) for row in rows]
        wanted = (marked.subject, marked.values[0])
        return names.index(wanted) if wanted in names else 0

    @on(Table.Opened, "#table")
    def _open_cell(self) -> None:
        row, sheet = self._marked, self._sheet
        if row is None or sheet is None:
            return
        lead = row.lead(sheet.on_screen[self._table.column_index])
        if lead is not None:
            show_people(self.shell, lead)
        else:
            self._open_row(row)

    @on(Reading.Followed, "#notes")
    def _follow(self, event: Reading.Followed) -> None:
        if callable(event.target):
            event.target()

    def _open_row(self, row: SheetRow) -> None:
        if self._sheet is None or row.subject is None:
            self.say(row.said)
            return
        store = self.core.statistics
        view = store.state.view
        found = StatisticsRow(self.core, self.shell, self._sheet, row, view, store.ask)
        self.app.push_screen(StatisticsRowScreen(found, partial(self._row_again, view, row.subject)))

    def _row_again(self, view: View, subject: int) -> tuple[Sheet, SheetRow] | None:
        """A row of the table that is shown, counted again."""
        sheet = self._ordered(self.core.statistics.sheet()) if self.core.statistics.state.view is view else None
        row = next((row for row in sheet.rows if row.subject == subject), None) if sheet is not None else None
        return (sheet, row) if sheet is not None and row is not None else None

    # -- doing -------------------------------------------------------------------------------------

    @on(Table.SortAsked, "#table")
    def _sort(self, event: Table.SortAsked) -> None:
        if self._sheet is None:
            return
        number = self._sheet.on_screen[event.column]
        column = self._sheet.columns[number]
        if self.core.statistics.state.view.by is not None and not number:
            # Regions have an order of their own.
            self._order = None
            self.do_statistics_turn()
            return
        first = self._order is None
        self._order = next_order(self._order, column)
        self._paint()
        if first:
            self.say(self._table.focus_words())

    def do_rows_next_section(self) -> None:
        """To the notes and back; among sentences to the next heading."""
        self._go_on(1)

    def do_rows_previous_section(self) -> None:
        """The other way round."""
        self._go_on(-1)

    def _go_on(self, step: int) -> None:
        if self.speaks:
            self._notes.go_heading(step)
        elif step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def do_statistics_save(self) -> None:
        """What is shown, in the order it is shown."""
        if self._sheet is None:
            self.say(self._empty_words())
            return
        save_sheet(self, self._sheet)


def _column(column: SheetColumn, place: int, bar: int) -> Column:
    if not column.is_number:
        return Column(column.heading, most=_NAME_WIDEST)
    # A number with its bar begins at the left, and is aligned among its like by the screen.
    return Column(column.heading, right=not (bar and place == 1))
