"""With the service down everything read before still opens, with its age; and one key tries again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from capx_tui.model.actions import SCREENS
from tests.screens.visits import FILLED, visit
from tests.screens.wire import Fault, Wire, html, no_route, service_down, timed_out

_LATER = FILLED + timedelta(hours=5)
_FAULTS = (service_down, timed_out, no_route, html)


def _failing(fault: Fault) -> Callable[[Wire], Wire]:
    def put_before(wire: Wire) -> Wire:
        wire.fail(fault)
        return wire

    return put_before


@pytest.mark.parametrize("fault", _FAULTS, ids=lambda fault: fault.__name__)
async def test_explore_shows_everybody_with_the_age_and_what_tries_again(fault: Fault, home: Path) -> None:
    async with visit("explore", now=_LATER, transport=_failing(fault)) as here:
        assert here.status == "Not refreshed; this is from 5 hours ago. F6 tries again. 224 people of 240."
        assert "NgaioMoana" in here.marked
        await here.press("slash")
        await here.type("sparrow")
        assert "Sparrow" in here.text
        await here.press("escape", "c", "f")
        await here.choose("Available capacities")
        await here.type("lua")
        await here.press("enter")
        assert "yes" in here.marked
        await here.press("escape", "escape", "f6")
        assert "5 hours ago" in here.status
        here.wire.mend()
        await here.press("f6")
        assert here.status.endswith("compared with the service just now")


@pytest.mark.parametrize("screen", [entry.id for entry in SCREENS])
async def test_every_screen_opens_without_a_service(screen: str, home: Path) -> None:
    async with visit(screen, now=_LATER, transport=_failing(no_route)) as here:
        assert here.title
        assert here.focused_row.strip()
        assert here.app.is_running


async def test_home_tells_why_and_since_when(home: Path) -> None:
    async with visit("home", now=_LATER, transport=_failing(timed_out)) as here:
        assert "Last compared with the service 5 hours ago." in here.flowing
        assert "Not refreshed: embedded.capx.invalid did not answer in time." in here.flowing


@pytest.mark.parametrize("fault", _FAULTS, ids=lambda fault: fault.__name__)
async def test_with_nothing_fetched_yet_it_says_why_there_is_nothing(fault: Fault, new_home: Path) -> None:
    async with visit("home", transport=_failing(fault)) as here:
        await here.press("f2")
        assert "Not refreshed: embedded.capx.invalid" in here.flowing
        assert "F6 tries again." in here.flowing
        assert "0 people of 0." in here.flowing
        await here.press("f3")
        assert "Not refreshed: embedded.capx.invalid" in here.flowing
        here.wire.mend()
        await here.press("f6", "f2")
        assert here.status.startswith("224 people of 240.")


async def test_a_fault_in_the_middle_of_the_first_fetch_keeps_what_arrived(new_home: Path) -> None:
    def second_page_fails(wire: Wire) -> Wire:
        wire.fail(service_down, where="offset=200")
        return wire

    async with visit("home", transport=second_page_fails) as here:
        await here.press("f2")
        arrived = here.core.explore.state.total
        assert 0 < arrived < 240
        assert f"of {arrived}." in here.flowing
        here.wire.mend()
        await here.press("f6", "f3", "f2")
        assert here.status.startswith("224 people of 240.")


async def test_the_log_keeps_the_error_with_its_words(home: Path) -> None:
    async with visit("about") as here:
        here.wire.fail(service_down)
        await here.press("f5", "f4")
        assert "Error: embedded.capx.invalid is not working right now (status 503)." in here.flowing


async def test_with_nothing_to_try_again_f6_says_so(home: Path) -> None:
    async with visit("about") as here:
        await here.press("f6")
        assert here.status == "There is nothing to try again."


async def test_stopping_a_refresh_that_is_not_there_says_so(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("ctrl+g")
        assert "Nothing is being fetched." in here.status
