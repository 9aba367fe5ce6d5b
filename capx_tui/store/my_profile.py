"""One's own profile at the service: read whole, written only where it changed; and what is looked up for it.

The private parts stay in memory. After a save the mirror's public copy is what the service answered.
"""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from capx_tui.api.capx import convert, lists, people
from capx_tui.api.capx.own_profile import own_profile, own_put
from capx_tui.api.capx.shapes_people import ProfileShape
from capx_tui.api.client import Client
from capx_tui.api.wire import Call
from capx_tui.errors import ActionApiError, CapxError, NotSignedIn, RuleError, StorageError
from capx_tui.model.capacities import language_chain
from capx_tui.model.profile import MyProfile, Profile, changed_fields, same_value
from capx_tui.store.base import Store
from capx_tui.store.explore import ExploreStore
from capx_tui.store.mirror import Mirror
from capx_tui.store.write_once import write_once
from capx_tui.text import clean

__all__ = ["FoundItem", "MyProfileState", "MyProfileStore", "ProfileMoved"]

_AVATARS_AT_ONCE = 200


class ProfileMoved(CapxError):
    """Nothing was sent: the service holds something else than what was edited. `now` is what it holds."""

    sentence: ClassVar[str] = "my-profile-moved"
    remedy: ClassVar[str] = "my-profile-moved-remedy"

    def __init__(self, now: MyProfile, fields: tuple[str, ...]) -> None:
        super().__init__(str(len(fields)))
        self.now = now
        #: The fields that differ from what was edited.
        self.fields = fields


@dataclass(frozen=True, slots=True)
class FoundItem:
    """A Wikidata item of somebody: texts in the person's language as far as there are any.

    `image` is a Commons title (``File:Name.ext``), `page` its address; both "" where the item has no picture.
    """

    qid: str
    label: str = ""
    description: str = ""
    image: str = ""
    page: str = ""


@dataclass(frozen=True)
class MyProfileState:
    """`profile` is what the service said last, at `read_at` in UTC."""

    profile: MyProfile | None = None
    read_at: datetime | None = None


