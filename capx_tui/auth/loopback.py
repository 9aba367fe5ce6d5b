"""A listener for one return address on this computer.

Meta sends the browser back to CapX, and CapX may forward it to ``http://localhost:PORT/oauth``. The
listener serves that one request, tells the person to go back to the terminal, and is gone. It is on
localhost only, answers nothing to anyone else, and holds at most a few small requests for a few seconds.
"""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Mapping
from html import escape

from capx_tui.auth.failures import PasteError
from capx_tui.auth.paste import ReturnAddress, return_address
from capx_tui.auth.signin import same_token
from capx_tui.i18n import t
from capx_tui.secret import Secret

__all__ = ["LONGEST_HEAD", "Loopback"]

#: Bytes of a request's head. A browser's is under 2 KiB, cookies of other local servers included.
LONGEST_HEAD = 16_384
_PATIENCE_S = 5.0
_MOST_CONNECTIONS = 8
_PORT_ATTEMPTS = 8
_PATHS = ("/oauth", "/oauth/")


class Loopback:
    """`open`, `expect` a token, wait for `returned`; always `close`."""

    def __init__(self, *, patience_s: float = _PATIENCE_S) -> None:
        self._patience_s = patience_s
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._expected: Secret | None = None
        self._result: asyncio.Future[ReturnAddress] | None = None
        self._taken = False
        #: The port, the same on both addresses; 0 while closed.
        self.port = 0

    async def open(self) -> bool:
        """Listen on 127.0.0.1 and, where there is one, on ::1. False where no port can be had."""
        for _ in range(_PORT_ATTEMPTS):
            if await self._listen("127.0.0.1", 0) is not None:
                return False
            port: int = self._servers[0].sockets[0].getsockname()[1]
            failure = await self._listen("::1", port) if socket.has_ipv6 else None
            # A machine without ::1 needs no listener there; but where the port is another's on ::1,
            # a browser might look there first and hand the address to a stranger.
            if failure is None or failure.errno not in (errno.EADDRINUSE, errno.EACCES):
                self.port = port
                return True
            await self.close()
        return False

    def expect(self, oauth_token: str) -> None:
        """From now on a return address that carries `oauth_token` is taken, once."""
        self._expected = Secret(oauth_token)
        self._result = asyncio.get_running_loop().create_future()

    async def returned(self) -> ReturnAddress:
        """The return address. Waits until it comes; to be called after `expect`."""
        if self._result is None:
            raise RuntimeError("nothing is expected yet")
        return await asyncio.shield(self._result)

    async def close(self) -> None:
        """Stop listening and drop what is open."""
        self.port = 0
        self._expected = None
        servers, self._servers = self._servers, []
        for server in servers:
            server.close()
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for server in servers:
            await server.wait_closed()

    async def _listen(self, host: str, port: int) -> OSError | None:
        try:
            server = await asyncio.start_server(
                self._connected, host, port, limit=LONGEST_HEAD, backlog=_MOST_CONNECTIONS
            )
        except OSError as error:
            return error
        self._servers.append(server)
        return None

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._tasks) >= _MOST_CONNECTIONS:
            writer.transport.abort()
            return
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        found: ReturnAddress | None = None
        try:
            async with asyncio.timeout(self._patience_s):
                found = self._matching(await reader.readuntil(b"\r\n\r\n"))
                writer.write(_page() if found is not None else _NOT_FOUND)
                await writer.drain()
                writer.close()
                await writer.wait_closed()
        except (OSError, EOFError, asyncio.LimitOverrunError):
            # Cut off, too long or too slow: not a browser that comes back to us.
            pass
        finally:
            writer.transport.abort()
            # The consent counts even where the browser did not wait for the page.
            if found is not None and self._result is not None and not self._result.done():
                self._result.set_result(found)

    def _matching(self, head: bytes) -> ReturnAddress | None:
        """The return address of `head`, None unless it is the one that is waited for, for the first time."""
        target = _target(head, self.port)
        if self._expected is None or self._taken or target is None:
            return None
        try:
            found = return_address(target)
        except PasteError:
            return None
        if not same_token(found.oauth_token, self._expected.reveal()):
            return None
        self._taken = True
        return found


def _target(head: bytes, port: int) -> Secret | None:
    """The request's target, None unless it is ``GET /oauth`` asked of this very listener."""
    line, *rows = head.decode("latin-1").split("\r\n")
    words = line.split(" ")
    if len(words) != 3 or words[0] != "GET" or not words[2].startswith("HTTP/1."):
        return None
    if words[1].partition("?")[0] not in _PATHS:
        return None
    # A page elsewhere that had its own name resolve to this computer would send that name.
    hosts = [row.partition(":")[2].strip().lower() for row in rows if row.lower().startswith("host:")]
    if hosts not in ([f"localhost:{port}"], [f"127.0.0.1:{port}"], [f"[::1]:{port}"]):
        return None
    return Secret(words[1])


def _response(status: str, body: bytes, more: Mapping[str, str]) -> bytes:
    headers = {"Content-Length": str(len(body)), "Connection": "close", "Cache-Control": "no-store", **more}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


_NOT_FOUND = _response("404 Not Found", b"", {})


def _page() -> bytes:
    """The page the browser shows, in the person's language."""
    title, text = escape(t("loopback-title")), escape(t("loopback-text"))
    body = (
        f'<!doctype html><html dir="auto"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1><p>{text}</p></body></html>"
    )
    return _response(
        "200 OK",
        body.encode(),
        {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": "default-src 'none'",
            # The address holds the verifier: it goes to no other page.
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        },
    )
