"""From the service into the mirror: everything once, then only what is new.

Asks a few things at once and never more. Can be cancelled at any moment: what has arrived stays, and the
next run asks only for what is missing.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from capx_tui.errors import Missing, StorageError
from capx_tui.model.capacities import language_chain
from capx_tui.model.freshness import holds
from capx_tui.model.people import Person
from capx_tui.store.mirror import Mirror
from capx_tui.store.sync_progress import Freshness, SyncProgress, SyncReport

if TYPE_CHECKING:
    from capx_tui.api.client import Client
    from capx_tui.api.wire import Call

__all__ = ["FRESH_FOR", "Freshness", "Sync", "SyncProgress", "SyncReport"]

T = TypeVar("T")

#: A mirror checked so lately is read without asking.
FRESH_FOR = timedelta(minutes=15)
#: Requests under way at once: a volunteer's service is shared by everybody.
AT_ONCE = 4


class Sync:
    """Keeps one mirror up to date from one service.

    `language` gives the interface's language, asked at every run. `now` is the wall clock in UTC,
    `monotonic` measures.
    """

    def __init__(
        self,
        client: Client,
        mirror: Mirror,
        language: Callable[[], str] = lambda: "en",
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._mirror = mirror
        self._language = language
        self._now = now
        self._monotonic = monotonic
        self._listeners: list[Callable[[SyncProgress], None]] = []
        self._progress = SyncProgress()
        self._running = asyncio.Lock()

    def freshness(self, now: datetime | None = None) -> Freshness:
        """Whether the mirror can be read as it is. A first fill that was interrupted is stale."""
        state = self._mirror.state()
        if not state.people:
            return Freshness.EMPTY
        return Freshness.FRESH if holds(state.checked_at, now or self._now(), FRESH_FOR) else Freshness.STALE

    @property
    def is_running(self) -> bool:
        """Whether a run is under way in this process."""
        return self._running.locked()

    def subscribe(self, listener: Callable[[SyncProgress], None]) -> Callable[[], None]:
        """Call `listener` with every progress, whoever started the run. Returns the function that ends it."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    async def run(self, *, full: bool = False, progress: Callable[[SyncProgress], None] | None = None) -> SyncReport:
        """Bring the mirror up to date; with `full`, read everybody and every list again.

        A second run waits for the first. Raises `CapxError` where the service could not be read; the mirror
        then holds what it held, and what has arrived. Metabase and Wikidata never make it fail: see
        `SyncReport.failures`.
        """
        async with self._running:
            end = self.subscribe(progress) if progress else None
            try:
                return await self._run(full)
            finally:
                if end is not None:
                    end()

    async def _run(self, full: bool) -> SyncReport:
        # Late, as below: nothing is asked before there is a picture.
        from capx_tui.store.sync_lists import ListSync
        from capx_tui.store.sync_people import PeopleSync

        begun, sent = self._monotonic(), self._client.sent
        self._progress = SyncProgress()
        gate = asyncio.Semaphore(AT_ONCE)

        async def send(call: Call[T]) -> T:
            async with gate:
                return await self._client.send(call)

        def tell(**changes: object) -> None:
            self._tell(replace(self._progress, requests=self._client.sent - sent, **changes))

        everybody = PeopleSync(
            send,
            self._mirror,
            lambda done, of, filling: tell(people=done, people_of=of, filling=filling),
            now=self._now,
            monotonic=self._monotonic,
        )
        lists = ListSync(
            send,
            self._mirror,
            language_chain(self._language()),
            lambda done, of: tell(lists=done, lists_of=of),
            now=self._now,
        )
        try:
            await _both(everybody.run(full=full), lists.run(full=full))
        finally:
            tell(finished=True)
        state = self._mirror.state()
        return SyncReport(
            people=state.people,
            organizations=state.organizations,
            capacities=state.capacities,
            changed=everybody.changed,
            seconds=round(self._monotonic() - begun, 3),
            requests=self._client.sent - sent,
            failures=lists.failures,
        )

    def _tell(self, progress: SyncProgress) -> None:
        self._progress = progress
        for listener in tuple(self._listeners):
            listener(progress)

    async def person(self, wanted: int | str) -> Person | None:
        """Ask the service for one person, by id or exact user name, and keep them.

        None, and out of the mirror, for somebody whom the service does not have (any more).
        """
        from capx_tui.api.capx import convert, people
        from capx_tui.api.wikimedia.user_name import user_name

        if isinstance(wanted, int):
            return await self._person(wanted)
        # As it was typed, then as a wiki would write it.
        for name in dict.fromkeys((wanted, user_name(wanted))):
            page = await self._client.send(people.user_named(name))
            if page.results:
                return await self._kept(convert.person(page.results[0]))
            known = self._mirror.person_named(name)
            if known is not None:
                # Gone, or known by another name now.
                await self._person(known.id)
        return None

    async def _person(self, person_id: int) -> Person | None:
        from capx_tui.api.capx import convert, people

        try:
            found = convert.person(await self._client.send(people.user(person_id)))
        except Missing:
            with contextlib.suppress(StorageError):
                await self._mirror.remove_people((person_id,))
            return None
        return await self._kept(found)

    async def _kept(self, found: Person) -> Person:
        """`found`, in the mirror too where the disk takes it: that it does not is no reason not to show it."""
        with contextlib.suppress(StorageError):
            await self._mirror.add_people([found])
        return found


async def _both(first: Coroutine[Any, Any, None], second: Coroutine[Any, Any, None]) -> None:
    """Run two coroutines at once; if one fails, end the other and raise what the first failure was."""
    tasks = [asyncio.ensure_future(each) for each in (first, second)]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        # Wait for the cancelled one, so that nothing writes behind our back.
        await asyncio.gather(*tasks, return_exceptions=True)