class MyProfileStore(Store[MyProfileState]):
    """Signed in, or every action raises `NotSignedIn`."""

    def __init__(
        self,
        client: Client,
        mirror: Mirror,
        explore: ExploreStore,
        language: Callable[[], str] = lambda: "en",
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(MyProfileState())
        self._client = client
        self._mirror = mirror
        self._explore = explore
        self._language = language
        self._now = now

    # Reading and writing

    def known(self, account: int | None) -> Profile | None:
        """The profile of whoever is signed in as far as it is known: as the service said it last, else the mirror's."""
        own = self.state.profile
        if account is None:
            return None
        return own if own is not None and own.id == account else self._mirror.person(account)

    async def load(self) -> MyProfile:
        """What the service holds now (``GET /profile/``). Raises the errors of the request."""
        ticket = self._begin("profile")
        found = own_profile(await self._read())
        self._set(ticket, profile=found, read_at=self._now())
        return found

    async def _read(self) -> ProfileShape:
        page = await self._client.send(people.profile())
        if not page.results:
            raise NotSignedIn(token_was_sent=True)
        return page.results[0]

    def take(self, shape: ProfileShape) -> None:
        """What the service holds now, asked for by somebody else (`SessionStore.on_profile`)."""
        self._set(self._begin("profile"), profile=own_profile(shape), read_at=self._now())

    async def save(self, before: MyProfile, after: MyProfile) -> MyProfile:
        """Make `after` of what was edited, `before`; gives back what the service holds then.

        Reads again first: where the service holds something else than `before` in any field, nothing is
        sent and `ProfileMoved` is raised. Only what changed is sent, once (``PUT /profile/{id}/``).
        Raises `Conflict` (five causes), `FieldErrors`, and the errors of both requests; one of them may leave
        open whether the service has it.
        """
        return await self._put(before, after, self._client.send)

    async def save_and_make_sure(self, before: MyProfile, after: MyProfile) -> MyProfile:
        """`save`; where no answer came, the service is asked whether it has it, and if so all is well.

        Raises the error of the write where the service does not have it, `AnswerLost` where it could not tell.
        """

        async def look() -> ProfileShape | None:
            shape = await self._read()
            now, changed = own_profile(shape), changed_fields(before, after)
            is_there = all(same_value(each, getattr(now, each), getattr(after, each)) for each in changed)
            return shape if is_there else None

        return await self._put(before, after, lambda put: write_once(self._client, put, look))

    async def _put(
        self, before: MyProfile, after: MyProfile, send: Callable[[Call[ProfileShape]], Awaitable[ProfileShape]]
    ) -> MyProfile:
        now = await self.load()
        moved = changed_fields(before, now)
        if now.id != before.id or moved:
            raise ProfileMoved(now, moved)
        body = own_put(before, after)
        if body is None:
            return now
        ticket = self._begin("profile")
        shape = await send(people.profile_put(before.id, body))
        saved = own_profile(shape)
        self._set(ticket, profile=saved, read_at=self._now())
        await self._show(shape)
        return saved

    async def _show(self, shape: ProfileShape) -> None:
        """What others see of it, in the mirror at once."""
        # Where the disk refuses it, the service has it all the same, and the next refresh brings it here.
        with contextlib.suppress(StorageError):
            await self._mirror.add_people([convert.person(shape)])
            self._explore.catch_up()

    def forget(self) -> None:
        """The account is gone, or another one is signed in: what was read of it goes."""
        self._set(self._begin("profile"), profile=None, read_at=None)

    # What is looked up

    async def avatars(self) -> dict[int, str]:
        """Pictures to choose from, id to address: the mirror's, or all pages of ``GET /avatar/``. 0 is no picture."""
        known = self._mirror.avatars()
        if not known:
            async for page in self._client.pages(lists.avatars, size=_AVATARS_AT_ONCE):
                known |= {shape.id: clean(shape.avatar_url) for shape in page.results if shape.id and shape.avatar_url}
        return known

    async def find_item(self) -> FoundItem:
        """The Wikidata item that names one's user name as its Wikimedia user name (behaviour file, section 4.5).

        Raises `RuleError` (``my-profile-item-none``) where there is none; an item whose terms cannot be read
        comes without them.
        """
        from capx_tui.api.wikimedia.commons import file_page  # late: a start looks for no item
        from capx_tui.api.wikimedia.sparql import person_item

        profile = self.state.profile or await self.load()
        item = await self._client.send(person_item(profile.username))
        if item is None:
            raise RuleError("my-profile-item-none", profile.username, field="wikidata_qid")
        label, description = await self._terms(item.item)
        return FoundItem(item.item, label, description, item.image, file_page(item.image) if item.image else "")

    async def _terms(self, qid: str) -> tuple[str, str]:
        from capx_tui.api.wikimedia import wikibase

        languages = language_chain(self._language())
        try:
            rows = await self._client.send(wikibase.terms([qid], languages))
        except CapxError:
            return "", ""
        found = {(row.kind, row.language): row.text for row in rows}

        def best(kind: str) -> str:
            own = next((found[kind, code] for code in languages if (kind, code) in found), "")
            return own or next((row.text for row in rows if row.kind == kind), "")

        return best("label"), best("description")

    async def check_alternative(self, name: str) -> str:
        """Whether `name` may be the alternative account; gives it back as the wikis write it.

        Raises `RuleError` for a name that cannot be one, that Meta does not know (``my-profile-alternative-unknown``)
        or that is a CapX user (``my-profile-alternative-taken``), and the errors of the requests.
        """
        from capx_tui.api.wikimedia.action_api import users
        from capx_tui.api.wikimedia.user_name import user_name

        written = user_name(name)
        try:
            found = (await self._client.send(users([written]))).get(written)
        except ActionApiError as error:
            if error.code != "invaliduser":
                raise
            found = None
        if found is None or not found.exists:
            raise RuleError("my-profile-alternative-unknown", written, field="wiki_alt")
        taken = await self._client.send(people.user_named(found.name))
        if taken.results:
            raise RuleError("my-profile-alternative-taken", found.name, field="wiki_alt")
        return found.name
