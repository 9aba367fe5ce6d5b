"""One person's profile: from the mirror at once, from the service where that is old, the wiki birthday from Meta."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from datetime import UTC, date, datetime

import msgspec

from capx_tui.api.client import Client
from capx_tui.api.wikimedia.action_api import global_account
from capx_tui.api.wikimedia.commons import file_page, file_title
from capx_tui.api.wikimedia.sparql import person_item
from capx_tui.api.wikimedia.user_name import user_name
from capx_tui.errors import CapxError, RuleError, StorageError
from capx_tui.i18n.catalogue import t
from capx_tui.i18n.moments import day
from capx_tui.i18n.sentences import sentence
from capx_tui.model.lookup import Lookup
from capx_tui.model.people import Person
from capx_tui.store.base import Store, Ticket
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Names
from capx_tui.store.sync import Freshness, Sync

__all__ = ["PersonState", "PersonStore"]

#: The avatar that the service once gave to everybody: it says no more than none.
_LEGACY_AVATAR = 1


class PersonState(msgspec.Struct, frozen=True):
    """`asked` is the id or the user name. `read_at` is when the profile was last seen at the service, in UTC.

    `lookup` is KNOWN with a profile, NONE where the service has nobody of that name (any more), FAILED where it did
    not answer; `person` is then the mirror's copy, if there is one.
    """

    asked: int | str = ""
    person: Person | None = None
    lookup: Lookup = Lookup.UNASKED
    read_at: datetime | None = None
    error: CapxError | None = None
    birthday: date | None = None
    birthday_lookup: Lookup = Lookup.UNASKED
    birthday_error: CapxError | None = None
    #: The picture's file title, ``File:Name.ext``, and its page.
    picture: str = ""
    picture_address: str = ""
    picture_lookup: Lookup = Lookup.UNASKED
    picture_error: CapxError | None = None


class PersonStore(Store[PersonState]):
    """`show`, then `load`: the first is immediate, the second asks."""

    def __init__(
        self,
        client: Client,
        mirror: Mirror,
        names: Names,
        sync: Sync,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(PersonState())
        self._client = client
        self._mirror = mirror
        self._names = names
        self._sync = sync
        self._now = now

    def show(self, who: int | str) -> None:
        """The mirror's copy of a person, by id or exact user name; LOADING where it has none."""
        ticket = self._begin("person")
        person = self._in_mirror(who)
        birthday = self._mirror.birthday(person.username) if person else None
        self._set(
            ticket,
            asked=who,
            person=person,
            lookup=Lookup.KNOWN if person else Lookup.LOADING,
            read_at=self._mirror.checked_at() if person else None,
            error=None,
            birthday=birthday,
            birthday_lookup=Lookup.KNOWN if birthday else Lookup.UNASKED,
            birthday_error=None,
            **self._chosen_picture(person),
        )

    def _in_mirror(self, who: int | str) -> Person | None:
        if isinstance(who, int):
            return self._mirror.person(who)
        return self._mirror.person_named(who) or self._mirror.person_named(user_name(who))

    async def load(self, who: int | str, *, fresh: bool = False) -> None:
        """`show`, then ask the service if the copy is old (or `fresh` is wanted), Meta and Wikidata.

        Failures of the service are in the state and raised as well, so that a face can offer to try again;
        what was there stays. Raises `RuleError` (``person-nobody``) for somebody whom the service does not
        have. Meta and Wikidata only ever leave their failure in the state.
        """
        if self.state.asked != who or self.state.lookup is Lookup.UNASKED:
            self.show(who)
        ticket = self._begin("person")
        if fresh or self.state.person is None or self._sync.freshness() is not Freshness.FRESH:
            await self._ask_service(ticket, who)
        person = self.state.person
        if person is not None and self._holds(ticket):
            await asyncio.gather(self._ask_birthday(ticket, person), self._ask_picture(ticket, person))

    async def _ask_service(self, ticket: Ticket, who: int | str) -> None:
        try:
            person = await self._sync.person(who)
        except CapxError as error:
            self._set(ticket, error=error, lookup=Lookup.FAILED)
            raise
        if person is None:
            self._set(ticket, person=None, lookup=Lookup.NONE, error=None)
            raise RuleError("person-nobody", str(who))
        self._set(
            ticket,
            person=person,
            lookup=Lookup.KNOWN,
            read_at=self._now(),
            error=None,
            **self._chosen_picture(person),
        )

    # The wiki birthday

    async def _ask_birthday(self, ticket: Ticket, person: Person) -> None:
        known = self._mirror.birthday(person.username)
        if known is not None:
            self._set(ticket, birthday=known, birthday_lookup=Lookup.KNOWN)
            return
        self._set(ticket, birthday_lookup=Lookup.LOADING, birthday_error=None)
        try:
            account = await self._client.send(global_account(person.username))
        except CapxError as error:
            self._set(ticket, birthday_lookup=Lookup.FAILED, birthday_error=error)
            return
        if account is None or account.registered is None:
            self._set(ticket, birthday_lookup=Lookup.NONE)
            return
        found = account.registered.astimezone(UTC).date()
        # It never changes, so it is kept, and is there without a network.
        with contextlib.suppress(StorageError):
            await self._mirror.keep_list("birthday", found, self._now().isoformat(), person.username)
        self._set(ticket, birthday=found, birthday_lookup=Lookup.KNOWN)

    def birthday_words(self) -> str:
        """The wiki birthday as a sentence, or why it is not known; "" where Meta has none."""
        state = self.state
        if state.birthday is not None:
            return day(state.birthday.isoformat(), self._names.language)
        if state.birthday_lookup is Lookup.LOADING:
            return t("person-birthday-loading")
        if state.birthday_error is not None:
            return t("person-birthday-failed", sentence(state.birthday_error))
        return ""

    # The picture

    def _chosen_picture(self, person: Person | None) -> dict[str, object]:
        """The picture as far as the mirror can tell (behaviour file, section 3)."""
        nothing: dict[str, object] = {
            "picture": "",
            "picture_address": "",
            "picture_error": None,
            "picture_lookup": Lookup.UNASKED,
        }
        if person is None or not self._has_chosen(person):
            return nothing
        address = self._mirror.avatars().get(person.avatar or 0, "")
        if not address:
            return nothing
        title = file_title(address)
        return {
            "picture": title or address,
            "picture_address": file_page(title) if title else address,
            "picture_lookup": Lookup.KNOWN,
            "picture_error": None,
        }

    def _has_chosen(self, person: Person) -> bool:
        if person.avatar in (None, 0):
            return False
        return person.avatar != _LEGACY_AVATAR or not person.wikidata_qid

    async def _ask_picture(self, ticket: Ticket, person: Person) -> None:
        """Without an avatar, the picture is the one of the person's Wikidata item."""
        if self._has_chosen(person) or not person.wikidata_qid:
            return
        self._set(ticket, picture_lookup=Lookup.LOADING, picture_error=None)
        try:
            item = await self._client.send(person_item(person.username))
        except CapxError as error:
            self._set(ticket, picture_lookup=Lookup.FAILED, picture_error=error)
            return
        if item is None or item.item != person.wikidata_qid or not item.image:
            self._set(ticket, picture_lookup=Lookup.NONE)
            return
        title = item.image
        self._set(ticket, picture=title, picture_address=file_page(title), picture_lookup=Lookup.KNOWN)

    def picture_words(self) -> str:
        """The picture's file and address in words; "" where there is none."""
        state = self.state
        if state.picture:
            if state.picture == state.picture_address:
                return state.picture
            return t("person-picture", state.picture, state.picture_address)
        if state.picture_lookup is Lookup.LOADING:
            return t("person-picture-loading")
        if state.picture_error is not None:
            return t("person-picture-failed", sentence(state.picture_error))
        return ""
