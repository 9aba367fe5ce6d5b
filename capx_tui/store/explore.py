"""Explore: who matches, in which order, and how many there would be of each value.

Everything is computed here from the mirror, at once; the service is only asked for what is new.
"""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from capx_tui.errors import CapxError, RuleError, StorageError
from capx_tui.i18n.lists import commas
from capx_tui.i18n.order import alphabetical
from capx_tui.model.explore import CapacityList, ExploreFilter, Facet, Sort
from capx_tui.model.matches import Matching
from capx_tui.model.naming import Kind
from capx_tui.model.people import Person, Role
from capx_tui.model.people_index import Order, PeopleIndex, Relations, Selection
from capx_tui.store.base import Store
from capx_tui.store.filters import SHOWN_BY_DEFAULT, ExploreMemory, FilterFile
from capx_tui.store.mirror import Mirror
from capx_tui.store.mirror_people import IndexReplaced, KeptIndex
from capx_tui.store.names import Names

if TYPE_CHECKING:
    from capx_tui.store.sync import Sync
    from capx_tui.store.sync_progress import SyncProgress

__all__ = ["ExploreState", "ExploreStore", "FacetValue", "Phase"]

T = TypeVar("T")

#: The kind of name behind the values of each facet.
_KINDS = {
    **dict.fromkeys((Facet.CAPACITIES, Facet.KNOWN, Facet.AVAILABLE, Facet.WANTED), Kind.CAPACITY),
    Facet.TERRITORIES: Kind.TERRITORY,
    Facet.AFFILIATIONS: Kind.ORGANIZATION,
    Facet.LANGUAGES: Kind.LANGUAGE,
    Facet.PROJECTS: Kind.PROJECT,
}
#: Rows read ahead of being asked for: a page moves into view from memory.
_ROWS_KEPT = 400
#: The filter is kept so long after the last change of it.
_SAVED_AFTER_S = 1.0
_EVERYBODY = ExploreFilter()


class Phase(enum.Enum):
    """Where the rows come from, in one word."""

    #: Nothing was ever fetched, and nothing is under way.
    EMPTY = "empty"
    #: People are arriving; those who have arrived are there.
    FILLING = "filling"
    READY = "ready"
    #: The last refresh failed: the rows are those of the last good one.
    OFFLINE = "offline"
    #: It failed, and the service is being asked once more.
    AGAIN = "again"


class FacetValue(NamedTuple):
    """One choice: how many people there are with it under all the other filters."""

    id: int
    name: str
    count: int  # type: ignore[assignment]  # a tuple's own `count` is of no use here


class ExploreState(msgspec.Struct, frozen=True):
    """`total` people are in the mirror, `count` of them match.

    `revision` is another number whenever the rows may be others.
    """

    filter: ExploreFilter = _EVERYBODY
    sort: Sort = Sort.UPDATED
    #: The lists that the rows show.
    shown_lists: frozenset[CapacityList] = SHOWN_BY_DEFAULT
    total: int = 0
    count: int = 0
    phase: Phase = Phase.EMPTY
    #: When the service last told us everything, in UTC; None for never. The mirror's age.
    checked_at: datetime | None = None
    #: People fetched so far, and how many there are, while `phase` is FILLING.
    filled: int = 0
    filling_of: int = 0
    #: Why the last refresh failed.
    error: CapxError | None = None
    revision: int = 0


