"""What may stand where the cursor is: commands, verbs, flags, values and names, from the table of commands."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from capx_tui.cli.completing import answer, place_of
from capx_tui.cli.flags import COMMANDS, COMMON, START, Kind, Takes
from capx_tui.model.messages import Method
from capx_tui.model.people import LEVELS

HELD = {
    Takes.PERSON: ["Ana Souza", "Ana Silva", "Márcia", "Marcos", "Mario", "Łucja"],
    Takes.CAPACITY: ["Lua", "Lua modules", "Wikidata"],
    Takes.ORGANIZATION: ["Wikimedia Armenia", "Wikimedia Argentina"],
    Takes.LANGUAGE: ["French", "Turkish"],
    Takes.FILTER: ["my learners"],
}


def names(takes: Takes, begins: str) -> Iterable[str]:
    return HELD.get(takes, ())


def offered(*words: str) -> list[str]:
    return [each.text for each in answer(words, names).candidates]


def test_nothing_typed_offers_every_command_and_what_each_does() -> None:
    assert offered("") == [command.name for command in COMMANDS]
    assert offered("--demo", "per") == ["person"]
    assert answer(("per",), names).candidates[0].note == "one person's profile."


def test_a_command_nobody_knows_leads_nowhere() -> None:
    assert offered("bogus", "") == []


@pytest.mark.parametrize("command", [*COMMANDS, START], ids=lambda command: command.name or "start")
def test_every_flag_is_offered_with_its_help_once_unless_it_may_be_repeated(command: object) -> None:
    assert isinstance(command, type(START))
    head = [command.name] if command.name else []
    flags = (*command.flags, *COMMON)
    assert sorted(offered(*head, "--")) == sorted(flag.written for flag in flags)
    for flag in flags:
        given = [*head, flag.written] if flag.kind is Kind.SWITCH else [*head, flag.written, "x"]
        assert (flag.written in offered(*given, "--")) == (flag.kind is Kind.MANY), flag.written


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.verbs], ids=lambda each: each.name)
def test_verbs_are_offered_where_one_may_stand(command: object) -> None:
    assert isinstance(command, type(START))
    assert set(offered(command.name, "")) >= {verb.name for verb in command.verbs}
    assert not command.free or set(HELD[command.takes]) <= set(offered(command.name, ""))


def test_values_of_flags() -> None:
    assert offered("explore", "--known", "Lu") == ["Lua", "Lua modules"]
    assert offered("explore", "--known=Lu") == ["--known=Lua", "--known=Lua modules"]
    assert offered("--known", "Wi") == ["Wikidata"]
    assert offered("explore", "--sort", "") == ["updated", "name", "match"]
    assert offered("explore", "--filter", "my") == ["my learners"]
    assert offered("message", "send", "Ana Souza", "--method", "") == [method.value for method in Method]
    assert offered("stats", "--list", "a") == ["available", "all"]
    assert offered("--open", "Sav") == ["Saved profiles"]
    assert offered("events", "--from", "2026") == []
    assert answer(("report", "new", "--attach", ""), names).files


def test_a_language_takes_a_level_behind_it() -> None:
    assert offered("explore", "--language", "Fr") == ["French"]
    assert offered("explore", "--language", "French:") == [f"French:{level}" for level in LEVELS]
    assert offered("explore", "--language", "French:n") == ["French:n"]


def test_a_name_of_several_words_needs_no_quotes() -> None:
    assert offered("person", "Ana S") == ["Ana Souza", "Ana Silva"]
    assert offered("person", "Ana", "So") == ["Souza"]
    assert offered("saved", "add", "Ana", "") == ["Souza", "Silva"]
    assert offered("org", "show", "Wikimedia", "Arm") == ["Armenia"]


def test_accents_and_capitals_may_be_left_out_and_nothing_typed_is_lost() -> None:
    assert offered("person", "mar") == ["Marcos", "Mario"]
    assert offered("person", "már") == ["Márcia"]
    assert offered("person", "marci") == ["Márcia"]
    assert offered("person", "lucja") == ["Łucja"]


def test_fields_of_the_profile_and_their_values_with_their_signs() -> None:
    assert offered("profile", "set", "wan") == ["wanted"]
    assert offered("profile", "set", "wanted", "+Lu") == ["+Lua", "+Lua modules"]
    assert offered("profile", "set", "known", "-Wi") == ["-Wikidata"]
    assert offered("profile", "set", "languages", "Fr") == ["French"]
    assert offered("profile", "set", "pronoun", "s") == ["she-her"]
    assert offered("profile", "set", "team", "x") == offered("profile", "set", "bogus", "x") == []


def test_a_name_that_could_steer_a_terminal_is_not_offered() -> None:
    held = ["Ann\x1b[2J", "Anna\nb", "Annb\tc", "Ann\u202ee", "Ann"]
    assert [each.text for each in answer(("person", "Ann"), lambda *_: held).candidates] == ["Ann"]


def test_the_place_knows_which_service_is_meant() -> None:
    place = place_of(["--service", "http://127.0.0.1:1", "explore", "--lang=tr", "--demo", "x", "--", "--json"])
    assert place.given == {"service": "http://127.0.0.1:1", "lang": "tr", "demo": ""}
    assert (place.command.name, place.words) == ("explore", ["x", "--json"])


#: Flags whose values are free: texts, numbers, days, addresses.
FREE = {
    *("people", "service", "limit", "subject", "title", "label", "description", "from", "to"),
}


def test_every_value_is_completed_or_free() -> None:
    flags = {flag for command in (START, *COMMANDS) for flag in (*command.flags, *COMMON) if flag.kind != Kind.SWITCH}
    assert {flag.name for flag in flags if flag.takes is Takes.TEXT} == FREE
