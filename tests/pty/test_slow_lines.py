"""A terminal that answers late or no more: little is on its way to it, and everything arrives in the end."""

from __future__ import annotations

import pytest

from tests.pty.conftest import Start
from tests.pty.program import Program

pytestmark = pytest.mark.pty

_PAGES = ["pagedown", "pageup"] * 6
_QUESTION = "\x1b[?2026$p"
_LEAVING = """
import os, select, sys, tty
from capx_tui.__main__ import main
sys.argv = ["capx-tui", "--demo", "--open", "Explore"]
code = main()
tty.setcbreak(0)
print("left over:", os.read(0, 100) if select.select([0], [], [], 1.0)[0] else b"nothing", code)
"""


def _explore(start: Start, **surroundings: object) -> Program:
    program = start("--open", "Explore", **surroundings)
    program.wait_for("people of", "signed in as")
    program.quiet()
    return program


def _bytes_of_pages(program: Program) -> int:
    """Leaf to and fro, each page a moment after the one before, as a key that is held down does."""
    before = len(program.raw)
    for key in _PAGES:
        program.press(key)
        program.quiet(0.02)
    return len(program.raw) - before


def test_what_a_slow_line_cannot_carry_is_not_written(start: Start) -> None:
    program = _explore(start)
    all_of_it = _bytes_of_pages(program)
    program.quiet()
    before = program.picture.text
    program.answers = False
    assert _bytes_of_pages(program) < all_of_it / 2
    program.press("pagedown")
    program.quiet()
    program.answers = True
    program.answer()
    program.step("pageup")
    program.wait(lambda: program.picture.text == before, "the first page as it was")
    looks = program.picture.looks
    program.resize(81, 24)
    program.wait(lambda: len(program.rows[0]) == 81 and "people of" in program.rows[-1])
    program.resize(80, 24)
    program.wait(lambda: program.picture.text == before, "the same, painted anew")
    program.quiet()
    assert program.picture.looks == looks
    assert program.leave("ctrl+q") == 0


def test_answers_that_never_come_are_not_waited_for_for_ever(start: Start, people: list[str]) -> None:
    program = _explore(start)
    program.answers = False
    for _ in range(40):
        program.press("down")
        program.quiet(0.01)
    program.wait(lambda: program.picture.from_cursor().startswith(people[40]), people[40])
    assert program.picture.answers, "asked and never answered"


def test_who_never_answered_is_asked_once(start: Start) -> None:
    program = _explore(start, modern=False)
    _bytes_of_pages(program)
    assert program.picture.tokens.count(_QUESTION) == 1


def test_readers_hear_no_question(start: Start) -> None:
    program = start("--open", "Explore", "--screen-reader")
    program.wait_for("people of")
    program.quiet()
    _bytes_of_pages(program)
    assert _QUESTION not in program.picture.tokens


def test_no_answer_is_typed_into_the_shell(start: Start) -> None:
    program = start(source=_LEAVING)
    program.wait_for("people of", "signed in as")
    program.quiet()
    program.answers = False
    for key in _PAGES[:3]:
        program.press(key)
        program.quiet(0.02)
    assert _QUESTION in program.picture.tokens[-40:]
    program.press("ctrl+q")
    program.quiet(0.6)
    program.answers = True
    program.answer()
    assert program.end() == 0
    assert "left over: b'nothing' 0" in program.picture.text
