"""The arithmetic of the measurements: what a slow line does, what counts as reached, what a person would see."""

from __future__ import annotations

import sys
from pathlib import Path

import pyte
import pytest

from benchmarks.measure import Group, Program, groups, held, keys, start
from benchmarks.report import Row, table, with_section
from benchmarks.scale import SIZES, Growth, scale_table
from benchmarks.screens import ScreenRow
from benchmarks.terminal import Link, carried, first_words, screen_after


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
    # 8,000 bytes take a second; the second chunk waits for the first, and bytes travel 0.15 s.
    log = [(10.0, b"x" * 8_000), (10.1, b"x" * 4_000), (20.0, b"")]
    assert carried(log, Link("slow", 8_000, 0.3)) == pytest.approx([11.15, 11.65, 20.15])
    assert carried(log, Link("local")) == [10.0, 10.1, 20.0]


def test_a_section_takes_the_place_of_its_older_self() -> None:
    page = with_section("", "## One\n\n1\n")
    page = with_section(page, "## Two\n\n2\n")
    page = with_section(page, "## One\n\nmore\n")
    assert page.startswith("# Performance\n")
    assert page.endswith("\n\n## One\n\nmore\n\n## Two\n\n2\n")


def test_escape_sequences_and_blanks_are_no_words() -> None:
    assert not first_words(b"\x1b[?1049h\x1b[2J\x1b[1;1H   \r\n\x1b]0;title\x07")
    assert first_words(b"\x1b[31mC")


def test_the_picture_tells_when_it_was_there() -> None:
    log = [(1.0, b"\x1b[2J"), (2.0, b"\x1b[1;1HREA"), (3.0, b"DY")]

    def ready(screen: pyte.Screen) -> bool:
        return bool(screen.display[0].startswith("READY"))

    assert screen_after(log, ready) == 3.0
    assert screen_after(log[:2], ready) is None


@pytest.mark.parametrize(("values", "exponent"), [((2, 20, 200), 1.0), ((5, 5, 5), 0.0), ((1, 10, 100_000), 2.5)])
def test_growth_is_told_by_its_exponent(values: tuple[float, ...], exponent: float) -> None:
    growth = Growth("it", "ms", dict(zip(SIZES, values, strict=True)), goal=10.0)
    assert growth.exponent == pytest.approx(exponent)
    last = scale_table([growth]).splitlines()[-1]
    assert last.endswith(f"| {exponent:.2f} | ≤ 10 ms | {'yes' if values[-1] <= 10 else 'no'} |")


def test_a_screen_is_within_the_goals_where_its_keys_do_nothing_or_little() -> None:
    little, much, nothing = Group(3.0, 200, 300, 3.0), Group(3.0, 301, 301, 3.0), Group(float("nan"), 0, 0, 0.0)
    assert ScreenRow("a", {"down": little, "up": nothing}).is_reached
    assert not ScreenRow("b", {"down": little, "up": much}).is_reached


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
    assert pressed.cursor_ms > 0


@pytest.mark.pty
def test_keys_of_several_kinds_are_counted_apart(echo: Program) -> None:
    found = groups(echo, {"letter": ["a", "b"], "two": ["xy"]})
    assert (found["letter"].written, found["two"].most) == (len(b"GOT a\r\n"), 2 * len(b"GOT x\r\n"))


@pytest.mark.pty
def test_a_held_key_moves_on_for_what_the_line_needs(echo: Program) -> None:
    line = Link("slow", 1_000, 0.2)
    found = held(echo, "a", also=[line], rate=50, seconds=0.2)
    assert found.written == len(b"GOT a\r\n")
    # Ten answers of seven bytes: the line is as quick as the keys, and the last one travels there and back.
    assert 200 <= found.moves_on_ms[1] < 1_000
    assert found.moves_on_ms[0] < found.moves_on_ms[1]
    over = held(echo, "a", link=line, rate=50, seconds=0.2)
    assert over.written == found.written
    assert 200 <= over.moves_on_ms[0] < 1_000
