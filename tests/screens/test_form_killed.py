"""Killed at any moment while one edits one's profile, or its terminal gone: the draft is there and whole."""

from __future__ import annotations

import itertools
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from capx_tui.model.form_draft import Draft
from tests.pty.program import ROOT, Program, environment
from tests.screens.form_program import drafts, program

pytestmark = pytest.mark.pty

_SEED = 20_260_610
_MOMENTS = 8
_FEW = ("--people", "30")
#: Between these lies a moment, in seconds after the first key: before anything was due, and once something is.
_SPANS_S = ((0.0, 0.5), (1.2, 2.0))
#: What may be missing.
_SHORT_S = 1.0


def _letters() -> Iterator[str]:
    """What is typed: words, so that lines are broken on the way."""
    return itertools.cycle("the quick brown fox jumps over it; ")


def _packed(text: str) -> str:
    """Without what wrapping changes."""
    return "".join(text.split())


def _editor(home: Path) -> Program:
    """Edit profile, in a terminal that sends keys as terminals always did."""
    surroundings = {"TEXTUAL_DISABLE_KITTY_KEY": "1"}
    return Program("--demo", *_FEW, "--open", "Edit profile", home=home, modern=False, environ=surroundings)


def _bio(home: Path) -> str:
    """The mini bio that the service has."""
    found = subprocess.run(
        [sys.executable, "-m", "capx_tui", "profile", "show", "--demo", *_FEW, "--json"],
        env=environment(home),
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=60,
    )
    return str(msgspec.json.decode(found.stdout)["about"])


def _open_text(here: Program, text: str, *, waits: bool) -> None:
    """Take up the draft if one waits, and open the mini bio, which has to hold `text`."""
    if waits:
        here.wait_for("A draft is waiting", "Throw it away")
        here.press("enter")
        here.wait_for("The draft is in the form")
    here.wait(lambda: bool(_marked(here)), "the form")
    here.quiet()
    while not (row := _marked(here)).startswith("Mini bio:"):
        here.press("down")
        here.wait(lambda row=row: _marked(here) not in ("", row), "the next row")  # type: ignore[misc]
    here.press("enter")
    here.wait(lambda: "Mini bio" in here.rows[0] and _packed(text)[-60:] in _packed(here.picture.text), text[-60:])


def _marked(here: Program) -> str:
    """The row with the marker, without it."""
    return here.rows[here.marked[0]][2:] if here.marked else ""


def _type_until(here: Program, letters: Iterator[str], moment: float) -> tuple[str, int]:
    """Type as fast as it is shown and kill the program at that moment.

    Gives back all that was typed, and how much of it had been on the screen for as long as may be missing.
    """
    begun = time.monotonic()
    typed, shown = "", []
    while True:
        letter, cursor = next(letters), here.picture.cursor
        here.press(letter)
        typed += letter
        while here.picture.cursor == cursor and (left := begun + moment - time.monotonic()) > 0:
            here.read(left)
        if time.monotonic() >= begun + moment:
            break
        shown.append(time.monotonic())
    here.send_signal(signal.SIGKILL)
    killed = time.monotonic()
    assert here.process.wait() == -signal.SIGKILL
    return typed, sum(when <= killed - _SHORT_S for when in shown)


def _kept(home: Path) -> str | None:
    """The text in the draft on disk, None without one. Whatever lies there is whole, or this fails."""
    found = [
        msgspec.json.decode(path.read_bytes(), type=Draft)
        for path in (home / ".local/share/capx-tui/drafts").glob("*.json")
        if not path.name.startswith(".")
    ]
    assert len(found) <= 1
    return str(found[0].edits["about"].now) if found else None


def test_killed_at_eight_moments_while_one_types(home: Path) -> None:
    chance = random.Random(_SEED)
    text, letters = _bio(home), _letters()
    begun = len(text)
    for number in range(_MOMENTS):
        moment = chance.uniform(*_SPANS_S[number % 2])
        with _editor(home) as here:
            _open_text(here, text, waits=_kept(home) is not None)
            typed, due = _type_until(here, letters, moment)
        kept = _kept(home)
        told = f"kill {number + 1}, {moment:.3f} s after the first key: typed {typed!r}, kept {kept!r}"
        if kept is None:
            assert due == 0, told
            continue
        assert f"{text}{typed}".startswith(kept), told
        assert len(kept) - len(text) >= due, told
        text = kept
    assert len(text) > begun + 20, "the moments were no test: next to nothing was kept"
    with _editor(home) as here:
        _open_text(here, text, waits=True)
    # The service has what it had: a draft is nobody's but one's own.
    assert len(_bio(home)) == begun


def test_a_terminal_that_is_closed_costs_nothing(home: Path) -> None:
    with program(home, autosave=1000.0) as opened:
        opened.wait_for("Display name:", "required")
        opened.press("xyz")
        opened.wait_for("Ana B.xyz")
        assert drafts(home) == []
        opened.hang_up()
        opened.process.wait(timeout=20)
    assert drafts(home) == [{"display_name": {"was": "Ana B.", "now": "Ana B.xyz"}}]
