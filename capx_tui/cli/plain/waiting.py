"""Waiting for a service, for ears: a line once it takes its time, and one every ten seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from capx_tui.cli.plain.talk import Talk
from capx_tui.i18n import t

__all__ = ["waited_for"]

#: Shorter waits need no word.
_FIRST_S = 2.0
_EVERY_S = 10.0


async def waited_for(work: Coroutine[Any, Any, Any], talk: Talk) -> Any:
    """What came of `work`. Cancelling it cancels the work."""
    task = asyncio.ensure_future(work)
    patience = _FIRST_S
    try:
        while not (await asyncio.wait({task}, timeout=patience))[0]:
            talk.tell([t("plain-waiting" if patience == _FIRST_S else "plain-waiting-still")])
            patience = _EVERY_S
    except asyncio.CancelledError:
        task.cancel()
        await asyncio.wait({task})
        raise
    return await task
