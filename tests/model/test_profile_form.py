"""The form for one's own profile: values both ways, limits in sentences, what is offered within what is known."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from capx_tui.errors import Conflict, ConflictCause, FieldErrors
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_changes import change_words, changes
from capx_tui.model.form_check import leave, problems_of, refuse
from capx_tui.model.form_fields import Levelled
from capx_tui.model.form_options import Option, Options
from capx_tui.model.form_words import problem_words
from capx_tui.model.people import Proficiency
from capx_tui.model.profile import EDITABLE, MyProfile, Reach, changed_fields, not_known
from capx_tui.model.profile_form import Sources, couple, profile_of, profile_spec, values_of
from tests.model.test_profile import PROFILES

_NUMBERS = Options(Option(number, f"No. {number}") for number in range(1, 40))
_SOURCES = Sources(*(_NUMBERS,) * 6)
_ADA = MyProfile(
    id=1,
    username="Ada",
    about="I write.",
    skills_known=(1, 2, 3),
    skills_available=(1, 2),
    skills_wanted=(4,),
    language=(Proficiency(1, "n"),),
)


def form_of(profile: MyProfile) -> Form:
    return Form.begin(profile_spec(_SOURCES, profile), values_of(profile))


def said(form: Form) -> dict[str, list[str]]:
    """Every problem in words, by field."""
    return {field: [problem_words(problem) for problem in found] for field, found in problems_of(form).items()}


def test_every_field_that_can_be_edited_is_in_the_form() -> None:
    assert {spec.id for spec in form_of(_ADA).spec.valued} == set(EDITABLE)


@given(PROFILES)
def test_an_untouched_form_changes_nothing(profile: MyProfile) -> None:
    form = form_of(profile)
    assert form.changed == ()
    assert profile_of(profile, form) == profile


@settings(max_examples=50)
@given(PROFILES, PROFILES)
def test_the_form_makes_one_profile_of_another(before: MyProfile, after: MyProfile) -> None:
    # A way of which one program wrote the name apart comes back as it is read; what is odd is not editable.
    same = {"id": 1, "contact": before.contact, "social": before.social}
    after = replace(after, **same)
    form = form_of(before)
    form = form.edit_many({name: value for name, value in values_of(after).items() if name not in same})
    made = profile_of(before, form)
    assert set(changed_fields(made, after)) <= set(_only_blank(before, after))


def _only_blank(before: MyProfile, after: MyProfile) -> set[str]:
    """Fields that a form takes for the same: no avatar is none, whatever number says it."""
    return {"avatar"} if not before.avatar and not after.avatar else set()


@pytest.mark.parametrize(
    "given", ["Q42", " q42 ", "https://www.wikidata.org/wiki/Q42", "http://wikidata.org/entity/Q42"]
)
def test_an_item_may_be_given_by_its_address(given: str) -> None:
    form = leave(form_of(_ADA).edit("wikidata_qid", given), "wikidata_qid")
    assert (form["wikidata_qid"], said(form)) == ("Q42", {})


def test_ways_are_lines_and_come_back_as_they_were() -> None:
    before = replace(
        _ADA,
        contact=(Reach("Telegram", "@ada"), Reach("", "https://ada.example"), Reach("a: b", "c")),
        social=None,
    )
    form = form_of(before)
    assert form["contact"] == ("Telegram: @ada", "https://ada.example", "a: b: c")
    assert not form.can_change("social")
    form = form.edit("contact", (*form["contact"], "Matrix: @ada:chat.example", "https://x.example: not a name: "))
    assert profile_of(before, form).contact == (
        *before.contact,  # type: ignore[misc]
        Reach("Matrix", "@ada:chat.example"),
        Reach("https://x.example", "not a name:"),
    )


def test_changes_are_told_as_one_says_them() -> None:
    form = form_of(_ADA).edit_many(
        {
            "avatar": 7,
            "wikidata_qid": "Q42",
            "about": "I write Lua.",
            "skills_wanted": (5,),
            "language": (Levelled(1, "4"), Levelled(2, "3")),
            "pronoun": "they-them",
            "team": "Readers",
        }
    )
    assert [change_words(form.spec, change) for change in changes(form)] == [
        "Avatar: No. 7",
        "Wikidata item: Q42",
        "Mini bio: 4 characters added",
        "+ No. 5 to Wanted",
        "- No. 4 from Wanted",
        "+ No. 2: Advanced to Languages",
        "Languages: No. 1 is Almost native instead of Native",
        "Pronoun: they/them",
        "Team: Readers",
    ]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("about", "x" * 2001, "One character too many; the limit is 2,000."),
        ("display_name", "x" * 389, "2 characters too many; the limit is 387."),
        ("team", "x" * 129, "One character too many; the limit is 128."),
        ("wiki_alt", "x" * 130, "2 characters too many; the limit is 128."),
        ("wikidata_qid", "42", "“42” is not the number of a Wikidata item, such as Q42."),
        ("wikidata_qid", "Q1234567890", "“Q1234567890” is not the number of a Wikidata item, such as Q42."),
        ("territory", tuple(range(1, 12)), "One entry too many; the limit is 10."),
        ("affiliation", tuple(range(1, 13)), "2 entries too many; the limit is 10."),
        ("language", tuple(range(1, 22)), "One entry too many; the limit is 20."),
        ("language", (Levelled(1, "9"),), "Choose a level; “9” is none."),
        (
            "skills_available",
            (1, 9),
            "You cannot offer this without knowing it: add it to Known, or take it out.",
        ),
    ],
)
def test_each_limit_is_said_beside_its_field(field: str, value: Any, sentence: str) -> None:
    assert said(form_of(_ADA).edit(field, value)) == {field: [sentence]}


def test_as_much_as_the_service_takes_is_fine() -> None:
    full: dict[str, Any] = {
        "about": "x" * 2000,
        "display_name": "x" * 387,
        "team": "x" * 128,
        "wiki_alt": "x" * 128,
        "territory": tuple(range(1, 11)),
        "affiliation": tuple(range(1, 11)),
        "language": tuple(range(1, 21)),
        "skills_known": tuple(range(1, 40)),
        "skills_available": tuple(range(1, 40)),
    }
    assert said(form_of(_ADA).edit_many(full)) == {}


def test_what_the_service_holds_already_is_no_problem_before_it_is_touched() -> None:
    odd = replace(_ADA, skills_known=(), language=(Proficiency(1, ""),))
    form = form_of(odd)
    assert said(form.edit("team", "Readers")) == {}
    assert profile_of(odd, form.edit("team", "Readers")).language == odd.language
    assert set(said(form.edit("skills_known", (9,)))) == {"skills_available"}


@pytest.mark.parametrize(
    ("cause", "field", "sentence"),
    [
        (
            ConflictCause.AVAILABLE_NOT_KNOWN,
            "skills_available",
            "The service found something in Available that is not in Known. Add it to Known, or take it out.",
        ),
        (ConflictCause.TOO_MANY_LANGUAGES, "language", "The service takes at most 20 languages. Take some out."),
        (
            ConflictCause.TOO_MANY_TERRITORIES,
            "territory",
            "The service takes at most 10 territories. Take some out; a region stands for all its countries.",
        ),
        (
            ConflictCause.TOO_MANY_AFFILIATIONS,
            "affiliation",
            "The service takes at most 10 affiliations. Take some out.",
        ),
        (
            ConflictCause.LETS_CONNECT_TAKEN_BACK,
            "",
            (
                "The service does not take back that your profile is used for Let's Connect. "
                "Nothing else was saved either; write to capx@wmnobrasil.org."
            ),
        ),
        (ConflictCause.OTHER, "", "Something else."),
    ],
)
def test_each_conflict_stands_where_it_belongs(cause: ConflictCause, field: str, sentence: str) -> None:
    assert said(refuse(form_of(_ADA), Conflict(cause, "Something else."))) == {field: [sentence]}


def test_words_of_the_service_stand_beside_the_field_or_the_entry_they_are_about() -> None:
    error = FieldErrors(
        {
            "wiki_alt": ("This Wikimedia username does not exist.",),
            "language.0.proficiency": ('"9" is not a valid choice.',),
            "avatar": ("Invalid pk.",),
        }
    )
    form = refuse(form_of(_ADA), error)
    assert said(form) == {
        "avatar": ["Invalid pk."],
        "language": ['"9" is not a valid choice.'],
        "wiki_alt": ["This Wikimedia username does not exist."],
    }
    assert form.problems["language"][0].entry == 0


# -- available within known --------------------------------------------------------------------------------


def test_what_is_not_known_is_asked_about_and_not_taken_yet() -> None:
    before = form_of(_ADA)
    coupled = couple(before, before.edit("skills_available", (1, 2, 9)))
    assert (coupled.asked, coupled.withdrawn) == ((9,), ())
    assert coupled.form is before
    some = couple(before, before.edit("skills_available", (1, 2, 3, 9)))
    assert (some.asked, some.form["skills_available"]) == ((9,), (1, 2, 3))


def test_what_is_not_known_any_more_is_not_offered_any_more_in_one_step() -> None:
    before = form_of(_ADA)
    coupled = couple(before, before.edit("skills_known", (1, 3)))
    assert coupled.withdrawn == (2,)
    assert (coupled.form["skills_known"], coupled.form["skills_available"]) == ((1, 3), (1,))
    assert coupled.form.undo().values == before.values
    assert couple(coupled.form, coupled.form.undo()).form == coupled.form.undo()
    unknown = before.edit("skills_known", (1, 2))
    assert couple(before, unknown).form is unknown


_EDITS = st.lists(
    st.tuples(
        st.sampled_from(("skills_known", "skills_available", "undo", "redo", "team")),
        st.lists(st.integers(1, 6), max_size=4).map(tuple),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(_EDITS)
def test_whatever_one_does_by_hand_what_is_offered_stays_within_what_is_known(
    edits: list[tuple[str, tuple[int, ...]]],
) -> None:
    form = form_of(_ADA)
    for field, value in edits:
        before = form
        if field in ("undo", "redo"):
            after = form.undo() if field == "undo" else form.redo()
        else:
            after = form.edit(field, "".join(map(str, value)) if field == "team" else value)
        form = couple(before, after).form
        assert not_known(form["skills_known"], form["skills_available"]) == ()
        assert said(form) == {}
    while form.past:
        form = form.undo()
    assert form.changed == ()


def test_ways_on_are_rows_only_where_the_program_has_them() -> None:
    def rows(spec: FormSpec) -> set[str]:
        return {field.id for field in spec.fields if field.id.startswith("way-")}

    assert rows(profile_spec(_SOURCES, _ADA)) == set()
    more = Sources(*(_NUMBERS,) * 6, ways=("badges", "lets-connect", "home"))
    assert rows(profile_spec(more, _ADA)) == {"way-badges", "way-lets-connect"}
