"""Reads are tried again where that may help, as long as the service asks to wait; writes never are."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from stamina import instrumentation

from capx_tui.api.capx import people, saved
from capx_tui.api.capx.shapes import LanguagePut, ProfilePut, SavedItemPost
from capx_tui.api.client import Client
from capx_tui.api.retry import ATTEMPTS, LONGEST_WAIT_S, decide
from capx_tui.api.wire import Call, Site
from capx_tui.errors import (
    ActionApiError,
    AnswerTooLarge,
    BrokenOff,
    CapxError,
    CutOff,
    Forbidden,
    HtmlAnswer,
    MaxLag,
    Missing,
    NoRoute,
    RedirectedAway,
    RuleError,
    ServiceDown,
    Throttled,
    TimedOut,
    TlsFailure,
    WrongJson,
    WrongShape,
)
from capx_tui.secret import Secret
from tests.api.replies import Script, never, reply

MAY_PASS = [
    TimedOut(),
    BrokenOff(),
    CutOff(),
    Throttled(429),
    Throttled(429, retry_after_s=2.0),
    ServiceDown(502),
    ServiceDown(503),
    ServiceDown(503, retry_after_s=0.0),
    ServiceDown(504, retry_after_s=LONGEST_WAIT_S),
    MaxLag(retry_after_s=5.0),
]
WILL_NOT = [
    NoRoute(),
    TlsFailure(),
    ServiceDown(500),
    ServiceDown(500, retry_after_s=1.0),
    ServiceDown(503, retry_after_s=LONGEST_WAIT_S + 0.1),
    Throttled(429, retry_after_s=3600.0),
    MaxLag(retry_after_s=60.0),
    Forbidden(403),
    Missing(404),
    HtmlAnswer(),
    WrongJson(),
    WrongShape("x"),
    AnswerTooLarge(),
    RedirectedAway(),
    RuleError("error-unsendable-text"),
    ActionApiError("badtoken"),
    CapxError(),
]
PERSON = reply(200, {"id": 7, "user": {"id": 7, "username": "Ana"}})
BASE = {Site.CAPX: "https://capx.example", Site.META_API: "https://meta.example/w/api.php"}

WRITES = [
    saved.saved_item_post(SavedItemPost(entity="user", entity_id=5, relation="learner")),
    saved.saved_item_delete(1),
    people.profile_put(7, ProfilePut(language=(LanguagePut.of(3, "n"),))),
    Call("POST", "", bytes, site=Site.META_API, form=(("action", "edit"),)),
]


def client(script: Script) -> Client:
    return Client(script, BASE, lambda: Secret("abc"))


def _named(value: object) -> str:
    return repr(value)


@pytest.mark.parametrize("error", MAY_PASS, ids=_named)
async def test_a_read_is_tried_again_where_the_fault_may_pass(error: CapxError, no_pauses: None) -> None:
    script = Script(error, PERSON)
    assert (await client(script).send(people.user(7))).id == 7
    assert len(script.requests) == 2


@pytest.mark.parametrize("error", MAY_PASS, ids=_named)
async def test_it_is_given_up_in_the_end(error: CapxError, no_pauses: None) -> None:
    script = Script(error)
    with pytest.raises(type(error)) as caught:
        await client(script).send(people.user(7))
    assert caught.value is error
    assert len(script.requests) == ATTEMPTS == 3


@pytest.mark.parametrize("error", WILL_NOT, ids=_named)
async def test_a_read_is_not_tried_again_where_that_cannot_help(error: CapxError, no_pauses: None) -> None:
    script = Script(error, PERSON)
    with pytest.raises(type(error)):
        await client(script).send(people.user(7))
    assert len(script.requests) == 1


@pytest.mark.parametrize("call", WRITES, ids=lambda call: f"{call.method} {call.path}")
@pytest.mark.parametrize("error", [*MAY_PASS, *WILL_NOT], ids=_named)
async def test_a_write_is_sent_exactly_once(call: Call[object], error: CapxError, no_pauses: None) -> None:
    script = Script(error, reply(200, {}))
    with pytest.raises(type(error)):
        await client(script).send(call)
    assert len(script.requests) == 1


@pytest.mark.parametrize("call", WRITES[:3], ids=lambda call: f"{call.method} {call.path}")
@pytest.mark.parametrize("status", [301, 307, 308, 400, 401, 403, 409, 413, 429, 500, 502, 503, 504])
async def test_a_write_is_sent_exactly_once_whatever_comes_back(
    call: Call[object], status: int, no_pauses: None
) -> None:
    script = Script(reply(status, {"detail": "No."}, retry_after="0", location="/there/"))
    with pytest.raises(CapxError):
        await client(script).send(call)
    assert len(script.requests) == 1


async def test_a_question_that_goes_as_post_is_a_read(no_pauses: None) -> None:
    script = Script(BrokenOff(), reply(200, b"ok"))
    call: Call[bytes] = Call("POST", "", bytes, site=Site.META_API, form=(("q", "x"),), only_asks=True)
    assert await client(script).send(call) == b"ok"
    assert len(script.requests) == 2


@pytest.mark.parametrize("seconds", [0.0, 2.5, LONGEST_WAIT_S])
def test_the_pause_that_the_service_asks_for_is_kept(seconds: float) -> None:
    for error in (Throttled(429, retry_after_s=seconds), ServiceDown(503, retry_after_s=seconds)):
        waits = decide(error)
        assert waits == seconds
        assert not isinstance(waits, bool)


@pytest.fixture
def pauses() -> Iterator[list[float]]:
    """How long each pause was to be."""
    seen: list[float] = []
    before = instrumentation.get_on_retry_hooks()
    instrumentation.set_on_retry_hooks([lambda details: seen.append(details.wait_for)])
    yield seen
    instrumentation.set_on_retry_hooks(before)


async def test_retry_after_takes_the_place_of_our_own_pause(pauses: list[float]) -> None:
    script = Script(reply(503, retry_after="0"), reply(429, retry_after="0"), PERSON)
    assert (await client(script).send(people.user(7))).id == 7
    assert pauses == [0.0, 0.0]


async def _until(script: Script, requests: int) -> None:
    while len(script.requests) < requests:
        await asyncio.sleep(0)
    for _ in range(20):
        await asyncio.sleep(0)


async def test_cancelling_ends_a_pause_at_once() -> None:
    script = Script(ServiceDown(503, retry_after_s=LONGEST_WAIT_S), PERSON)
    task = asyncio.create_task(client(script).send(people.user(7)))
    await _until(script, 1)
    assert not task.done()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(script.requests) == 1


@pytest.mark.parametrize("call", [people.user(7), *WRITES[:3]], ids=lambda call: f"{call.method} {call.path}")
async def test_cancelling_ends_a_request_at_once(call: Call[object], no_pauses: None) -> None:
    script = Script(never)
    task = asyncio.create_task(client(script).send(call))
    await _until(script, 1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(script.requests) == 1


def test_nothing_is_told_about_a_retry() -> None:
    """stamina's own hooks print to standard output, through the screen."""
    assert instrumentation.get_on_retry_hooks() == ()
