"""A terminal's picture, kept by pyte, with what pyte lacks: a second screen, modern modes, answers to queries."""

from __future__ import annotations

import codecs

import pyte

from tests.pty.sequences import Splitter

__all__ = ["Emulator"]

#: What pyte would take for text or for something else.
_UNKNOWN_TO_PYTE = ("\x1b[>", "\x1b[<", "\x1b[=", "\x1bP", "\x1b_", "\x1b^", "\x1bX")


class Emulator:
    """Feed it bytes; look at `rows`, `cursor` and `modes`. `answers` are what it says to the program.

    `second_screen` is False for a Linux console, which has one picture only. `modern` knows synchronised
    output, resize reports and the keyboard protocol, and says so when asked; otherwise nothing is answered.
    """

    def __init__(self, width: int, height: int, *, second_screen: bool = True, modern: bool = True) -> None:
        self._first = pyte.Screen(width, height)
        self._second = pyte.Screen(width, height)
        self._has_second = second_screen
        self._modern = modern
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._splitter = Splitter()
        self.screen = self._first
        self._stream = pyte.Stream(self.screen)
        #: DEC private modes that were set and not reset.
        self.modes: set[int] = {7, 25}
        #: How many times the keyboard protocol was pushed and not popped.
        self.keyboards = 0
        self.answers = ""
        #: The rows as text, until something is written.
        self._rows: list[str] | None = None
        #: Every token, in order.
        self.tokens: list[str] = []

    def feed(self, data: bytes) -> None:
        """Take what the program wrote."""
        self._rows = None
        for token in self._splitter.feed(self._decode(data)):
            self.tokens.append(token)
            self._take(token)

    def _take(self, token: str) -> None:
        if token.startswith("\x1b[?") and token[-1] in "hlp":
            self._take_mode(token)
        elif token == "\x1b[>25u":
            self.keyboards += 1
        elif token == "\x1b[<u":
            self.keyboards = max(0, self.keyboards - 1)
        elif token.isascii():
            if not token.startswith(_UNKNOWN_TO_PYTE):
                self._stream.feed(token)
        else:
            # One by one: pyte drops what follows a letter that takes no room.
            for letter in token:
                self._stream.feed(letter)

    def _take_mode(self, token: str) -> None:
        if token.endswith("$p"):
            if self._modern and token[3:-2] in ("2026", "2048"):
                self.answers += f"\x1b[?{token[3:-2]};2$y"
            return
        for number in map(int, token[3:-1].split(";")):
            if number == 1049 and self._has_second:
                self._show(self._second if token[-1] == "h" else self._first, clear=token[-1] == "h")
            if token[-1] == "h":
                self.modes.add(number)
            else:
                self.modes.discard(number)
        if token[3:-1] in ("7", "25"):
            self._stream.feed(token)

    def _show(self, screen: pyte.Screen, *, clear: bool) -> None:
        self.screen = screen
        self._stream = pyte.Stream(screen)
        if clear:
            screen.reset()

    def resize(self, width: int, height: int) -> str:
        """Another size. What a terminal that reports it says to the program, "" for one that does not."""
        self._rows = None
        for screen in (self._first, self._second):
            screen.resize(height, width)
        return f"\x1b[48;{height};{width};{height * 20};{width * 10}t" if 2048 in self.modes else ""

    @property
    def rows(self) -> list[str]:
        """The picture's text; behind a wide letter stands nothing."""
        if self._rows is None:
            buffer, columns = self.screen.buffer, range(self.screen.columns)
            self._rows = ["".join([buffer[y][x].data for x in columns]) for y in range(self.screen.lines)]
        return self._rows

    @property
    def text(self) -> str:
        """The picture's text without what is blank at the right."""
        return "\n".join(row.rstrip() for row in self.rows)

    def __str__(self) -> str:
        return f"the picture, cursor at {self.cursor}:\n{self.text}"

    @property
    def looks(self) -> list[list[tuple[object, ...]]]:
        """Colours and attributes of each cell as they are seen: of a blank no colour of letters, no boldness."""
        buffer = self.screen.buffer
        return [
            [
                (cell.bg,)
                if cell.data == " " and not (cell.underscore or cell.reverse)
                else (cell.fg, cell.bg, cell.bold, cell.italics, cell.underscore, cell.reverse)
                for cell in (buffer[y][x] for x in range(self.screen.columns))
            ]
            for y in range(self.screen.lines)
        ]

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the hardware cursor, from 0."""
        return min(self.screen.cursor.x, self.screen.columns - 1), self.screen.cursor.y

    @property
    def is_cursor_shown(self) -> bool:
        """Whether the program left the cursor visible."""
        return 25 in self.modes

    def from_cursor(self) -> str:
        """The row from the cursor on: what a reader says, and what stands under the cursor first."""
        x, y = self.cursor
        return "".join(self.screen.buffer[y][at].data for at in range(x, self.screen.columns)).rstrip()

    def before_cursor(self) -> str:
        """The row up to the cursor."""
        x, y = self.cursor
        return "".join(self.screen.buffer[y][at].data for at in range(x))
