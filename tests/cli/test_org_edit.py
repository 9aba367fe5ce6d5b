"""``org edit``: the document in an editor, from a file and from standard input; shown, asked about, kept, refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.demo.embedded import DATABASE_NAME
from capx_tui.paths import data_dir
from tests.cli.command_line import CommandLine, EmbeddedService
from tests.cli.editors import Editor
from tests.screens.wire import service_down


def sql(query: str, *values: Any) -> list[tuple[Any, ...]]:
    """The world behind the service, without any client between."""
    with closing(sqlite3.connect(data_dir() / "demo" / DATABASE_NAME)) as connection, connection:
        return connection.execute(query, values).fetchall()


def row() -> dict[str, Any]:
    with closing(sqlite3.connect(data_dir() / "demo" / DATABASE_NAME)) as connection:
        connection.row_factory = sqlite3.Row
        return dict(connection.execute("SELECT * FROM organization WHERE id = 122").fetchone())


@pytest.fixture
def mine(cli: CommandLine) -> CommandLine:
    """A small world of this test's own at a terminal, signed in as a manager of the organization TUR."""
    assert cli.demo("whoami", "--people", "60").code == 0
    cli.terminal = True
    return cli


def kept() -> list[Path]:
    return sorted((data_dir() / "texts").glob("*")) if (data_dir() / "texts").is_dir() else []


def test_what_was_changed_is_shown_and_sent_after_yes_and_nothing_else(mine: CommandLine, surroundings: Path) -> None:
    before = row()
    editor = Editor(
        mine,
        surroundings,
        {"website: https://affiliate-122.example/": "website: tur.example", "acronym: TUR": "acronym: TUK"},
    )
    outcome = mine.demo("org", "edit", "TUR", "--json", stdin="y\n")
    assert outcome.code == 0, outcome.err
    said = outcome.err.splitlines()
    assert said[-5:] == [
        "This changes:",
        "Acronym: TUK instead of TUR",
        "Web site: https://tur.example instead of https://affiliate-122.example/",
        "Send these changes? (y/N)",
        "Saved.",
    ]
    assert (outcome.json["website"], outcome.json["acronym"]) == ("https://tur.example", "TUK")
    after = row()
    assert {name for name in after if after[name] != before[name]} == {"acronym", "website", "update_date"}
    assert kept() == []
    (document,) = editor.seen
    assert document.startswith("# The CapX profile of Wikimedia Community User Group Turkey.")
    assert "capx-tui org projects 122" in document


@pytest.mark.parametrize("answer", ["\n", "n\n", ""])
def test_anything_but_yes_sends_nothing_and_the_document_is_offered_again(
    mine: CommandLine, surroundings: Path, answer: str
) -> None:
    before = row()
    editor = Editor(mine, surroundings, {"acronym: TUR": "acronym: TUK"}, {"acronym: TUK": "acronym: TUX"})
    outcome = mine.demo("org", "edit", "TUR", stdin=answer)
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.endswith("Nothing was sent. The document is kept; “capx-tui org edit 122” offers it again.\n")
    assert row() == before
    outcome = mine.demo("org", "edit", "122", stdin="y\ny\n")
    assert "A document that was not sent is kept from just now. Go on with it?" in outcome.err
    assert "acronym: TUK" in editor.seen[1]
    assert row()["acronym"] == "TUX"
    assert kept() == []


def test_a_broken_document_says_its_lines_is_kept_and_opened_again(mine: CommandLine, surroundings: Path) -> None:
    editor = Editor(
        mine,
        surroundings,
        {"acronym: TUR": "acronym: far too long for it", "territory:\n": "territory:\n- Nowhereland\n"},
        {"- Nowhereland\n": ""},
        {"far too long for it": "TUK"},
    )
    # First a name that nobody knows; once all can be read, what the rules say.
    outcome = mine.demo("org", "edit", "TUR", stdin="\nn\n")
    assert outcome.code == 2
    assert ": No region or country is called “Nowhereland”." in outcome.err
    assert ": Acronym: 9 characters too many; the limit is 10." in outcome.err
    assert outcome.err.endswith("One thing is wrong with the document. Nothing was sent.\n")
    lines = editor.seen[1].split("\n")
    at = lines.index("- Nowhereland")
    assert lines[at - 1].startswith("#! No region or country is called “Nowhereland”.")
    assert row()["acronym"] == "TUR"
    assert [oct(each.stat().st_mode & 0o777) for each in kept()] == ["0o600"]
    assert mine.demo("org", "edit", "TUR", stdin="y\ny\n").code == 0
    assert "\n#! Acronym: 9 characters too many; the limit is 10.\nacronym: far" in editor.seen[2]
    assert row()["acronym"] == "TUK"
    assert kept() == []


