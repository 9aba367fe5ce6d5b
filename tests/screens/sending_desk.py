"""What stands before the service in a visit: keeps what a form sent, and may answer in the service's place."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from capx_tui.api.client import Transport
from capx_tui.api.wire import Request, Response
from tests.screens.wire import Fault, Wire

__all__ = ["Desk", "serving"]


class Desk:
    """For what is posted to an address that holds `where`; everything else goes on to the service."""

    def __init__(self, inner: Transport, where: str) -> None:
        self._inner = inner
        self._where = where
        #: The address's last part and the body of each.
        self.sent: list[tuple[str, dict[str, Any]]] = []
        #: Whether the service gets it, and what is answered in the place of its answer.
        self.acts = True
        self.fault: Fault | None = None

    async def send(self, request: Request) -> Response:
        """See `capx_tui.api.client.Transport`."""
        if request.method != "POST" or self._where not in request.url:
            return await self._inner.send(request)
        self.sent.append((f"/{request.url.rstrip('/').rpartition('/')[2]}/", json.loads(request.body or b"{}")))
        answer = await self._inner.send(request) if self.acts else Response(500, {}, b"")
        return self.fault(request) if self.fault is not None else answer

    async def close(self) -> None:
        """See `capx_tui.api.client.Transport`."""
        await self._inner.close()


def serving(where: str, desks: list[Desk]) -> Callable[[Wire], Desk]:
    """What `visit` puts before the service."""

    def serve(wire: Wire) -> Desk:
        desks.append(Desk(wire, where))
        return desks[-1]

    return serve
