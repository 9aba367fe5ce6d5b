"""A line on which everything goes wrong that a line, a proxy or a service can do, before the service acts or after."""

from __future__ import annotations

import random
from collections import Counter, deque
from collections.abc import Callable, Mapping

from capx_tui.api.client import Transport
from capx_tui.api.wire import Request, Response
from capx_tui.errors import AnswerTooLarge, BrokenOff, CutOff, NoRoute, TimedOut, TlsFailure

__all__ = ["AFTER", "BEFORE", "FaultyLine", "Killed", "asked_for"]

Fault = Callable[[Request, Response | None], Response]
_JSON = {"content-type": "application/json"}
_HTML = {"content-type": "text/html"}
_PAGE = b"<!DOCTYPE html><title>Wikimedia Toolforge Error</title>"


class Killed(Exception):
    """The program ended here, by a signal that nobody can catch."""


def _raises(kind: type[Exception]) -> Fault:
    def fault(request: Request, _answer: Response | None) -> Response:
        raise kind() if kind is Killed else kind(host=request.host)  # type: ignore[call-arg]

    return fault


def _says(status: int, body: bytes = b'{"detail":"No."}', headers: Mapping[str, str] = _JSON) -> Fault:
    return lambda _request, _answer: Response(status, dict(headers), body)


def _token_refused(request: Request, _answer: Response | None) -> Response:
    """As the service says it of a token that has run out; who sent none is answered."""
    if request.token is None:
        return Response(503, _HTML, _PAGE)
    return Response(401, _JSON, b'{"detail":"Invalid token."}')


def _half(_request: Request, answer: Response | None) -> Response:
    """The answer ends in the middle, and nobody says that it does."""
    body = answer.body if answer is not None else b""
    return Response(200, _JSON, body[: len(body) // 2])


_EITHER: dict[str, Fault] = {
    "time-out": _raises(TimedOut),
    "reset": _raises(BrokenOff),
    "ends early": _raises(CutOff),
    "too large": _raises(AnswerTooLarge),
    "page with 200": _says(200, _PAGE, _HTML),
    "another shape": _says(200, b'[{"detail": [null]}]'),
    "another type": _says(200, b'{"id": "seven", "results": 7, "count": "many"}'),
    "500": _says(500, _PAGE, _HTML),
    "502": _says(502, _PAGE, _HTML),
    "503": _says(503, _PAGE, _HTML),
    "503, come back": _says(503, _PAGE, {**_HTML, "retry-after": "120"}),
    "killed": _raises(Killed),
}
#: What happens in the service's place.
BEFORE: dict[str, Fault] = {
    **_EITHER,
    "no route": _raises(NoRoute),
    "no TLS": _raises(TlsFailure),
    "401": _token_refused,
    "403": _says(403),
    "409": _says(409),
    "429": _says(429),
    "429, come back": _says(429, headers={**_JSON, "retry-after": "120"}),
}
#: What happens to its answer. Whatever says in words that nothing was done is no fault but a lie.
AFTER: dict[str, Fault] = {**_EITHER, "half": _half}


def asked_for(request: Request) -> str:
    """One request in a line."""
    return f"{request.method} {request.url.partition('.invalid')[2]} {(request.body or b'')[:60]!r}"


class FaultyLine:
    """A transport that breaks one request of so many. `broke` counts what happened, by name."""

    def __init__(self, inner: Transport) -> None:
        self._inner = inner
        self.chance = random.Random(0)
        #: What may happen, by name.
        self.faults = [*BEFORE.items(), *AFTER.items()]
        #: How likely a request is to break.
        self.rate = 0.0
        self.broke: Counter[str] = Counter()
        self.asked = 0
        #: The last requests, and what broke each: for whoever looks for a fault.
        self.recent: deque[str] = deque(maxlen=12)

    async def send(self, request: Request) -> Response:
        """See `capx_tui.api.client.Transport`."""
        self.asked += 1
        asked = asked_for(request)
        if self.chance.random() >= self.rate:
            self.recent.append(asked)
            return await self._inner.send(request)
        name, fault = self.chance.choice(self.faults)
        is_after = fault is AFTER.get(name) and (name not in BEFORE or self.chance.random() < 0.5)
        moment = f"{name}, {'after' if is_after else 'before'}"
        self.broke[moment] += 1
        self.recent.append(f"{asked}: {moment}")
        return fault(request, await self._inner.send(request) if is_after else None)

    async def close(self) -> None:
        """See `capx_tui.api.client.Transport`."""
        await self._inner.close()
