"""A terminal that is dragged about while one types, to sizes that nobody can read: the program lives, and is right."""

from __future__ import annotations

import random
import shutil
import signal
import sys

import pytest

from tests.pty.conftest import Start
from tests.security.fuzz import MORE

pytestmark = pytest.mark.pty

_WIDTHS = (1, 2, 3, 10, 40, 80, 120, 300, 500)
_HEIGHTS = (1, 2, 3, 5, 24, 50, 120, 200)
#: Rows in which the spoken program says things in turn.
_SAID = 4
#: What is said once the spoken program is there.
_SPOKEN_BEGINS = "The screen-reader mode is on"
_KEYS = ("down", "up", "pagedown", "end", "home", "tab", "f1", "escape", "/", "a")


#: The spoken mode hears of sizes by signals only. A storm of these needs a machine of its own: `make fuzz`.
_STORMS = [((), True, 200), *([(("--screen-reader",), False, 100)] if MORE > 1 else [])]


@pytest.mark.parametrize(("mode", "modern", "sizes"), _STORMS, ids=["in band", "spoken"][: len(_STORMS)])
def test_many_sizes_while_one_types_end_in_the_right_picture(
    start: Start, mode: tuple[str, ...], modern: bool, sizes: int
) -> None:
    chance = random.Random(20_260_610)
    program = start("--open", "Explore", *mode, modern=modern)
    program.wait_for(_SPOKEN_BEGINS if mode else "people of")
    program.quiet()
    for number in range(sizes):
        program.resize(chance.choice(_WIDTHS), chance.choice(_HEIGHTS))
        program.press(chance.choice(_KEYS))
        if number % 7 == 0:
            program.read(0.005)
    program.resize(80, 24)
    program.idle()
    # Whatever screen the keys led to, it answers this one.
    program.press("ctrl+c")
    program.wait_for("Ctrl+Q leaves the program")
    program.idle()
    picture = program.rows[:-_SAID]
    assert any(row.strip() for row in picture[1:])
    # What is drawn wholly anew is what stood there already.
    program.send_signal(signal.SIGTSTP)
    program.wait(lambda: program.state == "T", "the pause")
    program.send_signal(signal.SIGCONT)
    program.wait(lambda: program.rows[:-_SAID] == picture, "the picture that was")
    assert program.leave("ctrl+q") == 0


def test_a_stop_that_nobody_announced_ends_in_the_picture_that_was(start: Start) -> None:
    """As by SIGSTOP, or by writing from the background; and the terminal was smaller meanwhile."""
    program = start("--open", "Explore", "--screen-reader", modern=False)
    program.wait_for(_SPOKEN_BEGINS)
    program.idle()
    before = program.rows[:-_SAID]
    program.send_signal(signal.SIGSTOP)
    program.wait(lambda: program.state == "T", "the stop")
    program.resize(20, 5)
    program.resize(80, 24)
    assert program.rows[:-_SAID] != before
    program.send_signal(signal.SIGCONT)
    program.wait(lambda: program.rows[:-_SAID] == before, "the picture that was")
    assert program.leave("ctrl+q") == 0


def test_a_terminal_that_was_smaller_for_a_moment_has_its_picture_again(start: Start) -> None:
    program = start("--open", "Explore")
    program.wait_for("people of")
    program.idle()
    before = program.rows
    program.resize(20, 5)
    program.resize(80, 24)
    program.wait(lambda: program.rows == before, "the picture that was")
    assert program.leave("ctrl+q") == 0


def test_a_pause_of_the_spoken_program_ends_in_the_picture_that_was(start: Start) -> None:
    program = start("--open", "Explore", "--screen-reader")
    program.wait_for(_SPOKEN_BEGINS)
    program.quiet(0.3)
    before, settings = program.rows[:-_SAID], program.terminal_settings()
    program.send_signal(signal.SIGTSTP)
    program.wait(lambda: program.state == "T", "the pause")
    assert program.picture.text.strip() == ""
    program.send_signal(signal.SIGCONT)
    program.wait(lambda: program.rows[:-_SAID] == before, "the picture after a pause")
    assert program.terminal_settings() == settings
    assert program.leave("ctrl+q") == 0


#: A shell with jobs, which no start-up file of this machine changes.
_SHELL = "import os; os.execvp('bash', ['bash', '--norc', '--noprofile', '-i'])"


@pytest.mark.skipif(shutil.which("bash") is None, reason="it takes a shell with jobs: install bash to see it")
def test_a_start_in_the_background_waits_for_the_foreground(start: Start) -> None:
    program = start(demo=False, source=_SHELL)
    program.press(f"{sys.executable} -m capx_tui --demo &\r")
    program.wait_for("[1]")

    def is_stopped() -> bool:
        program.press("jobs\r")
        program.quiet(0.2)
        return "Stopped" in program.picture.text

    program.wait(is_stopped, "a job that waits")
    program.press("fg\r")
    program.wait_for("signed in as")
    program.idle()
    program.press("ctrl+q")
    program.wait(lambda: program.picture.text.rstrip().endswith(("#", "$")), "the shell again")
    program.press("echo $? is the code; exit\r")
    program.wait_for("0 is the code")
