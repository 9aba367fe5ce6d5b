"""The program on the embedded service in a home of its own, at a moment of its own: for the pictures of these pages."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import stamina

from capx_tui.bootstrap import Options, open_core
from tests.screens.places import Place, arrive
from tests.screens.visits import FILLED, PEOPLE, Visit, move_in

__all__ = ["furnished", "visiting"]

#: What the writer's own surroundings may not decide.
_OTHERS = ("XDG_", "CAPX_TUI_", "LC_", "TEXTUAL", "NO_COLOR", "ACCESSIBLE", "LANG", "TMUX", "SSH_", "COLUMNS", "LINES")


@contextmanager
def furnished() -> Iterator[Path]:
    """A home where everybody of the made-up world was fetched once; the surroundings are put back afterwards."""
    kept = dict(os.environ)
    for name in [name for name in os.environ if name.startswith(_OTHERS)]:
        del os.environ[name]
    with tempfile.TemporaryDirectory() as home, stamina.set_testing(True, attempts=100, cap=True):
        os.environ |= {"HOME": home, "TZ": "UTC", "LANG": "C.UTF-8", "TERM": "xterm-256color"}
        os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
        time.tzset()
        try:
            asyncio.run(_fill())
            yield Path(home)
        finally:
            os.environ.clear()
            os.environ |= kept
            time.tzset()


async def _fill() -> None:
    async with open_core(Options(demo=True, people=PEOPLE, environ=dict(os.environ)), now=lambda: FILLED) as core:
        await core.explore.refresh()


@asynccontextmanager
async def visiting(template: Path, place: Place, **options: Any) -> AsyncIterator[Visit]:
    """Be at `place`, in a copy of the furnished home: one visit leaves nothing for the next."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        move_in(template, Path(home))
        try:
            async with arrive(place, **options) as here:
                yield here
        finally:
            os.environ["HOME"] = str(template)
