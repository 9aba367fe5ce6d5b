"""What the service recommends to whoever is signed in, in its groups.

Source: ``GET /recommendation/``; behaviour file, section 2. The service counts what two lists share and keeps
nothing else in mind; of equals it gives others each time.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from capx_tui.model.directory import Event, Organization
from capx_tui.model.people import Person, Proficiency
from capx_tui.model.profile import Profile

__all__ = ["Group", "Hint", "Recommendations", "lists_of", "shared"]

#: A language at this level counts on neither side.
_NOT_PROFICIENT = "0"


class Group(enum.Enum):
    """Why somebody or something is recommended; in the order in which they are read."""

    #: They want what I offer.
    SHARE_WITH = "share-with"
    SHARE_WITH_ORGANIZATIONS = "share-with-organizations"
    #: They offer what I want.
    LEARN_FROM = "learn-from"
    LEARN_FROM_ORGANIZATIONS = "learn-from-organizations"
    SAME_LANGUAGE = "same-language"
    #: In none of my lists.
    CAPACITIES = "capacities"
    #: To come, and about what I know or want.
    EVENTS = "events"

    @property
    def is_people(self) -> bool:
        """Its rows are people."""
        return self in (Group.SHARE_WITH, Group.LEARN_FROM, Group.SAME_LANGUAGE)

    @property
    def is_organizations(self) -> bool:
        """Its rows are organizations."""
        return self in (Group.SHARE_WITH_ORGANIZATIONS, Group.LEARN_FROM_ORGANIZATIONS)


class Hint(msgspec.Struct, frozen=True, array_like=True):
    """One row: the service's id of a person, an organization, a capacity or an event.

    `name` is as the service gives it, "" for a capacity and where an organization has no English name.
    `matches`: how many capacities, or languages, are shared; 0 for capacities and events.
    """

    id: int
    name: str = ""
    matches: int = 0


class Recommendations(msgspec.Struct, frozen=True, kw_only=True):
    """One answer: the rows of each group, most matches first. `events` are those of the last group, whole."""

    groups: Mapping[Group, tuple[Hint, ...]] = MappingProxyType({})
    events: tuple[Event, ...] = ()

    def rows(self, group: Group) -> tuple[Hint, ...]:
        """The rows of one group."""
        return self.groups.get(group, ())

    def event(self, event_id: int) -> Event | None:
        """One of the events."""
        return next((event for event in self.events if event.id == event_id), None)


def lists_of(me: Profile) -> tuple[tuple[int, ...], ...]:
    """What the answer depends on: another value means that the service would recommend others."""
    return tuple(
        tuple(sorted(each)) for each in (me.skills_known, me.skills_available, me.skills_wanted, _spoken(me.language))
    )


def shared(group: Group, me: Profile, them: Person | Organization | Event | None) -> tuple[int, ...]:
    """The ids, of capacities or languages, for which the service puts `them` into `group`, in the order of mine.

    Nothing for a capacity, and for somebody of whom nothing is known.
    """
    mine: tuple[int, ...] = ()
    theirs: tuple[int, ...] = ()
    if isinstance(them, Event):
        mine, theirs = (*me.skills_wanted, *me.skills_known), them.related_skills
    elif isinstance(them, Person) and group is Group.SAME_LANGUAGE:
        mine, theirs = _spoken(me.language), _spoken(them.language)
    elif group in (Group.SHARE_WITH, Group.SHARE_WITH_ORGANIZATIONS):
        mine, theirs = me.skills_available, _wanted(them)
    elif group in (Group.LEARN_FROM, Group.LEARN_FROM_ORGANIZATIONS):
        mine, theirs = me.skills_wanted, _available(them)
    return tuple(each for each in dict.fromkeys(mine) if each in theirs)


def _wanted(them: Person | Organization | None) -> tuple[int, ...]:
    if isinstance(them, Organization):
        return them.wanted_capacities
    return them.skills_wanted if them is not None else ()


def _available(them: Person | Organization | None) -> tuple[int, ...]:
    if isinstance(them, Organization):
        return them.available_capacities
    return them.skills_available if them is not None else ()


def _spoken(languages: tuple[Proficiency, ...]) -> tuple[int, ...]:
    return tuple(each.id for each in languages if each.proficiency != _NOT_PROFICIENT)
