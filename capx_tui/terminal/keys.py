"""Textual bindings made from the table of actions."""

from __future__ import annotations

from textual.binding import Binding

from capx_tui.model.actions import Action, actions_in

__all__ = ["bindings_for", "key_label"]

_NAMES = {
    "slash": "/",
    "question_mark": "?",
    "full_stop": ".",
    "comma": ",",
    "escape": "Esc",
    "enter": "Enter",
    "pageup": "Page Up",
    "pagedown": "Page Down",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "home": "Home",
    "end": "End",
    "space": "Space",
    "delete": "Delete",
}


#: Keys that a text field needs for itself: there they are text.
_TYPED = ("escape", "question_mark", "full_stop", "comma")


def key_label(key: str) -> str:
    """A key as people write it: ``ctrl+q`` is ``Ctrl+Q``."""
    *modifiers, last = key.split("+")
    name = _NAMES.get(last, last.upper() if modifiers or (last.startswith("f") and last[1:].isdigit()) else last)
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


def bindings_for(*scopes: str) -> list[Binding]:
    """One binding for each key of each action of `scopes`; all end in the screen's ``act``."""
    return [_binding(entry, key) for scope in scopes for entry in actions_in(scope) for key in entry.keys]


def _binding(entry: Action, key: str) -> Binding:
    # Priority, so that a text field that has the focus does not swallow what works everywhere.
    everywhere = entry.scope == "app" and key not in _TYPED
    return Binding(key, f"act({entry.id!r})", entry.id, show=False, priority=everywhere, id=entry.id)
