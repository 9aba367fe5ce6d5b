"""Whatever a line, a proxy or a service does: a typed error with a sentence, in its time, and the next one is answered.

The real transport over real sockets, in front of the embedded service.
"""

from __future__ import annotations

import asyncio
import dataclasses
import re
import shutil
import socket
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from capx_tui.api.capx import people, saved
from capx_tui.api.capx.shapes import SavedItemPost
from capx_tui.api.client import Client
from capx_tui.api.transport import HttpxTransport
from capx_tui.api.wire import Call, Site
from capx_tui.demo.embedded import create_app, demo_token, open_world
from capx_tui.errors import CapxError, NoRoute, TimedOut, leaves_open
from capx_tui.i18n import sentences
from capx_tui.secret import Secret
from tests.api.fault_lines import EACH, MAX_BYTES, Case
from tests.api.fault_service import FaultService, Turn, fault_service, http
from tests.screens.visits import NOW

#: How long a request may wait, in seconds, where it will: short, so that what takes all of it takes no time.
_LIMIT_S = 0.15
#: No exchange is longer, and none that may wait for 20 s comes near it: the rest is for a busy machine.
_LONGEST_S = 3 * _LIMIT_S + 5
_READ = people.user(1)
#: More requests than the transport has connections.
_MANY = 8


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return open_world(tmp_path_factory.mktemp("fault-world"), people=20, now=NOW)


@pytest.fixture
def world(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built, tmp_path / "world.sqlite3"))


@pytest_asyncio.fixture
async def service(world: Path) -> AsyncIterator[FaultService]:
    async with fault_service(create_app(world, clock=lambda: NOW)) as service:
        yield service


@pytest_asyncio.fixture
async def client(service: FaultService, world: Path) -> AsyncIterator[Client]:
    token = Secret(demo_token(world, now=NOW))
    client = Client(HttpxTransport(max_bytes=MAX_BYTES), {Site.CAPX: service.address}, lambda: token)
    yield client
    await client.close()


def _saved(world: Path) -> int:
    with closing(sqlite3.connect(world)) as connection:
        found: int = connection.execute("SELECT count(*) FROM saved_item").fetchone()[0]
    return found


def _said(error: CapxError) -> None:
    said = sentences.explain(error)
    assert not re.search(r"\[(error|remedy)-|\$\d", said), said
    assert said.count(".") >= 2, said


@pytest.mark.parametrize("case", EACH, ids=str)
async def test_a_question_ends_in_a_typed_error_in_its_time_and_the_next_is_answered(
    case: Case, service: FaultService, client: Client, no_pauses: None
) -> None:
    service.always = case.fault
    begun = time.monotonic()
    async with asyncio.TaskGroup() as asking:
        tasks = [asking.create_task(_failure(client, _limited(_READ, case))) for _ in range(_MANY)]
    took = time.monotonic() - begun
    for task in tasks:
        error = task.result()
        assert type(error) is case.error, repr(error)
        assert (error.host, error.__context__) == ("127.0.0.1", None)
        _said(error)
    # Three attempts at most, and two turns where there are more requests than connections.
    assert took < 2 * _LONGEST_S
    service.always = None
    assert (await client.send(_READ)).id == 1


def _limited(call: Call[Any], case: Case) -> Call[Any]:
    return dataclasses.replace(call, timeout_s=_LIMIT_S) if case.error is TimedOut else call


async def _failure(client: Client, call: Call[Any]) -> CapxError:
    with pytest.raises(CapxError) as caught:
        await client.send(call)
    return caught.value


@pytest.mark.parametrize("case", EACH, ids=str)
async def test_a_write_is_sent_once_and_is_open_where_the_service_may_have_acted(
    case: Case, service: FaultService, client: Client, world: Path, no_pauses: None
) -> None:
    before = _saved(world)
    service.script.append(case.fault)
    save = saved.saved_item_post(SavedItemPost(entity="user", entity_id=9, relation="learner"))
    begun = time.monotonic()
    with pytest.raises(CapxError) as caught:
        await client.send(_limited(save, case))
    assert time.monotonic() - begun < _LONGEST_S
    assert type(caught.value) is case.error
    assert service.heard == ["POST /saved_item/"]
    assert _saved(world) - before == case.acts
    # Whoever may have been heard is asked; only who said no in words is believed at once.
    assert leaves_open(caught.value) or not case.acts
    _said(caught.value)
    # What was saved already is said to be so: nothing is doubled by doing it again.
    await client.send(save)
    assert _saved(world) - before == 1


async def test_connections_that_ended_meanwhile_are_made_anew(service: FaultService, client: Client) -> None:
    """A service that keeps connections for a moment only: the next question meets none of them."""

    async def ends(turn: Turn) -> None:
        await turn.says(await turn.effect())

    for number in range(5):
        service.script.append(ends)
        assert (await client.send(_READ)).id == 1
        assert service.connections == number + 1
        while len(asyncio.all_tasks()) > 1:  # the other side has closed it
            await asyncio.sleep(0)


async def test_nobody_gets_what_stands_behind_the_answer_of_another(service: FaultService, client: Client) -> None:
    """Two answers where one was asked for: the second belongs to nobody."""

    async def speaks_twice(turn: Turn) -> bool:
        await turn.says(await turn.effect() + http("200 OK", b'{"id":666,"user":{"id":666,"username":"Eve"}}'))
        return True

    service.script.append(speaks_twice)
    assert [(await client.send(_READ)).id for _ in range(3)] == [1, 1, 1]


async def test_a_large_answer_may_take_longer_than_its_time_as_long_as_it_comes(
    service: FaultService, client: Client
) -> None:
    limit_s, pause_s, piece = 0.6, 0.15, 10_000

    async def slowly(turn: Turn) -> None:
        _, _, body = (await turn.effect()).partition(b"\r\n\r\n")
        answer = http("200 OK", body + b" " * 11 * piece)
        await turn.says(*(answer[at : at + piece] for at in range(0, len(answer), piece)), every_s=pause_s)

    service.script.append(slowly)
    begun = time.monotonic()
    assert (await client.send(dataclasses.replace(_READ, timeout_s=limit_s))).id == 1
    assert time.monotonic() - begun > 2 * limit_s


async def test_a_door_behind_which_nobody_takes_what_is_sent() -> None:
    """The kernel takes the call, and no program does: neither sending nor waiting lasts."""
    with socket.create_server(("127.0.0.1", 0), backlog=1) as door:
        port = door.getsockname()[1]
        client = Client(HttpxTransport(), {Site.CAPX: f"http://127.0.0.1:{port}"}, lambda: Secret("abc"))
        write = saved.saved_item_post(SavedItemPost(entity="user", entity_id=9, relation="learner"))
        huge = dataclasses.replace(write, json=b" " * 20_000_000, timeout_s=_LIMIT_S)
        for call in (huge, dataclasses.replace(write, timeout_s=_LIMIT_S)):
            begun = time.monotonic()
            with pytest.raises(TimedOut):
                await client.send(call)
            assert time.monotonic() - begun < _LONGEST_S
        await client.close()


async def test_a_service_that_goes_and_comes_back(world: Path, no_pauses: None) -> None:
    app = create_app(world, clock=lambda: NOW)
    async with fault_service(app) as service:
        address = service.address
        client = Client(HttpxTransport(), {Site.CAPX: address})
        assert (await client.send(_READ)).id == 1
    with pytest.raises(NoRoute) as caught:
        await client.send(_READ)
    _said(caught.value)
    async with fault_service(create_app(world, clock=lambda: NOW), port=int(address.rpartition(":")[2])):
        assert (await client.send(_READ)).id == 1
    await client.close()
