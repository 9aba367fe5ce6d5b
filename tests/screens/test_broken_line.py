"""The screens on a line that breaks: random keys go on, and no screen says that something comes which does not."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.screens.visits import visit
from tests.screens.wire import Fault, Wire, refused_token, service_down
from tests.soak.leaving import grown
from tests.soak.sitting import ENDLESS, Sitting, says_to_wait, sit


@pytest.mark.parametrize(
    ("seed", "rate", "is_in", "speaks", "size"),
    [(1, 0.15, True, False, (80, 24)), (2, 0.4, True, True, (60, 20)), (3, 0.15, False, False, (40, 12))],
    ids=["bad", "awful", "signed-out"],
)
async def test_keys_without_sense_on_a_line_that_breaks(
    seed: int, rate: float, is_in: bool, speaks: bool, size: tuple[int, int], home: Path
) -> None:
    log = Sitting()
    await sit(random.Random(seed), 90, log, rates=(rate,), is_in=is_in, sizes=(size,), asked_to_speak=speaks)
    assert log.keys >= 90
    assert log.broke.total() + log.silences


async def test_what_was_opened_and_left_leaves_nothing_behind(home: Path) -> None:
    async with visit("home", endless=ENDLESS) as here:
        assert await grown(here, 1) == {}


def _failing(fault: Fault, where: str) -> Callable[[Wire], Wire]:
    """What has every question to an address that holds `where` end in `fault`."""

    def fail(wire: Wire) -> Wire:
        wire.fail(fault, where=where)
        return wire

    return fail


async def test_a_form_that_could_not_be_fetched_says_so_in_its_place(home: Path) -> None:
    async with visit("badges", transport=_failing(service_down, "/user_badge/")) as here:
        assert "The form could not be fetched. F6 tries again." in here.flowing
        assert not says_to_wait(here)
        await here.press("ctrl+s")
        assert here.status == "The form could not be fetched. F6 tries again."
        here.wire.mend()
        await here.press("f6")
        assert "The form could not be fetched" not in here.flowing
        assert here.marked


@pytest.mark.parametrize("place", ["about", "home", "messages"])
async def test_asking_what_is_new_is_said_on_any_screen(place: str, home: Path) -> None:
    async with visit(place) as here:
        here.wire.hold(where="/")
        here.endless = {"refresh", "verify", "messages", "recommendations"}
        await here.press("f5")
        assert here.status == "Asking the service what is new."
        here.wire.release()
        here.endless = frozenset()
        await here.settle()
        assert not says_to_wait(here)


@pytest.mark.parametrize("place", ["explore", "organizations", "directory", "statistics", "home"])
async def test_what_failed_and_is_asked_once_more_is_being_asked(place: str, home: Path) -> None:
    async with visit(place) as here:
        here.wire.fail(service_down)
        await here.press("f5")
        assert "Not refreshed" in here.flowing
        here.wire.mend()
        here.wire.hold(where="/")
        here.endless = {"refresh", "recommendations"}
        await here.press("f6")
        assert says_to_wait(here)
        assert "Not refreshed" not in here.flowing
        here.wire.release()
        here.endless = frozenset()
        await here.settle()
        assert not says_to_wait(here)
        assert "Not refreshed" not in here.flowing


async def test_a_screen_below_says_nothing_into_what_is_tried_again(home: Path) -> None:
    async with visit("explore") as here:
        here.wire.fail(service_down, where="/saved_item/")
        here.app.go("saved")
        await here.settle()
        # What is found there stays the same, so that its count is no news.
        await here.press("slash", *"nobody")
        here.wire.mend()
        await here.press("f6")
        said = [each.text for each in here.app.announcer.log()]
        assert "people of 240" not in " ".join(said[: said.index("Trying again.")])
        assert not says_to_wait(here)


async def test_what_was_said_before_one_listened_is_not_said_after_that(home: Path) -> None:
    async with visit("about") as here:
        here.wire.hold(where="/")
        here.endless = {"refresh", "verify"}
        await here.press("f5")
        here.app.set_screen_reader(True)
        await here.settle()
        here.wire.release()
        here.endless = frozenset()
        await here.settle()
        here.app.set_screen_reader(False)
        await here.settle()
        assert not says_to_wait(here)


async def test_what_home_tried_again_ends_in_a_word(home: Path) -> None:
    async with visit("home", transport=_failing(service_down, "/recommendation/")) as here:
        await here.press("f6")
        assert "Error: embedded.capx.invalid is not working right now" in here.flowing
        here.wire.mend()
        await here.press("f6")
        assert here.status == "Up to date."


async def test_matches_do_not_wait_for_the_profile_of_somebody_whose_sign_in_has_run_out(home: Path) -> None:
    async with visit("matches") as here:
        here.wire.fail(refused_token)
        here.app.go("badges")
        await here.settle()
        await here.press("escape")
        assert here.app.screen.id == "matches"
        assert "This needs you to be signed in, or your sign-in has run out." in here.flowing
        assert not says_to_wait(here)


@pytest.mark.parametrize("place", ["messages", "saved"])
async def test_nothing_is_asked_for_somebody_whose_sign_in_has_run_out(place: str, home: Path) -> None:
    async with visit("home") as here:
        here.wire.fail(refused_token)
        here.app.go(place)
        await here.settle()
        assert here.app.screen.id == place
        assert "This needs you to be signed in, or your sign-in has run out." in here.flowing
        assert not says_to_wait(here)


async def test_what_lets_connect_could_not_be_asked_is_not_still_being_asked(home: Path) -> None:
    async with visit("lets-connect", transport=_failing(service_down, "/letsconnect/?")) as here:
        assert "Last sent not known. embedded.capx.invalid is not working right now" in here.flowing
        assert not says_to_wait(here)
        here.wire.mend()
        await here.press("f6")
        assert "not known" not in here.flowing
        assert here.status == "Up to date."


async def test_languages_that_a_refused_sign_in_keeps_away_are_not_still_being_read(home: Path) -> None:
    async with visit("translate", transport=_failing(refused_token, "/translating/")) as here:
        assert not says_to_wait(here)


async def test_people_who_do_not_come_are_not_still_coming(new_home: Path) -> None:
    async with visit("home", transport=_failing(service_down, "/users/?")) as here:
        assert "people are still being fetched" not in here.flowing
