"""The core for a command that asks a person in between: its work runs in turns, and Ctrl+C ends each wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from capx_tui.cli.console import Console
from capx_tui.cli.options import Request
from capx_tui.cli.source import core_of, reset_once
from capx_tui.core import Core

__all__ = ["Run", "opened"]

#: Does one piece of work to its end and gives back what came of it.
Run = Callable[[Coroutine[Any, Any, Any]], Any]


@contextmanager
def opened(request: Request, console: Console) -> Iterator[tuple[Core, Run]]:
    """The whole core, and what runs its work. Between two pieces of work no event loop runs.

    Inside of one, a question would hold up everything, and Ctrl+C would wait for the answer.
    """
    request = reset_once(request, console)
    with asyncio.Runner() as runner:
        place = core_of(request, console)
        core = runner.run(place.__aenter__())
        try:
            yield core, runner.run
        finally:
            runner.run(place.__aexit__(None, None, None))
