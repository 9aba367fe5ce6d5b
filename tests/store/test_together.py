"""Questions asked together end together."""

from __future__ import annotations

import asyncio

import pytest

from capx_tui.errors import BrokenOff
from capx_tui.store.together import together


async def test_what_one_fails_at_the_others_do_not_go_on_with() -> None:
    begun: list[asyncio.Task[None]] = []

    async def fail() -> None:
        raise BrokenOff(host="capx.example")

    async def ask() -> None:
        await asyncio.Event().wait()

    async def both() -> None:
        async with together() as begin:
            begun.append(begin(ask()))
            await asyncio.gather(begin(fail()), *begun)

    with pytest.raises(BrokenOff):
        await both()
    await asyncio.wait(begun)
    assert begun[0].cancelled()


async def test_all_answers_come_in_their_order() -> None:
    async def answer(words: str) -> str:
        return words

    async with together() as begin:
        one, two = await asyncio.gather(begin(answer("one")), begin(answer("two")))
    assert (one, two) == ("one", "two")
