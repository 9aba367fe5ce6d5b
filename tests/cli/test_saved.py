"""``capx-tui saved`` and ``explore --saved`` over the embedded service."""

from __future__ import annotations

from typing import Any

import pytest

from capx_tui.api.wire import Response
from tests.cli.command_line import CommandLine, EmbeddedService, NoNetwork

FEW = ("--people", "40")


def listed(cli: CommandLine) -> list[dict[str, Any]]:
    outcome = cli.demo("saved", "--json", *FEW)
    assert outcome.code == 0, outcome.err
    found: list[dict[str, Any]] = outcome.json
    return found


def test_the_list_holds_each_once_with_a_name(cli: CommandLine) -> None:
    found = listed(cli)
    keys = [(each["entity"], each["entity_id"]) for each in found]
    assert len(keys) == len(set(keys)) > 5
    assert {each["entity"] for each in found} == {"user", "org"}
    assert all(each["name"] and not each["name"].startswith(("Person ", "Organization ")) for each in found)
    assert {each["relation"] for each in found} >= {"learner", "sharer"}
    text = cli.demo("saved", "list", *FEW)
    assert text.err.endswith(f"{len(found)} of {len(found)} saved profiles.\n")
    assert f"{found[0]['name']}\n" in text.out
    assert cli.demo("saved", "--csv", *FEW).lines[0].startswith('"id","entity","entity_id","name"')
    assert "Your note" in cli.demo("saved", "--markdown", *FEW).out


def test_adding_noting_and_removing_a_person(cli: CommandLine) -> None:
    before = listed(cli)
    name = "Blank Page"
    assert name not in [each["name"] for each in before]
    assert cli.demo("saved", "add", "blank", "page", *FEW).err == "Blank Page is saved.\n"
    assert cli.demo("saved", "add", name, *FEW).err == "Blank Page was saved before.\n"
    outcome = cli.demo("saved", "note", name, "ask", "about Lua", *FEW)
    assert outcome.err == "The note is kept on this machine.\n"
    assert [each["note"] for each in listed(cli) if each["name"] == name] == ["ask about Lua"]
    assert cli.demo("saved", "remove", name, *FEW).err == "Blank Page is not saved any more.\n"
    assert listed(cli) == before


def test_an_organization_by_its_acronym(cli: CommandLine) -> None:
    assert any(each["name"] for each in listed(cli))
    assert cli.demo("saved", "remove", "WMB", "--org", *FEW).code == 0
    left = [each["name"] for each in listed(cli)]
    assert cli.demo("saved", "add", "WMB", "--org", *FEW).code == 0
    assert len(listed(cli)) == len(left) + 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lend"], "“capx-tui saved” has no “lend”. It has: list, add, remove, note."),
        (["add"], "“saved add” needs to know which one: write its name behind it."),
        (["note", "Blank Page"], "Which note? Write its text behind the name"),
        (["remove", "Blank Page"], "Blank Page is not among your saved profiles."),
        (["add", "Nobody at all here"], "Nobody at all here"),
    ],
)
def test_what_is_refused_is_wrong_use(cli: CommandLine, words: list[str], said: str) -> None:
    outcome = cli.demo("saved", *words, *FEW)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


def test_an_empty_list_is_said_in_words(cli: CommandLine) -> None:
    nothing = Response(
        200, {"content-type": "application/json"}, b'{"count":0,"next":null,"previous":null,"results":[]}'
    )
    cli.transport = EmbeddedService(lambda request: nothing if "/saved_item" in request.url else None)
    outcome = cli.demo("saved", *FEW)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "You have not saved anybody yet.\n")


def test_signed_out_it_says_so(cli: CommandLine) -> None:
    cli.demo("logout", *FEW)
    outcome = cli.demo("saved")
    assert (outcome.code, outcome.out) == (3, "")


def test_without_the_service_the_list_known_from_before_stands_in(cli: CommandLine) -> None:
    cli.demo("logout", *FEW)
    # A sign-in that is kept says whose it is without the service.
    assert cli.demo("login", "--browser").code == 0
    before = listed(cli)
    cli.transport = NoNetwork()
    outcome = cli.demo("saved", "--json", *FEW)
    assert outcome.code == 0
    assert outcome.json == before
    assert "This is the list known from before." in outcome.err


def test_explore_leaves_only_who_is_saved(cli: CommandLine) -> None:
    people = {each["entity_id"] for each in listed(cli) if each["entity"] == "user"}
    outcome = cli.demo("explore", "--saved", "--incomplete", "--json", *FEW)
    assert {each["id"] for each in outcome.json} == people
    assert cli.demo("explore", "--saved", "--incomplete", "--save-filter", "mine", *FEW).code == 0
    again = cli.demo("explore", "--filter", "mine", "--json", *FEW)
    assert {each["id"] for each in again.json} == people
    service = cli.transport = EmbeddedService()
    assert cli.demo("explore", "--json", *FEW).code == 0
    assert not [asked for asked in service.asked if asked.startswith("/saved_item/")]
