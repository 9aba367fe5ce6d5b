"""Two hundred messages over a line on which anything breaks at any moment: each arrives once."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from capx_tui.api.client import Client
from capx_tui.errors import CapxError
from capx_tui.model.messages import Method
from tests.store.embedded_desk import Desk, open_desk
from tests.store.message_desk import given, message, sql, store_of
from tests.store.trouble import Killed, Trouble

pytestmark = pytest.mark.usefixtures("two_attempts")


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    async with open_desk(world) as opened:
        await opened.core.session.owner()
        yield opened


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
