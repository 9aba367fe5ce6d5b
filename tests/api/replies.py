"""Answers made of bytes, and transports that give them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence

from capx_tui.api.wire import Request, Response


def reply(status: int, body: object = b"", content_type: str = "application/json", **headers: str) -> Response:
    """An answer; a body that is no bytes goes out as JSON. Header names take ``_`` for ``-``."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status, {"content-type": content_type, **named} if content_type else named, content)


Step = Response | BaseException | Callable[[Request], Awaitable[Response]]


class Script:
    """A transport that plays its steps one after the other, the last one for ever, and remembers what was sent."""

    def __init__(self, *steps: Step) -> None:
        self.steps: Sequence[Step] = steps
        self.requests: list[Request] = []
        self.closed = False

    async def send(self, request: Request) -> Response:
        self.requests.append(request)
        step = self.steps[min(len(self.requests), len(self.steps)) - 1]
        if isinstance(step, BaseException):
            raise step
        return step if isinstance(step, Response) else await step(request)

    async def close(self) -> None:
        self.closed = True

    @property
    def tokens(self) -> list[str | None]:
        """The token of each request."""
        return [request.token.reveal() if request.token else None for request in self.requests]


async def never(request: Request) -> Response:
    """A step that does not come to an end."""
    await asyncio.get_running_loop().create_future()
    raise AssertionError
