"""What Let's Connect still has of an earlier registration, as things to take over into one's profile one by one.

Guide, "Registered participants: how to integrate profiles"; behaviour file, section 6.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from msgspec.structs import replace

from capx_tui.errors import RuleError
from capx_tui.model.naming import Kind
from capx_tui.model.people import Proficiency
from capx_tui.model.profile import (
    MOST_AFFILIATIONS,
    MOST_LANGUAGES,
    MOST_TERRITORIES,
    NEW_LANGUAGE_LEVEL,
    MyProfile,
)

__all__ = [
    "KINDS",
    "LABEL_KEYS",
    "MOST",
    "Offer",
    "Offers",
    "OldProfile",
    "holds",
    "offers_of",
    "room_left",
    "with_taken",
]


class OldProfile(Protocol):
    """Names, as Let's Connect has them; of the capacities Wikidata ids or names."""

    @property
    def affiliation(self) -> str:
        """An organization, "" for none."""

    @property
    def territory(self) -> str:
        """A region or country, "" for none."""

    @property
    def languages(self) -> Sequence[str]:
        """Languages."""

    @property
    def projects(self) -> Sequence[str]:
        """Wikimedia projects."""

    @property
    def wants_to_learn(self) -> Sequence[str]:
        """Capacities to learn."""

    @property
    def wants_to_share(self) -> Sequence[str]:
        """Capacities to share."""


#: The profile's fields that something may be taken into, in the order of the guide, and what each names.
KINDS: Mapping[str, Kind] = {
    "skills_available": Kind.CAPACITY,
    "skills_wanted": Kind.CAPACITY,
    "language": Kind.LANGUAGE,
    "affiliation": Kind.ORGANIZATION,
    "territory": Kind.TERRITORY,
    "wikimedia_project": Kind.PROJECT,
}
#: The messages that name these fields.
LABEL_KEYS: Mapping[str, str] = {
    "skills_available": "profile-available",
    "skills_wanted": "profile-wanted",
    "language": "profile-languages",
    "affiliation": "profile-affiliation",
    "territory": "profile-territory",
    "wikimedia_project": "profile-projects",
}
#: Entries that the service takes.
MOST: Mapping[str, int] = {
    "language": MOST_LANGUAGES,
    "affiliation": MOST_AFFILIATIONS,
    "territory": MOST_TERRITORIES,
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that is not in the profile yet: a field of it, and an id of the service."""

    field: str
    id: int


@dataclass(frozen=True, slots=True)
class Offers:
    """`unknown`: field and name of what CapX does not have, or has several of. `held`: how many are in the profile."""

    offers: tuple[Offer, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    held: int = 0


def _named(old: OldProfile) -> Iterator[tuple[str, str]]:
    """Field and name of everything there is."""
    texts: Mapping[str, Sequence[str]] = {
        "skills_available": old.wants_to_share,
        "skills_wanted": old.wants_to_learn,
        "language": old.languages,
        "affiliation": (old.affiliation,),
        "territory": (old.territory,),
        "wikimedia_project": old.projects,
    }
    for field in KINDS:
        yield from ((field, text) for text in texts[field] if text.strip())


def offers_of(old: OldProfile, resolve: Callable[[Kind, str], int], mine: MyProfile) -> Offers:
    """What of `old` can be taken into `mine`. `resolve` gives an id for a name, or raises `RuleError`."""
    offers: dict[Offer, None] = {}
    unknown = []
    held = 0
    for field, text in _named(old):
        try:
            offer = Offer(field, resolve(KINDS[field], text))
        except RuleError:
            unknown.append((field, text))
            continue
        if holds(mine, offer):
            held += 1
        else:
            offers[offer] = None
    return Offers(tuple(offers), tuple(dict.fromkeys(unknown)), held)


def _ids(mine: MyProfile, field: str) -> tuple[int, ...]:
    if field == "language":
        return tuple(each.id for each in mine.language)
    found: tuple[int, ...] = getattr(mine, field)
    return found


def holds(mine: MyProfile, offer: Offer) -> bool:
    """Whether it is in the profile."""
    return offer.id in _ids(mine, offer.field)


def room_left(mine: MyProfile, field: str) -> int | None:
    """How many more the service takes, None for any number."""
    return None if field not in MOST else max(MOST[field] - len(_ids(mine, field)), 0)


def with_taken(mine: MyProfile, offers: Iterable[Offer]) -> MyProfile:
    """`mine` with these added, and nothing else changed.

    What is offered to others is known as well, or the service refuses it; a language begins as Advanced.
    """
    added: dict[str, list[int]] = {}
    for offer in offers:
        if not holds(mine, offer):
            added.setdefault(offer.field, []).append(offer.id)
    known = [each for each in added.get("skills_available", ()) if each not in mine.skills_known]
    changes: dict[str, object] = {
        field: (*_ids(mine, field), *ids) for field, ids in added.items() if field != "language"
    }
    if known:
        changes["skills_known"] = (*mine.skills_known, *known)
    if "language" in added:
        changes["language"] = (*mine.language, *(Proficiency(each, NEW_LANGUAGE_LEVEL) for each in added["language"]))
    return replace(mine, **changes)
