"""Signing in in plain lines: pasted, through Meta-Wiki in a browser, and credentials of one's own."""

from __future__ import annotations

import io

from capx_tui.api.wire import Request, Response
from capx_tui.cli.console import Console
from capx_tui.cli.main import run
from capx_tui.demo.embedded import DATABASE_NAME, demo_credentials
from capx_tui.paths import data_dir
from tests.cli.command_line import CommandLine, EmbeddedService
from tests.cli.plain.conversation import Typing, talk
from tests.cli.test_account import JSON, REQUEST_TOKEN, TOKEN, ComesBack, profile

SERVICE = "http://127.0.0.1:9"
RETURN = "https://capx.toolforge.org/oauth?oauth_verifier=verifier1&oauth_token="


def meta(request: Request) -> Response | None:
    """Allows whoever comes with the verifier."""
    if "/knox/mediawiki/" in request.url:
        return Response(200, JSON, REQUEST_TOKEN)
    if "/knox_user/mediawiki/" in request.url:
        return Response(200, JSON, b'{"id":7,"token":"%s","username":"Ana Souza"}' % TOKEN.encode())
    return profile(request)


def test_signed_out_one_is_led_to_the_sign_in_and_on(cli: CommandLine) -> None:
    typed = ("sign in", "sign out", "b", "l", "matches", "sign in", "explore", "save or remove 1")
    said = talk(cli, *typed)
    assert "best first, with the reasons. You sign in first.\n" in said
    assert "Menu> Sign in.\nFor “Matches” you have to be signed in.\n" in said
    assert "17 matches; mutual: 8.\n" in said


def test_what_is_pasted_signs_in_and_is_never_said(cli: CommandLine) -> None:
    cli.transport = EmbeddedService(profile)
    # What makes no sense ends with an empty line; what does is taken at once.
    said = talk(cli, "bug reports", "paste", "nonsense", "", "paste", TOKEN, "sign in", service=SERVICE)
    assert "Signed in as Ana Souza.\n" in said
    assert TOKEN not in said
    assert "nonsense" not in said


def test_the_address_that_the_browser_came_back_to_is_taken_a_wrong_one_asked_for_again(cli: CommandLine) -> None:
    cli.transport = EmbeddedService(meta)
    typed = ("bug reports", "begin at meta-wiki", f"{RETURN}other", f"{RETURN}tok", "sign in")
    said = talk(cli, *typed, service=SERVICE)
    assert "Open the address shown here in a browser and press Allow.\nhttps://meta.wikimedia.org/wiki/Spec" in said
    assert "oauth_token=tok\n" in said.answers[1]
    assert "That address belongs to another sign-in than the one begun here." in said.answers[2]
    assert said.answers[2].endswith("Return address> ")
    assert said.answers[3].startswith("Signed in as Ana Souza.\n")
    assert "Bug reports.\n" in said.answers[3], "on to what asked for it"
    assert "verifier1" not in said


def test_a_token_will_do_in_place_of_the_address(cli: CommandLine) -> None:
    cli.transport = EmbeddedService(meta)
    said = talk(cli, "sign in", "begin at meta-wiki", TOKEN, service=SERVICE)
    assert said.answers[2].startswith("Signed in as Ana Souza.\nMenu.\n")
    assert TOKEN not in said


class Shown(ComesBack):
    """Standard output, and a browser that comes back as soon as it says where we listen."""


def test_enter_waits_for_the_browser(cli: CommandLine) -> None:
    shown = Shown()
    typing = Typing(("sign in", "begin at meta-wiki", "", "q"), shown)
    console = Console(typing, shown, shown, cli.environ, transport=EmbeddedService(meta))
    assert run(["--plain", "--service", SERVICE], console) == 0
    shown.browser.join()
    assert "Return address> Signed in as Ana Souza.\nMenu.\n" in shown.getvalue()


def test_ctrl_c_stops_the_sign_in_and_it_can_be_begun_anew(cli: CommandLine) -> None:
    cli.transport = EmbeddedService(meta)
    said = talk(cli, "sign in", "begin", "^C", "begin", f"{RETURN}tok", service=SERVICE)
    assert said.answers[2] == "\nStopped.\nSign in> "
    assert said.answers[4].startswith("Signed in as Ana Souza.\n")


def test_own_credentials_are_pasted_used_and_forgotten_also_signed_out(cli: CommandLine) -> None:
    cli.demo("logout", "--people", "60")
    given = demo_credentials(data_dir() / "demo" / DATABASE_NAME)
    typed = ("messages", "directly", "paste", *given.splitlines(), "", "go to sign in", "directly", "forget")
    said = talk(cli, *typed)
    assert "or have Wikimedia credentials of your own here: “Directly”, the last row.\n" in said.answers[0]
    assert "Meta-Wiki knows you as Papatya Defteri. Messages can go directly from here.\n" in said
    # They are enough for messages: going back leads there.
    assert "Your own credentials are erased here." in said.answers[-1]
    assert not any(secret in said for secret in given.split() if len(secret) > 20)


def test_with_own_credentials_one_goes_on_to_what_asked_for_them(cli: CommandLine) -> None:
    cli.demo("logout", "--people", "60")
    said = talk(cli, "messages", "directly", "take the made-up ones", "b", "new message")
    assert said.answers[3].startswith("Messages.\nSent"), said.answers[3]
    assert "From: Papatya Defteri\n" in said.answers[4]


def test_a_stream_that_is_no_terminal_is_read_line_by_line(cli: CommandLine) -> None:
    shown = io.StringIO()
    console = Console(io.StringIO("sign in\nsign out\n"), shown, shown, cli.environ)
    assert run(["--plain", "--demo", "--people", "60"], console) == 0
    assert shown.getvalue().endswith("Sign in> \nGoodbye.\n")
