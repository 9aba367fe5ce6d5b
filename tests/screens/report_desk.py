"""What is sent to the CapX team in a visit: kept, lost or refused on the way, and read where the service keeps it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from capx_tui.api.client import Transport
from capx_tui.api.wire import Request, Response
from tests.screens.visits import database
from tests.screens.wire import Fault, Wire

__all__ = ["Desk", "files", "refused", "reports", "serving"]

_JSON = {"content-type": "application/json"}


@dataclass
class Desk:
    """Stands before the service, and may answer what is written in its place."""

    inner: Transport
    #: Path of each write, in order.
    sent: list[str] = field(default_factory=list)
    #: What is answered to a write, by its path; `acts`: the service has done it all the same.
    faults: dict[str, Fault] = field(default_factory=dict)
    acts: bool = False
    #: Only this write of them, counted from 1; 0: each.
    only: int = 0

    async def send(self, request: Request) -> Response:
        """See `capx_tui.api.client.Transport`."""
        path = request.url.partition("invalid")[2]
        if request.method != "POST" or not path.startswith(("/bugs/", "/attachment/")):
            return await self.inner.send(request)
        self.sent.append(path)
        fault = self.faults.get(path)
        if fault is None or (self.only and self.sent.count(path) != self.only):
            return await self.inner.send(request)
        if self.acts:
            await self.inner.send(request)
        return fault(request)

    async def close(self) -> None:
        """See `capx_tui.api.client.Transport`."""
        await self.inner.close()


def serving(desks: list[Desk]) -> Callable[[Wire], Desk]:
    """What `visit` puts before the service."""

    def serve(wire: Wire) -> Desk:
        desks.append(Desk(wire))
        return desks[-1]

    return serve


def refused(status: int, body: object) -> Fault:
    """An answer that says no, with these words."""
    return lambda request: Response(status, _JSON, json.dumps(body).encode())


def reports(kind: str) -> list[tuple[Any, ...]]:
    """Title and text of one's own reports of a type, the oldest first."""
    with sqlite3.connect(database()) as rows:
        return rows.execute(
            "SELECT title, description FROM bug WHERE author = 1 AND bug_type = ? ORDER BY id", (kind,)
        ).fetchall()


def files(title: str) -> list[tuple[str, bytes]]:
    """Name and content of the files of the reports with a title, the oldest first."""
    with sqlite3.connect(database()) as rows:
        found = rows.execute(
            "SELECT name, content FROM attachment WHERE bug IN (SELECT id FROM bug WHERE title = ?) ORDER BY id",
            (title,),
        ).fetchall()
    return [(name.rpartition("/")[2], content) for name, content in found]
