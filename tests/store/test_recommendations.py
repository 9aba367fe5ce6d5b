"""What the service recommends: asked when it is old, kept for the account alone, and still there when asking fails."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from capx_tui.errors import HtmlAnswer, NoRoute, NotSignedIn, ServiceDown
from capx_tui.model.recommendations import Group
from capx_tui.paths import data_dir
from capx_tui.store.kept_text import erase_texts
from capx_tui.store.recommendations import FRESH_FOR, RecommendationsStore
from tests.screens.wire import html, no_route, refused_token, service_down
from tests.store.clocks import JUMPS
from tests.store.conftest import Clock
from tests.store.embedded_desk import DESK_NOW, Desk, open_desk

pytestmark = pytest.mark.usefixtures("two_attempts")

_ASKED = "/recommendation/"
_KEYS = {
    Group.SHARE_WITH: "share_with",
    Group.SHARE_WITH_ORGANIZATIONS: "share_with_orgs",
    Group.LEARN_FROM: "learn_from",
    Group.LEARN_FROM_ORGANIZATIONS: "learn_from_orgs",
    Group.SAME_LANGUAGE: "same_language",
    Group.CAPACITIES: "new_skills",
    Group.EVENTS: "events",
}


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    async with open_desk(world) as opened:
        yield opened


@pytest.fixture
def hours() -> Clock:
    clock = Clock()
    clock.moment = DESK_NOW
    return clock


def store_at(desk: Desk, clock: Clock) -> RecommendationsStore:
    core = desk.core
    return RecommendationsStore(core.client, core.session, core.mirror, core.my_profile, now=clock)


def times(desk: Desk) -> int:
    return sum(_ASKED in asked for asked in desk.line.asked)


async def test_every_group_holds_what_the_service_said_in_its_order(desk: Desk) -> None:
    await desk.core.recommendations.load()
    state = desk.core.recommendations.state
    assert state.found is not None
    raw = json.loads(desk.line.answer)
    for group, key in _KEYS.items():
        assert [hint.id for hint in state.found.rows(group)] == [row["id"] for row in raw[key]], group
        assert [hint.matches for hint in state.found.rows(group)] == [row.get("matches", 0) for row in raw[key]]
    assert [hint.name for hint in state.found.rows(Group.SHARE_WITH)] == [row["username"] for row in raw["share_with"]]
    assert any(state.found.rows(group) for group in Group)


async def test_whose_it_is_and_ones_profile_are_asked_once(desk: Desk) -> None:
    await desk.core.recommendations.load()
    assert [asked.partition("invalid")[2].partition("?")[0] for asked in desk.line.asked] == ["/profile/", _ASKED]
    own = desk.core.my_profile.state.profile
    assert own is not None
    assert own.id == desk.core.session.account_id


async def test_it_is_asked_again_after_five_minutes_and_when_ones_lists_are_others(desk: Desk, hours: Clock) -> None:
    store = store_at(desk, hours)
    await store.load()
    await store.load()
    assert times(desk) == 1
    await store.load(anew=True)
    assert times(desk) == 2
    hours.passes(seconds=FRESH_FOR.total_seconds())
    await store.load()
    assert times(desk) == 3
    own = await desk.core.my_profile.load()
    await desk.core.my_profile.save(own, msgspec.structs.replace(own, skills_wanted=own.skills_wanted[:-1]))
    await store.load()
    assert times(desk) == 4


async def test_it_is_there_before_anything_is_asked_the_next_time(desk: Desk, hours: Clock) -> None:
    first = store_at(desk, hours)
    await first.load()
    again = store_at(desk, hours)
    before = len(desk.line.asked)
    again.show()
    assert again.state.found == first.state.found
    assert again.state.read_at == DESK_NOW
    await again.load()
    assert len(desk.line.asked) == before
    (kept,) = [path for path in (data_dir() / "texts").iterdir() if "recommendations" in path.read_text("utf-8")]
    assert kept.stat().st_mode & 0o777 == 0o600
    # Nobody else's: another account has nothing, and with the account it goes.
    erase_texts(desk.core.session.service, str(desk.core.session.account_id))
    third = store_at(desk, hours)
    third.show()
    assert third.state.found is None


@pytest.mark.parametrize(
    ("fault", "error"),
    [(no_route, NoRoute), (service_down, ServiceDown), (html, HtmlAnswer)],
    ids=["no route", "down", "html"],
)
async def test_a_failure_leaves_what_was_said_before(desk: Desk, hours: Clock, fault: object, error: type) -> None:
    store = store_at(desk, hours)
    await store.load()
    before = store.state.found
    desk.line.fail(fault, where=_ASKED)  # type: ignore[arg-type]
    with pytest.raises(error):
        await store.load(anew=True)
    assert store.state.found == before
    assert isinstance(store.state.error, error)
    assert not store.state.is_asking
    desk.line.mend()
    await store.load(anew=True)
    assert store.state.error is None


async def test_a_sign_in_that_ended_is_told(desk: Desk) -> None:
    desk.line.fail(refused_token)
    with pytest.raises(NotSignedIn):
        await desk.core.recommendations.load()
    assert desk.core.recommendations.state.found is None


async def test_signing_out_forgets_it(desk: Desk) -> None:
    await desk.core.recommendations.load()
    assert len(list((data_dir() / "texts").iterdir())) == 1
    await desk.core.session.sign_out()
    assert list((data_dir() / "texts").iterdir()) == []
    desk.core.recommendations.show()
    assert desk.core.recommendations.state.found is None


async def test_what_cannot_be_kept_is_shown_all_the_same(desk: Desk) -> None:
    await desk.core.session.owner()
    (data_dir() / "texts").write_text("in the way", "utf-8")
    await desk.core.recommendations.load()
    state = desk.core.recommendations.state
    assert state.found is not None
    assert state.trouble is not None


async def test_an_event_that_nobody_fetched_yet_can_be_opened(desk: Desk) -> None:
    assert desk.core.mirror.events() == []
    await desk.core.recommendations.load()
    found = desk.core.recommendations.state.found
    assert found is not None
    assert found.events
    assert [desk.core.events.event(event.id) for event in found.events] == list(found.events)
    assert desk.core.mirror.fetched_at("events") == "", "the list itself is still to be fetched"


@pytest.mark.parametrize("jump", JUMPS, ids=str)
async def test_a_clock_that_is_set_has_it_asked_again(desk: Desk, hours: Clock, jump: timedelta) -> None:
    store = store_at(desk, hours)
    await store.load()
    hours.moment += jump
    await store.load()
    await store.load()
    assert times(desk) == 2
