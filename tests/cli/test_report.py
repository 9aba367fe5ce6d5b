"""``report new|list``: sent once with its files, listed as the service has them, half done never called done."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.demo.embedded import DATABASE_NAME
from capx_tui.errors import TimedOut
from capx_tui.paths import data_dir
from tests.cli.command_line import CommandLine, EmbeddedService

FEW = ("--people", "30")
NEW = ("report", "new", "--title", "Lists jump")


@pytest.fixture(autouse=True)
def world(cli: CommandLine) -> None:
    cli.demo("whoami", *FEW)


@pytest.fixture
def notes(tmp_path: Path) -> list[str]:
    found = [tmp_path / f"{name}.txt" for name in ("one", "two", "three", "four")]
    for path in found:
        path.write_text(path.stem)
    return [str(path) for path in found]


def sql(query: str) -> list[Any]:
    with sqlite3.connect(data_dir() / "demo" / DATABASE_NAME) as rows:
        return rows.execute(query).fetchall()


def stored() -> list[Any]:
    return sql("SELECT title, description, bug_type FROM bug WHERE author = 1 AND title = 'Lists jump'")


def attach(paths: list[str]) -> list[str]:
    return [word for path in paths for word in ("--attach", path)]


@pytest.mark.parametrize("kind", ["error", "new_feature", "improvement", "test_case"])
def test_a_report_of_every_type_is_sent_and_printed(cli: CommandLine, kind: str) -> None:
    found = cli.demo(*NEW, "--type", kind, "--json", stdin="When I press j.\n")
    assert found.code == 0
    assert stored() == [("Lists jump", "When I press j.", kind)]
    assert set(found.json) == {
        *("id", "author", "title", "description", "bug_type", "status", "created_at", "updated_at", "attachments")
    }
    assert (found.json["bug_type"], found.json["status"], found.json["attachments"]) == (kind, "to_do", [])
    assert f"The CapX team has your report: it is number {found.json['id']}." in found.err


def test_files_go_with_it_and_the_text_may_come_from_one(cli: CommandLine, notes: list[str]) -> None:
    found = cli.demo(*NEW, "--file", notes[3], *attach(notes[:3]), "--json")
    assert found.code == 0
    assert stored() == [("Lists jump", "four", "error")]
    assert "3 bytes, text/plain, sent as one-7692c3ad3540.txt" in found.err
    assert "whoever has it can open the file" in found.err
    names = [file["file"].rpartition("/")[2] for file in found.json["attachments"]]
    assert names == ["one-7692c3ad3540.txt", "two-3fc4ccfe7458.txt", "three-8b5b9db0c13d.txt"]
    assert [content for (content,) in sql("SELECT content FROM attachment WHERE id > 1")] == [b"one", b"two", b"three"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("report", "new"), "Say with --title what the report is about."),
        ((*NEW, "--type", "new_capacity"), "error, new_feature, improvement, test_case"),
        ((*NEW, "--attach", "/nowhere/at.all"), "There is no file “/nowhere/at.all”."),
        ((*NEW, "--attach", "/"), "“/” is not a file."),
        ((*NEW, "more"), "more"),
        (("report", "news"), "new"),
        (("report", "new", "--title", "T" * 201), "Title: One character too many; the limit is 200."),
    ],
)
def test_what_a_rule_refuses_is_not_sent(cli: CommandLine, arguments: tuple[str, ...], words: str) -> None:
    before = sql("SELECT count(*) FROM bug")
    found = cli.demo(*arguments, stdin="Why")
    assert found.code == 2
    assert words in found.err
    assert found.out == ""
    assert sql("SELECT count(*) FROM bug") == before


def test_a_fourth_file_and_too_long_a_text_are_refused_before_anything_is_sent(
    cli: CommandLine, notes: list[str]
) -> None:
    found = cli.demo(*NEW, *attach(notes), stdin="Why")
    assert (found.code, stored()) == (2, [])
    assert "4 files are too many: the service takes 3 with one report." in found.err
    found = cli.demo(*NEW, stdin="x" * 1001)
    assert (found.code, stored()) == (2, [])
    assert "Description: One character too many; the limit is 1,000." in found.err


def test_a_file_that_does_not_get_there_is_half_done_and_the_same_again_brings_it(
    cli: CommandLine, notes: list[str]
) -> None:
    seen = 0

    def second(request: Request) -> Response | None:
        nonlocal seen
        if request.method != "POST" or not request.url.endswith("/attachment/"):
            return None
        seen += 1
        return Response(413, {"content-type": "application/json"}, b'{"detail":"Too large"}') if seen == 2 else None

    cli.transport = EmbeddedService(second)
    found = cli.demo(*NEW, *attach(notes[:3]), "--json", stdin="Why")
    assert found.code == 1
    assert len(found.json["attachments"]) == 2
    assert "Not attached: File “" in found.err
    assert "The same command once more attaches what is missing, and sends nothing twice." in found.err
    assert "Your text is kept: the next time, the editor opens with it." in found.err
    cli.transport = None
    again = cli.demo(*NEW, *attach(notes[:3]), "--json", stdin="Why")
    assert again.code == 0
    assert len(again.json["attachments"]) == 3
    assert "Nothing was sent a second time." in again.err
    assert len(stored()) == 1
    assert sql("SELECT count(*) FROM attachment WHERE id > 1") == [(3,)]


def test_a_lost_answer_is_looked_up(cli: CommandLine, notes: list[str]) -> None:
    def lost(request: Request, response: Response) -> Response:
        if request.method == "POST" and request.url.endswith(("/bugs/", "/attachment/")):
            raise TimedOut(host=request.host)
        return response

    cli.transport = EmbeddedService(turned=lost)
    found = cli.demo(*NEW, *attach(notes[:1]), stdin="Why")
    assert found.code == 0
    assert len(stored()) == 1
    assert sql("SELECT count(*) FROM attachment WHERE id > 1") == [(1,)]


def test_the_list_is_the_service_s_the_newest_first(cli: CommandLine) -> None:
    found = cli.demo("report", "list", "--json")
    assert found.code == 0
    assert [row["id"] for row in found.json] == [
        number for (number,) in sql("SELECT id FROM bug WHERE author = 1 ORDER BY created_at DESC")
    ]
    assert all(row["author"] == "Papatya Defteri" for row in found.json)
    files = [file for row in found.json for file in row["attachments"]]
    assert [file["file"].rpartition("/")[2] for file in files] == ["filters.txt"]
    assert cli.demo("report", "--json", "--limit", "2").json == found.json[:2]
    words = cli.demo("report").lines
    assert words[:3] == ["The picture of my organization does not change", "Status: under review", "Type: error"]
    heads = '"id","author","title","description","bug_type","status","created_at","updated_at","attachments"'
    assert cli.demo("report", "--csv").lines[0] == heads
    assert cli.demo("report", "--markdown").lines[0].startswith("| Number | Author | Title |")


def test_signed_out_both_are_refused(cli: CommandLine) -> None:
    for arguments in (NEW, ("report", "list")):
        found = cli(*arguments, "--service", "https://capx.example", stdin="Why")
        assert (found.code, found.out) == (3, "")


def test_what_doctor_says_can_go_with_a_report(cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "doctor.json"
    path.write_text(json.dumps(cli.demo("doctor", "--json").json))
    found = cli.demo(*NEW, "--attach", str(path), "--json", stdin="Why")
    assert found.code == 0
    assert len(found.json["attachments"]) == 1
