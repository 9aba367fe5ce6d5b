"""The lists that profiles point into, from the service into the mirror: fetched again when a day old."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeVar

import msgspec

from capx_tui.api.capx import badges, capacities, convert, events, lists, organizations, statistics
from capx_tui.api.capx.shapes_page import Page
from capx_tui.api.capx.shapes_service import CapacityCountShape
from capx_tui.api.wire import Call
from capx_tui.errors import CapxError
from capx_tui.model.capacities import Capacity
from capx_tui.model.directory import Organization
from capx_tui.model.freshness import holds
from capx_tui.model.statistics import ListCounts, Statistics
from capx_tui.store.mirror import Mirror
from capx_tui.store.sync_people import Send
from capx_tui.store.sync_terms import TermSync
from capx_tui.text import clean

__all__ = ["LISTS_FOR", "ListSync"]

S = TypeVar("S")
T = TypeVar("T")

LISTS_FOR = timedelta(hours=24)
_PAGE = 1000
#: A code that no language has: for it the service answers with every language's own name for itself.
AUTONYMS = "mul"
#: Without these nothing has a name; they have to be there once.
_NEEDED = ("capacities", "territories", "languages", "organizations")


class _Job(NamedTuple):
    """One list under its name in the mirror, and what fetches it."""

    name: str
    fetch: Callable[[], Awaitable[Any]]
    language: str = ""


class ListSync:
    """One run. `languages` are those of the interface, best first; `tell(done, of)` hears of every list."""

    def __init__(
        self,
        send: Send,
        mirror: Mirror,
        languages: Sequence[str],
        tell: Callable[[int, int], None],
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._send = send
        self._mirror = mirror
        self._languages = languages
        self._tell = tell
        self._now = now
        self._done = self._of = 0
        #: What could not be fetched, by name of the list or source.
        self.failures: dict[str, CapxError] = {}

    async def run(self, *, full: bool) -> None:
        """Fetch what is due, a few at once: what Home says first, then what the other screens have besides.

        A list that fails keeps its last good state and is told in `failures`. Raises `CapxError` where one
        that names depend on has never been fetched.
        """
        first, later = (
            [job for job in jobs if full or self._is_due(self._mirror.fetched_at(job.name, job.language))]
            for jobs in (self._first(), self._later())
        )
        self._done, self._of = 0, len(first) + len(later)
        self._tell(0, self._of)
        await self._fetch(first)
        terms = TermSync(self._send, self._mirror, self._languages, now=self._now)
        naming = asyncio.create_task(terms.run(full=full))
        try:
            await self._fetch(later)
            self.failures |= await naming
        finally:
            naming.cancel()
            # Nothing writes behind our back.
            await asyncio.gather(naming, return_exceptions=True)
        for name in _NEEDED:
            if name in self.failures and not self._has(name):
                raise self.failures[name]
        self._tell(self._done, self._of)

    async def _fetch(self, jobs: Sequence[_Job]) -> None:
        async def one(job: _Job) -> None:
            try:
                found = await job.fetch()
                await self._mirror.keep_list(job.name, found, self._now().isoformat(), job.language)
            except CapxError as error:
                self.failures[job.name] = error
            self._done += 1
            self._tell(self._done, self._of)

        async with asyncio.TaskGroup() as group:
            for job in jobs:
                group.create_task(one(job))

    def _first(self) -> list[_Job]:
        """What Home is made of: five requests, with the names of capacities right after them."""
        return [
            _Job("capacities", self._capacities),
            _Job("territories", lambda: self._pages(lists.territories, convert.territory)),
            self._languages_in(self._languages[0]),
            _Job("organizations", self._organizations),
            _Job("statistics", self._statistics),
        ]

    def _later(self) -> list[_Job]:
        others = dict.fromkeys(each for each in ("en", AUTONYMS) if each != self._languages[0])
        return [
            *map(self._languages_in, others),
            _Job("affiliations", self._affiliations),
            _Job("projects", self._projects),
            _Job("avatars", self._avatars),
            _Job("badges", lambda: self._pages(badges.badges, convert.badge)),
            _Job("events", lambda: self._pages(events.events, convert.event)),
            _Job("statistics-tables", self._tables),
        ]

    def _is_due(self, fetched_at: str) -> bool:
        return not fetched_at or not holds(datetime.fromisoformat(fetched_at), self._now(), LISTS_FOR)

    def _has(self, name: str) -> bool:
        languages = self._mirror.languages_fetched() if name == "languages" else [""]
        return any(self._mirror.fetched_at(name, language) for language in languages)

    # One list each

    async def _pages(self, call: Callable[[int, int], Call[Page[Any]]], read: Callable[[Any], Any]) -> list[Any]:
        found: dict[int, Any] = {}
        offset = 0
        while True:
            page = await self._send(call(_PAGE, offset))
            found.update((shape.id, read(shape)) for shape in page.results)
            offset += len(page.results)
            if page.next is None or not page.results:
                return list(found.values())

    async def _capacities(self) -> list[Capacity]:
        """The tree as it is, with the names known so far."""
        found = await self._pages(capacities.skills, convert.capacity)
        known = {capacity.id: capacity for capacity in self._mirror.capacities()}
        return [
            msgspec.structs.replace(old, parent=new.parent)
            if (old := known.get(new.id)) and old.qid == new.qid
            else new
            for new in found
        ]

    def _languages_in(self, language: str) -> _Job:
        async def fetch() -> Any:
            names = await self._send(lists.quick_list("language", language))
            return convert.language_list(names)

        return _Job("languages", fetch, language)

    async def _organizations(self) -> list[Organization]:
        """Those with a manager, in full."""
        return await self._pages(organizations.organizations, convert.organization)

    async def _affiliations(self) -> list[Organization]:
        """All of them, by name."""
        names = await self._send(lists.quick_list("affiliation"))
        return convert.affiliation_list(names)

    async def _projects(self) -> Any:
        names = await self._send(lists.quick_list("wikimedia_project"))
        return convert.project_list(names)

    async def _avatars(self) -> dict[int, str]:
        """Addresses of the pictures that can be chosen. Id 0 is none."""
        found = await self._pages(lists.avatars, lambda shape: shape)
        return {shape.id: clean(shape.avatar_url) for shape in found if shape.id and shape.avatar_url}

    async def _statistics(self) -> Statistics:
        """The numbers of the whole."""
        numbers = await self._send(statistics.statistics())
        headline: dict[str, Any] = {
            name: convert.counts(value) if isinstance(value, dict) else value or 0
            for name, value in msgspec.structs.asdict(numbers).items()
        }
        return Statistics(**headline)

    async def _tables(self) -> Statistics:
        """The two tables by territory, and no other number."""
        by_language = await self._send(statistics.languages_by_territory())
        by_capacity = await self._send(statistics.capacities_by_territory())
        return Statistics(
            languages_by_territory=_by_id(by_language, convert.counts),
            capacities_by_territory=_by_id(by_capacity, lambda counts: _by_id(counts, _list_counts)),
        )


def _by_id(found: Mapping[str, S], read: Callable[[S], T]) -> dict[int, T]:
    """A map of the statistics with its ids as numbers; what has no id is left out."""
    return {int(key): read(value) for key, value in found.items() if key.isascii() and key.isdigit()}


def _list_counts(shape: CapacityCountShape) -> ListCounts:
    return ListCounts(known=shape.known, available=shape.available, wanted=shape.wanted)
