"""The first fetch: people are there as they arrive, it says how far it is, and it can be stopped and goes on."""

from __future__ import annotations

from pathlib import Path

from tests.screens.visits import visit
from tests.screens.wire import Wire

_FETCH = frozenset({"refresh"})


def _second_page_waits(wire: Wire) -> Wire:
    wire.hold(where="offset=200")
    return wire


async def test_who_has_arrived_is_there_while_the_rest_is_fetched(new_home: Path) -> None:
    async with visit("home", transport=_second_page_waits, endless=_FETCH) as here:
        await here.until(lambda: here.core.explore.state.total == 200)
        assert "Fetching people: 200 of 240." in here.flowing
        await here.press("f2")
        assert "184 people of 200." in here.flowing
        assert "Fetching people: 200 of 240." in here.flowing
        assert here.marked
        await here.press("enter", "escape", "slash")
        await here.type("wanjiru")
        assert "Wanjiru" in here.text
        here.wire.release()
        here.endless = frozenset()
        await here.settle()
        await here.press("escape", "c", "f3", "f2")
        assert here.status.startswith("224 people of 240.")


async def test_the_first_of_them_are_shown_as_soon_as_they_are_there(new_home: Path) -> None:
    def first_page_waits(wire: Wire) -> Wire:
        wire.hold(where="offset=0")
        return wire

    async with visit("explore", transport=first_page_waits, endless=_FETCH) as here:
        assert here.marked == "Asking the service what is new."
        here.wire.release()
        here.wire.hold(where="offset=200")
        await here.until(lambda: here.core.explore.state.total == 200)
        assert "Sharer" in here.marked
        here.wire.release()
        here.endless = frozenset()
        await here.settle()


async def test_it_can_be_stopped_and_goes_on_where_it_stopped(new_home: Path) -> None:
    async with visit("explore", transport=_second_page_waits, endless=_FETCH) as here:
        await here.until(lambda: here.core.explore.state.total == 200)
        here.endless = frozenset()
        await here.press("ctrl+g")
        assert "Stopped. What has arrived stays; refreshing goes on from there." in here.flowing
        assert here.core.explore.state.total == 200
        here.wire.release()
        asked = len(here.wire.asked)
        await here.press("f5")
        assert here.core.explore.state.total == 240
        again = [address for address in here.wire.asked[asked:] if "/users/" in address]
        assert not any("offset=0&" in address and "limit=200" in address for address in again), again


async def test_ending_the_program_in_the_middle_keeps_what_arrived(new_home: Path) -> None:
    async with visit("explore", transport=_second_page_waits, endless=_FETCH) as here:
        await here.until(lambda: here.core.explore.state.total == 200)
    async with visit("explore", transport=_second_page_waits, endless=_FETCH) as here:
        assert here.core.explore.state.total == 200
        here.wire.release()
        here.endless = frozenset()
        await here.settle()
        assert here.core.explore.state.total == 240


async def test_the_list_does_not_jump_while_people_arrive(new_home: Path) -> None:
    async with visit("explore", transport=_second_page_waits, endless=_FETCH) as here:
        await here.until(lambda: here.core.explore.state.total == 200)
        await here.press("f3", "f2", "down", "down", "down")
        marked = here.marked
        here.wire.release()
        here.endless = frozenset()
        await here.settle()
        await here.press("f3", "f2")
        assert here.marked == marked
