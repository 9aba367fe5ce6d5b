"""``org names|tags|documents|projects|event``: listed for everyone, changed by managers, refused in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from capx_tui.api.wire import Request, Response
from tests.cli.command_line import CommandLine, EmbeddedService
from tests.cli.editors import Editor
from tests.cli.test_org_edit import mine, sql

__all__ = ["mine"]

PLAN = "https://commons.wikimedia.org/wiki/File:Plan.pdf"


def listed(cli: CommandLine, what: str, *words: str) -> Any:
    outcome = cli.demo("org", what, "122", *words, "--json")
    assert outcome.code == 0, outcome.err
    return outcome.json


# -- names, tags, documents ----------------------------------------------------------------------------


def test_names_are_given_and_taken_away_but_the_english_one(mine: CommandLine) -> None:
    before = {each["language_code"]: each["name"] for each in listed(mine, "names")}
    assert before["en"] == "Wikimedia Community User Group Turkey"
    outcome = mine.demo("org", "names", "TUR", "ku", "Wîkîmedya", "Tirkiye")
    assert (outcome.code, outcome.err) == (0, "Saved.\n")
    assert "Wîkîmedya Tirkiye (Kurdish)" in outcome.lines
    after = {each["language_code"]: each["name"] for each in listed(mine, "names", "-tr")}
    assert after == {**{code: name for code, name in before.items() if code != "tr"}, "ku": "Wîkîmedya Tirkiye"}
    refused = mine.demo("org", "names", "TUR", "-en")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == "Name in English (en): This must be filled in.\n"
    assert mine.demo("org", "names", "TUR", "ku").code == 2
    assert mine.demo("org", "names", "TUR", "türkçe", "X").code == 2
    assert {each["language_code"] for each in listed(mine, "names")} == set(after)


def test_a_tag_that_exists_is_found_and_not_made_twice(mine: CommandLine) -> None:
    all_before = sql("SELECT COUNT(*) FROM tag_diff")
    (other,) = sql("SELECT tag FROM tag_diff WHERE tag NOT IN ('Education') ORDER BY id DESC LIMIT 1")[0]
    tags = [each["tag"] for each in listed(mine, "tags", f"+{str(other).upper()}")]
    assert other in tags
    assert sql("SELECT COUNT(*) FROM tag_diff") == all_before
    assert "WikiAnatolia 2026" in [each["tag"] for each in listed(mine, "tags", "+WikiAnatolia", "2026")]
    assert [each["tag"] for each in listed(mine, "tags", "WikiAnatolia 2026")] == ["WikiAnatolia 2026"]
    outcome = mine.demo("org", "tags", "122", "-Nothing")
    assert (outcome.code, outcome.err) == (2, "“tags” does not hold “Nothing”, so it cannot be taken out.\n")


def test_documents_are_files_of_commons_and_four_at_most(mine: CommandLine) -> None:
    assert [each["url"] for each in listed(mine, "documents", "File:Plan.pdf")] == [PLAN]
    assert listed(mine, "documents", f"-{PLAN}") == []
    five = [f"+File:{letter}.pdf" for letter in "ABCDE"]
    outcome = mine.demo("org", "documents", "122", *five)
    assert outcome.code == 2
    assert outcome.err.startswith("Documents: ")
    assert mine.demo("org", "documents", "122", "https://example.org/plan.pdf").code == 2
    assert listed(mine, "documents") == []


@pytest.mark.parametrize("what", ["names", "tags", "documents"])
def test_what_others_wrote_steers_no_terminal(mine: CommandLine, what: str) -> None:
    sql("UPDATE organization_name SET name = ? WHERE organization = 122", "Ev\x1b]0;x\x07il \u202egnp")
    sql("UPDATE tag_diff SET tag = ? WHERE id = 1", "ta\x1b[31mg")
    sql("UPDATE document SET url = ? WHERE id = 1", "https://x.example/\x1b[31mg")
    assert sql("SELECT 1 FROM organization_tag_diff WHERE organization = 122 AND tag_diff = 1") != []
    outcome = mine.demo("org", what, "122")
    assert {"names": "Evil gnp (English)", "tags": "tag", "documents": "https://x.example/g"}[what] in outcome.lines
    assert not set("\x1b\x07\u202e") & set(outcome.out)
    assert "\\u001b" not in mine.demo("org", what, "122", "--json").out


def test_nothing_changed_is_said_and_not_sent(mine: CommandLine) -> None:
    tags = [each["tag"] for each in listed(mine, "tags")]
    mine.transport = service = EmbeddedService()
    outcome = mine.demo("org", "tags", "122", *tags)
    assert outcome.err == "Nothing is changed.\n"
    assert not any("tag_diff/?" in asked for asked in service.asked)


@pytest.mark.parametrize("what", ["names", "tags", "documents", "projects", "event"])
def test_every_list_is_there_for_everyone_in_every_format(mine: CommandLine, what: str) -> None:
    rows = mine.demo("org", what, "1", "--json").json
    assert rows
    table = mine.demo("org", what, "1", "--csv")
    assert len(table.lines) == len(rows) + 1
    assert mine.demo("org", what, "1", "--markdown").lines[0].startswith("| ")
    assert len(mine.demo("org", what, "1").lines) == len(rows)


@pytest.mark.parametrize(
    "words", [("names", "fr", "X"), ("tags", "+X"), ("projects", "new"), ("event", "new"), ("event", "delete", "12")]
)
def test_others_cannot_change_anything(mine: CommandLine, surroundings: Path, words: tuple[str, ...]) -> None:
    editor = Editor(mine, surroundings)
    outcome = mine.demo("org", words[0], "1", *words[1:])
    assert (outcome.code, outcome.out) == (1, "")
    assert "you do not manage this organization. Only its managers can change it" in outcome.err
    assert editor.seen == []


# -- projects ------------------------------------------------------------------------------------------


def test_a_project_is_made_changed_and_deleted(mine: CommandLine, surroundings: Path) -> None:
    before = {each["id"] for each in listed(mine, "projects")}
    editor = Editor(
        mine,
        surroundings,
        {"name:": "name: Quiet readers", "address:": "address: example.org/q", "capacities:": "capacities:\n- Lua"},
        {"Quiet readers": "Loud readers", "everything below this line.": "everything below this line.\nRead aloud."},
    )
    outcome = mine.demo("org", "projects", "122", "new", "--json")
    assert outcome.code == 0, outcome.err
    assert outcome.err.splitlines()[-4:-1] == [
        "Name: Quiet readers", "Address: https://example.org/q", "+ Lua to Capacities",
    ]  # fmt: skip
    (made,) = [each for each in outcome.json if each["id"] not in before]
    assert (made["name"], made["url"], made["related_skills_names"]) == (
        "Quiet readers", "https://example.org/q", ["Lua"],
    )  # fmt: skip
    assert editor.seen[0].startswith("# A new project of Wikimedia Community User Group Turkey.")
    changed = mine.demo("org", "projects", "122", str(made["id"]), "--json")
    (now,) = [each for each in changed.json if each["id"] == made["id"]]
    assert (now["name"], now["description"]) == ("Loud readers", "Read aloud.")
    assert {each["id"] for each in listed(mine, "projects", "delete", str(made["id"]))} == before


def test_a_fifth_project_is_refused_before_anything_is_written(mine: CommandLine) -> None:
    mine.terminal = False
    for number in range(len(listed(mine, "projects")), 4):
        assert mine.demo("org", "projects", "122", "new", stdin=f"name: Project {number}").code == 0
    outcome = mine.demo("org", "projects", "122", "new", stdin="name: One too many")
    assert (outcome.code, outcome.err) == (2, "A profile shows 4 projects. Delete one first.\n")


# -- events --------------------------------------------------------------------------------------------


def test_an_event_from_a_script_gets_the_usual_end_and_is_made_once(mine: CommandLine) -> None:
    mine.terminal = False
    text = "name: Evening\nbegin: 2026-10-01 17:00\nformat: virtual\n===== Description\nCome.\n\nAll of you.\n"
    outcome = mine.demo("org", "event", "122", "new", "--json", stdin=text)
    assert outcome.code == 0, outcome.err
    (made,) = [each for each in outcome.json if each["name"] == "Evening"]
    assert (made["time_begin"][:19], made["time_end"][:19]) == ("2026-10-01T17:00:00", "2026-10-01T19:00:00")
    assert (made["type_of_location"], made["organization"]) == ("virtual", 122)
    assert made["description"] == "Come.\n\nAll of you."
    later = mine.demo("org", "event", "122", str(made["id"]), "--json", stdin="begin: 2026-10-01 18:00")
    assert "Begin" in later.err
    (now,) = [each for each in later.json if each["id"] == made["id"]]
    assert (now["time_begin"][:19], now["name"]) == ("2026-10-01T18:00:00", "Evening")
    gone = mine.demo("org", "event", "122", "delete", str(made["id"]), "--json")
    assert made["id"] not in [each["id"] for each in gone.json]
    again = mine.demo("org", "event", "122", "delete", str(made["id"]))
    assert again.code == 2
    assert again.err.startswith(f"The organization has no event {made['id']}.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: Evening", "Begins (UTC): This must be filled in."),
        ("name: Evening\nbegin: tomorrow\nformat: virtual", "Line 2: Begin"),
        ("name: E\nbegin: 2026-10-01 17:00\nend: 2026-10-01 16:00\nformat: virtual", "Line 3: End"),
        (
            "name: E\nbegin: 2026-10-01 17:00\nformat: moonlit",
            "Line 3: “moonlit” is none of what can stand in “format”",
        ),
        ("name: E\nbegin: 2026-10-01 17:00\nformat: virtual\nwikidata-item: 42", "Line 4: "),
        ("name: E\nbegin: 2026-10-01 17:00\nformat: virtual\nplace: Paris", "Line 4: "),
    ],
)
def test_an_events_rules_are_told_by_line_and_nothing_is_sent(mine: CommandLine, text: str, said: str) -> None:
    mine.terminal = False
    before = sql("SELECT COUNT(*) FROM event")
    outcome = mine.demo("org", "event", "122", "new", stdin=text)
    assert outcome.code == 2
    assert said in outcome.err
    assert sql("SELECT COUNT(*) FROM event") == before


def test_an_address_fills_the_document_in(mine: CommandLine, surroundings: Path) -> None:
    editor = Editor(mine, surroundings, {"name: Night of the Open Shelves": "name: Our night"})
    address = "https://meta.wikimedia.org/wiki/Event:Night_of_the_Open_Shelves"
    outcome = mine.demo("org", "event", "122", "new", address, "--json")
    (document,) = editor.seen
    assert f"address: {address}" in document
    assert "begin: 20" in document
    assert outcome.code == 0, outcome.err
    (made,) = [each for each in outcome.json if each["name"] == "Our night"]
    assert made["url"] == address


def test_an_address_may_be_all_that_a_script_says(mine: CommandLine) -> None:
    mine.terminal = False
    address = "https://www.wikidata.org/wiki/Q920000001"
    outcome = mine.demo("org", "event", "122", "new", address, "--json", stdin="name: Our night\nformat: hybrid")
    assert outcome.code == 0, outcome.err
    (made,) = [each for each in outcome.json if each["name"] == "Our night"]
    assert (made["type_of_location"], made["time_begin"][:2]) == ("hybrid", "20")


def test_an_address_of_which_nothing_is_known_says_so(mine: CommandLine, surroundings: Path) -> None:
    def silent(request: Request) -> Response | None:
        is_meta = "w/api.php" in request.url or "sparql" in request.url
        return Response(503, {"content-type": "text/plain"}, b"") if is_meta else None

    mine.transport = EmbeddedService(instead=silent)
    editor = Editor(mine, surroundings)
    outcome = mine.demo("org", "event", "122", "new", "https://meta.wikimedia.org/wiki/Event:Nothing")
    assert (outcome.code, editor.seen) == (1, [])
    assert "Nothing is filled in." in outcome.err


@pytest.mark.parametrize(
    "words",
    [
        ("event", "122", "remove", "3"),
        ("event", "122", "delete", "x"),
        ("event", "122", "9" * 5000),
        ("projects", "122", "new", "https://meta.wikimedia.org/wiki/X"),
        ("tags", "122", "--yes"),
        ("names", "122", "--file", "x"),
        ("rename", "122"),
        ("event",),
    ],
)
def test_what_is_no_command_is_refused(mine: CommandLine, words: tuple[str, ...]) -> None:
    outcome = mine.demo("org", *words)
    assert (outcome.code, outcome.out) == (2, "")
    assert "[" not in outcome.err
