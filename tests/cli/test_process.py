"""The real program in a process of its own: what it loads, how it ends, and odd surroundings."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine, EmbeddedService

ROOT = Path(__file__).parents[2]
SERVICE = "http://127.0.0.1:9"
SLOW = ("textual", "rich", "httpx", "starlette", "authlib", "stamina", "babel", "keyring")


def program(*arguments: str, home: Path | str, **more: str) -> tuple[list[str], dict[str, str]]:
    """Command and environment."""
    environ = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), **more}
    return [sys.executable, "-m", "capx_tui", *arguments], environ


def finish(*arguments: str, home: Path | str, **more: str) -> subprocess.CompletedProcess[bytes]:
    command, environ = program(*arguments, home=home, **more)
    return subprocess.run(command, env=environ, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)


def loaded(code: str, home: Path | str, names: Sequence[str]) -> list[str]:
    """Which of `names` are loaded after `code` ran."""
    ask = f"import sys\n{code}\nprint([name for name in {list(names)!r} if name in sys.modules], file=sys.stderr)"
    _, environ = program(home=home)
    ran = subprocess.run([sys.executable, "-c", ask], env=environ, capture_output=True, timeout=60, check=True)
    found: list[str] = json.loads(ran.stderr.decode().splitlines()[-1].replace("'", '"'))
    return found


@pytest.fixture(scope="module")
def mirrored_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a fresh mirror of a service that is not the embedded one."""
    home = tmp_path_factory.mktemp("mirrored")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        cli = CommandLine({"HOME": str(home)})
        cli.demo("whoami", "--people", "30")
        cli.transport = EmbeddedService()
        assert cli("sync", "--service", SERVICE).code == 0
    return home


def test_the_entry_point_loads_nothing_heavy(surroundings: Path) -> None:
    names = (*SLOW, "asyncio", "msgspec", "sqlite3")
    assert loaded("import capx_tui.cli, capx_tui.cli.main", surroundings, names) == []


def test_a_warm_answer_loads_neither_textual_nor_http(mirrored_home: Path) -> None:
    arguments = ["explore", "--service", SERVICE, "--json", "--territory", "LAC"]
    code = f"from capx_tui.cli.main import main\nassert main({arguments!r}) == 0"
    assert loaded(code, mirrored_home, SLOW) == []


def test_help_in_another_language_works(surroundings: Path) -> None:
    done = finish("--help", "--lang", "pt-br", home=surroundings)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--version"], 0),
        (["explore", "--json", "--service", SERVICE], 0),
        (["explore", "--service", "http://127.0.0.1:1"], 1),
        (["explore", "--nonsense"], 2),
        (["explore", "--known", "Nobody can do this", "--service", SERVICE], 2),
        ([], 0),
        (["--plain"], 0),
        (["whoami", "--service", SERVICE], 3),
    ],
)
def test_exit_codes(mirrored_home: Path, arguments: list[str], code: int) -> None:
    done = finish(*arguments, home=mirrored_home)
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert bool(done.stdout) == (code == 0)


def test_no_colour_and_no_control_codes(mirrored_home: Path) -> None:
    done = finish("explore", "--incomplete", "--service", SERVICE, home=mirrored_home, TERM="xterm-256color")
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", done.stdout + done.stderr)


@pytest.mark.parametrize("more", [{"LANG": "C", "LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONUTF8": "0"}])
def test_an_encoding_without_our_letters_is_no_crash(mirrored_home: Path, more: dict[str, str]) -> None:
    arguments = ("explore", "--incomplete", "--service", SERVICE)
    whole = json.loads(finish(*arguments, "--json", home=mirrored_home).stdout)
    data = finish(*arguments, "--json", home=mirrored_home, **more)
    assert json.loads(data.stdout) == whole
    text = finish(*arguments, home=mirrored_home, **more)
    assert (text.returncode, b"Traceback" in text.stderr) == (0, False)
    assert text.stdout.count(b"\n\n") == len(whole) - 1
    if "PYTHONIOENCODING" in more:
        assert text.stdout.isascii()
        assert b"?" in text.stdout


