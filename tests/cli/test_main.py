"""Streams, exit codes, help and version, with the command line run in this process."""

from __future__ import annotations

import errno
import io

import pytest

from capx_tui import __version__
from capx_tui.cli.console import Console
from capx_tui.cli.flags import COMMANDS, COMMON
from capx_tui.cli.main import main, run
from tests.cli.command_line import CommandLine


class Full(io.StringIO):
    """A stream nobody takes anything from."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def writelines(self, lines: object) -> None:
        raise OSError(self.number, "No space left on device")


class Gone(Full):
    """A pipe whose reader has left."""

    def writelines(self, lines: object) -> None:
        raise BrokenPipeError


def test_version(cli: CommandLine) -> None:
    assert (cli("--version").out, cli("--version").code) == (f"capx-tui {__version__}\n", 0)


def test_the_entry_point_speaks_to_the_processs_own_streams(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert main(["bogus"]) == 2
    said = capsys.readouterr()
    assert said.out == f"capx-tui {__version__}\n"
    assert said.err.startswith("There is no command “bogus”.")


def test_help_lists_every_command_and_flag_a_line_each(cli: CommandLine) -> None:
    helped = cli("--help")
    assert (helped.code, helped.err) == (0, "")
    for command in COMMANDS:
        assert any(line.startswith(f"capx-tui {command.name}") for line in helped.lines)
    for flag in COMMON:
        assert any(line.startswith((f"{flag.written}:", f"{flag.written} ")) for line in helped.lines)
    assert "[cli-" not in helped.out


def test_help_of_each_command(cli: CommandLine) -> None:
    for command in COMMANDS:
        helped = cli(command.name, "--help")
        assert helped.code == 0
        assert helped.out.startswith(f"Write: capx-tui {command.name}")
        assert "[cli-" not in helped.out
        # Columns and art are read aloud as blanks and noise.
        assert "  " not in helped.out


def test_wrong_use_is_words_on_stderr_and_2(cli: CommandLine) -> None:
    wrong = cli("explor", "--quiet")
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err == "There is no command “explor”. Nearest: explore, report.\n"


def test_output_that_nobody_takes(cli: CommandLine) -> None:
    for full, code, said in (
        (Gone(errno.EPIPE), 0, ""),
        (Full(errno.ENOSPC), 1, "The output could not be written: No space left on device\n"),
        (None, 1, "The output could not be written: Bad file descriptor\n"),
    ):
        err = io.StringIO()
        console = Console(io.StringIO(), full, err, cli.environ)
        assert run(["--version"], console) == code
        assert err.getvalue() == said


def test_words_that_nobody_hears_stop_nothing(cli: CommandLine) -> None:
    out = io.StringIO()
    console = Console(io.StringIO(), out, None, cli.environ)
    assert run(["bogus"], console) == 2
    assert run(["--version"], console) == 0
    assert out.getvalue()
