"""Shapes of the service's counts and of its own description."""

from __future__ import annotations

from capx_tui.api.capx.shapes_page import Shape, Whole

__all__ = ["CapacityCountShape", "OutlineInfoShape", "OutlineShape", "StatisticsShape"]


class StatisticsShape(Shape, frozen=True, kw_only=True):
    """`GET /statistics/`. The headline numbers must be there: a missing one is no zero.

    "New" and "active" mean the last 30 days. The three skill maps are by root capacity,
    `territory_user_counts` by region, each person once per region. Keys are ids as text.
    """

    total_users: Whole
    new_users: Whole
    active_users: Whole
    total_capacities: Whole
    new_capacities: Whole
    total_messages: Whole
    new_messages: Whole
    total_organizations: Whole
    new_organizations: Whole
    users_with_territory: Whole | None = None
    users_with_language: Whole | None = None
    users_with_capacities: Whole | None = None
    territory_user_counts: dict[str, Whole]
    language_user_counts: dict[str, Whole]
    skill_known_user_counts: dict[str, Whole]
    skill_available_user_counts: dict[str, Whole]
    skill_wanted_user_counts: dict[str, Whole]


class CapacityCountShape(Shape, frozen=True, kw_only=True):
    """People of one territory by the list that holds one capacity; one person can be in all three."""

    known: Whole
    available: Whole
    wanted: Whole


class OutlineInfoShape(Shape, frozen=True, kw_only=True):
    """Who the service says it is."""

    title: str
    version: str


class OutlineShape(Shape, frozen=True, kw_only=True):
    """`GET /schema/`: of the outline only its title and version."""

    openapi: str
    info: OutlineInfoShape
