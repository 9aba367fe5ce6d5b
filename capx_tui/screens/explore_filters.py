"""The filters of Explore: a row a facet with what is chosen, and a chooser with live counts behind each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from capx_tui.i18n import t
from capx_tui.model.explore import ExploreFilter, Facet
from capx_tui.model.filter_words import facet_words
from capx_tui.screens.chooser import ChooserScreen
from capx_tui.screens.facet_choices import FACETS, FacetChoices
from capx_tui.screens.prompt import PromptScreen
from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.saved_filters import SavedFiltersScreen
from capx_tui.widgets.reading import Entry

__all__ = ["FiltersScreen"]


class FiltersScreen(RowsScreen[None]):
    """Alternatives within a row, all rows together."""

    SCOPES = ("filters", "list")
    TITLE_KEY = "filters-title"

    def start(self) -> None:
        """Counts follow every change."""
        super().start()
        self.watch_store(self.core.explore, lambda state: self.rebuild())
        self._tell()

    def rebuild(self) -> None:
        """Rows and the count."""
        super().rebuild()
        if self.is_mounted:
            self._tell()

    def resume(self) -> None:
        """The rows alone: what was done above has been said."""
        super().rebuild()

    def _tell(self) -> None:
        state = self.core.explore.state
        self.say(t("explore-count", state.count, state.total))

    @property
    def _facets(self) -> FacetChoices:
        return FacetChoices(self.core)

    @property
    def _asked(self) -> ExploreFilter:
        return self.core.explore.state.filter

    def _change(self, **changes: Any) -> None:
        self.core.explore.set_filter(msgspec.structs.replace(self._asked, **changes))

    def entries(self) -> Sequence[Entry]:
        """A row a facet, then the switches, then the ways out."""
        rows = []
        for facet in FACETS:
            chosen = f" {t('word-or')} ".join(facet_words(self._asked, facet, self.core.names))
            rows.append(
                Entry(t(f"facet-{facet.value}"), chosen or t("filters-any"), target=lambda f=facet: self._open(f))
            )
        rows.append(Entry(t("facet-saved"), self._word(self._asked.saved), target=self._toggle_saved))
        rows.append(
            Entry(t("filters-with-children"), self._word(self._asked.with_children), target=self._toggle_children)
        )
        rows.append(Entry(t("filters-incomplete"), self._word(self._asked.incomplete), target=self._toggle_incomplete))
        rows.append(
            Entry(t("filters-show"), t("filters-show-help", self.core.explore.state.count), target=self.do_app_back)
        )
        return rows

    def _word(self, claim: bool) -> str:
        return t("word-yes") if claim else t("word-no")

    def _toggle_children(self) -> None:
        self._change(with_children=not self._asked.with_children)

    def _toggle_saved(self) -> None:
        if self.account is None and not self._asked.saved:
            self.shell.sign_in_first(t("filters-saved-signed-out"), self._toggle_saved)
            return
        self._change(saved=not self._asked.saved)
        if self._asked.saved:
            # Known from before, or from another program: what the service has counts.
            self.load(self.core.saved.load, name="saved")

    def _toggle_incomplete(self) -> None:
        self._change(incomplete=not self._asked.incomplete)

    # -- choosing values -------------------------------------------------------------------------

    def _open(self, facet: Facet) -> None:
        is_language = facet is Facet.LANGUAGES
        self.app.push_screen(
            ChooserScreen(
                lambda: t("filters-choose", t(f"facet-{facet.value}")),
                lambda typed: self._facets.choices(facet, typed),
                toggle=lambda value: self._facets.toggle(facet, value),
                clear=lambda: self._facets.clear(facet),
                level=self._facets.next_level if is_language else None,
            )
        )

    # -- named filters ---------------------------------------------------------------------------

    def do_filters_clear(self) -> None:
        """No filter at all."""
        self.core.explore.clear()
        self.say(t("explore-cleared", self.core.explore.state.count))

    def do_filters_save(self) -> None:
        """Keep this filter under a name."""

        def named(name: object) -> None:
            if isinstance(name, str) and name.strip():
                self.core.explore.save_filter(name)
                self.say(t("filters-saved", name.strip()))
                if self.core.explore.trouble is not None:
                    self.fail(self.core.explore.trouble)

        self.app.push_screen(PromptScreen(lambda: t("filters-save-title"), lambda: t("filters-name")), named)

    def do_filters_load(self) -> None:
        """Use a filter that was kept."""
        if not self.core.explore.named_filters():
            self.say(t("filters-none-saved"))
            return

        def chosen(name: object) -> None:
            if isinstance(name, str):
                self.core.explore.use_filter(name)
                self.say(t("filters-used", name, self.core.explore.state.count))

        self.app.push_screen(SavedFiltersScreen(), chosen)
