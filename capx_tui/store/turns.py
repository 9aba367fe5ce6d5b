"""Actions that write: one after another, each to its end, also where whoever asked for it goes away."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

__all__ = ["Turns"]

T = TypeVar("T")


class Turns:
    """A queue of one store's own. A screen that is closed must not drop a write half done."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._running: set[asyncio.Task[Any]] = set()

    async def take(self, work: Coroutine[Any, Any, T]) -> T:
        """What `work` gives once all that came before it has ended; raises what it raises."""
        task = asyncio.ensure_future(self._in_turn(work))
        self._running.add(task)
        task.add_done_callback(self._ended)
        return await asyncio.shield(task)

    async def _in_turn(self, work: Coroutine[Any, Any, T]) -> T:
        async with self._turn:
            return await work

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            # Taken note of: it is said where somebody still waits.
            task.exception()
