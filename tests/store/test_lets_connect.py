"""Let's Connect over the embedded service: asked, sent once, looked up where no answer came, and kept nowhere."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path

import pytest
import stamina

from capx_tui.api.wire import Request, Response
from capx_tui.errors import BrokenOff, CapxError, FieldErrors, HtmlAnswer, NoRoute, NotSignedIn, ServiceDown, TimedOut
from capx_tui.i18n.sentences import explain
from capx_tui.model.form_fields import Value
from capx_tui.store.lets_connect import LetsConnectClosed, LetsConnectRefused
from tests.screens.wire import Fault, html, no_route, refused_token, service_down, timed_out
from tests.store.embedded_desk import Desk, open_desk, refuse

ANSWERS: Mapping[str, Value] = {"email": "ana.secret@example.org", "role": "board", "area": ("rights",), "age": "25-34"}
SENT = {
    "email": "ana.secret@example.org",
    "role": "Board member of an affiliate/user group",
    "area": "Human rights",
    "age": "25-34",
}
#: What the world's person has been told already.
EARLIER = "Registered as made-up person 2"
EXISTS = "/letsconnect/exists/"


@pytest.fixture(autouse=True)
def no_pauses() -> Iterator[None]:
    with stamina.set_testing(True, attempts=100, cap=True):
        yield


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    async with open_desk(world) as opened:
        yield opened


def forget_registration(desk: Desk) -> None:
    with sqlite3.connect(desk.database) as rows:
        rows.execute("DELETE FROM letsconnect_person")
        rows.execute("DELETE FROM letsconnect_log")


async def test_who_is_registered_is_said_with_the_last_confirmation(desk: Desk) -> None:
    await desk.core.lets_connect.load()
    state = desk.core.lets_connect.state
    assert (state.is_registered, state.error, state.is_loaded) == (True, None, True)
    assert [each.text for each in state.confirmations] == [EARLIER]
    assert state.confirmations[0].moment.startswith("2026-04-")
    assert any("exists/?username=Papatya+Defteri" in asked or "Papatya%20" in asked for asked in desk.line.asked)
    forget_registration(desk)
    await desk.core.lets_connect.load()
    assert desk.core.lets_connect.state.is_registered is False
    assert desk.core.lets_connect.state.confirmations == ()


@pytest.mark.parametrize(("fault", "kind"), [(no_route, NoRoute), (html, HtmlAnswer), (service_down, ServiceDown)])
async def test_lets_connect_out_of_reach_stops_nothing(desk: Desk, fault: Fault, kind: type[CapxError]) -> None:
    desk.line.fail(fault, where=EXISTS)
    await desk.core.lets_connect.load()
    state = desk.core.lets_connect.state
    assert state.is_registered is None
    assert isinstance(state.error, kind)
    assert len(state.confirmations) == 1
    assert await desk.core.lets_connect.send(ANSWERS)


async def test_capx_out_of_reach_is_an_error(desk: Desk) -> None:
    desk.line.fail(no_route)
    with pytest.raises(NoRoute):
        await desk.core.lets_connect.load()
    assert not desk.core.lets_connect.state.is_loaded


async def test_it_is_sent_once_in_english_and_confirmed(desk: Desk) -> None:
    forget_registration(desk)
    store = desk.core.lets_connect
    confirmed = await store.send(ANSWERS)
    assert desk.line.writes == [("/letsconnect/", SENT)]
    assert store.state.is_registered is True
    assert store.state.confirmations[0].text == confirmed
    await store.load()
    assert [each.text for each in store.state.confirmations] == [confirmed]


async def test_nothing_of_the_answers_is_kept(desk: Desk, surroundings: Path) -> None:
    await desk.core.lets_connect.send({**ANSWERS, "full_name": "Ana Topsecret"})
    for kept in (repr(desk.core.lets_connect.state), repr(vars(desk.core.lets_connect))):
        assert "ana.secret" not in kept
        assert "Topsecret" not in kept
    for path in surroundings.rglob("*"):
        if path.is_file():
            assert b"ana.secret" not in path.read_bytes(), path
            assert b"Topsecret" not in path.read_bytes(), path


@pytest.mark.parametrize("lost", [timed_out, html, service_down], ids=lambda fault: fault.__name__)
async def test_a_lost_answer_is_found_among_the_confirmations(desk: Desk, lost: Fault) -> None:
    desk.line.after_write = lambda _request: lost
    confirmed = await desk.core.lets_connect.send(ANSWERS)
    assert confirmed == desk.core.lets_connect.state.confirmations[0].text
    assert confirmed != EARLIER
    assert len(desk.line.writes) == 1
    assert not desk.core.lets_connect.is_in_doubt


async def test_without_a_new_confirmation_nobody_knows_and_it_is_looked_up_later(desk: Desk) -> None:
    store = desk.core.lets_connect
    desk.line.on_write = lambda _request: timed_out
    with pytest.raises(TimedOut):
        await store.send(ANSWERS)
    assert store.is_in_doubt
    assert await store.look_up() is None
    assert store.is_in_doubt, "that none is noted yet is no proof"
    with sqlite3.connect(desk.database) as rows:
        rows.execute("INSERT INTO letsconnect_log VALUES (999, 1, 'late but there', '2026-06-10T15:31:00.000000Z')")
    found = await store.look_up()
    assert found is not None
    assert found.text == "late but there"
    assert await store.look_up() is None, "nothing is in doubt any more"
    assert len(desk.line.writes) == 1


async def test_what_certainly_was_not_sent_is_in_no_doubt(desk: Desk) -> None:
    store = desk.core.lets_connect
    desk.line.on_write = lambda _request: no_route
    with pytest.raises(NoRoute):
        await store.send(ANSWERS)
    assert not store.is_in_doubt


async def test_where_the_confirmations_can_not_be_read_first_nothing_is_sent(desk: Desk) -> None:
    desk.line.fail(timed_out, where="/letsconnect/")
    with pytest.raises(TimedOut):
        await desk.core.lets_connect.send(ANSWERS)
    assert not desk.core.lets_connect.is_in_doubt
    assert desk.line.writes == []


async def test_where_nothing_can_be_looked_up_the_first_error_is_the_one_told(desk: Desk) -> None:
    def cut(request: Request) -> Response:
        desk.line.fail(no_route, where="/letsconnect/")
        raise BrokenOff(host=request.host)

    desk.line.after_write = lambda _request: cut
    with pytest.raises(BrokenOff):
        await desk.core.lets_connect.send(ANSWERS)
    assert desk.core.lets_connect.is_in_doubt


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (
            {"success": False, "error": "Private key not found"},
            LetsConnectClosed,
            (
                "This CapX service is not set up to pass anything on to Let's Connect (it has no key to sign with). "
                "Nothing was sent. Ask whoever runs the service, or the CapX team."
            ),
        ),
        (
            {"success": False, "error": "Nonce already used", "code": 403},
            LetsConnectRefused,
            (
                "Let's Connect did not take it: “Nonce already used”. What you typed is kept; try again later, "
                "or write to the CapX team."
            ),
        ),
    ],
)
async def test_a_refusal_is_a_plain_sentence(desk: Desk, answer: object, kind: type[CapxError], words: str) -> None:
    desk.line.on_write = lambda _request: refuse(400, answer)
    with pytest.raises(kind) as caught:
        await desk.core.lets_connect.send(ANSWERS)
    assert explain(caught.value) == words
    assert not desk.core.lets_connect.is_in_doubt


async def test_fields_that_are_refused_are_named(desk: Desk) -> None:
    desk.line.on_write = lambda _request: refuse(400, {"role": ["Not a valid string."], "email": ["Too long."]})
    with pytest.raises(FieldErrors) as caught:
        await desk.core.lets_connect.send(ANSWERS)
    assert caught.value.fields == {"role": ("Not a valid string.",), "email": ("Too long.",)}
    assert not desk.core.lets_connect.is_in_doubt


async def test_a_sign_in_that_has_ended_sends_nothing(desk: Desk) -> None:
    desk.line.fail(refused_token, where="/letsconnect/")
    with pytest.raises(NotSignedIn):
        await desk.core.lets_connect.send(ANSWERS)
    assert desk.line.writes == []
