"""The parts of the program without a face, on the service that is named: what a screen would do is done by hand."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from capx_tui.bootstrap import Options, open_core
from capx_tui.core import Core
from capx_tui.secret import Secret
from tests.live.conftest import surroundings_of

__all__ = ["Inside"]

T = TypeVar("T")


class Inside:
    """Runs work over an opened core of one account, each time a new one."""

    def __init__(self, home: Path, service: str, token: Secret) -> None:
        self._home = home
        self._service = service
        self._token = token

    def __call__(self, work: Callable[[Core], Awaitable[T]]) -> T:
        async def run() -> T:
            environ = {**os.environ, **surroundings_of(self._home, self._service, self._token)}
            async with open_core(Options(service=self._service, environ=environ)) as core:
                return await work(core)

        return asyncio.run(run())
