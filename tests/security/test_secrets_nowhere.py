"""A token stands in one file and in one header, and nowhere else that anybody could look at."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from capx_tui.cli.flags import COMMANDS, COMMON
from capx_tui.i18n import use
from tests.cli.command_line import CommandLine, EmbeddedService
from tests.cli.test_account import TOKEN, profile

ROOT = Path(__file__).parents[2]
#: Who may start another program: each starts it from a list of words, without our own variables.
_STARTERS = {"capx_tui/terminal/editor.py", "capx_tui/terminal/browser.py"}
_STARTS = re.compile(
    r"\bos\.(system|popen|exec\w*|spawn\w*|posix_spawn\w*|fork\w*)\(|create_subprocess|shell=True|ProcessPool"
    r"|(?m:^ *(import|from) (subprocess|webbrowser|pty|multiprocessing)\b)"
)


def test_of_a_whole_sitting_the_token_is_in_one_file_of_its_owner(
    surroundings: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Signed in by pasting it, with everything that logs told to log."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger().setLevel(logging.DEBUG)
    cli = CommandLine({"HOME": str(surroundings), "TERM": "xterm-256color"})
    service = cli.transport = EmbeddedService(profile)
    told = []
    for line, given in (
        ("login", TOKEN), ("whoami --json", ""), ("sync", ""), ("saved --json", ""), ("profile show", ""),
        ("doctor --json", ""), ("report list", ""), ("message sent", ""), ("logout --own", ""), ("badges", ""),
    ):  # fmt: skip
        outcome = cli(*line.split(), "--service", "https://capx.example", stdin=given)
        told += [outcome.out, outcome.err]
    use("en")
    assert "Ana Souza" in "".join(told), "nobody was signed in"
    assert not [each for each in (*told, caplog.text, *service.asked) if TOKEN in each]
    holding = [path for path in surroundings.rglob("*") if path.is_file() and TOKEN.encode() in path.read_bytes()]
    assert [path.parent.name for path in holding] == ["sign-in"]
    cli("logout", "--service", "https://capx.example")
    assert not [path for path in surroundings.rglob("*") if path.is_file() and TOKEN.encode() in path.read_bytes()]


def test_no_flag_takes_a_secret() -> None:
    """The arguments of a program can be read by everybody on the machine."""
    flags = {flag.name for flag in (*COMMON, *(flag for command in COMMANDS for flag in command.flags))}
    assert "service" in flags
    assert not [name for name in flags if re.search("token|secret|password|credential|verifier|session", name)]


def test_other_programs_are_started_in_two_places_and_never_through_a_shell() -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "capx_tui").rglob("*.py")
        if _STARTS.search(path.read_text("utf-8"))
    }
    assert found == _STARTERS


def test_no_snapshot_holds_what_could_be_a_token() -> None:
    pictures = [*(ROOT / "tests" / "snapshots").rglob("*.svg"), *(ROOT / "tests" / "snapshots").rglob("*.raw")]
    assert pictures
    assert not [
        path.name
        for path in pictures
        if re.search(r"\b[0-9a-f]{40,}\b|Authorization|Token [0-9a-f]", path.read_text("utf-8"))
    ]
