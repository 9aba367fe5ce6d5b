"""Deleting one's account at CapX for good: at the service, then everything of it that is kept here.

The service deletes the profile first and the user after it, and does not take the one back where the other
fails (a project that names the user as its maker keeps them). So what came of it is looked up whenever the
answer leaves that open, and no deletion is sent a second time before it was.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import ClassVar

from capx_tui.api.capx import people
from capx_tui.api.client import Client
from capx_tui.auth.keep import Place
from capx_tui.errors import CapxError, NotSignedIn, StorageError, leaves_open
from capx_tui.model.profile import MyProfile
from capx_tui.store.drafts import Drafts
from capx_tui.store.explore import ExploreStore
from capx_tui.store.kept_text import erase_texts
from capx_tui.store.mirror import Mirror
from capx_tui.store.my_profile import MyProfileStore
from capx_tui.store.session import SessionStore

__all__ = ["TOLD_KEYS", "AccountDeletion", "Deleted", "DeletionUnsure"]

#: What a person is told before: headings, and the sentences below each.
TOLD_KEYS = (
    (
        "delete-account-erased",
        (
            "delete-account-erased-profile",
            "delete-account-erased-user",
            "delete-account-erased-lists",
            "delete-account-erased-traces",
        ),
    ),
    ("delete-account-here", ("delete-account-here-token", "delete-account-here-drafts")),
    (
        "delete-account-stays",
        (
            "delete-account-stays-messages",
            "delete-account-stays-public",
            "delete-account-stays-lets-connect",
            "delete-account-stays-wikimedia",
        ),
    ),
)


class DeletionUnsure(CapxError):
    """The deletion was sent, and nobody could tell whether it took place."""

    sentence: ClassVar[str] = "deletion-unsure"
    remedy: ClassVar[str] = "deletion-unsure-remedy"


class _Found(enum.Enum):
    """What the service still has."""

    EVERYTHING = "everything"
    #: The profile is gone, and the token still has a user behind it.
    USER = "user"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Deleted:
    """What became of it: the sentences to say, as keys with parameters, and what could not be erased here."""

    words: tuple[tuple[str, ...], ...]
    #: The profile is gone, but the service kept the user account behind it.
    user_stays: bool = False
    troubles: tuple[CapxError, ...] = ()


class AccountDeletion:
    """Signed in, or it raises `NotSignedIn`."""

    def __init__(
        self,
        client: Client,
        my_profile: MyProfileStore,
        session: SessionStore,
        mirror: Mirror,
        explore: ExploreStore,
        drafts: Drafts,
    ) -> None:
        self._client = client
        self._my_profile = my_profile
        self._session = session
        self._mirror = mirror
        self._explore = explore
        self._drafts = drafts
        #: Whose deletion was sent, where it could not be told whether it took place.
        self._unsure: MyProfile | None = None

    @property
    def is_unsure(self) -> bool:
        """Whether a deletion was sent that nobody could tell the end of."""
        return self._unsure is not None

    async def delete(self) -> Deleted:
        """Delete the account (``DELETE /profile/{id}/``), sign out, and erase what is kept here of it.

        After a deletion whose end is not known, the service is asked first. Raises the errors of the request,
        and then nothing here has changed; `DeletionUnsure` where the service could not be asked either.
        """
        if self._unsure is None:
            profile, found = await self._my_profile.load(), _Found.EVERYTHING
        else:
            profile, found = self._unsure, await self._look()
        if found is _Found.EVERYTHING:
            found = await self._send(profile)
        self._unsure = None
        return await self._erase(profile.id, profile.username, found)

    async def _send(self, profile: MyProfile) -> _Found:
        # Until the end is known, also where whoever waited for it went away.
        self._unsure = profile
        try:
            await self._client.send(people.profile_delete(profile.id))
        except CapxError as error:
            found = await self._look() if leaves_open(error) else _Found.EVERYTHING
            if found is _Found.EVERYTHING:
                self._unsure = None
                raise
            return found
        return _Found.NOTHING

    async def _look(self) -> _Found:
        """What the service still has. Raises `DeletionUnsure` where it does not say."""
        try:
            page = await self._client.send(people.profile())
        except NotSignedIn:
            return _Found.NOTHING
        except CapxError as error:
            raise DeletionUnsure(host=error.host) from error
        return _Found.EVERYTHING if page.results else _Found.USER

    async def _erase(self, number: int, username: str, found: _Found) -> Deleted:
        account = str(number)
        troubles: list[CapxError] = []
        was_environment = self._session.state.place is Place.ENVIRONMENT
        try:
            await self._mirror.remove_people((number,))
            self._explore.catch_up()
        except StorageError as error:
            troubles.append(error)
        waiting = self._drafts.waiting(self._session.service, account)
        kept = [draft for draft in waiting if not self._drafts.throw_away(draft)]
        if kept and self._drafts.trouble is not None:
            troubles.append(self._drafts.trouble)
        try:
            erase_texts(self._session.service, account)
        except StorageError as error:
            troubles.append(error)
        self._my_profile.forget()
        signed_out = await self._session.sign_out()
        if signed_out.trouble is not None:
            troubles.append(signed_out.trouble)
        user_stays = found is _Found.USER
        words: list[tuple[str, ...]] = [("deletion-user-stays" if user_stays else "deletion-done", username)]
        if not troubles:
            words.append(("deletion-erased",))
        if was_environment:
            words.append(("deletion-environment",))
        return Deleted(tuple(words), user_stays, tuple(troubles))
