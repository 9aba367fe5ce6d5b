"""The program inside a real reader: press a key, wait until both have come to rest, hear what was said."""

from __future__ import annotations

import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.pty.emulator import Emulator
from tests.pty.program import Program
from tests.readers.dispatcher import Dispatcher
from tests.readers.processes import are_working, descendants, end_all
from tests.readers.speech import Answer

__all__ = ["EXEC", "Session", "TerminalSession", "WindowSession"]

#: Python text that becomes the command in its arguments: `Program` starts Python.
EXEC = "import os, sys; os.execvp(sys.argv[1], sys.argv[1:])"
#: Nothing written, nothing said and nobody at work for so long is taken for the end of an answer: by those who stand
#: between program and terminal, and by a desktop, whose parts wait for one another with timers of their own.
QUIET_S = 0.1
WINDOW_QUIET_S = 0.4
#: After Escape, which a terminal sends as the beginning of something longer, the program waits itself.
ESCAPE_QUIET_S = 0.3
#: How long an answer may take on a machine that does much else.
PATIENCE_S = 30.0
#: After so long a silence in which nobody is at work nothing more is to be expected.
GIVE_UP_S = 2.0
WINDOW_GIVE_UP_S = 4.0
#: How often one looks.
_LOOK_S = 0.03
#: A program that starts may seem to do nothing for a while; and how long it may take to leave.
START_S = 15.0
LEAVE_S = 5.0
#: Rows at the foot of the screen in which announcements stand.
_PLACES = 4
#: How long a person's finger stays on a key, in seconds. Orca echoes a letter when the finger leaves it.
_PRESSED_S = 0.06


class Session(ABC):
    """One program in one reader."""

    quiet_s, give_up_s = QUIET_S, GIVE_UP_S

    def __init__(self, dispatcher: Dispatcher, own_words: frozenset[str]) -> None:
        self._dispatcher = dispatcher
        self._own_words = own_words
        self._taken = 0
        self._foot = ""
        self._before: tuple[str, ...] = ()
        #: All that belongs to this session, once the program is there.
        self._pids: list[int] = []

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
        """Press one key, by its name in `tests.pty.program`, or a letter; a longer name that is no key is typed."""

    @abstractmethod
    def leave(self) -> None:
        """End the program as a person does, then whatever still runs."""

    @property
    @abstractmethod
    def process(self) -> int:
        """What was started: all that belongs to this session is below it."""

    # -- waiting and hearing ---------------------------------------------------------------------

    def settle(self, is_enough: Callable[[], bool] = lambda: True, give_up: float = 0.0, quiet: float = 0.0) -> None:
        """Until it is enough and all are quiet for `quiet` seconds, or until nothing more is to be expected."""
        quiet, give_up = max(quiet, self.quiet_s), max(give_up, self.give_up_s)
        end, last = time.monotonic() + PATIENCE_S, time.monotonic()
        pids = self._pids or [self.process, *descendants(self.process)]
        while (now := time.monotonic()) < end:
            if self.read(_LOOK_S) or are_working(pids):
                last = time.monotonic()
            silence = now - max(last, self._dispatcher.heard_at)
            if (silence > quiet and is_enough()) or silence > give_up:
                return

    def open(self, *texts: str) -> Answer:
        """Wait for the first picture, which has these texts, and for what is said of it."""
        self.settle(lambda: all(text in self.picture.text for text in texts), START_S)
        answer = self._answer("", 0)
        assert all(text in self.picture.text for text in texts), f"never came: {texts}\n{self.picture}"
        self._pids = [self.process, *descendants(self.process)]
        self._heard()
        return answer

    def step(self, key: str, is_right: Callable[[Answer], bool] = lambda answer: True) -> Answer:
        """Press a key; what came of it, as soon as that is right or patience ends."""
        before = self.written
        self.press(key)
        self.settle(lambda: is_right(self._answer(key, before)), quiet=ESCAPE_QUIET_S if key == "escape" else 0.0)
        answer = self._answer(key, before)
        self._heard()
        return answer

    def forget(self) -> None:
        """What was said so far belongs to no key."""
        self._heard()

    def idle(self, seconds: float) -> Answer:
        """What is written and said while nobody does anything."""
        before, end = self.written, time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.1)
        answer = self._answer("", before)
        self._heard()
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
            before=self._before,
        )

    def _heard(self) -> None:
        self._taken = len(self._dispatcher.utterances)
        self._foot = self._foot_text()
        self._before = tuple(self.picture.rows)

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

    @property
    def process(self) -> int:
        return self._program.process.pid

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
    "<": "less", ">": "greater", "-": "minus", "backspace": "BackSpace",
}  # fmt: skip


class WindowSession(Session):
    """A terminal's window on a desktop with a reader: what the program writes is kept by `script` on the way."""

    quiet_s, give_up_s = WINDOW_QUIET_S, WINDOW_GIVE_UP_S

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

    @property
    def process(self) -> int:
        return self._process.pid

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
        if name == key and len(key) > 1 and "+" not in key:
            self._xdotool("type", key)
            return
        for command in (["keydown", name], ["keyup", name]):
            self._xdotool(*command)
            time.sleep(_PRESSED_S)

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._environ, check=True, timeout=PATIENCE_S)

    def leave(self) -> None:
        started = [self._process.pid, *descendants(self._process.pid)]
        end_all(started[::-1])
        self._process.wait()
