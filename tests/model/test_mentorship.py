"""When a programme is open, who may apply, and in which order programmes stand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from capx_tui.api.capx.convert_mentorship import application_form, programme
from capx_tui.api.capx.shapes_mentorship import MentorshipFormShape, PartnerSettingsShape
from capx_tui.i18n import t
from capx_tui.model.mentorship import ApplicationForm, Programme, Role, Status, in_order, why_not
from capx_tui.model.mentorship_facts import status_words

TODAY = date(2026, 6, 10)
ASKS = ({"type": "text", "name": "who", "label": "Who?"},)
KEYED = ApplicationForm(1, Role.MENTOR, fingerprint="7d0c7c7ef576", key_id=1, questions=ASKS)


def programme_of(opens: date | None, closes: date | None, form: ApplicationForm | None = KEYED) -> Programme:
    return Programme(1, opens=opens, closes=closes, forms={Role.MENTOR: form} if form else {})


@pytest.mark.parametrize(
    ("opens", "closes", "status", "words"),
    [
        (-10, 10, Status.OPEN, "open until Jun 20, 2026"),
        (0, 10, Status.OPEN, "open until Jun 20, 2026"),
        (-10, 0, Status.OPEN, "open, today is the last day (Jun 10, 2026)"),
        (0, 0, Status.OPEN, "open, today is the last day (Jun 10, 2026)"),
        (-10, -1, Status.CLOSED, "closed, the last day was Jun 9, 2026"),
        (1, 10, Status.UPCOMING, "not open yet, opens on Jun 11, 2026"),
        (None, None, Status.UNSET, "closed, no registration period is set"),
        (None, 0, Status.OPEN, "open, today is the last day (Jun 10, 2026)"),
        (-1, None, Status.OPEN, "open, no last day is set"),
        (1, None, Status.UPCOMING, "not open yet, opens on Jun 11, 2026"),
    ],
)
def test_both_days_of_registration_count(opens: int | None, closes: int | None, status: Status, words: str) -> None:
    first, last = (None if each is None else TODAY + timedelta(days=each) for each in (opens, closes))
    found = programme_of(first, last)
    assert found.status(TODAY) is status
    assert status_words(found, TODAY, "en") == words
    assert bool(why_not(found, Role.MENTOR, TODAY)) is (status is not Status.OPEN)


@pytest.mark.parametrize(
    ("form", "key"),
    [
        (KEYED, ""),
        (None, "mentorship-not-asked"),
        (ApplicationForm(1, Role.MENTOR, fingerprint="7d0c7c7ef576"), "mentorship-not-asked"),
        (ApplicationForm(1, Role.MENTOR, questions=ASKS), "mentorship-not-without-key"),
    ],
)
def test_a_role_is_open_with_questions_and_a_key(form: ApplicationForm | None, key: str) -> None:
    assert why_not(programme_of(TODAY, TODAY, form), Role.MENTOR, TODAY) == key
    assert why_not(programme_of(TODAY, TODAY, form), Role.MENTEE, TODAY) == "mentorship-not-asked"


def test_every_reason_has_words() -> None:
    for key in ("asked", "without-key", "upcoming", "closed", "unset"):
        assert "[" not in t(f"mentorship-not-{key}")


def test_open_programmes_stand_first_and_each_group_by_name() -> None:
    day = timedelta(days=1)
    found = [
        Programme(1, opens=TODAY - 9 * day, closes=TODAY - day),
        Programme(2, opens=TODAY + day, closes=TODAY + 9 * day),
        Programme(3, opens=TODAY, closes=TODAY),
        Programme(4, opens=TODAY, closes=TODAY + day),
        Programme(5),
    ]
    names = {1: "A", 2: "B", 3: "É", 4: "D", 5: "A"}
    assert [each.organization for each in in_order(found, names, TODAY)] == [4, 3, 2, 1, 5]


# -- what the service sends -------------------------------------------------------------------------------


def settings(**changes: object) -> PartnerSettingsShape:
    return PartnerSettingsShape(**({"id": 9, "organization": 4} | changes))  # type: ignore[arg-type]


def test_the_forms_in_use_are_the_ones_the_settings_name() -> None:
    forms = {role: {number: ApplicationForm(number, role) for number in (4, 5)} for role in Role}
    found = programme(settings(mentor_form=4, mentee_form=None), forms, {4: "Wikimedia\x1b[31m Nigeria"})
    assert {role: form.id for role, form in found.forms.items()} == {Role.MENTOR: 4}
    assert found.organization_name == "Wikimedia Nigeria"
    assert programme(settings(mentor_form=6), forms, {}).forms == {}


def test_days_and_texts_that_are_none_cost_nothing() -> None:
    odd = programme(
        settings(
            description="<p>One <b>bold</b> word</p><script>alert(1)</script><p>Two\u202e</p>",
            registration_open_date="2026-01-01T00:00:00Z",
            registration_close_date="soon",
            skills=(3, 3, 1),
        ),
        {},
        {},
    )
    assert odd.description == "One bold word\nTwo"
    assert (odd.opens, odd.closes) == (date(2026, 1, 1), None)
    assert odd.capacities == (3, 1)


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        ([{"type": "text"}, 7, None, {"type": "date"}], 2),
        ('[{"type": "text"}]', 1),
        ("no json", 0),
        ("[" * 100_000, 0),
        (None, 0),
        ({}, 0),
        ([{"type": "text"}] * 2000, 500),
    ],
)
def test_questions_are_a_list_of_objects_or_there_are_none(raw: object, count: int) -> None:
    shape = MentorshipFormShape(
        id=1, organization=4, counter=-1, public_key_id=2, public_key_fingerprint="7d0c7c7ef576", json=raw
    )
    found = application_form(shape, Role.MENTEE)
    assert (len(found.questions), found.counter, found.fingerprint) == (count, 0, "7d0c7c7ef576")


@pytest.mark.parametrize("fingerprint", [None, "", "\x1b[2J", "not hex"])
def test_a_key_without_a_fingerprint_to_show_is_none(fingerprint: str | None) -> None:
    shape = MentorshipFormShape(id=1, organization=4, public_key_id=2, public_key_fingerprint=fingerprint, json=[])
    assert application_form(shape, Role.MENTOR).fingerprint == ""
