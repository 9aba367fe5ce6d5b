"""Keys without sense: of a person's fingers, of the table of actions, and letters."""

from __future__ import annotations

import random

from capx_tui.model.actions import ACTIONS

__all__ = ["COMMANDS", "random_key"]

_MOVES = ["down", "up", "enter", "escape", "tab", "shift+tab", "left", "right", "space", "backspace"]
_MOVES += ["pagedown", "pageup", "home", "end"]
_SIGNS = list("aelq .:,1-ü漢")
#: Ending the program ends the sitting; an editor takes the terminal.
_LEFT_OUT = {"ctrl+q", "ctrl+e"}
COMMANDS = sorted({key for entry in ACTIONS for key in entry.keys} - _LEFT_OUT)


def random_key(chance: random.Random) -> str:
    """One of them."""
    return chance.choice(chance.choices((_MOVES, COMMANDS, _SIGNS), (5, 4, 1))[0])
