"""``login``, ``whoami`` and ``logout``: by paste, through Meta-Wiki, by the environment."""

from __future__ import annotations

import io
import os
import re
import socket
import termios
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.cli.console import Console
from capx_tui.cli.main import run
from tests.cli.command_line import CommandLine, EmbeddedService, NoNetwork

TOKEN = "0123456789abcdef" * 4
JSON = {"content-type": "application/json"}
REQUEST_TOKEN = b'{"oauth_token":"tok","oauth_token_secret":"sec","oauth_callback_confirmed":"true"}'


def refuse_token(request: Request) -> Response | None:
    if request.token is None:
        return None
    return Response(401, JSON, b'{"detail":"Invalid token."}')


def profile(request: Request) -> Response | None:
    """A service that knows one token."""
    if "/profile/" not in request.url:
        return None
    if request.token is None or request.token.reveal() != TOKEN:
        return refuse_token(request)
    row = b'{"id":7,"user":{"id":7,"username":"Ana Souza"},"last_login":null}'
    return Response(
        200, {"content-type": "application/json"}, b'{"count":1,"next":null,"previous":null,"results":[%s]}' % row
    )


def test_the_demo_is_signed_in_from_the_start(cli: CommandLine) -> None:
    who = cli.demo("whoami", "--people", "30", "--json")
    assert who.code == 0
    assert who.json.keys() == {"id", "username", "service", "expires"}
    assert who.json["service"] == "http://embedded.capx.invalid"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", who.json["expires"])
    text = cli.demo("whoami")
    assert text.lines[0] == who.json["username"]
    assert "Service: http://embedded.capx.invalid" in text.lines


def test_signing_out_and_in_again_in_the_demo(cli: CommandLine) -> None:
    before = cli.demo("whoami", "--people", "30", "--json").json
    gone = cli.demo("logout")
    assert gone.code == 0
    assert gone.lines[0].startswith("You are signed out.")
    nobody = cli.demo("whoami")
    assert (nobody.code, nobody.out) == (3, "")
    assert "signed in" in nobody.err
    again = cli.demo("login", "--browser", "--json")
    assert again.code == 0, again.err
    assert again.json["username"] == before["username"]
    assert "Special:OAuth/authorize?oauth_token=" in again.err
    assert cli.demo("whoami", "--json").json["id"] == before["id"]


def test_before_meta_is_asked_people_are_told_what_for(cli: CommandLine) -> None:
    cli.demo("logout", "--people", "30")
    said = cli.demo("login", "--browser").err
    assert "interact with pages" in said
    assert "Your wiki password and login data never reach this program" in said
    assert "https://capx.toolforge.org/privacy_policy" in said
    assert "https://meta.wikimedia.org/wiki/Special:CreateAccount" in said
    assert "█" in said


def test_signing_out_twice_is_fine(cli: CommandLine) -> None:
    first = cli("logout", "--json")
    assert first.code == 0
    assert first.json == {"id": None, "username": None, "service": first.json["service"], "expires": None}
    assert cli("logout").out == "Nobody was signed in.\n"


def test_a_pasted_token_is_confirmed_and_kept(cli: CommandLine) -> None:
    cli.transport = EmbeddedService(profile)
    outcome = cli("login", "--service", "http://127.0.0.1:9", stdin=f"  {TOKEN}\n")
    assert outcome.code == 0, outcome.err
    assert outcome.lines[0] == "Ana Souza"
    assert any(line.startswith("Signed in until: ") for line in outcome.lines)
    assert any("kept in" in line for line in outcome.lines)
    assert TOKEN not in outcome.out + outcome.err
    who = cli("whoami", "--service", "http://127.0.0.1:9", "--json")
    assert (who.json["id"], who.json["username"]) == (7, "Ana Souza")
    files = [
        file for file in Path(cli.environ["HOME"]).rglob("*") if file.is_file() and TOKEN in file.read_text("latin-1")
    ]
    assert [file.stat().st_mode & 0o777 for file in files] == [0o600]
    assert cli("logout", "--service", "http://127.0.0.1:9").code == 0
    assert not [file for file in files if file.exists() and TOKEN in file.read_text()]


