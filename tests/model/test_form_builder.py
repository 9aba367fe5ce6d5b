"""A formBuilder description as a form: every kind of question, the rules a browser keeps, and what is sent."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.errors import RuleError
from capx_tui.i18n.sentences import sentence
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_builder import RESET, SUBMIT, BuiltForm, answers_to_send, build_form
from capx_tui.model.form_builder_answers import read_built_answers
from capx_tui.model.form_check import problems_of
from capx_tui.model.form_fields import ActionField, Heading, LongTextField, Own, Paragraph
from capx_tui.model.form_lists import ChoiceField, ManyField
from capx_tui.model.form_words import help_words, label_words, note_words, problem_words, reason_words, value_words
from tests.model.form_builder_sample import READ, SAMPLES, TYPES, Sample, option


def begun(*descriptions: dict[str, Any]) -> tuple[Form, BuiltForm]:
    built = build_form(descriptions)
    return Form.begin(FormSpec("sample", built.fields, creates=True)), built


def problems(form: Form) -> list[str]:
    return [problem_words(problem) for found in problems_of(form).values() for problem in found]


def after(description: dict[str, Any], value: Any) -> list[str]:
    """What is wrong with a value."""
    form, built = begun({"name": "asked", "label": "A question", **description})
    return problems(form.edit(built.fields[0].id, value))


# -- every kind ---------------------------------------------------------------------------------------------


def test_the_samples_are_all_kinds_that_formbuilder_has() -> None:
    described = [sample.description for sample in SAMPLES] + [description for description, _ in READ]
    shown = {(each["type"], each.get("subtype", "")) for each in described}
    for kind, subtypes in TYPES.items():
        for subtype in subtypes or ("",):
            assert (kind, subtype) in shown, f"{kind}/{subtype} is in no sample"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_an_answer_goes_out_in_the_shape_the_service_takes(sample: Sample) -> None:
    form, built = begun(sample.description)
    assert answers_to_send(built, form.values) == {}, "what nobody answered has no key"
    form = form.edit("asked", sample.value)
    assert problems(form) == []
    assert answers_to_send(built, form.values) == {"asked": sample.sent}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_only_what_says_so_is_required(sample: Sample) -> None:
    form, _ = begun(sample.description)
    assert problems(form) == []
    form, _ = begun({**sample.description, "required": True})
    assert problems(form) == ["This must be filled in."]
    form, _ = begun({**sample.description, "required": "false"})
    assert problems(form) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_the_same_answers_may_come_as_json(sample: Sample) -> None:
    form, built = begun(sample.description)
    given_ = json.loads(json.dumps({"asked": sample.sent if sample.id != "checkbox" else True}))
    form = form.edit_many(read_built_answers(form.spec, built, given_))
    assert answers_to_send(built, form.values) == {"asked": sample.sent}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_descriptions_and_hints_are_told(sample: Sample) -> None:
    form, _ = begun(
        {**sample.description, "description": "Be <b>kind</b>.<br>Twice.", "placeholder": "Like <i>this</i>"}
    )
    spec = form.spec.by_id["asked"]
    assert label_words(spec) == "A question"
    assert note_words(spec).startswith("Be kind.\nTwice.")
    if "unknown" not in sample.id:
        assert "The form suggests: Like this" in help_words(spec)


# -- what is only read ------------------------------------------------------------------------------------------


def test_headers_and_paragraphs_are_words_without_markup() -> None:
    _, built = begun(
        {"type": "header", "label": "Über<br>us"},
        {"type": "paragraph", "label": "<p>First.</p><script>no</script><p>[b]Second[/b]\x1b[31m</p>"},
    )
    assert [(type(spec), spec.label) for spec in built.fields] == [
        (Heading, "Über – us"),
        (Paragraph, "First."),
        (Paragraph, "[b]Second[/b]"),
    ]
    assert built.questions == ()


def test_what_is_hidden_is_sent_and_told() -> None:
    form, built = begun({"type": "hidden", "name": "round", "value": "spring"}, {"type": "hidden", "value": "x"})
    assert answers_to_send(built, form.values) == {"round": "spring"}
    assert [(each.name, each.fixed) for each in built.hidden] == [("round", "spring")]
    assert built.names == (), "nobody can be asked for it"


def test_buttons_are_rows_that_do_what_they_did_on_the_page() -> None:
    _, built = begun(
        {"type": "button", "subtype": "submit", "label": "Go!", "name": "go"},
        {"type": "button", "subtype": "reset", "name": "anew"},
        {"type": "button", "subtype": "dance", "name": "fun"},
    )
    assert [spec.id for spec in built.fields] == [f"go{SUBMIT}", f"anew{RESET}", "fun/button"]
    assert all(isinstance(spec, ActionField) for spec in built.fields)
    assert built.questions == ()


# -- rules ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("description", "value", "wrong"),
    [
        ({"type": "text", "maxlength": 5}, "123456", "One character too many"),
        ({"type": "text", "maxlength": "5"}, "123456", "One character too many"),
        ({"type": "textarea", "maxlength": 5}, "1\n23456", "too many"),
        ({"type": "text", "minlength": 5}, "123", "At least 5 characters are needed, and there are 3."),
        ({"type": "text", "subtype": "email"}, "ana", "“ana” is not an e-mail address"),
        ({"type": "text", "subtype": "url"}, "no address", "“no address” is not a web address"),
        ({"type": "text", "subtype": "color"}, "blue", "“blue” is not a colour, such as #0070b9."),
        ({"type": "number", "min": 1, "max": 40}, "0", "1"),
        ({"type": "number", "min": 1, "max": 40}, "41", "40"),
        ({"type": "number", "min": "1", "max": "40"}, "41", "40"),
        ({"type": "number"}, "1.5", "“1.5” is not a whole number"),
        ({"type": "number"}, "many", "“many” is not a whole number"),
        ({"type": "number", "step": "0.5"}, "1.3", "The form takes steps: 1 or 1.5 would do."),
        ({"type": "number", "step": 5, "min": 1}, "7", "The form takes steps: 6 or 11 would do."),
        ({"type": "number", "min": 0.5}, "1", "The form takes steps: 0.5 or 1.5 would do."),
        ({"type": "number", "subtype": "range"}, "101", "100"),
        ({"type": "date", "min": "2026-06-10"}, "2026-06-09", "2026-06-10"),
        ({"type": "date", "max": "2026-06-10"}, "2026-06-11", "2026-06-10"),
        ({"type": "date", "subtype": "datetime-local", "min": "2026-06-10T15:30"}, "2026-06-10 15:29", "15:30"),
        ({"type": "date", "subtype": "time", "max": "15:30:00"}, "15:31", "15:30"),
        ({"type": "date"}, "10 June", "“10 June” is not a day, such as 2026-06-10."),
    ],
)  # fmt: skip
def test_the_rules_of_the_description_hold(description: dict[str, Any], value: str, wrong: str) -> None:
    found = after(description, value)
    assert len(found) == 1
    assert wrong in found[0]


@pytest.mark.parametrize(
    ("description", "value"),
    [
        ({"type": "number", "step": "any"}, "1.2345"),
        ({"type": "number", "step": "0.1"}, "0,3"),
        ({"type": "number", "step": "0.1", "min": "0.1"}, "0.7"),
        ({"type": "number", "step": 0}, "3"),
        ({"type": "number", "step": -2}, "3"),
        ({"type": "number", "min": "", "max": None, "step": ""}, "-3"),
        ({"type": "number", "min": "lots", "max": "1e400"}, "7"),
        ({"type": "number", "min": 7, "max": 7}, "7"),
        ({"type": "date", "min": "", "max": "someday"}, "2026-06-10"),
        ({"type": "text", "maxlength": 0}, "more"),
        ({"type": "text", "maxlength": True}, "more"),
        ({"type": "text", "subtype": "tel"}, "call me maybe"),
        ({"type": "text", "minlength": 4}, "1234"),
    ],
)
def test_what_a_browser_takes_is_taken(description: dict[str, Any], value: str) -> None:
    assert after(description, value) == []


def test_numbers_go_out_with_a_point() -> None:
    form, built = begun({"type": "number", "name": "hours", "step": "0.5"})
    assert answers_to_send(built, form.edit("hours", " +1,5 ").values) == {"hours": "1.5"}


def test_bounds_are_told_before_anything_is_wrong() -> None:
    form, _ = begun(
        {"type": "number", "name": "a", "min": 1, "max": 40},
        {"type": "number", "name": "b", "max": 2.50},
        {"type": "date", "name": "c", "min": "2026-06-10"},
    )
    told = [help_words(spec) for spec in form.spec.fields]
    assert told == ["From 1 to 40.", "2.5 or less.", "A day, such as 2026-06-10. 2026-06-10 or more."]


# -- choices -----------------------------------------------------------------------------------------------------


def test_what_the_form_chose_is_chosen_at_first() -> None:
    days = [option("Mon"), option("Tue", selected=True), option("Wed", selected=True)]
    form, built = begun(
        {"type": "checkbox-group", "name": "many[]", "values": days},
        {"type": "radio-group", "name": "one", "values": days},
        {"type": "select", "name": "hinted", "values": days, "placeholder": "Choose"},
        {"type": "select", "name": "set", "values": days, "value": "mon", "placeholder": "Choose"},
        {"type": "select", "name": "unasked", "values": [option("Mon"), option("Tue")]},
        {"type": "text", "name": "text", "value": "As before"},
        {"type": "autocomplete", "name": "auto", "values": days, "value": "Fri"},
        {"type": "number", "name": "number", "value": "4"},
        {"type": "date", "subtype": "datetime-local", "name": "moment", "value": "2026-06-10T15:30"},
    )
    assert answers_to_send(built, form.values) == {
        "many": ["tue", "wed"],
        "one": "wed",
        # A placeholder stands first in the list, and nobody answers unasked.
        "set": "mon",
        "text": "As before",
        "auto": "Fri",
        "number": "4",
        "moment": "2026-06-10T15:30",
    }


def test_choices_are_named_as_the_form_names_them() -> None:
    values = [{"label": "<b>Bold</b> &amp; more", "value": "x"}, {"label": "No value"}, "Bare", {"value": "y"}, 7]
    form, built = begun({"type": "radio-group", "name": "one", "values": values})
    (spec,) = built.fields
    assert isinstance(spec, ChoiceField)
    assert [each.label for each in spec.options.search("")] == ["Bold & more", "No value", "Bare", "y"]
    sent = [answers_to_send(built, form.edit("one", at).values)["one"] for at in range(4)]
    assert sent == ["x", "No value", "Bare", "y"]


def test_values_that_are_there_twice_stay_two_choices() -> None:
    form, built = begun({"type": "select", "name": "one", "values": [option("A", "x"), option("B", "x")]})
    form = form.edit("one", 1)
    assert value_words(form.spec.by_id["one"], form["one"]) == "B"
    assert answers_to_send(built, form.values) == {"one": "x"}


# -- names -------------------------------------------------------------------------------------------------------


def test_two_questions_of_one_name_are_two_fields_and_one_answer() -> None:
    form, built = begun(
        {"type": "text", "name": "name"}, {"type": "text", "name": "name[]"}, {"type": "text", "name": "b"}
    )
    first, second, _ = (spec.id for spec in built.fields)
    form = form.edit(first, "One").edit(second, "Two")
    assert answers_to_send(built, form.values) == {"name": ["One", "Two"]}
    again = Form.begin(form.spec).edit_many(read_built_answers(form.spec, built, {"name": ["One", "Two"]}))
    assert answers_to_send(built, again.values) == {"name": ["One", "Two"]}


def test_what_could_not_be_sent_cannot_be_answered_and_says_why() -> None:
    form, built = begun(
        {"type": "text", "label": "Nameless", "required": True},
        {"type": "text", "label": "Off", "name": "off", "disabled": True, "required": True, "value": "x"},
    )
    nameless, off = (spec.id for spec in built.fields)
    assert "no name" in reason_words(form, nameless)
    assert "switched it off" in reason_words(form, off)
    assert problems(form) == []
    assert answers_to_send(built, form.values) == {}
    assert form.edit(off, "y") is form


def test_no_name_of_theirs_takes_the_place_of_a_row_of_ours() -> None:
    built = build_form([{"type": "text", "name": "form.save"}, {"type": "text", "name": "a"}], taken=("form.save",))
    assert [spec.id for spec in built.fields] == ["form.save#2", "a"]
    assert [each.name for each in built.questions] == ["form.save", "a"]


def test_a_kind_nobody_knows_can_be_answered_and_is_told() -> None:
    _, built = begun({"type": "matrix\x1b[2J", "name": "a"}, {"type": "matrix", "name": "b", "values": [option("A")]})
    assert note_words(built.fields[0]).startswith("A question of a kind that this program does not know: “matrix”.")
    assert isinstance(built.fields[1], ChoiceField)


def test_richer_editors_are_plain_text_here() -> None:
    form, built = begun({"type": "textarea", "subtype": "tinymce", "name": "story"})
    assert isinstance(built.fields[0], LongTextField)
    assert answers_to_send(built, form.edit("story", "One\n\nTwo").values) == {"story": "One\n\nTwo"}


#: Names and values that a form may have, and others that none should.
_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)
_KEYS = (
    *("type", "subtype", "name", "label", "description", "placeholder", "value", "values", "required", "disabled"),
    *("multiple", "other", "min", "max", "step", "maxlength", "minlength", "requireValidOption", "rows", "checked"),
)
_FIELD = st.dictionaries(st.sampled_from(_KEYS), _ANY, max_size=8)
_KNOWN = st.builds(lambda kind, rest: {**rest, "type": kind}, st.sampled_from([*TYPES, "range", "email"]), _FIELD)


@given(st.lists(_KNOWN | _FIELD | _ANY, max_size=6))
def test_whatever_a_description_holds_there_is_a_form(description: list[Any]) -> None:
    built = build_form(description)
    form = Form.begin(FormSpec("sample", built.fields, creates=True))
    problems_of(form)
    for answer in answers_to_send(built, form.values).values():
        assert isinstance(answer, str) or (len(answer) > 1 and all(isinstance(each, str) for each in answer))


# -- answers as JSON -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([1], "The answers have to be a JSON object with these names: who, days, one."),
        ({"hat": "44"}, "“hat” is not asked for. The names are: who, days, one."),
        ({"round": "autumn"}, "“round” is not asked for. The names are: who, days, one."),
        ({"off": "x"}, "“off” cannot be answered: the form switched it off."),
        ({"who": {"a": 1}}, "“who” has to be a text or a list of texts."),
        ({"who": ["a", "b"]}, "“who” takes one answer."),
        ({"one": "friday"}, "A question: “friday” is not one of the choices: Monday, Tuesday."),
        ({"days": ["monday", "friday"]}, "A question: “friday” is not one of the choices: Monday, Tuesday."),
    ],
)
def test_json_that_does_not_fit_is_refused_in_words(answers: object, said: str) -> None:
    days = [option("Monday"), option("Tuesday")]
    form, built = begun(
        {"type": "text", "name": "who", "label": "A question"},
        {"type": "checkbox-group", "name": "days[]", "label": "A question", "values": days},
        {"type": "radio-group", "name": "one", "label": "A question", "values": days},
        {"type": "text", "name": "off", "disabled": True},
        {"type": "hidden", "name": "round", "value": "spring"},
    )
    with pytest.raises(RuleError) as refused:
        read_built_answers(form.spec, built, answers)
    assert sentence(refused.value) == said


def test_json_takes_labels_numbers_and_nothing() -> None:
    days = [option("Monday", "m"), option("Tuesday", "t")]
    form, built = begun(
        {"type": "number", "name": "hours", "value": 4},
        {"type": "checkbox-group", "name": "days[]", "values": days},
        {"type": "radio-group", "name": "other", "values": days, "other": True},
    )
    values = read_built_answers(form.spec, built, {"hours": 7, "days": ["MONDAY", "t"], "other": "Any day"})
    assert values == {"hours": "7", "days": (0, 1), "other": Own("Any day")}
    assert isinstance(built.fields[1], ManyField)
    assert read_built_answers(form.spec, built, {"hours": None, "days": ""}) == {"hours": "", "days": ()}
