"""Counts of the movement's supply and demand of capacities."""

from __future__ import annotations

from capx_tui.api.capx import rest
from capx_tui.api.capx.shapes_service import CapacityCountShape, StatisticsShape
from capx_tui.api.wire import Call

__all__ = ["capacities_by_territory", "languages_by_territory", "statistics"]

_TIMEOUT_S = 60.0


def statistics() -> Call[StatisticsShape]:
    """`GET /statistics/`: headline numbers, people by region, by language and by root capacity. Public."""
    return rest.one("/statistics/", StatisticsShape, timeout_s=_TIMEOUT_S)


def languages_by_territory() -> Call[dict[str, dict[str, int]]]:
    """`GET /statistics/languages-by-territory/`: territory id to language id to people. Public.

    Territories are those that people chose: countries are not rolled up, and level 0 is left out.
    """
    return rest.one("/statistics/languages-by-territory/", dict[str, dict[str, int]], timeout_s=_TIMEOUT_S)


def capacities_by_territory() -> Call[dict[str, dict[str, CapacityCountShape]]]:
    """`GET /statistics/capacities-by-territory/`: territory id to capacity id to people by list. Public.

    Neither territories nor capacities are rolled up.
    """
    return rest.one(
        "/statistics/capacities-by-territory/",
        dict[str, dict[str, CapacityCountShape]],
        timeout_s=_TIMEOUT_S,
    )
