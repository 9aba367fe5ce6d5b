"""One row of a table of statistics with everything in it, each number a way to the people it counts.

In: the row, and for a region its card. Out: Explore with the filter that shows these people; the same language or
capacity by region; the directory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from capx_tui.model.sheet import Sheet, SheetRow
from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.statistics_row_rows import StatisticsRow, Way
from capx_tui.widgets.reading import Entry

__all__ = ["StatisticsRowScreen"]


class StatisticsRowScreen(RowsScreen[None]):
    """See `StatisticsRow`."""

    BY_SECTION = True

    def __init__(self, row: StatisticsRow, anew: Callable[[], tuple[Sheet, SheetRow] | None]) -> None:
        """`anew` counts the same again, in the language in use by then; None where the row is no more."""
        super().__init__()
        self._row = row
        self._anew = anew

    @property
    def heading(self) -> str:
        """The row's name."""
        return self._row.title

    def start(self) -> None:
        """The row as a sentence is said, too."""
        super().start()
        self.say(self._row.said)

    def reword(self) -> None:
        """See `CapxScreen`; heads and names of a table are words, too."""
        super().reword()
        self._row.reword(self._anew())

    def entries(self) -> Sequence[Entry]:
        """The row's values, the region's card, and the ways on."""
        return self._row.entries(self._follow_way)

    def _follow_way(self, way: Way) -> None:
        if way.closes:
            self.dismiss(None)
        way.go()