def test_a_pasted_session_is_understood(cli: CommandLine) -> None:
    cli.transport = EmbeddedService(profile)
    session = f'{{"user":{{"name":"Ana Souza","id":7,"token":"{TOKEN}"}},"expires":"2099-01-01T00:00:00.000Z"}}'
    assert cli("login", "--service", "http://127.0.0.1:9", "--json", stdin=session).json["id"] == 7


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("", ""),
        ("my password", "nor what the session page shows"),
        ("{}", ""),
        (TOKEN[:30], ""),
        ("https://capx.toolforge.org/api/auth/session", ""),
    ],
)
def test_a_paste_that_leads_nowhere_is_wrong_use(cli: CommandLine, pasted: str, said: str) -> None:
    network = cli.transport = NoNetwork()
    outcome = cli("login", stdin=pasted)
    assert (outcome.code, outcome.out, network.asked) == (2, "", [])
    assert said in outcome.err
    assert len(outcome.err) > 20


def test_a_token_the_service_refuses_is_no_sign_in(cli: CommandLine) -> None:
    cli.transport = EmbeddedService(refuse_token)
    outcome = cli("login", "--service", "http://127.0.0.1:9", stdin=TOKEN)
    assert (outcome.code, outcome.out) == (1, "")
    assert TOKEN not in outcome.err
    assert cli("whoami", "--service", "http://127.0.0.1:9").code == 3


def test_a_sign_in_that_has_ended_is_no_sign_in(cli: CommandLine) -> None:
    service = cli.transport = EmbeddedService(profile)
    cli("login", "--service", "http://127.0.0.1:9", stdin=TOKEN)
    service.instead = refuse_token
    outcome = cli("whoami", "--service", "http://127.0.0.1:9")
    assert (outcome.code, outcome.out) == (3, "")


def test_without_a_network_whoami_tells_what_it_knows(cli: CommandLine) -> None:
    cli.transport = EmbeddedService(profile)
    cli("login", "--service", "http://127.0.0.1:9", stdin=TOKEN)
    cli.transport = NoNetwork()
    outcome = cli("whoami", "--service", "http://127.0.0.1:9")
    assert outcome.code == 0
    assert outcome.lines[0] == "Ana Souza"
    assert "could not be asked" in outcome.err


def test_the_end_of_a_sign_in_is_announced(cli: CommandLine) -> None:
    cli.transport = EmbeddedService(profile)
    cli("login", "--service", "http://127.0.0.1:9", stdin=TOKEN)
    cli.later = timedelta(days=28)
    assert any("ends in" in line for line in cli("whoami", "--service", "http://127.0.0.1:9").lines)


def test_a_token_of_the_environment_goes_to_its_service_only(cli: CommandLine) -> None:
    sent_to: list[str] = []

    def seen(request: Request) -> Response | None:
        if request.token is not None and request.token.reveal() == TOKEN:
            sent_to.append(request.url)
        return None if "embedded" in request.url else profile(request)

    cli.environ |= {"CAPX_TUI_TOKEN": TOKEN, "CAPX_TUI_SERVICE": "http://127.0.0.1:9"}
    cli.transport = EmbeddedService(seen)
    assert cli("whoami", "--json").json["username"] == "Ana Souza"
    elsewhere = cli("whoami", "--service", "http://127.0.0.1:10")
    assert elsewhere.code == 3
    assert "The token in CAPX_TUI_TOKEN is not sent here: it belongs to http://127.0.0.1:9." in elsewhere.err
    assert cli.demo("whoami", "--people", "30", "--json").json["service"] == "http://embedded.capx.invalid"
    assert sent_to == ["http://127.0.0.1:9/profile/"]


# Pasting on a real terminal and through a real pipe


def on_terminal(cli: CommandLine, arguments: list[str], typed: bytes) -> tuple[int, str, str]:
    """Run with a pseudo-terminal as standard input, typing once it shows nothing of what is typed."""
    controller, terminal = os.openpty()

    def type_unseen() -> None:
        while termios.tcgetattr(controller)[3] & termios.ECHO:
            os.sched_yield()
        os.write(controller, typed)

    typist = threading.Thread(target=type_unseen)
    typist.start()
    out, err = io.StringIO(), io.StringIO()
    with os.fdopen(terminal, "r") as stdin:
        code = run(arguments, Console(stdin, out, err, cli.environ, transport=cli.transport))
        typist.join()
        assert termios.tcgetattr(stdin.fileno())[3] & termios.ECHO
        os.set_blocking(controller, False)
        with pytest.raises(BlockingIOError):
            os.read(controller, 1)
    os.close(controller)
    return code, out.getvalue(), err.getvalue()


def test_a_token_typed_on_a_terminal_needs_no_end_of_file(cli: CommandLine) -> None:
    cli.transport = EmbeddedService(profile)
    code, out, err = on_terminal(cli, ["login", "--service", "http://127.0.0.1:9"], f"{TOKEN}\n".encode())
    assert (code, out.splitlines()[0]) == (0, "Ana Souza")
    assert "https://capx.toolforge.org/api/auth/session" in err
    assert "What you paste is not shown." in err


