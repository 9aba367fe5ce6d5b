"""The list of people moves while it is read; in the end everybody is there, as they are, once."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from capx_tui.store.mirror import Mirror
from capx_tui.store.sync import Sync
from tests.store.small_service import Query, SmallService, profile, same


def at_the_second_page(act: Callable[[], None]) -> Callable[[str, Query], None]:
    done: list[bool] = []

    def between(path: str, query: Query) -> None:
        if path == "/users/" and query["offset"] != ["0"] and not done:
            done.append(True)
            act()

    return between


async def test_a_person_added_while_paging_is_there(service: SmallService, sync: Sync, mirror: Mirror) -> None:
    service.people = {number: profile(number, number) for number in range(1, 451)}
    service.between = at_the_second_page(lambda: service.people.update({900: profile(900, 9999)}))
    await sync.run()
    assert same(mirror, service)


async def test_a_person_moving_to_the_front_while_paging_is_neither_lost_nor_doubled(
    service: SmallService, sync: Sync, mirror: Mirror
) -> None:
    service.people = {number: profile(number, number) for number in range(1, 451)}
    service.between = at_the_second_page(lambda: service.changes(5, 9999, username="Jumped"))
    await sync.run()
    assert same(mirror, service)


async def test_people_leaving_while_paging_push_nobody_between_two_pages(
    service: SmallService, sync: Sync, mirror: Mirror
) -> None:
    service.people = {number: profile(number, number) for number in range(1, 451)}

    def leave() -> None:
        for number in (450, 449, 300):
            del service.people[number]

    service.between = at_the_second_page(leave)
    await sync.run()
    assert same(mirror, service)


@pytest.mark.parametrize("names_everybody", [True, False])
@pytest.mark.parametrize("seed", range(6))
async def test_whatever_happens_while_paging_the_end_is_the_truth(
    service: SmallService, sync: Sync, mirror: Mirror, seed: int, names_everybody: bool
) -> None:
    service.names_everybody = names_everybody
    chance = random.Random(seed)
    service.people = {number: profile(number, chance.randrange(40)) for number in range(1, 701)}
    clock = 1000

    def between(path: str, query: Query) -> None:
        nonlocal clock
        if path != "/users/" or clock > 1020:
            return
        for _ in range(chance.randrange(4)):
            clock += 1
            someone = chance.choice(list(service.people))
            act = chance.randrange(3)
            if act == 0:
                del service.people[someone]
            elif act == 1:
                service.changes(someone, clock)
            else:
                service.people[clock] = profile(clock, clock)

    service.between = between
    await sync.run()
    service.between = lambda path, query: None
    await sync.run()
    assert same(mirror, service)
