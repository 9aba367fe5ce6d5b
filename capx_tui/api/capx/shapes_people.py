"""Shapes of profiles, recommendations and people by tag, and the body of a profile's PUT."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, UnsetType

from capx_tui.api.capx.shapes_capacities import SkillShape
from capx_tui.api.capx.shapes_events import EventShape
from capx_tui.api.capx.shapes_page import Id, Shape, Whole

__all__ = [
    "LanguageProficiencyShape",
    "LanguagePut",
    "OrganizationHintShape",
    "PersonHintShape",
    "ProfilePut",
    "ProfileShape",
    "RecommendationShape",
    "TaggedPersonShape",
    "UserShape",
    "UsersBySkillShape",
]

_NULL = msgspec.Raw(b"null")


class UserShape(Shape, frozen=True, kw_only=True):
    """The account inside a profile.

    The service sends an e-mail address here, to everybody; it has no field, so that it is dropped on arrival.
    `is_staff` is for one's own account only: staff are shown everybody's messages and reports.
    """

    id: Id
    username: str
    is_staff: bool = False
    is_active: bool = True
    date_joined: str | None = None


class LanguageProficiencyShape(Shape, frozen=True, kw_only=True):
    """A language's id and a level: 0 to 5 as numbers, ``"n"`` as text, ``""`` where none was given."""

    id: Id
    proficiency: Whole | str | None = None


class ProfileShape(Shape, frozen=True, kw_only=True):
    """`GET /users/`, `GET /profile/`: the same object in public and for its owner.

    `id` equals `user.id`. `contact` and `social` hold whatever JSON the person stored, so they stay bytes
    until `convert` looks at them. `badges` are those shown and complete, `is_manager` organizations.
    """

    id: Id
    user: UserShape
    is_manager: tuple[Id, ...] = ()
    last_login: str | None = None
    badges: tuple[Id, ...] = ()
    language: tuple[LanguageProficiencyShape, ...] = ()
    display_name: str | None = None
    pronoun: str | None = None
    about: str | None = None
    wikidata_qid: str | None = None
    wiki_alt: str | None = None
    team: str | None = None
    contact: msgspec.Raw = _NULL
    social: msgspec.Raw = _NULL
    last_update: str | None = None
    automated_lets_connect: bool | None = None
    avatar: Id | None = None
    about_language: Id | None = None
    territory: tuple[Id, ...] = ()
    affiliation: tuple[Id, ...] = ()
    wikimedia_project: tuple[Id, ...] = ()
    skills_known: tuple[Id, ...] = ()
    skills_available: tuple[Id, ...] = ()
    skills_wanted: tuple[Id, ...] = ()


class PersonHintShape(Shape, frozen=True, kw_only=True):
    """A person in a recommendation; `matches` counts what is shared."""

    id: Id
    username: str
    display_name: str | None = None
    avatar: Id | None = None
    matches: Whole = 0


class OrganizationHintShape(Shape, frozen=True, kw_only=True):
    """An organization in a recommendation. `display_name` is the English name or empty."""

    id: Id
    display_name: str | None = None
    profile_image: str | None = None
    acronym: str | None = None
    matches: Whole = 0


class RecommendationShape(Shape, frozen=True, kw_only=True):
    """`GET /recommendation/`. Most matches first; ties come in another order each time."""

    share_with: tuple[PersonHintShape, ...]
    learn_from: tuple[PersonHintShape, ...]
    same_language: tuple[PersonHintShape, ...]
    share_with_orgs: tuple[OrganizationHintShape, ...] = ()
    learn_from_orgs: tuple[OrganizationHintShape, ...] = ()
    new_skills: tuple[SkillShape, ...]
    events: tuple[EventShape, ...] = ()


class TaggedPersonShape(Shape, frozen=True, kw_only=True):
    """A person in `GET /tags/…` and `GET /users_by_skill/…`."""

    id: Id
    username: str
    display_name: str | None = None
    avatar: Id | None = None


class UsersBySkillShape(Shape, frozen=True, kw_only=True):
    """`GET /users_by_skill/{id}/`: people by the list that holds the capacity."""

    known: tuple[TaggedPersonShape, ...]
    available: tuple[TaggedPersonShape, ...]
    wanted: tuple[TaggedPersonShape, ...]


class LanguagePut(msgspec.Struct, frozen=True, kw_only=True):
    """One language of a profile. Without a level the service answers 500, so there is no default."""

    id: int
    proficiency: int | str

    @classmethod
    def of(cls, language: int, level: str) -> LanguagePut:
        """From a level as `model.people.LEVELS` writes it; the outline wants digits as numbers."""
        return cls(id=language, proficiency=int(level) if level.isascii() and level.isdigit() else level)


class ProfilePut(msgspec.Struct, frozen=True, kw_only=True):
    """The body of `PUT /profile/{id}/` (behaviour file, section 4.4).

    `user` must be there and stays empty (an e-mail address in it would be stored and shown to
    everybody). `language` must be there and **replaces the whole set**: give the
    current list when it is not what changes. Every other field left UNSET stays as it is.
    `skills_known` and `skills_available` go together or not at all, both as numbers: given alone, the
    service compares the one with the stored other as text and refuses what is right. Clearing is
    `None` for `avatar` and `about_language`, ``""`` for texts, and an empty tuple for lists.
    """

    language: tuple[LanguagePut, ...]
    user: dict[str, str] = msgspec.field(default_factory=dict)
    display_name: str | UnsetType = UNSET
    pronoun: str | UnsetType = UNSET
    about: str | UnsetType = UNSET
    about_language: int | UnsetType | None = UNSET
    wikidata_qid: str | UnsetType = UNSET
    wiki_alt: str | UnsetType = UNSET
    team: str | UnsetType = UNSET
    contact: object | UnsetType = UNSET
    social: object | UnsetType = UNSET
    automated_lets_connect: bool | UnsetType = UNSET
    avatar: int | UnsetType | None = UNSET
    territory: tuple[int, ...] | UnsetType = UNSET
    affiliation: tuple[int, ...] | UnsetType = UNSET
    wikimedia_project: tuple[int, ...] | UnsetType = UNSET
    skills_known: tuple[int, ...] | UnsetType = UNSET
    skills_available: tuple[int, ...] | UnsetType = UNSET
    skills_wanted: tuple[int, ...] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (self.skills_known is UNSET) != (self.skills_available is UNSET):
            raise ValueError("skills_known and skills_available go together")
        if self.user:
            raise ValueError("what is sent in user is public")
        if self.avatar == 0:
            raise ValueError("no avatar is None, not 0")
