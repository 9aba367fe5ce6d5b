"""An organization's form: every limit broken, each with the sentence that stands beside its field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from capx_tui.errors import FieldErrors
from capx_tui.model.form import Form
from capx_tui.model.form_check import check, leave, problems_of, refuse
from capx_tui.model.form_options import Option, Options
from capx_tui.model.form_words import label_words, note_words, problem_words, reason_words
from capx_tui.model.organization_form import (
    OrganizationChoices,
    cleared,
    language_code,
    name_id,
    offered_unknown,
    organization_spec,
)

CHOICES = OrganizationChoices(
    capacities=Options([Option(74, "Lua"), Option(75, "SPARQL"), Option(76, "Python")]),
    territories=Options([Option(1, "Türkiye")]),
    types=Options([Option(2, "User group")]),
    events=Options([Option(number, f"Event {number}") for number in range(1, 9)]),
    acronyms={"wmbr": "Wikimedia Brasil"},
)
VALUES: dict[str, Any] = {
    "name.en": "Wikimedia Türkiye",
    "name.tr": "Vikimedya Türkiye",
    "acronym": "TUR",
    "type": 2,
    "profile_image": "https://commons.wikimedia.org/wiki/File:Logo_(1).svg",
    "report": "https://meta.wikimedia.org/wiki/Reports",
    "territory": (1,),
    "known_capacities": (74, 75),
    "available_capacities": (74,),
    "wanted_capacities": (76,),
    "choose_events": (1, 2),
    "tag_diff": ("Wikimedia Türkiye",),
    "documents": ("https://commons.wikimedia.org/wiki/File:Plan.pdf",),
    "meta_page": "https://meta.wikimedia.org/wiki/WMTR",
    "email": "hello@tur.example",
    "website": "https://tur.example/",
    "mastodon": "https://social.example/@tur",
    "home_project": "https://tr.wikimedia.org/",
}
PAGE = "https://commons.wikimedia.org/wiki/File:"


def begun(values: Mapping[str, Any] = VALUES) -> Form:
    return Form.begin(organization_spec(CHOICES, values, ((5, "Quiet readers"),)), values)


def words(form: Form, field: str) -> list[str]:
    return [problem_words(problem) for problem in problems_of(form).get(field, ())]


def long(start: str, size: int) -> str:
    return start + "x" * (size - len(start))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name.en", "", "This must be filled in."),
        ("name.en", "x" * 256, "One character too many; the limit is 255."),
        ("name.tr", "x" * 257, "2 characters too many; the limit is 255."),
        ("acronym", "", "This must be filled in."),
        ("acronym", "ABCDEFGHIJK", "One character too many; the limit is 10."),
        ("acronym", "WMBR", "Wikimedia Brasil has this acronym already."),
        ("profile_image", long(f"{PAGE}x.", 513), "One character too many; the limit is 512."),
        (
            "profile_image",
            "https://example.org/logo.png",
            (
                "“https://example.org/logo.png” is not the page of a file at Wikimedia Commons, such as"
                " https://commons.wikimedia.org/wiki/File:Example.svg."
            ),
        ),
        (
            "profile_image",
            f"{PAGE}Logo",
            (
                f"“{PAGE}Logo” is not the page of a file at Wikimedia Commons, such as"
                " https://commons.wikimedia.org/wiki/File:Example.svg."
            ),
        ),
        ("report", "no address", "“no address” is not a web address, such as https://example.org/page."),
        ("report", long("https://example.org/", 514), "2 characters too many; the limit is 512."),
        (
            "available_capacities",
            (74, 76),
            "Not among what is known: Python. Add it to “Known”, or take it out here.",
        ),
        ("choose_events", (1, 2, 3, 4, 5), "One entry too many; the limit is 4."),
        ("tag_diff", ("x" * 256,), "One character too many; the limit is 255."),
        (
            "tag_diff",
            ("https://diff.wikimedia.org/tag/lua/",),
            (
                "“https://diff.wikimedia.org/tag/lua/” is an address."
                " Give the tag's name, as it stands below a post on Diff."
            ),
        ),
        ("documents", tuple(f"{PAGE}{n}.pdf" for n in range(6)), "2 entries too many; the limit is 4."),
        (
            "documents",
            ("https://example.org/a.pdf",),
            (
                "“https://example.org/a.pdf” is not the page of a file at Wikimedia Commons, such as"
                " https://commons.wikimedia.org/wiki/File:Example.svg."
            ),
        ),
        ("documents", (long(f"{PAGE}x.", 513),), "One character too many; the limit is 512."),
        (
            "meta_page",
            "https://br.wikimedia.org/wiki/Home",
            (
                "“https://br.wikimedia.org/wiki/Home” is not a page of Meta-Wiki:"
                " its address begins with https://meta.wikimedia.org/wiki/."
            ),
        ),
        ("meta_page", long("https://meta.wikimedia.org/wiki/", 513), "One character too many; the limit is 512."),
        ("email", "nobody", "“nobody” is not an e-mail address, such as name@example.org."),
        (
            "email",
            f"{'x' * 60}@{'y' * 60}.{'z' * 60}.{'w' * 60}.example.org",
            "One character too many; the limit is 254.",
        ),
        ("website", "://", "“://” is not a web address, such as https://example.org/page."),
        ("website", long("https://example.org/", 513), "One character too many; the limit is 512."),
        ("mastodon", "nobody", "“nobody” is not a web address, such as https://example.org/page."),
        (
            "home_project",
            "https://www.example.org/",
            "“https://www.example.org/” is not a wiki of Wikimedia's, such as https://br.wikimedia.org/.",
        ),
    ],
)
def test_a_broken_limit_is_said_beside_its_field(field: str, value: Any, said: str) -> None:
    form = begun().edit(field, value)
    assert words(form, field) == [said]
    assert set(problems_of(form)) == {field}


def test_what_is_right_has_no_problem_and_is_not_changed_by_looking_at_it() -> None:
    form = begun()
    for field in form.spec.valued:
        form = leave(form, field.id)
    assert problems_of(form) == {}
    assert form.changed == ()


@pytest.mark.parametrize(
    ("field", "typed", "becomes"),
    [
        ("profile_image", "File:Logo of ours.svg", f"{PAGE}Logo_of_ours.svg"),
        (
            "profile_image",
            "https://upload.wikimedia.org/wikipedia/commons/thumb/a/ab/Logo.svg/120px-Logo.svg.png",
            f"{PAGE}Logo.svg",
        ),
        ("profile_image", "https://commons.m.wikimedia.org/wiki/File:Logo.svg", f"{PAGE}Logo.svg"),
        # Right already, though we would write it otherwise.
        ("profile_image", f"{PAGE}Logo%20of%20ours.svg", f"{PAGE}Logo%20of%20ours.svg"),
        ("profile_image", f"{PAGE}Logo of ours.svg", f"{PAGE}Logo_of_ours.svg"),
        ("report", "example.org/report", "https://example.org/report"),
        ("meta_page", "meta.m.wikimedia.org/wiki/WMTR", "https://meta.wikimedia.org/wiki/WMTR"),
        ("website", " example.org ", "https://example.org"),
        ("mastodon", "@tur@social.example", "https://social.example/@tur"),
        ("mastodon", "social.example/@tur", "https://social.example/@tur"),
        ("home_project", "tr.wikimedia.org", "https://tr.wikimedia.org/"),
        ("home_project", "https://tr.m.wikimedia.org/wiki/Ana_Sayfa", "https://tr.wikimedia.org/"),
    ],
)
def test_an_address_is_put_right_once_its_field_is_left(field: str, typed: str, becomes: str) -> None:
    form = leave(begun().edit(field, typed), field)
    assert form[field] == becomes
    assert words(form, field) == []


def test_links_to_files_in_the_list_of_documents_become_their_pages_at_once() -> None:
    form = begun().edit("documents", ("https://upload.wikimedia.org/wikipedia/commons/a/ab/Annual_report.pdf", "  "))
    assert form["documents"] == (f"{PAGE}Annual_report.pdf",)


def test_what_was_offered_without_being_known_before_does_not_keep_all_else_from_being_saved() -> None:
    form = begun({**VALUES, "known_capacities": (), "available_capacities": (74, 75)})
    assert offered_unknown(form.values) == (74, 75)
    assert problems_of(form) == {}
    form = form.edit("available_capacities", (74, 75, 76))
    assert words(form, "available_capacities") == [
        "Not among what is known: Python. Add it to “Known”, or take it out here."
    ]


def test_where_more_is_shown_already_nothing_has_to_go_first_but_nothing_more_fits() -> None:
    form = begun({**VALUES, "choose_events": (1, 2, 3, 4, 5, 6)})
    assert problems_of(form) == {}
    assert words(form.edit("choose_events", (1, 2, 3, 4, 5, 6, 7)), "choose_events") == [
        "One entry too many; the limit is 6."
    ]


def test_four_projects_leave_no_room_for_another() -> None:
    projects = tuple((number, f"Project {number}") for number in range(4))
    form = Form.begin(organization_spec(CHOICES, VALUES, projects), VALUES)
    assert [label_words(form.spec.by_id[f"project.{number}"]) for number in range(4)] == [
        "Project: Project 0",
        "Project: Project 1",
        "Project: Project 2",
        "Project: Project 3",
    ]
    assert reason_words(form, "add-project") == "a profile shows 4 projects; delete one first"
    assert reason_words(begun(), "add-project") == ""


def test_names_have_a_row_for_each_language_the_english_one_first() -> None:
    form = begun({**VALUES, "name.ar": "ويكيميديا", "name.pt-br": "Wikimedia Turquia"})
    labels = [label_words(field) for field in form.spec.valued if field.id.startswith("name.")]
    assert labels == [
        "Name in English (en)",
        "Name in Arabic (ar)",
        "Name in Brazilian Portuguese (pt-br)",
        "Name in Turkish (tr)",
    ]
    # Another name than the English one may go: it is emptied.
    assert problems_of(form.edit("name.tr", "")) == {}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("pt_BR", "pt-br"),
        (" tr ", "tr"),
        ("zh-hant", "zh-hant"),
        ("be-tarask", "be-tarask"),
        ("roa-tara-xx", ""),
        ("english", ""),
        ("", ""),
        ("t", ""),
        ("t r", ""),
    ],
)
def test_codes_of_languages_are_those_the_service_takes(typed: str, code: str) -> None:
    assert language_code(typed) == code
    assert len(code) <= 10


def test_emptying_leaves_what_may_not_be_empty() -> None:
    form = begun()
    form = form.edit_many(cleared(form.spec))
    assert problems_of(form) == {}
    assert {known for known, value in form.values.items() if value not in ("", (), None)} == {"name.en", "acronym"}
    assert form.undo().changed == ()


def test_refusals_of_the_service_stand_beside_the_fields_they_are_about() -> None:
    error = FieldErrors(
        {"acronym": ("organization with this acronym already exists.",), "documents": ('Invalid pk "9".',)}
    )
    form = check(refuse(begun(), error))
    assert words(form, "acronym") == ["organization with this acronym already exists."]
    assert words(form, "documents") == ['Invalid pk "9".']


def test_a_name_in_one_more_language_finds_its_row_by_its_code() -> None:
    spec = organization_spec(CHOICES, {**VALUES, name_id("pt-br"): ""})
    form = begun().edit("name.en", "Another").reshaped(spec)
    assert form.changed == ("name.en",)
    assert form[name_id("pt-br")] == ""


def test_what_logo_and_report_look_like_stands_beside_the_fields() -> None:
    form = begun()
    notes = {field: note_words(form.spec.by_id[field]) for field in ("profile_image", "report")}
    assert notes == {
        "profile_image": "such as https://commons.wikimedia.org/wiki/File:Logo.svg",
        "report": "such as https://meta.wikimedia.org/wiki/Our_user_group/Reports",
    }
    for field, note in notes.items():
        example = form.edit(field, note.removeprefix("such as "))
        assert words(example, field) == []
        assert leave(example, field)[field] == note.removeprefix("such as ")
