"""The service's own numbers, as it counts them."""

from __future__ import annotations

import msgspec

__all__ = ["ListCounts", "Statistics"]


class ListCounts(msgspec.Struct, frozen=True, kw_only=True):
    """How many people list one capacity in each of the three lists."""

    known: int = 0
    available: int = 0
    wanted: int = 0


class Statistics(msgspec.Struct, frozen=True, kw_only=True):
    """`GET /statistics/` and its two tables by territory.

    "New" and "active" mean the last 30 days. Territories and capacities in the counts of `GET
    /statistics/` are regions and roots; in the two tables they are as people chose them, countries not
    added to their regions.
    """

    total_users: int = 0
    new_users: int = 0
    active_users: int = 0
    users_with_territory: int = 0
    users_with_language: int = 0
    users_with_capacities: int = 0
    total_capacities: int = 0
    new_capacities: int = 0
    total_messages: int = 0
    new_messages: int = 0
    total_organizations: int = 0
    new_organizations: int = 0
    territory_user_counts: dict[int, int] = {}
    language_user_counts: dict[int, int] = {}
    skill_known_user_counts: dict[int, int] = {}
    skill_available_user_counts: dict[int, int] = {}
    skill_wanted_user_counts: dict[int, int] = {}
    #: Territory id → language id → people, level 0 left out.
    languages_by_territory: dict[int, dict[int, int]] = {}
    #: Territory id → capacity id → people.
    capacities_by_territory: dict[int, dict[int, ListCounts]] = {}
