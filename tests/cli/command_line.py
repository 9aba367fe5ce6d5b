"""The command line run in this process, with its streams, its clock and its network given."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from capx_tui.api.client import Transport
from capx_tui.api.transport import HttpxTransport
from capx_tui.api.wire import Request, Response
from capx_tui.cli.console import Console
from capx_tui.cli.main import run
from capx_tui.demo.embedded import DATABASE_NAME, create_app
from capx_tui.errors import NoRoute
from capx_tui.paths import data_dir


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass
class Outcome:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class CommandLine:
    """Runs command lines one after the other in one home, as a person would."""

    environ: dict[str, str]
    transport: Transport | None = None
    #: How far the clock is ahead of the world's.
    later: timedelta = timedelta(0)
    terminal: bool = False
    patience_s: float = 20.0

    def __call__(self, *arguments: str, stdin: str = "") -> Outcome:
        make: Callable[[str], io.StringIO] = Terminal if self.terminal else io.StringIO
        out, err = make(""), make("")
        console = Console(
            make(stdin),
            out,
            err,
            self.environ,
            now=lambda: datetime.now(UTC) + self.later,
            transport=self.transport,
            patience_s=self.patience_s,
        )
        return Outcome(run(arguments, console), out.getvalue(), err.getvalue())

    def demo(self, *arguments: str, stdin: str = "") -> Outcome:
        """The same on the embedded service."""
        return self(*arguments, "--demo", stdin=stdin)


@dataclass
class EmbeddedService:
    """The embedded service as a transport that counts, and that can be made to fail request by request."""

    #: Gives an answer or raises in the service's place; None lets the service answer.
    instead: Callable[[Request], Response | None] = lambda _request: None
    #: What the service's answers are turned into on their way.
    turned: Callable[[Request, Response], Response] = lambda _request, response: response
    asked: list[str] = field(default_factory=list)
    _inner: HttpxTransport | None = None

    async def send(self, request: Request) -> Response:
        self.asked.append(request.url.partition("embedded.capx.invalid")[2])
        answer = self.instead(request)
        if answer is not None:
            return answer
        if self._inner is None:
            self._inner = HttpxTransport(
                app=create_app(data_dir() / "demo" / DATABASE_NAME, clock=lambda: datetime.now(UTC))
            )
        return self.turned(request, await self._inner.send(request))

    async def close(self) -> None:
        inner, self._inner = self._inner, None
        if inner is not None:
            await inner.close()


@dataclass
class NoNetwork:
    """Nobody answers anywhere."""

    asked: list[str] = field(default_factory=list)

    async def send(self, request: Request) -> Response:
        self.asked.append(request.url)
        raise NoRoute(host=request.host)

    async def close(self) -> None:
        """Nothing is open."""


@dataclass
class Silence:
    """Everybody takes the question, and nobody ever answers."""

    async def send(self, request: Request) -> Response:
        await asyncio.Event().wait()
        raise AssertionError(request.url)

    async def close(self) -> None:
        """Nothing is open."""
