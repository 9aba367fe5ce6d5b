"""Who is signed in: restored without a request, asked of the service when it matters, ended for good."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from capx_tui.api.services import EMBEDDED_SERVICE
from capx_tui.api.sites import Site
from capx_tui.auth.account import TOKEN_LIFETIME, Account, Source, days_left, expiry_key, same_service
from capx_tui.auth.failures import NothingBegun, PasteUnknown, Superseded, TokenRefused
from capx_tui.auth.keep import Kept, Place, TokenKeeper
from capx_tui.errors import CapxError, NotSignedIn, SignInError, StorageError
from capx_tui.i18n.moments import local, parse
from capx_tui.secret import Secret
from capx_tui.store.base import Store, Ticket
from capx_tui.store.kept_text import erase_copies
from capx_tui.text import clean

if TYPE_CHECKING:
    from capx_tui.api.capx.shapes_people import ProfileShape
    from capx_tui.api.client import Transport
    from capx_tui.auth.attempt import OAuthAttempt
    from capx_tui.auth.paste import PastedToken

__all__ = ["SessionState", "SessionStore", "SignedOut"]

_GROUP = "account"


class SessionState(msgspec.Struct, frozen=True):
    """`account` stays after `is_expired`, so that a screen can offer to sign in again as the same person.

    `is_verified`: the service has confirmed the token in this run. `trouble`: why the token could not be
    read at the start, or not be kept in a better place.
    """

    account: Account | None = None
    place: Place | None = None
    is_verified: bool = False
    is_expired: bool = False
    trouble: CapxError | None = None

    @property
    def is_signed_in(self) -> bool:
        """Whether calls carry a token."""
        return self.account is not None and not self.is_expired


class SignedOut(msgspec.Struct, frozen=True):
    """What signing out did: the keys of the sentences to say, and what could not be erased."""

    keys: tuple[str, ...]
    trouble: CapxError | None = None


class SessionStore(Store[SessionState]):
    """The session at one service.

    At the embedded service one is signed in from the start, and Meta's page to allow at is opened inside
    this process.
    """

    def __init__(
        self,
        transport: Transport,
        addresses: Mapping[Site, str],
        keeper: TokenKeeper,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(SessionState())
        self._transport = transport
        self._addresses = addresses
        self._keeper = keeper
        self._now = now
        self._is_embedded = same_service(addresses[Site.CAPX], EMBEDDED_SERVICE)
        self._token: Secret | None = None
        self._storage = asyncio.Lock()
        self._verifying = asyncio.Lock()
        #: Told of one's own profile whenever the service sends it to say whose the token is.
        self.on_profile: Callable[[ProfileShape], object] = id
        self._attempt: OAuthAttempt | None = None
        self._finishing: asyncio.Task[Account] | None = None

    @property
    def service(self) -> str:
        """The address of the service, to which alone this session's token goes."""
        return self._addresses[Site.CAPX]

    @property
    def where(self) -> str:
        """The key of the sentence that says where the token is kept (``$1``: the file), "" while signed out."""
        return self.state.place.key if self.state.place is not None else ""

    @property
    def kept_in(self) -> str:
        """The path of the file the token is kept in, for `where`."""
        return str(self._keeper.path(self.service))

    def unsent_token(self) -> str:
        """The address that the token of the environment is for, where that is another; "" otherwise."""
        return self._keeper.unsent_token(self.service)

    def token(self) -> Secret | None:
        """The token for the next call: none once the service has refused it."""
        return self._token if self.state.is_signed_in else None

    def announcement(self) -> tuple[str, tuple[str, ...]] | None:
        """The sentence about the sign-in's end, come or coming: its key and parameters. None while it is far."""
        account = self.state.account
        if account is None:
            return None
        if self.state.is_expired:
            name = account.username
            return ("session-expired", (name,)) if name else ("session-expired-unnamed", ())
        now = self._now()
        key = expiry_key(account, now)
        if not key or account.expires is None:
            return None
        day = local(account.expires).date().isoformat()
        return key, ((str(days_left(account.expires, now)), day) if key == "session-expiry-days" else (day,))

    async def restore(self) -> Account | None:
        """Take up what was kept, without a request. What is wrong with it becomes `state.trouble`."""
        ticket = self._begin(_GROUP)
        try:
            kept = await self._keeper.load(self.service)
        except (SignInError, StorageError) as error:
            self._set(ticket, trouble=error)
            return None
        if kept is None:
            return None
        return self._signed_in(ticket, kept, is_verified=False)

    async def verify(self) -> Account | None:
        """Ask the service whose token this is (``GET /profile/``), once a run. None while signed out.

        Who asks while it is asked already waits for that. A refusal makes the session expired and is raised, as are
        the errors of the request.
        """
        async with self._verifying:
            return await self._verify()

    async def _verify(self) -> Account | None:
        account, token = self.state.account, self._token
        if account is None or token is None or self.state.is_verified or self.state.is_expired:
            return account
        ticket = self._present()
        try:
            confirmed, profile = await self._whose(token, account)
        except NotSignedIn:
            self._set(ticket, is_expired=True, is_verified=False)
            raise
        if not self._set(ticket, account=confirmed, is_verified=True):
            return self.state.account
        self.on_profile(profile)
        if confirmed != account and self.state.place in (Place.KEYRING, Place.FILE):
            kept = await self._keep(ticket, token, confirmed)
            if kept is not None:
                self._set(ticket, place=kept.place, trouble=kept.trouble)
        return self.state.account

    @property
    def account_id(self) -> int | None:
        """The service's id of whoever is signed in; None for nobody, and before the service said whose token it is."""
        account = self.state.account
        return account.id if self.state.is_signed_in and account is not None and account.is_known else None

    @property
    def account_at_start(self) -> Account | None:
        """Who the next start takes to be signed in before the service was asked; see `is_start_sure`."""
        account, place = self.state.account, self.state.place
        if account is None or place is Place.MEMORY:
            return None
        return replace(account, id=0, username="") if place in (Place.ENVIRONMENT, Place.EMBEDDED) else account

    @property
    def is_start_sure(self) -> bool:
        """Whether that depends on nothing but our own files: a keyring may keep its door shut."""
        return self.state.place is not Place.KEYRING

    async def owner(self) -> Account:
        """Who is signed in, asked of the service where only the token is known.

        Raises `NotSignedIn`, and the errors of the request.
        """
        account = self.state.account
        if account is None or not account.is_known or self.state.is_expired:
            account = await self.verify()
        if account is None or self.state.is_expired:
            raise NotSignedIn(token_was_sent=account is not None)
        return account

    def refused(self, error: CapxError) -> bool:
        """Tell the session of a failed call. True where it says that the sign-in has ended."""
        if not isinstance(error, NotSignedIn) or not error.token_was_sent or self.state.account is None:
            return False
        # With the ticket of the present: a sign-in that is under way must not be dropped for it.
        self._set(self._present(), is_expired=True, is_verified=False)
        return True

    async def sign_in_with_token(self, token: Secret) -> Account:
        """Sign in with a bare token. Raises `PasteUnknown`, `TokenRefused` and the errors of the request."""
        from capx_tui.auth.paste import PastedToken, read_token  # late: most starts are signed in

        bare = read_token(token)
        if bare is None:
            raise PasteUnknown
        return await self._accept(PastedToken(bare), Source.PASTED)

    async def sign_in_with_paste(self, pasted: Secret | None) -> Account:
        """Sign in with whatever a person pasted: session JSON, token, or the return address of `begin_oauth`.

        Raises `SignInError` and the errors of the requests; a sign-in under way waits on after a wrong paste.
        """
        from capx_tui.auth.paste import PastedToken, read_paste

        found = read_paste(pasted, self._now())
        if isinstance(found, PastedToken):
            return await self._accept(found, Source.PASTED)
        if self._attempt is None:
            raise NothingBegun
        self._attempt.take(found)
        return await self.finish_oauth()

    async def begin_oauth(self, *, listen: bool = True) -> OAuthAttempt:
        """Begin at the service; the answer's `address` is where the person allows CapX. Ends an earlier one."""
        from capx_tui.auth.attempt import OAuthAttempt  # late: most starts are signed in

        await self.cancel_oauth()
        self._attempt = await OAuthAttempt.begin(
            self._transport, self._addresses, listen=listen, in_process=self._is_embedded
        )
        return self._attempt

    async def finish_oauth(self) -> Account:
        """Wait for the return address, by listener or paste, and sign in.

        May be awaited by several; goes on when one of them is cancelled, until `cancel_oauth`.
        """
        if self._finishing is None:
            if self._attempt is None:
                raise NothingBegun
            self._finishing = asyncio.get_running_loop().create_task(self._finish(self._attempt))
            # Nobody may be left to hear how it ended.
            self._finishing.add_done_callback(lambda task: task.cancelled() or task.exception())
        finishing = self._finishing
        try:
            return await asyncio.shield(finishing)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if finishing.cancelled() and not (task is not None and task.cancelling()):
                raise Superseded from None
            raise

    async def _finish(self, attempt: OAuthAttempt) -> Account:
        from capx_tui.auth.paste import PastedToken

        try:
            issued = await attempt.issued()
            given = PastedToken(issued.token, issued.id, clean(issued.username))
            return await self._accept(given, Source.OAUTH)
        finally:
            if self._attempt is attempt:
                self._attempt = self._finishing = None

    async def cancel_oauth(self) -> None:
        """Stop waiting and listening. Fine where nothing is under way."""
        attempt, self._attempt = self._attempt, None
        finishing, self._finishing = self._finishing, None
        if finishing is not None and finishing is not asyncio.current_task():
            finishing.cancel()
            await asyncio.wait((finishing,))
        if attempt is not None:
            await attempt.close()

    async def sign_out(self) -> SignedOut:
        """Forget the token here, in the keyring and in the file, and what the service said to its owner alone.

        The service has no way to be told.
        """
        ticket = self._begin(_GROUP)
        was, account = self.state.place, self.state.account
        self._token = None
        self._set(ticket, account=None, place=None, is_verified=False, is_expired=False, trouble=None)
        await self.cancel_oauth()
        async with self._storage:
            trouble = await self._keeper.forget(self.service)
        if account is not None and account.is_known:
            try:
                erase_copies(self.service, str(account.id))
            except StorageError as error:
                trouble = trouble or error
        keys = ["session-signed-out"]
        if was is Place.ENVIRONMENT:
            keys.append("session-signed-out-environment")
        if not self._is_embedded:
            keys.append("session-signed-out-server")
        return SignedOut(tuple(keys), trouble)

    async def _accept(self, given: PastedToken, source: Source) -> Account:
        """Ask the service, then keep; whichever sign-in or sign-out began last wins."""
        ticket = self._begin(_GROUP)
        claimed = Account(given.id, given.username, self.service, given.expires, source)
        try:
            account, profile = await self._whose(given.token, claimed)
        except NotSignedIn as error:
            raise TokenRefused(error.detail, host=error.host) from None
        kept = await self._keep(ticket, given.token, account)
        if kept is None or self._signed_in(ticket, kept, is_verified=True) is None:
            raise Superseded
        self.on_profile(profile)
        return account

    async def _whose(self, token: Secret, claimed: Account) -> tuple[Account, ProfileShape]:
        """The account behind `token` with its profile (``GET /profile/``); `claimed` is what was known before."""
        from capx_tui.api.capx import people  # late: nothing is asked before there is a picture
        from capx_tui.api.client import Client

        page = await Client(self._transport, self._addresses, lambda: token).send(people.profile())
        if not page.results:
            raise NotSignedIn(token_was_sent=True)
        profile = page.results[0]
        account = replace(
            claimed,
            id=profile.user.id,
            username=clean(profile.user.username),
            expires=self._end(claimed, profile.last_login),
        )
        return account, profile

    def _end(self, claimed: Account, last_login: str | None) -> datetime | None:
        """When the token ends: the earliest of what is known, None where nothing is.

        ``last_login`` is when the service issued this person's newest token, ours or a later one.
        """
        issued = parse(last_login or "")
        ends = [claimed.expires, _lives(issued) if issued is not None else None]
        known = [end for end in ends if end is not None]
        if known:
            return min(known)
        # Nobody else has a word about it: only then does the clock of this machine count, which may be wrong.
        return _lives(self._now()) if claimed.source in (Source.PASTED, Source.OAUTH) else None

    def _present(self) -> Ticket:
        """The newest ticket, for what is no action of its own."""
        return Ticket(_GROUP, self._newest.get(_GROUP, 0))

    async def _keep(self, ticket: Ticket, token: Secret, account: Account) -> Kept | None:
        """The token in its place, None where a newer action has begun meanwhile."""
        async with self._storage:
            if not self._holds(ticket):
                return None
            return await self._keeper.keep(token, account)

    def _signed_in(self, ticket: Ticket, kept: Kept, *, is_verified: bool) -> Account | None:
        if not self._holds(ticket):
            return None
        self._token = kept.token
        self._set(
            ticket,
            account=kept.account,
            place=kept.place,
            is_verified=is_verified,
            is_expired=False,
            trouble=kept.trouble,
        )
        return kept.account


def _lives(issued: datetime) -> datetime | None:
    """When a token that was issued then ends; None at the end of the calendar."""
    try:
        return issued + TOKEN_LIFETIME
    except OverflowError:
        return None
