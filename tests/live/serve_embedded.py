"""The embedded service behind a socket, so that the live suite can be run against it as against any other.

    python -m tests.live.serve_embedded 8250 [PEOPLE]

prints ``SERVICE=… TOKEN=…`` for ``make live`` and serves until it is stopped.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from capx_tui.demo.embedded import create_app, demo_token, open_world

__all__ = ["server"]


def server(database: Path, port: int = 0) -> ThreadingHTTPServer:
    """A server on loopback over the world in `database`; `serve_forever` runs it."""
    app = create_app(database, clock=lambda: datetime.now(UTC))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, headers, content = asyncio.run(_ask(app, self, body))
            self.send_response(status)
            for name, value in headers:
                if name.lower() != b"content-length":
                    self.send_header(name.decode("latin-1"), value.decode("latin-1"))
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _answer  # noqa: N815 - looked for by name

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            """Nothing: addresses of requests name people."""

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


async def _ask(app: Any, request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    path, _, query = request.path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.command,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode("latin-1"),
        "query_string": query.encode("latin-1"),
        "root_path": "",
        "headers": [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in request.headers.items()
        ],
        "client": request.client_address,
        "server": request.server.server_address,
    }
    answer: dict[str, Any] = {"status": 500, "headers": []}
    content = bytearray()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer.update(message)
        else:
            content.extend(message.get("body", b""))

    await app(scope, receive, send)
    return answer["status"], list(answer["headers"]), bytes(content)


def main() -> None:
    """Build a world and serve it."""
    port, people = (*map(int, sys.argv[1:]), *(0, 240)[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory() as directory:
        database = open_world(Path(directory), people=people)
        running = server(database, port)
        port = running.server_address[1]
        sys.stdout.write(f"SERVICE=http://127.0.0.1:{port} TOKEN={demo_token(database)}\n")
        sys.stdout.flush()
        with running:
            running.serve_forever()


if __name__ == "__main__":
    main()
