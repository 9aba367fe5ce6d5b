"""Two hundred messages over a line on which anything breaks at any moment: each arrives once."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import stamina

from capx_tui.api.client import Client, Transport
from capx_tui.api.wire import Request, Response
from capx_tui.demo.embedded import open_world
from capx_tui.errors import BrokenOff, CapxError
from capx_tui.model.messages import Method
from tests.screens.wire import html, no_route, refused_token, service_down, timed_out
from tests.store.embedded_desk import DESK_NOW, DESK_PEOPLE, Desk, open_desk
from tests.store.message_desk import given, message, sql, store_of


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return open_world(tmp_path_factory.mktemp("world"), people=DESK_PEOPLE, now=DESK_NOW)


@pytest.fixture(autouse=True)
def no_pauses() -> Iterator[None]:
    with stamina.set_testing(True, attempts=2, cap=True):
        yield


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    async with open_desk(world) as opened:
        await opened.core.session.owner()
        yield opened


class Killed(Exception):
    """The program ended here."""


class Trouble:
    """A transport on which every request may break, before it acts or after, or the program with it."""

    def __init__(self, inner: Transport, chance: random.Random) -> None:
        self._inner = inner
        self._chance = chance
        self.broke = 0

    async def send(self, request: Request) -> Response:
        """See `capx_tui.api.client.Transport`."""
        moment = self._chance.choice(("before", "after", "", "", "", ""))
        if moment:
            self.broke += 1
        if moment == "before":
            return self._break(request, at_service=False)
        answer = await self._inner.send(request)
        return self._break(request, at_service=True) if moment else answer

    def _break(self, request: Request, *, at_service: bool) -> Response:
        faults: list[Callable[[Request], Response]] = [timed_out, service_down, html, _broken, _killed]
        # These come before the service has acted, or not at all.
        faults += [] if at_service else [no_route, refused_token]
        return self._chance.choice(faults)(request)

    async def close(self) -> None:
        """See `capx_tui.api.client.Transport`."""


def _broken(request: Request) -> Response:
    raise BrokenOff(host=request.host)


def _killed(_request: Request) -> Response:
    raise Killed


async def test_no_double_send_in_two_hundred_runs_with_faults_at_random_moments(desk: Desk) -> None:
    chance = random.Random(2026)
    trouble = Trouble(desk.line, chance)
    client = Client(trouble, desk.core.addresses, desk.core.session.token)
    names = [f"Reader {number:03}" for number in range(200)]
    for number, name in enumerate(names):
        sql(desk, "INSERT INTO meta_user (name, userid, emailable) VALUES (?, ?, 1)", name, 5_000_000 + number)
    store = store_of(desk, client)
    for name in names:
        method = chance.choice(tuple(Method))
        for _ in range(100):
            try:
                sent = await store.send(message(name, method))
                assert sent.outcome.is_sent
                break
            except CapxError:
                assert given(desk, name) <= 1
            except Killed:
                store = store_of(desk, client)
        else:
            raise AssertionError(f"{name} was never told that it was sent")
    assert trouble.broke > 350
    assert [given(desk, name) for name in names] == [1] * 200
