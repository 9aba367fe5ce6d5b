"""Matches, organizations and events of the embedded service are those that a loop over its plain JSON finds."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from capx_tui.api.endpoints import EMBEDDED_SERVICE
from capx_tui.api.wire import Request
from capx_tui.model.event_list import When
from capx_tui.model.facets import Asked
from capx_tui.model.matches import Matching
from tests import by_hand
from tests.by_hand import Row
from tests.store.embedded_desk import DESK_NOW, Desk, open_desk

_MIXES = 60


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    async with open_desk(world) as made:
        await made.core.explore.refresh()
        yield made


async def _rows(desk: Desk, path: str) -> list[Row]:
    request = Request("GET", f"{EMBEDDED_SERVICE}{path}?limit=1000", (("Accept", "application/json"),))
    answer = json.loads((await desk.line.send(request)).body)
    assert answer["next"] is None
    rows: list[Row] = answer["results"]
    return rows


async def test_everybody_s_matches_come_in_the_order_that_the_points_say(desk: Desk) -> None:
    people, territories = await _rows(desk, "/users/"), await _rows(desk, "/territory/")
    mirror, children = desk.core.mirror, desk.core.names.territory_children()
    checked = 0
    for me in people:
        matching = Matching(mirror.persons([me["id"]])[0], children)
        found, mutual = mirror.ask_people(lambda index, asked=matching: index.ranked(asked))  # type: ignore[misc]
        expected = by_hand.matches(me, people)
        keys = [by_hand.match_key(me, expected[number], territories) for number in found]
        assert sorted(found) == sorted(expected)
        assert keys == sorted(keys), me["user"]["username"]
        assert mutual == sum(not key[0] for key in keys)
        told = [matching.match(person).score for person in mirror.persons(found)]
        assert told == [-key[1] for key in keys]
        checked += len(found)
    assert checked > 100


async def test_every_filter_of_organizations_finds_what_their_data_says(desk: Desk) -> None:
    rows, territories = await _rows(desk, "/organizations/"), await _rows(desk, "/territory/")
    store = desk.core.organizations
    store.show()

    def ask(asked: dict[str, Any]) -> list[int]:
        store.ask(_asked(asked))
        return [each.id for each in store.found]

    by_hand.check_organizations(rows, territories, ask, how_many=_MIXES)


async def test_every_filter_of_events_finds_what_their_data_says_in_the_order_of_time(desk: Desk) -> None:
    rows, territories = await _rows(desk, "/events/"), await _rows(desk, "/territory/")
    owners = {row["id"]: row for row in await _rows(desk, "/organizations/")}
    store = desk.core.events

    def ask(asked: dict[str, Any]) -> list[int]:
        store.ask(_asked(asked))
        return [each.id for each in store.found]

    for which in When:
        order = by_hand.when(rows, which.value, DESK_NOW)
        store.set_when(which)
        assert ask({}) == order
    store.set_when(When.ALL)
    by_hand.check_events(rows, owners, territories, ask, by_hand.when(rows, "all", DESK_NOW), how_many=_MIXES)
    days = sorted(date.fromisoformat(row["time_begin"][:10]) for row in rows if row["time_begin"])
    for first, last in ((days[3], None), (None, days[-3]), (days[2], days[-4]), (days[5], days[5])):
        store.set_days(first, last)
        expected = {row["id"] for row in rows if by_hand.within(row, first, last)}
        assert set(ask({})) == expected
        assert 0 < len(expected) < len(rows)


def _asked(asked: dict[str, Any]) -> Asked:
    return Asked(text=asked.get("text", ""), chosen={name: asked[name] for name in asked if name != "text"})
