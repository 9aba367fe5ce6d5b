"""The filters of Explore: a row a facet with what is chosen, and a chooser with live counts behind each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from capx_tui.i18n import t
from capx_tui.model.explore import ExploreFilter, Facet, LanguageAtLeast
from capx_tui.model.people import LEVELS, Role
from capx_tui.screens.chooser import Choice, ChooserScreen
from capx_tui.screens.explore_words import facet_words
from capx_tui.screens.prompt import PromptScreen
from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.saved_filters import SavedFiltersScreen
from capx_tui.store.explore import FacetValue
from capx_tui.text import fold
from capx_tui.widgets.reading import Entry

__all__ = ["FiltersScreen"]

_FACETS = (
    Facet.CAPACITIES,
    Facet.ROLES,
    Facet.AVAILABLE,
    Facet.WANTED,
    Facet.KNOWN,
    Facet.TERRITORIES,
    Facet.LANGUAGES,
    Facet.AFFILIATIONS,
    Facet.PROJECTS,
)
#: Levels to step through: any first, then from Basic up.
_LEAST_LEVELS = ("", *LEVELS[1:])


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
    def _asked(self) -> ExploreFilter:
        return self.core.explore.state.filter

    def _change(self, **changes: Any) -> None:
        self.core.explore.set_filter(msgspec.structs.replace(self._asked, **changes))

    def entries(self) -> Sequence[Entry]:
        """A row a facet, then the switches, then the ways out."""
        rows = []
        for facet in _FACETS:
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
                t("filters-choose", t(f"facet-{facet.value}")),
                lambda typed: self._choices(facet, typed),
                toggle=lambda value: self._toggle(facet, value),
                clear=lambda: self._clear(facet),
                level=self._next_level if is_language else None,
            )
        )

    def _chosen(self, facet: Facet) -> tuple[Any, ...]:
        if facet is Facet.LANGUAGES:
            return tuple(spoken.id for spoken in self._asked.languages)
        if facet is Facet.ROLES:
            # A role has no id at the service; its place in the table stands for it.
            return tuple(number for number, role in enumerate(Role) if role in self._asked.roles)
        chosen: tuple[Any, ...] = getattr(self._asked, facet.value)
        return chosen

    def _choices(self, facet: Facet, typed: str) -> list[Choice]:
        chosen = self._chosen(facet)
        levels = {spoken.id: spoken.level for spoken in self._asked.languages}
        return [
            Choice(
                value.id,
                value.name,
                detail=t("filters-people", value.count),
                chosen=value.id in chosen,
                note=t("filters-least", t(f"level-{levels[value.id]}"))
                if levels.get(value.id) and facet is Facet.LANGUAGES
                else "",
            )
            for value in self._values(facet, typed)
        ]

    def _values(self, facet: Facet, typed: str) -> list[FacetValue]:
        """What there is to choose, with how many people each would leave."""
        if facet is not Facet.ROLES:
            found = self.core.explore.facet_values(facet, typed)
            # What nobody has is still there to be found, after what somebody has.
            return sorted(found, key=lambda value: value.count == 0)
        counts = self.core.explore.role_counts()
        named = ((role, t(f"role-{role.value}")) for role in Role)
        return [
            FacetValue(number, name, counts.get(role, 0))
            for number, (role, name) in enumerate(named)
            if fold(typed) in fold(name)
        ]

    def _toggle(self, facet: Facet, value: Any) -> str:
        chosen = self._chosen(facet)
        adding = value not in chosen
        if facet is Facet.LANGUAGES:
            kept = tuple(spoken for spoken in self._asked.languages if spoken.id != value)
            self._change(languages=(*kept, LanguageAtLeast(value)) if adding else kept)
        elif facet is Facet.ROLES:
            self._change(
                roles=tuple(role for number, role in enumerate(Role) if (number in chosen) != (number == value))
            )
        else:
            kept = tuple(one for one in chosen if one != value)
            self._change(**{facet.value: (*kept, value) if adding else kept})
        state = self.core.explore.state
        return t("filters-now", self._name_of(facet, value), t("word-yes") if adding else t("word-no"), state.count)

    def _name_of(self, facet: Facet, value: Any) -> str:
        return next((each.name for each in self._values(facet, "") if each.id == value), "")

    def _clear(self, facet: Facet) -> str:
        self.core.explore.set_filter(self._asked.without(facet))
        return t("filters-now-any", self.core.explore.state.count)

    def _next_level(self, language: Any) -> str:
        levels = {spoken.id: spoken.level for spoken in self._asked.languages}
        now = levels.get(language, "")
        after = _LEAST_LEVELS[(_LEAST_LEVELS.index(now) + 1) % len(_LEAST_LEVELS)] if now in _LEAST_LEVELS else ""
        levels[language] = after
        self._change(languages=tuple(LanguageAtLeast(number, level) for number, level in levels.items()))
        level = t("filters-least", t(f"level-{after}")) if after else t("filters-any-level")
        return t("filters-level-now", level, self.core.explore.state.count)

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

        self.app.push_screen(PromptScreen(t("filters-save-title"), t("filters-name")), named)

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
