"""The sample form as a program in a real terminal, and what it leaves on disk."""

from __future__ import annotations

import json
from pathlib import Path

from tests.pty.program import Program

__all__ = ["drafts", "program"]

_PROGRAM = """
import asyncio
from capx_tui.app import CapxApp
from capx_tui.bootstrap import Options, open_core
from tests.readers.sample_program import _now
from tests.screens.sample_form import SampleForm, SampleService
from tests.screens.visits import database, embedded_wire

class Timed(SampleForm):
    AUTOSAVE_S = {autosave}

def begin(app):
    app.go("help")
    app.push_screen(Timed())

async def run():
    service = SampleService(embedded_wire(database(), _now))
    async with open_core(Options(demo=True), transport=service) as core:
        app = CapxApp(core, begin)
        await app.run_async(mouse=False)
        return app.return_code or 0

raise SystemExit(asyncio.run(run()))
"""


def program(home: Path, *, editor: str = "", autosave: float = 0.0) -> Program:
    """The form in a terminal that sends keys as terminals always did."""
    surroundings = {"EDITOR": editor, "TEXTUAL_DISABLE_KITTY_KEY": "1"}
    return Program(home=home, source=_PROGRAM.format(autosave=autosave), environ=surroundings, modern=False)


def drafts(home: Path) -> list[dict[str, object]]:
    """What the drafts on disk say is changed."""
    return [json.loads(path.read_text())["edits"] for path in (home / ".local/share/capx-tui/drafts").glob("*.json")]
