"""Signing in through OAuth, in the demo, and two things at once: the newest wins."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from capx_tui.api.endpoints import EMBEDDED_SERVICE, addresses
from capx_tui.api.transport import HttpxTransport
from capx_tui.auth.account import Source
from capx_tui.auth.failures import (
    ExchangeRefused,
    ForeignReturn,
    NothingBegun,
    Superseded,
)
from capx_tui.auth.keep import Place, TokenKeeper
from capx_tui.demo.embedded import create_app, demo_token, open_world
from capx_tui.errors import NotSignedIn
from capx_tui.secret import Secret
from capx_tui.store.session import SessionState, SessionStore
from tests.auth.conftest import TOKEN
from tests.auth.small_capx import (
    FINISH,
    REQUEST_TOKEN,
    data,
    profile,
)
from tests.store.clocks import JUMPS
from tests.store.session_desk import BOBS, NOW, RETURN, Desk, alice


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "sign-in")


async def test_oauth_ends_with_the_pasted_return_address(desk: Desk) -> None:
    session = desk.session()
    attempt = await session.begin_oauth()
    waiting = asyncio.ensure_future(session.finish_oauth())
    with pytest.raises(ForeignReturn):
        await session.sign_in_with_paste(Secret(RETURN.replace(REQUEST_TOKEN, "another")))
    account = await session.sign_in_with_paste(Secret(RETURN))
    assert account == alice(NOW + timedelta(days=28), Source.OAUTH)
    assert await waiting == account
    assert attempt.address.startswith("https://meta.wikimedia.org/wiki/Special:OAuth/authorize?oauth_token=")
    assert session.token() == Secret(TOKEN)
    assert await desk.session().restore() == account


async def test_a_return_address_without_a_beginning_is_told(desk: Desk) -> None:
    session = desk.session()
    with pytest.raises(NothingBegun):
        await session.sign_in_with_paste(Secret(RETURN))
    with pytest.raises(NothingBegun):
        await session.finish_oauth()


async def test_a_failed_exchange_ends_the_attempt(desk: Desk) -> None:
    desk.capx.faults[FINISH] = data("", 400)
    session = desk.session()
    await session.begin_oauth(listen=False)
    with pytest.raises(ExchangeRefused):
        await session.sign_in_with_paste(Secret(RETURN))
    with pytest.raises(NothingBegun):
        await session.sign_in_with_paste(Secret(RETURN))
    assert session.state == SessionState()


async def test_a_token_pasted_while_oauth_waits_signs_in_as_well(desk: Desk) -> None:
    session = desk.session()
    await session.begin_oauth()
    assert (await session.sign_in_with_paste(Secret(BOBS))).username == "Bob"
    await session.cancel_oauth()
    assert session.token() == Secret(BOBS)


async def test_leaving_the_screen_stops_the_listener(desk: Desk) -> None:
    session = desk.session()
    attempt = await session.begin_oauth()
    port = attempt.port
    waiting = asyncio.ensure_future(session.finish_oauth())
    await asyncio.sleep(0)
    await session.cancel_oauth()
    with pytest.raises(Superseded):
        await waiting
    with pytest.raises(OSError, match=r"."):
        await asyncio.open_connection("127.0.0.1", port)
    await session.cancel_oauth()


async def test_one_of_two_who_wait_may_leave(desk: Desk) -> None:
    session = desk.session()
    await session.begin_oauth(listen=False)
    leaving = asyncio.ensure_future(session.finish_oauth())
    staying = asyncio.ensure_future(session.finish_oauth())
    await asyncio.sleep(0)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    await session.sign_in_with_paste(Secret(RETURN))
    assert (await staying).username == "Alice Example"


async def test_beginning_anew_drops_the_earlier_attempt(desk: Desk) -> None:
    session = desk.session()
    first = await session.begin_oauth()
    waiting = asyncio.ensure_future(session.finish_oauth())
    port = first.port
    await asyncio.sleep(0)
    await session.begin_oauth(listen=False)
    with pytest.raises(Superseded):
        await waiting
    with pytest.raises(OSError, match=r"."):
        await asyncio.open_connection("127.0.0.1", port)
    assert (await session.sign_in_with_paste(Secret(RETURN))).username == "Alice Example"


async def test_a_sign_out_in_between_wins_and_nothing_is_kept(desk: Desk) -> None:
    desk.capx.gate = asyncio.Event()
    session = desk.session()
    signing_in = asyncio.ensure_future(session.sign_in_with_token(Secret(TOKEN)))
    await desk.capx.reached.wait()
    await session.sign_out()
    desk.capx.gate.set()
    with pytest.raises(Superseded):
        await signing_in
    assert session.state == SessionState()
    assert session.token() is None
    assert await desk.session().restore() is None


async def test_the_newest_of_two_sign_ins_wins(desk: Desk) -> None:
    desk.capx.gate = asyncio.Event()
    session = desk.session()
    older = asyncio.ensure_future(session.sign_in_with_token(Secret(TOKEN)))
    await desk.capx.reached.wait()
    newer = asyncio.ensure_future(session.sign_in_with_token(Secret(BOBS)))
    desk.capx.gate.set()
    with pytest.raises(Superseded):
        await older
    assert (await newer).username == "Bob"
    restored = await desk.session().restore()
    assert restored is not None
    assert restored.username == "Bob"


async def test_a_sign_out_while_the_service_is_asked_is_not_undone(desk: Desk) -> None:
    await desk.session().sign_in_with_token(Secret(TOKEN))
    desk.capx.people[TOKEN] = profile("Renamed")
    desk.capx.reached.clear()
    desk.capx.gate = asyncio.Event()
    session = desk.session()
    await session.restore()
    asking = asyncio.ensure_future(session.verify())
    await desk.capx.reached.wait()
    await session.sign_out()
    desk.capx.gate.set()
    assert await asking is None
    assert session.state == SessionState()
    assert await desk.session().restore() is None


async def test_a_late_refusal_does_not_stop_a_sign_in_under_way(desk: Desk) -> None:
    session = desk.session()
    await session.sign_in_with_token(Secret(TOKEN))
    desk.capx.reached.clear()
    desk.capx.gate = asyncio.Event()
    signing_in = asyncio.ensure_future(session.sign_in_with_token(Secret(BOBS)))
    await desk.capx.reached.wait()
    assert session.refused(NotSignedIn(token_was_sent=True))
    desk.capx.gate.set()
    assert (await signing_in).username == "Bob"
    assert session.state.is_signed_in


async def test_the_demo_is_signed_in_until_one_leaves_and_lets_one_in_again(desk: Desk) -> None:
    desk.world_token = Secret(TOKEN)
    session = desk.session()
    account = await session.restore()
    assert account is not None
    assert (account.service, session.token(), session.state.place) == (EMBEDDED_SERVICE, Secret(TOKEN), Place.EMBEDDED)
    assert desk.capx.asked == []
    assert (await session.verify() or account).username == "Alice Example"
    done = await session.sign_out()
    assert done.keys == ("session-signed-out",)
    again = desk.session()
    assert await again.restore() is None
    attempt = await again.begin_oauth()
    assert attempt.port == 0
    assert (await again.finish_oauth()).username == "Alice Example"
    assert (await desk.session().restore() or account).source is Source.OAUTH
    # A world built anew is signed in from the start again.
    desk.world_token = Secret(BOBS)
    anew = desk.session()
    await anew.restore()
    assert anew.token() == Secret(BOBS)


async def test_the_embedded_service_itself_signs_in_out_and_in_again(tmp_path: Path) -> None:
    database = open_world(tmp_path / "world", people=20)
    transport = HttpxTransport(app=create_app(database, clock=lambda: datetime.now(UTC)))
    inside = addresses(EMBEDDED_SERVICE, {}, embedded=True)

    def run() -> SessionStore:
        keeper = TokenKeeper(tmp_path / "sign-in", environ={}, world_token=Secret(demo_token(database)))
        return SessionStore(transport, inside, keeper)

    first = run()
    await first.restore()
    account = await first.verify()
    assert account is not None
    assert account.is_known
    await first.sign_out()
    second = run()
    assert await second.restore() is None
    await second.begin_oauth()
    again = await second.finish_oauth()
    assert (again.id, again.username) == (account.id, account.username)
    assert second.announcement() is None
    await transport.close()


@pytest.mark.parametrize("jump", JUMPS, ids=str)
async def test_a_clock_that_is_set_while_one_allows_it_changes_nothing(desk: Desk, jump: timedelta) -> None:
    session = desk.session()
    attempt = await session.begin_oauth()
    desk.now += jump
    assert attempt.port
    assert await session.sign_in_with_paste(Secret(RETURN)) == alice(NOW + timedelta(days=28), Source.OAUTH)
