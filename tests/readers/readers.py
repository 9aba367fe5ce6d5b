"""The readers: whether they are there, how they are set, and how a program is opened inside one."""

from __future__ import annotations

import os
import pwd
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.pty.program import environment
from tests.readers.desktop import NEEDED, Desktop, desktop
from tests.readers.dispatcher import Dispatcher
from tests.readers.sessions import Session, TerminalSession, WindowSession

__all__ = ["OURS", "READERS", "lacks", "open_session", "tidy"]

READERS = ("yasr", "fenrir", "orca")
#: The program as a person with a reader starts it.
OURS = ("-m", "capx_tui", "--demo", "--screen-reader")
_YASR_SETTINGS = Path("/etc/yasr/yasr.conf")
_FENRIR_SETTINGS = Path("/etc/fenrirscreenreader/settings/settings-pty.conf")
#: What Orca says of keys that are pressed, and not of what they do.
_ORCA_WORDS = frozenset(("return", "escape", "tab", "space", "Terminal frame.", "newline"))
_FENRIR_WORDS = frozenset(("bypass", "Start Fenrir", "pychant is not installed"))
#: Fenrir's pseudo-terminal takes Escape to fall silent. Alt+: lets the next key through.
_FENRIR_BYPASS = {"escape": ("\x1b:", "bypass")}


def lacks(reader: str) -> str:
    """Why that reader cannot be tried here, "" where it can."""
    needed = NEEDED if reader == "orca" else (reader,)
    absent = [name for name in needed if shutil.which(name) is None]
    settings = {"yasr": _YASR_SETTINGS, "fenrir": _FENRIR_SETTINGS}.get(reader)
    if settings is not None and not settings.exists():
        absent.append(str(settings))
    return f"{reader} cannot be tried: {', '.join(absent)} is not installed" if absent else ""


def tidy(home: Path) -> None:
    """Nothing kept of what was asked, set or written before, in a home that was made for this."""
    assert home != Path(pwd.getpwuid(os.getuid()).pw_dir), "that is where somebody lives"
    for kept in (".local/share/capx-tui/filters", ".local/share/capx-tui/drafts", ".config"):
        shutil.rmtree(home / kept, ignore_errors=True)


def _surroundings(home: Path, directory: Path) -> dict[str, str]:
    # A program that is not started through its own command has to be told early; see `bootstrap`.
    return environment(home, XDG_RUNTIME_DIR=str(directory), TEXTUAL_DISABLE_KITTY_KEY="1")


def _yasr(run: Path, environ: Mapping[str, str], home: Path, directory: Path, speech: Dispatcher) -> Session:
    settings = _YASR_SETTINGS.read_text()
    for name, value in (("synthesizer port", f"127.0.0.1:{speech.port}"), ("key echo", "keys")):
        settings, count = re.subn(rf"(?m)^{name}=.*$", f"{name}={value}", settings)
        assert count == 1, f"yasr's settings have no {name}"
    changed = directory / "yasr.conf"
    changed.write_text(settings)
    return TerminalSession(["yasr", "-C", str(changed), str(run)], environ, home, speech)


def _fenrir(run: Path, environ: Mapping[str, str], home: Path, directory: Path, speech: Dispatcher) -> Session:
    options = {
        "sound#enabled": "False",
        "speech#driver": "speechdDriver",
        "screen#driver": "ptyDriver",
        "keyboard#driver": "ptyDriver",
        "keyboard#keyboardLayout": "pty",
        "keyboard#charEcho": "True",
        "general#shell": str(run),
        "remote#enable": "False",
    }
    command = ["fenrir", "-e", "-s", str(_FENRIR_SETTINGS), "-o", ";".join(f"{k}={v}" for k, v in options.items())]
    spoken = {**environ, "SPEECHD_ADDRESS": speech.address}
    return TerminalSession(command, spoken, home, speech, own_words=_FENRIR_WORDS, bypass=_FENRIR_BYPASS)


_IN_TERMINAL: Mapping[str, Callable[[Path, Mapping[str, str], Path, Path, Dispatcher], Session]] = {
    "yasr": _yasr,
    "fenrir": _fenrir,
    "none": lambda run, environ, home, directory, speech: TerminalSession([str(run)], environ, home, speech),
}


@contextmanager
def open_session(
    reader: str,
    arguments: tuple[str, ...],
    home: Path,
    directory: Path,
    desk: Desktop | None = None,
    *,
    is_again: bool = False,
) -> Iterator[Session]:
    """Python with these `arguments` in a terminal of 80 by 24 under `reader` ("none" is no reader).

    `directory` is empty and the session's own. Orca needs a `desk`; without one it gets its own. `is_again`: what
    was kept by the session before stays.
    """
    if not is_again:
        tidy(home)
    run = directory / "run"
    run.write_text(f"#!/bin/sh\nexec {shlex.join([sys.executable, *arguments])}\n")
    run.chmod(0o755)
    environ = _surroundings(home, directory)
    if reader != "orca":
        with Dispatcher(directory) as speech:
            session = _IN_TERMINAL[reader](run, environ, home, directory, speech)
            try:
                yield session
            finally:
                session.leave()
        return
    if desk is None:
        own = directory / "desk"
        own.mkdir()
        with desktop(own) as made, open_session(reader, arguments, home, directory, made, is_again=is_again) as session:
            yield session
        return
    session = WindowSession([str(run)], {**environ, **desk.environ, "HOME": str(home)}, directory, desk.dispatcher,
                            _ORCA_WORDS)  # fmt: skip
    try:
        yield session
    finally:
        session.leave()
