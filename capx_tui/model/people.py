"""People as everyone may see them, and the words for what they exchange."""

from __future__ import annotations

import enum
from functools import lru_cache

import msgspec

__all__ = ["LEVELS", "Person", "Proficiency", "Role", "level_rank", "roles_held", "roles_of"]

#: Proficiency levels from least to most, as the service writes them (guide: "Languages").
LEVELS = ("0", "1", "2", "3", "4", "5", "n")


def level_rank(level: str) -> int:
    """0 for Not proficient up to 6 for Native; an unknown level counts as 0."""
    return LEVELS.index(level) if level in LEVELS else 0


class Role(enum.Enum):
    """What a person is in an exchange (guide: "Nature of the exchange")."""

    LEARNER = "learner"
    SHARER = "sharer"
    PROFICIENT = "proficient"


class Proficiency(msgspec.Struct, frozen=True, array_like=True):
    """One language of a person: the service's language id and a level of `LEVELS`."""

    id: int
    proficiency: str


class Person(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A public profile: `GET /users/` without what is nobody else's business (e-mail, staff flags).

    Ids are the service's. Texts are cleaned on arrival. Times are ISO 8601 in UTC, "" if not given.
    """

    id: int
    username: str
    display_name: str = ""
    pronoun: str = ""
    about: str = ""
    about_language: int | None = None
    wikidata_qid: str = ""
    wiki_alt: str = ""
    team: str = ""
    avatar: int | None = None
    territory: tuple[int, ...] = ()
    affiliation: tuple[int, ...] = ()
    wikimedia_project: tuple[int, ...] = ()
    skills_known: tuple[int, ...] = ()
    skills_available: tuple[int, ...] = ()
    skills_wanted: tuple[int, ...] = ()
    language: tuple[Proficiency, ...] = ()
    badges: tuple[int, ...] = ()
    is_manager: tuple[int, ...] = ()
    contact: tuple[str, ...] = ()
    social: tuple[str, ...] = ()
    date_joined: str = ""
    last_update: str = ""
    last_login: str = ""

    @property
    def is_incomplete(self) -> bool:
        """No capacity in any list: left out of Explore unless asked for."""
        return not (self.skills_known or self.skills_available or self.skills_wanted)


def roles_of(person: Person) -> tuple[Role, ...]:
    """Sharer, Learner and Proficient in the order that tells most, each if its list is not empty."""
    return roles_held(bool(person.skills_available), bool(person.skills_wanted), bool(person.skills_known))


@lru_cache(maxsize=8)
def roles_held(offers: bool, wants: bool, knows: bool) -> tuple[Role, ...]:
    """The same, of whose lists are not empty."""
    held = ((Role.SHARER, offers), (Role.LEARNER, wants), (Role.PROFICIENT, knows))
    return tuple(role for role, is_held in held if is_held)
