"""Finding people and capacities in plain lines, from Explore and from the directory."""

from __future__ import annotations

from tests.cli.command_line import CommandLine
from tests.cli.plain.conversation import PEOPLE, talk


def test_people_are_searched_narrowed_and_counted(cli: CommandLine) -> None:
    typed = ("explore", "search ceibo", "clear", "filters", "available", "/lua", "lua", "b", "b", "l")
    said = talk(cli, *typed, flags=PEOPLE)
    assert "Fetching everything for the first time. This is done once." in said
    assert "Explore> name holds ceibo\n" in said
    assert "1. Ceibo Lectora\n  Role: Sharer, Learner, Proficient\n  Offers: Lua, Wikidata Query Service\n" in said
    assert "Choose> Names with “lua”. Type a slash alone for all.\n1. Lua, no, 3 people\n" in said
    assert "Choose> Lua: yes. 3 people.\n" in said
    assert "Explore> Explore.\noffers Lua\n3 people of 60. Last change first.\n" in said


def test_a_person_is_read_section_by_section_and_saved(cli: CommandLine) -> None:
    typed = ("explore", "search ceibo", "1", "", "", "", "", "copy link", "save or remove", "save or remove")
    said = talk(cli, *typed, flags=PEOPLE)
    assert "Explore> Ceibo Lectora.\n" in said
    assert "Capacities:\nRole: Sharer, Learner, Proficient\n2. Available capacities: Lua\n" in said
    assert "Territory: Argentina\n" in said
    assert "Ceibo Lectora> That is all.\n" in said
    assert "Ceibo Lectora> Address: https://capx.toolforge.org/profile/Ceibo_Lectora\n" in said
    assert "Ceibo Lectora> Ceibo Lectora is saved. “Save or remove” takes it back.\n" in said
    assert "Ceibo Lectora> Ceibo Lectora is not saved any more. “Save or remove” saves again.\n" in said


def test_an_action_is_refused_in_words_where_it_is_about_nothing(warm: CommandLine) -> None:
    said = talk(warm, "explore", "save or remove", "nobody at all", "try again")
    assert "Explore> Which> There is no “nobody at all” here. ? tells what you can type.\n" in said
    assert "There is nothing to try again." in said
