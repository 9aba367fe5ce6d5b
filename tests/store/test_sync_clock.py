"""The mirror under a clock that is set back and ahead, here and at the service."""

from __future__ import annotations

from datetime import timedelta

import pytest

from capx_tui.store.mirror import Mirror
from capx_tui.store.sync import Freshness, Sync
from tests.store.clocks import AHEAD, JUMPS
from tests.store.conftest import Clock
from tests.store.small_service import SmallService, profile, same


@pytest.mark.parametrize("jump", AHEAD, ids=str)
async def test_a_mirror_from_a_time_to_come_is_not_believed(
    jump: timedelta, service: SmallService, sync: Sync, mirror: Mirror, clock: Clock
) -> None:
    service.people = {number: profile(number, number) for number in range(1, 101)}
    clock.moment += jump
    await sync.run()
    clock.moment -= jump
    assert sync.freshness() is Freshness.STALE
    service.people[3]["badges"] = [6]
    await sync.run()
    assert sync.freshness() is Freshness.FRESH
    # Only a look at everybody can tell, and there is one where the last one is a week old, or ahead by that.
    found = mirror.person(3)
    assert found is not None
    assert (found.badges == (6,)) is (jump > timedelta(days=7))


@pytest.mark.parametrize("jump", JUMPS, ids=str)
async def test_a_clock_that_is_set_loses_no_change(
    jump: timedelta, service: SmallService, sync: Sync, mirror: Mirror, clock: Clock
) -> None:
    service.people = {number: profile(number, number) for number in range(1, 301)}
    await sync.run()
    clock.moment += jump
    for number in range(100, 200):
        service.changes(number, 1000 + number)
    await sync.run()
    assert same(mirror, service)
    clock.moment -= jump
    service.changes(7, 2000)
    await sync.run()
    assert same(mirror, service)


async def test_a_change_from_a_time_to_come_hides_no_later_one(
    service: SmallService, sync: Sync, mirror: Mirror
) -> None:
    service.people = {number: profile(number, number) for number in range(1, 301)}
    service.people[7]["last_update"] = "2036-01-01T00:00:00.000000Z"
    await sync.run()
    for number in range(100, 200):
        service.changes(number, 1000 + number)
    service.asked.clear()
    await sync.run()
    assert same(mirror, service)
    assert len(service.asked) < 5, "nobody else was read again"
