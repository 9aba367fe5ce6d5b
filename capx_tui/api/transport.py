"""The only module that imports httpx: time-outs, pool, size cap, errors by name."""

from __future__ import annotations

import asyncio
import re
import ssl
import zlib
from collections.abc import Callable, Generator
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpx

from capx_tui.api.wire import Request, Response, is_loopback, is_protected
from capx_tui.errors import (
    AnswerTooLarge,
    BrokenOff,
    CapxError,
    CutOff,
    NoRoute,
    NotData,
    NotSignedIn,
    RedirectedAway,
    RuleError,
    TimedOut,
    TlsFailure,
)
from capx_tui.secret import Secret

__all__ = ["MAX_BYTES", "HttpxTransport"]

#: The largest answer we hold: all people of a service ten times today's size fit in one page of it.
MAX_BYTES = 64 * 1024 * 1024
_CONNECT_S = 10.0
#: Whoever sends less than this in the time that a request may take sends for show: 400 bytes a second are too few.
_ENOUGH = 8 * 1024
#: Bytes a second at which we go on sending. The library watches each piece; this is the time for all of them.
_SENDING = 16 * 1024
_LIMITS = httpx.Limits(max_connections=6, max_keepalive_connections=4, keepalive_expiry=30)
#: What a header can carry; anything else would be printed by the library that refuses it.
_SENDABLE = re.compile(r"[\x21-\x7e]{1,4096}").fullmatch


class _Authorization(httpx.Auth):
    """Puts token or signature into the request as late as can be, so that it stands in no local variable of ours."""

    def __init__(self, secret: Secret, scheme: str = "") -> None:
        self._secret = secret
        self._scheme = scheme

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"{self._scheme}{self._secret.reveal()}"
        yield request


