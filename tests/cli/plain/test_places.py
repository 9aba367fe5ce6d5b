"""Each place tells what its screen tells: the lists, one thing of each, and what can be done there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine, NoNetwork
from tests.cli.plain.conversation import PEOPLE, talk


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("home", "Your best matches:"),
        ("home", "The Capacity Exchange in numbers:"),
        ("matches", "Here you can also type: Hide, Hidden people, What counts, Let's talk, Save or remove."),
        ("saved profiles", "No filter. Last saved first."),
        ("organizations", "50 of 50 organizations."),
        ("events", "Upcoming events"),
        ("my profile", "This is your profile as others see it."),
        ("badges", "3 badges still to earn:"),
        ("my organizations", "Organizations you manage:"),
        ("mentorship", "How a programme gets listed:"),
        ("messages", "Sent through CapX, newest first"),
        ("statistics", "People by region, table 1 of 8."),
        ("bug reports", "Only you and the CapX team (volunteers) see these."),
        ("settings", "2. Short lists: no"),
        ("about", "This program:"),
        ("help", "Type a number, a name or the beginning of a name."),
        ("log", "Nothing was said yet."),
    ],
)
def test_a_place_tells_what_its_screen_tells(warm: CommandLine, name: str, line: str) -> None:
    assert line in talk(warm, name, "", "", "", "", "", "").lines


def test_a_capacity_is_translated_kept_as_a_draft_and_saved(cli: CommandLine) -> None:
    typed = ("translate", "/german", "german", "search lua", "1", "Lua auf Deutsch", "", "save it later", "save all")
    said = talk(cli, *typed, flags=PEOPLE)
    assert "Label> Description> What becomes of " in said, said.out[-2500:]
    assert cli.demo("translate", "list", "--to", "de", "--json", "lua").json[0]["label"] == "Lua auf Deutsch"


def test_an_organization_is_found_read_and_saved(cli: CommandLine) -> None:
    said = talk(cli, "organizations", "search art", "1", "save or remove", "save or remove", "copy link", flags=PEOPLE)
    assert "Organizations> Art+Feminism.\n" in said
    assert "Art+Feminism> Art+Feminism is saved. “Save or remove” takes it back.\n" in said
    assert "Art+Feminism> Art+Feminism is not saved any more. “Save or remove” saves again.\n" in said


def test_events_are_narrowed_opened_and_written_as_a_calendar(warm: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "all.ics"
    said = talk(warm, "events", "upcoming, past", "filters", "format", "1", "b", "b", "1", "b", f"calendar file {file}")
    assert "Past events" in said
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")
    again = talk(warm, "events", f"calendar file {file}", "take another name")
    assert f"There is a file called {file} already.\n" in again


def test_somebody_saved_gets_a_note_is_removed_and_comes_back(cli: CommandLine) -> None:
    typed = ("saved profiles", "note ceibo", "Ask about Lua", "remove ceibo", "undo", "search ceibo")
    said = talk(cli, *typed, flags=PEOPLE)
    assert "Your note> The note is kept on this machine.\n" in said
    assert "Saved profiles> Removed: Ceibo Lectora. “Undo” brings it back.\n" in said
    assert "Saved profiles> Back in your saved profiles: Ceibo Lectora.\n" in said
    assert "1 of 9 saved profiles.\n1. Ceibo Lectora\n  Person\n  Note: Ask about Lua\n" in said


def test_a_badge_is_put_on_the_profile(cli: CommandLine) -> None:
    said = talk(cli, "badges", "icebreaker", "yes", "save", "save", flags=PEOPLE)
    assert "Icebreaker: earned, 100 of 100 %; on your profile: yes; changed" in said
    shown = {each["name"]: each["is_displayed"] for each in cli.demo("badges", "--json").json}
    assert shown["Icebreaker"] is True


def test_statistics_are_sentences_that_lead_to_people(warm: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    said = talk(warm, "statistics", "next table", "sort", "2", "table before", "1", "1", "b", "b", f"save {file}")
    assert "Statistics> Northern & Western Europe.\n" in said
    assert "Northern & Western Europe> Explore.\n" in said
    assert file.read_text().startswith('"region","code","people"')


def test_a_place_whose_service_is_down_says_so_and_tries_again(cli: CommandLine) -> None:
    cli.demo("sync", *PEOPLE)
    cli.transport = NoNetwork()
    said = talk(cli, "bug reports", "try again")
    assert said.code == 0
    assert said.out.count("embedded.capx.invalid could not be reached") == 2, said.out[-1500:]


def test_lets_connect_and_an_application_are_asked_question_by_question_in_their_place(cli: CommandLine) -> None:
    connect = talk(
        cli, "let's connect", "update", "full name", "Papatya", "clean and go back", "1", "log", flags=PEOPLE
    )
    assert "Let's Connect.\n" in connect
    assert "\nRegistration: you are registered\n" in connect
    assert "Full name> Full name: Papatya; " in connect
    assert connect.out.count("Papatya") == 1, "nothing of it is left in the log"
    assert "Answer> Every answer is erased. Nothing was sent.\nLet's Connect> " in connect
    apply = talk(cli, "mentorship", "1", "", "as mentee", "clean and go back")
    assert "Every answer is erased. Nothing was sent.\nMentorship: Grupo de Usuários Wiki Movimento Brasil> " in apply


def test_the_language_changes_at_once(cli: CommandLine) -> None:
    said = talk(cli, "settings", "language", "english", "l", flags=PEOPLE)
    assert "Choose> The language is changed.\nSettings> Settings.\n1. Language: English\n" in said


def test_clearing_the_list_of_events_takes_the_days_away_too(warm: CommandLine) -> None:
    kept = talk(warm, "events", "filters", "first day", "2100-01-01", "b", "l").lines
    assert "Upcoming events; from 2100-01-01" in kept
    cleared = talk(warm, "events", "filters", "first day", "2100-01-01", "b", "clear", "l").lines
    assert not any("2100-01-01" in line for line in cleared[cleared.index("Events> Events.") :])


def test_another_language_is_spoken_from_the_next_word_on_names_of_capacities_too(cli: CommandLine) -> None:
    said = talk(cli, "settings", "language", "español", "b", "Directorio", "1", flags=PEOPLE)
    assert "Choose> El idioma ha cambiado.\n" in said
    assert "\n1. Aprendizaje y evaluación: " in said
    assert "\nMenú> " in said
