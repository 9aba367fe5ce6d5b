"""The service behind the screens: the embedded one, and the ways in which a service fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from capx_tui.api.client import Transport
from capx_tui.api.wire import Request, Response
from capx_tui.errors import NoRoute, TimedOut

__all__ = ["Fault", "Wire", "html", "no_route", "nobody_there", "refused_token", "service_down", "timed_out"]

#: What stands in the service's place: an answer, or an error of the network.
Fault = Callable[[Request], Response]


def timed_out(request: Request) -> Response:
    """Nothing comes back in time."""
    raise TimedOut(host=request.host)


def no_route(request: Request) -> Response:
    """There is no network."""
    raise NoRoute(host=request.host)


def service_down(request: Request) -> Response:
    """503, and a pause asked for that is longer than one waits."""
    return Response(503, {"retry-after": "120", "content-type": "text/plain"}, b"upstream connect error")


def html(request: Request) -> Response:
    """A proxy's page with status 200."""
    return Response(200, {"content-type": "text/html"}, b"<!DOCTYPE html><title>Wikimedia Error</title>")


def refused_token(request: Request) -> Response:
    """401, as the service says it of a token that has run out."""
    if request.token is None:
        return Response(
            200, {"content-type": "application/json"}, b'{"count":0,"next":null,"previous":null,"results":[]}'
        )
    return Response(401, {"content-type": "application/json"}, b'{"detail":"Invalid token."}')


def nobody_there(request: Request) -> Response:
    """404, and for a question about many an empty page."""
    if "?" in request.url:
        return Response(
            200, {"content-type": "application/json"}, b'{"count":0,"next":null,"previous":null,"results":[]}'
        )
    return Response(404, {"content-type": "application/json"}, b'{"detail":"No User matches the given query."}')


class Wire:
    """A transport that keeps what was asked and fails where it is told to."""

    def __init__(self, inner: Transport) -> None:
        self._inner = inner
        self._faults: list[tuple[str, Fault]] = []
        self._held = ""
        self._gate = asyncio.Event()
        #: Method and address of each request, in order.
        self.asked: list[str] = []
        #: What the service answered last.
        self.answer = b""

    def fail(self, fault: Fault, *, where: str = "") -> None:
        """From now on, requests to an address that holds `where` end in `fault`."""
        self._faults.insert(0, (where, fault))

    def hold(self, *, where: str) -> None:
        """From now on, requests to an address that holds `where` wait."""
        self._held = where
        self._gate.clear()

    def release(self) -> None:
        """Let those go that wait."""
        self._held = ""
        self._gate.set()

    def mend(self) -> None:
        """From now on everything works."""
        self._faults.clear()

    async def send(self, request: Request) -> Response:
        """See `capx_tui.api.client.Transport`."""
        self.asked.append(f"{request.method} {request.url}")
        if self._held and self._held in request.url:
            await self._gate.wait()
        for where, fault in self._faults:
            if where in request.url:
                return fault(request)
        answer = await self._inner.send(request)
        self.answer = answer.body
        return answer

    async def close(self) -> None:
        """See `capx_tui.api.client.Transport`."""
        await self._inner.close()
