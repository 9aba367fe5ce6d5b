"""A terminal that holds every byte to the grammar of our own sequences, and every letter to the screen's columns."""

from __future__ import annotations

import re
from typing import Any

from rich.cells import cell_len

from tests.pty.sequences import OURS, Splitter, foreign
from tests.screens.visits import Recorder

__all__ = ["WatchedTerminal", "steering_in", "trouble_in_text"]

_PLACE = re.compile(r"\x1b\[(\d*)(?:;(\d+))?H").fullmatch
_STEP = re.compile(r"\x1b\[(\d*)([CD])").fullmatch
#: What a stream of lines may not hold: controls but the line feed, C1, halves of pairs, what is not seen or turns.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2067\u206a-\u206f\ud800-\udfff"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


class WatchedTerminal(Recorder):
    """Not headless: the output layer writes to it. `trouble` says what was written that is none of ours."""

    def __init__(self, *args: Any, size: tuple[int, int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, size=size, **kwargs)
        self._pieces: list[str] = []
        self._columns = (size or (80, 24))[0]
        self._splitter = Splitter()
        self._x = 0
        self.trouble: list[str] = []
        #: How many tokens were looked at: a terminal that was never written to has no trouble either.
        self.seen = 0

    @property
    def everything(self) -> str:
        """All that was written, from the start."""
        return "".join(self._pieces)

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self._pieces.append(data)
        tokens = list(self._splitter.feed(data))
        self.seen += len(tokens)
        self.trouble += map(ascii, foreign(tokens))
        if self._splitter.rest:
            self.trouble.append(f"a sequence without an end: {self._splitter.rest[:80]!a}")
        if not data.isprintable() and not OURS.search(data):
            self.trouble.append(f"unprintable: {data[:80]!a}")
        for token in tokens:
            self._follow(token)

    def _follow(self, token: str) -> None:
        """Where the cursor is after `token`."""
        if token >= " " and token[0] != "\x7f":
            self._x += cell_len(token)
            if self._x > self._columns:
                self.trouble.append(f"beyond the last column: {token[-40:]!a}")
        elif token in "\r\n\x08":
            self._x = {"\r": 0, "\n": self._x, "\x08": max(0, self._x - 1)}[token]
        elif placed := _PLACE(token):
            self._x = int(placed[2] or 1) - 1
        elif stepped := _STEP(token):
            self._x += int(stepped[1] or 1) * (1 if stepped[2] == "C" else -1)


def steering_in(text: str) -> list[str]:
    """What in the output of a line command is neither a letter nor a line's end."""
    return [ascii(each) for each in _UNSEEN.findall(text)]


def trouble_in_text(text: str) -> list[str]:
    """The same, and lines that leave a name's fence open."""
    return steering_in(text) + [line for line in text.split("\n") if line.count("\u2068") != line.count("\u2069")]
