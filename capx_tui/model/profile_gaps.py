"""What a profile lacks, and what comes of it: only what decides whether people find each other.

Everything else of a profile is a matter of taste, and its absence no gap. Sources: user guide,
"Details on CapX user profile"; behaviour file, sections 2 (recommendations) and 4.4 (rules).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.profile import Profile
from capx_tui.model.profile_facts import Naming

__all__ = ["Gap", "profile_gaps"]

#: Levels that matching by language passes over, on both sides.
_UNCOUNTED = ("", "0")


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing, in a word or two, and why that matters, in a sentence. `id` says which it is."""

    id: str
    label: str
    why: str

    @property
    def field(self) -> str:
        """The field of one's own profile that fills it, under the service's name."""
        return _FIELDS[self.id]


_FIELDS = {
    "capacities": "skills_known",
    "offered-not-known": "skills_available",
    "known": "skills_known",
    "available": "skills_available",
    "wanted": "skills_wanted",
    "languages": "language",
    "levels": "language",
    "territory": "territory",
    "about": "about",
    "about-language": "about_language",
    "projects": "wikimedia_project",
}


def profile_gaps(person: Profile, names: Naming) -> tuple[Gap, ...]:
    """The gaps of a profile, those that cost most first; none where nothing is missing."""
    return tuple(
        Gap(each, t(f"profile-gap-{each}"), t(f"profile-gap-{each}-why", *params))
        for each, *params in (*_exchange(person, names), *_meeting(person), *_self(person))
    )


def _exchange(person: Profile, names: Naming) -> Iterator[tuple[str, ...]]:
    if not (person.skills_known or person.skills_available or person.skills_wanted):
        yield ("capacities",)
        return
    not_known = [each for each in person.skills_available if each not in person.skills_known]
    if not_known:
        yield "offered-not-known", commas(map(names.capacity, not_known))
    if not person.skills_available:
        yield ("available",) if person.skills_known else ("known",)
    if not person.skills_wanted:
        yield ("wanted",)


def _meeting(person: Profile) -> Iterator[tuple[str, ...]]:
    if not person.language:
        yield ("languages",)
    elif all(each.proficiency in _UNCOUNTED for each in person.language):
        yield ("levels",)
    if not person.territory:
        yield ("territory",)


def _self(person: Profile) -> Iterator[tuple[str, ...]]:
    if not person.about.strip():
        yield ("about",)
    elif person.about_language is None:
        yield ("about-language",)
    if not person.wikimedia_project:
        yield ("projects",)
