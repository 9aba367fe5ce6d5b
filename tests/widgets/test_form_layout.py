"""A form as rows: everything that is to be known of a field is on its row, at any width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from capx_tui.errors import FieldErrors
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_check import check, refuse
from capx_tui.model.form_fields import ActionField, FieldSpec, LongTextField, ReadOnlyField, SwitchField, TextField
from capx_tui.model.form_lists import ManyField
from capx_tui.model.form_words import label_words, state_words
from capx_tui.widgets.form_layout import WIDEST, FormRow, RowKind, lay_out, spans, with_states
from capx_tui.widgets.form_view import FormView
from tests.model.form_sample import CAPACITIES, VALUES, any_value, sample_spec
from tests.widgets.hosts import staged

SPEC = sample_spec()


def drawn(form: Form, width: int = 78, *, air: bool = True) -> list[str]:
    return ["".join(text for text, _ in spans(row, width)).rstrip() for row in lay_out(form, width, air=air)]


def form_of(*fields: FieldSpec, **values: object) -> Form:
    return Form.begin(FormSpec("x", fields), values)  # type: ignore[arg-type]


@pytest.fixture
def form() -> Form:
    return Form.begin(SPEC, VALUES)


@given(st.data(), st.integers(30, 130))
def test_every_field_has_its_row_and_no_row_is_wider_than_the_screen(data: st.DataObject, width: int) -> None:
    form = Form.begin(SPEC, VALUES)
    for field in data.draw(st.lists(st.sampled_from(SPEC.valued), max_size=5)):
        form = form.edit(field.id, data.draw(any_value(field)))
    rows = lay_out(check(form), width)
    assert [row.field for row in rows if row.kind is RowKind.FIELD] == [
        f.id for f in SPEC.fields if f.KIND not in ("heading", "paragraph")
    ]
    for row in rows:
        value = "" if row.room else row.value
        assert sum(cell_len(text) for text, _ in spans(row, width, value=value)) <= min(width, WIDEST)
    assert len({row.place for row in rows}) == len(rows)


@given(st.integers(30, 130))
def test_every_state_of_a_field_is_said_on_its_rows(width: int) -> None:
    form = check(Form.begin(SPEC, VALUES).edit("display_name", "x" * 33).edit("years", "x"))
    rows = lay_out(form, width)
    for field in SPEC.valued:
        said = " ".join(row.states for row in rows if row.field == field.id)
        assert all(words in said for words in state_words(form, field.id))


def test_a_row_names_the_field_its_value_and_its_states(form: Form) -> None:
    assert "User name:           Ana, cannot be changed here" in drawn(form)
    assert "Open to mentoring:   yes" in drawn(form)
    assert "Open to mentoring:   no, changed" in drawn(form.edit("mentor", False))
    assert "Team:                Bots, not available: only staff may set it" in drawn(form)


def test_what_one_types_stands_still_while_the_states_change(form: Form) -> None:
    before, after = (next(r for r in lay_out(f, 78) if r.field == "website") for f in (form, form.edit("website", "x")))
    assert before.lead == after.lead
    assert "".join(t for t, _ in spans(after, 78)).endswith("changed, 59 of 60 left")
    assert [cell_len("".join(t for t, _ in spans(row, 78))) for row in (before, after)] == [78, 78]


def test_a_long_label_stands_once_on_the_row_of_its_value_and_twice_only_where_that_leaves_no_room() -> None:
    question = "How did you hear about the programme?"
    form = form_of(TextField("how", label=question), TextField("name", label="Name"), how="From a friend", name="Ana")
    assert drawn(form) == [f"{question} From a friend", "Name: Ana"]
    assert drawn(form, 50)[:2] == [question, "How did you hear…: From a friend"]


def test_what_is_wrong_stands_on_the_next_row(form: Form) -> None:
    rows = drawn(check(form.edit("years", "many")))
    at = next(n for n, row in enumerate(rows) if row.startswith("Years of experience:"))
    assert rows[at].endswith("invalid, changed")
    assert rows[at + 1] == "    Error: “many” is not a whole number."


def test_an_entry_that_is_wrong_has_its_words_below_it(form: Form) -> None:
    rows = drawn(refuse(form, FieldErrors({"language.1.proficiency": ("No such level.",)})))
    at = next(n for n, row in enumerate(rows) if "English" in row)
    assert rows[at] == "    English: Advanced, invalid"
    assert rows[at + 1] == "        Error: No such level."
    assert "Languages:           2 entries, invalid, 1 of 3 left" in rows


def test_what_belongs_to_no_field_stands_above_all(form: Form) -> None:
    assert (
        drawn(refuse(form, FieldErrors({}, "The service is read only.")))[0] == "    Error: The service is read only."
    )


def test_states_without_room_go_to_a_row_of_their_own() -> None:
    form = check(form_of(TextField("a", label="Other account", limit=5, required=True), a="").edit("a", "abcdefg"))
    rows = lay_out(form, 46)
    first, *others = (row for row in rows if row.field == "a" and row.kind is not RowKind.PROBLEM)
    assert first.states == "invalid"
    assert {row.kind for row in others} == {RowKind.MORE}
    assert " ".join(row.states for row in others) == "2 over the limit of 5, required, changed"
    assert first.room >= 16


def test_after_a_letter_the_states_below_are_those_that_a_new_layout_would_give() -> None:
    spec = TextField("a", label="Other account", limit=5, required=True)
    form = check(form_of(spec, a="").edit("a", "abcdefg"))
    for width in range(30, 100):
        before = [row for row in lay_out(form, width) if row.kind in (RowKind.FIELD, RowKind.MORE)]
        after = form.edit("a", "abcdefgh")
        wanted = [row for row in lay_out(after, width) if row.kind in (RowKind.FIELD, RowKind.MORE)]
        found = with_states(spec, before, state_words(after, "a"), width)
        assert [(row.place, row.states, row.room) for row in found] == [
            (row.place, row.states, row.room) for row in wanted
        ]
        assert all(row.is_state_of("a") for row in found[1:])


class _Early(FormView):
    """Given its form before the screen has said how wide it is."""

    early = ""

    def on_mount(self) -> None:
        assert not self.size.width
        self.begin(Form.begin(SPEC, VALUES))
        self.early = self.text


async def test_before_it_has_a_size_a_form_is_laid_out_for_the_terminal() -> None:
    view = _Early(id="rows")
    async with staged(view, size=(78, 24)) as stage:
        await stage.pilot.pause(0)
        assert view.early == view.text != ""


def test_a_question_of_a_whole_sentence_stands_above_and_its_beginning_on_the_row() -> None:
    question = "Why do you want to take part in this programme as a mentor?"
    rows = drawn(form_of(TextField("a", label="Name"), TextField("b", label=question)))
    assert rows[1] == question
    assert rows[2].startswith("Why do you want to take…:")
    narrow = drawn(form_of(TextField("a", label="Name"), TextField("b", label=question)), 30)
    assert " ".join(narrow[1:4]).startswith("Why do you want to take part")


def test_a_long_name_of_an_action_stands_once_and_what_it_does_follows() -> None:
    action = ActionField("b", label="Add a name in another language", help="people see it where there is none")
    form = form_of(TextField("a", label="Acronym"), action)
    assert drawn(form)[1:] == ["Add a name in another language: people see it where there is none"]
    assert drawn(form, 52)[1:] == ["Add a name in another language: people see it where", "         there is none"]
    assert drawn(form, 40)[1:] == [
        "Add a name in another language:",
        "         people see it where there is",
        "         none",
    ]
    assert drawn(form, 30)[1:3] == ["Add a name in another", "language:"]
    assert drawn(form, 52, air=False)[1:] == [
        "Add a name in another language: people see; 1 of 2",
        "it where there is none; Add a name in an…, 2 of 2",
    ]
    assert drawn(form, 40, air=False)[1] == "Add a name in another language:"
    assert all("Add a" in row for row in drawn(form, 40, air=False)[1:])
    said = "Project: What nobody believed when it was new"
    full = form_of(TextField("a", label="Acronym"), ActionField("b", label=said, disabled="not now"))
    assert drawn(full)[1:] == [f"{said}:", "         not available: not now"]


def test_a_long_value_goes_on_below_and_says_where_it_is_cut() -> None:
    many = ManyField("a", label="Known", options=CAPACITIES)
    rows = lay_out(form_of(many, a=(10, 36, 74, 75, 76, 77)), 40)
    assert [row.kind for row in rows] == [RowKind.FIELD, RowKind.MORE, RowKind.MORE]
    assert (
        "".join(row.value for row in rows).replace(" ", "")
        == "Organizationalskills;Communication;Lua;SPARQL;Python;Educação"
    )
    text = form_of(LongTextField("a", label="Mini bio"), a="\n".join(f"line {n}" for n in range(30)))
    rows = lay_out(text, 60)
    assert [row.value for row in rows] == ["line 0", "line 1", "line 2", "line 3", "line 4", "…"]


def test_air_is_for_the_eye_alone(form: Form) -> None:
    assert [row.kind for row in lay_out(form, 78)].count(RowKind.AIR) == 3
    spoken = lay_out(form, 78, air=False)
    assert all(row.kind is not RowKind.AIR for row in spoken)
    assert "" not in drawn(form, air=False)


def test_a_list_shows_its_entries_and_the_way_to_add(form: Form) -> None:
    rows = drawn(form)
    at = next(n for n, row in enumerate(rows) if row.startswith("Languages:"))
    assert rows[at + 1 : at + 4] == ["    Português: Native", "    English: Advanced", "    Add to Languages"]
    closed = drawn(form.disable("languages", "later"))
    assert "    Add to Languages" not in closed


def test_labels_of_one_form_end_in_one_column(form: Form) -> None:
    fields = [row for row in lay_out(form, 78) if row.kind is RowKind.FIELD]
    assert len({cell_len(row.lead) for row in fields}) == 1
    assert all(row.lead.startswith(label_words(SPEC.by_id[row.field])) for row in fields)


def test_a_row_is_known_again_by_what_it_is() -> None:
    assert FormRow(RowKind.ENTRY, "a", 1, value="x").place == FormRow(RowKind.ENTRY, "a", 1, value="y").place


def test_a_note_stands_below_its_value_and_a_phrase_in_the_place_of_yes_and_no() -> None:
    form = form_of(
        SwitchField("shown", label="Lua", phrase=lambda word: f"earned; shown: {word}", note="For five modules."),
        ReadOnlyField("told", label="SPARQL", note="For five queries.", is_obvious=True),
        told="not earned",
    )
    assert drawn(form) == [
        "Lua:    earned; shown: no",
        "        For five modules.",
        "SPARQL: not earned",
        "        For five queries.",
    ]
    assert "Lua:    earned; shown: yes, changed" in drawn(form.edit("shown", True))
    assert drawn(form, air=False)[1] == "Lua: For five modules."


def test_for_ears_every_line_of_a_text_says_whose_it_is() -> None:
    bio = "I write templates for small wikis, and gadgets too.\n\nAsk me anything."
    form = Form.begin(SPEC, VALUES).edit("about", bio)
    heard = drawn(form, 60, air=False)
    at = next(n for n, row in enumerate(heard) if row.startswith("Mini bio:"))
    assert heard[at : at + 5] == [
        "Mini bio:            I write templates; 1 of 3, changed",
        "for small wikis, and gadgets too.  Mini bio, 2 of 3",
        "Ask me anything.  Mini bio, 3 of 3",
        "Mini bio: 131 of 200 left",
        "Open to mentoring:   yes",
    ]


@given(st.data(), st.integers(50, 130))
def test_for_ears_every_row_of_a_field_names_it(data: st.DataObject, width: int) -> None:
    form = Form.begin(SPEC, VALUES)
    for field in data.draw(st.lists(st.sampled_from(SPEC.valued), max_size=5)):
        form = form.edit(field.id, data.draw(any_value(field)))
    form = check(form)
    for row in lay_out(form, width, air=False):
        if row.kind is RowKind.MORE:
            name = label_words(SPEC.by_id[row.field])
            assert name[: width // 3 - 3].rstrip() in f"{row.lead}{row.value}{row.states}", row
