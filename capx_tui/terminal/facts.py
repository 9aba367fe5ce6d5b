"""What a report may say of the program and of what it runs in: nothing of the person, no name and no path.

In English whatever the interface speaks: the CapX team reads it.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping

from capx_tui import __version__
from capx_tui.i18n import load
from capx_tui.terminal.modes import Modes

__all__ = ["facts_for_report"]

_LOCALE = ("LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANG")


def facts_for_report(
    environ: Mapping[str, str], modes: Modes, size: tuple[int, int], language: str
) -> Mapping[str, str]:
    """A line each, by id: ``version``, ``terminal``, ``locale``. `size` is in columns and rows."""
    english = load("en").text
    columns, rows = size
    terminal = (f"TERM={_value(environ, 'TERM')}", f"{columns} x {rows}", *_around(environ, modes))
    locale = [f"{name}={_value(environ, name)}" for name in _LOCALE if environ.get(name)]
    return {
        "version": english(
            "report-fact-line-version", __version__, platform.python_version(), platform.system() or "?"
        ),
        "terminal": english("report-fact-line-terminal", ", ".join(terminal)),
        "locale": english("report-fact-line-locale", ", ".join(locale) or "none", language),
    }


def _around(environ: Mapping[str, str], modes: Modes) -> Iterator[str]:
    """What lies between the program and the person, and what the program does about it."""
    if "TMUX" in environ:
        yield "tmux"
    if "SSH_CONNECTION" in environ:
        yield "ssh"
    yield f"colour={modes.colour}"
    if modes.is_ascii:
        yield "ascii"
    if modes.speaks:
        yield "screen-reader"


def _value(environ: Mapping[str, str], name: str) -> str:
    """A value of the surroundings; whatever stands there, no more of it than such a value has."""
    return "".join(c for c in environ.get(name, "") if c.isascii() and c.isprintable())[:40] or "none"
