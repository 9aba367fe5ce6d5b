"""``capx-tui completions``: the scripts, and the answers they live on, from the mirror alone."""

from __future__ import annotations

import pytest

from capx_tui.cli.commands.completions import SHELLS
from tests.cli.command_line import CommandLine


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_each_shell_says_how_to_use_it(cli: CommandLine, shell: str) -> None:
    said = cli("completions", shell)
    assert (said.code, said.err) == (0, "")
    assert f"capx-tui completions {shell}" in said.out
    assert f"completions answer {shell} --" in said.out


def test_an_unknown_shell_is_wrong_use(cli: CommandLine) -> None:
    said = cli("completions", "csh")
    assert (said.code, said.out) == (2, "")
    assert said.err == "completions does not take “csh”. It takes: zsh.\n"
    assert cli("completions").code == 2


def test_where_nothing_was_fetched_there_are_commands_and_no_names_and_no_error(cli: CommandLine) -> None:
    assert cli("completions", "answer", "zsh", "--", "pers").lines == ["words", "person\tone person's profile."]
    assert cli("completions", "answer", "zsh", "--", "--service", "http://127.0.0.1:9", "person", "A").lines == [
        "words"
    ]
    assert cli("completions", "answer", "zsh", "--", "--service", "ftp://x", "person", "A").lines == ["words"]


def test_names_are_those_of_the_service_on_the_line(cli: CommandLine) -> None:
    people = [person["username"] for person in cli.demo("explore", "--json", "--incomplete").json]
    name = sorted(people)[len(people) // 2]
    for shell, typed in (("zsh", ["--demo", "person", name[:-1]]), ("bash", [f'capx-tui --demo person "{name[:-1]}'])):
        said = cli("completions", "answer", shell, "--", *typed)
        assert (said.code, said.err) == (0, "")
        assert name in [line.partition("\t")[0] for line in said.lines]
    assert cli("completions", "answer", "fish", "--", "person", name[:-1]).lines == ["words"]
    every = cli("completions", "answer", "zsh", "--", "--demo", "person", "").lines[1:]
    assert [line.rstrip("\t") for line in every] == sorted(people)[:200]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (["explore", "--known", "wikid"], "Wikidata"),
        (["explore", "--territory", "Braz"], "Brazil"),
        (["explore", "--territory", "KENY"], "Kenya"),
        (["org", "show", "Wikimedia", "Arg"], "Argentina"),
        (["explore", "--language", "fren"], "French"),
    ],
)
def test_things_are_completed_by_name(cli: CommandLine, typed: list[str], found: str) -> None:
    cli.demo("sync")
    said = cli("completions", "answer", "zsh", "--", "--demo", *typed)
    assert found in [line.partition("\t")[0] for line in said.lines[1:]]


def test_files_are_the_shells_own_business(cli: CommandLine) -> None:
    assert cli("completions", "answer", "bash", "--", "capx-tui report new --attach ").lines == ["files"]
