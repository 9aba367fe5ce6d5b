"""One's own profile as a value, and the service's rules for it, as far as they can be told without asking.

Behaviour file, sections 4.3 and 4.4. Field names are the service's.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from capx_tui.model.people import Person, Proficiency

__all__ = [
    "EDITABLE",
    "MOST_ABOUT",
    "MOST_AFFILIATIONS",
    "MOST_ALTERNATIVE",
    "MOST_DISPLAY_NAME",
    "MOST_LANGUAGES",
    "MOST_TEAM",
    "MOST_TERRITORIES",
    "NEW_LANGUAGE_LEVEL",
    "PRONOUNS",
    "MyProfile",
    "Profile",
    "Reach",
    "changed_fields",
    "difference",
    "not_known",
    "same_value",
]

#: Characters that the service takes.
MOST_ABOUT = 2000
MOST_ALTERNATIVE = 128
MOST_DISPLAY_NAME = 387
MOST_TEAM = 128
#: Entries that the service takes; it sets no limit to capacities and Wikimedia projects.
MOST_LANGUAGES = 20
MOST_TERRITORIES = 10
MOST_AFFILIATIONS = 10
#: Guide, "Languages": Advanced, until the person says otherwise.
NEW_LANGUAGE_LEVEL = "3"
PRONOUNS = ("he-him", "she-her", "they-them", "not-specified", "other")


class Reach(msgspec.Struct, frozen=True):
    """One way to reach a person, as the web client writes it in `contact` and `social`."""

    display_name: str
    value: str


class MyProfile(msgspec.Struct, frozen=True, kw_only=True):
    """`GET /profile/`: everything a person may edit, and what else the service says to its owner alone.

    Texts are without what steers a terminal, blanks and line breaks as they are. "" and None are "not given".
    """

    id: int
    username: str
    avatar: int | None = None
    wikidata_qid: str = ""
    about: str = ""
    about_language: int | None = None
    skills_known: tuple[int, ...] = ()
    skills_available: tuple[int, ...] = ()
    skills_wanted: tuple[int, ...] = ()
    language: tuple[Proficiency, ...] = ()
    wiki_alt: str = ""
    affiliation: tuple[int, ...] = ()
    territory: tuple[int, ...] = ()
    wikimedia_project: tuple[int, ...] = ()
    display_name: str = ""
    pronoun: str = ""
    team: str = ""
    #: None where something is stored that is no list of ways: it is left as it is.
    contact: tuple[Reach, ...] | None = ()
    social: tuple[Reach, ...] | None = ()
    # What is only told.
    badges: tuple[int, ...] = ()
    is_manager: tuple[int, ...] = ()
    is_staff: bool = False
    automated_lets_connect: bool | None = None
    date_joined: str = ""
    last_update: str = ""
    last_login: str = ""


#: Whose capacities, languages and territories count: one's own profile, or what everybody sees of somebody.
Profile = MyProfile | Person

#: The fields a person may change, in the order of the guide.
EDITABLE = (
    "avatar",
    "wikidata_qid",
    "about",
    "about_language",
    "skills_known",
    "skills_available",
    "skills_wanted",
    "language",
    "wiki_alt",
    "affiliation",
    "territory",
    "wikimedia_project",
    "display_name",
    "pronoun",
    "team",
    "contact",
    "social",
)
#: The service keeps no order of these.
_SETS = frozenset(
    ("skills_known", "skills_available", "skills_wanted", "affiliation", "territory", "wikimedia_project")
)


def not_known(known: Iterable[int], available: Iterable[int]) -> tuple[int, ...]:
    """Capacities that are offered without being known, which the service refuses; in the order of `available`."""
    knows = set(known)
    return tuple(dict.fromkeys(each for each in available if each not in knows))


def _as_kept(field: str, value: Any) -> Any:
    """`value` as far as the service would tell it from another: it trims texts and orders no lists."""
    if isinstance(value, str):
        return value.strip()
    if field in _SETS:
        return frozenset(value)
    if field == "language":
        return {each.id: each.proficiency for each in value}
    return value


def same_value(field: str, one: Any, other: Any) -> bool:
    """Whether the service would see no difference between two values of a field."""
    kept: bool = _as_kept(field, one) == _as_kept(field, other)
    return kept


def changed_fields(before: MyProfile, after: MyProfile) -> tuple[str, ...]:
    """The fields of `EDITABLE` that differ."""
    return tuple(field for field in EDITABLE if not same_value(field, getattr(before, field), getattr(after, field)))


def difference(before: MyProfile, after: MyProfile) -> dict[str, Any]:
    """What has to be sent to make `after` of `before`, by field; empty where nothing differs.

    Only what changed, by the service's own rules (behaviour file, section 4.4): the languages always, since
    what is sent replaces the whole set; known and available capacities together or not at all, since the
    service compares what was sent. Texts are trimmed, lists hold nothing twice, no avatar is None.
    `automated_lets_connect` is left out: it stays as it is.
    """
    changed = set(changed_fields(before, after))
    if not changed:
        return {}
    if changed & {"skills_known", "skills_available"}:
        changed |= {"skills_known", "skills_available"}
    changed.add("language")
    return {field: _sent(field, getattr(after, field)) for field in EDITABLE if field in changed}


def _sent(field: str, value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if field in _SETS:
        return tuple(dict.fromkeys(value))
    if field == "language":
        return tuple({each.id: each for each in value}.values())
    if field == "avatar":
        return value or None
    return value
