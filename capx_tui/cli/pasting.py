"""What a person pastes into standard input, at once or while something else is waited for.

What is pasted is a password in all but name: it is not echoed on a terminal, and leaves this module
as a `Secret` only.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from types import TracebackType

from capx_tui.auth.failures import PasteError
from capx_tui.auth.paste import read_paste
from capx_tui.cli.console import Console
from capx_tui.secret import Secret

__all__ = ["Pasting", "read_pasted", "without_echo"]


def read_pasted(
    console: Console, most: int, *, is_whole: Callable[[Secret | None], bool] | None = None
) -> Secret | None:
    """What standard input holds; typed input ends with an empty line, or as soon as it makes sense.

    `is_whole` says when that is; without it, once it signs in. None for nothing but blanks.
    """
    makes_sense = is_whole if is_whole is not None else partial(_makes_sense, console)
    if not console.is_typed:
        text = console.read_all(most + 1)
        return Secret(text) if text.strip() else None
    lines: list[str] = []
    with without_echo(console):
        while console.stdin is not None and (line := console.stdin.readline(most + 1)):
            if not line.strip() and lines:
                break
            lines.append(line)
            text = "".join(lines)
            if makes_sense(Secret(text) if text.strip() else None) or sum(map(len, lines)) > most:
                break
    text = "".join(lines)
    return Secret(text) if text.strip() else None


def _makes_sense(console: Console, pasted: Secret | None) -> bool:
    try:
        read_paste(pasted, console.now())
    except PasteError:
        return False
    return True


@contextlib.contextmanager
def without_echo(console: Console) -> Iterator[None]:
    """A terminal that does not show what is typed, as for a password."""
    number = _file_number(console)
    if number < 0 or not os.isatty(number):
        yield
        return
    import termios

    before = termios.tcgetattr(number)
    silent = list(before)
    silent[3] &= ~termios.ECHO
    try:
        # Within: a signal may come as soon as this is done.
        termios.tcsetattr(number, termios.TCSADRAIN, silent)
        yield
    finally:
        termios.tcsetattr(number, termios.TCSADRAIN, before)


def _file_number(console: Console) -> int:
    try:
        return console.stdin.fileno() if console.stdin is not None else -1
    except (OSError, ValueError):
        return -1


class Pasting:
    """The lines of standard input, one by one, while the event loop goes on.

    A thread blocked in a read could not be ended; so the loop itself watches the descriptor.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._number = _file_number(console)
        self._lines: asyncio.Queue[Secret | None] = asyncio.Queue()
        self._rest = b""
        self._watched = False
        self._echo = without_echo(console)

    def __enter__(self) -> Pasting:
        self._echo.__enter__()
        try:
            asyncio.get_running_loop().add_reader(self._number, self._readable)
            self._watched = True
        except (OSError, ValueError, NotImplementedError):
            # A file, or no descriptor at all: everything is there already.
            text = self._console.read_all(1 << 20)
            for line in text.splitlines():
                self._hand_over(line)
            self._lines.put_nowait(None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._watched:
            asyncio.get_running_loop().remove_reader(self._number)
        self._echo.__exit__(kind, error, traceback)

    def _readable(self) -> None:
        try:
            found = os.read(self._number, 65536)
        except OSError:
            found = b""
        self._rest += found
        *whole, self._rest = self._rest.split(b"\n")
        if not found:
            whole.append(self._rest)
        for line in whole:
            self._hand_over(line.decode("utf-8", "replace"))
        if not found:
            asyncio.get_running_loop().remove_reader(self._number)
            self._watched = False
            self._lines.put_nowait(None)

    def _hand_over(self, line: str) -> None:
        if line.strip():
            self._lines.put_nowait(Secret(line))

    async def __aiter__(self) -> AsyncIterator[Secret]:
        while (line := await self._lines.get()) is not None:
            yield line
