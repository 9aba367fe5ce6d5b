"""``doctor``: facts for a report, and nothing private in them."""

from __future__ import annotations

import io

import pytest

from capx_tui import __version__
from capx_tui.api.wire import Request, Response
from capx_tui.cli.console import Console
from capx_tui.cli.surroundings import color_depth, font_risks, terminal_of
from tests.cli.command_line import CommandLine, EmbeddedService, NoNetwork, Silence


def test_everything_is_there_as_json(warm: CommandLine) -> None:
    outcome = warm.demo("doctor", "--json")
    assert outcome.code == 0
    found = outcome.json
    assert found["versions"]["capx-tui"] == __version__
    assert found["versions"]["textual"]
    assert found["service"] == "http://embedded.capx.invalid"
    assert found["mirror"]["people"] == 60
    assert found["mirror"]["bytes"] > 10_000
    assert found["sign_in"] == {"signed_in": True, "token_kept": "embedded", "trouble": None}
    assert found["modes"] == {"full_screen": False, "plain": False, "screen_reader": False, "demo": True}
    assert {site: answer["data"] for site, answer in found["endpoints"].items()} == dict.fromkeys(
        ("capx", "meta-api", "metabase-api", "metabase-sparql", "wikidata-api", "wikidata-sparql", "commons-api",
         "diff-api", "letsconnect"), True
    )  # fmt: skip


def test_the_home_is_shortened_and_no_name_or_token_is_told(cli: CommandLine) -> None:
    token = "0123456789abcdef" * 4
    cli.environ |= {"CAPX_TUI_TOKEN": token, "CAPX_TUI_SERVICE": "http://127.0.0.1:9"}
    cli.transport = NoNetwork()
    for outcome in (cli("doctor"), cli("doctor", "--json")):
        assert outcome.code == 0
        assert cli.environ["HOME"] not in outcome.out
        assert "~/.cache/capx-tui" in outcome.out
        assert token not in outcome.out
    assert cli("doctor", "--json").json["sign_in"]["token_kept"] == "environment"


def test_text_is_a_sentence_a_line(warm: CommandLine) -> None:
    outcome = warm.demo("doctor")
    assert outcome.lines[0].startswith(f"capx-tui {__version__}, Python ")
    assert "Embedded demo service: yes" in outcome.lines
    assert any(line.startswith("Local copy: 60 people, last compared with the service ") for line in outcome.lines)
    assert "capx, http://embedded.capx.invalid: answers" in outcome.lines
    assert "[cli-" not in outcome.out


def test_nobody_answering_is_told_site_by_site(cli: CommandLine) -> None:
    network = cli.transport = NoNetwork()
    outcome = cli("doctor")
    assert outcome.code == 0
    assert len(network.asked) == 9
    assert sum("could not be reached" in line for line in outcome.lines) == 9
    assert "Local copy: nothing has been fetched yet" in outcome.lines
    assert "Sign-in: nobody is signed in" in outcome.lines


def test_a_site_that_never_answers_is_not_waited_for(cli: CommandLine) -> None:
    cli.transport = Silence()
    cli.patience_s = 0.01
    endpoints = cli("doctor", "--json").json["endpoints"]
    assert {answer["trouble"] for answer in endpoints.values()} == {"no answer within one second"}


def test_a_site_that_answers_with_a_web_page_answers_but_not_with_data(cli: CommandLine) -> None:
    page = Response(200, {"content-type": "text/html"}, b"<!doctype html><p>Are you human?")

    def metabase(request: Request) -> Response | None:
        return page if "metabase" in request.url else None

    cli.demo("whoami", "--people", "30")
    cli.transport = EmbeddedService(metabase)
    answer = cli.demo("doctor", "--json").json["endpoints"]["metabase-sparql"]
    assert (answer["answers"], answer["data"]) == (True, False)
    assert "web page" in answer["trouble"]


@pytest.mark.parametrize(
    ("environ", "depth"),
    [
        ({}, "none"),
        ({"TERM": "dumb"}, "none"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "none"),
        ({"TERM": "linux"}, "16"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "16 million"),
    ],
)
def test_colours_from_what_the_terminal_says(environ: dict[str, str], depth: str) -> None:
    assert color_depth(environ) == depth


def test_risks_of_fonts() -> None:
    assert font_risks({"TERM": "xterm"}, takes_unicode=True) == []
    assert font_risks({"TERM": "linux"}, takes_unicode=False) == ["encoding", "console-font"]
    assert font_risks({}, takes_unicode=True) == ["no-terminal"]


def test_multiplexers_and_links_are_named() -> None:
    console = Console(io.StringIO(), io.StringIO(), None, {"TERM": "screen", "TMUX": "/tmp/t", "SSH_CONNECTION": "x"})
    terminal = terminal_of(console)
    assert (terminal["tmux"], terminal["screen"], terminal["ssh"]) == (True, False, True)
    assert (terminal["columns"], terminal["stdout_is_terminal"]) == (None, False)
