"""The filter of Explore in words, the same on the screen, in speech and on lines."""

from __future__ import annotations

from capx_tui.i18n import t
from capx_tui.i18n.lists import semicolons
from capx_tui.model.explore import ExploreFilter, Facet
from capx_tui.model.profile_facts import Naming

__all__ = ["facet_words", "filter_words", "language_words"]


def language_words(name: str, level: str) -> str:
    """``Portuguese (Native)``."""
    return t("language-with-level", name, t(f"level-{level}") if level else t("level-none"))


def facet_words(asked: ExploreFilter, facet: Facet, names: Naming) -> list[str]:
    """The chosen values of one facet by name."""
    if facet is Facet.TEXT:
        return [asked.text] if asked.text else []
    if facet is Facet.SAVED:
        return []
    if facet is Facet.ROLES:
        return [t(f"role-{role.value}") for role in asked.roles]
    if facet is Facet.LANGUAGES:
        return [
            t("language-at-least", names.language_name(spoken.id), t(f"level-{spoken.level}"))
            if spoken.level
            else names.language_name(spoken.id)
            for spoken in asked.languages
        ]
    resolve = {
        Facet.TERRITORIES: names.territory,
        Facet.AFFILIATIONS: names.affiliation,
        Facet.PROJECTS: names.project,
    }.get(facet, names.capacity)
    return [resolve(value) for value in getattr(asked, facet.value)]


def filter_words(asked: ExploreFilter, names: Naming) -> str:
    """The whole filter as one line: alternatives with "or", facets with a semicolon."""
    said = [
        t(f"filter-{facet.value}", f" {t('word-or')} ".join(facet_words(asked, facet, names))) for facet in asked.active
    ]
    if asked.with_children:
        said.append(t("filter-with-children"))
    if asked.incomplete:
        said.append(t("filter-incomplete"))
    return semicolons(said) or t("filter-everyone")
