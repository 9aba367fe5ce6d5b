"""The filters of Explore in plain lines: a line a facet, a list to choose from behind each, filters with names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import msgspec

from capx_tui.cli.plain.asking import ChooserPlace, ask_question
from capx_tui.cli.plain.line import Line
from capx_tui.cli.plain.place import Face, Place
from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.i18n import t
from capx_tui.model.choice import Answer
from capx_tui.model.entry import Entry
from capx_tui.model.explore import Facet
from capx_tui.model.filter_words import facet_words, filter_words
from capx_tui.screens.facet_choices import FACETS, FacetChoices

__all__ = ["FiltersPlace"]


class FiltersPlace(RowsPlace):
    """Alternatives within a line, all lines together."""

    SCOPES = ("filters",)
    TITLE_KEY = "filters-title"

    def intro(self) -> Sequence[str]:
        """How many match."""
        state = self.core.explore.state
        return [t("explore-count", state.count, state.total)]

    def entries(self) -> Sequence[Entry]:
        """A row a facet, then the switches."""
        asked, names = self.core.explore.state.filter, self.core.names
        rows = [
            Entry(
                t(f"facet-{facet.value}"),
                f" {t('word-or')} ".join(facet_words(asked, facet, names)) or t("filters-any"),
                target=partial(self._open, facet),
            )
            for facet in FACETS
        ]
        switches: tuple[tuple[str, bool, Callable[[], None]], ...] = (
            ("facet-saved", asked.saved, self._toggle_saved),
            ("filters-with-children", asked.with_children, partial(self._toggle, "with_children")),
            ("filters-incomplete", asked.incomplete, partial(self._toggle, "incomplete")),
        )
        return [*rows, *(Entry(t(key), t("word-yes" if on else "word-no"), target=do) for key, on, do in switches)]

    def _toggle(self, field: str) -> None:
        asked = self.core.explore.state.filter
        self.core.explore.set_filter(msgspec.structs.replace(asked, **{field: not getattr(asked, field)}))
        self.again()

    def _toggle_saved(self) -> None:
        if not self.core.session.state.is_signed_in and not self.core.explore.state.filter.saved:
            self.face.sign_in_first(t("filters-saved-signed-out"), self._toggle_saved)
            return
        if not self.core.explore.state.filter.saved:
            self.face.work(self.core.saved.load())
        self._toggle("saved")

    def _open(self, facet: Facet) -> None:
        facets = FacetChoices(self.core)
        self.face.push(
            ChooserPlace(
                self.face,
                t("filters-choose", t(f"facet-{facet.value}")),
                partial(facets.choices, facet),
                toggle=partial(facets.toggle, facet),
                clear=partial(facets.clear, facet),
                level=facets.next_level if facet is Facet.LANGUAGES else None,
            )
        )

    def do_filters_clear(self, given: str = "") -> None:
        """No filter at all."""
        del given
        self.core.explore.clear()
        self.face.say(t("explore-cleared", self.core.explore.state.count))
        self._lines = self.listed()

    def do_filters_save(self, given: str = "") -> None:
        """Keep this filter under a name."""
        name = given or self.face.talk.ask(t("filters-name"))
        self.core.explore.save_filter(name)
        self.face.say(t("filters-saved", name))
        if self.core.explore.trouble is not None:
            self.face.fail(self.core.explore.trouble)

    def do_filters_load(self, given: str = "") -> None:
        """Use a filter that was kept."""
        if given:
            self._use(given)
        elif not self.core.explore.named_filters():
            self.face.say(t("filters-none-saved"))
        else:
            self.face.push(_SavedFilters(self.face, self._use))

    def _use(self, name: str) -> None:
        self.core.explore.use_filter(name)
        self.face.say(t("filters-used", name, self.core.explore.state.count))
        self._lines = self.listed()


class _SavedFilters(Place):
    """Filters with names: a number uses one."""

    SCOPES = ("saved-filters",)
    TITLE_KEY = "action-filters-load"

    def __init__(self, face: Face, use: Callable[[str], None]) -> None:
        super().__init__(face)
        self._use = use

    def listed(self) -> Sequence[Line]:
        """Name, and what it asks for."""
        named = self.core.explore.named_filters()
        return [
            Line(
                t("people-fact", name, filter_words(asked, self.core.names)),
                name=name,
                number=number,
                open=partial(self._take, name),
            )
            for number, (name, asked) in enumerate(named.items(), 1)
        ]

    def _take(self, name: str) -> None:
        self.face.back(silent=True)
        self._use(name)

    def do_saved_filters_rename(self, given: str = "") -> None:
        """Another name for one."""
        line = self.which(given)
        if line is None:
            return
        name = " ".join(self.face.talk.ask(t("filters-name")).split())
        self.core.explore.rename_filter(line.name, name)
        self._tell(t("saved-filters-renamed", line.name, name))

    def do_saved_filters_delete(self, given: str = "") -> None:
        """Ask, and forget it."""
        line = self.which(given)
        if line is None:
            return
        answers = (
            Answer("no", t("saved-filters-keep")),
            Answer("yes", t("saved-filters-delete"), t("saved-filters-delete-help")),
        )
        if ask_question(self.face, [line.words], answers, ask=t("saved-filters-ask", line.name)) == "yes":
            self.core.explore.delete_filter(line.name)
            self._tell(t("saved-filters-deleted", line.name))

    def _tell(self, words: str) -> None:
        self._lines = self.listed()
        self.face.say(words)
        if self.core.explore.trouble is not None:
            self.face.fail(self.core.explore.trouble)
