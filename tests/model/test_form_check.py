"""What is wrong with a form: its own rules, and the service's words beside the right field."""

from __future__ import annotations

from typing import Any

import pytest

from capx_tui.errors import Conflict, ConflictCause, FieldErrors, RuleError, TimedOut
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_check import blame, check, first_invalid, invalid_fields, leave, refuse
from capx_tui.model.form_fields import (
    EmailField,
    FieldSpec,
    Levelled,
    LongTextField,
    Own,
    Problem,
    ReadOnlyField,
    SwitchField,
    TextField,
    UrlField,
)
from capx_tui.model.form_lists import ChoiceField, LevelsField, ListField, ManyField
from capx_tui.model.form_numbers import DateField, DateShape, NumberField
from tests.model.form_sample import VALUES, sample_spec

SPEC = sample_spec()
Q = TextField("q", pattern=r"Q[1-9]\d*", pattern_key="form-error-pattern")
META = UrlField("m", pattern=r"https://meta\.wikimedia\.org/wiki/.+")
MOMENT, CLOCK = DateShape.MOMENT, DateShape.TIME


@pytest.fixture
def form() -> Form:
    return Form.begin(SPEC, VALUES)


@pytest.mark.parametrize(
    ("field", "value", "key"),
    [
        (TextField("x", required=True), "", "form-error-required"),
        (TextField("x", required=True), " \u00a0", "form-error-required"),
        (TextField("x", limit=3), "abcd", "form-error-limit"),
        (TextField("x", limit=3), "日本語", ""),
        (Q, "42", "form-error-pattern"),
        (Q, " Q42 ", ""),
        (Q, "", ""),
        (LongTextField("x", limit=3), "a\nb\n", "form-error-limit"),
        (SwitchField("x", required=True), False, "form-error-required"),
        (SwitchField("x"), False, ""),
        (ReadOnlyField("x", required=True), "", ""),
        (ChoiceField("x", required=True), None, "form-error-required"),
        (ChoiceField("x", required=True), 0, ""),
        (ChoiceField("x", own_limit=3), Own("long"), "form-error-limit"),
        (ManyField("x", limit=1), (1, 2), "form-error-entries"),
        (ManyField("x", required=True), (), "form-error-required"),
        (ManyField("x", own_limit=3), (1, Own("long")), "form-error-limit"),
        (ListField("x", entry=TextField("y", limit=2)), ("ab", "abc"), "form-error-limit"),
        (LevelsField("x", levels=("1", "2")), (Levelled(1, "7"),), "form-error-level"),
        (EmailField("x"), "ana@example", "form-error-email"),
        (EmailField("x"), "ana example.org", "form-error-email"),
        (EmailField("x"), "ana.b+c@sub.example.org", ""),
        (EmailField("x"), "ana@exämple.org", ""),
        (UrlField("x"), "ftp://example.org", "form-error-url"),
        (UrlField("x"), "javascript:alert(1)", "form-error-url"),
        (UrlField("x"), "https://", "form-error-url"),
        (UrlField("x"), "https://[::1", "form-error-url"),
        (UrlField("x"), "https://a b.org", "form-error-url"),
        (UrlField("x"), "example.org/page", ""),
        (META, "https://example.org/wiki/A", "form-error-pattern"),
        (META, "meta.wikimedia.org/wiki/A", ""),
        (NumberField("x"), "12a", "form-error-whole"),
        (NumberField("x"), "1.5", "form-error-whole"),
        (NumberField("x", whole=False), "1,5", ""),
        (NumberField("x", whole=False), "x", "form-error-number"),
        (NumberField("x", minimum=0), "-1", "form-error-least"),
        (NumberField("x", maximum=80), "81", "form-error-most"),
        (NumberField("x"), "٣", "form-error-whole"),
        (DateField("x"), "2026-02-30", "form-error-day"),
        (DateField("x"), "10.6.2026", "form-error-day"),
        (DateField("x"), "2026-6-1", ""),
        (DateField("x", earliest="2026-01-01"), "2025-12-31", "form-error-earliest"),
        (DateField("x", latest="2026-01-01"), "2026-01-02", "form-error-latest"),
        (DateField("x", shape=MOMENT), "2026-06-10", "form-error-moment"),
        (DateField("x", shape=MOMENT), "2026-06-10  15:30", ""),
        (DateField("x", shape=MOMENT), "2026-06-10 24:00", "form-error-moment"),
        (DateField("x", shape=CLOCK), "9:05", ""),
        (DateField("x", shape=CLOCK), "9:60", "form-error-time"),
        (TextField("x", rules=(lambda text: Problem(text="No.") if text == "b" else None,)), "b", ""),
    ],
)
def test_a_field_says_what_is_wrong_with_its_value(field: FieldSpec, value: Any, key: str) -> None:
    problems = field.problems(field.settle(value))
    assert [problem.key for problem in problems] == ([key] if key or problems else [])


def test_an_entry_that_is_wrong_is_told_from_the_others() -> None:
    field = ListField("x", entry=TextField("y", limit=2))
    assert [(p.entry, p.params) for p in field.problems(("abc", "a", "abcd"))] == [(0, (1, 2)), (2, (2, 2))]


