"""Recommendations: each row is explained by what both lists share, and an empty group says what would fill it."""

from __future__ import annotations

import pytest

from capx_tui.model.directory import Event, Organization
from capx_tui.model.people import Person, Proficiency
from capx_tui.model.recommendation_words import (
    capacity_words,
    empty_words,
    event_words,
    group_words,
    more_words,
    why_words,
)
from capx_tui.model.recommendations import Group, Hint, lists_of, shared
from tests.model.test_profile_gaps import Names

ME = Person(
    id=99,
    username="me",
    skills_known=(1, 4),
    skills_available=(4, 1),
    skills_wanted=(2, 3),
    language=(Proficiency(7, "0"), Proficiency(8, "3"), Proficiency(9, "n")),
)
THEM = Person(
    id=1,
    username="Ana",
    skills_available=(3, 2, 1),
    skills_wanted=(1, 4, 5),
    language=(Proficiency(7, "n"), Proficiency(8, "0"), Proficiency(9, "1")),
)
GROUP = Organization(id=5, display_name="Wikimedia Example", available_capacities=(2,), wanted_capacities=(4,))
EVENT = Event(
    id=6, name="Lua night", type_of_location="virtual", time_begin="2026-06-12T15:00:00Z", related_skills=(1, 2, 9)
)
NAMES = Names()


@pytest.mark.parametrize(
    ("group", "them", "found"),
    [
        (Group.SHARE_WITH, THEM, (4, 1)),
        (Group.LEARN_FROM, THEM, (2, 3)),
        (Group.SAME_LANGUAGE, THEM, (9,)),
        (Group.SHARE_WITH_ORGANIZATIONS, GROUP, (4,)),
        (Group.LEARN_FROM_ORGANIZATIONS, GROUP, (2,)),
        (Group.EVENTS, EVENT, (2, 1)),
        (Group.CAPACITIES, None, ()),
        (Group.SHARE_WITH, None, ()),
    ],
)
def test_what_is_shared_is_what_the_service_counts(
    group: Group, them: Person | Organization | Event | None, found: tuple[int, ...]
) -> None:
    assert shared(group, ME, them) == found


def test_why_somebody_is_there_is_said_with_names_where_both_agree() -> None:
    two = Hint(1, "Ana", 2)
    assert why_words(Group.LEARN_FROM, two, ME, THEM, NAMES) == ("Offers 2 capacities you want: capacity 2, capacity 3")
    assert why_words(Group.SHARE_WITH_ORGANIZATIONS, Hint(5, "", 1), ME, GROUP, NAMES) == (
        "Wants one capacity you offer: capacity 4"
    )
    assert why_words(Group.SAME_LANGUAGE, Hint(1, "Ana", 1), ME, THEM, NAMES) == (
        "Speaks one language of yours: capacity 9"
    )
    # What is known of them is older than what the service counted: the count alone is true.
    assert why_words(Group.LEARN_FROM, Hint(1, "Ana", 3), ME, THEM, NAMES) == "Offers 3 capacities you want"
    assert why_words(Group.LEARN_FROM, two, None, THEM, NAMES) == "Offers 2 capacities you want"
    assert why_words(Group.SHARE_WITH, two, ME, None, NAMES) == "Wants 2 capacities you offer"


def test_events_and_capacities_say_why_too() -> None:
    assert event_words(EVENT, ME, NAMES, "en") == ("Jun 12, 2026, 3:00\u202fPM, online. About capacity 2, capacity 1")
    assert event_words(EVENT, None, NAMES, "en") == "Jun 12, 2026, 3:00\u202fPM, online"
    assert capacity_words(1, 0) == "One person knows it, 0 offer it"
    assert capacity_words(44, 26) == "44 people know it, 26 offer it"


@pytest.mark.parametrize("group", Group)
def test_every_group_has_a_heading_and_says_what_it_lacks(group: Group) -> None:
    nobody = Person(id=1, username="Empty", language=(Proficiency(7, "0"),))
    said, field = empty_words(group, nobody)
    fields = {"share": "skills_available", "learn": "skills_wanted", "same": "language", "events": "skills_wanted"}
    assert field == fields.get(group.value.partition("-")[0], "")
    assert ("Enter adds one to your profile." in said) is bool(field)
    now, nowhere = empty_words(group, ME)
    assert not nowhere
    assert now != said or group is Group.CAPACITIES
    assert empty_words(group, None) == (now, "")
    assert more_words(group, 8) == f"8 more: {group_words(group)}"


def test_the_answer_depends_on_the_lists_and_not_on_their_order() -> None:
    turned = Person(id=99, username="me", skills_known=(4, 1), skills_available=(1, 4), skills_wanted=(3, 2))
    assert lists_of(turned)[:3] == lists_of(ME)[:3]
    assert lists_of(turned) != lists_of(ME), "the languages are others"
