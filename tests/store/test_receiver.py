"""To whom one writes: names completed from the mirror, and the newest name counts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from capx_tui.errors import NotSignedIn
from capx_tui.model.messages import ReceiverState
from capx_tui.store.receiver import ReceiverOptions
from tests.store.embedded_desk import Desk, open_desk


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    async with open_desk(world) as opened:
        await opened.core.explore.refresh()
        await opened.core.session.owner()
        opened.line.asked.clear()
        yield opened


def asked(desk: Desk) -> list[str]:
    return [each for each in desk.line.asked if "/meta/" in each]


async def test_of_names_typed_one_after_the_other_only_the_last_is_asked(desk: Desk) -> None:
    receiver = desk.core.receiver
    typed = ["c", "ce", "cei", "ceibo", "ceibo_Lectora"]
    # What is not awaited yet waits for its pause: the next name takes its place meanwhile.
    came = await asyncio.gather(*(receiver.check(name, pause_s=0.001) for name in typed))
    assert came == [False, False, False, False, True]
    assert len(asked(desk)) == 1
    state = receiver.state
    assert (state.reach.name, state.reach.state, state.on_capx) == ("Ceibo Lectora", ReceiverState.AVAILABLE, True)
    assert not state.is_checking


async def test_a_late_answer_changes_nothing(desk: Desk) -> None:
    receiver = desk.core.receiver
    desk.line.hold(where="Quiet")
    late = asyncio.ensure_future(receiver.check("Quiet Sparrow"))
    while not asked(desk):
        await asyncio.sleep(0)
    assert await receiver.check("Ceibo Lectora")
    desk.line.release()
    assert not await late
    assert receiver.state.reach.name == "Ceibo Lectora"


async def test_whether_they_are_on_capx_is_apart_from_whether_meta_knows_them(desk: Desk) -> None:
    receiver = desk.core.receiver
    await receiver.check("ghost_Orchid")
    assert (receiver.state.reach.state, receiver.state.on_capx) == (ReceiverState.NOT_FOUND, True)
    await receiver.check("Nobody At All")
    assert (receiver.state.reach.state, receiver.state.on_capx) == (ReceiverState.NOT_FOUND, False)
    await receiver.check(" ")
    assert (receiver.state.reach.state, receiver.state.on_capx) == (ReceiverState.UNASKED, None)


async def test_before_everybody_was_fetched_nobody_is_said_to_be_missing(world: Path) -> None:
    async with open_desk(world) as desk:
        await desk.core.receiver.check("Ceibo Lectora")
        assert desk.core.receiver.state.on_capx is None


async def test_signed_out_nothing_is_asked_and_nothing_waits(desk: Desk) -> None:
    await desk.core.session.sign_out()
    with pytest.raises(NotSignedIn):
        await desk.core.receiver.check("Ceibo Lectora")
    assert not desk.core.receiver.state.is_checking


async def test_who_begins_with_what_is_typed_comes_first_and_the_text_itself_last(desk: Desk) -> None:
    options = ReceiverOptions(desk.core.mirror, lambda: ["Somebody", "Somebody"])
    names = [option.id for option in options.search("lectora")]
    assert names == ["Ceibo Lectora", "Lectora"]
    assert options.search("lectora")[-1].detail == "as typed, not found on CapX"
    assert [option.id for option in options.search("ceibo_Lectora")] == ["Ceibo Lectora"]
    # To the wiki that is another name.
    assert [option.id for option in options.search("ceibo_lectora")] == ["Ceibo Lectora", "Ceibo lectora"]
    at_first = [option.id for option in options.search("")]
    assert at_first[0] == "Somebody"
    assert len(at_first) == len(set(at_first)) > 20
    assert options.label("Anybody") == "Anybody"
