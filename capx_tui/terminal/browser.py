"""Opening an address in a browser: only http(s), only when asked, never through a shell."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from collections.abc import Mapping
from urllib.parse import urlsplit

__all__ = ["open_address"]

#: Browsers that we started and that may still run.
_started: list[subprocess.Popen[bytes]] = []


def open_address(address: str, environ: Mapping[str, str]) -> bool:
    """Start the browser of ``BROWSER``, or the desktop's. False where there is none or it is no web address.

    On a bastion there is no browser: the address is shown to be copied or scanned instead.
    """
    if urlsplit(address).scheme not in ("http", "https"):
        return False
    for command in _commands(environ):
        words = [word.replace("%s", address) for word in command]
        if not any(address in word for word in words):
            words.append(address)
        program = shutil.which(words[0], path=environ.get("PATH"))
        if program is None:
            continue
        clean = {name: value for name, value in environ.items() if not name.startswith("CAPX_TUI_")}
        # Those that have ended are asked for it, or they would stay behind as dead processes.
        _started[:] = [one for one in _started if one.poll() is None]
        browser = subprocess.Popen(  # noqa: S603 - a list of words, no shell; the address was checked above
            [program, *words[1:]],
            env=clean,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        _started.append(browser)
        return True
    return False


def _commands(environ: Mapping[str, str]) -> list[list[str]]:
    found = []
    for entry in environ.get("BROWSER", "").split(":"):
        try:
            words = shlex.split(entry)
        except ValueError:
            continue
        if words:
            found.append(words)
    if environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        found.append(["xdg-open"])
    return found
