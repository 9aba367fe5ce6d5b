"""Where a line command reads and writes: data to standard output, words to standard error."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

from capx_tui.text import harmless

if TYPE_CHECKING:
    from capx_tui.api.client import Transport

__all__ = ["Console"]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Console:
    """The streams and the surroundings of one command. A closed stream is None, as in `sys`."""

    stdin: TextIO | None
    stdout: TextIO | None
    stderr: TextIO | None
    environ: Mapping[str, str] = field(repr=False)
    now: Callable[[], datetime] = _now
    #: Stands for the network in tests; None for the real one.
    transport: Transport | None = None
    #: Seconds that somebody who can be answered otherwise waits for a service.
    patience_s: float = 20.0
    quiet: bool = False
    #: The language everything is said and named in.
    language: str = "en"

    @classmethod
    def of_process(cls) -> Console:
        """The process's own streams. What they cannot encode is replaced, never a crash."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")
        return cls(sys.stdin, sys.stdout, sys.stderr, os.environ)

    def out(self, lines: Iterable[str]) -> None:
        """Print data, a line each. Raises `OSError` where nobody takes it."""
        self._taker.writelines(f"{harmless(line)}\n" for line in lines)

    def out_utf8(self, parts: Iterable[bytes]) -> None:
        """Print data in parts that are whole lines and steer no terminal, as JSON does that was made for one.

        Raises `OSError` where nobody takes it.
        """
        taker = self._taker
        if isinstance(taker, io.TextIOWrapper) and taker.encoding.lower() == "utf-8":
            # As they are: each would be decoded to be encoded again.
            taker.flush()
            taker.buffer.writelines(parts)
        else:
            taker.writelines(part.decode() for part in parts)

    @property
    def _taker(self) -> TextIO:
        if self.stdout is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return self.stdout

    def say(self, sentence: str) -> None:
        """A word on the way, for the person; nothing with ``--quiet``."""
        if not self.quiet:
            self.complain(sentence)

    def complain(self, sentence: str) -> None:
        """A word that ``--quiet`` does not silence."""
        if self.stderr is not None:
            try:
                self.stderr.write(f"{harmless(sentence)}\n")
                self.stderr.flush()
            except OSError:
                # Nobody listens to the words; the data may still have a taker.
                self.stderr = None

    def flush(self) -> None:
        """Hand over what was printed. Raises `OSError`."""
        if self.stdout is not None:
            self.stdout.flush()

    def stop_output(self) -> None:
        """After a failure to write: keep the interpreter from trying once more at its end."""
        try:
            number = self.stdout.fileno() if self.stdout is not None else -1
        except (OSError, ValueError):
            return
        if number == 1:
            sink = os.open(os.devnull, os.O_WRONLY)
            os.dup2(sink, number)
            os.close(sink)

    @property
    def takes_unicode(self) -> bool:
        """Whether every character can be printed as it is."""
        return (getattr(self.stdout, "encoding", None) or "utf-8").lower().startswith("utf")

    @property
    def is_terminal(self) -> bool:
        """Whether a person sits at both ends."""
        return self.is_typed and self.is_shown

    @property
    def is_typed(self) -> bool:
        """Whether standard input is a keyboard."""
        return self._is_tty(self.stdin)

    @property
    def is_shown(self) -> bool:
        """Whether standard output is a screen."""
        return self._is_tty(self.stdout)

    @staticmethod
    def _is_tty(stream: TextIO | None) -> bool:
        try:
            return stream is not None and stream.isatty()
        except ValueError:
            return False

    @property
    def full_screen_serves(self) -> bool:
        """Whether this terminal can show the full screen."""
        return self.is_terminal and self.environ.get("TERM", "") not in ("", "dumb")

    def read_all(self, most: int) -> str:
        """Standard input to its end, at most `most` characters. Undecodable bytes are replaced."""
        if self.stdin is None:
            return ""
        if isinstance(self.stdin, io.TextIOWrapper):
            self.stdin.reconfigure(errors="replace")
        return self.stdin.read(most)
