"""One organization's profile: from the mirror at once, its parts from the service and from Diff.

The organization's own object names its projects, documents, tags and events by id only, so each part is asked for
by itself, and one that does not answer costs nothing but itself. Behaviour file, section 8.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from capx_tui.api.capx import convert, events, organizations, projects
from capx_tui.api.client import Client
from capx_tui.api.wikimedia.diff import Post, posts
from capx_tui.api.wire import Call
from capx_tui.errors import CapxError, Missing, RuleError
from capx_tui.model.directory import Event, Organization
from capx_tui.model.lookup import Lookup, Part
from capx_tui.model.organization import Document, News, OrganizationProject
from capx_tui.store.base import Store, Ticket
from capx_tui.store.mirror import Mirror
from capx_tui.store.sync import Freshness, Sync
from capx_tui.text import clean

__all__ = ["OrganizationState", "OrganizationStore", "keep_organizations"]

T = TypeVar("T")

_UNASKED: Part[Any] = Part()
_PAGE = 500
#: Parts that are asked for at the same time.
_AT_ONCE = 6


@dataclass(frozen=True)
class OrganizationState:
    """`asked` is the id. `read_at` is when the profile was last seen at the service, in UTC.

    `lookup` is KNOWN with a profile, NONE where the service has none of that id (any more, or without a manager),
    FAILED where the service did not answer; `organization` is then the mirror's copy, if there is one.
    """

    asked: int = 0
    organization: Organization | None = None
    lookup: Lookup = Lookup.UNASKED
    read_at: datetime | None = None
    error: CapxError | None = None
    #: What kind of organization it is, in the service's words.
    kind: Part[str] = _UNASKED
    projects: Part[OrganizationProject] = _UNASKED
    events: Part[Event] = _UNASKED
    documents: Part[Document] = _UNASKED
    #: Newest first.
    news: Part[News] = _UNASKED


class OrganizationStore(Store[OrganizationState]):
    """`show`, then `load`: the first is immediate, the second asks."""

    def __init__(
        self, client: Client, mirror: Mirror, sync: Sync, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        super().__init__(OrganizationState())
        self._client = client
        self._mirror = mirror
        self._sync = sync
        self._now = now

    def show(self, organization_id: int) -> None:
        """The mirror's copy, with its events; LOADING where the mirror has no profile of it."""
        found = {each.id: each for each in self._mirror.organizations()}.get(organization_id)
        known = found is not None and found.listed
        held = tuple(each for each in self._mirror.events() if each.organization == organization_id)
        self._set(
            self._begin("organization"),
            asked=organization_id,
            organization=found,
            lookup=Lookup.KNOWN if known else Lookup.LOADING,
            read_at=self._mirror.checked_at() if known else None,
            error=None,
            kind=_UNASKED,
            projects=_UNASKED,
            events=Part(items=held),
            documents=_UNASKED,
            news=_UNASKED,
        )

    async def load(self, organization_id: int, *, fresh: bool = False) -> None:
        """`show`, then ask the service if the copy is old (or `fresh` is wanted), and for every part.

        Failures of the service are in the state and raised as well; what was there stays. Raises `RuleError`
        (``organization-nobody``) for one that the service does not show. A part leaves its failure in the state.
        """
        if self.state.asked != organization_id or self.state.lookup is Lookup.UNASKED:
            self.show(organization_id)
        ticket = self._begin("organization")
        if fresh or self.state.lookup is not Lookup.KNOWN or self._sync.freshness() is not Freshness.FRESH:
            await self._ask_service(ticket, organization_id)
        organization = self.state.organization
        if organization is not None and self._holds(ticket):
            await self._ask_parts(ticket, organization)

    async def _ask_service(self, ticket: Ticket, organization_id: int) -> None:
        try:
            shape = await self._client.send(organizations.organization(organization_id))
        except Missing as error:
            self._set(ticket, lookup=Lookup.NONE, error=None)
            raise RuleError("organization-nobody", self.name(organization_id)) from error
        except CapxError as error:
            self._set(ticket, lookup=Lookup.FAILED, error=error)
            raise
        organization = convert.organization(shape)
        self._set(ticket, organization=organization, lookup=Lookup.KNOWN, read_at=self._now(), error=None)
        await keep_organizations(self._mirror, organization)

    def name(self, organization_id: int) -> str:
        """What it is called, as far as that is known; else its number."""
        organization = self.state.organization
        known = organization is not None and organization.id == organization_id
        return organization.name_in(()) if known and organization is not None else str(organization_id)

    # -- parts -------------------------------------------------------------------------------------

    async def _ask_parts(self, ticket: Ticket, organization: Organization) -> None:
        """All of them at the same time, a few requests at once; each shows as it comes."""
        gate = asyncio.Semaphore(_AT_ONCE)

        async def send(call: Call[T]) -> T:
            async with gate:
                return await self._client.send(call)

        reader = _Parts(send, organization)
        await asyncio.gather(
            self._part(ticket, "kind", reader.kind),
            self._part(ticket, "projects", reader.projects),
            self._part(ticket, "events", reader.events),
            self._part(ticket, "documents", reader.documents),
            self._part(ticket, "news", reader.news),
        )

    async def _part(self, ticket: Ticket, name: str, read: Callable[[], Awaitable[Part[Any]]]) -> None:
        before: Part[Any] = getattr(self.state, name)
        self._set(ticket, **{name: Part(Lookup.LOADING, before.items)})
        try:
            found = await read()
        except CapxError as error:
            found = Part(Lookup.FAILED, before.items, error)
        self._set(ticket, **{name: found})


