"""The form value: edits, undo and redo, what counts as changed, and how it follows the service."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.model.form import UNDO_DEPTH, Form, FormSpec
from capx_tui.model.form_check import check, problems_of
from capx_tui.model.form_fields import Levelled, LongTextField, TextField, left_out
from capx_tui.text import typed
from tests.model.form_sample import VALUES, any_value, sample_spec

SPEC = sample_spec()
Edit = tuple[str, Any, bool]


@st.composite
def edits(draw: st.DrawFn) -> list[Edit]:
    """A run of edits, some of them typed."""
    fields = st.sampled_from(SPEC.valued)
    return [(f.id, draw(any_value(f)), draw(st.booleans())) for f in draw(st.lists(fields, max_size=12))]


def edited(form: Form, run: list[Edit]) -> Form:
    for field_id, value, typing in run:
        form = form.edit(field_id, value, typing=typing)
    return form


@pytest.fixture
def form() -> Form:
    return Form.begin(SPEC, VALUES)


@given(edits())
def test_undoing_everything_leads_back_and_redoing_leads_forward(run: list[Edit]) -> None:
    begun = Form.begin(SPEC, VALUES)
    form = done = edited(begun, run)
    steps = len(form.past)
    for _ in range(steps):
        form = form.undo()
    assert form.values == begun.values
    assert form.changed == ()
    for _ in range(steps):
        form = form.redo()
    assert form.values == done.values
    assert form.redo() is form


@given(edits())
def test_undo_takes_back_what_the_last_step_did_and_redo_does_it_again(run: list[Edit]) -> None:
    form = edited(Form.begin(SPEC, VALUES), run)
    if form.past:
        before = form.undo()
        assert {f for f in form.values if form.values[f] != before.values[f]} <= set(form.undoable)
        assert before.redoable == form.undoable
        assert before.redo().values == form.values


@given(edits())
def test_changed_is_exactly_what_differs_from_the_beginning(run: list[Edit]) -> None:
    form = edited(Form.begin(SPEC, VALUES), run)
    for field in SPEC.valued:
        differs = not field.same(form.initial[field.id], form.values[field.id])
        assert (field.id in form.changed) is differs is form.is_changed(field.id)
    assert set(form.reset().changed) == set()


@given(edits())
def test_a_limit_is_never_passed_silently(run: list[Edit]) -> None:
    form = check(edited(Form.begin(SPEC, VALUES), run))
    for field in SPEC.valued:
        left = form.left(field.id)
        if left is not None and left < 0 and form.can_change(field.id) and not field.is_empty(form.values[field.id]):
            keys = {problem.key for problem in form.problems[field.id]}
            assert keys & {"form-error-limit", "form-error-entries"}


@given(edits())
def test_edits_keep_what_the_form_began_with_and_what_cannot_be_changed(run: list[Edit]) -> None:
    form = edited(Form.begin(SPEC, VALUES), run)
    assert form.initial == Form.begin(SPEC, VALUES).values
    assert (form["username"], form["team"]) == ("Ana", "Bots")


@given(st.text() | st.text("a \t\n\r\x1b[]0;\x07\u202e\u200d日e\u0301\ud800"))
def test_typed_text_is_harmless_and_stays_what_it_is(text: str) -> None:
    one, more = typed(text), typed(text, lines=True)
    assert "\x1b" not in one
    assert "\n" not in one
    assert "\u202e" not in more
    assert typed(one) == one
    assert typed(more, lines=True) == more
    (one + more).encode()


def test_what_is_left_out_of_a_text_is_counted() -> None:
    assert left_out("Two\r\nlines, and  blanks\t.") == 0
    assert left_out("\u202eturned\u202c\u200b") == 3
    assert left_out("\x1b[31mred\x07") == 6


def test_double_blanks_and_long_texts_lines_stay() -> None:
    assert typed("a  b\u00a0 c") == "a  b\u00a0 c"
    assert TextField("x").settle("a\nb\tc") == "a b c"
    assert LongTextField("x").settle("a\r\n\nb") == "a\n\nb"


def test_typing_in_one_field_is_one_step_until_it_pauses(form: Form) -> None:
    for text in ("Ana C", "Ana Cl", "Ana Cla"):
        form = form.edit("display_name", text, typing=True)
    form = form.pause()
    for text in ("Ana Clar", "Ana Clara"):
        form = form.edit("display_name", text, typing=True)
    assert len(form.past) == 2
    assert form.undo()["display_name"] == "Ana Cla"
    assert form.undo().undo()["display_name"] == "Ana B."


def test_typing_in_another_field_begins_another_step(form: Form) -> None:
    form = form.edit("display_name", "A", typing=True).edit("website", "x", typing=True)
    form = form.edit("display_name", "B", typing=True)
    assert [tuple(step) for step in form.past] == [("display_name",), ("website",), ("display_name",)]


def test_an_edit_after_undo_ends_what_could_be_redone(form: Form) -> None:
    form = form.edit("website", "a").undo().edit("website", "b")
    assert form.redo()["website"] == "b"
    assert form.redoable == ()


def test_several_fields_change_in_one_step(form: Form) -> None:
    form = form.edit_many({"known": (74, 36, 75), "available": (74, 75)})
    assert form.undoable == ("known", "available")
    assert form.undo().values == form.initial


def test_what_changes_nothing_is_no_step(form: Form) -> None:
    assert form.edit("display_name", "Ana B.") is form
    assert form.undo() is form
    assert form.edit("team", "Others") is form


def test_order_counts_in_lists_and_not_among_choices(form: Form) -> None:
    assert not form.edit("known", (36, 74)).is_changed("known")
    assert form.edit("languages", (Levelled(1, "3"), Levelled(2, "n"))).is_changed("languages")


def test_the_way_back_is_long_and_has_an_end(form: Form) -> None:
    for number in range(UNDO_DEPTH + 20):
        form = form.edit("years", str(number))
    assert len(form.past) == UNDO_DEPTH


def test_a_wrong_kind_or_an_unknown_field_is_a_mistake_of_the_program(form: Form) -> None:
    with pytest.raises(TypeError):
        form.edit("mentor", "yes")
    with pytest.raises(KeyError):
        form.edit("nothing", "")
    with pytest.raises(TypeError):
        form.edit("known", (True,))
    with pytest.raises(ValueError, match="two fields"):
        FormSpec("x", (TextField("a"), TextField("a")))


def test_a_field_is_disabled_with_a_reason_and_enabled_again(form: Form) -> None:
    off = form.disable("website", "the service is closed")
    assert off.edit("website", "x") is off
    assert off.disable("website", "").edit("website", "x")["website"] == "x"


def test_what_was_saved_is_the_new_beginning_and_later_edits_are_changes(form: Form) -> None:
    submitted = form.edit("website", "https://a.org")
    later = submitted.edit("years", "3")
    after = later.saved(submitted)
    assert after.changed == ("years",)
    assert after.undo()["years"] == ""


def test_the_service_moving_on_moves_only_what_the_person_left_alone(form: Form) -> None:
    mine = form.edit("website", "https://mine.org")
    theirs = {**form.values, "website": "https://theirs.org", "years": "9"}
    after = mine.rebased(theirs)
    assert (after["website"], after["years"]) == ("https://mine.org", "9")
    assert after.changed == ("website",)


def test_another_shape_keeps_the_answers_that_have_a_place(form: Form) -> None:
    kept = (f for f in SPEC.fields if f.id not in ("website", "years"))
    fields = (*kept, TextField("extra", default="new"))
    other = FormSpec("sample", fields, SPEC.rules)
    form = form.edit("website", "x").edit("display_name", "Bo").disable("website", "no")
    after = form.reshaped(other)
    assert after["display_name"] == "Bo"
    assert after["extra"] == "new"
    assert "website" not in after.values
    assert after.undo()["display_name"] == "Ana B."
    assert after.undo().undo() is not None
    assert problems_of(after) == {}


def test_sections_follow_the_headings() -> None:
    assert [s.heading.id for s in SPEC.sections if s.heading] == ["about-you", "capacities", "where", "reach"]
    assert SPEC.sections[1].fields[0].id == "known"
    bare = FormSpec("x", (TextField("a"),))
    assert bare.sections[0].heading is None


def test_a_shape_is_of_ids_and_kinds_alone() -> None:
    one = FormSpec("x", (TextField("a", label="A"),))
    assert one.shape == FormSpec("y", (TextField("a", label="B", limit=3),)).shape
    assert one.shape != FormSpec("x", (TextField("b"),)).shape
