"""What the tables of statistics are asked: which table, which language, capacity, list and region."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from capx_tui.i18n import t
from capx_tui.model.density import LISTS
from capx_tui.model.density_sheet import question_words
from capx_tui.model.naming import Kind
from capx_tui.screens.base import CapxScreen
from capx_tui.screens.chooser import Choice, ChooserScreen
from capx_tui.screens.prompt import PromptScreen
from capx_tui.store.statistics import StatisticsState, View
from capx_tui.terminal.keys import first_key
from capx_tui.text import fold

__all__ = ["Choosing"]

_ALL = 0
_WHICH = ("all", *LISTS)


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
            named = [(view, _view_words(self, view)) for view in View]
            return [Choice(view, words) for view, words in named if fold(typed) in fold(words)]

        def chosen(found: object) -> None:
            if isinstance(found, View):
                self.core.statistics.ask(view=found)

        self.app.push_screen(ChooserScreen(t("action-statistics-view"), entries), chosen)

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
        view = self._asked.view
        if view is View.LANGUAGES:
            self._choose(t("statistics-choose-language"), self._languages, "language")
        elif view is View.CAPACITIES:
            self._choose(t("statistics-choose-capacity"), self._capacities, "capacity")
        elif view is View.GAPS:
            self._choose(t("statistics-choose-root"), self._roots, "root")
        else:
            self.say(t("statistics-choose-where", first_key("statistics.next")))

    def _languages(self, typed: str) -> list[Choice]:
        """Those that somebody speaks, most speakers first; where one types, any that is called so."""
        sheet = self.core.statistics.languages()
        speakers = {row.subject: str(row.values[1]) for row in sheet.rows}
        if not typed:
            found = [Choice(row.subject, str(row.values[0]), speakers[row.subject]) for row in sheet.rows]
            return [Choice(_ALL, t("statistics-all-languages")), *found]
        named = self.core.names.search(Kind.LANGUAGE, typed)
        return [Choice(each.id, each.name, speakers.get(each.id, "0")) for each in named]

    def _capacities(self, typed: str) -> list[Choice]:
        named = [Choice(each.id, each.name) for each in self.core.names.search(Kind.CAPACITY, typed)]
        return named if typed else [Choice(_ALL, t("statistics-all-capacities")), *named]

    def _roots(self, typed: str) -> list[Choice]:
        tree = self.core.names.tree()
        named = [Choice(each, tree.name(each)) for each in tree.roots]
        entries = [Choice(_ALL, t("statistics-all-capacities")), *named]
        return [each for each in entries if fold(typed) in fold(each.label)]

    def do_statistics_list(self) -> None:
        """Known, available, wanted, or any of the three."""
        if self._asked.view is not View.CAPACITIES:
            self.say(t("statistics-list-where", _view_words(self, View.CAPACITIES)))
            return
        at = _WHICH.index(self._asked.which)
        self.core.statistics.ask(which=_WHICH[(at + 1) % len(_WHICH)])
        self._say_asked()

    def do_statistics_turn(self) -> None:
        """North or south first."""
        if self._asked.view.by is None:
            self.say(t("statistics-turn-where", _view_words(self, View.PEOPLE)))
            return
        self.core.statistics.ask(south_up=not self._asked.south_up)
        self.say(t("statistics-south-said") if self._asked.south_up else t("statistics-north-said"))

    def do_statistics_region(self) -> None:
        """Supply and demand in one region."""
        if self._asked.view is not View.GAPS:
            self.say(t("statistics-region-where", _view_words(self, View.GAPS)))
            return

        def entries(typed: str) -> list[Choice]:
            regions = [Choice(each.id, each.name) for each in self.core.names.regions()]
            return [
                each
                for each in [Choice(_ALL, t("statistics-all-regions")), *regions]
                if fold(typed) in fold(each.label)
            ]

        self._choose(t("statistics-choose-region"), entries, "region")

    def do_statistics_search(self) -> None:
        """Capacities whose name holds a word."""
        if self._asked.view is not View.GAPS:
            self.say(t("statistics-region-where", _view_words(self, View.GAPS)))
            return

        def answered(text: object) -> None:
            if isinstance(text, str):
                self.core.statistics.ask(text=" ".join(text.split()))

        prompt = PromptScreen(t("action-statistics-search"), t("statistics-search"), value=self._asked.text)
        self.app.push_screen(prompt, answered)

    def _say_asked(self) -> None:
        self.say(question_words(self._asked.question, self.core.names))


def _view_words(screen: CapxScreen[Any], view: View) -> str:
    """What a table is called, with what it was asked last."""
    if view.by is not None:
        return question_words(replace(screen.core.statistics.state, view=view).question, screen.core.names)
    return t(f"statistics-title-{view.value}")
