"""What is new for whoever is signed in since they last saw Home; the moment moves once they have seen it.

A visit is a run of the program, and begins anew where nobody looked for some hours: what is new in it stays there
until it is over. How far was seen is kept for each account on this machine alone; the service is told nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec

from capx_tui.errors import StorageError
from capx_tui.i18n.moments import parse
from capx_tui.model.directory import Event
from capx_tui.model.freshness import holds
from capx_tui.model.matches import Match
from capx_tui.model.news import Marks, NewCapacity, marks_of, new_capacities, new_events
from capx_tui.model.people_bits import believed_until
from capx_tui.store.base import Store
from capx_tui.store.explore import ExploreStore
from capx_tui.store.kept_text import KeptText
from capx_tui.store.matches import MatchesStore
from capx_tui.store.mirror import Mirror
from capx_tui.store.my_profile import MyProfileStore
from capx_tui.store.session import SessionStore

__all__ = ["VISIT_ENDS_AFTER", "NewsState", "NewsStore"]

#: Nobody looked for so long: looking again is another visit.
VISIT_ENDS_AFTER = timedelta(hours=4)


class _Seen(msgspec.Struct, frozen=True, kw_only=True):
    """How far Home was seen, and when (ISO 8601, UTC)."""

    marks: Marks
    seen_at: str


@dataclass(frozen=True)
class NewsState:
    """`since`: when Home was last seen before this visit (UTC), None for never.

    `people` are matches who joined or changed their profile, best first, without those who are hidden.
    """

    since: datetime | None = None
    people: tuple[int, ...] = ()
    capacities: tuple[NewCapacity, ...] = ()
    events: tuple[Event, ...] = ()
    #: What was seen cannot be kept beyond the program's end.
    trouble: StorageError | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing is new."""
        return not (self.people or self.capacities or self.events)


class NewsStore(Store[NewsState]):
    """Of whoever is signed in."""

    def __init__(
        self,
        session: SessionStore,
        mirror: Mirror,
        explore: ExploreStore,
        matches: MatchesStore,
        my_profile: MyProfileStore,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(NewsState())
        self._session = session
        self._mirror = mirror
        self._explore = explore
        self._matches = matches
        self._my_profile = my_profile
        self._now = now
        self._shown_for: int | None = None
        #: What was seen before this visit.
        self._before = Marks()
        #: What is shown now; None before anything was.
        self._shown: Marks | None = None
        self._kept: Marks | None = None
        self._seen_at: datetime | None = None
        self._made_from: object = None

    def show(self) -> None:
        """What is new by what is known now; costs nothing where nothing has changed."""
        account = self._session.account_id
        is_over = self._seen_at is not None and not holds(self._seen_at, self._now(), VISIT_ENDS_AFTER)
        if account != self._shown_for or is_over:
            self._begin_visit(account)
        me, matching = self._my_profile.known(account), self._matches.matching
        made_from = (me, self._before, self._explore.data_revision, self._matches.state.revision)
        if made_from == self._made_from:
            return
        self._made_from = made_from
        if me is None or matching is None:
            self._set(self._begin("news"), people=(), capacities=(), events=())
            return
        capacities, events = self._mirror.capacities(), self._mirror.events()
        believed = believed_until(self._now())
        until = self._explore.asking(lambda index: index.latest(believed))
        self._shown = marks_of(until, capacities, events)
        since, hidden = self._before.people, self._matches.state.hidden
        people: Sequence[int] = ()
        if since:
            people = self._explore.asking(lambda index: index.recent_matches(matching, since, until, hidden))
        self._set(
            self._begin("news"),
            people=tuple(people),
            capacities=new_capacities(capacities, self._before, me),
            events=new_events(events, self._before, me, self._now()),
        )

    def _begin_visit(self, account: int | None) -> None:
        seen = self._memory(account).find_value(_Seen) if account is not None else None
        self._shown_for, self._seen_at, self._shown = account, None, None
        self._before = seen.marks if seen is not None else Marks()
        self._kept = None
        since = parse(seen.seen_at) if seen is not None else None
        self._set(self._begin("news"), since=since, people=(), capacities=(), events=(), trouble=None)

    def seen(self) -> None:
        """The person has what is shown before their eyes: it is not new the next time."""
        shown = self._shown
        if shown is None or not shown.people or self._session.account_id != self._shown_for:
            return
        self._seen_at = self._now()
        marks = self._before.up_to(shown)
        if marks == self._kept:
            return
        self._kept = marks
        trouble: StorageError | None = None
        try:
            seen = _Seen(marks=marks, seen_at=self._seen_at.astimezone(UTC).isoformat(timespec="seconds"))
            self._memory(self._shown_for).keep_value(seen)
        except StorageError as error:
            trouble = error
        self._set(self._begin("seen"), trouble=trouble)

    def people(self, count: int) -> list[tuple[Match, bool]]:
        """The first `count` of the people, and of each whether they joined since; those who left are left out."""
        found = (self._matches.match(number) for number in self.state.people[:count])
        return [(match, self._joined(match)) for match in found if match is not None]

    def _joined(self, match: Match) -> bool:
        joined = parse(match.person.date_joined)
        return joined is not None and joined.timestamp() * 1_000_000 > self._before.people

    def _memory(self, account: int | None) -> KeptText:
        return KeptText(self._session.service, str(account or ""), "home", now=self._now)
