"""What a person asks of Explore: the filter, the order, and which lists the rows show."""

from __future__ import annotations

import enum

import msgspec

from capx_tui.model.people import LEVELS, Role
from capx_tui.text import fold

__all__ = [
    "CapacityList",
    "ExploreFilter",
    "Facet",
    "LanguageAtLeast",
    "Sort",
    "language_rank",
]


class CapacityList(enum.Enum):
    """The three lists of a profile (guide: "Difference between capacities")."""

    KNOWN = "known"
    AVAILABLE = "available"
    WANTED = "wanted"


class Sort(enum.Enum):
    """The order of the rows."""

    #: Newest change first.
    UPDATED = "updated"
    #: By user name, folded.
    NAME = "name"
    #: Best match for one's own profile first, mutual exchange before one-sided.
    MATCH = "match"


class Facet(enum.Enum):
    """One kind of condition. Values of one facet are alternatives; facets narrow each other."""

    TEXT = "text"
    CAPACITIES = "capacities"
    KNOWN = "known"
    AVAILABLE = "available"
    WANTED = "wanted"
    ROLES = "roles"
    TERRITORIES = "territories"
    AFFILIATIONS = "affiliations"
    LANGUAGES = "languages"
    PROJECTS = "projects"
    SAVED = "saved"


def language_rank(level: str) -> int:
    """0 for a level that was not given or is unknown, 1 for Not proficient, up to 7 for Native."""
    return LEVELS.index(level) + 1 if level in LEVELS else 0


class LanguageAtLeast(msgspec.Struct, frozen=True, array_like=True):
    """A language, spoken at `level` (one of `LEVELS`) or better; "" takes every level, a blank one too."""

    id: int
    level: str = ""


class ExploreFilter(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which people: alternatives inside a field, all fields together.

    `capacities` looks in all three lists, or in the lists that `roles` names where there are roles
    (guide: "Exchange with"). `incomplete` adds people without any capacity.
    """

    text: str = ""
    capacities: tuple[int, ...] = ()
    known: tuple[int, ...] = ()
    available: tuple[int, ...] = ()
    wanted: tuple[int, ...] = ()
    #: A capacity stands for everything below it too.
    with_children: bool = False
    roles: tuple[Role, ...] = ()
    territories: tuple[int, ...] = ()
    affiliations: tuple[int, ...] = ()
    languages: tuple[LanguageAtLeast, ...] = ()
    projects: tuple[int, ...] = ()
    saved: bool = False
    incomplete: bool = False

    @property
    def active(self) -> tuple[Facet, ...]:
        """The facets that narrow, in the order of the fields. `incomplete` widens, so it does not count."""
        return tuple(
            facet for facet in Facet if (fold(self.text) if facet is Facet.TEXT else getattr(self, facet.value))
        )

    def without(self, facet: Facet) -> ExploreFilter:
        """The same filter with one facet taken out."""
        return msgspec.structs.replace(self, **{facet.value: _NOTHING[facet]})


_NOTHING: dict[Facet, object] = dict.fromkeys(Facet, ()) | {Facet.TEXT: "", Facet.SAVED: False}
