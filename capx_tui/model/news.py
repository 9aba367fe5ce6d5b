"""What is new since somebody last looked, as far as it touches what they know, offer or want."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from capx_tui.model.capacities import Capacity
from capx_tui.model.directory import Event
from capx_tui.model.event_list import When, events_when
from capx_tui.model.profile import Profile

__all__ = ["Marks", "NewCapacity", "marks_of", "new_capacities", "new_events"]


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """How far somebody has seen; 0 where there was nothing to see yet, and then nothing is new.

    `people`: the latest change of a profile, in microseconds since 1970. The others: the greatest id.
    """

    people: int = 0
    capacity: int = 0
    event: int = 0

    def up_to(self, other: Marks) -> Marks:
        """Both; what was seen is not unseen where less is there the next time."""
        return Marks(
            people=max(self.people, other.people),
            capacity=max(self.capacity, other.capacity),
            event=max(self.event, other.event),
        )


@dataclass(frozen=True, slots=True)
class NewCapacity:
    """`beside`: those of one's own lists that are right below the same parent, or are it."""

    id: int
    parent: int
    beside: tuple[int, ...]


def marks_of(latest: int, capacities: Iterable[Capacity], events: Iterable[Event]) -> Marks:
    """Everything there is, seen; `latest` as `Marks.people`."""
    return Marks(
        people=latest,
        capacity=max((each.id for each in capacities), default=0),
        event=max((each.id for each in events), default=0),
    )


def new_capacities(capacities: Collection[Capacity], marks: Marks, me: Profile) -> tuple[NewCapacity, ...]:
    """Those that came beside one's own, or right below; ids only grow."""
    if not marks.capacity:
        return ()
    mine = _mine(me)
    parents = {each.id: each.parent for each in capacities}
    found = []
    for each in sorted(capacities, key=lambda capacity: capacity.id):
        if each.id > marks.capacity and each.parent is not None:
            beside = tuple(own for own in mine if own == each.parent or parents.get(own) == each.parent)
            if beside:
                found.append(NewCapacity(each.id, each.parent, beside))
    return tuple(found)


def new_events(events: Iterable[Event], marks: Marks, me: Profile, now: datetime) -> tuple[Event, ...]:
    """Those that were added, have not ended and are about one's own capacities; soonest first."""
    if not marks.event:
        return ()
    mine = set(_mine(me))
    added = [each for each in events if each.id > marks.event and not mine.isdisjoint(each.related_skills)]
    return tuple(events_when(added, When.UPCOMING, now))


def _mine(me: Profile) -> tuple[int, ...]:
    return tuple(dict.fromkeys((*me.skills_wanted, *me.skills_available, *me.skills_known)))