class ExploreStore(Store[ExploreState]):
    """`saved` gives the ids of the people saved by whoever is signed in, `matching` what makes a match for them."""

    def __init__(
        self,
        mirror: Mirror,
        names: Names,
        filters: FilterFile,
        sync: Sync,
        *,
        saved: Callable[[], Collection[int]] = tuple,
        matching: Callable[[], Matching | None] = lambda: None,
    ) -> None:
        super().__init__(ExploreState())
        self._mirror = mirror
        self._names = names
        self._filters = filters
        self._sync = sync
        self._saved = saved
        self._matching = matching
        self._named: dict[str, ExploreFilter] = {}
        self._unsaved: asyncio.TimerHandle | None = None
        self._kept = KeptIndex(PeopleIndex(), 0, 0)
        self._lists = 0
        self._selection = Selection()
        self._order: Order | None = None
        self._rows: dict[int, Person] = {}
        sync.subscribe(self._on_progress)

    # Opening

    def start(self) -> None:
        """Take up where the person left, over whatever the mirror holds. Quick, and asks the service nothing."""
        memory = self._filters.read()
        self._named = dict(memory.named)
        try:
            self._lists = self._mirror.lists_version()
            self._kept = self._mirror.people_index()
        except StorageError as error:
            self._set(self._begin("show"), error=error)
            return
        sort = memory.sort if memory.sort is not Sort.MATCH or self.can_match else Sort.UPDATED
        self._show(filter=memory.filter, sort=sort, shown_lists=memory.shown_lists)

    def catch_up(self) -> None:
        """Take over what changed in the mirror since, whoever changed it."""
        lists = self._mirror.lists_version()
        if self._mirror.index_generation() != self._kept.generation:
            self._kept = self._mirror.people_index()
        elif self._mirror.revision() != self._kept.revision:
            changes = self._mirror.changes_since(self._kept.revision)
            self._kept.index.patch(changes.people, changes.removed)
            self._kept = msgspec.structs.replace(self._kept, revision=changes.revision)
        elif lists == self._lists:
            self._set(self._begin("age"), checked_at=self._mirror.checked_at())
            return
        self._lists = lists
        self._show()

    def saved_changed(self) -> None:
        """Other people are saved than before: who matches may be others."""
        if self.state.filter.saved:
            self._show()

    @property
    def data_revision(self) -> tuple[int, int, int]:
        """Another value whenever people or lists are others: what counts and names were made from."""
        return self._kept.generation, self._kept.revision, self._lists

    def asking(self, question: Callable[[PeopleIndex], T]) -> T:
        """`question(index)`, with the index opened again if another process replaced it meanwhile."""
        try:
            return question(self._kept.index)
        except IndexReplaced:
            self._kept = self._mirror.people_index()
            # The places of people are others now.
            self._selection = self._kept.index.select(self.state.filter, self.relations())
            self._order = None
            return question(self._kept.index)

    @property
    def trouble(self) -> StorageError | None:
        """Why filters cannot be kept beyond the program's end, None where they can."""
        return self._filters.error

    # The filter

    def set_filter(self, asked: ExploreFilter) -> None:
        """Ask for other people."""
        self._show(filter=asked)
        self._remember_soon()

    def set_text(self, text: str) -> None:
        """Ask for people with `text` in a name."""
        self.set_filter(msgspec.structs.replace(self.state.filter, text=text))

    def clear(self) -> None:
        """Everybody with a capacity again."""
        self.set_filter(ExploreFilter())

    @property
    def can_match(self) -> bool:
        """There is a profile to match with."""
        return self._matching() is not None

    def set_sort(self, sort: Sort) -> None:
        """Order otherwise. Raises `RuleError` for the order by match without a profile to match with."""
        if sort is Sort.MATCH and not self.can_match:
            raise RuleError("explore-match-needs-profile")
        self._show(sort=sort)
        self._remember_soon()

    def next_sort(self) -> None:
        """The next order; by match only where there is a profile to match with."""
        orders = (Sort.UPDATED, Sort.NAME, *([Sort.MATCH] if self.can_match else []))
        self.set_sort(orders[(orders.index(self.state.sort) + 1) % len(orders) if self.state.sort in orders else 0])

    def toggle_known(self) -> bool:
        """Known capacities in the rows, or not; whether they are there now."""
        self.set_shown_lists(self.state.shown_lists ^ {CapacityList.KNOWN})
        return CapacityList.KNOWN in self.state.shown_lists

    def set_shown_lists(self, lists: Iterable[CapacityList]) -> None:
        """Which lists the rows show."""
        self._show(shown_lists=frozenset(lists))
        self._remember_soon()

    def named_filters(self) -> dict[str, ExploreFilter]:
        """The filters that were given names, by name."""
        return dict(sorted(self._named.items(), key=lambda each: (alphabetical(each[0]), each[0])))

    def save_filter(self, name: str) -> None:
        """Give the filter as it is a name; one of that name is replaced. Raises `RuleError` for a blank name."""
        name = " ".join(name.split())
        if not name:
            raise RuleError("explore-filter-name-empty", field="name")
        self._named[name] = self.state.filter
        self._remember()

    def use_filter(self, name: str) -> None:
        """Ask what the filter of this name asks. Raises `RuleError` for a name there is none of."""
        if name not in self._named:
            raise RuleError("explore-filter-name-unknown", name, commas(self.named_filters()), field="name")
        self.set_filter(self._named[name])

    def rename_filter(self, old: str, new: str) -> None:
        """Give the filter of the name `old` the name `new`.

        Raises `RuleError` for a blank name, one that another filter has, and a filter there is none of.
        """
        new = " ".join(new.split())
        if not new:
            raise RuleError("explore-filter-name-empty", field="name")
        if old not in self._named:
            raise RuleError("explore-filter-name-unknown", old, commas(self.named_filters()), field="name")
        if new != old and new in self._named:
            raise RuleError("explore-filter-name-taken", new, field="name")
        self._named[new] = self._named.pop(old)
        self._remember()

    def delete_filter(self, name: str) -> None:
        """Forget the filter of this name."""
        self._named.pop(name, None)
        self._remember()

    def _remember_soon(self) -> None:
        """Not at every key: a home across a network takes its time to write."""
        if self._unsaved is not None:
            self._unsaved.cancel()
        try:
            self._unsaved = asyncio.get_running_loop().call_later(_SAVED_AFTER_S, self._remember)
        except RuntimeError:
            self._remember()

    def flush(self) -> None:
        """Keep at once what would be kept soon: for the end of the program."""
        if self._unsaved is not None:
            self._remember()

    def _remember(self) -> None:
        if self._unsaved is not None:
            self._unsaved.cancel()
            self._unsaved = None
        state = self.state
        self._filters.write(
            ExploreMemory(filter=state.filter, sort=state.sort, shown_lists=state.shown_lists, named=self._named)
        )

    # The rows

    def rows(self, start: int, count: int) -> list[Person]:
        """The people at places `start` to `start + count`, as many as there are."""
        ids = self.ids()[start : start + count]
        missing = [person_id for person_id in ids if person_id not in self._rows]
        if missing:
            if len(self._rows) + len(missing) > _ROWS_KEPT:
                self._rows = {person_id: self._rows[person_id] for person_id in ids if person_id in self._rows}
            self._rows.update((person.id, person) for person in self._mirror.persons(missing))
        return [self._rows[person_id] for person_id in ids if person_id in self._rows]

    def ids(self) -> Sequence[int]:
        """The ids of everybody who matches, in order."""
        if self._order is None:
            sort, matching = self.state.sort, self._matching()
            self._order = self.asking(lambda index: index.order_of(self._selection, sort, matching))
        return self._order

    def position_of(self, person_id: int) -> int | None:
        """The place of a person, None for somebody who does not match."""
        self.ids()
        return self._order.position(person_id) if self._order is not None else None

    # The choices

    def relations(self) -> Relations:
        """What a filter means beyond the profiles: sub-capacities, countries of regions, saved people."""
        return Relations(self._names.tree(), self._names.territory_children(), self._saved())

    def facet_values(self, facet: Facet, text: str = "") -> list[FacetValue]:
        """What can be chosen for a facet: names that hold `text`, best first, each with its live count.

        Text, saved and roles have no such values (see `role_counts`).
        """
        relations, asked = self.relations(), self.state.filter
        counts = self.asking(lambda index: index.counts(asked, facet, relations))
        found = self._names.search(_KINDS[facet], text)
        return [FacetValue(each.id, each.name, counts.get(each.id, 0)) for each in found]

    def role_counts(self) -> dict[Role, int]:
        """How many of each role under the other filters."""
        relations, asked = self.relations(), self.state.filter
        return self.asking(lambda index: index.role_counts(asked, relations))

    def relief(self) -> list[tuple[Facet, int]]:
        """For an empty result: which one filter to drop, and how many people that brings; best first."""
        relations, asked = self.relations(), self.state.filter
        return self.asking(lambda index: index.relief(asked, relations))

    # Refreshing

    async def refresh(self) -> None:
        """Ask the service for what is new. A failure lands in the state; cancelling keeps what has arrived."""
        ticket = self._begin("refresh")
        if not len(self._kept.index):
            # Before the first answer, which may take its time: an empty list is not the whole story.
            self._set(ticket, phase=Phase.FILLING, filled=0, filling_of=0)
        elif self.state.error is not None:
            self._set(ticket, phase=Phase.AGAIN)
        failed = self.state.error
        try:
            await self._sync.run()
            failed = None
        except CapxError as error:
            failed = error
        finally:
            if self.state.phase in (Phase.FILLING, Phase.AGAIN):
                self._set(ticket, phase=self._resting_phase(failed), error=failed)
        try:
            self.catch_up()
        except StorageError as error:
            failed = failed or error
        self._set(ticket, error=failed, phase=self._resting_phase(failed))

    def _on_progress(self, progress: SyncProgress) -> None:
        try:
            self.catch_up()
        except StorageError as error:
            # A sync is not ended by somebody who cannot follow it.
            self._set(self._begin("progress"), error=error)
            return
        filling = (progress.filling or not len(self._kept.index)) and not progress.finished
        is_again = self.state.phase is Phase.AGAIN
        phase = Phase.FILLING if filling else Phase.AGAIN if is_again else self._resting_phase(None)
        self._set(self._begin("progress"), phase=phase, filled=progress.people, filling_of=progress.people_of)

    def _resting_phase(self, error: CapxError | None) -> Phase:
        if not len(self._kept.index):
            return Phase.EMPTY
        return Phase.OFFLINE if error is not None else Phase.READY

    def _show(self, **changes: object) -> None:
        """Compute the selection for the filter as it is after `changes`, and publish both."""
        ticket = self._begin("show")
        asked = changes.get("filter", self.state.filter)
        assert isinstance(asked, ExploreFilter)
        relations = self.relations()
        self._selection = self.asking(lambda index: index.select(asked, relations))
        self._order = None
        self._rows.clear()
        phase = self.state.phase
        self._set(
            ticket,
            **changes,
            total=len(self._kept.index),
            count=self._selection.count,
            phase=phase if phase in (Phase.FILLING, Phase.AGAIN) else self._resting_phase(self.state.error),
            checked_at=self._mirror.checked_at(),
            revision=self.state.revision + 1,
            error=self._mirror.lost_to_tell() or self.state.error,
        )
