"""What profiles choose from: quick lists, territories, avatars, Wikimedia projects."""

from __future__ import annotations

from typing import Literal

from capx_tui.api.capx import rest
from capx_tui.api.capx.shapes_lists import AvatarShape, TerritoryShape, WikimediaProjectShape
from capx_tui.api.capx.shapes_page import Page
from capx_tui.api.wire import Auth, Call, path

__all__ = [
    "QuickListKind",
    "avatar",
    "avatars",
    "quick_list",
    "territories",
    "territory",
    "wikimedia_project",
    "wikimedia_projects",
]

QuickListKind = Literal[
    "affiliation",
    "badges",
    "event",
    "language",
    "project",
    "skills",
    "territory",
    "users",
    "wikimedia_project",
]


def quick_list(kind: QuickListKind, lang: str = "") -> Call[dict[str, str]]:
    """`GET /list/{list_type}/`: id (as text) to name, all at once. Public.

    `skills` gives QIDs instead of names. Only `language` heeds `lang`, a language code; for a code it does
    not know it answers autonyms. `affiliation` holds all organizations, also those without a manager. An
    unknown list is empty.
    """
    return Call(
        "GET",
        path("/list/{}/", kind),
        dict[str, str | None],
        query=tuple(rest.given(lang=lang)),
        auth=Auth.OPTIONAL,
        timeout_s=60.0,
        finish=_named,
    )


def _named(answer: dict[str, str | None]) -> dict[str, str]:
    return {key: name for key, name in answer.items() if name is not None}


def territories(limit: int, offset: int = 0) -> Call[Page[TerritoryShape]]:
    """`GET /territory/`: regions and countries. Public."""
    return rest.page("/territory/", TerritoryShape, limit, offset)


def territory(territory_id: int) -> Call[TerritoryShape]:
    """`GET /territory/{id}/`: one territory. Public."""
    return rest.one(path("/territory/{}/", territory_id), TerritoryShape)


def avatars(limit: int, offset: int = 0) -> Call[Page[AvatarShape]]:
    """`GET /avatar/`: pictures to choose from. Public. Id 0 is no choice: none is null in a profile."""
    return rest.page("/avatar/", AvatarShape, limit, offset)


def avatar(avatar_id: int) -> Call[AvatarShape]:
    """`GET /avatar/{id}/`: one picture. Public."""
    return rest.one(path("/avatar/{}/", avatar_id), AvatarShape)


def wikimedia_projects(limit: int, offset: int = 0) -> Call[Page[WikimediaProjectShape]]:
    """`GET /wikimedia_project/`: Wikimedia projects. Public."""
    return rest.page("/wikimedia_project/", WikimediaProjectShape, limit, offset)


def wikimedia_project(project_id: int) -> Call[WikimediaProjectShape]:
    """`GET /wikimedia_project/{id}/`: one Wikimedia project. Public."""
    return rest.one(path("/wikimedia_project/{}/", project_id), WikimediaProjectShape)
