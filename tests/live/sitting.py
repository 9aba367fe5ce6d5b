"""The full screen over the service that is named, without a terminal: keys in, rows out."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from capx_tui.api.transport import HttpxTransport
from capx_tui.bootstrap import Options, open_core
from capx_tui.secret import Secret
from tests.live.conftest import surroundings_of
from tests.screens import visits
from tests.screens.visits import Visit
from tests.screens.wire import Wire

__all__ = ["Sitting"]

T = TypeVar("T")


class Sitting:
    """Runs the keys of one account on the full screen, each time in a program of its own."""

    def __init__(self, home: Path, service: str, token: Secret) -> None:
        self._home = home
        self._service = service
        self._token = token

    def __call__(
        self,
        screen: str,
        work: Callable[[Visit], Awaitable[T]],
        *,
        size: tuple[int, int] = (80, 24),
        refresh: bool = True,
    ) -> T:
        """`work` on the screen of that name; without `refresh` the program fetches for itself what it has not got."""

        async def run() -> T:
            environ = {**os.environ, **surroundings_of(self._home, self._service, self._token)}
            options = Options(service=self._service, open=screen, environ=environ)
            wire = Wire(HttpxTransport())
            async with open_core(options, transport=wire) as core:
                if refresh:
                    await core.explore.refresh()
                # A draft is kept by and by: nothing here waits for that.
                async with visits.sitting(core, options, wire, size=size, endless=frozenset({"draft"})) as here:
                    return await work(here)

        return asyncio.run(run())
