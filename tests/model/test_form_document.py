"""Forms as text documents and in words: what is rendered reads back as nothing changed, faults stand at their line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.errors import RuleError
from capx_tui.i18n.sentences import sentence
from capx_tui.model.event_form import EventChoices, event_spec
from capx_tui.model.form import Form
from capx_tui.model.form_document import read_form, render_form
from capx_tui.model.form_options import Option, Options
from capx_tui.model.form_writing import FieldNames, Writing
from capx_tui.model.naming import Kind, Named, NameTable
from capx_tui.model.organization_form import organization_spec
from capx_tui.model.organization_writing import EVENT, ORGANIZATION, PROJECT, named_in
from capx_tui.model.project_form import project_spec
from capx_tui.model.signed_words import signed_names
from tests.model.test_organization_form import CHOICES, VALUES, begun

_TABLES = {
    Kind.CAPACITY: NameTable(
        Kind.CAPACITY, (Named(74, "Lua", codes=("Q207316",)), Named(75, "SPARQL"), Named(76, "Python"))
    ),
    Kind.TERRITORY: NameTable(Kind.TERRITORY, (Named(1, "Türkiye", ("Türkiye", "Turkey")),)),
}
_TOP = "The profile of Wikimedia Türkiye."


def resolve(kind: Kind, text: str) -> int:
    return _TABLES[kind].resolve(text)


def writing(form: Form, fields: FieldNames = ORGANIZATION) -> Writing:
    return Writing(form, fields, resolve)


ORG = writing(begun())
DOCUMENT = render_form(ORG, _TOP)


def bare(text: str) -> list[str]:
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def faults(text: str, of: Writing = ORG) -> list[tuple[int, str]]:
    return [(fault.line, sentence(fault.error)) for fault in read_form(text, of).faults]


def test_every_field_of_an_organization_is_in_its_document() -> None:
    assert bare(DOCUMENT) == [
        "name-en: Wikimedia Türkiye", "name-tr: Vikimedya Türkiye",
        "acronym: TUR", "type: User group",
        "logo: https://commons.wikimedia.org/wiki/File:Logo_(1).svg",
        "report: https://meta.wikimedia.org/wiki/Reports",
        "territory:", "- Türkiye",
        "known:", "- Lua", "- SPARQL",
        "available:", "- Lua",
        "wanted:", "- Python",
        "main-events:", "- 1 Event 1", "- 2 Event 2",
        "tags:", "- Wikimedia Türkiye",
        "documents:", "- https://commons.wikimedia.org/wiki/File:Plan.pdf",
        "meta-page: https://meta.wikimedia.org/wiki/WMTR",
        "email: hello@tur.example", "website: https://tur.example/",
        "mastodon: https://social.example/@tur", "own-wiki: https://tr.wikimedia.org/",
    ]  # fmt: skip
    written = {ORG.fields.called(line.partition(":")[0]) for line in bare(DOCUMENT) if not line.startswith("-")}
    assert written == {spec.id for spec in ORG.form.spec.valued}


def test_comments_say_what_the_form_says() -> None:
    told = " ".join(line.removeprefix("# ") for line in DOCUMENT.split("\n") if line.startswith("#"))
    assert told.startswith(f"{_TOP} Change what you like")
    assert "Kind of organization. One of: User group." in told
    assert "Logo. The address of a picture's page at Wikimedia Commons" in told
    assert max(map(len, DOCUMENT.split("\n"))) <= 80


def test_what_was_rendered_reads_as_nothing_changed() -> None:
    for text in (DOCUMENT, DOCUMENT.replace("\n", "\r\n"), f"\ufeff{DOCUMENT}\n\n"):
        reading = read_form(text, ORG)
        assert (reading.values, reading.faults) == ({}, ())
    assert set(read_form(DOCUMENT, ORG).lines) == set(VALUES)


@given(st.data())
def test_whatever_an_organization_holds_reads_as_nothing_changed(data: st.DataObject) -> None:
    line = st.text(max_size=40)
    held: dict[str, Any] = {
        field: data.draw(line) if isinstance(value, str) else value for field, value in VALUES.items()
    }
    held["known_capacities"] = tuple(data.draw(st.lists(st.sampled_from([74, 75, 76, 999]), unique=True)))
    held["tag_diff"] = tuple(data.draw(st.lists(line, max_size=3)))
    held["choose_events"] = tuple(data.draw(st.lists(st.integers(1, 12), unique=True)))
    of = writing(begun(held))
    reading = read_form(render_form(of, _TOP), of)
    assert (reading.values, reading.faults) == ({}, ())


def test_changes_are_read_and_put_right() -> None:
    text = """
        website: tur.example/new
        name tr:
        Known: lua
        - Q207316
        - python
        main-events:
        - 3
        - Event 4
        - 2 whatever it is called
        type: user GROUP
        email:
        documents: https://upload.wikimedia.org/wikipedia/commons/a/ab/Plan.pdf
        """
    reading = read_form(text, ORG)
    assert reading.faults == ()
    assert reading.values == {
        "website": "https://tur.example/new",
        "name.tr": "",
        "known_capacities": (74, 76),
        "choose_events": (3, 4, 2),
        "type": 2,
        "email": "",
        # The link to the file itself is put right to the page that stands there already.
        "documents": ("https://commons.wikimedia.org/wiki/File:Plan.pdf",),
    }


def test_every_fault_is_told_at_its_line_and_the_rest_is_read() -> None:
    text = """known:
