"""One person as JSON, as a table row, and as lines that are good to hear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.moments import day
from capx_tui.model.links import person_address
from capx_tui.model.people import Person, Role, roles_held, roles_of
from capx_tui.model.profile_facts import Naming, profile_facts, role_words, spoken, title_of
from capx_tui.model.table import Address, Cell

__all__ = [
    "TABLE_FIELDS",
    "PersonObject",
    "person_object",
    "person_row",
    "profile_lines",
    "summary_lines",
    "table_headings",
]


class PersonObject(msgspec.Struct, gc=False):
    """What ``--json`` prints of a person: the service's profile without private fields, with roles and names.

    As the mirror has it until `complete` was called.
    """

    id: int
    username: str
    display_name: str = ""
    roles: Sequence[str] = ()
    pronoun: str = ""
    about: str = ""
    about_language: int | None = None
    skills_known: tuple[int, ...] = ()
    skills_known_names: Sequence[str] = ()
    skills_available: tuple[int, ...] = ()
    skills_available_names: Sequence[str] = ()
    skills_wanted: tuple[int, ...] = ()
    skills_wanted_names: Sequence[str] = ()
    #: Ids and levels, then objects.
    language: Sequence[Any] = ()
    language_names: Sequence[str] = ()
    territory: tuple[int, ...] = ()
    territory_names: Sequence[str] = ()
    affiliation: tuple[int, ...] = ()
    affiliation_names: Sequence[str] = ()
    wikimedia_project: tuple[int, ...] = ()
    wikimedia_project_names: Sequence[str] = ()
    badges: tuple[int, ...] = ()
    badges_names: Sequence[str] = ()
    is_manager: tuple[int, ...] = ()
    is_manager_names: Sequence[str] = ()
    wiki_alt: str = ""
    wikidata_qid: str = ""
    team: str = ""
    avatar: int | None = None
    contact: tuple[str, ...] = ()
    social: tuple[str, ...] = ()
    last_update: str | None = None
    last_login: str | None = None
    date_joined: str | None = None

    def complete(self, names: Naming) -> PersonObject:
        """Put in what the mirror does not say; itself."""
        self.roles = _roles(bool(self.skills_available), bool(self.skills_wanted), bool(self.skills_known))
        self.skills_known_names = list(map(names.capacity, self.skills_known))
        self.skills_available_names = list(map(names.capacity, self.skills_available))
        self.skills_wanted_names = list(map(names.capacity, self.skills_wanted))
        self.language_names = [names.language_name(each) for each, _ in self.language]
        self.language = [_language(each, level) for each, level in self.language]
        self.territory_names = list(map(names.territory, self.territory))
        self.wikimedia_project_names = list(map(names.project, self.wikimedia_project))
        # Of these most have none.
        if self.affiliation:
            self.affiliation_names = list(map(names.affiliation, self.affiliation))
        if self.badges:
            self.badges_names = list(map(names.badge, self.badges))
        if self.is_manager:
            self.is_manager_names = list(map(names.affiliation, self.is_manager))
        return self


@lru_cache(maxsize=4096)
def _language(language_id: int, level: str) -> dict[str, int | str]:
    """Many speak the same one equally well. Nobody changes what is printed."""
    # The service answers with numbers, and with the letter n for Native.
    return {"id": language_id, "proficiency": int(level) if level.isdigit() else level}


@lru_cache(maxsize=8)
def _roles(offers: bool, wants: bool, knows: bool) -> list[str]:
    return [role.value for role in roles_held(offers, wants, knows)]


def person_object(person: Person, names: Naming) -> PersonObject:
    """One person as an object to print."""
    return msgspec.convert(msgspec.to_builtins(person), PersonObject).complete(names)


#: The columns of a table of people. ``languages`` has each with its level: ``English:n``.
TABLE_FIELDS = (
    "id", "username", "roles", "skills_available_names", "skills_wanted_names", "skills_known_names",
    "languages", "territory_names", "affiliation_names", "wikimedia_project_names", "last_update", "address",
)  # fmt: skip
_HEADINGS = (
    "people-id", "people-name", "profile-roles", "people-offers", "people-wants", "people-knows",
    "profile-languages", "profile-territory", "profile-affiliation", "profile-projects", "profile-last-update",
    "profile-address",
)  # fmt: skip


def table_headings() -> list[str]:
    """`TABLE_FIELDS` in words, for tables that people read."""
    return [t(key) for key in _HEADINGS]


def person_row(person: Person, names: Naming, *, in_words: bool) -> list[Cell]:
    """The cells of `TABLE_FIELDS`; roles, levels and times in words of the language, or as the service has them."""
    return [
        person.id,
        person.username,
        role_words(person) if in_words else [role.value for role in roles_of(person)],
        [names.capacity(each) for each in person.skills_available],
        [names.capacity(each) for each in person.skills_wanted],
        [names.capacity(each) for each in person.skills_known],
        [
            spoken(names.language_name(each.id), each.proficiency)
            if in_words
            else f"{names.language_name(each.id)}:{each.proficiency}"
            for each in person.language
        ],
        [names.territory(each) for each in person.territory],
        [names.affiliation(each) for each in person.affiliation],
        [names.project(each) for each in person.wikimedia_project],
        person.last_update[:10] if in_words else person.last_update,
        Address(person_address(person.username)),
    ]


@lru_cache(maxsize=4096)
def _day(date: str, language: str) -> str:
    """People change their profiles on the same days; spelling a day out is the dear part of a line."""
    return day(date, language)


def _fact(label: str, values: Iterable[str], missing: str = "") -> str:
    return t("people-fact", t(label), commas(filter(None, values)) or t(missing))


def summary_lines(person: Person, names: Naming, language: str, *, show_known: bool) -> Iterator[str]:
    """A person in a list: the name first, one fact a line, the date and the address last.

    Known capacities are told where they were asked for, or where there is nothing else to tell.
    """
    roles = roles_of(person)
    yield title_of(person)
    yield _fact("profile-roles", role_words(person), "role-incomplete")
    if person.skills_available:
        yield _fact("people-offers", map(names.capacity, person.skills_available))
    if person.skills_wanted:
        yield _fact("people-wants", map(names.capacity, person.skills_wanted))
    if person.skills_known and (show_known or roles == (Role.PROFICIENT,)):
        yield _fact("people-knows", map(names.capacity, person.skills_known))
    languages = [spoken(names.language_name(each.id), each.proficiency) for each in person.language]
    yield _fact("profile-languages", languages, "person-no-language")
    yield _fact("profile-territory", map(names.territory, person.territory), "person-no-territory")
    yield _fact("profile-last-update", [_day(person.last_update[:10], language)], "profile-no-date")
    yield _fact("profile-address", [person_address(person.username)])


def profile_lines(person: Person, names: Naming, language: str, *, wiki_birthday: str, picture: str) -> Iterator[str]:
    """The whole profile, a fact a line, the number last. A person's own words keep their lines."""
    yield title_of(person)
    for fact in profile_facts(person, names, language, wiki_birthday=wiki_birthday, picture=picture):
        first, *more = [line.strip() for line in fact.text.split("\n") if line.strip()] or [""]
        yield t("people-fact", fact.label, first)
        # Set in: a line of somebody's own words must not pass for a fact of ours.
        yield from (f"  {line}" for line in more)
    yield t("people-fact", t("people-id"), person.id)
