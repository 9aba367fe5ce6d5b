"""The Let's Connect form: what it asks and refuses, and the English that goes over the wire."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from capx_tui.i18n import t
from capx_tui.model.form import Form
from capx_tui.model.form_check import problems_of
from capx_tui.model.form_fields import Own, Value
from capx_tui.model.form_words import problem_words
from capx_tui.model.lets_connect import (
    AGES,
    AREAS,
    FIELDS,
    GENDERS,
    PRIVACY_STATEMENT,
    ROLES,
    lets_connect_spec,
    on_the_wire,
    sending_words,
)

GOOD: Mapping[str, Value] = {"email": "ana@example.org", "role": "board"}


def problems(**values: Value) -> dict[str, list[str]]:
    form = Form.begin(lets_connect_spec(is_update=False), {**GOOD, **values})
    return {field: [problem_words(each) for each in found] for field, found in problems_of(form).items()}


def test_nothing_of_it_may_be_on_disk_and_it_is_new_each_time() -> None:
    spec = lets_connect_spec(is_update=True)
    assert (spec.sensitive, spec.creates) == (True, True)


def test_every_field_of_the_guide_is_asked_for_and_two_are_needed() -> None:
    spec = lets_connect_spec(is_update=False)
    assert [field.id for field in spec.valued] == [
        "full_name", "email", "role", "area", "own_area", "gender", "age",
    ]  # fmt: skip
    assert [field.id for field in spec.valued if field.required] == ["email", "role"]
    assert [len(known) for known in (ROLES, AREAS, GENDERS, AGES)] == [6, 9, 5, 8]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, {}),
        ({"email": "", "role": None}, {"email": ["This must be filled in."], "role": ["This must be filled in."]}),
        ({"email": "ana at example"}, {"email": [t("form-error-email", "ana at example")]}),
        ({"area": ("climate", "policy", "rights")}, {"area": [t("form-error-entries", 1, 2)]}),
        ({"area": ("climate", "policy"), "own_area": "Cartography"}, {}),
        ({"own_area": "x" * 101}, {"own_area": [t("form-error-limit", 1, 100)]}),
        ({"gender": Own("x" * 101)}, {"gender": [t("form-error-limit", 1, 100)]}),
        ({"gender": Own("genderfluid"), "age": "85-plus"}, {}),
        ({"age": Own("42")}, {"age": [t("form-error-limit", 2, 0)]}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(values: dict[str, Value], found: dict[str, list[str]]) -> None:
    assert problems(**values) == found


def test_an_update_says_that_it_replaces_and_what_is_needed_each_time() -> None:
    assert lets_connect_spec(is_update=True).fields[0].label_key == "lets-connect-replaces"
    assert "E-mail and main role are needed each time" in t("lets-connect-replaces")
    assert lets_connect_spec(is_update=None).fields[0].label_key == "lets-connect-may-replace"
    assert lets_connect_spec(is_update=False).fields[0].label_key == "lets-connect-memory"


def test_before_sending_one_knows_when_who_what_it_replaces_and_the_statement() -> None:
    told = sending_words(is_update=True)
    assert told[0] == ("It goes to Let's Connect now. Saving your profile does not send it, and does not take it back.")
    assert "Only the Let's Connect team reads it." in told[1]
    assert "these replace them" in told[2]
    assert told[3] == f"You agree to the privacy statement: {PRIVACY_STATEMENT}"
    assert len(sending_words(is_update=None)) == 4
    assert len(sending_words(is_update=False)) == 3


def test_what_is_sent_is_english_whatever_is_shown() -> None:
    sent = on_the_wire(
        {
            "full_name": " Ana B. ",
            "email": " ana@example.org ",
            "role": "organiser",
            "area": ("culture", "climate"),
            "own_area": " Cartografia ",
            "gender": "non-binary",
            "age": "85-plus",
        }
    )
    assert sent == {
        "full_name": "Ana B.",
        "email": "ana@example.org",
        "role": "Volunteer organiser (most of my work is done outside user groups"
        " - I organise events, training, campaigns, etc)",
        "area": "Culture, heritage, GLAM, Climate change & sustainability, Cartografia",
        "gender": "Non-binary",
        "age": "85 plus",
    }
    assert tuple(sent) == FIELDS


def test_what_was_left_out_is_not_sent() -> None:
    form = Form.begin(lets_connect_spec(is_update=False), GOOD)
    assert on_the_wire(form.values) == {"email": "ana@example.org", "role": "Board member of an affiliate/user group"}


@pytest.mark.parametrize(
    ("area", "own", "sent"),
    [
        ((), "Maps", "Maps"),
        (("education",), "", "Education"),
        (("education",), "EDUCATION", "Education"),
        (("education", "rights"), "Maps", "Education, Human rights, Maps"),
    ],
)
def test_topics_are_joined_and_none_is_sent_twice(area: tuple[str, ...], own: str, sent: str) -> None:
    assert on_the_wire({**GOOD, "area": area, "own_area": own})["area"] == sent


def test_an_answer_of_ones_own_is_sent_as_it_was_typed() -> None:
    assert on_the_wire({**GOOD, "gender": Own(" genderfluid ")})["gender"] == "genderfluid"


def test_the_words_of_the_wire_are_english_letters_alone() -> None:
    for known in (ROLES, AREAS, GENDERS, AGES):
        assert all(re.fullmatch(r"[A-Za-z0-9 ,&/().-]+", text) for text in known.values())
