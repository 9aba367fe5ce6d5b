"""The command line read: names, places of flags, and what is refused in which words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.cli.flags import COMMANDS, COMMON, START, Format, Kind
from capx_tui.cli.options import Common, Request, nearest, read
from capx_tui.errors import RuleError
from capx_tui.i18n import load


def refusal(*arguments: str) -> tuple[str, ...]:
    with pytest.raises(RuleError) as refused:
        read(arguments)
    return (refused.value.key, *refused.value.params)


def test_no_words_start_the_full_screen() -> None:
    assert read([]) == Request(START)
    request = read(["--open", "Explore", "--demo"])
    assert request.command is START
    assert request.value("open") == "Explore"
    assert request.common.demo


def test_flags_stand_before_or_after_the_command() -> None:
    for arguments in (
        ["explore", "ana", "--json", "--limit", "3", "--known", "Lua"],
        ["--json", "--limit=3", "explore", "--known=Lua", "ana"],
        ["--known", "Lua", "--limit", "3", "explore", "--json", "ana"],
    ):
        request = read(arguments)
        assert request.command.name == "explore"
        assert request.text == "ana"
        assert request.common == Common(format=Format.JSON, limit=3)
        assert request.values("known") == ("Lua",)


def test_a_value_is_not_taken_for_the_command() -> None:
    request = read(["--service", "explore", "person", "Ana"])
    assert (request.command.name, request.common.service, request.text) == ("person", "explore", "Ana")
    assert read(["--open", "person"]).command is START


def test_the_same_flag_twice_keeps_both() -> None:
    request = read(["explore", "--available", "Lua", "--available", "SQL", "--with-children", "--sort", "name"])
    assert request.values("available") == ("Lua", "SQL")
    assert request.on("with-children")
    assert request.value("sort") == "name"
    assert request.values("wanted") == ()
    assert not request.on("incomplete")
    assert request.value("filter") == ""


def test_words_need_no_quotes_and_double_dash_ends_the_flags() -> None:
    assert read(["person", "Ana", "Souza"]).text == "Ana Souza"
    assert read(["person", "--", "--json"]).text == "--json"
    assert read(["person", "--json", "--", "-x", "y"]).words == ("-x", "y")
    assert read(["person", "-"]).words == ("-",)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explor"], ("cli-unknown-command", "explor", "explore, report")),
        (["explore", "--availabel", "Lua"], ("cli-unknown-flag-near", "--availabel", "--available")),
        (["sync", "--zzzzz"], ("cli-unknown-flag", "--zzzzz", "capx-tui sync --help")),
        (["-x"], ("cli-unknown-flag", "-x", "capx-tui --help")),
        (["person", "Ana", "--known", "Lua"], ("cli-flag-elsewhere", "--known", "person", "explore, orgs")),
        (["--full"], ("cli-flag-elsewhere", "--full", "capx-tui", "sync")),
        (["explore", "--known"], ("cli-flag-needs-value", "--known")),
        (["explore", "--known", "--json"], ("cli-flag-needs-value", "--known")),
        (["explore", "--json=yes"], ("cli-flag-takes-no-value", "--json")),
        (["--help=no"], ("cli-flag-takes-no-value", "--help")),
        (["explore", "--limit", "0"], ("cli-not-a-number", "--limit", "0", "1000000000")),
        (["explore", "--limit", "-3"], ("cli-not-a-number", "--limit", "-3", "1000000000")),
        (["explore", "--limit", "²"], ("cli-not-a-number", "--limit", "²", "1000000000")),
        (["--demo", "--people", "100001"], ("cli-not-a-number", "--people", "100001", "100000")),
        (["--people", "3"], ("cli-flag-needs-flag", "--people", "--demo")),
        (["--reset"], ("cli-flag-needs-flag", "--reset", "--demo")),
        (["--demo", "--service", "https://x"], ("cli-flags-exclude", "--demo", "--service")),
        (["explore", "--no-cache", "--refresh"], ("cli-flags-exclude", "--no-cache", "--refresh")),
        (["explore", "--json", "--csv"], ("cli-two-formats", "--json", "--csv")),
        (["doctor", "--csv"], ("cli-format-not-here", "--csv", "doctor")),
        (["--json"], ("cli-format-not-here", "--json", "capx-tui")),
        (["explore", "--lang", "x"], ("cli-not-a-language", "x")),
        (["explore", "--lang", "../etc"], ("cli-not-a-language", "../etc")),
        (["person"], ("cli-needs-word", "person")),
        (["open", "/feed", "twice"], ("cli-too-many-words", "twice")),
        (["sync", "now"], ("cli-too-many-words", "now")),
    ],
)
def test_wrong_use_is_refused_in_words(arguments: list[str], said: tuple[str, ...]) -> None:
    assert refusal(*arguments) == said


def test_help_and_version_win_over_other_faults() -> None:
    assert read(["person", "--help"]).common.help
    assert read(["person", "-h"]).common.help
    assert read(["--version", "--json"]).common.version
    assert read(["explore", "--bogus", "--help"]).common.help


def test_languages_are_folded_to_mediawikis_codes() -> None:
    assert read(["explore", "--lang", "pt_BR"]).common.lang == "pt-br"
    assert read(["explore", "--lang", "skr-arab"]).common.lang == "skr-arab"


def test_nearest_is_best_first() -> None:
    assert nearest("person", ["explore", "persona", "person"]) == ["person", "persona"]
    assert nearest("zz", ["explore"]) == []


def test_every_flag_and_command_has_its_words() -> None:
    english = load("en")
    flags = [*COMMON, *START.flags, *(flag for command in COMMANDS for flag in command.flags)]
    missing = [flag.help_key for flag in flags if flag.help_key not in english]
    missing += [flag.value_key for flag in flags if flag.kind is not Kind.SWITCH and flag.value_key not in english]
    for command in COMMANDS:
        keys = (f"cli-command-{command.name}", f"cli-command-{command.name}-help", f"cli-usage-{command.name}")
        missing += [key for key in keys if key not in english]
    assert missing == []


def _outcome(arguments: list[str]) -> Request | RuleError:
    try:
        return read(arguments)
    except RuleError as refused:
        return refused


_WORDS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["explore", "person", "--json", "--limit", "3", "--", "-", "--known", "--known=", "-h"]),
)


@given(st.lists(_WORDS, max_size=6))
def test_any_words_are_a_request_or_a_refusal_in_words(arguments: list[str]) -> None:
    outcome = _outcome(arguments)
    assert isinstance(outcome, Request) or outcome.key in load("en")


def test_values_with_a_sign_are_words_where_a_command_takes_them() -> None:
    request = read(["profile", "set", "wanted", "+Lua", "-SPARQL", "-134", "-html", "--demo", "-", "--yes"])
    assert request.words == ("set", "wanted", "+Lua", "-SPARQL", "-134", "-html", "-")
    assert request.common.demo
    assert request.on("yes")
    assert read(["profile", "set", "wanted", "--", "--odd", "-x"]).words == ("set", "wanted", "--odd", "-x")
    assert read(["profile", "-h"]).common.help
    with pytest.raises(RuleError):
        read(["explore", "-SPARQL"])
    with pytest.raises(RuleError):
        read(["profile", "set", "wanted", "--SPARQL"])
