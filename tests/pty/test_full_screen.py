"""The real program in a pseudo-terminal: starting, moving, leaving; picture, cursor and bytes."""

from __future__ import annotations

import signal
import socket
import termios
from pathlib import Path

import pytest

from tests.pty.conftest import Start
from tests.pty.program import Program

pytestmark = pytest.mark.pty

SIZES = [(80, 24), (60, 20)]
#: Seconds in which a program that has nothing to say says nothing.
_IDLE_S = 3.0


def _explore(start: Start, **surroundings: object) -> Program:
    """Explore with its list painted and nothing more to come."""
    program = start("--open", "Explore", **surroundings)
    # Who one is comes last: it is asked of the service behind the first picture.
    program.wait_for("people of", "signed in as")
    program.quiet()
    return program


def _stands_on_the_marker(program: Program) -> bool:
    """Whether the cursor is on the first letter of the one row with a marker that it is in."""
    x, y = program.picture.cursor
    before = program.picture.before_cursor()
    return y in program.marked and x >= 2 and not before[2:].strip() and program.picture.from_cursor()[:1].strip() != ""


def _stands_behind(program: Program, label: str, typed: str) -> bool:
    """Whether the cursor is a caret behind what was typed, on the row that says what to type."""
    return program.picture.before_cursor().strip() == f"{label} {typed}".strip()


@pytest.mark.parametrize("modern", [True, False], ids=["answering", "silent"])
def test_starts_moves_and_leaves_the_terminal_as_it_was(start: Start, people: list[str], modern: bool) -> None:
    program = start("--open", "Explore", modern=modern)
    modes_before, settings_before = set(program.picture.modes), program.terminal_settings()
    program.wait_for("people of", people[0])
    assert "Explore" in program.rows[0]
    assert program.picture.is_cursor_shown
    program.press("down", "down")
    program.wait(lambda: program.picture.from_cursor().startswith(people[2]), people[2])
    program.press("ctrl+c")
    program.wait_for("Ctrl+Q leaves the program")
    assert program.leave("ctrl+q") == 0
    assert program.picture.text.strip() == ""
    assert (program.picture.modes, program.picture.keyboards) == (modes_before, 0)
    assert program.terminal_settings() == settings_before
    assert settings_before[3] & termios.ECHO


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_cursor_stands_on_what_has_the_focus(start: Start, size: tuple[int, int]) -> None:
    program = _explore(start, size=size)

    def on_marker(*keys: str, title: str = "") -> None:
        for key in keys:
            program.step(key)
            program.wait(lambda: _stands_on_the_marker(program), f"the cursor on the marker after {key}")
        assert title in program.rows[0]

    def on_caret(*keys: str, label: str, typed: str = "") -> None:
        for key in keys:
            program.step(key)
        program.wait(lambda: _stands_behind(program, label, typed), f"the caret behind {typed!r} after {keys}")

    on_marker("down", "pagedown", "end", "pageup", "home", title="Explore")
    on_caret("up", label="Search")
    on_caret("ai", label="Search", typed="ai")
    on_caret("backspace", label="Search", typed="a")
    on_marker("down", "down", "f", "down", "down", "down", "down", "down", title="filters")
    on_caret("enter", label="Type to find")
    on_caret("braz", label="Type to find", typed="braz")
    on_marker("down", "down", "enter", "escape", "escape", title="Explore")
    on_marker("enter", "down", "down", "pagedown", "end", "up")
    on_marker("f1", "down", "pagedown", title="Help")
    on_marker("f3", "down", "right", "right", "down", "i", "tab", "down", "escape", title="Capacity directory")
    on_caret("/", "w", label="Search", typed="w")
    on_caret("ctrl+p", label="Type to find")


