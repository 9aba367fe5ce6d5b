"""Translating in a real terminal: keys as they come in one burst, and a program that is killed while one writes."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.pty.program import ROOT, Program, environment

pytestmark = pytest.mark.pty

_FEW = ("--demo", "--people", "30")
#: As a person on a slow line types: all at once.
_MANY = range(2, 12)


def _listed(home: Path) -> list[dict[str, Any]]:
    """What Metabase has in Esperanto, in the order of the list."""
    found = subprocess.run(
        [sys.executable, "-m", "capx_tui", "translate", "list", "--to", "eo", "--json", *_FEW],
        env=environment(home),
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=60,
    )
    rows: list[dict[str, Any]] = json.loads(found.stdout)
    return rows


def _work_list(home: Path) -> Program:
    """Translate, in a terminal that sends keys as terminals always did."""
    surroundings = {"TEXTUAL_DISABLE_KITTY_KEY": "1"}
    return Program(*_FEW, "--open", "Translate", home=home, modern=False, environ=surroundings)


def _kept(home: Path) -> list[str]:
    """What the drafts on disk hold."""
    drafts = []
    for path in (home / ".local/share/capx-tui/drafts").glob("*.json"):
        # A draft is taken away once it is saved, between this list of them and the reading, too.
        with contextlib.suppress(FileNotFoundError):
            drafts.append(json.loads(path.read_text()))
    return [draft["edits"]["label"]["now"] for draft in drafts]


def test_a_burst_of_keys_is_as_many_translations_and_a_kill_loses_none(surroundings: Path) -> None:
    names = [row["fallback_label"] for row in _listed(surroundings)]
    with _work_list(surroundings) as here:
        here.wait_for("Translate into")
        here.press("esperanto", "enter")
        here.wait_for("Esperanto (eo): 0 of 132 done, 132 left.")
        here.press("n")
        here.wait_for("Enter goes on, and saves after the description")
        here.press("unu\runua\r")
        here.wait_for("Before the first translation is saved")
        here.press("enter")
        here.wait(lambda: here.rows[0].startswith(f" {names[1]} (eo)"), "the second one")
        here.press("".join(f"vorto {n}\rpriskribo {n}\r" for n in _MANY) + "ne konservita")
        here.wait(lambda: _kept(surroundings) == ["ne konservita"], "everything saved, and the draft of what is not")
        assert here.rows[0].startswith(f" {names[11]} (eo)")
        here.send_signal(signal.SIGKILL)
    with _work_list(surroundings) as here:
        here.wait_for("Esperanto (eo): 11 of 132 done, 121 left. One is not saved.", "edited, not saved")
        assert "ne konservita" in here.picture.text
    rows = [(row["label"], row["description"]) for row in _listed(surroundings) if row["label"]]
    assert sorted(rows) == sorted([("unu", "unua"), *((f"vorto {n}", f"priskribo {n}") for n in _MANY)])
