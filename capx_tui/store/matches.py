"""Matches of whoever is signed in: found in the mirror, at once, by one's own profile.

The service is asked for one's own profile only; the people are the mirror's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import msgspec

from capx_tui.errors import CapxError, NotSignedIn, StorageError
from capx_tui.model.matches import Match, Matching, ReasonKind
from capx_tui.model.people import Person
from capx_tui.model.profile import Profile
from capx_tui.store.base import Store
from capx_tui.store.explore import ExploreStore
from capx_tui.store.match_memory import MatchMemory, MatchNotes
from capx_tui.store.mirror import Mirror
from capx_tui.store.my_profile import MyProfileStore
from capx_tui.store.names import Names

__all__ = ["MatchesState", "MatchesStore"]


@dataclass(frozen=True)
class MatchesState:
    """`me` is None before one's profile is known. `count` people match, `mutual` of them first."""

    me: Profile | None = None
    #: There is something to exchange: capacities wanted or available.
    can_match: bool = False
    count: int = 0
    mutual: int = 0
    hidden: tuple[int, ...] = ()
    uncounted: frozenset[ReasonKind] = frozenset()
    #: One's own profile could not be read: what is known of it from before stands in.
    error: CapxError | None = None
    #: What was decided cannot be kept beyond the program's end.
    trouble: StorageError | None = None
    #: Another number whenever the rows may be others.
    revision: int = 0


class MatchesStore(Store[MatchesState]):
    """`account` gives the id of whoever is signed in, None for nobody; `memory` what an account decided before."""

    def __init__(
        self,
        explore: ExploreStore,
        mirror: Mirror,
        names: Names,
        my_profile: MyProfileStore,
        *,
        account: Callable[[], int | None],
        memory: Callable[[], MatchMemory],
    ) -> None:
        super().__init__(MatchesState())
        self._explore = explore
        self._mirror = mirror
        self._names = names
        self._my_profile = my_profile
        self._account = account
        self._memory = memory
        self._notes = MatchNotes()
        self._read_for: int | None = None
        self._made_from: object = None
        self._ids: Sequence[int] = ()
        self._matching: Matching | None = None

    # Reading

    def show(self) -> None:
        """By what is known of one's own profile; costs nothing where nothing has changed."""
        account = self._account()
        if account != self._read_for:
            self._read_for, self._notes = account, self._memory().read() if account is not None else MatchNotes()
        me = self._my_profile.known(account)
        made_from = (me, self._notes, self._explore.data_revision)
        if made_from == self._made_from:
            return
        self._made_from = made_from
        uncounted = frozenset(self._notes.uncounted)
        self._matching = Matching(me, self._names.territory_children(), uncounted) if me is not None else None
        self._ids, mutual = self._rank(self._matching) if self._matching is not None else ((), 0)
        self._set(
            self._begin("show"),
            me=me,
            can_match=me is not None and bool(me.skills_wanted or me.skills_available),
            count=len(self._ids),
            mutual=mutual,
            hidden=self._notes.hidden,
            uncounted=uncounted,
            revision=self.state.revision + 1,
        )

    def _rank(self, matching: Matching) -> tuple[Sequence[int], int]:
        """Whom the rows show, in order, and how many are mutual."""
        return self._explore.asking(lambda index: index.ranked(matching, self._notes.hidden))

    @property
    def matching(self) -> Matching | None:
        """What makes a match, as far as one's own profile is known."""
        return self._matching

    async def load(self) -> None:
        """Read one's own profile (``GET /profile/``), then match.

        Raises the errors of the request, which are in the state as well; `NotSignedIn` where nobody is signed in.
        """
        if self._account() is None:
            raise NotSignedIn
        ticket = self._begin("load")
        try:
            await self._my_profile.load()
        except CapxError as error:
            self._set(ticket, error=error)
            raise
        self._set(ticket, error=None)
        self.show()

    def rows(self, start: int, count: int) -> list[Match | None]:
        """The matches at places `start` to `start + count`, best first; None for who has left the mirror since."""
        if self._matching is None:
            return []
        ids = list(self._ids[start : start + count])
        found = {person.id: self._matching.match(person) for person in self._mirror.persons(ids)}
        return [found.get(number) for number in ids]

    def place_of(self, person_id: int) -> int | None:
        """Where somebody stands, from 0; None for somebody who is no match."""
        return self._ids.index(person_id) if person_id in self._ids else None

    def match(self, person_id: int) -> Match | None:
        """All that speaks for an exchange with one person; None where it cannot be told."""
        person = self._mirror.person(person_id)
        return self._matching.match(person) if self._matching is not None and person is not None else None

    def hidden(self) -> list[Person]:
        """Whom the person took out, those of them who are still there."""
        return self._mirror.persons(list(self._notes.hidden))

    # Deciding

    def hide(self, person_id: int, *, hidden: bool = True) -> None:
        """Take somebody out of the matches, or put them back."""
        others = tuple(each for each in self._notes.hidden if each != person_id)
        self._decide(hidden=(*others, person_id) if hidden else others)

    def count_kinds(self, kinds: Collection[ReasonKind]) -> None:
        """Let these kinds of reasons count, and no others."""
        self._decide(uncounted=tuple(kind for kind in ReasonKind if kind not in kinds))

    def _decide(self, **changes: object) -> None:
        memory = self._memory()
        # The command line may have told of matches meanwhile.
        self._notes = msgspec.structs.replace(memory.read() if self.state.trouble is None else self._notes, **changes)
        trouble: StorageError | None = None
        try:
            memory.write(self._notes)
        except StorageError as error:
            trouble = error
        self._set(self._begin("decide"), trouble=trouble)
        self.show()