- Lau
- Lua
motto: onward
- not an entry of anything known
hello
- nor this
main-events: 77
acronym: A
acronym: B
type: chapel
name-türkçe: x
====="""
    fields = (
        "acronym, type, logo, report, territory, known, available, wanted, main-events, tags, documents, meta-page, "
        "email, website, mastodon, own-wiki"
    )
    events = ", ".join(f"{number} Event {number}" for number in range(1, 9))
    assert faults(text) == [
        (2, "No capacity is called “Lau”. Nearest: Lua."),
        (4, f"There is no field “motto”. Fields are: {fields}."),
        (6, "“hello” is neither a field (“name: value”), nor an entry (“- name”), nor a comment (“# …”)."),
        (8, f"“77” is none of what can stand in “main-events”: {events}."),
        (10, "The field “acronym” is in the document twice."),
        (11, "“chapel” is none of what can stand in “type”: 2 User group."),
        (12, "“name-türkçe” names no language: behind “name-” stands its code, as in name-tr."),
        (13, "This document has no longer text: a line that begins with ===== has no place in it."),
    ]
    assert read_form(text, ORG).values["known_capacities"] == (74,)
    assert faults("websit: x") == [(1, "There is no field “websit”. Fields are: website.")]


def test_a_name_in_a_new_language_needs_a_form_that_has_it() -> None:
    text = "name-ku: Wîkîmedya\nNAME AZ: Vikimedia\nname-türkçe: x\nacronym: T"
    assert named_in(text) == ["name.ku", "name.az"]
    values = {**dict.fromkeys(named_in(text), ""), **VALUES}
    wider = writing(Form.begin(organization_spec(CHOICES, values), values))
    assert read_form(text, wider).values == {
        "name.ku": "Wîkîmedya", "name.az": "Vikimedia", "acronym": "T",
    }  # fmt: skip


def test_entries_that_nobody_knows_stay_by_their_number() -> None:
    of = writing(begun({**VALUES, "wanted_capacities": (999, 76), "choose_events": (55,)}))
    text = render_form(of, _TOP)
    assert "wanted:\n- 999\n- Python\n" in text
    assert read_form(text.replace("- Python\n", "- Python\n- Lua\n", 1), of).faults == ()
    assert read_form("wanted:\n- 999\n- Lua", of).values == {"wanted_capacities": (999, 74)}
    assert faults("wanted:\n- 998", of)[0][0] == 2


def test_projects_and_events_have_their_longer_text_at_the_end() -> None:
    spec = project_spec(CHOICES.capacities, is_new=False)
    values: dict[str, Any] = {
        "display_name": "Quiet readers",
        "description": "Two\n\nparagraphs",
        "related_skills": (74,),
    }
    of = writing(Form.begin(spec, values), PROJECT)
    text = render_form(of, "A project.")
    assert bare(text) == [
        "name: Quiet readers", "address:", "picture:", "capacities:", "- Lua",
        "===== Description: everything below this line.", "Two", "paragraphs",
    ]  # fmt: skip
    assert read_form(text + "\n\n", of).values == {}
    changed = read_form(text.replace("paragraphs", "# parts: more\n- and more"), of)
    assert changed.values == {"description": "Two\n\n# parts: more\n- and more"}
    assert faults("description: short", of) == [
        (1, "“description” stands at the end of the document, below a line that begins with =====.")
    ]


def test_an_events_choices_are_written_in_words_and_what_cannot_change_is_not_in_it() -> None:
    one = EventChoices(CHOICES.capacities, Options([Option(7, "Wikimedia Türkiye")]))
    values: dict[str, Any] = {
        "name": "Evening",
        "organization": 7,
        "time_begin": "2026-10-01 17:00",
        "type_of_location": "in_person",
    }
    of = writing(Form.begin(event_spec(one, is_new=False), values), EVENT)
    text = render_form(of, "An event.")
    assert "organization:" not in text
    assert "format: In person" in text or "format: in person" in text
    assert "begin: 2026-10-01 17:00" in text
    assert read_form("format: virtual", of).values == {"type_of_location": "virtual"}
    assert faults("organization: 7", of) == [(1, "“organization” cannot be changed here.")]
    two = EventChoices(CHOICES.capacities, Options([Option(7, "Wikimedia Türkiye"), Option(8, "Wikimedia Two")]))
    of = writing(Form.begin(event_spec(two, is_new=True), values), EVENT)
    assert read_form("organization: wikimedia two", of).values == {"organization": 8}


@pytest.mark.parametrize(
    ("field", "words", "value"),
    [
        ("tag_diff", ["+WikiAnatolia", "2026", "-Wikimedia", "Türkiye"], ("WikiAnatolia 2026",)),
        ("known_capacities", ["+python"], (74, 75, 76)),
        ("known_capacities", ["-Q207316"], (75,)),
        ("known_capacities", ["SPARQL", "Lua"], (75, 74)),
        ("known_capacities", [""], ()),
        ("documents", ["+File:B.pdf"], (*VALUES["documents"], "https://commons.wikimedia.org/wiki/File:B.pdf")),
        ("name.tr", ["Vikimedya", "Topluluğu"], "Vikimedya Topluluğu"),
        ("type", [""], None),
    ],
)
def test_words_change_a_field(field: str, words: list[str], value: Any) -> None:
    assert ORG.edited(field, words) == value


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Lua", "+Python"], "Either every value for “known” begins with + or -, or none does; “Lua” has no sign."),
        (["+"], "Behind “+” the name is missing of what to change in “known”."),
        (["-Python"], "“known” does not hold “Python”, so it cannot be taken out."),
        (["+Lau"], "No capacity is called “Lau”. Nearest: Lua."),
    ],
)
def test_words_that_mean_nothing_are_refused(words: list[str], said: str) -> None:
    with pytest.raises(RuleError) as caught:
        ORG.edited("known_capacities", words)
    assert sentence(caught.value) == said


def test_words_without_a_sign_are_none() -> None:
    assert signed_names(["Lua", "SPARQL"], "known") is None
    assert signed_names(["+Human", "Rights", "-Lua"], "known") == [("+", "Human Rights"), ("-", "Lua")]
