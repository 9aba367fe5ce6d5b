"""The program without a face over the embedded service, with what went over the wire."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from capx_tui.api.transport import HttpxTransport
from capx_tui.api.wire import Request, Response
from capx_tui.bootstrap import Options, open_core
from capx_tui.core import Core
from capx_tui.demo.embedded import DATABASE_NAME, create_app
from capx_tui.paths import data_dir
from tests.screens.wire import Wire

__all__ = ["DESK_NOW", "DESK_PEOPLE", "Desk", "Line", "open_desk", "refuse"]

DESK_PEOPLE = 40
DESK_NOW = datetime(2026, 6, 10, 15, 30, tzinfo=UTC)
_JSON = {"content-type": "application/json"}


def refuse(status: int, body: object) -> Callable[[Request], Response]:
    """An answer that says no, with these words."""
    return lambda request: Response(status, _JSON, json.dumps(body).encode())


class Line(Wire):
    """Keeps what was written, and may lose what a write is answered, or answer it in the service's place."""

    def __init__(self, inner: HttpxTransport) -> None:
        super().__init__(inner)
        #: Path and body of each write, in order.
        self.writes: list[tuple[str, dict[str, Any]]] = []
        #: What happens to each write: called with the request and the way to the service; None is to let it go.
        self.on_write: Callable[[Request], Callable[[Request], Response] | None] = lambda _request: None
        #: The same after the service has acted: what is answered in the place of its answer.
        self.after_write: Callable[[Request], Callable[[Request], Response] | None] = lambda _request: None

    async def send(self, request: Request) -> Response:
        """See `capx_tui.api.client.Transport`."""
        # Metabase is asked by POST: nothing is written there.
        if request.method == "GET" or (request.body or b"").startswith(b"query="):
            return await super().send(request)
        self.writes.append((request.url.partition("invalid")[2], _body(request)))
        if (instead := self.on_write(request)) is not None:
            return instead(request)
        answer = await super().send(request)
        after = self.after_write(request)
        return answer if after is None else after(request)


def _body(request: Request) -> dict[str, Any]:
    """What is sent: as JSON to the service, as a form to a wiki."""
    body = request.body or b"{}"
    if dict(request.headers).get("Content-Type") == "application/x-www-form-urlencoded":
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    found: dict[str, Any] = json.loads(body)
    return found


class Desk:
    """What a test has."""

    def __init__(self, core: Core, line: Line) -> None:
        self.core = core
        self.line = line

    @property
    def database(self) -> Path:
        """The world's file."""
        return data_dir() / "demo" / DATABASE_NAME


@asynccontextmanager
async def open_desk(world: Path) -> AsyncIterator[Desk]:
    """Move a copy of `world` into this test's home and open the program over it, signed in."""
    place = data_dir() / "demo"
    place.mkdir(parents=True, mode=0o700)
    shutil.copyfile(world, place / DATABASE_NAME)
    line = Line(HttpxTransport(app=create_app(place / DATABASE_NAME, clock=lambda: DESK_NOW)))
    options = Options(demo=True, people=DESK_PEOPLE, environ=dict(os.environ))
    async with open_core(options, transport=line, now=lambda: DESK_NOW) as core:
        yield Desk(core, line)
