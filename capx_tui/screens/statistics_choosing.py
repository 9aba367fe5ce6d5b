"""What the tables of statistics are asked: which table, which language, capacity, list and region."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from capx_tui.i18n import t
from capx_tui.model.density_sheet import question_words
from capx_tui.screens.base import CapxScreen
from capx_tui.screens.chooser import Choice, ChooserScreen
from capx_tui.screens.prompt import PromptScreen
from capx_tui.screens.statistics_choices import WHICH, StatisticsChoices, view_words
from capx_tui.store.statistics import StatisticsState, View
from capx_tui.terminal.keys import first_key
from capx_tui.text import fold

__all__ = ["Choosing"]


class Choosing(CapxScreen[None]):
    """The actions that ask `core.statistics` something else."""

    @property
    def _asked(self) -> StatisticsState:
        return self.core.statistics.state

    @property
    def can_choose(self) -> bool:
        """Whether this table is of one language, capacity or category where one wants it to be."""
        return self._asked.view in (View.LANGUAGES, View.CAPACITIES, View.GAPS)

    def _choose(self, title: str, entries: Callable[[str], Sequence[Choice]], field: str) -> None:
        """Ask for an id; the entry "all" asks for none in particular, Esc leaves what was asked."""

        def chosen(found: object) -> None:
            if isinstance(found, int):
                self.core.statistics.ask(**{field: found or None})

        self.app.push_screen(ChooserScreen(title, entries), chosen)

    # -- which table -------------------------------------------------------------------------------

    def do_statistics_view(self) -> None:
        """Choose a table by name."""

        def entries(typed: str) -> list[Choice]:
            named = [(view, view_words(self.core, view)) for view in View]
            return [Choice(view, words) for view, words in named if fold(typed) in fold(words)]

        def chosen(found: object) -> None:
            if isinstance(found, View):
                self.core.statistics.ask(view=found)

        self.app.push_screen(ChooserScreen(lambda: t("action-statistics-view"), entries), chosen)

    def do_statistics_next(self) -> None:
        """The next table, after the last one the first."""
        self._step(1)

    def do_statistics_previous(self) -> None:
        """The table before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        views = list(View)
        self.core.statistics.ask(view=views[(views.index(self._asked.view) + step) % len(views)])

    # -- what of it --------------------------------------------------------------------------------

    def do_statistics_choose(self) -> None:
        """A language, a capacity, or for supply and demand a category."""
        found = StatisticsChoices(self.core).of_view(self._asked.view)
        if found is not None:
            self._choose(*found)
        else:
            self.say(t("statistics-choose-where", first_key("statistics.next")))

    def do_statistics_list(self) -> None:
        """Known, available, wanted, or any of the three."""
        if self._asked.view is not View.CAPACITIES:
            self.say(t("statistics-list-where", view_words(self.core, View.CAPACITIES)))
            return
        at = WHICH.index(self._asked.which)
        self.core.statistics.ask(which=WHICH[(at + 1) % len(WHICH)])
        self._say_asked()

    def do_statistics_turn(self) -> None:
        """North or south first."""
        if self._asked.view.by is None:
            self.say(t("statistics-turn-where", view_words(self.core, View.PEOPLE)))
            return
        self.core.statistics.ask(south_up=not self._asked.south_up)
        self.say(t("statistics-south-said") if self._asked.south_up else t("statistics-north-said"))

    def do_statistics_region(self) -> None:
        """Supply and demand in one region."""
        if self._asked.view is not View.GAPS:
            self.say(t("statistics-region-where", view_words(self.core, View.GAPS)))
            return

        self._choose(t("statistics-choose-region"), StatisticsChoices(self.core).regions, "region")

    def do_statistics_search(self) -> None:
        """Capacities whose name holds a word."""
        if self._asked.view is not View.GAPS:
            self.say(t("statistics-region-where", view_words(self.core, View.GAPS)))
            return

        def answered(text: object) -> None:
            if isinstance(text, str):
                self.core.statistics.ask(text=" ".join(text.split()))

        prompt = PromptScreen(
            lambda: t("action-statistics-search"), lambda: t("statistics-search"), value=self._asked.text
        )
        self.app.push_screen(prompt, answered)

    def _say_asked(self) -> None:
        self.say(question_words(self._asked.question, self.core.names))
