"""People from the service into the mirror: all of them, or those who changed.

The list is a moving target. `ordering=-last_update` makes every change jump to its front: what we have
not read yet then only moves *back*, and comes twice, which costs nothing. It moves *forward* only when
somebody we have read already leaves; then `count` falls, and we step back as far. What is left, equal
times in an order that the service does not fix, is found by counting in the end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

import msgspec

from capx_tui.api.capx import convert, lists, people
from capx_tui.api.capx.shapes_page import Page
from capx_tui.api.capx.shapes_people import ProfileShape
from capx_tui.api.wire import Call
from capx_tui.errors import AnswerTooLarge, CapxError, Missing, NobodyLeft, ServiceDown, TimedOut
from capx_tui.model.freshness import holds
from capx_tui.model.people import Person
from capx_tui.model.people_bits import believed_until, microseconds
from capx_tui.store import mirror_people
from capx_tui.store.mirror import Mirror
from capx_tui.store.mirror_people import fact, set_fact

__all__ = ["FULL_EVERY", "PeopleSync", "Send"]

T = TypeVar("T")

#: Badges, managers and deletions do not move `last_update`: so often everybody is read again.
FULL_EVERY = timedelta(days=7)
FIRST_SIZE = 200
_SMALLEST, _LARGEST = 25, 1000
#: A page should take about so long: short enough to see progress, long enough not to wear the service out.
_PAGE_S = 2.0
_REFRESH_SIZE = 50
#: A sweep that never adds up is given up after so many rounds: somebody changes the list all the time.
_ROUNDS = 3
#: Single people asked for, one by one, to make the numbers meet.
_ONE_BY_ONE = 50
#: A service that had so many people and says it has none has lost its database, not its people.
_NEVER_ALL_GONE = 10


class Send(Protocol):
    """Sends a call and gives its answer; holds back where too many are under way."""

    def __call__(self, call: Call[T], /) -> Awaitable[T]:
        """The answer to `call`. Raises `CapxError`."""


class _Cursor(msgspec.Struct, kw_only=True):
    """Where a sweep stands, kept with every page, so that an interrupted one goes on."""

    sweep: int
    offset: int = 0
    count: int = 0
    size: int = FIRST_SIZE
    round: int = 1
    #: Newest `last_update` at the beginning of this sweep's first round, in microseconds.
    mark: int = 0
    pages: int = 0


@dataclass
class _Page:
    people: list[Person]
    rows: int
    count: int
    last: bool


class PeopleSync:
    """One run. `tell(people, people_of, filling)` hears of every page; `filling` the first time only."""

    def __init__(
        self,
        send: Send,
        mirror: Mirror,
        tell: Callable[[int, int, bool], None],
        *,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
    ) -> None:
        self._send = send
        self._mirror = mirror
        self._tell = tell
        self._now = now
        self._monotonic = monotonic
        self._size = FIRST_SIZE
        self.changed = 0
        self._changed_since_kept = 0

    async def run(self, *, full: bool) -> None:
        """Bring the mirror's people up to date. Raises `CapxError`; what has arrived stays."""
        begun = self._now()
        if full and not self._mirror.fact("cursor"):
            await self._mirror.write(set_fact, "swept_at", "")
        if self._sweep_is_due():
            await self._sweep()
        else:
            count = await self._newest()
            gap = count - self._mirror.people_count()
            if gap != int(self._mirror.fact("gap") or "0") and not await self._reconcile(count):
                await self._mirror.write(set_fact, "swept_at", "")
                await self._sweep()
        await self._mirror.write(_checked, begun.isoformat())
        await self._keep_index(in_the_end=True)

    def _sweep_is_due(self) -> bool:
        swept_at = self._mirror.fact("swept_at")
        if not swept_at or self._mirror.fact("cursor"):
            return True
        return not holds(datetime.fromisoformat(swept_at), self._now(), FULL_EVERY)

    # What is new

    async def _newest(self) -> int:
        """Everybody changed since the last time, newest first. Returns how many people the service has.

        Reads on through everybody of the very moment where the last time ended: several may share it. So
        many as are known to share it are asked for at once, and one more, to see the moment pass.
        """
        mark = int(self._mirror.fact("mark") or "0")
        sharing = self._mirror.people_index().index.changed_at(mark)
        size = min(_LARGEST, max(_REFRESH_SIZE, sharing + 1))
        offset = count = 0
        moments: dict[int, int] = {}
        while True:
            page = await self._page(size, offset)
            offset = _next(offset, page, count)
            missed, count = count > page.count, page.count
            moments.update((person.id, microseconds(person.last_update)) for person in page.people)
            await self._add(page.people)
            self._tell(self._mirror.people_count(), count, False)
            if not missed and (page.last or any(moment < mark for moment in moments.values())):
                break
            size = self._size
        await self._mirror.write(set_fact, "mark", str(self._mark([mark, *moments.values()])))
        return count

    def _mark(self, moments: Collection[int]) -> int:
        """The newest of `moments`. A change from a time to come, where there are others, hides no later one."""
        until = believed_until(self._now())
        return max((each for each in moments if 0 < each <= until), default=max(moments, default=0))

    async def _reconcile(self, count: int) -> bool:
        """Find out who is too many or too few from the list of all names. False if that does not settle it."""
        try:
            names = await self._send(lists.quick_list("users"))
        except CapxError:
            return False
        there = {int(key) for key in names if key.isascii() and key.isdigit()}
        here = set(self._mirror.people_index().index.all_ids())
        missing = there - here
        if len(there) != count or len(missing) > _ONE_BY_ONE:
            return False
        self.changed += await self._mirror.remove_people(here - there)
        for person_id in sorted(missing):
            await self._one(person_id)
        return self._mirror.people_count() == count

    async def _one(self, person_id: int) -> None:
        """Fetch one person; one who is not there (any more) is taken out."""
        try:
            shape = await self._send(people.user(person_id))
        except Missing:
            self.changed += await self._mirror.remove_people((person_id,))
        else:
            await self._add([convert.person(shape)])

    # Everybody

    async def _sweep(self) -> None:
        cursor = self._kept_cursor()
        if cursor is None:
            cursor = await self._mirror.write(_begin_sweep, 1, 0)
        self._size = cursor.size
        while not await self._round(cursor):
            if cursor.round == _ROUNDS:
                await self._give_up(cursor)
                break
            # Other page borders, so that what fell between two pages does not fall there again.
            self._size = max(_SMALLEST, self._size * 2 // 3)
            cursor = await self._mirror.write(_begin_sweep, cursor.round + 1, cursor.mark)
        await self._mirror.write(_swept, self._now().isoformat(), cursor.mark)
        if cursor.pages > 1 or cursor.round > 1:
            # Who changed while we read jumped to the front, out of our way.
            await self._newest()

    def _kept_cursor(self) -> _Cursor | None:
        kept = self._mirror.fact("cursor")
        try:
            return msgspec.json.decode(kept, type=_Cursor) if kept else None
        except msgspec.MsgspecError:
            return None

    async def _round(self, cursor: _Cursor) -> bool:
        """Read the list to its end. Whether everybody was met, and nobody who is gone."""
        while True:
            page = await self._page(self._size, cursor.offset)
            if cursor.pages == 0 and cursor.round == 1:
                cursor.mark = self._mark([microseconds(person.last_update) for person in page.people])
            missed = cursor.count > page.count
            cursor.offset = _next(cursor.offset, page, cursor.count)
            cursor.count, cursor.size = page.count, self._size
            cursor.pages += 1
            await self._add(page.people, cursor)
            self._tell(min(cursor.offset, page.count), page.count, not self._mirror.fact("filled_at"))
            if page.last and not missed:
                break
        if self._mirror.people_met(cursor.sweep) == cursor.count:
            self.changed += await self._mirror.write(mirror_people.remove_unmet, cursor.sweep)
        elif not await self._reconcile(cursor.count):
            return False
        # Those who are there and were not met have slipped between two pages.
        unmet = self._mirror.people_unmet(cursor.sweep)
        if len(unmet) > _ONE_BY_ONE:
            return False
        for person_id in unmet:
            await self._one(person_id)
        await self._mirror.write(set_fact, "gap", "")
        return True

    async def _give_up(self, cursor: _Cursor) -> None:
        """The numbers do not meet: keep whoever was met in any round, and ask for the others one by one."""
        unmet = self._mirror.people_unmet(cursor.sweep - cursor.round + 1)
        for person_id in unmet[:_ONE_BY_ONE]:
            await self._one(person_id)
        # The difference is the service's own; it is no reason to read everybody again each time.
        await self._mirror.write(set_fact, "gap", str(cursor.count - self._mirror.people_count()))

    # Pages

    async def _page(self, size: int, offset: int) -> _Page:
        """One page, smaller if the service cannot bear it; its time decides how large the next one is."""
        while True:
            begun = self._monotonic()
            try:
                page: Page[ProfileShape] = await self._send(people.users(size, offset, ordering="-last_update"))
                break
            except (TimedOut, AnswerTooLarge, ServiceDown) as error:
                # A service that is down is down for small pages too; one that gave up on a large page is not.
                if size <= _SMALLEST or (isinstance(error, ServiceDown) and error.status != 504):
                    raise
                size = self._size = max(_SMALLEST, size // 4)
        seconds = max(self._monotonic() - begun, 0.001)
        if len(page.results) == size:
            fitting = int(size * _PAGE_S / seconds)
            self._size = min(_LARGEST, max(_SMALLEST, min(fitting, self._size * 2)))
        if not page.count and self._mirror.people_count() >= _NEVER_ALL_GONE:
            raise NobodyLeft
        last = page.next is None or not page.results
        return _Page(convert.people(page.results), len(page.results), page.count, last)

    async def _add(self, found: list[Person], cursor: _Cursor | None = None) -> None:
        changed = await self._mirror.write(_add_page, found, cursor)
        self.changed += changed
        self._changed_since_kept += changed
        await self._keep_index(in_the_end=False)

    async def _keep_index(self, *, in_the_end: bool) -> None:
        """Keep the explore index: when it has grown by an eighth, and in the end if much would have to be patched."""
        generation, pending = self._mirror.index_backlog()
        enough = 200 if in_the_end and generation else 1 if in_the_end else max(2000, self._mirror.people_count() // 8)
        if self._changed_since_kept >= enough or (in_the_end and pending >= enough):
            await self._mirror.keep_index()
            self._changed_since_kept = 0


def _next(offset: int, page: _Page, counted_before: int) -> int:
    """Where to read on: after the page, or as far before it as people have left since the one before."""
    left = counted_before - page.count
    return max(0, offset - left) if left > 0 else offset + page.rows


def _add_page(connection: sqlite3.Connection, found: list[Person], cursor: _Cursor | None) -> int:
    if cursor is not None:
        set_fact(connection, "cursor", msgspec.json.encode(cursor).decode())
    return mirror_people.add_people(connection, found)


def _begin_sweep(connection: sqlite3.Connection, round_: int, mark: int) -> _Cursor:
    sweep = int(fact(connection, "sweep", "0")) + 1
    set_fact(connection, "sweep", str(sweep))
    return _Cursor(sweep=sweep, round=round_, mark=mark, size=FIRST_SIZE)


def _swept(connection: sqlite3.Connection, now: str, mark: int) -> None:
    set_fact(connection, "cursor", "")
    set_fact(connection, "swept_at", now)
    if not fact(connection, "filled_at"):
        set_fact(connection, "filled_at", now)
    set_fact(connection, "mark", str(mark))


def _checked(connection: sqlite3.Connection, now: str) -> None:
    set_fact(connection, "checked_at", now)
