"""The only module that imports httpx: time-outs, pool, User-Agent, size cap, errors by name."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from typing import Any

import httpx

from capx_tui.api.wire import Request, Response
from capx_tui.errors import (
    AnswerTooLarge,
    BrokenOff,
    NetworkError,
    NoRoute,
    RedirectedAway,
    TimedOut,
    TlsFailure,
)

__all__ = ["MAX_BYTES", "HttpxTransport"]

#: The largest answer we hold: all people of a service ten times today's size fit in one page of it.
MAX_BYTES = 64 * 1024 * 1024
_CONNECT_S = 10.0


class HttpxTransport:
    """`client.Transport` over httpx. `app` serves the requests in-process (an ASGI app) instead of the network."""

    def __init__(self, *, app: Callable[..., Any] | None = None, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        inner: httpx.AsyncBaseTransport | None = httpx.ASGITransport(app=app) if app is not None else None
        self._client = httpx.AsyncClient(
            transport=inner,
            follow_redirects=False,
            limits=httpx.Limits(max_connections=6, max_keepalive_connections=4, keepalive_expiry=30),
        )

    async def send(self, request: Request) -> Response:
        """One request, one answer; see `client.Transport`."""
        headers = dict(request.headers)
        if request.token is not None:
            headers["Authorization"] = f"Token {request.token.reveal()}"
        files = [(part.name, (part.filename, part.content, part.content_type)) for part in request.files]
        try:
            async with self._client.stream(
                request.method,
                request.url,
                headers=headers,
                content=request.body,
                data=dict(request.form) if request.form is not None else None,
                files=files or None,
                timeout=httpx.Timeout(request.timeout_s, connect=min(_CONNECT_S, request.timeout_s)),
            ) as answer:
                return Response(
                    answer.status_code,
                    {name.lower(): value for name, value in answer.headers.items()},
                    await self._read(answer, request.host),
                )
        except httpx.HTTPError as error:
            raise _named(error, request.host) from None
        except httpx.InvalidURL:
            raise NoRoute(host=request.host) from None

    async def _read(self, answer: httpx.Response, host: str) -> bytes:
        chunks: list[bytes] = []
        size = 0
        async for chunk in answer.aiter_bytes():
            size += len(chunk)
            if size > self._max_bytes:
                raise AnswerTooLarge(host=host)
            chunks.append(chunk)
        return b"".join(chunks)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()


def _named(error: httpx.HTTPError, host: str) -> NetworkError | RedirectedAway:
    """Httpx's exception as ours. The original is dropped: it holds the request and its headers."""
    if isinstance(error, httpx.TimeoutException):
        return TimedOut(host=host)
    if isinstance(error, httpx.ConnectError):
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, ssl.SSLError):
                return TlsFailure(host=host)
            cause = cause.__cause__ or cause.__context__
        return NoRoute(host=host)
    if isinstance(error, httpx.TooManyRedirects):
        return RedirectedAway(host=host)
    return BrokenOff(host=host)
