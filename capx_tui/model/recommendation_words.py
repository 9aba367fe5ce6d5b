"""Recommendations in words: what a group is, why a row is in it, and what to do about a group that is empty."""

from __future__ import annotations

from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.directory import Event, Organization
from capx_tui.model.event_words import format_words, local_words
from capx_tui.model.people import Person
from capx_tui.model.profile import Profile
from capx_tui.model.profile_facts import Naming
from capx_tui.model.recommendations import Group, Hint, shared

__all__ = ["capacity_words", "empty_words", "event_words", "group_words", "more_words", "why_words"]

_COUNTED = {
    Group.SHARE_WITH: "recommended-wants",
    Group.SHARE_WITH_ORGANIZATIONS: "recommended-wants",
    Group.LEARN_FROM: "recommended-offers",
    Group.LEARN_FROM_ORGANIZATIONS: "recommended-offers",
    Group.SAME_LANGUAGE: "recommended-speaks",
}


def group_words(group: Group) -> str:
    """The heading of a group, which says what its rows have in common."""
    return t(f"recommended-{group.value}")


def more_words(group: Group, count: int) -> str:
    """That there are `count` more rows."""
    return t("recommended-more", count, group_words(group))


def empty_words(group: Group, me: Profile | None) -> tuple[str, str]:
    """Why a group is empty, and the field of one's own profile that would change that; "" for none."""
    field = ""
    if me is not None:
        if group in (Group.SHARE_WITH, Group.SHARE_WITH_ORGANIZATIONS) and not me.skills_available:
            field = "skills_available"
        elif group in (Group.LEARN_FROM, Group.LEARN_FROM_ORGANIZATIONS) and not me.skills_wanted:
            field = "skills_wanted"
        elif group is Group.SAME_LANGUAGE and not any(each.proficiency != "0" for each in me.language):
            field = "language"
        elif group is Group.EVENTS and not (me.skills_known or me.skills_wanted):
            field = "skills_wanted"
    said = t(f"recommended-none-{group.value}-lacking") if field else t(f"recommended-none-{group.value}-now")
    return said, field


def why_words(group: Group, hint: Hint, me: Profile | None, them: Person | Organization | None, names: Naming) -> str:
    """``Wants 2 capacities that you offer: Lua, SPARQL``; for people and organizations.

    The names only where what is known of both agrees with what the service counted.
    """
    said = t(_COUNTED[group], hint.matches)
    ids = shared(group, me, them) if me is not None else ()
    if len(ids) != hint.matches:
        return said
    name = names.language_name if group is Group.SAME_LANGUAGE else names.capacity
    return t("people-fact", said, commas(map(name, ids)))


def capacity_words(known: int, available: int) -> str:
    """Why a capacity is recommended: how many people know it and offer it."""
    return t("recommended-capacity", known, available)


def event_words(event: Event, me: Profile | None, names: Naming, language: str) -> str:
    """When and how an event is held, and which of one's own capacities it is about."""
    said = commas(filter(None, (local_words(event, language), format_words(event))))
    if me is None or not (ids := shared(Group.EVENTS, me, event)):
        return said
    return f"{said}. {t('recommended-about', commas(map(names.capacity, ids)))}"
