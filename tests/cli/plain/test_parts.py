"""The projects and events of an organization in plain lines: made, changed, filled in and deleted by its managers."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from tests.cli.command_line import CommandLine
from tests.cli.plain.conversation import talk

OURS = "Wikimedia Community User Group Turkey"


def parts(cli: CommandLine, verb: str, name: str) -> list[dict[str, Any]]:
    listed = cli.demo("org", verb, OURS, "--json").json
    return [each for each in listed if each["name"] == name]


def test_a_project_is_made_changed_and_deleted(cli: CommandLine, filled_home: Path) -> None:
    shutil.copytree(filled_home, cli.environ["HOME"], dirs_exist_ok=True)
    made = talk(
        cli, "my organizations", "edit", "add a project", "save", "Lua evenings", "address", "https://example.org",
        "save", "1", "what has changed",
    )  # fmt: skip
    assert "Name: This must be filled in.\n" in made.answers[3]
    assert made.answers[8] == "Sending it to the service.\nThe project is there now.\nEdit> "
    assert "Nothing has changed." in made.answers[9], "the form it was opened from is as it was"
    (project,) = parts(cli, "projects", "Lua evenings")
    assert project["url"] == "https://example.org"
    changed = talk(
        cli, "my organizations", "edit", "project: lua evenings", "description", "We meet.", ".", "save", "save",
        "delete this project", "keep it", "delete this project", "delete",
    )  # fmt: skip
    assert changed.answers[7] == "Sending it to the service.\nSaved.\nEdit project> "
    assert "cannot be brought back.\n1. Keep it: nothing is deleted\n" in changed.answers[8]
    assert changed.answers[9] == "Edit project> "
    assert changed.answers[11] == "Sending it to the service.\nThe project is deleted.\nEdit> "
    assert parts(cli, "projects", "Lua evenings") == []


def test_an_event_is_filled_in_from_its_address_made_and_deleted(cli: CommandLine, filled_home: Path) -> None:
    shutil.copytree(filled_home, cli.environ["HOME"], dirs_exist_ok=True)
    said = talk(
        cli, "my organizations", "edit", "make a new event", "begins", "2027-06-11 18:00", "changes", "fill in",
        "address", "https://www.wikidata.org/wiki/Q920000002", "fill in", "go on", "name", "Menders at work", "save",
        "online", "save", "1", "change or delete", "menders at work", "delete this event", "delete",
    )  # fmt: skip
    answers = said.answers
    assert "Ends (UTC): 2027-06-11 20:00\n" in answers[5], "an end two hours later comes by itself"
    assert answers[6] == "Type the event's address above first.\nNew event> "
    assert "Fill in from this address.\n" in answers[9]
    assert " filled in; look through them" in answers[10]
    assert answers[13].startswith("Held: This must be filled in.\n")
    assert answers[16] == "Sending it to the service.\nThe event is there now.\nEdit> "
    assert answers[20] == "Sending it to the service.\nThe event is deleted.\nEdit> "
    assert parts(cli, "event", "Menders at work") == []


def test_what_a_form_of_a_part_holds_is_a_draft_of_its_own(cli: CommandLine, filled_home: Path) -> None:
    shutil.copytree(filled_home, cli.environ["HOME"], dirs_exist_ok=True)
    talk(cli, "my organizations", "edit", "add a project", "name", "Half done")
    said = talk(cli, "my organizations", "edit", "make a new event", "b", "add a project", "use it", "what has changed")
    assert "There is a draft" not in said.answers[2]
    assert "There is a draft of this form that was not saved" in said.answers[4]
    assert "Name: Half done\n" in said.answers[6]
