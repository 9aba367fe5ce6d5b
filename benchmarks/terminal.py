"""A program in a pseudo-terminal: what it writes and when, and what it costs to run.

Nothing in here knows about Textual. The terminal answers the questions that modern terminals answer
(kitty, foot, Ghostty and WezTerm say that they know mode 2026 each time they are asked). A slow line
stands between the two where there is one: keys and answers come late, and what is written arrives when
the line has carried it. Times are seconds of `time.monotonic`.
"""

from __future__ import annotations

import fcntl
import heapq
import math
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import pyte

__all__ = ["COLUMNS", "KEYS", "LOCAL", "ROWS", "Chunk", "Link", "Terminal", "carried", "first_words", "replayed"]
__all__ += ["UNKNOWN", "screen_after"]

ROWS, COLUMNS = 40, 120
KEYS = {
    "down": b"\x1b[B",
    "up": b"\x1b[A",
    "pagedown": b"\x1b[6~",
    "pageup": b"\x1b[5~",
    "enter": b"\r",
    "tab": b"\t",
    "backspace": b"\x7f",
    "ctrl+q": b"\x11",
}
_ANSWERS = (
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[5n"), b"\x1b[0n"),
    (re.compile(rb"\x1b\]11;\?(?:\x07|\x1b\\)"), b"\x1b]11;rgb:0000/0000/0000\x1b\\"),
    (re.compile(rb"\x1b\]10;\?(?:\x07|\x1b\\)"), b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\"),
)
_SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[P_^X][^\x1b]*\x1b\\"
    rb"|[()*+][0-9A-Za-z]|[0-9A-Za-z=>78<])"
)
#: Questions and modes that the terminal emulator of the measurements does not know.
UNKNOWN = re.compile(rb"\x1b\[[<=>][0-9;]*[a-zA-Z]|\x1b\[[0-9;?]*\$p|\x1bP[^\x1b]*\x1b\\|\x1b_[^\x1b]*\x1b\\")

#: When bytes came, and which.
Chunk = tuple[float, bytes]


class Link(NamedTuple):
    """A line: bytes in a second towards the person, and seconds there and back."""

    name: str
    speed: float = math.inf
    there_and_back: float = 0.0


LOCAL = Link("local")


def carried(log: Sequence[Chunk], link: Link) -> list[float]:
    """When the end of each chunk reaches the person. The line takes all that is written and drops nothing."""
    free, arrivals = 0.0, []
    for moment, data in log:
        free = max(free, moment + link.there_and_back / 2) + len(data) / link.speed
        arrivals.append(free)
    return arrivals


class Terminal:
    """`command` runs in a terminal of `ROWS` times `COLUMNS`, at the far end of `link`, until the block ends."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], link: Link = LOCAL) -> None:
        self.log: list[Chunk] = []
        self._link = link
        self._free = 0.0
        #: What is on its way to the program: when it gets there, and in which order it was sent.
        self._coming: list[tuple[float, int, bytes]] = []
        self._sent = 0
        self.is_over = False
        self._written = bytearray()
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.started = time.monotonic()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(environment),
            start_new_session=True,
            # A terminal of its own, as after logging in. There are no threads here that a fork could harm.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
        )
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(self.processes()):
            try:
                os.kill(process, signal.SIGKILL)
            except OSError:
                continue
        self._process.wait()
        os.close(self._master)

    @property
    def written(self) -> bytes:
        """Everything the program wrote so far."""
        return bytes(self._written)

    @property
    def carried_at(self) -> float:
        """When everything that was written so far has reached the person."""
        return self._free

    def press(self, key: str) -> float:
        """Send a key of `KEYS` or a letter; gives back when it was pressed, at the person's end."""
        now = time.monotonic()
        self._send(KEYS.get(key, key.encode()), now)
        return now

    def _send(self, data: bytes, moment: float) -> None:
        self._sent += 1
        heapq.heappush(self._coming, (moment + self._link.there_and_back / 2, self._sent, data))
        self._deliver()

    def _deliver(self) -> None:
        while self._coming and self._coming[0][0] <= time.monotonic():
            os.write(self._master, heapq.heappop(self._coming)[2])

    def read_until(self, done: Callable[[], bool], timeout: float = 30.0) -> float | None:
        """Read until `done()`; gives back when the bytes came that made it true, None if they never did."""
        end = time.monotonic() + timeout
        while not done():
            left = end - time.monotonic()
            if left <= 0 or self.is_over:
                return None
            self._read(left)
        return self.log[-1][0] if self.log else time.monotonic()

    def read_until_quiet(self, quiet: float, timeout: float = 30.0) -> None:
        """Read until nothing came for `quiet` seconds."""
        last = time.monotonic()
        end = last + timeout
        while not self.is_over and (now := time.monotonic()) < end and now - last < quiet:
            if self._read(min(quiet - (now - last), end - now)):
                last = time.monotonic()

    def read_for(self, seconds: float) -> None:
        """Read for `seconds`, whatever comes."""
        end = time.monotonic() + seconds
        while not self.is_over and (left := end - time.monotonic()) > 0:
            self._read(left)

    def _read(self, timeout: float) -> bool:
        self._deliver()
        if self._coming:
            timeout = min(timeout, max(0.0, self._coming[0][0] - time.monotonic()))
        if not select.select([self._master], [], [], timeout)[0]:
            self._deliver()
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # the program has gone
            data = b""
        if not data:
            self.is_over = True
            return False
        now = time.monotonic()
        self.log.append((now, data))
        begin = max(self._free, now + self._link.there_and_back / 2)
        self._free = begin + len(data) / self._link.speed
        seen = len(self._written)
        self._written += data
        tail = max(0, seen - 32)
        for question, answer in _ANSWERS:
            for found in question.finditer(self._written, tail):
                if found.end() > seen:
                    self._send(answer, begin + (found.end() - seen) / self._link.speed)
        return True

    def processes(self) -> list[int]:
        """The program's process and those below it."""
        children: dict[int, list[int]] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    fields = (entry / "stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                children.setdefault(int(fields[1]), []).append(int(entry.name))
        found, queue = [], [self._process.pid]
        while queue:
            found.append(queue.pop())
            queue += children.get(found[-1], [])
        return found

    def processor_ms(self) -> float:
        """Processor time of all threads so far, in milliseconds."""
        total = 0
        for process in self.processes():
            for thread in Path(f"/proc/{process}/task").glob("*/schedstat"):
                try:
                    total += int(thread.read_text().split()[0])
                except OSError:
                    continue
        return total / 1e6

    def memory_mib(self) -> float:
        """Resident memory, in MiB."""
        total = 0
        for process in self.processes():
            try:
                status = Path(f"/proc/{process}/status").read_text()
            except OSError:
                continue
            found = re.search(r"VmRSS:\s+(\d+)", status)
            total += int(found[1]) if found else 0
        return total / 1024


def first_words(written: bytes) -> bool:
    """Whether something can be read: a printable character, escape sequences apart."""
    return any(byte > 32 and byte != 127 for byte in _SEQUENCE.sub(b"", written))


def screen_after(log: Sequence[Chunk], seen: Callable[[pyte.Screen], bool]) -> float | None:
    """When the picture first was as `seen` wants it. Played back afterwards, so that looking costs nothing."""
    return next((moment for moment, screen in replayed(log) if seen(screen)), None)


def replayed(log: Sequence[Chunk]) -> Iterator[tuple[float, pyte.Screen]]:
    """The picture after each chunk: always the same screen, further on."""
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    for moment, data in log:
        stream.feed(UNKNOWN.sub(b"", data))
        yield moment, screen
