"""Shapes of organizations and what hangs on them, and the bodies of their writes."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, UnsetType

from capx_tui.api.capx.shapes_page import Id, Shape

__all__ = [
    "DocumentShape",
    "NameInLanguageShape",
    "OrganizationNamePut",
    "OrganizationNameShape",
    "OrganizationPut",
    "OrganizationShape",
    "OrganizationTypeShape",
    "ProjectMemberAcceptanceShape",
    "ProjectMemberShape",
    "ProjectPut",
    "ProjectShape",
    "TagDiffShape",
]


class NameInLanguageShape(Shape, frozen=True, kw_only=True):
    """One of an organization's names."""

    language_code: str
    name: str


class OrganizationShape(Shape, frozen=True, kw_only=True):
    """`GET /organizations/`. `display_name` is the English name. `projects` are those accepted."""

    id: Id
    display_name: str | None = None
    names: tuple[NameInLanguageShape, ...] = ()
    acronym: str | None = None
    type: Id | None = None
    profile_image: str | None = None
    meta_page: str | None = None
    email: str | None = None
    website: str | None = None
    report: str | None = None
    mastodon: str | None = None
    home_project: str | None = None
    update_date: str | None = None
    territory: tuple[Id, ...] = ()
    managers: tuple[Id, ...] = ()
    tag_diff: tuple[Id, ...] = ()
    documents: tuple[Id, ...] = ()
    choose_events: tuple[Id, ...] = ()
    projects: tuple[Id, ...] = ()
    events: tuple[Id, ...] = ()
    known_capacities: tuple[Id, ...] = ()
    available_capacities: tuple[Id, ...] = ()
    wanted_capacities: tuple[Id, ...] = ()


class OrganizationPut(msgspec.Struct, frozen=True, kw_only=True):
    """The body of `PUT /organizations/{id}/`: the **whole** object, so nothing here may be left out.

    What is missing would be refused. Read the organization right before, change what is edited and compare
    with what was read when the editing began: `update_date` tells nothing, because the service moves it only
    to what is sent here, and CapX on the web sends the old one (behaviour file, section 9). `display_name`
    is not sent: it would rename, and names have their own endpoint.
    """

    acronym: str
    type: int | None
    profile_image: str | None
    meta_page: str | None
    email: str | None
    website: str | None
    report: str | None
    mastodon: str | None
    home_project: str | None
    territory: tuple[int, ...]
    tag_diff: tuple[int, ...]
    documents: tuple[int, ...]
    choose_events: tuple[int, ...]
    known_capacities: tuple[int, ...]
    available_capacities: tuple[int, ...]
    wanted_capacities: tuple[int, ...]
    #: ISO 8601 with a zone: when this was saved.
    update_date: str | UnsetType = UNSET

    @classmethod
    def of(cls, now: OrganizationShape) -> OrganizationPut:
        """What is stored, to be changed with `msgspec.structs.replace`."""
        return cls(
            acronym=now.acronym or "",
            type=now.type,
            profile_image=now.profile_image,
            meta_page=now.meta_page,
            email=now.email,
            website=now.website,
            report=now.report,
            mastodon=now.mastodon,
            home_project=now.home_project,
            territory=tuple(now.territory),
            tag_diff=tuple(now.tag_diff),
            documents=tuple(now.documents),
            choose_events=tuple(now.choose_events),
            known_capacities=tuple(now.known_capacities),
            available_capacities=tuple(now.available_capacities),
            wanted_capacities=tuple(now.wanted_capacities),
        )


class OrganizationNameShape(Shape, frozen=True, kw_only=True):
    """A name of an organization in one language, with the row's id."""

    id: Id
    organization: Id
    language_code: str
    name: str


class OrganizationNamePut(msgspec.Struct, frozen=True, kw_only=True):
    """The body of `POST /organization_name/` and `PUT /organization_name/{id}/`."""

    organization: int
    language_code: str
    name: str


class OrganizationTypeShape(Shape, frozen=True, kw_only=True):
    """What an organization is: a chapter, a user group and so on."""

    id: Id
    type_name: str
    type_code: str | None = None


class TagDiffShape(Shape, frozen=True, kw_only=True):
    """A tag at Diff, the movement's news site."""

    id: Id
    tag: str


class DocumentShape(Shape, frozen=True, kw_only=True):
    """A file page at Commons."""

    id: Id
    url: str


class ProjectShape(Shape, frozen=True, kw_only=True):
    """A project of organizations. `organizations` are ids of **project_members** rows, not of organizations."""

    id: Id
    display_name: str | None = None
    organizations: tuple[Id, ...] = ()
    profile_image: str | None = None
    description: str | None = None
    url: str | None = None
    creation_date: str | None = None
    creator: Id | None = None
    related_skills: tuple[Id, ...] = ()


class ProjectPut(msgspec.Struct, frozen=True, kw_only=True):
    """The body of `POST /projects/` and `PUT /projects/{id}/`; `organization` is needed in both."""

    display_name: str
    organization: int
    profile_image: str | UnsetType | None = UNSET
    description: str | UnsetType | None = UNSET
    url: str | UnsetType | None = UNSET
    related_skills: tuple[int, ...] | UnsetType = UNSET


class ProjectMemberShape(Shape, frozen=True, kw_only=True):
    """An organization's part in a project."""

    id: Id
    project: Id
    organization: Id
    accepted: bool = False


class ProjectMemberAcceptanceShape(Shape, frozen=True, kw_only=True):
    """The answer to an invitation into a project."""

    id: Id
    project_member: Id
    accepted: bool = False
    date: str | None = None
