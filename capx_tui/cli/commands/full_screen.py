"""``capx-tui`` without a command: the full screen."""

from __future__ import annotations

from capx_tui.cli.console import Console
from capx_tui.cli.options import Request, nearest
from capx_tui.errors import RuleError
from capx_tui.i18n import english, t
from capx_tui.i18n.lists import commas
from capx_tui.model.actions import SCREENS
from capx_tui.text import fold

__all__ = ["run", "screen_named", "start"]


def run(request: Request, console: Console) -> int:
    """Open the full screen, at the screen of ``--open`` if there is one."""
    if request.words:
        raise RuleError("cli-too-many-words", request.words[0])
    name = request.value("open")
    return start(request, console, screen=screen_named(name) if name else "")


def start(request: Request, console: Console, *, screen: str = "", address: str = "") -> int:
    """The full screen, at a screen's id or at a CapX address; plain lines where they are wanted or serve alone."""
    if request.common.plain or not console.full_screen_serves:
        from capx_tui.cli.plain.run import run as converse

        return converse(request, console, screen=screen, by_itself=not request.common.plain)
    from dataclasses import replace

    from capx_tui.cli.source import options_of
    from capx_tui.full_screen import run_app

    options = options_of(request, console)
    return run_app(replace(options, open=screen, address=address))


def screen_named(name: str) -> str:
    """The id of the screen called `name` in English or in the language in use. Raises `RuleError`."""
    for entry in SCREENS:
        names = (entry.id, t(entry.label_key), english(entry.label_key))
        if fold(name) in map(fold, names):
            return entry.id
    names_now = [t(entry.label_key) for entry in SCREENS]
    raise RuleError("cli-unknown-screen", name, commas(nearest(name, names_now) or names_now))
