"""Saved people and organizations: what the service lists in rows, one item for each of them.

The service keeps a row for each relation (learner, sharer), so that one person can stand there twice. Nobody needs
to know: a person is saved or is not.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping

import msgspec

from capx_tui.i18n.order import alphabetical
from capx_tui.model.directory import Organization
from capx_tui.model.facets import Facets
from capx_tui.model.people import Person

__all__ = [
    "SavedEntry",
    "SavedItem",
    "SavedKind",
    "SavedRow",
    "SavedSort",
    "Subject",
    "in_order",
    "saved_facets",
    "saved_items",
]


class SavedKind(enum.Enum):
    """What can be saved, as the service calls it."""

    PERSON = "user"
    ORGANIZATION = "org"


class Subject(msgspec.Struct, frozen=True):
    """Whom one saves: `id` is the service's id of the person or organization."""

    kind: SavedKind
    id: int

    @property
    def key(self) -> str:
        """The same as one word."""
        return f"{self.kind.value}:{self.id}"


class SavedRow(msgspec.Struct, frozen=True):
    """A row of the service: its own `id`, and the relation that it is for (learner, sharer)."""

    id: int
    relation: str


class SavedItem(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is saved. `name` is the one last seen; `created_at` ISO 8601, when they were saved first.

    `is_gone`: the profile is not at the service any more, which then hides its rows; it is known from before.
    """

    subject: Subject
    rows: tuple[SavedRow, ...] = ()
    name: str = ""
    created_at: str = ""
    is_gone: bool = False

    @property
    def relation(self) -> str:
        """The relations, for scripts; the person never needs them."""
        return ",".join(row.relation for row in self.rows)


def saved_items(rows: Iterable[tuple[Subject, SavedRow, str]]) -> dict[str, SavedItem]:
    """The items that the service's rows make, by `Subject.key`, in the order in which they first stand there."""
    found: dict[str, SavedItem] = {}
    for subject, row, created_at in rows:
        before = found.get(subject.key)
        found[subject.key] = (
            SavedItem(subject=subject, rows=(row,), created_at=created_at)
            if before is None
            else msgspec.structs.replace(
                before,
                rows=(*before.rows, row),
                created_at=min(filter(None, (before.created_at, created_at)), default=""),
            )
        )
    return found


class SavedSort(enum.Enum):
    """The orders of the list."""

    NEWEST = "newest"
    NAME = "name"


class SavedEntry(msgspec.Struct, frozen=True):
    """A saved item with what is known of it: the copy of the profile if there is one, and one's own note."""

    item: SavedItem
    name: str
    note: str = ""
    person: Person | None = None
    organization: Organization | None = None

    @property
    def capacities(self) -> frozenset[int]:
        """All capacities of the profile, whatever list they are in."""
        if self.person is not None:
            lists = (self.person.skills_available, self.person.skills_wanted, self.person.skills_known)
        elif self.organization is not None:
            of = self.organization
            lists = (of.available_capacities, of.wanted_capacities, of.known_capacities)
        else:
            return frozenset()
        return frozenset(number for each in lists for number in each)

    @property
    def territories(self) -> tuple[int, ...]:
        """The territories of the profile."""
        profile = self.person or self.organization
        return profile.territory if profile is not None else ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The words it is found by: every name, and the note."""
        texts = [self.name, self.note]
        if self.person is not None:
            texts += [self.person.username, self.person.display_name]
        if self.organization is not None:
            texts += [self.organization.acronym, *self.organization.names.values()]
        return tuple(filter(None, texts))


def saved_facets(regions_of: Mapping[int, Iterable[int]]) -> Facets[SavedEntry]:
    """What the list can be asked for. `regions_of`: territory id → the regions above it."""
    return Facets(
        {
            "kinds": lambda entry, _asked: (entry.item.subject.kind.value,),
            "capacities": lambda entry, _asked: entry.capacities,
            "territories": lambda entry, _asked: {
                each for place in entry.territories for each in (place, *regions_of.get(place, ()))
            },
        },
        lambda entry: entry.texts,
    )


def in_order(entries: Iterable[SavedEntry], sort: SavedSort) -> list[SavedEntry]:
    """The entries in one of the orders; the name decides between equals."""
    named = sorted(entries, key=lambda entry: (alphabetical(entry.name), entry.item.subject.key))
    return named if sort is SavedSort.NAME else sorted(named, key=lambda entry: entry.item.created_at, reverse=True)
