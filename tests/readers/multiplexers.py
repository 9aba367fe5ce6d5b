"""The program through tmux, GNU screen and mosh: what stands between it and the terminal."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.readers.processes import end_all

__all__ = ["MULTIPLEXERS", "lacks", "through"]

MULTIPLEXERS = ("tmux", "screen", "mosh")
_NEEDED = {"tmux": ("tmux",), "screen": ("screen",), "mosh": ("mosh-server", "mosh-client")}
_START_S = 20.0


def lacks(name: str) -> str:
    """Why it cannot be tried here, "" where it can."""
    absent = [needed for needed in _NEEDED[name] if shutil.which(needed) is None]
    return f"{name} cannot be tried: {', '.join(absent)} is not installed" if absent else ""


@contextmanager
def through(
    name: str, run: Path, environ: Mapping[str, str], directory: Path
) -> Iterator[tuple[list[str], dict[str, str]]]:
    """The command that shows `run` through `name`, and its surroundings; what it left running is ended."""
    if name == "tmux":
        settings, socket = directory / "tmux.conf", directory / "tmux"
        # Its status line would take a row; it waits for the rest of a key half a second unless told otherwise.
        settings.write_text("set -g status off\nset -s escape-time 10\n")
        try:
            # Our terminal does not scroll by the sequences that tmux would send to a newer one.
            command = ["tmux", "-u", "-S", str(socket), "-f", str(settings), "new-session", str(run)]
            yield command, {**environ, "TERM": "linux"}
        finally:
            subprocess.run(["tmux", "-S", str(socket), "kill-server"], capture_output=True, timeout=_START_S)
    elif name == "screen":
        settings, sockets = directory / "screenrc", directory / "screens"
        settings.write_text("startup_message off\nmaptimeout 10\n")
        sockets.mkdir(mode=0o700)
        yield ["screen", "-U", "-c", str(settings), str(run)], {**environ, "SCREENDIR": str(sockets)}
    elif name == "mosh":
        server = ["mosh-server", "new", "-i", "127.0.0.1", "-c", "256", "--", str(run)]
        started = subprocess.run(server, env=dict(environ), capture_output=True, text=True, timeout=_START_S)
        said = started.stdout + started.stderr
        found = re.search(r"MOSH CONNECT (\d+) (\S+)", said)
        number = re.search(r"pid = (\d+)", said)
        assert found is not None, said
        try:
            # Its guesses of what will be shown are no answer of the program's.
            guessing = {"MOSH_KEY": found[2], "MOSH_PREDICTION_DISPLAY": "never"}
            yield ["mosh-client", "127.0.0.1", found[1]], {**environ, **guessing}
        finally:
            if number is not None and int(number[1]) != os.getpid():
                end_all([int(number[1])])
    else:
        yield [str(run)], dict(environ)
