"""The arithmetic of the measurements: what a slow line does, what counts as reached, what a person would see."""

from __future__ import annotations

import sys
from pathlib import Path

import pyte
import pytest

from benchmarks.measure import Program, arrival, keys, start
from benchmarks.report import Row, table
from benchmarks.terminal import first_words, screen_after


def test_a_ratio_is_to_the_empty_app_of_the_same_run() -> None:
    row = Row("start", 300, "ms", 250, goal_ratio=1.2)
    assert row.ratio == pytest.approx(1.2)
    assert row.is_reached
    assert not Row("start", 301, "ms", 250, goal_ratio=1.2).is_reached
    assert Row("idle", 0, "bytes", None, goal=0).is_reached
    assert Row("idle", 1, "bytes", None, goal=0).is_reached is False
    assert Row("other", 1, "bytes", None).is_reached is None


def test_the_table_says_what_was_missed() -> None:
    lines = table(
        [Row("Down", 9.44, "ms", 2.0, goal=5.0, digits=1), Row("idle", 0, "bytes", None, goal=0)]
    ).splitlines()
    assert lines[2] == "| Down | 9.4 ms | 4.72 | ≤ 5 ms | no |"
    assert lines[3] == "| idle | 0 bytes |  | ≤ 0 bytes | yes |"


def test_bytes_queue_up_on_a_slow_line() -> None:
    # 8,000 bytes take a second; the second chunk waits for the first, and keys and bytes travel 0.15 s each.
    assert arrival([(10.0, b"x" * 8_000), (10.1, b"x" * 4_000)]) == pytest.approx(10.0 + 0.15 + 1.0 + 0.5 + 0.15)


def test_escape_sequences_and_blanks_are_no_words() -> None:
    assert not first_words(b"\x1b[?1049h\x1b[2J\x1b[1;1H   \r\n\x1b]0;title\x07")
    assert first_words(b"\x1b[31mC")


def test_the_picture_tells_when_it_was_there() -> None:
    log = [(1.0, b"\x1b[2J"), (2.0, b"\x1b[1;1HREA"), (3.0, b"DY")]

    def ready(screen: pyte.Screen) -> bool:
        return bool(screen.display[0].startswith("READY"))

    assert screen_after(log, ready) == 3.0
    assert screen_after(log[:2], ready) is None


@pytest.fixture
def echo(tmp_path: Path) -> Program:
    """A program that answers every key with a line."""
    script = tmp_path / "echo.py"
    script.write_text(
        "import sys, termios, tty\n"
        "tty.setcbreak(0)\n"
        "print('READY', flush=True)\n"
        "while (key := sys.stdin.read(1)): print('GOT', key, flush=True)\n"
    )
    shown = "GOT x"
    return Program(
        "echo", (sys.executable, str(script)), {"TERM": "xterm"}, "x", lambda screen: shown in "\n".join(screen.display)
    )


@pytest.mark.pty
def test_a_program_is_measured_from_outside(echo: Program) -> None:
    found = start(echo)
    assert 0 < found.first_paint_ms <= found.interactive_ms
    assert found.start_bytes == len(b"READY\r\nGOT x\r\n")
    assert found.memory_mib > 1
    pressed = keys(echo, ["a", "b"])
    assert pressed.written == len(b"GOT a\r\n")
    assert pressed.painted_ms > 0
