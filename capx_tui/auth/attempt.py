"""One sign-in through OAuth under way: listens, takes a pasted return address, ends with a token."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Generator, Mapping
from html import unescape
from typing import Any

from capx_tui.api.capx.signin import SignedIn
from capx_tui.api.client import Client, Transport
from capx_tui.api.wire import Call, Site, build_request
from capx_tui.auth.addresses import authorize_address
from capx_tui.auth.failures import ConsentMissing, ForeignReturn, PasteError
from capx_tui.auth.loopback import Loopback
from capx_tui.auth.paste import ReturnAddress, return_address
from capx_tui.auth.signin import Consent, Step, same_token, sign_in
from capx_tui.errors import CapxError
from capx_tui.secret import Secret

__all__ = ["OAuthAttempt"]

_RETURN = re.compile(r"""[^\s"'<>]*[?&](?:amp;)?oauth_verifier=[^\s"'<>]*""")


class OAuthAttempt:
    """Made by `begin`; the first of the listener and `take` wins. Always `close` it.

    `address` is where the person allows CapX; `port` is the listener's, 0 where there is none.
    """

    def __init__(
        self,
        client: Client,
        flow: Generator[Step, Any, SignedIn],
        consent: Consent,
        address: str,
        loopback: Loopback | None,
    ) -> None:
        self._client = client
        self._flow = flow
        self._oauth_token = Secret(consent.oauth_token)
        self._loopback = loopback
        if loopback is not None:
            loopback.expect(consent.oauth_token)
        self._returned: asyncio.Future[ReturnAddress] = asyncio.get_running_loop().create_future()
        self.address = address
        self.port = loopback.port if loopback is not None else 0

    @classmethod
    async def begin(
        cls, transport: Transport, addresses: Mapping[Site, str], *, listen: bool = True, in_process: bool = False
    ) -> OAuthAttempt:
        """Ask the service for a request token, and listen for the return address unless told not to.

        With `in_process` the page to allow at is part of the service and is read at once: no browser is
        needed. Raises the typed errors of the request.
        """
        loopback = Loopback()
        listens = listen and not in_process and await loopback.open()
        client = Client(transport, addresses)
        flow = sign_in(f"localhost:{loopback.port}" if listens else "")
        try:
            consent = await _run(client, flow, None)
            if not isinstance(consent, Consent):
                raise ConsentMissing
            address = authorize_address(addresses, consent.oauth_token)
            attempt = cls(client, flow, consent, address, loopback if listens else None)
            if in_process:
                attempt.take(await _allow(transport, address))
        except BaseException:
            await loopback.close()
            raise
        return attempt

    def take(self, found: ReturnAddress) -> None:
        """A pasted return address; only the first counts. Raises `ForeignReturn`, and this attempt waits on."""
        if not same_token(found.oauth_token, self._oauth_token.reveal()):
            raise ForeignReturn
        if not self._returned.done():
            self._returned.set_result(found)

    async def issued(self) -> SignedIn:
        """Wait for the return address and exchange it, once. Raises `SignInError` and the request's errors."""
        try:
            found = await self._first()
            ended = await _run(self._client, self._flow, found)
        finally:
            await self.close()
        if isinstance(ended, Consent):
            raise ConsentMissing
        return ended

    async def _first(self) -> ReturnAddress:
        if self._loopback is None:
            return await self._returned
        listening = asyncio.ensure_future(self._loopback.returned())
        try:
            await asyncio.wait((listening, self._returned), return_when=asyncio.FIRST_COMPLETED)
            return self._returned.result() if self._returned.done() else listening.result()
        finally:
            listening.cancel()

    async def close(self) -> None:
        """Stop listening and forget the secret. Closing twice is fine."""
        self._flow.close()
        if self._loopback is not None:
            await self._loopback.close()


async def _run(client: Client, flow: Generator[Step, Any, SignedIn], answer: Any) -> Consent | SignedIn:
    """Send what `flow` asks for, from `answer` on, until a person is needed or it is done."""
    try:
        step = flow.send(answer)
        while not isinstance(step, Consent):
            failure: CapxError | None = None
            try:
                answer = await client.send(step)
            except CapxError as error:
                failure = error
            # Without its traceback: the frames that read the answer hold its bytes, a token among them.
            step = flow.throw(failure.with_traceback(None)) if failure is not None else flow.send(answer)
    except StopIteration as end:
        issued: SignedIn = end.value
        return issued
    return step


async def _allow(transport: Transport, address: str) -> ReturnAddress:
    """Open the page to allow at and follow where it leads, inside this process."""
    page: Call[bytes] = Call("GET", "", bytes, accept="text/html")
    response = await transport.send(build_request(page, address))
    found = response.headers.get("location", "") or next(
        iter(_RETURN.findall(response.body.decode("utf-8", "replace"))), ""
    )
    try:
        return return_address(Secret(unescape(found) or "-"))
    except PasteError:
        raise ConsentMissing from None