@pytest.mark.parametrize("modern", [True, False], ids=["in band", "SIGWINCH"])
def test_after_another_size_and_a_pause_everything_is_there_again(
    start: Start, people: list[str], modern: bool
) -> None:
    program = _explore(start, modern=modern)
    program.step("down")
    for size in ((60, 20), (120, 40), (80, 24)):
        program.resize(*size)
        program.wait(lambda: "people of" in program.rows[-1] and _stands_on_the_marker(program), f"a picture of {size}")
        assert program.picture.from_cursor().startswith(people[1])
    program.quiet()
    before, modes = program.picture.text, set(program.picture.modes)
    program.send_signal(signal.SIGTSTP)
    program.wait(lambda: program.state == "T", "the pause")
    assert (program.picture.text.strip(), program.picture.keyboards) == ("", 0)
    assert 1000 not in program.picture.modes
    program.send_signal(signal.SIGCONT)
    program.wait(lambda: program.picture.text == before and _stands_on_the_marker(program), "the picture after a pause")
    program.quiet()
    assert program.picture.modes == modes


def test_a_storm_of_keys_ends_in_the_right_row_and_the_right_picture(start: Start, people: list[str]) -> None:
    program = _explore(start)
    keys = ["down"] * 41 + ["up"] * 6 + ["pagedown", "pageup"] * 2 + ["down"] * 13
    assert len(keys) == 64
    program.press(*keys)
    program.wait(lambda: program.picture.from_cursor().startswith(people[48]), f"{people[48]} under the cursor")
    program.quiet()
    text, looks = program.picture.text, program.picture.looks
    program.resize(81, 24)
    program.wait(lambda: len(program.rows[0]) == 81 and "people of" in program.rows[-1])
    program.resize(80, 24)
    program.wait(lambda: program.picture.text == text, "the picture that was")
    program.quiet()
    assert program.picture.looks == looks


def test_idle_writes_nothing(start: Start) -> None:
    program = _explore(start)
    assert program.read(_IDLE_S) == b""
    program.step("/", "a")
    assert program.read(_IDLE_S) == b"", "with a caret in a field"


def test_a_service_that_does_not_answer_is_waited_for_in_silence(start: Start, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        program = start("--service", address, "--open", "Explore", home=tmp_path, demo=False)
        program.wait_for("Asking the service")
        program.wait(lambda: "No people have been fetched" not in program.picture.text, "no word of an idle program")
        program.quiet(1.5)
        assert program.read(_IDLE_S) == b"", "while a request is under way"
        assert program.leave("ctrl+q") == 0


def test_a_kill_loses_no_filter(start: Start) -> None:
    program = _explore(start)
    program.step("/", "wanj")
    program.wait_for("name holds wanj")
    kept = program.home / ".local/share/capx-tui/filters"
    program.wait(lambda: any(b"wanj" in file.read_bytes() for file in kept.glob("*.json")), "the filter in its file")
    program.send_signal(signal.SIGKILL)
    assert program.end() == -signal.SIGKILL
    again = _explore(start)
    again.wait_for("name holds wanj", "Wanjiru Kitabu")
    assert "Search wanj" in again.rows[3]


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_told_to_end_it_tidies_up(start: Start, number: signal.Signals) -> None:
    program = _explore(start)
    program.step("/", "lumi")
    program.wait_for("name holds lumi")
    program.send_signal(number)
    assert program.end() == 128 + number
    assert (program.picture.text.strip(), program.picture.modes, program.picture.keyboards) == ("", {7, 25}, 0)
    # What is kept a second after the last key was kept on the way out.
    _explore(start).wait_for("name holds lumi")


def test_a_pause_that_nobody_announced_leaves_one_reader_and_one_writer(start: Start) -> None:
    program = _explore(start)
    threads = program.threads
    for _ in range(3):
        program.send_signal(signal.SIGSTOP)
        program.send_signal(signal.SIGCONT)
        program.step("down")
    program.wait(lambda: _stands_on_the_marker(program))
    assert program.threads == threads
    assert program.leave("ctrl+q") == 0


@pytest.mark.parametrize("paused", [False, True])
def test_a_line_that_drops_ends_it(start: Start, paused: bool) -> None:
    program = _explore(start)
    if paused:
        program.send_signal(signal.SIGSTOP)
    program.hang_up()
    program.process.wait(timeout=20)
