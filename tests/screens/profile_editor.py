"""An open editor of one's own profile, what goes over the wire meanwhile, and another client of the same person."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from msgspec.structs import replace

from capx_tui.api.endpoints import EMBEDDED_SERVICE
from capx_tui.api.wire import Request, Response
from capx_tui.bootstrap import Options, open_core
from capx_tui.core import Core
from capx_tui.model.profile import MyProfile
from capx_tui.screens.edit_profile import EditProfileScreen
from capx_tui.store.mirror import mirror_file
from tests.screens.visits import NOW, PEOPLE, Visit, database, embedded_wire, environ, visit
from tests.screens.wire import Wire, timed_out

__all__ = ["AVAILABLE", "KNOWN", "Editor", "change_elsewhere", "editor", "forget_lists", "held"]

#: What the person of the demo knows and offers.
KNOWN = (39, 44, 46, 69, 84, 85, 91, 100, 118)
AVAILABLE = (39, 46, 69, 84, 91)


class Line:
    """What stands between the program and the service: keeps what was written, and may lose the answer to it."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self.puts: list[dict[str, Any]] = []
        self.loses_answers = False

    async def send(self, request: Request) -> Response:
        """See `capx_tui.api.client.Transport`."""
        answer = await self._wire.send(request)
        if request.method == "PUT":
            self.puts.append(json.loads(request.body or b"{}"))
            if self.loses_answers:
                return timed_out(request)
        return answer

    async def close(self) -> None:
        """See `capx_tui.api.client.Transport`."""
        await self._wire.close()


class Editor:
    """An open editor, and what went over the wire."""

    def __init__(self, here: Visit, line: Line) -> None:
        self.here = here
        self.line = line

    @property
    def screen(self) -> EditProfileScreen:
        """The editor, whatever was opened above it."""
        return next(shown for shown in self.here.app.screen_stack if isinstance(shown, EditProfileScreen))

    def __getitem__(self, field: str) -> Any:
        return self.screen.form[field]

    async def go(self, field: str, entry: int | None = None) -> None:
        """Put the marker on a field, as many Downs would."""
        self.screen.rows.go_to(field, entry)
        await self.here.settle()

    async def put(self, field: str, value: Any) -> None:
        """What no key can do at once: put a value in."""
        self.screen.rows.put(self.screen.form.edit(field, value))
        await self.here.settle()

    async def save(self) -> None:
        """Save and say yes to it."""
        await self.here.press("ctrl+s")
        await self.here.choose("Save profile")

    @property
    def errors(self) -> list[str]:
        """The rows of the form that tell an error."""
        rows = [row.strip().removeprefix("> ") for row in self.here.rows_in("#form")]
        return [row for row in rows if row.startswith("Error:")]


@asynccontextmanager
async def editor(**options: Any) -> AsyncIterator[Editor]:
    """The program with the editor open; `options` are those of `visit`."""
    lines: list[Line] = []

    def between(wire: Wire) -> Line:
        lines.append(Line(wire))
        return lines[0]

    # A draft is kept by and by: nothing here waits for that.
    async with visit("edit-profile", transport=between, endless=frozenset({"draft"}), **options) as here:
        opened = Editor(here, lines[0])
        assert opened.screen.rows.has_form, here.text
        yield opened


@asynccontextmanager
async def elsewhere() -> AsyncIterator[Core]:
    """Another client of the same person."""
    wire = embedded_wire(database(), lambda: NOW)
    options = Options(demo=True, environ=environ({}))
    async with open_core(options, transport=wire, now=lambda: NOW) as core:
        yield core


async def change_elsewhere(**fields: Any) -> MyProfile:
    """Another client saves something else."""
    async with elsewhere() as core:
        held = await core.my_profile.load()
        return await core.my_profile.save(held, replace(held, **fields))


async def held() -> MyProfile:
    """What the service has, asked by another client."""
    async with elsewhere() as core:
        return await core.my_profile.load()


def forget_lists(*kinds: str) -> None:
    """As if these lists had never been fetched."""
    path = mirror_file(f"{EMBEDDED_SERVICE}/{PEOPLE}-{database().stat().st_ino}")
    with sqlite3.connect(path) as lists:
        lists.executemany("DELETE FROM lists WHERE kind = ?", [(kind,) for kind in kinds])
