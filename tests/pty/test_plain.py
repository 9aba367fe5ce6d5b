"""The face of plain lines in a real terminal that can do nothing but show lines."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import termios
from pathlib import Path

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


def test_a_line_that_drops_ends_it_and_what_was_typed_is_a_draft(start: Start, home: Path) -> None:
    directory = home / ".local/share/capx-tui/drafts"
    shutil.rmtree(directory, ignore_errors=True)
    program = start(term="dumb", modern=False)
    program.wait(lambda: program.raw.count(b"Menu> ") == 1, "the menu")
    program.press(*"edit profile", "enter")
    program.wait(lambda: program.raw.count(b"Edit profile> ") == 1, "the form")
    program.press(*"display name", "enter")
    program.wait(lambda: b"Display name> " in program.raw, "the question")
    program.press(*"Half done", "enter")
    program.wait(lambda: program.raw.count(b"Edit profile> ") == 2, "the answer")
    program.hang_up()
    program.process.wait(timeout=20)
    (draft,) = directory.glob("*.json")
    assert json.loads(draft.read_text())["edits"]["display_name"]["now"] == "Half done"
    shutil.rmtree(directory)


def test_what_is_pasted_is_not_shown_and_the_terminal_shows_again_afterwards(start: Start) -> None:
    program = start(term="dumb", modern=False)
    program.wait(lambda: program.raw.count(b"Menu> ") == 1, "the menu")
    program.press(*"sign in", "enter")
    program.wait(lambda: program.raw.count(b"Sign in> ") == 1, "the sign-in")
    program.press(*"sign out", "enter")
    program.wait(lambda: program.raw.count(b"Sign in> ") == 2, "the ways")
    program.press(*"paste", "enter")
    program.wait(lambda: b"What you paste is not shown." in program.raw, "the question")
    program.press(*"hunter2", "enter", "enter")
    program.wait(lambda: program.raw.count(b"Sign in> ") == 3, "the refusal")
    assert b"hunter2" not in program.raw
    program.press(*"where am i", "enter")
    program.wait(lambda: b"where am i" in program.raw, "what is typed")


#: As a shell does: the terminal stays when the program is gone.
SHELL = """
import subprocess, sys
program = subprocess.Popen([sys.executable, "-m", "capx_tui", "--demo"])
print("started as", program.pid, flush=True)
print("left with", program.wait(), flush=True)
sys.stdin.readline()
"""


def test_told_to_end_while_something_is_pasted_it_shows_again_what_is_typed(start: Start) -> None:
    program = start(term="dumb", modern=False, demo=False, source=SHELL)
    program.wait(lambda: program.raw.count(b"Menu> ") == 1, "the menu")
    started = re.search(rb"started as (\d+)", program.raw)
    assert started is not None
    program.press(*"sign in", "enter", *"sign out", "enter", *"paste", "enter")
    program.wait(lambda: b"What you paste is not shown." in program.raw, "the question")
    assert not program.terminal_settings()[3] & termios.ECHO
    os.kill(int(started[1]), signal.SIGTERM)
    program.wait(lambda: b"left with" in program.raw, "the end")
    assert b"left with 143" in program.raw
    assert program.terminal_settings()[3] & termios.ECHO
