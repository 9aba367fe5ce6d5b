"""The client: sends calls through a transport, with the right address and token, and pages through lists."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from capx_tui.api.sites import Auth, Site
from capx_tui.errors import NoCredentials, NotSignedIn
from capx_tui.secret import Secret

if TYPE_CHECKING:
    from capx_tui.api.wire import Call, Request, Response, Signer

__all__ = ["Client", "Transport"]

T = TypeVar("T")


class Transport(Protocol):
    """Sends one request and brings back one answer."""

    async def send(self, request: Request) -> Response:
        """Raises `NetworkError` or `AnswerTooLarge`; every status is an answer."""

    async def close(self) -> None:
        """Let go of the connections."""


class Client:
    """Speaks to one CapX service and the Wikimedia sites beside it.

    `addresses` gives each site's address; `token` is asked at every call, so that signing in or out
    needs no new client, and so is `signer`, which signs for the site it is asked about, or is None.
    """

    def __init__(
        self,
        transport: Transport,
        addresses: Mapping[Site, str],
        token: Callable[[], Secret | None] = lambda: None,
        signer: Callable[[Site], Signer | None] = lambda _site: None,
    ) -> None:
        self._transport = transport
        self._addresses = addresses
        self._token = token
        self._signer = signer
        self._refused: Secret | None = None
        #: How many requests went out: the mirror's promises are stated in requests.
        self.sent = 0

    async def send(self, call: Call[T]) -> T:
        """The answer to `call`. Raises the typed errors of `capx_tui.errors`."""
        from capx_tui.api.retry import repeat_reads  # late: a warm start asks nothing

        return await repeat_reads(call, lambda: self._send_once(call))

    async def _send_once(self, call: Call[T]) -> T:
        token = self._token_for(call)
        if token is None and call.auth is Auth.REQUIRED:
            raise NotSignedIn
        try:
            return await self._exchange(call, token)
        except NotSignedIn:
            # CapX answers 401 to a stale token even where anyone may read.
            if token is None or call.auth is not Auth.OPTIONAL or not call.repeatable:
                raise
        self._refused = token
        return await self._exchange(call, None)

    def _token_for(self, call: Call[Any]) -> Secret | None:
        if call.auth in (Auth.NEVER, Auth.OWN) or call.site is not Site.CAPX:
            return None
        token = self._token()
        # Refused once, it would cost every public read a second request.
        return None if call.auth is Auth.OPTIONAL and token == self._refused else token

    async def _exchange(self, call: Call[T], token: Secret | None) -> T:
        from capx_tui.api.wire import build_request, read_answer  # late, as above

        request = build_request(call, self._addresses[call.site], token)
        if call.auth is Auth.OWN:
            signer = self._signer(call.site)
            if signer is None:
                raise NoCredentials
            request = replace(request, signer=signer)
        self.sent += 1
        response = await self._transport.send(request)
        return read_answer(call, response, host=request.host, token_was_sent=token is not None)

    async def pages(self, call: Callable[[int, int], Call[Any]], *, size: int) -> AsyncIterator[Any]:
        """Each page of a LimitOffset list: `call(limit, offset)` builds the request for one.

        Ends at the first page without ``next``; yields pages with ``count``, ``next`` and ``results``.
        """
        offset = 0
        while True:
            page = await self.send(call(size, offset))
            yield page
            offset += len(page.results)
            if page.next is None or not page.results:
                return

    async def rows(self, call: Callable[[int, int], Call[Any]], *, size: int) -> list[Any]:
        """Every row of a list that `pages` goes through, by id once: pages without an order may hold one twice."""
        found: dict[int, Any] = {}
        async for page in self.pages(call, size=size):
            found |= {row.id: row for row in page.results}
        return list(found.values())

    async def close(self) -> None:
        """Let go of the connections."""
        await self._transport.close()
