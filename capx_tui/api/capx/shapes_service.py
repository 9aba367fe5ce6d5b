"""Shapes of the service's counts and of its own description."""

from __future__ import annotations

from capx_tui.api.capx.shapes_page import Shape

__all__ = ["CapacityCountShape", "OutlineInfoShape", "OutlineShape", "StatisticsShape"]


class StatisticsShape(Shape, frozen=True, kw_only=True):
    """`GET /statistics/`. The headline numbers must be there: a missing one is no zero.

    "New" and "active" mean the last 30 days. The three skill maps are by root capacity,
    `territory_user_counts` by region, each person once per region. Keys are ids as text.
    """

    total_users: int
    new_users: int
    active_users: int
    total_capacities: int
    new_capacities: int
    total_messages: int
    new_messages: int
    total_organizations: int
    new_organizations: int
    users_with_territory: int | None = None
    users_with_language: int | None = None
    users_with_capacities: int | None = None
    territory_user_counts: dict[str, int]
    language_user_counts: dict[str, int]
    skill_known_user_counts: dict[str, int]
    skill_available_user_counts: dict[str, int]
    skill_wanted_user_counts: dict[str, int]


class CapacityCountShape(Shape, frozen=True, kw_only=True):
    """People of one territory by the list that holds one capacity; one person can be in all three."""

    known: int
    available: int
    wanted: int


class OutlineInfoShape(Shape, frozen=True, kw_only=True):
    """Who the service says it is."""

    title: str
    version: str


class OutlineShape(Shape, frozen=True, kw_only=True):
    """`GET /schema/`: of the outline only its title and version."""

    openapi: str
    info: OutlineInfoShape
