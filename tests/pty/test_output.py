"""What is written to the terminal, byte by byte: modes of speech and colour, hostile texts, crashes."""

from __future__ import annotations

import re
from functools import partial

import pytest

from tests.pty.conftest import Start
from tests.pty.program import Program
from tests.pty.sequences import foreign, is_colour

pytestmark = pytest.mark.pty

#: Box drawing, blocks, shapes and braille patterns: readers spell them out one by one.
_DRAWN = re.compile("[\u2500-\u25ff\u2800-\u28ff]")
_LOOK = re.compile(r"\x1b\[([\d;]*)m")

_CRASHING = """
import asyncio
from capx_tui.app import CapxApp
from capx_tui.bootstrap import Options, open_core

class Crashing(CapxApp):
    def do_app_help(self):
        private = "the letter nobody else may read"
        raise ValueError(len(private))

async def run():
    async with open_core(Options(demo=True)) as core:
        app = Crashing(core, lambda app: app.go("explore"))
        await app.run_async()
        return app.return_code

raise SystemExit(asyncio.run(run()))
"""


def _walk(program: Program) -> None:
    """Explore, its filters and a chooser, a person, the directory with its information, help."""
    program.wait_for("NgaioMoana", "signed in as")
    program.quiet()
    program.step("down", "enter", "down", "end", "escape", "f", "down", "enter", "a", "down", "escape", "escape")
    program.step("f3", "right", "down", "i", "f1", "pagedown", "escape")


def _looks(program: Program) -> set[str]:
    """All numbers of all SGR sequences."""
    found = (match[1].split(";") for token in program.picture.tokens if (match := _LOOK.fullmatch(token)))
    return {number for numbers in found for number in numbers}


def test_screen_reader_mode_is_text_and_little_of_it(start: Start) -> None:
    program = start("--open", "Explore", "--screen-reader")
    _walk(program)
    program.step("f2")
    program.wait(partial(_begins_with, program, 0, " Explore"), "Explore again")
    program.quiet(0.5)
    assert 0 < program.step("down") < 120
    program.step("/")
    program.quiet(0.5)
    assert 0 < program.step("q") < 120, "a letter, and how many are left"
    tokens = program.picture.tokens
    assert not [token for token in tokens if is_colour(token)]
    assert not _DRAWN.search("".join(tokens))
    assert {1000, 1003}.isdisjoint(program.picture.modes), "the mouse is the reader's"
    assert program.picture.keyboards == 0, "readers lose their own keys to the keyboard protocol"
    assert program.leave("ctrl+q") == 0


def test_no_color_means_none(start: Start) -> None:
    program = start("--open", "Explore", environ={"NO_COLOR": "1"})
    _walk(program)
    assert not [token for token in program.picture.tokens if is_colour(token)]


def test_a_linux_console_gets_its_sixteen_colours_and_a_clean_row(start: Start) -> None:
    program = start("--open", "Explore", term="linux", modern=False)
    _walk(program)
    sixteen = {*range(30, 38), 39, *range(40, 48), 49, *range(90, 98), *range(100, 108)}
    attributes = {0, 1, 2, 3, 4, 7, 9, 22, 24, 27}
    assert {int(number or 0) for number in _looks(program)} <= sixteen | attributes
    assert any(is_colour(token) for token in program.picture.tokens)
    assert program.leave("ctrl+q") == 0
    assert program.picture.text.strip() == "", "the one screen there is holds leftovers"
    assert (program.picture.cursor[0], program.picture.is_cursor_shown) == (0, True)


def test_hostile_names_write_nothing_but_letters(start: Start) -> None:
    program = start("--open", "Explore")
    program.wait_for("people of", "signed in as")
    program.quiet()
    for name in ("scape", "dnamir", "willow", "markup", "walker", "sunflower"):
        program.step("/", name)
        program.wait(partial(_begins_with, program, 3, f"  Search {name}"), name)
        program.wait_for("One person of")
        program.step("enter", "enter", "down", "end", "escape")
        program.wait(partial(_begins_with, program, 0, " Explore"), "back in the list")
        program.step("c")
    assert program.leave("ctrl+q") == 0
    assert foreign(program.picture.tokens) == []
    # Colours are written by number here; these are the ones that stand in a name.
    assert {"\x1b[31m", "\x1b[0m"}.isdisjoint(program.picture.tokens)


def _begins_with(program: Program, row: int, text: str) -> bool:
    return program.rows[row].startswith(text)


def test_a_crash_says_where_and_nothing_of_what(start: Start) -> None:
    program = start(source=_CRASHING)
    program.wait_for("people of", "signed in as")
    program.press("f1")
    assert program.end() == 1
    assert "do_app_help" in program.picture.text
    assert b"nobody else" not in program.raw.replace(b'private = "the letter nobody else may read"', b"")
    assert program.picture.is_cursor_shown
    assert 1049 not in program.picture.modes