class _Parts:
    """Reads what stands behind the ids of one organization; `send` holds back what would be too much at once."""

    def __init__(self, send: Callable[[Call[Any]], Awaitable[Any]], organization: Organization) -> None:
        self._send = send
        self._organization = organization

    async def kind(self) -> Part[str]:
        """`GET /organization_type/{id}/`."""
        if self._organization.type is None:
            return Part(Lookup.NONE)
        found = await self._each([self._organization.type], organizations.organization_type)
        return _part([clean(shape.type_name) for shape in found.items], found.error)

    async def projects(self) -> Part[OrganizationProject]:
        """`GET /projects/{id}/` for each of its own."""
        found = await self._each(self._organization.projects, projects.project)
        return _part([convert.organization_project(shape) for shape in found.items], found.error)

    async def events(self) -> Part[Event]:
        """`GET /events/?organization=`, every page; chosen ones that are not among them one by one."""
        mine: dict[int, Event] = {}
        while True:
            page = await self._send(events.events(_PAGE, len(mine), organization=self._organization.id))
            before = len(mine)
            mine.update((shape.id, convert.event(shape)) for shape in page.results)
            if page.next is None or len(mine) == before:
                break
        others = await self._each([each for each in self._organization.choose_events if each not in mine], events.event)
        return _part([*mine.values(), *map(convert.event, others.items)], others.error)

    async def documents(self) -> Part[Document]:
        """`GET /document/{id}/` for each."""
        found = await self._each(self._organization.documents, organizations.document)
        return _part([convert.document(shape) for shape in found.items], found.error)

    async def news(self) -> Part[News]:
        """`GET /tag_diff/{id}/` for each tag, then the posts that Diff has of it, each post once, newest first."""
        tags = await self._each(self._organization.tag_diff, organizations.tag_diff)
        names = [name for shape in tags.items if (name := clean(shape.tag))]
        found = await self._each(names, posts)
        distinct = {post.id: _news(post) for of_tag in found.items for post in of_tag}
        oldest = datetime.min.replace(tzinfo=UTC)
        newest_first = sorted(distinct.values(), key=lambda news: news.published or oldest, reverse=True)
        return _part(newest_first, tags.error or found.error)

    async def _each(self, keys: Iterable[Any], call: Callable[[Any], Call[Any]]) -> Part[Any]:
        """The answers for `keys` in their order. What is gone is left out; of failures the first is kept."""

        async def one(key: Any) -> Any:
            try:
                return await self._send(call(key))
            except Missing:
                return None
            except CapxError as error:
                return error

        answers = await asyncio.gather(*map(one, dict.fromkeys(keys)))
        error = next((each for each in answers if isinstance(each, CapxError)), None)
        return _part([each for each in answers if each is not None and not isinstance(each, CapxError)], error)


def _part(items: Iterable[T], error: CapxError | None) -> Part[T]:
    kept = tuple(items)
    if error is not None:
        return Part(Lookup.FAILED, kept, error)
    return Part(Lookup.KNOWN if kept else Lookup.NONE, kept)


def _news(post: Post) -> News:
    return News(id=post.id, title=post.title or post.link, address=post.link, published=post.published)


async def keep_organizations(mirror: Mirror, *organizations: Organization) -> None:
    """Put these as they are now into the mirror's list, if the mirror has a list; a full disk loses nothing."""

    def change(held: Sequence[Organization]) -> list[Organization]:
        return list({each.id: each for each in (*held, *organizations)}.values())

    await mirror.change_list("organizations", Organization, change)
