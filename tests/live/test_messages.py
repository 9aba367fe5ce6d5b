"""Messages sent through the client, read back without it: one row each, told as the service has it.

Whether the service reaches Meta-Wiki is its own affair: one that does not says so, and that is what is told.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from capx_tui.api.transport import HttpxTransport
from capx_tui.api.wire import Request, Response
from capx_tui.bootstrap import Options, open_core
from capx_tui.core import Core
from capx_tui.errors import TimedOut
from capx_tui.model.message_words import outcome_words
from capx_tui.model.messages import Message, Method, SentMessage, outcome_of
from capx_tui.secret import Secret
from capx_tui.store.message_sending import MessageNotSent
from capx_tui.store.messages import MessageInDoubt
from tests.live.conftest import Run, surroundings_of
from tests.live.plain import Plain, Raw

pytestmark = pytest.mark.live
T = TypeVar("T")
SECRET = "Written by a test of capx-tui."


class Lossy:
    """A line on which the answers to what is sent get lost, and nothing else."""

    def __init__(self) -> None:
        self._inner = HttpxTransport()
        self.sent = 0

    async def send(self, request: Request) -> Response:
        """See `capx_tui.api.client.Transport`."""
        answer = await self._inner.send(request)
        if request.method != "POST" or not request.url.endswith("/messages/"):
            return answer
        self.sent += 1
        raise TimedOut(host=request.host)

    async def close(self) -> None:
        """See `capx_tui.api.client.Transport`."""
        await self._inner.close()


@dataclass
class Desk:
    """One account at the service, with the client and without it."""

    home: Path
    service: str
    token: Secret

    @property
    def plain(self) -> Plain:
        """Without the client."""
        return Plain(self.service, self.token)

    def rows(self) -> list[Raw]:
        """What the service has, by id."""
        return sorted(self.plain.rows("/messages/"), key=lambda row: int(row["id"]))

    def inside(self, work: Callable[[Core], Awaitable[T]], line: Lossy | None = None) -> T:
        """Work over the program's own parts."""

        async def run() -> T:
            environ = {**os.environ, **surroundings_of(self.home, self.service, self.token)}
            async with open_core(Options(service=self.service, environ=environ), transport=line) as core:
                return await work(core)

        return asyncio.run(run())

    def send(self, message: Message, line: Lossy | None = None) -> SentMessage:
        """What the client says became of it, whether that is an answer or an error."""

        async def work(core: Core) -> SentMessage:
            try:
                return await core.messages.send(message, may_become_public=True)
            except (MessageNotSent, MessageInDoubt) as error:
                if error.message is None:
                    raise
                return error.message

        return self.inside(work, line)


@pytest.fixture
def desk(tmp_path: Path, writable: str, token: Secret) -> Desk:
    return Desk(tmp_path, writable, token)


@pytest.fixture
def somebody(desk: Desk) -> str:
    """Another user of the service."""
    me = desk.plain.profile()["user"]["username"]
    names = [str(row["user"]["username"]) for row in desk.plain.rows("/users/")]
    return next(name for name in names if name != me)


def told(row: Raw) -> tuple[object, ...]:
    """What has to be said of a row."""
    note = row["error_message"] or ""
    return row["id"], row["receiver"], row["method"], row["status"], outcome_of(row["method"], row["status"], note)


@pytest.mark.parametrize("method", list(Method))
def test_one_message_is_one_row_and_told_as_the_service_has_it(desk: Desk, somebody: str, method: Method) -> None:
    before = desk.rows()
    sent = desk.send(Message(somebody, method, "A test", SECRET))
    (row,) = desk.rows()[len(before) :]
    assert (sent.id, sent.receiver, sent.method, sent.status, sent.outcome) == told(row)
    assert SECRET not in str(row)
    if row["error_message"]:
        assert row["error_message"] in outcome_words(sent)


def test_an_answer_that_is_lost_is_found_and_nothing_is_sent_twice(desk: Desk, somebody: str) -> None:
    before, line = desk.rows(), Lossy()
    message = Message(somebody, Method.TALK_PAGE, "A test", f"{SECRET} Its answer gets lost.")
    sent = desk.send(message, line)
    (row,) = desk.rows()[len(before) :]
    assert (sent.id, sent.receiver, sent.method, sent.status, sent.outcome) == told(row)
    assert line.sent == 1


def test_the_service_refuses_what_we_refuse(desk: Desk, somebody: str) -> None:
    before = desk.rows()
    good = {"receiver": somebody, "subject": "S", "message": "M", "method": "email"}
    for field, wrong in (
        ("subject", "x" * 201),
        ("message", "x" * 2001),
        ("receiver", "x" * 101),
        ("method", "pigeon"),
        ("subject", " "),
        ("message", "\n"),
    ):
        status, found = desk.plain.ask("POST", "/messages/", {**good, field: wrong})
        assert (status, list(found)) == (400, [field])
    assert desk.rows() == before


def test_the_list_is_the_services_row_for_row(desk: Desk) -> None:
    async def work(core: Core) -> tuple[SentMessage, ...]:
        await core.messages.load()
        return core.messages.state.messages

    rows = sorted(desk.rows(), key=lambda row: (row["date"], row["id"]), reverse=True)
    assert [(m.id, m.receiver, m.method, m.status, m.outcome) for m in desk.inside(work)] == list(map(told, rows))


def test_the_commands_end_as_the_service_says(run: Run, desk: Desk, somebody: str, token: Secret) -> None:
    before = desk.rows()
    words = ("message", "send", somebody, "--subject", "A test", "--method", "talkpage", "--yes", "--json")
    outcome = run(*words, stdin=Secret(SECRET), token=token)
    (row,) = desk.rows()[len(before) :]
    assert outcome.code == (0 if row["status"] == "sent" else 1), outcome.err
    assert f'"id": {row["id"]}' in outcome.out
    assert f'"status": "{row["status"]}"' in outcome.out
    listed = run("message", "sent", "--json", token=token).json
    assert {each["id"] for each in listed} == {each["id"] for each in desk.rows()}


def test_what_is_asked_of_nobody_is_refused_for_those_who_are_signed_out(run: Run) -> None:
    for words in (("sent",), ("check", "Somebody")):
        assert run("message", *words).code == 3
