"""When a read is tried again. Writes never are: a write whose answer got lost is read back instead."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import stamina
from stamina import instrumentation

from capx_tui.api.wire import Call
from capx_tui.errors import BrokenOff, CapxError, CutOff, MaxLag, ServiceDown, Throttled, TimedOut

__all__ = ["ATTEMPTS", "LONGEST_WAIT_S", "decide", "repeat_reads"]

T = TypeVar("T")

ATTEMPTS = 3
#: A service that asks for a longer pause is believed: we tell the person instead of waiting.
LONGEST_WAIT_S = 15.0

# stamina's default hooks print a retry's arguments to standard output, through the screen.
instrumentation.set_on_retry_hooks([])


def decide(error: Exception) -> bool | float:
    """Whether a read that failed with `error` is tried again: no, after the usual pause, or after so many seconds."""
    if isinstance(error, (Throttled, MaxLag)):
        if isinstance(error, ServiceDown) and error.status == 500:
            return False  # the same question meets the same defect
        asked = error.retry_after_s
        if asked is not None:
            return asked if asked <= LONGEST_WAIT_S else False
        return True
    return isinstance(error, (TimedOut, BrokenOff, CutOff))


async def repeat_reads(call: Call[T], send: Callable[[], Awaitable[T]]) -> T:
    """`send()`, and again up to `ATTEMPTS` times where `call` is a read and the fault may pass.

    Honours Retry-After up to `LONGEST_WAIT_S`. Raises what the last attempt raised.
    """
    if not call.repeatable:
        return await send()
    async for attempt in stamina.retry_context(
        on=decide, attempts=ATTEMPTS, timeout=45.0, wait_initial=0.4, wait_max=4.0, wait_jitter=0.4
    ):
        with attempt:
            return await send()
    raise CapxError  # pragma: no cover - the context above returns or raises
