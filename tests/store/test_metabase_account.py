"""One's account at Metabase over the embedded service: linked, waited for, and taken back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.errors import CapxError, NotSignedIn, RuleError, ServiceDown, TimedOut
from capx_tui.i18n.sentences import explain, sentence
from capx_tui.store.metabase_account import LinkExpired, MetabaseAccount, NotConfigured
from capx_tui.store.write_once import AnswerLost
from tests.screens.wire import Fault, html, no_route, refused_token, service_down, timed_out
from tests.store.clocks import JUMPS
from tests.store.embedded_desk import DESK_NOW, Desk, open_desk, refuse

pytestmark = pytest.mark.usefixtures("two_attempts")

STATUS = "/translating_oauth/status/"


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    async with open_desk(world) as opened:
        yield opened


class Hands:
    """Clocks that go on while one waits, and what the person does meanwhile."""

    def __init__(self) -> None:
        self.now: datetime = DESK_NOW
        self.seconds = 1000.0
        self.pauses: list[float] = []
        self.meanwhile: Callable[[], object] = lambda: None

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds
        done = self.meanwhile()
        if asyncio.iscoroutine(done):
            await done


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def account(desk: Desk, hands: Hands) -> MetabaseAccount:
    core = desk.core
    return MetabaseAccount(
        core.client,
        core.session,
        now=lambda: hands.now,
        monotonic=lambda: hands.seconds,
        pause=hands.pause,
        is_embedded=True,
    )


def asked(desk: Desk) -> int:
    return sum(STATUS in each for each in desk.line.asked)


async def test_it_is_linked_once_the_address_was_opened_and_asked_only_while_somebody_waits(
    desk: Desk, account: MetabaseAccount, hands: Hands
) -> None:
    assert not (await account.load()).is_connected
    address = await account.begin()
    assert address.startswith("http")
    assert (account.state.address, account.state.until) == (address, DESK_NOW + timedelta(minutes=15))
    before = asked(desk)

    def open_it() -> object:
        return account.allow_here() if len(hands.pauses) == 3 else None

    hands.meanwhile = open_it
    found = await account.wait()
    assert (found.is_connected, found.username, found.address, found.is_waiting) == (True, "Papatya Defteri", "", False)
    assert account.is_mine
    assert hands.pauses == [3.0, 3.0, 3.0]
    assert asked(desk) == before + 4


async def test_nobody_waits_longer_than_the_address_is_good(desk: Desk, account: MetabaseAccount, hands: Hands) -> None:
    await account.begin()
    with pytest.raises(LinkExpired) as caught:
        await account.wait()
    assert explain(caught.value) == ("Nobody allowed it at Metabase while the address was good. Ask for a new address.")
    assert (account.state.address, account.state.is_waiting) == ("", False)
    assert hands.seconds - 1000 >= 15 * 60
    assert (hands.pauses[0], hands.pauses[-1]) == (3.0, 10.0)
    assert len(hands.pauses) == 40 + 78, "three seconds in the first two minutes, ten in the other thirteen"
    with pytest.raises(RuleError) as nothing:
        await account.wait()
    assert sentence(nothing.value) == "There is no address to wait for. Connect first."


@pytest.mark.parametrize("jump", JUMPS, ids=str)
async def test_a_clock_that_is_set_meanwhile_makes_nobody_wait_longer_or_less(
    desk: Desk, account: MetabaseAccount, hands: Hands, jump: timedelta
) -> None:
    def set_it() -> None:
        if len(hands.pauses) == 2:
            hands.now += jump

    hands.meanwhile = set_it
    await account.begin()
    with pytest.raises(LinkExpired):
        await account.wait()
    assert len(hands.pauses) == 40 + 78


async def test_an_address_that_was_used_or_is_too_old_says_so(desk: Desk, account: MetabaseAccount) -> None:
    await account.begin()
    await account.allow_here()
    with pytest.raises(LinkExpired):
        await account.allow_here()


async def test_who_stops_waiting_asks_no_more_and_the_address_stays(
    desk: Desk, account: MetabaseAccount, hands: Hands
) -> None:
    address = await account.begin()
    waiting: asyncio.Task[object] | None = None

    def stop() -> None:
        assert waiting is not None
        waiting.cancel()

    hands.meanwhile = stop
    waiting = asyncio.ensure_future(account.wait())
    with pytest.raises(asyncio.CancelledError):
        await waiting
    count = asked(desk)
    assert (account.state.is_waiting, account.state.address) == (False, address)
    await account.allow_here()
    hands.meanwhile = lambda: None
    assert (await account.wait()).is_connected
    assert asked(desk) == count + 1
    account.forget_link()
    assert account.state.address == ""


@pytest.mark.parametrize("fault", [timed_out, no_route, service_down, html])
async def test_a_service_that_is_away_for_a_while_is_asked_again(
    desk: Desk, account: MetabaseAccount, hands: Hands, fault: Fault
) -> None:
    await account.begin()
    await account.allow_here()
    desk.line.fail(fault, where=STATUS)
    hands.meanwhile = desk.line.mend
    assert (await account.wait()).is_connected
    assert hands.pauses == [3.0]


async def test_a_sign_in_that_ends_meanwhile_ends_the_waiting(desk: Desk, account: MetabaseAccount) -> None:
    await account.begin()
    desk.line.fail(refused_token, where=STATUS)
    with pytest.raises(NotSignedIn):
        await account.wait()
    assert not account.state.is_waiting


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (
            refuse(503, {"detail": "Metabase OAuth is not configured."}),
            NotConfigured,
            "This CapX service cannot connect Metabase accounts (Metabase OAuth is not configured). The project's bot",
        ),
        (service_down, ServiceDown, "embedded.capx.invalid is not working right now (status 503)."),
        (refuse(502, {"detail": "Failed to initiate OAuth: no way out"}), ServiceDown, "embedded.capx.invalid is not"),
    ],
)
async def test_a_link_that_cannot_be_begun_says_why(
    desk: Desk, account: MetabaseAccount, answer: Callable[[Request], Response], kind: type[CapxError], words: str
) -> None:
    desk.line.fail(answer, where="/translating_oauth/begin/")
    with pytest.raises(kind) as caught:
        await account.begin()
    assert explain(caught.value).startswith(words)
    assert account.state.address == ""


def connected(account: MetabaseAccount) -> bool:
    return account.state.is_connected


async def linked(desk: Desk, account: MetabaseAccount) -> None:
    await account.begin()
    await account.allow_here()
    await account.wait()


async def test_the_link_is_taken_back_and_the_bot_edits_again(desk: Desk, account: MetabaseAccount) -> None:
    await linked(desk, account)
    account.is_told = True
    await account.disconnect()
    assert (account.state.is_connected, account.state.username, account.is_told) == (False, "", False)
    assert not (await account.load()).is_connected


async def test_an_end_whose_answer_is_lost_is_read_back(desk: Desk, account: MetabaseAccount) -> None:
    await linked(desk, account)
    desk.line.after_write = lambda _request: timed_out
    await account.disconnect()
    assert not connected(account)


async def test_an_end_that_had_no_effect_is_an_error_and_one_that_nobody_can_tell_is_said_to_be(
    desk: Desk, account: MetabaseAccount
) -> None:
    await linked(desk, account)
    desk.line.on_write = lambda _request: timed_out
    with pytest.raises(TimedOut):
        await account.disconnect()
    assert connected(account)

    def lose(request: Request) -> Response:
        desk.line.fail(no_route, where=STATUS)
        return timed_out(request)

    desk.line.on_write = lambda _request: lose
    with pytest.raises(AnswerLost):
        await account.disconnect()


async def test_whose_it_is_is_known_of_whoever_is_signed_in_now(desk: Desk, account: MetabaseAccount) -> None:
    await account.load()
    assert (account.is_mine, await desk.core.session.sign_out(), account.is_mine)[::2] == (True, False)
    with pytest.raises(NotSignedIn):
        await account.disconnect()
