"""A line on which messages get lost at any moment, and what the service was given behind it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

from capx_tui.api.client import Client
from capx_tui.api.wire import Request, Response
from capx_tui.model.messages import Message, Method
from capx_tui.store.capx_sender import CapxSender
from capx_tui.store.direct_sender import DirectSender
from capx_tui.store.message_ways import MessageWays
from capx_tui.store.messages import MessagesStore
from tests.store.embedded_desk import DESK_NOW, Desk

__all__ = ["SECRET", "given", "message", "says", "sql", "store_of"]

SECRET = "Between the two of us: I never learned how to write SPARQL."


def message(receiver: str = "Ceibo Lectora", method: Method = Method.EMAIL, *, text: str = SECRET) -> Message:
    """A message with a text to look for."""
    return Message(receiver, method, "A question", text)


def store_of(desk: Desk, client: Client | None = None) -> MessagesStore:
    """The store as the next run of the program has it: it knows what is on the disk and nothing else."""
    client = client if client is not None else desk.core.client
    core = desk.core
    capx = CapxSender(client, core.session)
    direct = DirectSender(client, core.own, now=lambda: DESK_NOW)
    ways = MessageWays(core.session, core.own, core.settings, capx=capx, direct=direct)
    return MessagesStore(client, core.session, ways, now=lambda: DESK_NOW)


def sql(desk: Desk, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """What the service keeps, behind its back."""
    with closing(sqlite3.connect(desk.database)) as connection, connection:
        return connection.execute(query, values).fetchall()


def given(desk: Desk, receiver: str) -> int:
    """How many messages to `receiver` the service was given since the test began."""
    return int(
        sql(desk, "SELECT count(*) FROM message WHERE receiver = ? AND date >= '2026-06-10T15:30'", receiver)[0][0]
    )


def says(desk: Desk, status: str, note: str = "") -> Callable[[Request], Callable[[Request], Response]]:
    """For `Line.after_write`: the service comes to another end with the message than it would, and answers so."""

    def answer(_request: Request) -> Response:
        newest = "(SELECT max(id) FROM message)"
        sql(desk, f"UPDATE message SET status = ?, error_message = ? WHERE id = {newest}", status, note)
        columns = ("id", "receiver", "method", "status", "error_message", "date")
        (row,) = sql(desk, f"SELECT {', '.join(columns)} FROM message ORDER BY id DESC LIMIT 1")
        body = json.dumps(dict(zip(columns, row, strict=True))).encode()
        return Response(201, {"content-type": "application/json"}, body)

    return lambda _request: answer
