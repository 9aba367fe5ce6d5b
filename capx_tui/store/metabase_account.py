"""One's own account at Metabase, linked to CapX so that translations are made in one's own name.

``/translating_oauth/`` (behaviour file, section 19): the service gives an address, any browser may open it, and the
status tells when the person allowed it. Asked again and again only while somebody waits for that.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from capx_tui.api.capx import translating
from capx_tui.api.client import Client
from capx_tui.api.wire import Auth, Call
from capx_tui.errors import (
    CapxError,
    Missing,
    NetworkError,
    NotData,
    NotSignedIn,
    RuleError,
    ServiceDown,
    Throttled,
    leaves_open,
)
from capx_tui.i18n.sentences import sentence
from capx_tui.store.base import Store
from capx_tui.store.session import SessionStore
from capx_tui.store.write_once import AnswerLost
from capx_tui.text import clean

__all__ = ["LinkExpired", "MetabaseAccount", "MetabaseState", "NotConfigured"]

#: The service forgets an address that nobody used after so long.
LINK_FOR = timedelta(minutes=15)
#: Somebody waits: so often in the first minutes, and after that less often.
_SOON_S = 3.0
_LATER_S = 10.0
_SOON_FOR_S = 120.0


class LinkExpired(CapxError):
    """Nobody allowed it while the address was good."""

    sentence = "metabase-expired"
    remedy = "metabase-expired-remedy"


class NotConfigured(CapxError):
    """This CapX service cannot link accounts. `params[0]` is what it said."""

    sentence = "metabase-not-configured"
    remedy = "metabase-not-configured-remedy"


@dataclass(frozen=True)
class MetabaseState:
    """`username` is the linked account, "" for none; `is_known` whether the service told it.

    `address` is where to allow it, "" where nothing is under way; it is good until `until` (UTC).
    """

    is_known: bool = False
    is_connected: bool = False
    username: str = ""
    address: str = ""
    until: datetime | None = None
    is_waiting: bool = False


class MetabaseAccount(Store[MetabaseState]):
    """Signed in, or every action raises `NotSignedIn`."""

    def __init__(
        self,
        client: Client,
        session: SessionStore,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
        is_embedded: bool = False,
    ) -> None:
        super().__init__(MetabaseState())
        self._client = client
        self._session = session
        self._now = now
        self._monotonic = monotonic
        #: Until when the address is good, by the clock that nobody sets.
        self._ends = 0.0
        self._pause = pause
        self._is_embedded = is_embedded
        self._whose: int | None = None
        #: Whether the person was told in whose name edits are made, since that changed last.
        self.is_told = False

    async def load(self) -> MetabaseState:
        """Ask whether an account is linked. Raises the errors of the request."""
        ticket = self._begin("status")
        whose = (await self._session.owner()).id
        told = await self._client.send(translating.oauth_status())
        self._whose = whose
        self._set(ticket, is_known=True, is_connected=told.connected, username=clean(told.username or ""))
        return self.state

    @property
    def is_mine(self) -> bool:
        """Whether what is known is of whoever is signed in now."""
        return self.state.is_known and self._whose == self._session.account_id

    async def begin(self) -> str:
        """The address at which the person allows CapX to write in their name.

        Raises `NotConfigured` where this service has no such link, and the errors of the request.
        """
        ticket = self._begin("link")
        try:
            begun = await self._client.send(translating.oauth_begin())
        except ServiceDown as error:
            if error.status == 503 and error.detail:
                raise NotConfigured(error.detail.rstrip("."), host=error.host) from error
            raise
        self._ends = self._monotonic() + LINK_FOR.total_seconds()
        self._set(ticket, address=begun.authorization_url, until=self._now() + LINK_FOR)
        return begun.authorization_url

    async def wait(self) -> MetabaseState:
        """Wait until the account is linked. Cancelled, it asks no more; the address stays good for its time.

        A service that is away for a while is asked again. Raises `LinkExpired`, and any other error of the requests.
        """
        if self.state.until is None:
            raise RuleError("metabase-nothing-begun")
        ticket = self._begin("wait")
        self._set(ticket, is_waiting=True)
        try:
            is_connected = await self._ask()
        finally:
            self._set(ticket, is_waiting=False)
        self.forget_link()
        if not is_connected:
            raise LinkExpired
        return self.state

    async def _ask(self) -> bool:
        begun = self._monotonic()
        while self._monotonic() < self._ends:
            try:
                if (await self.load()).is_connected:
                    return True
            except (NetworkError, NotData, Throttled):
                # It may be back before the address is no good any more.
                pass
            await self._pause(_SOON_S if self._monotonic() - begun < _SOON_FOR_S else _LATER_S)
        return False

    def forget_link(self) -> None:
        """The address is not wanted any more."""
        self._set(self._begin("link"), address="", until=None)

    async def allow_here(self) -> None:
        """At the embedded service there is no browser to open its page: this program does. Raises `LinkExpired`."""
        page: Call[bytes] = Call("GET", _path_of(self.state.address), bytes, auth=Auth.NEVER, accept="text/html")
        try:
            await self._client.send(page)
        except Missing as error:
            raise LinkExpired from error

    @property
    def allows_here(self) -> bool:
        """Whether `allow_here` stands in for a browser."""
        return self._is_embedded

    async def disconnect(self) -> None:
        """CapX forgets the link; what was allowed at Metabase stays there until it is taken back there.

        Raises the errors of the request; where no answer came, the service is asked what it has.
        """
        if not self._session.state.is_signed_in:
            raise NotSignedIn

        try:
            await self._client.send(translating.oauth_disconnect())
        except CapxError as error:
            if not leaves_open(error):
                raise
            try:
                still = (await self._client.send(translating.oauth_status())).connected
            except CapxError as unread:
                raise AnswerLost(sentence(error), host=error.host) from unread
            if still:
                raise
        self.is_told = False
        self._set(self._begin("status"), is_known=True, is_connected=False, username="")


def _path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"
