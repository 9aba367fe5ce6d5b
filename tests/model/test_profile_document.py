"""A profile as a text document: what is rendered is read back the same, and what is wrong is told by line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.errors import RuleError
from capx_tui.model.people import LEVELS, Proficiency
from capx_tui.model.profile import PRONOUNS, Reach
from capx_tui.model.profile_document import read_document, render_document
from capx_tui.model.text_document import Fault, with_faults
from tests.model.profile_book import BOOK, PROFILE

_DOCUMENT = render_document(PROFILE, BOOK, username="Papatya Defteri")


def _bare(text: str) -> list[str]:
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def test_the_document_is_fields_lists_and_the_bio_at_its_end() -> None:
    assert _bare(_DOCUMENT) == [
        "known:", "- Lua", "- SPARQL",
        "available:", "- Lua",
        "wanted:", "- 301",
        "languages:", "- English: Native", "- Português: Basic", "- 23",
        "territory:", "- Anatolia: the Land",
        "affiliation:",
        "projects:", "- Wikidata",
        "display-name: Maya D.",
        "pronoun: she-her",
        "team:",
        "alternative-account:",
        "wikidata-item: Q42",
        "avatar: 2",
        "contact:", "- Mail: maya: at the group",
        "social:", "- : https://social.example/@maya",
        "about-language: English",
        "===== Mini bio: everything below this line, up to 2,000 characters. It is public.",
        "I write templates.", "- and modules: in Lua", "===== not a rule any more",
    ]  # fmt: skip
    assert "#   2 File:Leaf.svg" in _DOCUMENT.split("\n")


def test_no_line_of_a_comment_is_wider_than_a_terminal() -> None:
    assert max(len(line) for line in _DOCUMENT.split("\n") if line.startswith("#")) <= 80


_FIELDS = (
    "known, available, wanted, languages, territory, affiliation, projects, display-name, pronoun, team,"
    " alternative-account, wikidata-item, avatar, contact, social, about-language, about"
)
_MASTODON = "https://social.example/@maya"
_AVATARS = "Choose one of these by number or title, or leave it blank: 1 File:Star.svg, 2 File:Leaf.svg."
_LEVELS = "0 Not proficient, 1 Basic, 2 Intermediate, 3 Advanced, 4 Almost native, 5 Professional proficiency, n Native"


def test_an_untouched_document_says_what_the_profile_says() -> None:
    reading = read_document(_DOCUMENT, BOOK, PROFILE)
    assert reading.faults == ()
    assert reading.values == PROFILE


_IDS = {kind: sorted(things) for kind, things in BOOK.things.items()}
_ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=60)


def _ids(kind: str) -> st.SearchStrategy[tuple[int, ...]]:
    # 900 and more: ids that nobody knows (any more).
    return st.lists(st.sampled_from(_IDS[kind]) | st.integers(900, 999), unique=True, max_size=5).map(tuple)


_PROFILES = st.fixed_dictionaries(
    {
        "skills_known": _ids("capacity"),
        "skills_available": _ids("capacity"),
        "skills_wanted": _ids("capacity"),
        "language": st.lists(
            st.builds(Proficiency, st.sampled_from(_IDS["language"]), st.sampled_from((*LEVELS, ""))),
            unique_by=lambda each: each.id,
            max_size=4,
        ).map(tuple),
        "territory": _ids("territory"),
        "affiliation": _ids("organization"),
        "wikimedia_project": _ids("project"),
        "display_name": _ANY_TEXT,
        "pronoun": st.sampled_from(("", *PRONOUNS, "xe/xem")),
        "team": _ANY_TEXT,
        "wiki_alt": _ANY_TEXT,
        "wikidata_qid": st.sampled_from(("", "Q1", "Q42")),
        "avatar": st.none() | st.integers(1, 99),
        "contact": st.lists(st.builds(Reach, _ANY_TEXT, _ANY_TEXT), max_size=3).map(tuple),
        "social": st.lists(st.builds(Reach, _ANY_TEXT, _ANY_TEXT), max_size=3).map(tuple),
        "about_language": st.none() | st.sampled_from(_IDS["language"]) | st.integers(900, 999),
        "about": st.lists(_ANY_TEXT | st.sampled_from(["# no", "#! no", "====== x", "team: a", "- b", ""])).map(
            "\n".join
        ),
    }
)


@given(_PROFILES)
def test_every_profile_comes_back_as_it_was(profile: dict[str, Any]) -> None:
    reading = read_document(render_document(profile, BOOK, username="Ana"), BOOK, profile)
    assert reading.faults == ()
    assert reading.tidied == ()
    assert reading.values == profile


@given(_PROFILES, st.data())
def test_a_change_of_one_field_changes_that_field_alone(profile: dict[str, Any], data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(["skills_wanted", "territory", "team"]))
    value: Any = "Library" if field == "team" else (_IDS["capacity" if field == "skills_wanted" else "territory"][0],)
    changed = {**profile, field: value}
    reading = read_document(render_document(changed, BOOK, username="Ana"), BOOK, profile)
    assert reading.faults == ()
    assert reading.values == changed


@given(st.text(max_size=300) | st.lists(st.sampled_from(_DOCUMENT.split("\n"))).map("\n".join))
def test_whatever_a_document_holds_faults_have_a_line_and_a_sentence(text: str) -> None:
    reading = read_document(text, BOOK, PROFILE)
    count = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for fault in reading.faults:
        assert 1 <= fault.line <= count
        assert fault.words.startswith(f"Line {fault.line}: ")
    marked = with_faults(text, reading.faults)
    assert read_document(marked, BOOK, PROFILE).values == reading.values
    assert marked.count("#!") >= len(reading.faults)


def _read(*lines: str, base: Mapping[str, Any] = PROFILE) -> Any:
    return read_document("\n".join(lines), BOOK, base)


def test_what_is_not_in_the_document_stays_and_what_is_named_alone_is_emptied() -> None:
    assert _read("team: Library").values == {"team": "Library"}
    assert _read("known:", "team:", "avatar:", "about-language:", "pronoun:").values == {
        "skills_known": (),
        "team": "",
        "avatar": None,
        "about_language": None,
        "pronoun": "",
    }
    assert _read("").values == {}


@pytest.mark.parametrize(
    ("lines", "values"),
    [
        (["known:", "- lua", "-SPARQL", "  -  Q555  "], {"skills_known": (101, 102, 103)}),
        (["known: Lua"], {"skills_known": (101,)}),
        (["known:", "- Lua", "", "# a word between", "- lua", "-"], {"skills_known": (101,)}),
        (
            ["languages:", "- portuguese: native", "- English"],
            {"language": (Proficiency(22, "n"), Proficiency(21, "n"))},
        ),
        (["languages:", "- tr"], {"language": (Proficiency(24, "3"),)}),
        (["  Display Name :  Ana  "], {"display_name": "Ana"}),
        (["skills_wanted: Lua"], {"skills_wanted": (101,)}),
        (["avatar: leaf"], {"avatar": 2}),
        (["social:", "- Mastodon: https://social.example/@maya"], {"social": (Reach("Mastodon", _MASTODON),)}),
        (["social:", f"- {_MASTODON}"], {"social": (Reach("", _MASTODON),)}),
        (["avatar: 0"], {"avatar": None}),
        (["pronoun: She/Her"], {"pronoun": "she-her"}),
        (["about-language: Português"], {"about_language": 22}),
        (["=====", "One", "", "Two", "", ""], {"about": "One\n\nTwo"}),
        (["====="], {"about": ""}),
    ],
)
def test_people_write_as_they_like(lines: list[str], values: dict[str, Any]) -> None:
    reading = _read(*lines)
    assert reading.faults == ()
    assert reading.values == values


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            ["", "known", "- Lua"],
            ["Line 2: “known” is neither a field (“name: value”), nor an entry (“- name”), nor a comment (“# …”)."],
        ),
        (["teem: x"], ["Line 1: A profile has no field “teem”. Fields are: team."]),
        (["zzzz:", "- Lua"], [f"Line 1: A profile has no field “zzzz”. Fields are: {_FIELDS}."]),
        (["team: a", "- Lua"], ["Line 2: “- Lua” looks like an entry of a list, but stands below no list."]),
        (["- Lua"], ["Line 1: “- Lua” looks like an entry of a list, but stands below no list."]),
        (["team: a", "team: b"], ["Line 2: The field “team” is in the document twice."]),
        (
            ["about: Hello"],
            ["Line 1: The mini bio (“about”) stands at the end of the document, below a line that begins with =====."],
        ),
        (
            ["wanted:", "- Lua", "- Luaa", "- zzzzzz"],
            ["Line 3: No capacity is called “Luaa”. Nearest: Lua.", "Line 4: No capacity is called “zzzzzz”."],
        ),
        (["languages:", "- en: fluent"], [f"Line 2: “fluent” is no level of a language. Levels: {_LEVELS}."]),
        (
            ["languages:", "- English: 1", "- en: 2"],
            ["Line 3: “en: 2” names a language that is in the list already, with another level."],
        ),
        (
            ["pronoun: xe"],
            [f"Line 1: CapX does not take the pronoun “xe”. It takes: {', '.join(PRONOUNS)}."],
        ),
        (
            ["avatar: 7"],
            [f"Line 1: There is no avatar “7”. {_AVATARS}"],
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(lines: list[str], said: list[str]) -> None:
    assert [fault.words for fault in _read(*lines).faults] == said


def test_a_field_that_is_wrong_has_no_value_and_the_others_have_theirs() -> None:
    reading = _read("team: Library", "wanted:", "- zzzzzz", "- Lua")
    assert reading.values == {"team": "Library"}
    assert reading.lines == {"team": 1, "skills_wanted": 2}


def test_control_and_bidi_characters_of_ones_own_are_taken_out_and_told() -> None:
    reading = _read("team: Li\u202ebra\x1b[31mry", "display-name: Ana", "=====", "One\x07", "\u2067Two\tThree")
    assert reading.values == {"team": "Library", "display_name": "Ana", "about": "One\nTwo\tThree"}
    assert reading.tidied == ("team", "about")


def test_line_feeds_of_other_systems_are_no_change() -> None:
    reading = read_document("\ufeff" + _DOCUMENT.replace("\n", "\r\n"), BOOK, PROFILE)
    assert reading.values == PROFILE
    assert reading.tidied == ()


def test_faults_stand_above_their_lines_and_go_when_the_document_is_read_again() -> None:
    text = "team: a\nwanted:\n- zzzzzz\n=====\n#! mine\n"
    marked = with_faults(text, _read(*text.split("\n")).faults)
    assert marked == "team: a\nwanted:\n#! No capacity is called “zzzzzz”.\n- zzzzzz\n=====\n#! mine\n"
    mended = marked.replace("- zzzzzz", "- Lua")
    reading = _read(*mended.split("\n"))
    assert reading.faults == ()
    assert reading.values == {"team": "a", "skills_wanted": (101,), "about": "#! mine"}
    assert with_faults(mended, ()) == "team: a\nwanted:\n- Lua\n=====\n#! mine\n"


def test_a_fault_of_the_whole_document_stands_at_its_top() -> None:
    fault = Fault(0, RuleError("profile-field-unknown", "x", "y"))
    assert fault.words == "A profile has no field “x”. Fields are: y."
    assert with_faults("team: a", [fault]) == "#! A profile has no field “x”. Fields are: y.\nteam: a"
