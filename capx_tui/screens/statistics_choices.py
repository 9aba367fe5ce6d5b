"""What the tables of statistics can be asked for: languages, capacities, categories, regions, and their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.model.choice import Choice
from capx_tui.model.density import LISTS
from capx_tui.model.density_sheet import question_words
from capx_tui.model.naming import Kind
from capx_tui.store.statistics import View
from capx_tui.text import fold

__all__ = ["WHICH", "StatisticsChoices", "view_words"]

_ALL = 0
#: The lists of a profile that are counted: any of the three first.
WHICH = ("all", *LISTS)


def view_words(core: Core, view: View) -> str:
    """What a table is called, with what it was asked last."""
    if view.by is not None:
        return question_words(replace(core.statistics.state, view=view).question, core.names)
    return t(f"statistics-title-{view.value}")


class StatisticsChoices:
    """Ids to choose from; 0 asks for none in particular."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def of_view(self, view: View) -> tuple[str, Callable[[str], Sequence[Choice]], str] | None:
        """What a table can be asked for: the title, the choices, the field; None where there is nothing to choose."""
        if view is View.LANGUAGES:
            return t("statistics-choose-language"), self.languages, "language"
        if view is View.CAPACITIES:
            return t("statistics-choose-capacity"), self.capacities, "capacity"
        return (t("statistics-choose-root"), self.roots, "root") if view is View.GAPS else None

    def languages(self, typed: str) -> list[Choice]:
        """Those that somebody speaks, most speakers first; where one types, any that is called so."""
        sheet = self._core.statistics.languages()
        speakers = {row.subject: str(row.values[1]) for row in sheet.rows}
        if not typed:
            found = [Choice(row.subject, str(row.values[0]), speakers[row.subject]) for row in sheet.rows]
            return [Choice(_ALL, t("statistics-all-languages")), *found]
        named = self._core.names.search(Kind.LANGUAGE, typed)
        return [Choice(each.id, each.name, speakers.get(each.id, "0")) for each in named]

    def capacities(self, typed: str) -> list[Choice]:
        """Every capacity."""
        named = [Choice(each.id, each.name) for each in self._core.names.search(Kind.CAPACITY, typed)]
        return named if typed else [Choice(_ALL, t("statistics-all-capacities")), *named]

    def roots(self, typed: str) -> list[Choice]:
        """The categories."""
        tree = self._core.names.tree()
        named = [Choice(each, tree.name(each)) for each in tree.roots]
        entries = [Choice(_ALL, t("statistics-all-capacities")), *named]
        return [each for each in entries if fold(typed) in fold(each.label)]

    def regions(self, typed: str) -> list[Choice]:
        """The service's regions."""
        regions = [Choice(each.id, each.name) for each in self._core.names.regions()]
        entries = [Choice(_ALL, t("statistics-all-regions")), *regions]
        return [each for each in entries if fold(typed) in fold(each.label)]
