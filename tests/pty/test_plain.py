"""The face of plain lines in a real terminal that can do nothing but show lines."""

from __future__ import annotations

import pytest

from tests.pty.conftest import Start

pytestmark = pytest.mark.pty


def test_a_dumb_terminal_gets_lines_alone_and_ctrl_c_goes_back_then_leaves(start: Start) -> None:
    program = start(term="dumb", modern=False)
    program.wait(lambda: program.raw.count(b"Menu> ") == 1, "the menu")
    assert b"so these are plain lines." in program.raw
    program.press(*"explore", "enter")
    program.wait(lambda: program.raw.count(b"Explore> ") == 1, "the people")
    program.press("enter")
    program.wait(lambda: program.raw.count(b"Explore> ") == 2, "more people")
    program.press("ctrl+c")
    program.wait(lambda: program.raw.count(b"Menu> ") == 2, "the menu again")
    program.press("ctrl+c")
    assert program.end() == 0
    assert program.raw.rstrip().endswith(b"Goodbye.")
    assert b"\x1b" not in program.raw
    assert program.raw.replace(b"\r\n", b"").count(b"\r") == 0
