"""Sending through the CapX service: what each of its answers means, and what its rows prove afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from capx_tui.errors import NetworkError, NotSignedIn, TimedOut
from capx_tui.model.messages import Message, Method, Outcome, Presence, ReceiverState
from capx_tui.store.capx_sender import CapxSender
from capx_tui.store.message_sending import Attempt, MessageSender
from tests.screens.wire import no_route, timed_out
from tests.store.embedded_desk import Desk, open_desk

pytestmark = pytest.mark.usefixtures("two_attempts")

TEXT = "I would like to learn how you do that."


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    async with open_desk(world) as opened:
        yield opened


@pytest.fixture
def sender(desk: Desk) -> MessageSender:
    return CapxSender(desk.core.client, desk.core.session)


def message(receiver: str, method: Method = Method.EMAIL) -> Message:
    return Message(receiver, method, "A question", TEXT)


def attempt(receiver: str, mark: str, method: Method = Method.EMAIL, found: int = 0) -> Attempt:
    return Attempt(
        receiver=receiver,
        method=method.value,
        mark=mark,
        moment="2026-06-10T15:30:00Z",
        salt="",
        digest="",
        found=found,
    )


#: The service cannot be given a mark, so nothing of it counts here.
NOTED = attempt("", "")


@pytest.mark.parametrize(
    ("typed", "name", "state"),
    [
        ("Ceibo Lectora", "Ceibo Lectora", ReceiverState.AVAILABLE),
        (" ceibo_Lectora ", "Ceibo Lectora", ReceiverState.AVAILABLE),
        ("Quiet Sparrow", "Quiet Sparrow", ReceiverState.NO_MAIL),
        ("Ghost Orchid", "Ghost Orchid", ReceiverState.NOT_FOUND),
        ("a|b", "A|b", ReceiverState.NOT_FOUND),
        ("  ", "", ReceiverState.UNASKED),
    ],
)
async def test_a_name_is_checked_at_meta_as_the_wiki_writes_it(
    sender: MessageSender, typed: str, name: str, state: ReceiverState
) -> None:
    reach = await sender.check(typed)
    assert (reach.name, reach.state) == (name, state)


async def test_where_meta_cannot_be_asked_nobody_knows(desk: Desk, sender: MessageSender) -> None:
    desk.line.fail(no_route, where="/meta/")
    reach = await sender.check("ceibo_Lectora")
    assert (reach.name, reach.presence, reach.state) == ("Ceibo Lectora", Presence.UNKNOWN, ReceiverState.UNKNOWN)
    assert isinstance(reach.error, NetworkError)


async def test_no_token_goes_to_meta_and_signed_out_nothing_is_asked(desk: Desk, sender: MessageSender) -> None:
    await desk.core.session.owner()
    desk.line.asked.clear()
    await sender.check("Ceibo Lectora")
    assert all("/meta/w/api.php" in asked for asked in desk.line.asked)
    assert len(desk.line.asked) == 1
    await desk.core.session.sign_out()
    for ask in (sender.check("Ceibo Lectora"), sender.mark(), sender.send(message("Ceibo Lectora"), NOTED)):
        with pytest.raises(NotSignedIn):
            await ask
    assert len(desk.line.asked) == 1


@pytest.mark.parametrize(
    ("receiver", "method", "outcome"),
    [
        ("Ceibo Lectora", Method.EMAIL, Outcome.SENT_BY_MAIL),
        ("Ceibo Lectora", Method.TALK_PAGE, Outcome.SENT_TO_TALK_PAGE),
        ("Quiet Sparrow", Method.EMAIL, Outcome.FELL_BACK),
        ("Ghost Orchid", Method.EMAIL, Outcome.RECEIVER_MISSING),
    ],
)
async def test_what_became_of_it_is_what_the_service_says(
    sender: MessageSender, receiver: str, method: Method, outcome: Outcome
) -> None:
    mark = await sender.mark()
    sent = await sender.send(message(receiver, method), NOTED)
    assert (sent.receiver, sent.method, sent.outcome) == (receiver, method.value, outcome)
    assert sent.date.startswith("2026-06-10T15:30:00")
    assert await sender.look_up(attempt(receiver, mark, method)) == sent
    assert await sender.look_up(attempt(receiver, mark, method, found=sent.id)) == sent


async def test_an_answer_that_is_lost_is_found_among_the_rows_and_only_if_it_is_there(
    desk: Desk, sender: MessageSender
) -> None:
    mark = await sender.mark()
    desk.line.on_write = lambda _request: timed_out
    with pytest.raises(TimedOut):
        await sender.send(message("Ceibo Lectora"), NOTED)
    assert await sender.look_up(attempt("Ceibo Lectora", mark)) is None
    desk.line.on_write = lambda _request: None
    desk.line.after_write = lambda _request: timed_out
    with pytest.raises(TimedOut):
        await sender.send(message("ceibo_Lectora"), NOTED)
    found = await sender.look_up(attempt("Ceibo Lectora", mark))
    assert found is not None
    assert found.outcome is Outcome.SENT_BY_MAIL
    # Neither the message from before, nor one that went another way or to somebody else.
    assert await sender.look_up(attempt("Ceibo Lectora", str(found.id))) is None
    assert await sender.look_up(attempt("Ceibo Lectora", mark, Method.TALK_PAGE)) is None
    assert await sender.look_up(attempt("Kwame Sankɔfa", mark)) is None
    assert await sender.look_up(attempt("Ceibo Lectora", mark, found=999_999)) is None
