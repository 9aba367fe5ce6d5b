"""Choosing the values of Explore's filters: what there is, what each leaves, and what was done, in words."""

from __future__ import annotations

from typing import Any

import msgspec

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.model.choice import Choice
from capx_tui.model.explore import ExploreFilter, Facet, LanguageAtLeast
from capx_tui.model.people import LEVELS, Role
from capx_tui.store.explore import FacetValue
from capx_tui.text import fold

__all__ = ["FACETS", "FacetChoices"]

#: In the order in which they are offered.
FACETS = (
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


class FacetChoices:
    """Reads and changes the filter of `ExploreStore`."""

    def __init__(self, core: Core) -> None:
        self._store = core.explore

    @property
    def _asked(self) -> ExploreFilter:
        return self._store.state.filter

    def _change(self, **changes: Any) -> None:
        self._store.set_filter(msgspec.structs.replace(self._asked, **changes))

    def _chosen(self, facet: Facet) -> tuple[Any, ...]:
        if facet is Facet.LANGUAGES:
            return tuple(spoken.id for spoken in self._asked.languages)
        if facet is Facet.ROLES:
            # A role has no id at the service; its place in the table stands for it.
            return tuple(number for number, role in enumerate(Role) if role in self._asked.roles)
        chosen: tuple[Any, ...] = getattr(self._asked, facet.value)
        return chosen

    def choices(self, facet: Facet, typed: str) -> list[Choice]:
        """What can be chosen, with how many people each would leave."""
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
            found = self._store.facet_values(facet, typed)
            # What nobody has is still there to be found, after what somebody has.
            return sorted(found, key=lambda value: value.count == 0)
        counts = self._store.role_counts()
        named = ((role, t(f"role-{role.value}")) for role in Role)
        return [
            FacetValue(number, name, counts.get(role, 0))
            for number, (role, name) in enumerate(named)
            if fold(typed) in fold(name)
        ]

    def toggle(self, facet: Facet, value: Any) -> str:
        """Choose a value or no more; what that leaves, as a sentence."""
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
        state = self._store.state
        return t("filters-now", self._name_of(facet, value), t("word-yes") if adding else t("word-no"), state.count)

    def _name_of(self, facet: Facet, value: Any) -> str:
        return next((each.name for each in self._values(facet, "") if each.id == value), "")

    def clear(self, facet: Facet) -> str:
        """Choose none of a facet."""
        self._store.set_filter(self._asked.without(facet))
        return t("filters-now-any", self._store.state.count)

    def next_level(self, language: Any) -> str:
        """The next least level of a language."""
        levels = {spoken.id: spoken.level for spoken in self._asked.languages}
        now = levels.get(language, "")
        after = _LEAST_LEVELS[(_LEAST_LEVELS.index(now) + 1) % len(_LEAST_LEVELS)] if now in _LEAST_LEVELS else ""
        levels[language] = after
        self._change(languages=tuple(LanguageAtLeast(number, level) for number, level in levels.items()))
        level = t("filters-least", t(f"level-{after}")) if after else t("filters-any-level")
        return t("filters-level-now", level, self._store.state.count)