def test_checking_finds_everything_in_the_order_of_the_form(form: Form) -> None:
    form = form.edit("email", "nobody").edit("display_name", "").edit("available", (75,)).edit("known", ())
    form = check(form)
    assert invalid_fields(form) == ("display_name", "available", "email")
    assert first_invalid(form) == "display_name"
    assert form.problems["available"][0].text == "75 is not among what you know."


def test_what_cannot_be_changed_is_not_judged(form: Form) -> None:
    assert check(form.edit("display_name", "").disable("display_name", "closed")).problems == {}


def test_leaving_an_untouched_required_field_says_nothing() -> None:
    empty = Form.begin(SPEC)
    assert leave(empty, "display_name").problems == {}
    touched = empty.edit("display_name", "x").edit("display_name", "")
    assert leave(touched, "display_name").problems == {}
    emptied = Form.begin(SPEC, VALUES).edit("display_name", "")
    assert leave(emptied, "display_name").problems == {"display_name": (Problem("form-error-required"),)}


def test_leaving_puts_right_what_can_be_and_that_can_be_undone(form: Form) -> None:
    after = leave(form.edit("website", " example.org "), "website")
    assert after["website"] == "https://example.org"
    assert after.problems == {}
    assert after.undo()["website"] == " example.org "


def test_leaving_one_field_takes_back_what_no_longer_holds_elsewhere(form: Form) -> None:
    form = check(form.edit("available", (74, 75)))
    assert "available" in form.problems
    assert leave(form.edit("known", (74, 75)), "known").problems == {}


def test_leaving_one_field_brings_up_nothing_new_elsewhere(form: Form) -> None:
    form = form.edit("email", "nobody")
    assert leave(form.edit("years", "x"), "years").problems.keys() == {"years"}


def test_the_services_words_stand_beside_their_fields(form: Form) -> None:
    error = FieldErrors(
        {
            "language.1.proficiency": ("Not a level.",),
            "skills_known": ("No such skill.", "Really."),
            "display_name": ("Too\x1b[31m long.",),
            "user": ("Required.",),
        }
    )
    form = refuse(form, error)
    assert form.problems["languages"] == (Problem(text="Not a level.", entry=1),)
    assert [p.text for p in form.problems["known"]] == ["No such skill.", "Really."]
    assert form.problems["display_name"][0].text == "Too long."
    assert form.problems[""][0].text == "user: Required."


def test_a_refusal_of_no_field_stands_above_the_form(form: Form) -> None:
    assert refuse(form, FieldErrors({}, "Nothing fits.")).problems == {"": (Problem(text="Nothing fits."),)}


@pytest.mark.parametrize(
    ("error", "field", "problem"),
    [
        (Conflict(ConflictCause.AVAILABLE_NOT_KNOWN, "words"), "available", Problem(text="words")),
        (Conflict(ConflictCause.TOO_MANY_TERRITORIES, "words"), "territory", Problem("form-error-required")),
        (Conflict(ConflictCause.OTHER, "words"), "", Problem(text="words")),
        (RuleError("form-entry-empty", field="tags"), "tags", Problem("form-entry-empty")),
        (RuleError("form-entry-empty", field="elsewhere"), "", Problem("form-entry-empty")),
    ],
)
def test_a_conflict_and_a_rule_of_ours_stand_where_they_belong(
    form: Form, error: Conflict | RuleError, field: str, problem: Problem
) -> None:
    assert refuse(form, error).problems == {field: (problem,)}


def test_a_refusal_holds_while_the_value_is_the_one_that_was_refused(form: Form) -> None:
    form = refuse(form.edit("website", "https://a.org"), FieldErrors({"website": ("Taken.",)}))
    assert leave(form, "website").problems.keys() == {"website"}
    other = leave(form.edit("website", "https://b.org"), "website")
    assert other.problems == {}
    assert check(other.undo()).problems.keys() == {"website"}
    assert check(other.undo().forget_refusals()).problems == {}


def test_errors_that_blame_nothing_change_nothing(form: Form) -> None:
    assert refuse(form, TimedOut()) is form
    assert refuse(form, FieldErrors({})) is form


def test_a_conflict_may_stand_beside_what_has_no_value(form: Form) -> None:
    spec = FormSpec("sample", SPEC.fields, conflicts={ConflictCause.OTHER: ("import", "form-error-required")})
    assert refuse(Form.begin(spec, VALUES), Conflict(ConflictCause.OTHER)).problems.keys() == {"import"}


def test_somebody_elses_word_on_one_field_says_nothing_of_the_others(form: Form) -> None:
    wrong = form.edit("display_name", "")
    blamed = blame(wrong, RuleError("form-entry-empty", field="website"))
    assert blamed.problems == {"website": (Problem("form-entry-empty"),)}
    again = blame(blamed, RuleError("form-entry-first", field="years"))
    assert set(again.problems) == {"website", "years"}
    assert leave(again.edit("website", "https://other.example"), "website").problems.keys() == {"years"}
