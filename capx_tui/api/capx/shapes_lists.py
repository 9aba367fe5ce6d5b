"""Shapes of what profiles choose from: territories, avatars, Wikimedia projects, badges."""

from __future__ import annotations

from typing import Any

from capx_tui.api.capx.shapes_page import Id, Shape, Whole

__all__ = ["AvatarShape", "BadgeShape", "TerritoryShape", "UserBadgeShape", "WikimediaProjectShape"]


class TerritoryShape(Shape, frozen=True, kw_only=True):
    """A territory; a region has no `parent_territory`, a country one or more."""

    id: Id
    territory_name: str
    territory_acronym: str | None = None
    parent_territory: tuple[Id, ...] = ()


class AvatarShape(Shape, frozen=True, kw_only=True):
    """A picture to choose. Id 0 means none and cannot be sent back."""

    id: Id
    avatar_url: str | None = None


class WikimediaProjectShape(Shape, frozen=True, kw_only=True):
    """A Wikimedia project."""

    id: Id
    wikimedia_project_name: str
    wikimedia_project_code: str | None = None
    wikimedia_project_picture: str | None = None


class BadgeShape(Shape, frozen=True, kw_only=True):
    """A badge. `logic` is how the service counts it and is of no use here."""

    id: Id
    name: str
    picture: str | None = None
    description: str | None = None
    logic: Any = None
    type: str | None = None


class UserBadgeShape(Shape, frozen=True, kw_only=True):
    """My way to a badge: `progress` from 0 to 100; shown on the profile if `is_displayed` and 100."""

    id: Id
    badge: Id
    is_displayed: bool = False
    progress: Whole = 0
