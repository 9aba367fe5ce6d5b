"""The sample form in a real terminal: keys terminals used to keep, the editor, the ways a program is ended."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pty.program import Program
from tests.screens.form_program import drafts, program

pytestmark = pytest.mark.pty


@pytest.fixture
def here(home: Path) -> Iterator[Program]:
    with program(home) as opened:
        opened.wait_for("Display name:", "required")
        yield opened


def test_keys_that_terminals_used_to_keep_reach_the_form(here: Program) -> None:
    here.press("x")
    here.wait_for("Ana B.x", "changed, 23 of 30 left")
    here.press("ctrl+z")
    here.wait_for("Undone: Display name", "required")
    here.press("\x19")
    here.wait_for("Done again: Display name", "Ana B.x")
    here.press("\x13")
    here.wait_for("Display name: Ana B.x instead of Ana B.")
    here.press("enter")
    here.wait_for("Saved.")


def test_quitting_asks_and_the_draft_is_kept(here: Program, home: Path) -> None:
    here.press("x")
    here.wait_for("Ana B.x")
    here.press("ctrl+q")
    here.wait_for("Leave the form", "Keep a draft and leave")
    here.press("enter")
    assert here.end() == 0
    assert drafts(home) == [{"display_name": {"was": "Ana B.", "now": "Ana B.x"}}]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_end_before_the_draft_was_due_it_keeps_it_all_the_same(number: signal.Signals, home: Path) -> None:
    with program(home, autosave=1000.0) as opened:
        opened.wait_for("Display name:", "required")
        opened.press("xyz")
        opened.wait_for("Ana B.xyz")
        assert drafts(home) == []
        opened.send_signal(number)
        assert opened.end() == 128 + number
        assert drafts(home) == [{"display_name": {"was": "Ana B.", "now": "Ana B.xyz"}}]


def test_the_editor_has_the_terminal_and_the_form_comes_back_whole(home: Path, tmp_path: Path) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys\n"
        "from pathlib import Path\n"
        "path = Path(sys.argv[-1])\n"
        "print('THE EDITOR HAS IT')\n"
        "path.write_text(path.read_text() + ' ' + sys.stdin.readline())\n"
    )
    with program(home, editor=f"{sys.executable} {script}") as opened:
        opened.wait_for("Display name:", "required")
        before = list(opened.rows)
        opened.press("\x05")
        opened.wait_for("THE EDITOR HAS IT")
        opened.press("typed there\n")
        opened.wait_for("is taken over from the editor", "Ana B. typed there")
        after = list(opened.rows)
        assert "THE EDITOR HAS IT" not in opened.picture.text
        assert [row for row in after[1:-2] if "Display name" not in row] == [
            row for row in before[1:-2] if "Display name" not in row
        ]
        assert opened.picture.cursor[0] == 29 + len(" typed there")
        # The keys are the form's again.
        opened.press("!")
        opened.wait_for("Ana B. typed there!")