@pytest.mark.parametrize("given", ["acronym: TUR\n", "acronym: TUX\n"], ids=["unchanged", "changed"])
def test_a_script_takes_no_document_away_that_a_person_has_not_finished(
    mine: CommandLine, surroundings: Path, given: str
) -> None:
    editor = Editor(mine, surroundings, {"acronym: TUR": "acronym: far too long for it"}, {})
    assert mine.demo("org", "edit", "122", stdin="n\n").code == 2
    mine.terminal = False
    assert mine.demo("org", "edit", "122", "--yes", stdin=given).code == 0
    mine.terminal = True
    assert mine.demo("org", "edit", "122", stdin="y\nn\n").code == 2
    assert "acronym: far too long for it" in editor.seen[1]


def test_leaving_the_document_as_it_is_changes_nothing(mine: CommandLine, surroundings: Path) -> None:
    Editor(mine, surroundings)
    outcome = mine.demo("org", "edit", "TUR")
    assert outcome.code == 0
    assert outcome.err.endswith("Nothing is changed.\n")
    assert outcome.lines[0] == "Wikimedia Community User Group Turkey"


def test_a_script_gives_a_part_of_a_document_and_the_rest_stays(mine: CommandLine) -> None:
    mine.terminal = False
    before = row()
    text = "name-ku: Wîkîmedya\nname-tr:\ntags:\n- WikiAnatolia\nemail:\n"
    refused = mine.demo("org", "edit", "TUR", stdin=text)
    assert (refused.code, refused.out) == (2, "")
    assert "“org edit” asks before it writes, and there is nobody to ask here. --yes answers for you." in refused.err
    outcome = mine.demo("org", "edit", "TUR", "--yes", "--json", stdin=text)
    assert outcome.code == 0, outcome.err
    names = {each["language_code"]: each["name"] for each in outcome.json["names"]}
    assert names["ku"] == "Wîkîmedya"
    assert "tr" not in names
    after = row()
    assert {name for name in after if after[name] != before[name]} == {"email", "update_date"}
    tags = sql(
        "SELECT tag FROM tag_diff t JOIN organization_tag_diff o ON o.tag_diff = t.id WHERE o.organization = 122"
    )
    assert tags == [("WikiAnatolia",)]


def test_a_file_may_be_given(mine: CommandLine, surroundings: Path) -> None:
    (surroundings / "o.txt").write_text("acronym: TUK\n", "utf-8")
    assert mine.demo("org", "edit", "TUR", "--yes", "--file", str(surroundings / "o.txt")).code == 0
    assert row()["acronym"] == "TUK"
    assert mine.demo("org", "edit", "TUK", "--yes", "--file", str(surroundings / "none.txt")).code == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("acronym:", "Line 1: Acronym: This must be filled in."),
        ("name-en:", "Line 1: Name in English (en): This must be filled in."),
        ("logo: https://example.org/logo.svg", "Line 1: Logo: "),
        ("meta-page: https://example.org/", "Line 1: Page on Meta-Wiki: "),
        ("email: nobody", "Line 1: E-mail: "),
        ("own-wiki: https://example.org/", "Line 1: Own wiki: "),
        ("tags:\n- https://diff.wikimedia.org/tag/x", "Line 1: Diff tags: "),
        ("acronym: AM", "Line 1: Acronym: Wikimedia Armenia has this acronym already."),
        ("known:\navailable:\n- Lua", "Line 2: Available: Not among what is known: Lua."),
        (
            "documents:\n- File:A.pdf\n- File:B.pdf\n- File:C.pdf\n- File:D.pdf\n- File:E.pdf",
            "Line 1: Documents: ",
        ),
    ],
)
def test_every_rule_of_the_form_holds_for_the_document(mine: CommandLine, text: str, said: str) -> None:
    mine.terminal = False
    before = row()
    outcome = mine.demo("org", "edit", "TUR", "--yes", stdin=text)
    assert outcome.code == 2
    assert said in outcome.err
    assert "wrong with the document. Nothing was sent." in outcome.err
    assert row() == before


def test_others_are_told_who_may_before_they_write_anything(mine: CommandLine, surroundings: Path) -> None:
    editor = Editor(mine, surroundings)
    outcome = mine.demo("org", "edit", "AM")
    assert outcome.code == 1
    assert outcome.err.endswith(
        "The service says that you do not manage this organization. Only its managers can change it; the CapX team "
        "(capx@wmnobrasil.org) appoints them.\n"
    )
    assert editor.seen == []