def test_an_empty_line_ends_a_paste_that_makes_no_sense(cli: CommandLine) -> None:
    code, _, err = on_terminal(cli, ["login"], b"something\nelse\n\n")
    assert code == 2
    assert "session page" in err


def test_a_return_address_pasted_while_listening(cli: CommandLine) -> None:
    def meta(request: Request) -> Response | None:
        header = {"content-type": "application/json"}
        if "/knox/mediawiki/" in request.url:
            return Response(
                200, header, b'{"oauth_token":"tok","oauth_token_secret":"sec","oauth_callback_confirmed":"true"}'
            )
        if "/knox_user/mediawiki/" in request.url:
            assert b"verifier1" in (request.body or b"")
            return Response(200, JSON, b'{"id":7,"token":"%s","username":"Ana Souza"}' % TOKEN.encode())
        return profile(request)

    cli.transport = EmbeddedService(meta)
    typed = (
        b"not an address\n"
        b"https://capx.toolforge.org/oauth?oauth_verifier=verifier1&oauth_token=other\n"
        b"https://capx.toolforge.org/oauth?oauth_verifier=verifier1&oauth_token=tok\n"
    )
    code, out, err = on_terminal(cli, ["login", "--browser", "--service", "http://127.0.0.1:9"], typed)
    assert (code, out.splitlines()[0]) == (0, "Ana Souza"), err
    assert "https://meta.wikimedia.org/wiki/Special:OAuth/authorize?oauth_token=tok" in err
    assert "listens at localhost" in err
    assert "verifier1" not in err + out
    assert TOKEN not in err + out


class ComesBack(io.StringIO):
    """Standard error that lets a browser come back as soon as it says where we listen."""

    def __init__(self) -> None:
        super().__init__()
        self.browser = threading.Thread(target=self._come_back)
        self._port = 0

    def write(self, text: str) -> int:
        told = re.search(r"localhost, port (\d+)", text)
        if told is not None:
            self._port = int(told[1])
            self.browser.start()
        return super().write(text)

    def _come_back(self) -> None:
        with socket.create_connection(("127.0.0.1", self._port)) as connection:
            target = "/oauth?oauth_verifier=verifier1&oauth_token=tok"
            connection.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost:{self._port}\r\n\r\n".encode())
            while connection.recv(4096):
                pass


def test_a_browser_that_comes_back_by_itself(cli: CommandLine) -> None:
    def meta(request: Request) -> Response | None:
        if "/knox/mediawiki/" in request.url:
            return Response(200, JSON, REQUEST_TOKEN)
        if "/knox_user/mediawiki/" in request.url:
            return Response(200, JSON, b'{"id":7,"token":"%s","username":"Ana Souza"}' % TOKEN.encode())
        return profile(request)

    nobody_types, pipe = os.pipe()
    out, err = io.StringIO(), ComesBack()
    with os.fdopen(nobody_types, "r") as stdin:
        console = Console(stdin, out, err, cli.environ, transport=EmbeddedService(meta))
        assert run(["login", "--browser", "--service", "http://127.0.0.1:9"], console) == 0, err.getvalue()
    os.close(pipe)
    err.browser.join()
    assert out.getvalue().splitlines()[0] == "Ana Souza"


def test_a_return_address_from_a_file_will_do(cli: CommandLine, tmp_path: Path) -> None:
    cli.transport = EmbeddedService(profile)
    file = tmp_path / "pasted"
    file.write_text(f"{TOKEN}\n")
    with file.open() as stdin:
        out, err = io.StringIO(), io.StringIO()

        def begin(request: Request) -> Response | None:
            if "/knox/mediawiki/" in request.url:
                return Response(200, JSON, REQUEST_TOKEN)
            return profile(request)

        console = Console(stdin, out, err, cli.environ, transport=EmbeddedService(begin))
        assert run(["login", "--browser", "--service", "http://127.0.0.1:9", "--json"], console) == 0, err.getvalue()
    assert '"Ana Souza"' in out.getvalue()


def test_meta_refusing_to_begin_is_a_refusal(cli: CommandLine) -> None:
    cli.transport = NoNetwork()
    outcome = cli("login", "--browser", "--service", "http://127.0.0.1:9")
    assert (outcome.code, outcome.out) == (1, "")
    assert "could not be reached" in outcome.err
