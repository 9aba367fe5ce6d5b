"""Let's Connect: whether one is registered, one's confirmations, and sending the answers once.

``GET https://letsconn.toolforge.org/exists/``, ``GET`` and ``POST /letsconnect/`` (behaviour file, section 6).
The answers pass through here and are kept nowhere: not in the state, not in the mirror, not on disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from capx_tui.api.capx import convert
from capx_tui.api.capx.letsconnect import confirmations, sign_up_post
from capx_tui.api.capx.shapes_account import LetsConnectLogShape, LetsConnectPost
from capx_tui.api.client import Client
from capx_tui.api.wikimedia import letsconnect
from capx_tui.errors import (
    CapxError,
    FieldErrors,
    Missing,
    NotSignedIn,
    leaves_open,
)
from capx_tui.model.form_fields import Value
from capx_tui.model.lets_connect import on_the_wire
from capx_tui.store.base import Store
from capx_tui.store.session import SessionStore
from capx_tui.text import clean

__all__ = ["Confirmation", "LetsConnectClosed", "LetsConnectRefused", "LetsConnectState", "LetsConnectStore"]

#: What a service says that has no key to sign what goes to Let's Connect.
_NO_KEY = "Private key not found"


class LetsConnectClosed(CapxError):
    """The CapX service is not set up to pass anything on."""

    sentence = "lets-connect-closed"
    remedy = "lets-connect-closed-remedy"


class LetsConnectRefused(CapxError):
    """Let's Connect itself said no. `params[0]`: its words."""

    sentence = "lets-connect-refused"
    remedy = "lets-connect-refused-remedy"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """That something was sent, and when (ISO 8601 in UTC): all that CapX keeps of it."""

    text: str
    moment: str


@dataclass(frozen=True)
class LetsConnectState:
    """`is_registered` is None until Let's Connect said so; `error` is why it did not, or why CapX did not answer.

    Confirmations newest first.
    """

    is_registered: bool | None = None
    error: CapxError | None = None
    confirmations: tuple[Confirmation, ...] = ()
    is_loaded: bool = False


class LetsConnectStore(Store[LetsConnectState]):
    """Signed in, or every action raises `NotSignedIn`."""

    def __init__(self, client: Client, session: SessionStore) -> None:
        super().__init__(LetsConnectState())
        self._client = client
        self._session = session
        #: The confirmations there were before a write whose answer is not here yet; None where none is under way.
        self._before: frozenset[Confirmation] | None = None

    async def load(self) -> None:
        """Ask CapX for one's confirmations and Let's Connect whether one is registered.

        Let's Connect out of reach is in the state and nothing to stop for. Raises what ends the first request.
        """
        ticket = self._begin("load")
        self._set(ticket, error=None)
        try:
            found = await self._confirmations()
        except CapxError as error:
            self._set(ticket, error=error)
            raise
        self._set(ticket, confirmations=found)
        try:
            registered = await self._client.send(letsconnect.exists(await self._username()))
        except NotSignedIn:
            raise
        except CapxError as error:
            self._set(ticket, is_registered=None, error=error, is_loaded=True)
        else:
            self._set(ticket, is_registered=registered, error=None, is_loaded=True)

    async def _username(self) -> str:
        return (await self._session.owner()).username

    async def old_profile(self) -> letsconnect.LetsConnectProfile | None:
        """What Let's Connect has of an earlier registration (``GET /profile/``), None where it has nothing.

        Raises the errors of the request.
        """
        try:
            return await self._client.send(letsconnect.profile(await self._username()))
        except Missing:
            return None

    async def _confirmations(self) -> tuple[Confirmation, ...]:
        shapes: Iterable[LetsConnectLogShape] = await self._client.send(confirmations())
        found = [Confirmation(clean(shape.confirmation or ""), convert.utc(shape.timestamp)) for shape in shapes]
        return tuple(sorted(found, key=lambda each: each.moment, reverse=True))

    async def send(self, values: Mapping[str, Value]) -> str:
        """Send the form's `values` once; gives back the confirmation.

        Where no answer came, one's confirmations are read: a new one is as good as the answer. Raises
        `LetsConnectClosed`, `LetsConnectRefused`, `FieldErrors`, and the errors of the requests; after one
        that leaves open what became of it, ask `look_up`.
        """
        self._before = None
        before = frozenset(await self._confirmations())
        body = LetsConnectPost(**on_the_wire(values))
        self._before = before
        try:
            confirmed = clean((await self._client.send(sign_up_post(body))).confirmation or "")
        except FieldErrors as error:
            self._before = None
            raise _refusal(error) from error
        except CapxError as error:
            if not leaves_open(error):
                self._before = None
                raise
            found = await self._found_after_all()
            if found is None:
                raise
            confirmed = found.text
        self._sent(confirmed)
        return confirmed

    def _sent(self, confirmed: str) -> None:
        self._before = None
        newest = self.state.confirmations
        if not newest or newest[0].text != confirmed:
            newest = (Confirmation(confirmed, ""), *newest)
        self._set(self._begin("load"), is_registered=True, error=None, confirmations=newest)

    async def _found_after_all(self) -> Confirmation | None:
        try:
            return await self.look_up()
        except CapxError:
            return None

    @property
    def is_in_doubt(self) -> bool:
        """Whether something went out of which nobody knows what became of it."""
        return self._before is not None

    async def look_up(self) -> Confirmation | None:
        """The confirmation of what was sent last and not answered.

        None where there is none, which is no proof that nothing arrived: the service notes it only after
        Let's Connect has it. Raises the errors of the request.
        """
        before = self._before
        if before is None:
            return None
        ticket = self._begin("load")
        self._set(ticket, error=None)
        try:
            found = await self._confirmations()
        except CapxError as error:
            self._set(ticket, error=error)
            raise
        self._set(ticket, confirmations=found)
        new = [each for each in found if each not in before]
        if new:
            self._sent(new[0].text)
        return new[0] if new else None


def _refusal(error: FieldErrors) -> CapxError:
    """What a 400 is about: the fields, a service without its key, or Let's Connect itself."""
    if error.fields:
        return error
    if _NO_KEY.casefold() in error.detail.casefold():
        return LetsConnectClosed(host=error.host)
    return LetsConnectRefused(error.detail, host=error.host)
