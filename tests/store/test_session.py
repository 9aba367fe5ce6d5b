"""The session: restored without a request, confirmed when it matters, ended for good."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import timedelta
from pathlib import Path

import pytest

from capx_tui.api.capx import people
from capx_tui.api.client import Client
from capx_tui.auth.account import Account, Source
from capx_tui.auth.failures import (
    EnvironmentTokenBroken,
    PasteUnknown,
    TokenFileOpen,
    TokenRefused,
)
from capx_tui.auth.keep import Place, TokenKeeper
from capx_tui.errors import CapxError, NoRoute, NotSignedIn, ServiceDown, StorageError, TimedOut
from capx_tui.i18n import load
from capx_tui.secret import Secret
from capx_tui.store.session import SessionState, SessionStore
from tests.auth.conftest import TOKEN
from tests.auth.small_capx import (
    SERVICE,
    Broken,
    data,
    profile,
    sites,
)
from tests.store.clocks import JUMPS
from tests.store.session_desk import BOBS, NOW, Desk, alice


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "sign-in")


async def test_a_first_start_is_signed_out(desk: Desk) -> None:
    session = desk.session()
    assert await session.restore() is None
    assert session.state == SessionState()
    assert (session.token(), session.where, session.announcement()) == (None, "", None)
    assert await session.verify() is None
    assert desk.capx.asked == []


async def test_a_token_is_confirmed_kept_and_told(desk: Desk) -> None:
    session = desk.session()
    account = await session.sign_in_with_token(Secret(f" {TOKEN}\n"))
    # Issued two days ago, as the profile says; good for 30 days.
    assert account == alice(NOW + timedelta(days=28))
    assert session.state == SessionState(account, Place.FILE, is_verified=True)
    assert session.token() == Secret(TOKEN)
    assert session.where in load("en")
    assert TOKEN in Path(session.kept_in).read_text()


async def test_the_next_start_asks_nothing_until_it_matters(desk: Desk) -> None:
    account = await desk.session().sign_in_with_token(Secret(TOKEN))
    desk.capx.asked.clear()
    session = desk.session()
    assert await session.restore() == account
    assert session.token() == Secret(TOKEN)
    assert not session.state.is_verified
    assert desk.capx.asked == []
    assert await session.verify() == account
    assert await session.verify() == account
    assert desk.capx.asked == [("GET", "/profile/")]


async def test_a_session_json_says_when_it_ends(desk: Desk) -> None:
    ends = NOW + timedelta(days=6)
    text = json.dumps({"user": {"id": 1, "name": "?", "token": TOKEN}, "expires": ends.isoformat()})
    session = desk.session()
    assert await session.sign_in_with_paste(Secret(text)) == alice(ends)
    assert session.announcement() is None
    desk.now += timedelta(days=2)
    assert session.announcement() == ("session-expiry-days", ("4", "2026-11-28"))
    desk.now += timedelta(days=4)
    assert session.announcement() == ("session-expiry-past", ("2026-11-28",))
    # The service has the last word: until it refuses the token, the token is used.
    assert session.token() == Secret(TOKEN)


async def test_without_any_word_about_it_the_end_is_30_days_away(desk: Desk) -> None:
    desk.capx.people[TOKEN] = profile()
    assert await desk.session().sign_in_with_token(Secret(TOKEN)) == alice(NOW + timedelta(days=30))


async def test_the_account_follows_a_rename(desk: Desk) -> None:
    await desk.session().sign_in_with_token(Secret(TOKEN))
    desk.capx.people[TOKEN] = profile("Alice\x1b[31m Renamed")
    session = desk.session()
    await session.restore()
    account = await session.verify()
    assert account is not None
    assert account.username == "Alice Renamed"
    restored = await desk.session().restore()
    assert restored == account


@pytest.mark.parametrize(
    ("token", "answer"),
    [
        ("f" * 64, None),
        (TOKEN, data({"detail": "User inactive or deleted."}, 401)),
        (TOKEN, data({"count": 0, "next": None, "previous": None, "results": []})),
    ],
)
async def test_a_token_that_is_not_taken_is_not_kept(
    desk: Desk, token: str, answer: tuple[int, dict[str, str], bytes] | None
) -> None:
    if answer is not None:
        desk.capx.faults["/profile/"] = answer
    session = desk.session()
    with pytest.raises(TokenRefused):
        await session.sign_in_with_token(Secret(token))
    assert session.state == SessionState()
    assert await desk.session().restore() is None


async def test_what_is_no_token_is_not_sent(desk: Desk) -> None:
    with pytest.raises(PasteUnknown):
        await desk.session().sign_in_with_token(Secret("hunter2"))
    with pytest.raises(PasteUnknown):
        await desk.session().sign_in_with_paste(Secret("hunter2"))
    assert desk.capx.asked == []


@pytest.mark.parametrize("error", [NoRoute(host="capx.example"), ServiceDown(500)], ids=repr)
async def test_a_failing_service_leaves_the_earlier_sign_in_in_place(desk: Desk, error: CapxError) -> None:
    await desk.session().sign_in_with_token(Secret(TOKEN))
    session = desk.session(Broken(desk.capx.transport(), "/profile/", error))
    await session.restore()
    with pytest.raises(type(error)):
        await session.sign_in_with_token(Secret(BOBS))
    assert session.token() == Secret(TOKEN)
    with pytest.raises(type(error)):
        await session.verify()
    assert session.state.is_signed_in


async def test_an_expired_token_is_noticed_and_the_person_stays_known(desk: Desk) -> None:
    account = await desk.session().sign_in_with_token(Secret(TOKEN))
    del desk.capx.people[TOKEN]
    session = desk.session()
    await session.restore()
    with pytest.raises(NotSignedIn):
        await session.verify()
    assert session.state == SessionState(account, Place.FILE, is_expired=True)
    assert (session.token(), session.announcement()) == (None, ("session-expired", ("Alice Example",)))
    # Once refused it is not asked about again.
    desk.capx.asked.clear()
    assert await session.verify() == account
    assert desk.capx.asked == []


async def test_a_call_that_needed_the_token_and_was_refused_expires_the_session(desk: Desk) -> None:
    session = desk.session()
    account = await session.sign_in_with_token(Secret(TOKEN))
    client = Client(desk.capx.transport(), sites(), session.token)
    del desk.capx.people[TOKEN]
    with pytest.raises(NotSignedIn) as caught:
        await client.send(people.profile())
    seen: list[SessionState] = []
    session.subscribe(seen.append)
    assert session.refused(caught.value)
    assert [state.is_expired for state in seen] == [True]
    assert (session.state.account, session.token()) == (account, None)
    # Signing in again ends it, wherever one was going.
    desk.capx.people[BOBS] = profile()
    await session.sign_in_with_token(Secret(BOBS))
    assert session.state.is_signed_in
    assert session.token() == Secret(BOBS)


async def test_other_failures_do_not_expire_the_session(desk: Desk) -> None:
    session = desk.session()
    assert not session.refused(NotSignedIn(token_was_sent=True))
    await session.sign_in_with_token(Secret(TOKEN))
    assert not session.refused(TimedOut())
    assert not session.refused(NotSignedIn(token_was_sent=False))
    assert session.state.is_signed_in


async def test_signing_out_forgets_here_and_says_what_lives_on_there(desk: Desk) -> None:
    session = desk.session()
    await session.sign_in_with_token(Secret(TOKEN))
    kept = Path(session.kept_in)
    done = await session.sign_out()
    assert (done.keys, done.trouble) == (("session-signed-out", "session-signed-out-server"), None)
    assert all(key in load("en") for key in done.keys)
    assert session.state == SessionState()
    assert session.token() is None
    assert not kept.exists()
    assert await desk.session().restore() is None


async def test_what_could_not_be_erased_is_told(desk: Desk) -> None:
    session = desk.session()
    await session.sign_in_with_token(Secret(TOKEN))
    kept = Path(session.kept_in)
    kept.unlink()
    kept.mkdir()
    done = await session.sign_out()
    assert isinstance(done.trouble, StorageError)
    assert session.token() is None


async def test_the_environments_token_is_used_not_stored_and_cannot_be_forgotten(desk: Desk) -> None:
    desk.environ = {"CAPX_TUI_TOKEN": TOKEN, "CAPX_TUI_SERVICE": SERVICE}
    session = desk.session()
    assert await session.restore() == Account(0, "", SERVICE, None, Source.ENVIRONMENT)
    assert (session.token(), session.state.place) == (Secret(TOKEN), Place.ENVIRONMENT)
    assert await session.verify() == alice(NOW + timedelta(days=28), Source.ENVIRONMENT)
    done = await session.sign_out()
    assert "session-signed-out-environment" in done.keys
    assert "session-signed-out-environment" in load("en")
    assert not list(desk.directory.glob("*"))


async def test_an_environments_token_that_is_refused_at_once_has_no_name_to_tell(desk: Desk) -> None:
    desk.environ = {"CAPX_TUI_TOKEN": "f" * 64, "CAPX_TUI_SERVICE": SERVICE}
    session = desk.session()
    await session.restore()
    with pytest.raises(NotSignedIn):
        await session.verify()
    assert session.announcement() == ("session-expired-unnamed", ())


async def test_an_end_that_nobody_tells_is_not_made_up(desk: Desk) -> None:
    desk.environ = {"CAPX_TUI_TOKEN": TOKEN, "CAPX_TUI_SERVICE": SERVICE}
    desk.capx.people[TOKEN] = profile()
    session = desk.session()
    await session.restore()
    assert await session.verify() == alice(None, Source.ENVIRONMENT)


async def test_trouble_at_the_start_is_told_and_nobody_signed_in(desk: Desk) -> None:
    first = desk.session()
    await first.sign_in_with_token(Secret(TOKEN))
    Path(first.kept_in).chmod(0o644)
    session = desk.session()
    assert await session.restore() is None
    assert isinstance(session.state.trouble, TokenFileOpen)
    assert session.token() is None
    desk.environ = {"CAPX_TUI_TOKEN": "my password", "CAPX_TUI_SERVICE": SERVICE}
    session = desk.session()
    assert await session.restore() is None
    assert isinstance(session.state.trouble, EnvironmentTokenBroken)


async def test_where_it_cannot_be_kept_one_is_signed_in_all_the_same(desk: Desk, tmp_path: Path) -> None:
    desk.directory.write_text("a file in the way")
    session = desk.session()
    await session.sign_in_with_token(Secret(TOKEN))
    assert session.state.place is Place.MEMORY
    assert isinstance(session.state.trouble, StorageError)
    assert session.token() == Secret(TOKEN)


async def test_the_token_goes_to_its_own_service_only(desk: Desk) -> None:
    await desk.session().sign_in_with_token(Secret(TOKEN))
    keeper = TokenKeeper(desk.directory, environ={}, uses_keyring=False)
    elsewhere = SessionStore(desk.capx.transport(), sites("https://other.example"), keeper)
    assert await elsewhere.restore() is None
    assert elsewhere.token() is None


async def test_neither_state_nor_error_nor_log_shows_the_token(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    session = desk.session()
    await session.sign_in_with_token(Secret(TOKEN))
    await session.verify()
    shown = repr(session) + repr(session.state) + caplog.text
    broken = desk.session(Broken(desk.capx.transport(), "/profile/", NoRoute(host="capx.example")))
    for failing in (broken.sign_in_with_token(Secret(TOKEN)), desk.session().sign_in_with_token(Secret(TOKEN + "ff"))):
        with pytest.raises(CapxError) as caught:
            await failing
        shown += repr(caught.value)
        for frame, _ in traceback.walk_tb(caught.value.__traceback__):
            if "capx_tui" in frame.f_code.co_filename and "tests" not in frame.f_code.co_filename:
                shown += repr(frame.f_locals)
    assert TOKEN not in shown


@pytest.mark.parametrize("jump", JUMPS, ids=str)
async def test_a_clock_that_was_wrong_at_the_sign_in_ends_nothing(desk: Desk, jump: timedelta) -> None:
    desk.now += jump
    session = desk.session()
    assert await session.sign_in_with_token(Secret(TOKEN)) == alice(NOW + timedelta(days=28)), "the service's own word"
    desk.now -= jump
    again = desk.session()
    await again.restore()
    assert (await again.verify(), again.announcement()) == (alice(NOW + timedelta(days=28)), None)


@pytest.mark.parametrize("jump", JUMPS, ids=str)
async def test_a_clock_that_is_set_says_so_and_leaves_the_last_word_to_the_service(desk: Desk, jump: timedelta) -> None:
    session = desk.session()
    await session.sign_in_with_token(Secret(TOKEN))
    desk.now += jump
    past = ("session-expiry-past", ("2026-12-20",))
    assert session.announcement() == (past if jump > timedelta(days=28) else None)
    assert session.token() == Secret(TOKEN)


@pytest.mark.parametrize("login", ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"])
async def test_a_sign_in_at_an_end_of_the_calendar_is_one(
    desk: Desk, login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    desk.capx.people[TOKEN] = profile(last_login=login)
    session = desk.session()
    assert (await session.sign_in_with_token(Secret(TOKEN))).username == "Alice Example"
    said = session.announcement()
    assert said is None or said[0] == "session-expiry-past"
