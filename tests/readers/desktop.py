"""A desktop without a screen: X server, message buses, window manager and Orca, for as long as it is needed."""

from __future__ import annotations

import os
import select
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.readers.dispatcher import Dispatcher
from tests.readers.processes import descendants, end_all

__all__ = ["NEEDED", "Desktop", "desktop"]

#: Programs without which there is no such desktop.
NEEDED = ("orca", "Xvfb", "dbus-daemon", "openbox", "mate-terminal", "xdotool", "script")
_LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
_START_S = 20.0


class Desktop:
    """What a window on it needs: surroundings, and where its reader speaks to."""

    def __init__(self, environ: dict[str, str], dispatcher: Dispatcher) -> None:
        self.environ = environ
        self.dispatcher = dispatcher


def _line(number: int, what: str) -> str:
    """The first line that comes from there, to its end: who writes it must find a reader."""
    line, end = b"", time.monotonic() + _START_S
    while not line.endswith(b"\n"):
        ready, _, _ = select.select([number], [], [], max(0.0, end - time.monotonic()))
        assert ready, f"{what} did not start"
        part = os.read(number, 4096)
        assert part, f"{what} ended at once"
        line += part
    return line.decode().strip()


@contextmanager
def desktop(directory: Path) -> Iterator[Desktop]:
    """One in `directory`, which must be the person's own; all of it is ended in the end."""
    directory.chmod(0o700)
    home = directory / "home"
    home.mkdir()
    started: list[subprocess.Popen[bytes]] = []
    with Dispatcher(directory) as dispatcher:
        environ = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "XDG_RUNTIME_DIR": str(directory),
            "SPEECHD_ADDRESS": dispatcher.address,
            "GTK_MODULES": "gail:atk-bridge",
            "NO_AT_BRIDGE": "0",
            "GSETTINGS_BACKEND": "memory",
        }

        def start(*words: str, **options: object) -> subprocess.Popen[bytes]:
            settings = {"stdout": subprocess.DEVNULL, **options}
            made: subprocess.Popen[bytes] = subprocess.Popen(  # type: ignore[call-overload]
                words, env=environ, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **settings
            )
            started.append(made)
            return made

        try:
            ours, theirs = os.pipe()
            start("Xvfb", "-displayfd", str(theirs), "-screen", "0", "1280x800x24", "-nolisten", "tcp",
                  pass_fds=(theirs,))  # fmt: skip
            os.close(theirs)
            environ["DISPLAY"] = f":{_line(ours, 'Xvfb')}"
            os.close(ours)
            bus = start("dbus-daemon", "--session", "--print-address", "--nofork", stdout=subprocess.PIPE)
            assert bus.stdout is not None
            environ["DBUS_SESSION_BUS_ADDRESS"] = _line(bus.stdout.fileno(), "the message bus")
            bus.stdout.close()
            start(_LAUNCHER, "--launch-immediately")
            start("openbox")
            start("orca", "--replace")
            end = time.monotonic() + _START_S
            while not dispatcher.utterances:
                assert time.monotonic() < end, "Orca did not start"
                time.sleep(0.05)
            yield Desktop(environ, dispatcher)
        finally:
            everything = [pid for made in started for pid in (made.pid, *descendants(made.pid))]
            end_all(everything)
            for made in started:
                made.wait()
