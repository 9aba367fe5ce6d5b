"""Changes, labels, values and states in words, and two versions of one form compared."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_changes import change_words, changes, differences, merged
from capx_tui.model.form_check import check
from capx_tui.model.form_fields import FieldSpec, Levelled, Own, Problem, TextField
from capx_tui.model.form_lists import LevelsField, ListField
from capx_tui.model.form_words import add_words, full_help, problem_words, reason_words, state_words, value_words
from capx_tui.model.people import LEVELS
from tests.model.form_sample import CAPACITIES, LANGUAGES, VALUES, any_value, sample_spec

SPEC = sample_spec()


@pytest.fixture
def form() -> Form:
    return Form.begin(SPEC, VALUES)


def said(form: Form) -> list[str]:
    return [change_words(form.spec, change) for change in changes(form)]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("display_name", "Bo", ["Display name: Bo instead of Ana B."]),
        ("display_name", "", ["Display name: emptied; it was Ana B."]),
        ("website", "https://a.org", ["Web site: https://a.org"]),
        ("pronoun", None, ["Pronoun: emptied; it was she/her"]),
        ("pronoun", Own("xe"), ["Pronoun: xe instead of she/her"]),
        ("mentor", False, ["Open to mentoring: no"]),
        ("about", "", ["Mini bio: emptied; it had 35 characters"]),
        ("about", "I write templates.\nAsk me anything, twice.", ["Mini bio: 7 characters added"]),
        ("about", "I write.\nAsk me anything.", ["Mini bio: 10 characters taken out"]),
        ("about", "I read templates.\nAsk me anything.", ["Mini bio: 4 characters added, 5 taken out"]),
        ("known", (36, 75), ["+ SPARQL to Known", "- Lua from Known"]),
        ("known", (74, 36, 99), ["+ number 99, whose name is not known to Known"]),
        (
            "languages",
            (Levelled(2, "n"), Levelled(1, "4")),
            ["Languages: English is Almost native instead of Advanced"],
        ),
        ("languages", (Levelled(1, "3"), Levelled(2, "n")), ["Languages: another order"]),
        (
            "languages",
            (Levelled(3, "1"),),
            [
                "+ Deutsch: Basic to Languages",
                "- Português: Native from Languages",
                "- English: Advanced from Languages",
            ],
        ),
        ("tags", ("lua", "sparql"), ["+ sparql to Diff tags"]),
    ],
)
def test_a_change_is_a_line(form: Form, field: str, value: Any, words: list[str]) -> None:
    assert said(form.edit(field, value)) == words


def test_changes_stand_in_the_order_of_the_form(form: Form) -> None:
    form = form.edit("years", "3").edit("known", (74, 36, 75)).edit("display_name", "Bo")
    assert [change.field for change in changes(form)] == ["display_name", "known", "years"]


@given(st.data())
def test_there_is_a_line_for_each_field_that_changed_and_for_no_other(data: st.DataObject) -> None:
    form = Form.begin(SPEC, VALUES)
    for field in data.draw(st.lists(st.sampled_from(SPEC.valued), max_size=6)):
        form = form.edit(field.id, data.draw(any_value(field)))
    assert {change.field for change in changes(form)} == set(form.changed)
    assert all(said(form))


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_long_text_counts_what_came_and_what_went(old: str, new: str) -> None:
    form = Form.begin(SPEC, {**VALUES, "about": old})
    before = str(form["about"])
    form = form.edit("about", new)
    found = changes(form)
    if found and found[0].key == "form-change-text":
        added, removed = found[0].params
        assert isinstance(added, int)
        assert isinstance(removed, int)
        assert len(str(form["about"])) - len(before) == added - removed
        assert min(added, removed) > 0


def test_another_persons_text_says_nothing_that_steers(form: Form) -> None:
    form = form.edit("pronoun", Own("a\u202eb"))
    assert "\u202e" not in said(form)[0]


@pytest.mark.parametrize(
    ("field", "states"),
    [
        ("username", ["cannot be changed here"]),
        ("display_name", ["required"]),
        ("team", ["not available: only staff may set it"]),
        ("languages", ["1 of 3 left"]),
        ("mentor", []),
        ("import", []),
        ("hint", []),
    ],
)
def test_states_are_words(form: Form, field: str, states: list[str]) -> None:
    assert state_words(form, field) == states


def test_letters_are_counted_where_one_writes_and_from_half_of_the_limit_on(form: Form) -> None:
    assert state_words(form.edit("display_name", "Ana C."), "display_name")[-1] == "24 of 30 left"
    values = {**form.values, "display_name": "x" * 14}
    assert state_words(Form.begin(form.spec, values), "display_name") == ["required"]
    values["display_name"] = "x" * 15
    assert state_words(Form.begin(form.spec, values), "display_name") == ["required", "15 of 30 left"]


def test_the_most_pressing_state_comes_first(form: Form) -> None:
    form = check(form.edit("display_name", "x" * 33)).disable("mentor", "later").edit("website", "https://a.org")
    assert state_words(form, "display_name") == ["invalid", "3 over the limit of 30", "required", "changed"]
    assert state_words(form, "mentor") == ["not available: later"]
    assert reason_words(form, "mentor") == "later"
    assert state_words(form, "website") == ["changed", "47 of 60 left"]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("mentor", "yes"),
        ("pronoun", "she/her"),
        ("known", "Lua; Communication"),
        ("areas", "nothing chosen"),
        ("languages", "2 entries"),
        ("tags", "one entry"),
        ("website", ""),
        ("about", "I write templates.\nAsk me anything."),
    ],
)
def test_values_are_words(form: Form, field: str, words: str) -> None:
    assert value_words(SPEC.by_id[field], form[field]) == words


def test_a_full_list_says_so_where_one_would_add(form: Form) -> None:
    assert add_words(form, "territory") == "Add to Territories"
    assert add_words(form.edit("territory", (1, 2)), "territory") == "Add to Territories: no room, the limit is 2"


def test_a_level_that_is_not_known_is_shown_as_it_is() -> None:
    field = LevelsField("x", levels=("1",))
    assert value_words(field, ()) == "no entries"
    assert problem_words(Problem("form-error-level", ("9",))) == "Choose a level; “9” is none."


def test_help_tells_all_there_is_to_know(form: Form) -> None:
    form = check(form.edit("display_name", ""))
    assert full_help(form, "display_name", str) == [
        "This must be filled in.",
        "As you want to be called.",
        "A line of text: type.",
        "It must be filled in.",
        "Room: 30 of 30 left.",
    ]
    assert "form.add adds" in full_help(form, "languages", str)[0]
    assert full_help(form, "email", str)[-1] == "What you answer here is kept in memory only, never on disk."
    assert full_help(form, "hint", str) == ["Everything here is public."]
    assert full_help(form, "team", str)[0] == "not available: only staff may set it"


def test_two_versions_differ_where_they_do_and_clash_where_both_moved(form: Form) -> None:
    mine = form.edit("display_name", "Mine").edit("years", "5")
    theirs = {**form.values, "display_name": "Theirs", "website": "https://theirs.org"}
    found = {d.field: (d.here, d.there, d.is_clash) for d in differences(mine, theirs)}
    assert found == {
        "display_name": ("Mine", "Theirs", True),
        "website": ("", "https://theirs.org", False),
        "years": ("5", "", False),
    }
    begun = {**form.values, "display_name": "Mine"}
    assert not differences(mine, theirs, was=begun)[0].is_clash
    assert differences(mine, {"years": "5"}) == []


def test_a_label_may_be_a_text_or_a_message() -> None:
    fields: list[FieldSpec] = [TextField("a", label="My \x1b[1mlabel"), TextField("a", label_key="word-yes", label="x")]
    from capx_tui.model.form_words import label_words

    assert [label_words(field) for field in fields] == ["My label", "yes"]


# -- lists without an order, changed on both sides ---------------------------------------------------------

LISTS = FormSpec(
    "lists",
    (
        ListField("places", label="Places", options=CAPACITIES, is_ordered=False),
        LevelsField("spoken", label="Spoken", options=LANGUAGES, levels=LEVELS, is_ordered=False),
        ListField("names", label="Names"),
    ),
)
_IDS = st.lists(st.sampled_from((10, 36, 74, 75)), unique=True).map(tuple)


def levelled(**levels: str) -> tuple[Levelled, ...]:
    return tuple(Levelled(int(name[1:]), level) for name, level in levels.items())


@given(_IDS, _IDS, _IDS)
def test_of_a_list_without_an_order_both_changes_are_kept(
    was: tuple[int, ...], mine: tuple[int, ...], theirs: tuple[int, ...]
) -> None:
    form = Form.begin(LISTS, {"places": was}).edit("places", mine)
    found = merged(form, {"places": theirs})
    if set(mine) == set(was) or set(theirs) == set(was):
        assert found == {}
        return
    both = set(found["places"])  # type: ignore[arg-type]
    added, removed = (set(mine) | set(theirs)) - set(was), (set(was) - set(mine)) | (set(was) - set(theirs))
    assert both == (set(was) | added) - removed


def test_levels_of_both_sides_are_kept_unless_they_speak_of_one_language() -> None:
    was = levelled(l1="n", l2="3", l3="1")
    form = Form.begin(LISTS, {"spoken": was}).edit("spoken", levelled(l1="n", l2="4", l3="1", l4="3"))
    assert merged(form, {"spoken": levelled(l1="5", l2="3")}) == {"spoken": levelled(l1="5", l2="4", l4="3")}
    # Both changed the level of one, or one took out what the other changed: the person has to say.
    assert merged(form, {"spoken": levelled(l1="n", l2="0", l3="1")}) == {}
    assert merged(form, {"spoken": levelled(l1="n", l3="1")}) == {}


def test_lists_with_an_order_are_left_to_the_person() -> None:
    form = Form.begin(LISTS, {"names": ("a", "b")}).edit("names", ("a", "b", "c"))
    assert merged(form, {"names": ("b", "a")}) == {}
    assert merged(form, {}) == {}


def test_another_order_is_no_change_where_order_says_nothing() -> None:
    form = Form.begin(LISTS, {"places": (10, 36), "names": ("a", "b")})
    assert form.edit("places", (36, 10)).changed == ()
    assert said(form.edit("names", ("b", "a"))) == ["Names: another order"]


def test_help_on_a_list_without_an_order_names_no_key_that_moves() -> None:
    form = Form.begin(LISTS, {})
    assert full_help(form, "places", str) == ["A list: form.add adds, form.remove takes out."]
    assert full_help(form, "spoken", str) == [
        "A list with levels: form.add adds, form.remove takes out, form.level-down and form.level-up change the level."
    ]
