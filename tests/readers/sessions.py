"""The program inside a real reader: press a key, wait until both have come to rest, hear what was said."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from tests.pty.emulator import Emulator
from tests.pty.program import Program
from tests.readers.dispatcher import Dispatcher
from tests.readers.speech import Answer

__all__ = ["EXEC", "Session", "TerminalSession", "WindowSession", "descendants", "end_all"]

#: Python text that becomes the command in its arguments: `Program` starts Python.
EXEC = "import os, sys; os.execvp(sys.argv[1], sys.argv[1:])"
#: Nothing written and nothing said for so long is taken for the end of an answer.
QUIET_S = 0.4
#: How long an answer may take on a machine that does much else.
PATIENCE_S = 6.0
#: How long a program may take to its first picture, and to leave.
START_S = 25.0
LEAVE_S = 5.0
#: Rows at the foot of the screen in which announcements stand.
_PLACES = 4
#: How long a person's finger stays on a key, in seconds. Orca echoes a letter when the finger leaves it.
_PRESSED_S = 0.06


def descendants(pid: int) -> list[int]:
    """All that `pid` started, and what those started."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                parents.setdefault(parent, []).append(int(entry.name))
    found = [pid]
    for known in found:
        found += parents.get(known, [])
    return found[1:]


def end_all(pids: list[int]) -> None:
    """End these at once; who is gone already is no matter."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


class Session(ABC):
    """One program in one reader."""

    def __init__(self, dispatcher: Dispatcher, own_words: frozenset[str]) -> None:
        self._dispatcher = dispatcher
        self._own_words = own_words
        self._taken = 0
        self._foot = ""

    @property
    @abstractmethod
    def picture(self) -> Emulator:
        """What the terminal shows."""

    @property
    @abstractmethod
    def written(self) -> int:
        """Bytes the program has written."""

    @abstractmethod
    def read(self, timeout: float) -> bool:
        """Read what was written, waiting for it at most so long; whether anything was."""

    @abstractmethod
    def press(self, key: str) -> None:
        """Press one key, by its name in `tests.pty.program`, or a letter."""

    @abstractmethod
    def leave(self) -> None:
        """End the program as a person does, then whatever still runs."""

    # -- waiting and hearing ---------------------------------------------------------------------

    def settle(self, is_enough: Callable[[], bool] = lambda: True, patience: float = PATIENCE_S) -> None:
        """Until it is enough and both are quiet, or patience ends."""
        end, last = time.monotonic() + patience, time.monotonic()
        while (now := time.monotonic()) < end:
            if self.read(0.04):
                last = time.monotonic()
            if now - max(last, self._dispatcher.heard_at) > QUIET_S and is_enough():
                return

    def open(self, *texts: str) -> Answer:
        """Wait for the first picture, which has these texts, and for what is said of it."""
        self.settle(lambda: all(text in self.picture.text for text in texts), START_S)
        answer = self._answer("", 0)
        assert all(text in self.picture.text for text in texts), f"never came: {texts}\n{self.picture}"
        self._heard(answer)
        return answer

    def step(self, key: str, is_right: Callable[[Answer], bool] = lambda answer: True) -> Answer:
        """Press a key; what came of it, as soon as that is right or patience ends."""
        before = self.written
        self.press(key)
        self.settle(lambda: is_right(self._answer(key, before)))
        answer = self._answer(key, before)
        self._heard(answer)
        return answer

    def idle(self, seconds: float) -> Answer:
        """What is written and said while nobody does anything."""
        before, end = self.written, time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.1)
        answer = self._answer("", before)
        self._heard(answer)
        return answer

    def _answer(self, key: str, before: int) -> Answer:
        new = self._dispatcher.utterances[self._taken :]
        said = tuple(one.text for one in new if one.text.strip() and one.text.strip() not in self._own_words)
        foot = self._foot_text()
        return Answer(
            key=key,
            said=said,
            written=self.written - before,
            rows=tuple(self.picture.rows),
            cursor=self.picture.cursor,
            announced=foot if foot != self._foot else "",
        )

    def _heard(self, answer: Answer) -> None:
        self._taken = len(self._dispatcher.utterances)
        self._foot = self._foot_text()

    def _foot_text(self) -> str:
        return " ".join(" ".join(self.picture.rows[-_PLACES:]).split())


class TerminalSession(Session):
    """A reader that stands between the program and the terminal: yasr, Fenrir, or none."""

    def __init__(
        self,
        command: list[str],
        environ: Mapping[str, str],
        home: Path,
        dispatcher: Dispatcher,
        *,
        own_words: frozenset[str] = frozenset(),
        bypass: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        super().__init__(dispatcher, own_words)
        self._program = Program(*command, home=home, source=EXEC, environ=environ)
        #: Keys the reader takes for itself: what has to be sent first, and what it says to that.
        self._bypass = bypass or {}

    @property
    def picture(self) -> Emulator:
        return self._program.picture

    @property
    def written(self) -> int:
        return len(self._program.raw)

    def read(self, timeout: float) -> bool:
        return bool(self._program.read(timeout))

    def press(self, key: str) -> None:
        if key in self._bypass:
            sequence, words = self._bypass[key]
            before = len(self._dispatcher.utterances)
            self._program.press(sequence)
            self.settle(lambda: any(words in one.text for one in self._dispatcher.utterances[before:]))
        self._program.press(key)

    def leave(self) -> None:
        reader = self._program.process.pid
        started = descendants(reader)
        self._program.press("ctrl+q")
        end = time.monotonic() + LEAVE_S
        while time.monotonic() < end and any(Path(f"/proc/{pid}").exists() for pid in started):
            self._program.read(0.1)
            if self._program.process.poll() is not None:
                break
        # yasr's children hold its end of the terminal open and would not notice that it is gone.
        end_all([*started, *descendants(reader), reader])
        self._program.__exit__(None, None, None)


_X_KEYS = {
    "up": "Up", "down": "Down", "left": "Left", "right": "Right", "enter": "Return", "escape": "Escape", "tab": "Tab",
    "space": "space", "/": "slash", ".": "period", ",": "comma", "end": "End", "home": "Home",
    "<": "less", ">": "greater",
}  # fmt: skip


class WindowSession(Session):
    """A terminal's window on a desktop with a reader: what the program writes is kept by `script` on the way."""

    def __init__(
        self,
        command: list[str],
        environ: Mapping[str, str],
        directory: Path,
        dispatcher: Dispatcher,
        own_words: frozenset[str],
    ) -> None:
        super().__init__(dispatcher, own_words)
        self._environ = dict(environ)
        self._kept = directory / "written"
        self._kept.write_bytes(b"")
        self._written = 0
        self._picture = Emulator(80, 24, modern=False)
        # Only what the window says from now on belongs to the program.
        self._taken = len(dispatcher.utterances)
        words = ["mate-terminal", "--disable-factory", "--geometry=80x24", "-x"]
        words += ["script", "--quiet", "--flush", "--log-out", str(self._kept), "--command", " ".join(command)]
        self._process = subprocess.Popen(
            words,
            env=self._environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    @property
    def picture(self) -> Emulator:
        return self._picture

    @property
    def written(self) -> int:
        return self._written

    def read(self, timeout: float) -> bool:
        end = time.monotonic() + timeout
        while not (new := self._new()):
            if time.monotonic() >= end:
                return False
            time.sleep(0.01)
        self._written += len(new)
        self._picture.feed(new)
        return True

    def _new(self) -> bytes:
        # `script` begins its file with a line about itself.
        return self._kept.read_bytes().partition(b"\n")[2][self._written :]

    def press(self, key: str) -> None:
        name = _X_KEYS.get(key, key)
        for command in (["keydown", name], ["keyup", name]):
            subprocess.run(["xdotool", *command], env=self._environ, check=True, timeout=PATIENCE_S)
            time.sleep(_PRESSED_S)

    def leave(self) -> None:
        started = [self._process.pid, *descendants(self._process.pid)]
        end_all(started[::-1])
        self._process.wait()
