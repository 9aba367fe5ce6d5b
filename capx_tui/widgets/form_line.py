"""One line of text with a caret: editing by what people see as letters, and the part of it that is in view.

A wide letter takes two cells, a letter with its marks one; the caret never stands inside either.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from rich.cells import cell_len, split_graphemes

__all__ = ["Line", "View", "view"]

_MORE = "…"


def _spans(text: str) -> list[tuple[int, int, int]]:
    """Start, end and cells of each letter with what belongs to it."""
    return split_graphemes(text)[0]


@dataclass(frozen=True, slots=True)
class Line:
    """`caret` counts characters of `text` and stands before one of them, or at the end."""

    text: str = ""
    caret: int = 0

    @property
    def cell(self) -> int:
        """Cells before the caret."""
        return cell_len(self.text[: self.caret])

    def insert(self, text: str) -> Line:
        """With `text` at the caret, which stands after it."""
        return Line(self.text[: self.caret] + text + self.text[self.caret :], self.caret + len(text))

    def become(self, text: str) -> Line:
        """Another text, the caret behind what is other in it; the same text leaves the caret alone."""
        if text == self.text:
            return self
        end = next(
            (at for at, (a, b) in enumerate(zip(reversed(self.text), reversed(text), strict=False)) if a != b), None
        )
        return Line(text, len(text) - (min(len(text), len(self.text)) if end is None else end))

    # -- moving ----------------------------------------------------------------------------------

    def left(self) -> Line:
        """One letter back."""
        return replace(self, caret=max((start for start, _, _ in _spans(self.text) if start < self.caret), default=0))

    def right(self) -> Line:
        """One letter on."""
        ends = (end for _, end, _ in _spans(self.text) if end > self.caret)
        return replace(self, caret=min(ends, default=len(self.text)))

    def home(self) -> Line:
        """To the beginning."""
        return replace(self, caret=0)

    def end(self) -> Line:
        """To the end."""
        return replace(self, caret=len(self.text))

    def word_left(self) -> Line:
        """To the beginning of this word or of the one before."""
        at = self.caret
        while at and not _is_word(self.text[at - 1]):
            at -= 1
        while at and _is_word(self.text[at - 1]):
            at -= 1
        return replace(self, caret=at)

    def word_right(self) -> Line:
        """To the beginning of the next word."""
        at = self.caret
        while at < len(self.text) and _is_word(self.text[at]):
            at += 1
        while at < len(self.text) and not _is_word(self.text[at]):
            at += 1
        return replace(self, caret=at)

    def to_cell(self, cell: int) -> Line:
        """To the letter that covers `cell`; past the end, to the end."""
        before = 0
        for start, _, cells in _spans(self.text):
            before += cells
            if before > cell:
                return replace(self, caret=start)
        return self.end()

    # -- taking out ------------------------------------------------------------------------------

    def backspace(self) -> Line:
        """Without the letter before the caret; of a letter with marks, the last mark goes first."""
        if not self.caret:
            return self
        start = self.left().caret
        # Whoever types a sign in parts takes it back in parts; a joined or coloured emoji goes whole.
        last = self.text[self.caret - 1]
        if self.caret - start > 1 and unicodedata.category(last) in ("Mn", "Mc", "Me") and last != "\ufe0f":
            start = self.caret - 1
        return Line(self.text[:start] + self.text[self.caret :], start)

    def delete(self) -> Line:
        """Without the letter after the caret."""
        return Line(self.text[: self.caret] + self.text[self.right().caret :], self.caret)

    def delete_word(self) -> Line:
        """Without what `word_left` passes."""
        start = self.word_left().caret
        return Line(self.text[:start] + self.text[self.caret :], start)

    def delete_before(self) -> Line:
        """Without everything before the caret."""
        return Line(self.text[self.caret :], 0)

    def delete_after(self) -> Line:
        """Without everything after the caret."""
        return Line(self.text[: self.caret], self.caret)


def _is_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in ("Mn", "Mc", "Me")


@dataclass(frozen=True, slots=True)
class View:
    """What is drawn of a line in `room` cells, and the cell of it on which the caret stands."""

    text: str
    caret: int
    #: The first cell of the line that is in view, to be handed in again with the next key.
    first: int


def view(line: Line, room: int, first: int = 0) -> View:
    """The part of `line` that `room` cells show. It moves by half a width, so that typing does not move it each time.

    What is cut is marked with "…" at that end, never over the caret.
    """
    room = max(room, 4)
    cells = cell_len(line.text)
    if cells < room:
        return View(line.text, line.cell, 0)
    caret = line.cell
    if caret < first + (1 if first else 0):
        first = max(0, caret - room // 2)
    elif caret > first + room - 3:
        first = caret - room // 2
    shown, at = "", 0
    for start, end, width in _spans(line.text):
        if at >= first and at + width <= first + room:
            shown += line.text[start:end]
        elif at < first < at + width:
            # Half of a wide letter cannot be shown.
            shown += " " * (at + width - first)
        at += width
    if first:
        shown = _MORE + _without_first(shown)
    if cells - first > room - 1:
        shown = _without_last(shown, room - 1) + _MORE
    return View(shown, caret - first, first)


def _without_first(text: str) -> str:
    """`text` with its first cell taken away; half of a wide letter leaves a blank."""
    spans = _spans(text)
    start = next((end for _, end, cells in spans if cells), len(text))
    cells = next((cells for _, _, cells in spans if cells), 1)
    return " " * (cells - 1) + text[start:]


def _without_last(text: str, room: int) -> str:
    """The first `room` cells of `text`, filled with blanks where a wide letter is cut."""
    kept, at = "", 0
    for start, end, cells in _spans(text):
        if at + cells > room:
            break
        kept += text[start:end]
        at += cells
    return kept + " " * (room - at)
