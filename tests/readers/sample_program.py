"""A sample screen as a program of its own, on the embedded service, for readers, which need a real one.

``form``: every kind of field. ``table``: records, from cell to cell.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from textual.screen import Screen

from capx_tui.app import CapxApp
from capx_tui.bootstrap import Options, open_core
from capx_tui.i18n import use
from tests.screens.sample_form import SampleForm, SampleService
from tests.screens.sample_table import SampleTable
from tests.screens.visits import database, embedded_wire

_SCREENS: dict[str, Callable[[], Screen[Any]]] = {
    "form": SampleForm,
    "table": SampleTable,
}


def _now() -> datetime:
    return datetime.now(UTC)


def _open(app: CapxApp) -> None:
    app.go("help")
    app.push_screen(_SCREENS[sys.argv[1]]())


async def _run() -> int:
    service = SampleService(embedded_wire(database(), _now))
    async with open_core(Options(demo=True), transport=service) as core:
        use(core.language)
        core.settings.change(screen_reader=True)
        app = CapxApp(core, _open)
        await app.run_async(mouse=False)
        return app.return_code or 0


if __name__ == "__main__":
    # As the program itself does for readers, before Textual is asked for its driver.
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    raise SystemExit(asyncio.run(_run()))
