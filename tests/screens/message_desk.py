"""Where a message goes through on its way to the service: lost before or after it acted, or answered otherwise."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from capx_tui.api.client import Transport
from capx_tui.api.wire import Request, Response
from capx_tui.paths import data_dir
from tests.screens.visits import Visit, database
from tests.screens.wire import Wire

__all__ = ["BOB", "SECRET", "Post", "given", "on_disk", "post", "says", "sql", "write"]

BOB = "Ceibo Lectora"
SECRET = "Between the two of us"
Act = Callable[[Request], Response]


class Post:
    """Stands before the service. `before` and `after` are what happens to a message that is sent."""

    def __init__(self, inner: Transport) -> None:
        self._inner = inner
        self.before: Act | None = None
        self.after: Act | None = None
        #: What went over the wire to be sent.
        self.sent: list[dict[str, Any]] = []

    async def send(self, request: Request) -> Response:
        """See `capx_tui.api.client.Transport`."""
        if request.method != "POST" or not request.url.endswith("/messages/"):
            return await self._inner.send(request)
        self.sent.append(json.loads(request.body or b"{}"))
        if self.before is not None:
            return self.before(request)
        answer = await self._inner.send(request)
        return answer if self.after is None else self.after(request)

    async def close(self) -> None:
        """See `capx_tui.api.client.Transport`."""
        await self._inner.close()


def post(kept: list[Post]) -> Callable[[Wire], Transport]:
    """For `visit`: puts a `Post` before the service, and into `kept`."""

    def made(wire: Wire) -> Transport:
        kept.append(Post(wire))
        return kept[-1]

    return made


def sql(query: str, *values: Any) -> list[tuple[Any, ...]]:
    """What the service keeps, behind its back."""
    with closing(sqlite3.connect(database())) as connection, connection:
        return connection.execute(query, values).fetchall()


def says(status: str, note: str = "") -> Act:
    """For `Post.after`: the service comes to another end with the newest message, and answers so."""

    def answer(_request: Request) -> Response:
        newest = "(SELECT max(id) FROM message)"
        sql(f"UPDATE message SET status = ?, error_message = ? WHERE id = {newest}", status, note)
        columns = ("id", "receiver", "method", "status", "error_message", "date")
        (row,) = sql(f"SELECT {', '.join(columns)} FROM message ORDER BY id DESC LIMIT 1")
        body = json.dumps(dict(zip(columns, row, strict=True))).encode()
        return Response(201, {"content-type": "application/json"}, body)

    return answer


def given(receiver: str = BOB) -> int:
    """How many messages to `receiver` the service was given besides those of its world."""
    return int(sql("SELECT count(*) FROM message WHERE receiver = ? AND date >= '2026-06-10T15:31'", receiver)[0][0])


def on_disk() -> list[Path]:
    """Files of the program that hold what was written."""
    files = [path for path in data_dir().parent.parent.rglob("*") if path.is_file() and path != database()]
    return [path for path in files if SECRET.encode() in path.read_bytes()]


async def write(here: Visit, text: str = SECRET) -> None:
    """Into the form that is open, with the marker on the subject: subject and text."""
    await here.type("A question")
    await here.press("down", "enter")
    await here.type(text)
    await here.press("escape")