def test_signed_out_nothing_is_opened(mine: CommandLine, surroundings: Path) -> None:
    editor = Editor(mine, surroundings)
    mine.transport = EmbeddedService()
    outcome = mine("org", "edit", "122", "--service", "http://127.0.0.1:9")
    assert (outcome.code, outcome.out) == (3, "")
    assert editor.seen == []


def meanwhile(change: Callable[[], object]) -> EmbeddedService:
    """Somebody else changes the organization right before the client reads it for the second time."""
    reads = 0

    def before_second(request: Request) -> Response | None:
        nonlocal reads
        if request.method == "GET" and request.url.endswith("/organizations/122/"):
            reads += 1
            if reads == 2:
                change()
        return None

    return EmbeddedService(instead=before_second)


def _theirs() -> None:
    sql("UPDATE organization SET website = 'https://theirs.example/' WHERE id = 122")


def test_what_others_changed_meanwhile_stays(mine: CommandLine) -> None:
    mine.terminal = False
    mine.transport = meanwhile(lambda: sql("UPDATE organization SET email = 'new@tur.example' WHERE id = 122"))
    outcome = mine.demo("org", "edit", "122", "--yes", stdin="acronym: TUK")
    assert outcome.code == 0, outcome.err
    assert (row()["acronym"], row()["email"]) == ("TUK", "new@tur.example")


def test_what_both_sides_added_to_a_list_is_in_it(mine: CommandLine) -> None:
    mine.terminal = False
    before = {
        territory for (territory,) in sql("SELECT territory FROM organization_territory WHERE organization = 122")
    }
    theirs, ours = [each for each in (32, 103, 35) if each not in before][:2]
    mine.transport = meanwhile(lambda: sql("INSERT INTO organization_territory VALUES (122, ?)", theirs))
    text = "\n- ".join(["territory:", *map(str, sorted(before)), str(ours)])
    outcome = mine.demo("org", "edit", "122", "--yes", "--json", stdin=text)
    assert outcome.code == 0, outcome.err
    assert set(outcome.json["territory"]) == {*before, theirs, ours}


@pytest.mark.parametrize("answer", ["y", "n"])
def test_where_both_changed_one_field_both_are_shown_and_the_person_says_whose_stays(
    mine: CommandLine, surroundings: Path, answer: str
) -> None:
    mine.transport = meanwhile(_theirs)
    Editor(mine, surroundings, {"website: https://affiliate-122.example/": "website: https://ours.example/"})
    outcome = mine.demo("org", "edit", "122", stdin=f"y\n{answer}\n")
    assert "Web site, at CapX now: https://theirs.example/\nWeb site, in your document: https://ours.example/\n" in (
        outcome.err
    )
    assert outcome.code == (0 if answer == "y" else 1)
    assert row()["website"] == ("https://ours.example/" if answer == "y" else "https://theirs.example/")
    assert len(kept()) == (0 if answer == "y" else 1)


def test_yes_is_no_answer_to_whose_change_stays(mine: CommandLine) -> None:
    mine.terminal = False
    mine.transport = meanwhile(_theirs)
    outcome = mine.demo("org", "edit", "122", "--yes", stdin="website: https://ours.example/")
    assert outcome.code == 1
    assert row()["website"] == "https://theirs.example/"


def test_a_save_that_fails_keeps_the_document(mine: CommandLine, surroundings: Path) -> None:
    def broken(request: Request) -> Response | None:
        return service_down(request) if request.method == "PUT" else None

    mine.transport = EmbeddedService(instead=broken)
    Editor(mine, surroundings, {"acronym: TUR": "acronym: TUK"})
    outcome = mine.demo("org", "edit", "122", stdin="y\n")
    assert outcome.code == 1
    assert "The document is kept; “capx-tui org edit 122” offers it again." in outcome.err
    assert len(kept()) == 1


def test_what_the_service_refuses_is_told_by_the_fields_label(mine: CommandLine) -> None:
    def refuses(request: Request) -> Response | None:
        if request.method != "PUT":
            return None
        return Response(400, {"content-type": "application/json"}, b'{"meta_page":["Enter a valid page."]}')

    mine.terminal = False
    mine.transport = EmbeddedService(instead=refuses)
    outcome = mine.demo("org", "edit", "122", "--yes", stdin="meta-page: https://meta.wikimedia.org/wiki/X")
    assert outcome.code == 1
    assert "Page on Meta-Wiki: Enter a valid page." in outcome.err
