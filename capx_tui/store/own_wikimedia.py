"""A person's own Wikimedia credentials: restored without a request, asked of the wiki whose they are, forgotten.

They have nothing to do with being signed in to CapX: who has them writes to Meta-Wiki without CapX.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import msgspec

from capx_tui.api.client import Client, Transport
from capx_tui.api.sites import Site
from capx_tui.api.wikimedia.own_oauth import Credentials
from capx_tui.auth.failures import Superseded
from capx_tui.auth.keep import Place
from capx_tui.auth.own_keep import KeptCredentials, OwnKeeper
from capx_tui.errors import CapxError, ClockOff, CredentialsRefused, NoCredentials, SignInError, StorageError
from capx_tui.secret import Secret
from capx_tui.store.base import Store
from capx_tui.store.kept_text import erase_texts

if TYPE_CHECKING:
    from capx_tui.api.wire import Signer

__all__ = ["Forgotten", "OwnState", "OwnWikimediaStore"]

_GROUP = "own"


class OwnState(msgspec.Struct, frozen=True):
    """`username` is "" until the wiki has said whose they are. `place` is None where there are no credentials.

    `is_refused`: the wiki does not take them any more. `trouble`: why they could not be read at the start, or not be
    kept in a better place.
    """

    username: str = ""
    place: Place | None = None
    is_refused: bool = False
    trouble: CapxError | None = None

    @property
    def is_there(self) -> bool:
        """Whether calls can be signed."""
        return self.place is not None


class Forgotten(msgspec.Struct, frozen=True):
    """What forgetting did: the keys of the sentences to say, and what could not be erased."""

    keys: tuple[str, ...]
    trouble: CapxError | None = None


class OwnWikimediaStore(Store[OwnState]):
    """The credentials for Meta-Wiki, whose address is `addresses`'. Nobody is given them but `Client`, to sign."""

    def __init__(
        self,
        transport: Transport,
        addresses: Mapping[Site, str],
        environ: Mapping[str, str],
        *,
        made_up: Callable[[], Secret] | None = None,
    ) -> None:
        """`made_up` gives the embedded wiki's credentials; None for a wiki outside."""
        super().__init__(OwnState())
        self._transport = transport
        self._addresses = addresses
        self._made_up = made_up
        self._keeper = OwnKeeper(addresses[Site.META_API], environ=environ, is_embedded=made_up is not None)
        self._credentials: Credentials | None = None
        self._storage = asyncio.Lock()

    @property
    def wiki(self) -> str:
        """The address of the API that they belong to."""
        return self._addresses[Site.META_API]

    @property
    def where(self) -> str:
        """The key of the sentence that says where they are kept (``$1``: the file), "" where there are none."""
        return f"own-{self.state.place.key}" if self.state.place is not None else ""

    @property
    def kept_in(self) -> str:
        """The path of the file they are read from, for `where`."""
        return self._keeper.named_file if self.state.place is Place.ENVIRONMENT else str(self._keeper.path)

    def made_up(self) -> Secret | None:
        """What the embedded wiki shows its made-up person, to be taken as if pasted; None for a wiki outside."""
        return self._made_up() if self._made_up is not None else None

    def signer(self, site: Site) -> Signer | None:
        """What signs for `site`: Meta-Wiki alone."""
        return self._credentials if site is Site.META_API else None

    async def restore(self) -> None:
        """Take up what was kept, without a request. What is wrong with it becomes `state.trouble`."""
        ticket = self._begin(_GROUP)
        try:
            kept = await self._keeper.load()
        except (SignInError, StorageError) as error:
            self._set(ticket, trouble=error)
            return
        if kept is not None:
            self._credentials = kept.credentials
            self._set(ticket, username=kept.username, place=kept.place, trouble=kept.trouble)

    async def take(self, pasted: Secret | None, *, keeps: bool = True) -> str:
        """Take what a person gave, once the wiki has said whose it is: the user name.

        Not `keeps`: for this run of the program alone. Raises `PasteError`, `CredentialsRefused`, `Superseded` and
        the errors of the request; what was there before stays then.
        """
        from capx_tui.auth.own_paste import read_credentials  # late: few have credentials of their own

        given = read_credentials(pasted)
        ticket = self._begin(_GROUP)
        username = await self._whose(given)
        async with self._storage:
            if not self._holds(ticket):
                raise Superseded
            if keeps:
                kept = await self._keeper.keep(given, username)
            else:
                kept = KeptCredentials(given, username, Place.MEMORY)
        if not self._holds(ticket):
            raise Superseded
        self._credentials = given
        self._set(ticket, username=username, place=kept.place, is_refused=False, trouble=kept.trouble)
        return username

    async def owner(self) -> str:
        """Whose they are, asked of the wiki where that is not known.

        Raises `NoCredentials`, `CredentialsRefused` and the errors of the request.
        """
        credentials = self._credentials
        if credentials is None:
            raise NoCredentials
        if self.state.username:
            return self.state.username
        ticket = self._begin(_GROUP)
        try:
            username = await self._whose(credentials)
        except CredentialsRefused as error:
            # With the clock put right they are as good as before.
            self._set(ticket, is_refused=not isinstance(error, ClockOff))
            raise
        self._set(ticket, username=username, is_refused=False)
        return username

    async def _whose(self, credentials: Credentials) -> str:
        from capx_tui.api.wikimedia import writing  # late: a start asks nothing

        client = Client(self._transport, self._addresses, signer=lambda _site: credentials)
        return (await client.send(writing.standing())).account.name

    async def forget(self) -> Forgotten:
        """Forget them here, in the keyring and in the file, and what was noted of messages sent with them.

        The wiki goes on taking them until they are disabled there.
        """
        ticket = self._begin(_GROUP)
        username, was = self.state.username, self.state.place
        self._credentials = None
        self._set(ticket, username="", place=None, is_refused=False, trouble=None)
        async with self._storage:
            trouble = await self._keeper.forget()
        if username:
            try:
                erase_texts(self.wiki, username)
            except StorageError as error:
                trouble = trouble or error
        of_environment = ("own-forgotten-environment",) if was is Place.ENVIRONMENT else ()
        return Forgotten(("own-forgotten", *of_environment), trouble)
