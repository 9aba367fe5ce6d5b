"""A sign-in under way: the listener and the pasted address race, and every line may break."""

from __future__ import annotations

import asyncio
import logging
import traceback

import pytest

from capx_tui.api.endpoints import EMBEDDED_SERVICE, addresses
from capx_tui.auth.attempt import OAuthAttempt
from capx_tui.auth.failures import ConsentMissing, ExchangeRefused, ExchangeUnanswered, ForeignReturn
from capx_tui.auth.paste import ReturnAddress
from capx_tui.errors import CapxError, CutOff, NoRoute, ServiceDown, TimedOut, WrongShape
from capx_tui.secret import Secret
from tests.auth.conftest import TOKEN
from tests.auth.small_capx import (
    BEGIN,
    FINISH,
    REQUEST_SECRET,
    REQUEST_TOKEN,
    VERIFIER,
    Broken,
    SmallCapX,
    data,
    sites,
)

RETURNED = ReturnAddress(REQUEST_TOKEN, Secret(VERIFIER))
AUTHORIZE = "/_wikimedia/meta/wiki/Special:OAuth/authorize"


@pytest.fixture
def capx() -> SmallCapX:
    made = SmallCapX()
    made.issues = TOKEN
    return made


async def come_back(port: int, token: str = REQUEST_TOKEN) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    target = f"/oauth?oauth_verifier={VERIFIER}&oauth_token={token}"
    writer.write(f"GET {target} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


async def assert_closed(port: int) -> None:
    with pytest.raises(OSError, match=r"."):
        await asyncio.open_connection("127.0.0.1", port)


async def test_the_address_to_allow_at_is_metas_and_the_service_knows_the_listener(capx: SmallCapX) -> None:
    attempt = await OAuthAttempt.begin(capx.transport(), sites())
    port = attempt.port
    assert port
    assert attempt.address == f"https://meta.wikimedia.org/wiki/Special:OAuth/authorize?oauth_token={REQUEST_TOKEN}"
    assert capx.sent == [{"provider": "mediawiki", "extra": f"localhost:{port}"}]
    await attempt.close()
    await attempt.close()
    await assert_closed(port)


async def test_the_browser_comes_back_by_itself(capx: SmallCapX) -> None:
    attempt = await OAuthAttempt.begin(capx.transport(), sites())
    port = attempt.port
    page, issued = await asyncio.gather(come_back(port), attempt.issued())
    assert page.startswith(b"HTTP/1.1 200")
    assert (issued.token, issued.id, issued.username) == (Secret(TOKEN), 61, "Alice Example")
    await assert_closed(port)


async def test_the_browser_may_come_back_before_anybody_waits(capx: SmallCapX) -> None:
    attempt = await OAuthAttempt.begin(capx.transport(), sites())
    await come_back(attempt.port)
    assert (await attempt.issued()).token == Secret(TOKEN)


async def test_the_pasted_address_wins_and_the_listener_closes(capx: SmallCapX) -> None:
    attempt = await OAuthAttempt.begin(capx.transport(), sites())
    port = attempt.port
    attempt.take(RETURNED)
    attempt.take(RETURNED)
    assert (await attempt.issued()).token == Secret(TOKEN)
    await assert_closed(port)
    assert [path for _, path in capx.asked] == [BEGIN, FINISH]


async def test_without_a_listener_only_the_pasted_address_is_waited_for(capx: SmallCapX) -> None:
    attempt = await OAuthAttempt.begin(capx.transport(), sites(), listen=False)
    assert attempt.port == 0
    assert capx.sent == [{"provider": "mediawiki"}]
    attempt.take(RETURNED)
    assert (await attempt.issued()).token == Secret(TOKEN)


async def test_a_service_that_refuses_the_listener_still_signs_in_by_paste(capx: SmallCapX) -> None:
    class Choosy(SmallCapX):
        async def _answer(self, scope, headers, body):  # type: ignore[no-untyped-def]
            if b"extra" in body:
                return data({"error": "Invalid extra host."}, 400)
            return await super()._answer(scope, headers, body)

    choosy = Choosy()
    choosy.issues = TOKEN
    attempt = await OAuthAttempt.begin(choosy.transport(), sites())
    attempt.take(RETURNED)
    assert (await attempt.issued()).token == Secret(TOKEN)


async def test_a_foreign_return_address_is_refused_and_the_attempt_waits_on(capx: SmallCapX) -> None:
    attempt = await OAuthAttempt.begin(capx.transport(), sites())
    with pytest.raises(ForeignReturn):
        attempt.take(ReturnAddress("another", Secret(VERIFIER)))
    assert (await come_back(attempt.port, "another")).startswith(b"HTTP/1.1 404")
    attempt.take(RETURNED)
    assert (await attempt.issued()).token == Secret(TOKEN)


async def test_cancelling_closes_the_listener(capx: SmallCapX) -> None:
    attempt = await OAuthAttempt.begin(capx.transport(), sites())
    port = attempt.port
    waiting = asyncio.ensure_future(attempt.issued())
    await come_back(port, "another")
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await assert_closed(port)


@pytest.mark.parametrize("error", [NoRoute(host="capx.example"), TimedOut(host="capx.example")], ids=repr)
async def test_a_line_that_breaks_at_the_first_step_leaves_no_listener(capx: SmallCapX, error: CapxError) -> None:
    before = asyncio.all_tasks()
    with pytest.raises(type(error)):
        await OAuthAttempt.begin(Broken(capx.transport(), BEGIN, error), sites())
    assert asyncio.all_tasks() == before


@pytest.mark.parametrize("answer", [data({"oauth_token": "", "oauth_token_secret": ""}), data([])])
async def test_a_first_answer_without_a_token_is_no_beginning(
    capx: SmallCapX, answer: tuple[int, dict[str, str], bytes]
) -> None:
    capx.faults[BEGIN] = answer
    with pytest.raises(WrongShape):
        await OAuthAttempt.begin(capx.transport(), sites())


async def test_a_service_that_is_down_is_told(capx: SmallCapX) -> None:
    capx.faults[BEGIN] = 500, {"content-type": "text/html"}, b"<!doctype html><h1>Server Error</h1>"
    with pytest.raises(ServiceDown):
        await OAuthAttempt.begin(capx.transport(), sites())


@pytest.mark.parametrize(
    "answer",
    [data("", 400), data("", 200), data({"detail": "no"}, 401), data({"id": 61, "username": "A", "token": ""})],
)
async def test_a_refused_consent_is_told(capx: SmallCapX, answer: tuple[int, dict[str, str], bytes]) -> None:
    capx.faults[FINISH] = answer
    attempt = await OAuthAttempt.begin(capx.transport(), sites(), listen=False)
    attempt.take(RETURNED)
    with pytest.raises(ExchangeRefused):
        await attempt.issued()


async def test_a_lost_answer_to_the_last_step_is_told_and_not_repeated(capx: SmallCapX) -> None:
    transport = Broken(capx.transport(), FINISH, TimedOut(host="capx.example"))
    attempt = await OAuthAttempt.begin(transport, sites(), listen=False)
    attempt.take(RETURNED)
    with pytest.raises(ExchangeUnanswered):
        await attempt.issued()
    assert [path for _, path in capx.asked] == [BEGIN]


CUT_OFF = 200, {"content-type": "application/json"}, f'{{"id": 61, "token": "{TOKEN}", "user'.encode()
MISSHAPEN = data({"id": 61, "token": TOKEN})


@pytest.mark.parametrize(
    "answer", [CUT_OFF, MISSHAPEN, (200, {"content-type": "text/html"}, f"<html>{TOKEN}".encode())]
)
async def test_no_traceback_repr_or_log_shows_token_secret_or_verifier(
    capx: SmallCapX, answer: tuple[int, dict[str, str], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    capx.faults[FINISH] = answer
    attempt = await OAuthAttempt.begin(capx.transport(), sites())
    attempt.take(RETURNED)
    with pytest.raises(CapxError) as caught:
        await attempt.issued()
    shown = repr(attempt) + repr(caught.value) + str(caught.value) + caplog.text + locals_of(caught.value)
    for word in (TOKEN, REQUEST_SECRET, VERIFIER):
        assert word not in shown


async def test_a_first_answer_cut_off_does_not_show_the_secret_either(capx: SmallCapX) -> None:
    cut = f'{{"oauth_token": "{REQUEST_TOKEN}", "oauth_token_secret": "{REQUEST_SECRET}", "oauth'
    capx.faults[BEGIN] = 200, {"content-type": "application/json"}, cut.encode()
    with pytest.raises(CutOff) as caught:
        await OAuthAttempt.begin(capx.transport(), sites())
    assert REQUEST_SECRET not in locals_of(caught.value)


def locals_of(error: BaseException) -> str:
    """The local variables of the program's own frames, of `error` and of what a traceback shows before it."""
    shown = ""
    chain: BaseException | None = error
    while chain is not None:
        for frame, _ in traceback.walk_tb(chain.__traceback__):
            if "capx_tui" in frame.f_code.co_filename and "tests" not in frame.f_code.co_filename:
                shown += repr(frame.f_locals)
        chain = chain.__cause__ or (None if chain.__suppress_context__ else chain.__context__)
    return shown


async def test_the_embedded_service_is_allowed_without_a_browser(capx: SmallCapX) -> None:
    inside = addresses(EMBEDDED_SERVICE, {}, embedded=True)
    attempt = await OAuthAttempt.begin(capx.transport(), inside, in_process=True)
    assert attempt.port == 0
    assert (await attempt.issued()).token == Secret(TOKEN)
    assert ("GET", AUTHORIZE) in capx.asked


async def test_a_page_that_shows_the_address_to_copy_does_too(capx: SmallCapX) -> None:
    shown = f"<p>Copy: https://capx.example/oauth?oauth_token={REQUEST_TOKEN}&amp;oauth_verifier={VERIFIER}</p>"
    capx.faults[AUTHORIZE] = 200, {"content-type": "text/html"}, shown.encode()
    inside = addresses(EMBEDDED_SERVICE, {}, embedded=True)
    attempt = await OAuthAttempt.begin(capx.transport(), inside, in_process=True)
    assert (await attempt.issued()).token == Secret(TOKEN)


@pytest.mark.parametrize("answer", [(200, {}, b"nothing"), (400, {}, b""), (302, {"location": "/home"}, b"")])
async def test_a_page_that_leads_nowhere_is_told(capx: SmallCapX, answer: tuple[int, dict[str, str], bytes]) -> None:
    capx.faults[AUTHORIZE] = answer
    with pytest.raises(ConsentMissing):
        await OAuthAttempt.begin(capx.transport(), addresses(EMBEDDED_SERVICE, {}, embedded=True), in_process=True)
