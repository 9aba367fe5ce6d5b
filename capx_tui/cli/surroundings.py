"""What this terminal and this computer are, for a report: facts without anything private."""

from __future__ import annotations

import locale
import os
import platform
import sys
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from capx_tui import __version__, paths
from capx_tui.cli.console import Console

__all__ = ["color_depth", "font_risks", "paths_of", "shortened", "terminal_of", "versions"]

_LIBRARIES = ("textual", "httpx", "authlib", "msgspec", "babel", "stamina", "qrcode", "starlette", "keyring")


def versions() -> dict[str, str | None]:
    """This program, Python, the system, and the libraries; None for one that is not installed."""
    found: dict[str, str | None] = {
        "capx-tui": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
    }
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = None
    return found


def terminal_of(console: Console) -> dict[str, Any]:
    """The terminal as far as a program can know it."""
    environ = console.environ
    size = _size(console)
    return {
        "TERM": environ.get("TERM", ""),
        "COLORTERM": environ.get("COLORTERM", ""),
        "NO_COLOR": "NO_COLOR" in environ,
        "stdin_is_terminal": console.is_typed,
        "stdout_is_terminal": console.is_shown,
        "columns": size[0] if size else None,
        "rows": size[1] if size else None,
        "tmux": "TMUX" in environ,
        "screen": environ.get("TERM", "").startswith("screen") and "TMUX" not in environ,
        "ssh": "SSH_CONNECTION" in environ,
        "colors": color_depth(environ),
        "encoding": getattr(console.stdout, "encoding", None) or "",
        "filesystem_encoding": sys.getfilesystemencoding(),
        "locale": {name: environ[name] for name in ("LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANG") if name in environ},
        "preferred_encoding": locale.getpreferredencoding(do_setlocale=False),
        "font_risks": font_risks(environ, takes_unicode=console.takes_unicode),
    }


def _size(console: Console) -> tuple[int, int] | None:
    try:
        number = console.stdout.fileno() if console.stdout is not None else -1
        return os.get_terminal_size(number)
    except (OSError, ValueError):
        return None


def color_depth(environ: Mapping[str, str]) -> str:
    """``none``, ``16``, ``256`` or ``16 million``, from what the terminal says of itself."""
    term = environ.get("TERM", "")
    if "NO_COLOR" in environ or term in ("", "dumb", "vt100", "vt220"):
        return "none"
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "16 million"
    return "256" if "256" in term else "16"


def font_risks(environ: Mapping[str, str], *, takes_unicode: bool) -> list[str]:
    """Ids of what may not be drawn here: ``encoding``, ``console-font``, ``no-terminal``."""
    risks = []
    term = environ.get("TERM", "")
    if not takes_unicode:
        risks.append("encoding")
    if term == "linux":
        # Debian's console fonts have lines and arrows, but no eighth blocks and no script of Asia.
        risks.append("console-font")
    if term in ("", "dumb"):
        risks.append("no-terminal")
    return risks


def paths_of() -> dict[str, str]:
    """Where this program keeps what, with the home directory as ``~``."""
    return {
        "config": shortened(paths.config_dir()),
        "data": shortened(paths.data_dir()),
        "cache": shortened(paths.cache_dir()),
        "state": shortened(paths.state_dir()),
    }


def shortened(path: Path) -> str:
    """`path` with the home directory as ``~``: a user name is nobody's business."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)
