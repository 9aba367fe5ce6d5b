"""Adding a capacity to one's own profile over the embedded service: sent once, told once it is there, taken back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from capx_tui.api.capx.own_profile import own_put
from capx_tui.api.capx.people import profile_put
from capx_tui.errors import CapxError, NotSignedIn
from capx_tui.model.adding import Addition
from capx_tui.model.explore import CapacityList
from capx_tui.model.profile import MyProfile
from tests.screens.wire import Fault, no_route, refused_token, service_down, timed_out
from tests.store.embedded_desk import Desk, open_desk

pytestmark = pytest.mark.usefixtures("two_attempts")

KNOWN, AVAILABLE, WANTED = CapacityList.KNOWN, CapacityList.AVAILABLE, CapacityList.WANTED


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    async with open_desk(world) as opened:
        await opened.core.session.owner()
        opened.line.asked.clear()
        yield opened


async def held(desk: Desk) -> MyProfile:
    """What the service has."""
    return await desk.core.my_profile.load()


async def new_to(desk: Desk) -> int:
    """A capacity that is in none of one's lists."""
    profile = await held(desk)
    mine = {*profile.skills_known, *profile.skills_available, *profile.skills_wanted}
    desk.line.asked.clear()
    return next(each for each in range(36, 60) if each not in mine)


def puts(desk: Desk) -> int:
    return sum(asked.startswith("PUT") for asked in desk.line.asked)


async def elsewhere(desk: Desk, before: MyProfile, team: str) -> None:
    """Another program of the same person changes something."""
    body = own_put(before, replace(before, team=team))
    assert body is not None
    await desk.core.client.send(profile_put(before.id, body))


async def test_known_is_offered_as_well_and_taken_back(desk: Desk) -> None:
    capacity = await new_to(desk)
    before = await held(desk)
    done = await desk.core.adding.add(capacity, KNOWN)
    assert done == Addition(capacity, KNOWN, (KNOWN, AVAILABLE))
    assert desk.core.adding.lists_of(capacity) == (KNOWN, AVAILABLE)
    after = await held(desk)
    assert set(after.skills_known) == {*before.skills_known, capacity}
    assert set(after.skills_available) == {*before.skills_available, capacity}
    assert await desk.core.adding.undo() == done
    again = await held(desk)
    assert set(again.skills_known) == set(before.skills_known)
    assert set(again.skills_available) == set(before.skills_available)
    assert await desk.core.adding.undo() is None


async def test_what_is_there_is_not_sent(desk: Desk) -> None:
    capacity = await new_to(desk)
    await desk.core.adding.add(capacity, WANTED)
    sent = puts(desk)
    assert await desk.core.adding.add(capacity, WANTED) == Addition(capacity, WANTED, ())
    assert puts(desk) == sent == 1
    # What can be taken back is still the addition that changed something.
    assert desk.core.adding.state.last == Addition(capacity, WANTED, (WANTED,))


async def test_what_was_changed_elsewhere_meanwhile_stays(desk: Desk) -> None:
    capacity = await new_to(desk)
    before = await held(desk)
    await elsewhere(desk, before, team="Readers")
    await desk.core.adding.add(capacity, WANTED)
    await elsewhere(desk, await held(desk), team="Writers")
    await desk.core.adding.undo()
    after = await held(desk)
    assert after.team == "Writers"
    assert set(after.skills_wanted) == set(before.skills_wanted)


async def test_many_at_once_are_all_there(desk: Desk) -> None:
    before = await held(desk)
    mine = {*before.skills_known, *before.skills_available, *before.skills_wanted}
    wanted = [each for each in range(36, 60) if each not in mine][:8]
    await asyncio.gather(*(desk.core.adding.add(each, KNOWN if each % 2 else WANTED) for each in wanted))
    after = await held(desk)
    assert all(each in (after.skills_known if each % 2 else after.skills_wanted) for each in wanted)


async def test_an_answer_that_is_lost_is_read_back_and_not_sent_twice(desk: Desk) -> None:
    capacity = await new_to(desk)
    desk.line.after_write = lambda _request: timed_out
    done = await desk.core.adding.add(capacity, WANTED)
    assert done.put == (WANTED,)
    assert puts(desk) == 1


@pytest.mark.parametrize("fault", [no_route, service_down, refused_token])
async def test_what_fails_is_not_told_to_be_added(desk: Desk, fault: Fault) -> None:
    capacity = await new_to(desk)
    desk.line.fail(fault, where="/profile/")
    with pytest.raises(CapxError):
        await desk.core.adding.add(capacity, KNOWN)
    assert desk.core.adding.lists_of(capacity) == ()
    assert desk.core.adding.state.last is None
    assert not desk.core.adding.can_undo()


async def test_signed_out_nothing_is_added(desk: Desk) -> None:
    await desk.core.session.sign_out()
    with pytest.raises(NotSignedIn):
        await desk.core.adding.add(36, KNOWN)
    with pytest.raises(NotSignedIn):
        await desk.core.adding.undo()
    assert puts(desk) == 0
