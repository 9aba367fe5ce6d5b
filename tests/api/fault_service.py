"""The embedded service on a socket of this machine, behind a line on which everything happens that can.

A `FaultService` answers each request from its script: the next `Fault`, or what the service says. A fault
writes to the socket itself, and may let the service act before it does (`Turn.effect`).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from capx_tui.api.endpoints import EMBEDDED_SERVICE
from capx_tui.api.transport import HttpxTransport
from capx_tui.api.wire import Request
from capx_tui.secret import Secret

__all__ = ["Fault", "FaultService", "Turn", "fault_service", "http"]

#: Headers that belong to this stretch of the line.
_OWN = frozenset({"connection", "host", "content-length", "transfer-encoding", "accept-encoding"})


def http(status: str, body: bytes = b"{}", *headers: str, kind: str = "application/json") -> bytes:
    """A whole HTTP/1.1 answer."""
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


@dataclass
class Turn:
    """One request, and what a fault may do about it."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    service: FaultService

    async def effect(self) -> bytes:
        """Let the service act; its answer as it would go over the line."""
        return await self.service.act(self)

    async def says(self, *pieces: bytes, every_s: float = 0.0) -> None:
        """Write `pieces`, with a pause before each but the first."""
        for number, piece in enumerate(pieces):
            if number:
                await asyncio.sleep(every_s)
            self.writer.write(piece)
            await self.writer.drain()

    async def silence(self) -> None:
        """Say nothing more until the other side gives up."""
        with contextlib.suppress(ConnectionError):
            while await self.reader.read(65_536):
                pass

    def reset(self) -> None:
        """Break the connection off, as a machine that was switched off."""
        self.writer.transport.abort()


#: Gives back whether the connection may carry another request.
Fault = Callable[[Turn], Awaitable[bool | None]]


class FaultService:
    """See the module. `address` is what to call; `acted` counts what reached the service, by method."""

    def __init__(self, app: Any) -> None:
        self._inner = HttpxTransport(app=app)
        self.script: deque[Fault] = deque()
        #: What every request meets once the script is at its end.
        self.always: Fault | None = None
        self.acted: list[str] = []
        self.heard: list[str] = []
        self.connections = 0
        self.address = ""
        self._open: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def act(self, turn: Turn) -> bytes:
        """The service's answer to a request, as bytes."""
        self.acted.append(f"{turn.method} {urlsplit(turn.path).path}")
        passed = {name: value for name, value in turn.headers.items() if name not in _OWN}
        token = passed.pop("authorization", "").removeprefix("Token ")
        answer = await self._inner.send(
            Request(
                turn.method,
                EMBEDDED_SERVICE + turn.path,
                tuple(passed.items()),
                turn.body or None,
                Secret(token) if token else None,
            )
        )
        kind = answer.headers.get("content-type", "application/json")
        return http(f"{answer.status} Whatever", answer.body, kind=kind)

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, for as many requests as it lives."""
        self.connections += 1
        task: asyncio.Task[None] | None = asyncio.current_task()
        assert task is not None
        self._open[task] = writer
        try:
            while (turn := await self._hear(reader, writer)) is not None:
                self.heard.append(f"{turn.method} {urlsplit(turn.path).path}")
                fault = self.script.popleft() if self.script else self.always
                if fault is None:
                    await turn.says(await turn.effect())
                elif not await fault(turn):
                    return
        except ConnectionError:
            pass  # whoever asked has gone
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
            del self._open[task]

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Turn | None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, path, _ = head[0].split(" ")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:-2])}
            body = await reader.readexactly(int(headers.get("content-length", "0")))
        except asyncio.IncompleteReadError:
            return None
        return Turn(method, path, headers, body, reader, writer, self)

    async def close(self) -> None:
        """Break off what is open, and let go of the service."""
        for writer in self._open.values():
            writer.transport.abort()
        await asyncio.gather(*self._open)
        await self._inner.close()


@asynccontextmanager
async def fault_service(app: Any, port: int = 0) -> AsyncIterator[FaultService]:
    """`app` behind such a line, until the block is left. `port` is 0 for any."""
    service = FaultService(app)
    listening = await asyncio.start_server(service.connected, "127.0.0.1", port)
    service.address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    try:
        yield service
    finally:
        listening.close()
        await service.close()
        await listening.wait_closed()
