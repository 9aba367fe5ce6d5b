"""The lists that profiles point into, from the service into the mirror: fetched again when a day old."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

import msgspec

from capx_tui.api.capx import badges, capacities, convert, events, lists, organizations, statistics
from capx_tui.api.capx.shapes_page import Page
from capx_tui.api.capx.shapes_service import CapacityCountShape
from capx_tui.api.wire import Call
from capx_tui.errors import CapxError
from capx_tui.model.capacities import Capacity
from capx_tui.model.directory import Organization
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
        #: What could not be fetched, by name of the list or source.
        self.failures: dict[str, CapxError] = {}

    async def run(self, *, full: bool) -> None:
        """Fetch what is due, a few at once.

        A list that fails keeps its last good state and is told in `failures`. Raises `CapxError` where one
        that names depend on has never been fetched.
        """
        jobs = [
            (name, language, job)
            for name, language, job in self._jobs()
            if full or self._is_due(self._mirror.fetched_at(name, language))
        ]
        done = 0
        self._tell(0, len(jobs))

        async def one(name: str, language: str, job: Callable[[], Awaitable[Any]]) -> None:
            nonlocal done
            try:
                found = await job()
                await self._mirror.keep_list(name, found, self._now().isoformat(), language)
            except CapxError as error:
                self.failures[name] = error
            done += 1
            self._tell(done, len(jobs))

        async with asyncio.TaskGroup() as group:
            for name, language, job in jobs:
                group.create_task(one(name, language, job))
        for name in _NEEDED:
            if name in self.failures and not self._has(name):
                raise self.failures[name]
        terms = TermSync(self._send, self._mirror, self._languages, now=self._now)
        self.failures |= await terms.run(full=full)
        self._tell(done, len(jobs))

    def _jobs(self) -> list[tuple[str, str, Callable[[], Awaitable[Any]]]]:
        wanted = dict.fromkeys((self._languages[0], "en", AUTONYMS))
        return [
            ("capacities", "", self._capacities),
            ("territories", "", lambda: self._pages(lists.territories, convert.territory)),
            *(("languages", each, self._in_language(each)) for each in wanted),
            ("organizations", "", self._organizations),
            ("projects", "", self._projects),
            ("avatars", "", self._avatars),
            ("badges", "", lambda: self._pages(badges.badges, convert.badge)),
            ("events", "", lambda: self._pages(events.events, convert.event)),
            ("statistics", "", self._statistics),
        ]

    def _is_due(self, fetched_at: str) -> bool:
        return not fetched_at or self._now() - datetime.fromisoformat(fetched_at) >= LISTS_FOR

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

    def _in_language(self, language: str) -> Callable[[], Awaitable[Any]]:
        async def job() -> Any:
            names = await self._send(lists.quick_list("language", language))
            return convert.language_list(names)

        return job

    async def _organizations(self) -> list[Organization]:
        """All of them by name, and those with a manager in full."""
        names = await self._send(lists.quick_list("affiliation"))
        rows = await self._pages(organizations.organizations, convert.organization)
        found = {organization.id: organization for organization in convert.affiliation_list(names)}
        found.update((organization.id, organization) for organization in rows)
        return list(found.values())

    async def _projects(self) -> Any:
        names = await self._send(lists.quick_list("wikimedia_project"))
        return convert.project_list(names)

    async def _avatars(self) -> dict[int, str]:
        """Addresses of the pictures that can be chosen. Id 0 is none."""
        found = await self._pages(lists.avatars, lambda shape: shape)
        return {shape.id: clean(shape.avatar_url) for shape in found if shape.id and shape.avatar_url}

    async def _statistics(self) -> Statistics:
        numbers = await self._send(statistics.statistics())
        by_language = await self._send(statistics.languages_by_territory())
        by_capacity = await self._send(statistics.capacities_by_territory())
        headline: dict[str, Any] = {
            name: convert.counts(value) if isinstance(value, dict) else value or 0
            for name, value in msgspec.structs.asdict(numbers).items()
        }
        return Statistics(
            **headline,
            languages_by_territory=_by_id(by_language, convert.counts),
            capacities_by_territory=_by_id(by_capacity, lambda counts: _by_id(counts, _list_counts)),
        )


def _by_id(found: Mapping[str, S], read: Callable[[S], T]) -> dict[int, T]:
    """A map of the statistics with its ids as numbers; what has no id is left out."""
    return {int(key): read(value) for key, value in found.items() if key.isascii() and key.isdigit()}


def _list_counts(shape: CapacityCountShape) -> ListCounts:
    return ListCounts(known=shape.known, available=shape.available, wanted=shape.wanted)