def test_a_reader_that_leaves_early_is_no_failure(mirrored_home: Path) -> None:
    command, environ = program("explore", "--json", "--service", SERVICE, home=mirrored_home)
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "wb") as stdout:
        done = subprocess.run(command, env=environ, stdout=stdout, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == 0
    assert b"rror" not in done.stderr


def test_a_full_disk_is_said(mirrored_home: Path) -> None:
    command, environ = program("explore", "--json", "--quiet", "--service", SERVICE, home=mirrored_home)
    with Path("/dev/full").open("wb") as stdout:
        done = subprocess.run(command, env=environ, stdout=stdout, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr == b"The output could not be written: No space left on device\n"


def test_closed_streams_are_no_crash(mirrored_home: Path) -> None:
    command, environ = program("explore", "--json", "--service", SERVICE, home=mirrored_home)
    shell = ["/bin/sh", "-c", '"$0" "$@" <&- >&-', *command]
    done = subprocess.run(shell, env=environ, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == 1
    assert b"could not be written" in done.stderr
    assert b"Traceback" not in done.stderr
    silent = ["/bin/sh", "-c", '"$0" "$@" 2>&-', *command]
    done = subprocess.run(silent, env=environ, stdout=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == 0
    assert json.loads(done.stdout)


@pytest.mark.parametrize(
    ("line", "how", "code", "out", "err"),
    [
        ("", "<&-", 0, b"Type ? for help.", b""),
        ("--plain", "</etc/hostname", 0, b"Goodbye.", b""),
        ("--plain", ">&-", 1, b"", b"The output could not be written: Bad file descriptor\n"),
        ("--plain", ">/dev/full", 1, b"", b"The output could not be written: No space left on device\n"),
        ("", "<&- >&- 2>&-", 1, b"", b""),
        ("--help", ">/dev/full", 1, b"", b"The output could not be written: No space left on device\n"),
    ],
)
def test_a_start_without_a_stream_ends_in_words_or_at_least_in_a_code(
    line: str, how: str, code: int, out: bytes, err: bytes, mirrored_home: Path
) -> None:
    command, environ = program(*line.split(), "--service", SERVICE, home=mirrored_home)
    # With no terminal to fall back on, neither by TERM nor by a session that has one.
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$0" "$@" {how}', *command],
        env=environ,
        capture_output=True,
        start_new_session=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (code, False)
    assert out in done.stdout
    assert done.stderr == err


#: A test run that was started in the background has Ctrl+C ignored, and what it starts inherits that.
_HEARS = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"


def stopped(arguments: Sequence[str], home: Path, until: bytes, typed: bytes = b"") -> tuple[int, bytes]:
    """Start on a terminal, wait for `until` on standard error, press Ctrl+C there; code and what followed."""
    controller, terminal = os.openpty()
    command, environ = program(*arguments, home=home, TERM="xterm")
    process = subprocess.Popen(
        [sys.executable, "-c", _HEARS, *command],
        env=environ,
        stdin=terminal,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    os.close(terminal)
    assert process.stderr is not None
    with process.stderr as stderr:
        for line in stderr:
            if until in line:
                break
        os.write(controller, typed)
        process.send_signal(signal.SIGINT)
        rest = stderr.read()
    os.close(controller)
    return process.wait(timeout=60), rest


def test_ctrl_c_while_typing_ends_with_a_clean_line(surroundings: Path) -> None:
    code, rest = stopped(["login"], surroundings, b"Paste it here")
    assert code == 130
    assert rest == b"\nStopped. What was fetched is kept.\n"


def test_ctrl_c_while_waiting_for_meta_ends_likewise(surroundings: Path, mirrored_home: Path) -> None:
    server = subprocess.Popen([sys.executable, "-c", _BEGINS], stdout=subprocess.PIPE, env={"PATH": os.environ["PATH"]})
    try:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        arguments = ["login", "--browser", "--service", f"http://127.0.0.1:{port}"]
        code, rest = stopped(arguments, surroundings, b"If not, copy the address")
    finally:
        server.kill()
        server.communicate()
    assert code == 130
    assert rest == b"\nStopped. What was fetched is kept.\n"


#: A service that can do one thing: begin a sign-in.
_BEGINS = """
from http.server import BaseHTTPRequestHandler, HTTPServer
class Service(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        body = b'{"oauth_token":"tok","oauth_token_secret":"sec","oauth_callback_confirmed":"true"}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
server = HTTPServer(("127.0.0.1", 0), Service)
print(server.server_port, flush=True)
server.serve_forever()
"""