class HttpxTransport:
    """`Transport` over httpx.

    `app` serves the requests in this process (an ASGI app) instead of the network; `inner` is another
    httpx transport in the network's place (its answers give their body as a stream). Follows no
    redirect, keeps no cookie, and sends a token only where `is_protected` says so.
    """

    def __init__(
        self,
        *,
        app: Callable[..., Any] | None = None,
        inner: httpx.AsyncBaseTransport | None = None,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._max_bytes = max_bytes
        self._in_process = app is not None
        # A fault inside the app is an answer of 500, as it is on the network.
        self._inner = httpx.ASGITransport(app=app, raise_app_exceptions=False) if app is not None else inner
        self._trust: ssl.SSLContext | None = None
        self._clients: dict[bool, httpx.AsyncClient] = {}

    async def send(self, request: Request) -> Response:
        """One request, one answer; see `capx_tui.api.client.Transport`."""
        client = self._client(loopback=is_loopback(request.host))
        try:
            async with (
                # The library's limits begin anew with every byte: a byte a second would hold us for ever.
                asyncio.timeout(self._longest(request)) as end,
                client.stream(
                    request.method,
                    request.url,
                    headers={**dict(request.headers), "Accept-Encoding": "gzip"},
                    content=request.body,
                    data=dict(request.form) if request.form is not None else None,
                    files=[(f.name, (f.filename, f.content, f.content_type)) for f in request.files] or None,
                    timeout=httpx.Timeout(request.timeout_s, connect=min(_CONNECT_S, request.timeout_s)),
                    auth=self._authorization(request),
                ) as answer,
            ):
                return Response(
                    answer.status_code,
                    {name.lower(): value for name, value in answer.headers.items()},
                    await self._read(answer, request, end),
                )
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            failure = _named(error, request.host)
        # Raised out here, so that the library's exception, which holds the request, goes with its block.
        raise failure

    def _longest(self, request: Request) -> float | None:
        """Seconds until an answer has begun, and its first `_ENOUGH` bytes are there; None in this process."""
        if self._in_process:
            return None
        size = len(request.body or b"") + sum(len(file.content) for file in request.files)
        return request.timeout_s + min(_CONNECT_S, request.timeout_s) + size / _SENDING

    def _authorization(self, request: Request) -> _Authorization | None:
        if request.token is None and request.signer is None:
            return None
        if not self._in_process and not is_protected(request.url):
            raise RuleError("error-token-unprotected", request.host)
        if request.signer is not None:
            return _Authorization(request.signer.authorization(request))
        assert request.token is not None
        if not _SENDABLE(request.token.reveal()):
            raise NotSignedIn(token_was_sent=True, host=request.host)  # no service gave out such a token
        return _Authorization(request.token, "Token ")

    def _client(self, *, loopback: bool) -> httpx.AsyncClient:
        """The client for this machine, which no proxy of the environment may overhear, or for all others."""
        if self._inner is not None:
            loopback = False
        elif self._trust is None:
            self._trust = httpx.create_ssl_context()
        if loopback not in self._clients:
            self._clients[loopback] = httpx.AsyncClient(
                transport=self._inner,
                verify=self._trust or True,
                trust_env=not loopback,
                follow_redirects=False,
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
                limits=_LIMITS,
            )
        return self._clients[loopback]

    async def _read(self, answer: httpx.Response, request: Request, end: asyncio.Timeout) -> bytes:
        """The body, unpacked by ourselves: a library would unpack a small bomb whole before we could count.

        `end` moves on with every `_ENOUGH` bytes: a large answer may take long, as long as it comes.
        """
        host = request.host
        packing = answer.headers.get("content-encoding", "identity").strip().lower()
        if packing not in ("", "identity", "gzip", "x-gzip"):
            raise NotData(host=host)
        unpack = zlib.decompressobj(wbits=31) if packing.endswith("gzip") else None
        body = bytearray()
        came = counted = 0
        # Not `aiter_raw`, which would give the connection to the next request before we have looked at it.
        async for chunk in answer.stream:  # type: ignore[union-attr]
            came += len(chunk)
            body += _unpacked(unpack, chunk, self._max_bytes + 1 - len(body), host) if unpack else chunk
            if max(len(body), came) > self._max_bytes:
                raise AnswerTooLarge(host=host)
            if came - counted >= _ENOUGH and end.when() is not None:
                counted = came
                end.reschedule(asyncio.get_running_loop().time() + request.timeout_s)
        if _more_came(answer):
            await answer.extensions["network_stream"].aclose()
        if unpack is not None and came and not unpack.eof:
            raise CutOff(host=host)
        return bytes(body)

    async def close(self) -> None:
        """Let go of the connections."""
        for client in self._clients.values():
            await client.aclose()
        self._clients.clear()


def _unpacked(unpack: zlib._Decompress, chunk: bytes, most: int, host: str) -> bytes:
    """Up to `most` bytes of what is packed in `chunk`."""
    try:
        found = unpack.decompress(chunk, most)
    except zlib.error:
        found = None
    # Something behind the end would be kept for us, and may have no end itself.
    if found is None or unpack.unused_data:
        raise NotData(host=host)
    return found


def _more_came(answer: httpx.Response) -> bool:
    """Whether bytes came behind the answer: on a connection that is kept they would answer the next question.

    Only the parser knows, and none of the libraries above it lets us ask; a test notices where it moves.
    """
    held: Any = answer.stream
    for name in ("_stream", "_httpcore_stream", "_stream", "_connection", "_h11_state", "trailing_data"):
        held = getattr(held, name, None)
    return bool(held and held[0])


def _named(error: Exception, host: str) -> CapxError:
    """The library's exception as ours. The original is dropped: it holds the request and its headers."""
    if isinstance(error, (httpx.TimeoutException, TimeoutError)):
        return TimedOut(host=host)
    if isinstance(error, httpx.ConnectError):
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, ssl.SSLError):
                return TlsFailure(host=host)
            cause = cause.__cause__ or cause.__context__
        return NoRoute(host=host)
    if isinstance(error, (httpx.UnsupportedProtocol, httpx.InvalidURL)):
        return NoRoute(host=host)
    if isinstance(error, httpx.TooManyRedirects):
        return RedirectedAway(host=host)
    return BrokenOff(host=host)
