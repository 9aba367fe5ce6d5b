"""The real program in a pseudo-terminal: start it, press keys, wait for a picture, read what it wrote."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.pty.emulator import Emulator

__all__ = ["ROOT", "Program", "environment"]

ROOT = Path(__file__).parents[2]
#: How long a picture may take on a machine that does much else.
PATIENCE_S = 20.0
#: Nothing written for so long is taken for the end of an answer; never a proof, always followed by a check.
_QUIET_S = 0.08
#: After Esc alone, which a terminal without a keyboard protocol sends as the beginning of something longer.
_ESCAPE_S = 0.25

_LEGACY = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "enter": "\r", "tab": "\t", "escape": "\x1b", "backspace": "\x7f",
    "space": " ", "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f5": "\x1b[15~", "f6": "\x1b[17~",
    "f7": "\x1b[18~", "f8": "\x1b[19~", "delete": "\x1b[3~", "ctrl+p": "\x10", "ctrl+q": "\x11", "ctrl+z": "\x1a",
    "ctrl+c": "\x03", "ctrl+d": "\x04", "ctrl+f": "\x06", "ctrl+s": "\x13", "ctrl+y": "\x19",
}  # fmt: skip
#: The same keys from a terminal that was asked to send every key as a sequence (kitty, foot, Ghostty).
_KITTY = {
    "enter": "\x1b[13u", "tab": "\x1b[9u", "escape": "\x1b[27u", "backspace": "\x1b[127u", "space": "\x1b[32;;32u",
    "f1": "\x1b[P", "f2": "\x1b[Q", "f3": "\x1b[13~", "ctrl+p": "\x1b[112;5u", "ctrl+q": "\x1b[113;5u",
    "ctrl+z": "\x1b[122;5u", "ctrl+c": "\x1b[99;5u",
}  # fmt: skip


def environment(home: Path, term: str = "xterm-256color", **others: str) -> dict[str, str]:
    """Surroundings of a person with an empty desk; outside endpoints are a closed port, so that nothing waits."""
    closed = "http://127.0.0.1:9/"
    outside = ("META_API", "METABASE_API", "METABASE_SPARQL", "WIKIDATA_API", "WIKIDATA_SPARQL", "COMMONS_API")
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", ""),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "TERM": term,
        **{f"CAPX_TUI_{name}": closed for name in (*outside, "DIFF_API", "LETSCONNECT")},
        **others,
    }


class Program:
    """`capx-tui` with these arguments, in a terminal of this size.

    `modern` is a terminal that answers when asked what it can do; without it nothing is ever answered.
    `source` runs that Python text in place of the program.
    """

    def __init__(
        self,
        *arguments: str,
        home: Path,
        size: tuple[int, int] = (80, 24),
        term: str = "xterm-256color",
        modern: bool = True,
        environ: Mapping[str, str] | None = None,
        source: str = "",
    ) -> None:
        self.home = home
        self.picture = Emulator(*size, second_screen=term != "linux", modern=modern)
        self.raw = bytearray()
        #: Answers wait in the picture's `answers` until this is True again and something is read.
        self.answers = True
        master, slave = os.openpty()
        self._master = master
        self._set_size(*size)
        head = ["-c", source] if source else ["-m", "capx_tui"]
        self.started = time.monotonic()
        try:
            self.process = subprocess.Popen(
                [sys.executable, *head, *arguments],
                stdin=slave,
                stdout=slave,
                stderr=slave,
                env=environment(home, term, **(environ or {})),
                start_new_session=True,
                preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
            )
        finally:
            os.close(slave)

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self._master >= 0:
            os.close(self._master)

    # -- reading -------------------------------------------------------------------------------

    def read(self, timeout: float) -> bytes:
        """What the program writes within `timeout` seconds, as soon as it writes anything; b"" for nothing."""
        ready, _, _ = select.select([self._master], [], [], max(0.0, timeout))
        if not ready:
            return b""
        try:
            data = os.read(self._master, 65_536)
        except OSError:  # the other end was closed
            return b""
        self.raw += data
        self.picture.feed(data)
        self.answer()
        return data

    def answer(self) -> None:
        """Say what the terminal owes the program, unless it keeps its answers back."""
        if self.answers and self.picture.answers:
            os.write(self._master, self.picture.answers.encode())
            self.picture.answers = ""

    def wait(self, wanted: Callable[[], object], what: str = "", timeout: float = PATIENCE_S) -> float:
        """Read until `wanted` holds; gives back when, on the monotonic clock. Fails with the picture otherwise."""
        end = time.monotonic() + timeout
        while not wanted():
            left = end - time.monotonic()
            if left <= 0 or (not self.read(min(left, 0.5)) and self.process.poll() is not None and not self.read(0)):
                raise AssertionError(f"never came: {what or 'the picture that was waited for'}\n{self.picture}")
        return time.monotonic()

    def wait_for(self, *texts: str) -> float:
        """Read until all of `texts` are in the picture, wherever its rows break them."""

        def are_there() -> bool:
            text = self.picture.text
            flowing = " ".join(text.split())
            return all(each in text or each in flowing for each in texts)

        return self.wait(are_there, f"{texts!r}")

    def quiet(self, seconds: float = _QUIET_S) -> None:
        """Read until nothing was written for `seconds`."""
        while self.read(seconds):
            pass

    def idle(self, seconds: float = _QUIET_S) -> None:
        """Read until the program neither wrote nor worked for `seconds`: one that thinks is quiet, too."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            worked = self.worked
            if not self.read(seconds) and self.worked == worked:
                return
        raise AssertionError(f"it goes on and on\n{self.picture}")

    @property
    def worked(self) -> int:
        """Ticks of the processor's time so far, of a hundredth of a second each."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    # -- acting --------------------------------------------------------------------------------

    def press(self, *keys: str) -> float:
        """Press keys by name; a longer name that is no key is typed. Gives back when the last one went."""
        for key in keys:
            os.write(self._master, self._bytes_of(key))
        return time.monotonic()

    def _bytes_of(self, key: str) -> bytes:
        if self.picture.keyboards:
            if key in _KITTY:
                return _KITTY[key].encode()
            if key not in _LEGACY:
                return "".join(f"\x1b[{ord(letter.lower())};;{ord(letter)}u" for letter in key).encode()
        return _LEGACY.get(key, key).encode()

    def step(self, *keys: str) -> int:
        """Press keys one after the other, each after the answer to the one before; bytes written meanwhile."""
        before = len(self.raw)
        for key in keys:
            self.press(key)
            self.quiet(_ESCAPE_S if key == "escape" else _QUIET_S)
        return len(self.raw) - before

    def resize(self, width: int, height: int) -> None:
        """Another size, as a person drags it."""
        report = self.picture.resize(width, height)
        self._set_size(width, height)  # the kernel sends SIGWINCH
        if report:
            os.write(self._master, report.encode())

    def _set_size(self, width: int, height: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def hang_up(self) -> None:
        """The line drops: the terminal is gone, and the kernel tells the program so."""
        os.close(self._master)
        self._master = -1

    def send_signal(self, number: signal.Signals) -> None:
        """A signal to the program."""
        os.kill(self.process.pid, number)

    def leave(self, *keys: str) -> int:
        """Press the keys that end the program, read to its end; the exit code, negative for a signal."""
        self.press(*keys)
        return self.end()

    def end(self) -> int:
        """Read until the program is gone; its exit code."""
        end = time.monotonic() + PATIENCE_S
        while self.process.poll() is None:
            self.read(0.1)
            assert time.monotonic() < end, "the program did not end"
        while self.read(0.1):
            pass
        return self.process.returncode

    # -- looking -------------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[str]:
        """The picture's rows."""
        return self.picture.rows

    @property
    def state(self) -> str:
        """The kernel's letter for the process: "T" is paused."""
        self.read(0.02)
        return Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[0]

    @property
    def threads(self) -> Counter[str]:
        """The names of the program's threads, as the kernel has them."""
        return Counter(each.read_text().strip() for each in Path(f"/proc/{self.process.pid}/task").glob("*/comm"))

    def terminal_settings(self) -> list[Any]:
        """Echo, line mode and the like, as the program has set them."""
        return termios.tcgetattr(self._master)

    @property
    def marked(self) -> list[int]:
        """Numbers of the rows with a marker."""
        return [y for y, row in enumerate(self.rows) if row.startswith("> ")]
