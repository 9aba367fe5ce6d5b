"""The picture of the last time: before Textual is there, true in each cell, and never in the way."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.pty.conftest import Start
from tests.pty.emulator import Emulator
from tests.pty.program import Program

pytestmark = pytest.mark.pty

#: The program, which says on the way when Textual is about to be imported; `{then}` is done at that moment.
_TELLS = """
import os, sys, time
class Tell:
    def find_spec(self, name, path=None, target=None):
        if name == "textual":
            sys.meta_path.remove(self)
            os.write(2, b"\\x1b]777;textual\\x07")
            {then}
sys.meta_path.insert(0, Tell())
from capx_tui.__main__ import main
sys.exit(main())
"""
_MARK = "\x1b]777;textual\x07"
_WAITS = "while not os.path.exists(os.environ['HOME'] + '/go'): time.sleep(0.01)"


def _early(program: Program, size: tuple[int, int]) -> Emulator:
    """The terminal as it was when Textual was about to be imported."""
    program.wait(lambda: _MARK in "".join(program.picture.tokens), "Textual's import")
    before = bytes(program.raw).partition(_MARK.encode())[0]
    picture = Emulator(*size)
    picture.feed(before)
    return picture


@contextmanager
def _going_on(program: Program) -> Iterator[None]:
    """Textual's import, which waited, goes on."""
    (program.home / "go").touch()
    try:
        yield
    finally:
        (program.home / "go").unlink()


def _leave_one(start: Start, **surroundings: object) -> list[str]:
    """A run that ends in order, so that it leaves its picture; its rows."""
    program = start("--open", "Explore", **surroundings)
    program.wait_for("people of", "signed in as")
    program.quiet()
    rows, written = list(program.rows), len(program.raw)
    assert program.leave("ctrl+q") == 0
    # What is put back to its beginning for the picture is neither seen nor heard by who leaves.
    assert re.sub(rb"\x1b(?:\[[0-9;?<>]*[A-Za-z]|\][^\x07]*\x07)", b"", bytes(program.raw[written:])).strip() == b""
    return rows


@pytest.mark.parametrize(
    ("size", "surroundings", "arguments"),
    [
        ((80, 24), {}, ()),
        ((60, 20), {"term": "linux", "environ": {"NO_COLOR": "1"}}, ()),
        ((80, 24), {}, ("--screen-reader",)),
    ],
    ids=["colours", "small Linux console without", "reader"],
)
def test_each_cell_of_it_is_one_of_the_programs_own_first_picture(
    start: Start, size: tuple[int, int], surroundings: dict[str, object], arguments: tuple[str, ...]
) -> None:
    def run(source: str = "") -> Program:
        program = start("--open", "Explore", *arguments, size=size, source=source, **surroundings)
        program.wait_for("signed in as")
        program.quiet()
        return program

    assert run().leave("ctrl+q") == 0
    program = run(_TELLS.format(then="pass"))
    early, picture = _early(program, size), program.picture
    before, written = bytes(program.raw).split(_MARK.encode())
    assert early.cursor == picture.cursor
    drawn = [(y, x) for y in range(size[1]) for x in range(size[0]) if early.rows[y].strip() and x < len(early.rows[y])]
    assert len({y for y, _ in drawn}) > size[1] // 2
    for y, row in enumerate(early.rows):
        if y and row.strip():
            assert row == picture.rows[y]
            assert early.looks[y] == picture.looks[y]
    # Whose sign-in it is, the count with its age, and what the terminal is asked: the list is not written again.
    assert len(written) < 700 < len(before)
    text = re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", written).decode()
    assert picture.from_cursor().split()[0] not in text


def test_keys_that_were_pressed_before_anything_was_imported_do_what_they_do(start: Start, people: list[str]) -> None:
    _leave_one(start)
    program = start("--open", "Explore", source=_TELLS.format(then=_WAITS))
    program.wait(lambda: people[0] in program.picture.text, "the picture of the last time")
    program.wait(lambda: _MARK in "".join(program.picture.tokens), "Textual's import")
    program.press("down", "down", "enter")
    with _going_on(program):
        program.wait(lambda: people[2] in program.rows[0], f"the profile of {people[2]}")
    assert program.leave("ctrl+q") == 0


@pytest.mark.parametrize(
    ("end", "code", "says"),
    [
        (lambda program: program.press("ctrl+c"), 130, "Stopped"),
        (lambda program: program.send_signal(signal.SIGTERM), 128 + signal.SIGTERM, ""),
    ],
    ids=["Ctrl+C", "SIGTERM"],
)
def test_who_ends_the_program_before_it_is_there_has_the_terminal_back(
    start: Start, people: list[str], end: Callable[[Program], object], code: int, says: str
) -> None:
    _leave_one(start)
    program = start("--open", "Explore", source=_TELLS.format(then=_WAITS))
    modes, settings = set(program.picture.modes), program.terminal_settings()
    program.wait(lambda: _MARK in "".join(program.picture.tokens), "Textual's import")
    assert people[0] in program.picture.text
    assert program.terminal_settings() != settings
    end(program)
    program.quiet()
    with _going_on(program):
        assert program.end() == code
    assert program.terminal_settings() == settings
    assert program.picture.modes == modes
    assert people[0] not in program.picture.text
    assert says in program.picture.text


def test_a_failure_is_said_on_the_terminal_as_it_was(start: Start, people: list[str]) -> None:
    _leave_one(start)
    program = start("--open", "Explore", source=_TELLS.format(then="raise ValueError"))
    settings = program.terminal_settings()
    assert program.end() == 1
    assert people[0].encode() in program.raw
    assert people[0] not in program.picture.text
    assert "ValueError" in program.picture.text
    assert program.terminal_settings() == settings


def test_another_size_meanwhile_is_painted_anew(start: Start, people: list[str]) -> None:
    rows = _leave_one(start)
    program = start("--open", "Explore", source=_TELLS.format(then=_WAITS), modern=False)
    program.wait(lambda: _MARK in "".join(program.picture.tokens), "Textual's import")
    # There and back: the terminal has lost what stood beyond the smaller one.
    program.resize(40, 10)
    program.resize(80, 24)
    with _going_on(program):
        program.wait_for("people of", "signed in as", people[0])
    program.quiet()
    assert program.rows[:-1] == rows[:-1]


def test_nothing_is_drawn_where_it_may_not_be_true(start: Start, home: Path, people: list[str]) -> None:
    _leave_one(start)

    def is_drawn(*arguments: str, **surroundings: object) -> bool:
        program = start(*arguments, source=_TELLS.format(then="raise ValueError"), **surroundings)
        program.end()
        return people[0].encode() in program.raw

    assert is_drawn("--open", "Explore")
    assert not is_drawn("--open", "explore")
    assert not is_drawn("--open", "Explore", size=(81, 24))
    assert not is_drawn("--open", "Explore", environ={"CAPX_TUI_LANG": "tr"})
    (home / ".config/capx-tui").mkdir(parents=True, exist_ok=True)
    (home / ".config/capx-tui/settings.json").write_text('{"compact": true}')
    assert not is_drawn("--open", "Explore")
