"""Pauses that take no time, and servers on this machine that answer with raw bytes."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest
import stamina

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture
def no_pauses() -> Iterator[None]:
    """Attempts as many as in earnest, pauses none (stamina's own way to be tested)."""
    with stamina.set_testing(True, attempts=100, cap=True):
        yield


class Server:
    """A server on this machine: plays its talks, one connection after the other, and keeps what it heard."""

    def __init__(self) -> None:
        self.heard = b""
        self.connections = 0
        self.port = 0

    def url(self, scheme: str = "http", host: str = "127.0.0.1") -> str:
        return f"{scheme}://{host}:{self.port}"

    def says(self, *answers: bytes) -> Talk:
        """A talk that hears one request and answers it, for each answer, and closes."""

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            for answer in answers:
                await self.hear(reader)
                writer.write(answer)
                await writer.drain()

        return talk

    async def hear(self, reader: asyncio.StreamReader) -> None:
        """Read one request without a body."""
        with contextlib.suppress(asyncio.IncompleteReadError):
            self.heard += await reader.readuntil(b"\r\n\r\n")


Serve = Callable[..., Awaitable[Server]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Starts servers: `await serve(lambda server: server.says(b"…"), tls=None)`."""
    async with contextlib.AsyncExitStack() as stack:

        async def start(make: Callable[[Server], Talk], tls: ssl.SSLContext | None = None) -> Server:
            server = Server()
            talk = make(server)

            async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                server.connections += 1
                try:
                    await talk(reader, writer)
                finally:
                    writer.close()
                    with contextlib.suppress(OSError):
                        await writer.wait_closed()

            listening = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=tls)
            await stack.enter_async_context(listening)
            server.port = listening.sockets[0].getsockname()[1]
            return server

        yield start


def http(status: str, body: bytes = b"{}", *headers: str) -> bytes:
    """A whole HTTP/1.1 answer."""
    head = [f"HTTP/1.1 {status}", "Content-Type: application/json", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body
