"""A line on which anything breaks at any moment, before the service acts or after, and the program with it."""

from __future__ import annotations

import random
from collections.abc import Callable

from capx_tui.api.client import Transport
from capx_tui.api.wire import Request, Response
from capx_tui.errors import BrokenOff
from tests.screens.wire import html, no_route, refused_token, service_down, timed_out

__all__ = ["Killed", "Trouble"]


class Killed(Exception):
    """The program ended here."""


class Trouble:
    """A transport on which every request may break, before it acts or after, or the program with it."""

    def __init__(self, inner: Transport, chance: random.Random) -> None:
        self._inner = inner
        self._chance = chance
        self.broke = 0

    async def send(self, request: Request) -> Response:
        """See `capx_tui.api.client.Transport`."""
        moment = self._chance.choice(("before", "after", "", "", "", ""))
        if moment:
            self.broke += 1
        if moment == "before":
            return self._break(request, at_service=False)
        answer = await self._inner.send(request)
        return self._break(request, at_service=True) if moment else answer

    def _break(self, request: Request, *, at_service: bool) -> Response:
        faults: list[Callable[[Request], Response]] = [timed_out, service_down, html, _broken, _killed]
        # These come before the service has acted, or not at all.
        faults += [] if at_service else [no_route, refused_token]
        return self._chance.choice(faults)(request)

    async def close(self) -> None:
        """See `capx_tui.api.client.Transport`."""


def _broken(request: Request) -> Response:
    raise BrokenOff(host=request.host)


def _killed(_request: Request) -> Response:
    raise Killed
