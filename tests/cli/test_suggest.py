"""``suggest``: a capacity proposed from the command line, sent once, and its text kept where it could not be."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.demo.embedded import DATABASE_NAME
from capx_tui.errors import NoRoute, TimedOut
from capx_tui.paths import data_dir
from tests.cli.command_line import CommandLine, EmbeddedService

FEW = ("--people", "30")


@pytest.fixture(autouse=True)
def world(cli: CommandLine) -> None:
    cli.demo("whoami", *FEW)


def stored() -> list[Any]:
    with sqlite3.connect(data_dir() / "demo" / DATABASE_NAME) as rows:
        return rows.execute(
            "SELECT title, description FROM bug WHERE author = 1 AND bug_type = 'new_capacity' ORDER BY id"
        ).fetchall()


def test_a_suggestion_is_sent_once_and_printed_as_the_service_has_it(cli: CommandLine) -> None:
    before = stored()
    found = cli.demo("suggest", "--title", "Weaving", "--json", stdin="Nobody finds it.\n\nNor do I.\n")
    assert found.code == 0
    assert stored() == [*before, ("Weaving", "Nobody finds it.\n\nNor do I.")]
    assert {name: found.json[name] for name in ("author", "title", "description", "bug_type", "status")} == {
        "author": "Papatya Defteri",
        "title": "Weaving",
        "description": "Nobody finds it.\n\nNor do I.",
        "bug_type": "new_capacity",
        "status": "to_do",
    }
    assert found.json["attachments"] == []
    assert f"The CapX team has your suggestion: it is number {found.json['id']} of its reports." in found.err
    again = cli.demo("suggest", "--title", "Weaving", stdin="Nobody finds it.\n\nNor do I.\n")
    assert again.code == 0
    assert again.lines[:3] == ["Weaving", "Status: not begun", "Type: suggested capacity"]
    assert "Nothing was sent a second time." in again.err
    assert len(stored()) == len(before) + 1


def test_capacities_like_it_are_told_and_stop_nobody(cli: CommandLine) -> None:
    found = cli.demo("suggest", "--title", "edit a thon", stdin="Why")
    assert found.code == 0
    assert "It may be one of these already:\nEdit-a-thons: the same name, spelled otherwise\n" in found.err
    assert stored()[-1] == ("edit a thon", "Why")


@pytest.mark.parametrize(
    ("arguments", "text", "words"),
    [
        ((), "Why", "Say with --title what the capacity should be called."),
        (("--title", " "), "Why", "Say with --title what the capacity should be called."),
        (("--title", "Weaving"), " \n", "There is no text to send."),
        (("--title", "Weaving", "--file", "/no/such/file"), "", "There is no file “/no/such/file”."),
        (("--title", "W" * 201), "Why", "Name: One character too many; the limit is 200."),
        (("--title", "Weaving"), "x" * 1003, "Why it is needed: 3 characters too many; the limit is 1,000."),
    ],
)
def test_what_a_rule_refuses_is_not_sent(cli: CommandLine, arguments: tuple[str, ...], text: str, words: str) -> None:
    before = stored()
    found = cli.demo("suggest", *arguments, stdin=text)
    assert found.code == 2
    assert words in found.err
    assert stored() == before


def test_signed_out_it_is_refused(cli: CommandLine) -> None:
    found = cli("suggest", "--title", "Weaving", "--service", "https://capx.example", stdin="Why")
    assert found.code == 3
    assert found.out == ""


def test_a_text_that_could_not_be_sent_is_kept_and_the_editor_opens_with_it(cli: CommandLine, tmp_path: Path) -> None:
    before = stored()

    def dead(request: Request) -> Response | None:
        if request.method == "POST" and request.url.endswith("/bugs/"):
            raise NoRoute(host=request.host)
        return None

    cli.transport = EmbeddedService(dead)
    found = cli.demo("suggest", "--title", "Weaving", stdin="A long text.")
    assert found.code == 1
    assert "Your text is kept: the next time, the editor opens with it." in found.err
    assert stored() == before
    cli.transport = None
    cli.terminal = True
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf " And more." >> "$1"\n')
    editor.chmod(0o700)
    cli.environ = {**os.environ, **cli.environ, "EDITOR": str(editor)}
    found = cli.demo("suggest", "--title", "Weaving")
    assert "The text that could not be sent the last time is in the editor." in found.err
    assert stored() == [*before, ("Weaving", "A long text. And more.")]


def test_a_lost_answer_is_looked_up(cli: CommandLine) -> None:
    before = len(stored())

    def lost(request: Request, response: Response) -> Response:
        if request.method == "POST" and request.url.endswith("/bugs/"):
            raise TimedOut(host=request.host)
        return response

    cli.transport = EmbeddedService(turned=lost)
    found = cli.demo("suggest", "--title", "Weaving", stdin="Why")
    assert (found.code, len(stored())) == (0, before + 1)
    assert "The CapX team has your suggestion" in found.err
