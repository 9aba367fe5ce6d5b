"""The table of actions: keys that every terminal sends and no screen reader takes."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from capx_tui.model.actions import ACTIONS, SCREENS, action, actions_in, screen

NAMED = {"enter", "escape", "tab", "shift+tab", "space", "slash", "backspace", "delete"}
NAMED |= {
    "up",
    "down",
    "left",
    "right",
    "home",
    "end",
    "pageup",
    "pagedown",
    "question_mark",
    "plus",
    "minus",
    "comma",
    "full_stop",
    "less_than_sign",
    "greater_than_sign",
}
#: What TDSR, yasr, Fenrir, Speakup and BRLTTY take for themselves, and what a terminal sends for another key.
TAKEN = {f"ctrl+{letter}" for letter in "ablnx"} | {"insert"}
#: Repainting is Ctrl+L everywhere else too; who has a reader that takes the key has no need of it.
NOT_ESSENTIAL = {"app.redraw"}
TWINS = {f"ctrl+{letter}" for letter in "himsqz"} - {"ctrl+q"}


def test_ids_are_unique_and_found() -> None:
    assert len({entry.id for entry in ACTIONS}) == len(ACTIONS)
    assert len({entry.id for entry in SCREENS}) == len(SCREENS)
    assert all(action(entry.id) is entry for entry in ACTIONS)
    assert all(screen(entry.id) is entry for entry in SCREENS)
    assert [entry for scope in {e.scope for e in ACTIONS} for entry in actions_in(scope) if entry.scope != scope] == []
    with pytest.raises(KeyError):
        action("no.such")


@pytest.mark.parametrize("entry", ACTIONS, ids=lambda entry: entry.id)
def test_every_action_has_a_key_that_any_terminal_sends(entry: object) -> None:
    found = action(getattr(entry, "id", ""))
    assert found.id.partition(".")[0] == found.scope
    assert found.keys
    for key in found.keys:
        assert re.fullmatch(r"[a-z0-9]|f([1-9]|1[0-2])|ctrl\+[a-z]", key) or key in NAMED
    # A key that a reader or the terminal takes may stand beside another, for those who have it in their fingers.
    assert set(found.keys) - TAKEN - TWINS
    assert "-" not in found.label_key.removeprefix("action-").partition("-")[0]
    assert found.help_key == f"{found.label_key}-help"


def test_keys_of_one_scope_differ() -> None:
    for scope in {entry.scope for entry in ACTIONS}:
        keys = [key for entry in actions_in(scope) for key in entry.keys]
        assert len(keys) == len(set(keys)), scope


def _scopes_of_screens() -> dict[str, tuple[str, ...]]:
    """What each screen says in ``SCOPES``, read from the source: it costs no import of Textual."""
    found = {}
    for path in sorted((Path(__file__).parents[2] / "capx_tui" / "screens").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.AnnAssign | ast.Assign) and node.value is not None:
                target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
                if isinstance(target, ast.Name) and target.id == "SCOPES":
                    found[f"{path.stem}:{node.lineno}"] = ast.literal_eval(node.value)
    return found


@pytest.mark.parametrize(("where", "scopes"), _scopes_of_screens().items())
def test_no_two_actions_of_one_screen_share_a_key(where: str, scopes: tuple[str, ...]) -> None:
    keys: dict[str, str] = {}
    for scope in (*scopes, "app"):
        for entry in actions_in(scope):
            for key in entry.keys:
                assert keys.setdefault(key, entry.id) == entry.id, where


def test_every_screen_scope_has_actions() -> None:
    known = {entry.scope for entry in ACTIONS}
    assert {scope for scopes in _scopes_of_screens().values() for scope in scopes} <= known
