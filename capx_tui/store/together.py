"""Several questions at once, of which none goes on once one of them has failed: nobody waits for the others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Protocol, TypeVar

__all__ = ["Begin", "together"]

T = TypeVar("T")


class Begin(Protocol):
    """Begins one of them."""

    def __call__(self, work: Coroutine[Any, Any, T], /) -> asyncio.Task[T]:
        """Its task, to be awaited."""


@asynccontextmanager
async def together() -> AsyncIterator[Begin]:
    """What is begun in this block ends with it.

    async with together() as begin:
        one, other = await asyncio.gather(begin(ask(1)), begin(ask(2)))
    """
    tasks: list[asyncio.Task[Any]] = []

    def begin(work: Coroutine[Any, Any, T], /) -> asyncio.Task[T]:
        task = asyncio.get_running_loop().create_task(work)
        tasks.append(task)
        return task

    try:
        yield begin
    finally:
        for task in tasks:
            task.cancel()
