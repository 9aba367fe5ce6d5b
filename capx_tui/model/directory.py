"""What profiles point at: territories, languages, organizations, projects, badges, events."""

from __future__ import annotations

import msgspec

__all__ = ["Badge", "Event", "Language", "Organization", "Project", "Territory"]


class Territory(msgspec.Struct, frozen=True, kw_only=True):
    """A region (no parent) or a country (one or more regions as parents)."""

    id: int
    territory_name: str
    territory_acronym: str = ""
    parent_territory: tuple[int, ...] = ()

    @property
    def is_region(self) -> bool:
        """One of the Wikimedia regions."""
        return not self.parent_territory


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """A language of the service's list. `name` is as the service gave it for the language asked."""

    id: int
    name: str


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """A Wikimedia project."""

    id: int
    name: str


class Badge(msgspec.Struct, frozen=True, kw_only=True):
    """A badge. `picture` is an address and is never drawn."""

    id: int
    name: str
    description: str = ""
    picture: str = ""
    type: str = ""


class Organization(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An organization: `GET /organizations/`, and bare names from `GET /list/affiliation/`.

    `names` maps language codes to names; `display_name` is the English one.
    """

    id: int
    display_name: str
    acronym: str = ""
    type: int | None = None
    profile_image: str = ""
    territory: tuple[int, ...] = ()
    managers: tuple[int, ...] = ()
    meta_page: str = ""
    email: str = ""
    website: str = ""
    report: str = ""
    mastodon: str = ""
    home_project: str = ""
    tag_diff: tuple[int, ...] = ()
    documents: tuple[int, ...] = ()
    choose_events: tuple[int, ...] = ()
    projects: tuple[int, ...] = ()
    events: tuple[int, ...] = ()
    known_capacities: tuple[int, ...] = ()
    available_capacities: tuple[int, ...] = ()
    wanted_capacities: tuple[int, ...] = ()
    names: dict[str, str] = msgspec.field(default_factory=dict)
    update_date: str = ""
    #: False where only the name is known (no manager: the service hides the profile).
    listed: bool = True

    def name_in(self, languages: tuple[str, ...]) -> str:
        """The name in the first of `languages` there is one for, else the English, else any."""
        for code in (*languages, "en"):
            if name := self.names.get(code):
                return name
        return self.display_name or next(iter(self.names.values()), "") or self.acronym


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An event: `GET /events/`. Times are ISO 8601 in UTC, "" if not given."""

    id: int
    name: str
    organization: int | None = None
    type_of_location: str = ""
    openstreetmap_id: str = ""
    url: str = ""
    description: str = ""
    wikidata_qid: str = ""
    image_url: str = ""
    time_begin: str = ""
    time_end: str = ""
    created_at: str = ""
    updated_at: str = ""
    creator: int | None = None
    related_skills: tuple[int, ...] = ()
