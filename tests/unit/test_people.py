"""People: levels in their order, roles from lists, and who counts as incomplete."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.model.people import LEVELS, Person, Proficiency, Role, level_rank, roles_of

LISTS = st.lists(st.integers(1, 200), max_size=4, unique=True).map(tuple)


@st.composite
def people(draw: st.DrawFn) -> Person:
    return Person(
        id=draw(st.integers(1, 10**6)),
        username=draw(st.text(max_size=20)),
        about=draw(st.text(max_size=40)),
        skills_known=draw(LISTS),
        skills_available=draw(LISTS),
        skills_wanted=draw(LISTS),
        language=tuple(
            Proficiency(number, level)
            for number, level in draw(st.lists(st.tuples(st.integers(1, 300), st.sampled_from(LEVELS)), max_size=3))
        ),
    )


def test_native_is_above_every_number() -> None:
    assert [level_rank(level) for level in LEVELS] == [0, 1, 2, 3, 4, 5, 6]
    assert max(LEVELS, key=level_rank) == "n"


@pytest.mark.parametrize("odd", ["", "N", "6", "fluent"])
def test_an_unknown_level_counts_as_none(odd: str) -> None:
    assert level_rank(odd) == 0


@given(people())
def test_roles_say_which_lists_are_filled(person: Person) -> None:
    roles = set(roles_of(person))
    assert (Role.SHARER in roles) == bool(person.skills_available)
    assert (Role.LEARNER in roles) == bool(person.skills_wanted)
    assert (Role.PROFICIENT in roles) == bool(person.skills_known)
    assert person.is_incomplete == (not roles)


def test_what_is_offered_is_said_first() -> None:
    person = Person(id=1, username="A", skills_known=(1,), skills_available=(1,), skills_wanted=(2,))
    assert roles_of(person) == (Role.SHARER, Role.LEARNER, Role.PROFICIENT)


@given(people())
def test_a_person_comes_back_from_the_mirror_as_they_were(person: Person) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(person), type=Person) == person
    assert msgspec.json.decode(msgspec.json.encode(person), type=Person) == person


def test_private_fields_have_no_place() -> None:
    assert not {"email", "is_staff", "is_active", "last_ip"} & set(Person.__struct_fields__)
