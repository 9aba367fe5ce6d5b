"""A person's profile as facts in the guide's order: what every face of the program reads out.

Source: user guide, "Details on CapX user profile"; the order is the web client's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

import msgspec

from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.moments import day
from capx_tui.model.links import person_address
from capx_tui.model.people import LEVELS, Person, Role, roles_of
from capx_tui.text import clean_lines

__all__ = ["Fact", "Naming", "Value", "profile_facts", "role_words", "spoken", "title_of"]

_WIKIDATA = "https://www.wikidata.org/wiki/"
_ADDRESS = ("http://", "https://")


class Naming(Protocol):
    """Names for the service's ids, in the person's language."""

    def capacity(self, number: int) -> str:
        """The capacity's name."""

    def territory(self, number: int) -> str:
        """The territory's name."""

    def language_name(self, number: int) -> str:
        """The language's name."""

    def affiliation(self, number: int) -> str:
        """The organization's name."""

    def project(self, number: int) -> str:
        """The Wikimedia project's name."""

    def badge(self, number: int) -> str:
        """The badge's name."""


class Value(msgspec.Struct, frozen=True):
    """One value in words, and what it stands for: an id where it is one, `address` where it leads to the web."""

    text: str
    capacity: int | None = None
    address: str = ""
    organization: int | None = None
    person: int | None = None


class Fact(msgspec.Struct, frozen=True):
    """A label and its values, both for reading; `missing` is what is said where there are none."""

    id: str
    label: str
    values: tuple[Value, ...] = ()
    missing: str = ""
    #: The value is a text of several lines.
    is_long: bool = False

    @property
    def text(self) -> str:
        """The values on one line, or what is said instead."""
        return commas(value.text for value in self.values) or self.missing


def role_words(person: Person) -> tuple[str, ...]:
    """``Sharer``, ``Learner``, ``Proficient``."""
    return tuple(t(_ROLE_KEYS[role]) for role in roles_of(person))


_ROLE_KEYS = {Role.LEARNER: "role-learner", Role.SHARER: "role-sharer", Role.PROFICIENT: "role-proficient"}


def spoken(language: str, level: str) -> str:
    """``Portuguese (Native)``."""
    return t("profile-language-level", language, t(f"level-{level}") if level in LEVELS else t("level-none"))


def title_of(person: Person) -> str:
    """The user name, and behind it the name the person goes by."""
    if person.display_name and person.display_name != person.username:
        return t("profile-name-and-display", person.username, person.display_name)
    return person.username


def profile_facts(person: Person, names: Naming, language: str, *, wiki_birthday: str, picture: str) -> list[Fact]:
    """Everything there is to tell; a section without a value says so.

    `wiki_birthday` and `picture` are sentences: both need other services than CapX.
    """
    return [
        *_self(person, names, wiki_birthday),
        *_exchange(person, names),
        *_belonging(person, names),
        *_reaching(person, language, picture),
    ]


def _fact(which: str, values: Iterable[str | Value], missing: str = "") -> Fact:
    filled = tuple(value if isinstance(value, Value) else Value(value) for value in values if value)
    return Fact(which, t(f"profile-{which}"), filled, t(missing) if missing else "")


def _self(person: Person, names: Naming, wiki_birthday: str) -> Iterator[Fact]:
    yield _fact("roles", role_words(person), "role-incomplete")
    yield _fact("pronoun", [person.pronoun], "profile-no-pronoun")
    about = clean_lines(person.about).strip()
    label = t("profile-about")
    if about and person.about_language:
        label = t("profile-about-language", names.language_name(person.about_language))
    yield Fact("about", label, (Value(about),) if about else (), t("profile-no-about"), is_long=True)
    yield _fact("badges", map(names.badge, person.badges), "profile-no-badges")
    yield _fact("birthday", [wiki_birthday], "profile-no-birthday")


def _exchange(person: Person, names: Naming) -> Iterator[Fact]:
    lists = (
        ("known", person.skills_known, "profile-no-known"),
        ("available", person.skills_available, "profile-no-available"),
        ("wanted", person.skills_wanted, "profile-no-wanted"),
    )
    for which, numbers, missing in lists:
        yield _fact(which, [Value(names.capacity(number), capacity=number) for number in numbers], missing)
    languages = [spoken(names.language_name(each.id), each.proficiency) for each in person.language]
    yield _fact("languages", languages, "person-no-language")


def _belonging(person: Person, names: Naming) -> Iterator[Fact]:
    yield _fact("alternative", [person.wiki_alt], "profile-no-alternative")
    yield _fact("affiliation", _organizations(person.affiliation, names), "profile-no-affiliation")
    yield _fact("territory", map(names.territory, person.territory), "person-no-territory")
    item = [Value(f"{_WIKIDATA}{person.wikidata_qid}", address=f"{_WIKIDATA}{person.wikidata_qid}")]
    yield _fact("item", item if person.wikidata_qid else [], "profile-no-item")
    yield _fact("projects", map(names.project, person.wikimedia_project), "profile-no-projects")
    if person.is_manager:
        yield _fact("manages", _organizations(person.is_manager, names))
    if person.team:
        yield _fact("team", [person.team])


def _organizations(numbers: Iterable[int], names: Naming) -> list[Value]:
    return [Value(names.affiliation(number), organization=number) for number in numbers]


def _reaching(person: Person, language: str, picture: str) -> Iterator[Fact]:
    yield _fact("picture", [picture], "profile-no-picture")
    contact = [
        Value(text, address=text if text.startswith(_ADDRESS) else "") for text in (*person.contact, *person.social)
    ]
    yield _fact("contact", contact, "profile-no-contact")
    yield _fact("last-update", [day(person.last_update[:10], language)], "profile-no-date")
    address = person_address(person.username)
    yield _fact("address", [Value(address, address=address)])
