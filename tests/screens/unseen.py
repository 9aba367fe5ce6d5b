"""Which screens of the program no place of `places` shows."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import Any

import capx_tui.screens
from capx_tui.screens.base import CapxScreen
from tests.screens.forms import every_form

__all__ = ["unseen"]


def unseen(shown: set[type]) -> list[str]:
    """The names of those that are neither among `shown`, with all that these are built upon, nor forms of a kind."""
    seen = {kind for screen in (*shown, *every_form()) for kind in screen.__mro__}
    return sorted(kind.__name__ for kind in _screens() - seen)


def _screens() -> set[type[CapxScreen[Any]]]:
    """What the program can show: every screen that is not there to be built upon."""
    for module in pkgutil.walk_packages(capx_tui.screens.__path__, f"{capx_tui.screens.__name__}."):
        importlib.import_module(module.name)
    found: set[type[CapxScreen[Any]]] = set()
    below: list[type[CapxScreen[Any]]] = [CapxScreen]
    while below:
        kind = below.pop()
        below += kind.__subclasses__()
        found.add(kind)
    ours = {kind for kind in found if kind.__module__.startswith(f"{capx_tui.screens.__name__}.")}
    return {kind for kind in ours if not inspect.isabstract(kind)}
