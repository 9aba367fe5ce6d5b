"""Textual's command palette, left out: the palette here is a screen of ours.

Textual loads its own whether an application has it or not, and with it half a dozen widgets that nothing here shows:
a twentieth of the start.
"""

from __future__ import annotations

import sys
from types import ModuleType

__all__ = ["leave_out"]

_MODULE = "textual.command"
#: All that Textual takes from there at its own start.
_NAMES = ("CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider")


def leave_out() -> None:
    """Let its names stand for nothing, before Textual is imported; later it makes no difference."""
    if _MODULE not in sys.modules:
        empty = ModuleType(_MODULE, "Never opened: see `capx_tui.terminal.textual_palette`.")
        vars(empty).update((name, type(name, (), {})) for name in _NAMES)
        sys.modules[_MODULE] = empty
