"""From the picture a terminal holds to the picture it should hold, in as few bytes as may be.

Textual repaints whole widgets; on a slow line that is what one waits for, and a screen reader speaks
what is written. The painter keeps the picture, compares cell by cell, and writes what changed: with
the cheapest cursor moves, tracked attributes, erase-to-end, and scroll regions. In screen-reader mode
it writes whole rows (half a word tells nobody anything), but single cells while one types.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from textual.geometry import Offset, Size
from textual.strip import Strip

from capx_tui.terminal.cells import (
    BLANK,
    DEFAULT,
    Cell,
    Line,
    Look,
    blank_lines,
    cells_of,
    is_single,
    is_steady,
    is_steady_line,
    on_blank,
    transition,
)
from capx_tui.terminal.scrolling import find_scroll

__all__ = ["Painter", "Terminal"]

#: Unchanged cells between two changes are written again where that is shorter than a move.
_GAP = 4
#: Stands for the strip of a row of which only the picture is known.
_UNKNOWN = Strip([Segment("\0")])


class Terminal(msgspec.Struct, frozen=True):
    """What matters of the terminal at the other end."""

    colors: ColorSystem | None = ColorSystem.TRUECOLOR
    #: Erasing paints the background colour (all but screen and vt100).
    erases_in_colour: bool = True
    #: Only text and no look; whole rows.
    speaks: bool = False
    #: Letters of ambiguous width (é, Cyrillic, Greek) take one cell.
    is_narrow: bool = False


class Painter:
    """Knows one terminal's picture. `paint` gives the bytes for the next one."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self._lines: list[Line] = []
        self._strips: list[Strip] = []
        self._size = Size(0, 0)
        self._cursor: Offset | None = None
        self._pen: Look | None = None
        self._is_whole = True

    @property
    def is_whole(self) -> bool:
        """Whether the last frame was painted to its end, and not only as far as it was let."""
        return self._is_whole

    @property
    def lines(self) -> Sequence[Line]:
        """The picture as it should stand now."""
        return self._lines

    @property
    def strips(self) -> Sequence[Strip]:
        """The strips of the last frame; empty after `forget`."""
        return self._strips

    def forget(self) -> None:
        """The picture is not known any more (resize, resume, another program wrote): the next is whole."""
        self._size = Size(0, 0)
        self._strips = []
        self._cursor = None
        self._pen = None

    def take(self, lines: Sequence[Line], cursor: Offset) -> None:
        """These cells stand on the terminal already, with the cursor there and a plain pen."""
        self._lines, self._size = list(lines), Size(len(lines[0]) if lines else 0, len(lines))
        self._strips, self._cursor, self._pen = [], cursor, DEFAULT

    def place(self, cursor: Offset) -> str:
        """The bytes that move the hardware cursor, nothing else."""
        return self._move(cursor.x, cursor.y)

    def paint(
        self, strips: Sequence[Strip], size: Size, cursor: Offset, *, typing: bool = False, most: int | None = None
    ) -> str:
        """The bytes that turn the picture into `strips`, with the cursor left on `cursor`.

        `typing`: a text field has the focus, so a change of one or two cells in its row is an echo and is
        written alone in screen-reader mode too. Empty where nothing changed. `most`: after so many characters no
        further row is begun, and `is_whole` says so: the next frame goes on from there, whatever it shows.
        """
        out: list[str] = []
        if size != self._size:
            # Without automatic margins a letter that is wider than we think cannot scroll the screen.
            out.append("\x1b[?7l\x1b[m\x1b[2J")
            self._pen, self._cursor, self._size = DEFAULT, None, size
            self._lines, self._strips = list(blank_lines(size.width, size.height)), []
        new = self._new_lines(strips, size)
        changed = [y for y, (before, after) in enumerate(zip(self._lines, new, strict=True)) if before != after]
        if self.terminal.speaks:
            # What is written is spoken in that order: where one is, what has the focus, then the rest.
            changed.sort(key=lambda y: (y not in (0, cursor.y), y))
        elif len(changed) > 3:
            out.append(self._scroll(new))
            changed = [y for y, (before, after) in enumerate(zip(self._lines, new, strict=True)) if before != after]
            if most is not None and len(changed) * size.width > most:
                # Where it may not go in one piece, what has the focus goes first.
                changed.sort(key=lambda y: (y != cursor.y, y))
        later = self._paint_rows(out, changed, new, cursor, typing, most)
        self._take_strips(strips, size, later)
        if changed and self._pen != DEFAULT:
            # Whoever writes next (the shell after us, a message of the system) starts plain.
            out.append(self._look(DEFAULT))
        out.append(self._move(cursor.x, cursor.y))
        return "".join(out)

    def _paint_rows(
        self,
        out: list[str],
        changed: Sequence[int],
        new: Sequence[Line],
        cursor: Offset,
        typing: bool,
        most: int | None,
    ) -> Sequence[int]:
        """Write the rows `changed`; gives back those for which there was no room left."""
        written = sum(map(len, out))
        for number, y in enumerate(changed):
            if most is not None and number and written >= most:
                return changed[number:]
            echo = typing and y == cursor.y and _is_echo(self._lines[y], new[y])
            if self.terminal.speaks and not echo:
                out.append(self._whole_row(y, new[y]))
            else:
                out.append(self._row(y, self._lines[y], new[y]))
            written += len(out[-1])
            self._lines[y] = new[y]
        return ()

    def _take_strips(self, strips: Sequence[Strip], size: Size, later: Sequence[int]) -> None:
        self._strips = list(strips[: size.height])
        self._is_whole = not later
        for y in later:
            if y < len(self._strips):
                self._strips[y] = _UNKNOWN

    def _new_lines(self, strips: Sequence[Strip], size: Size) -> list[Line]:
        system, plain = self.terminal.colors, self.terminal.speaks
        old, lines = self._strips, self._lines
        # A strip that equals the last frame's has the same cells: that holds for most rows.
        new = [
            lines[y]
            if y < len(old) and (strip is old[y] or strip == old[y])
            else cells_of(strip, size.width, system, plain=plain)
            for y, strip in enumerate(strips[: size.height])
        ]
        new += blank_lines(size.width, size.height - len(new))
        return new

    # -- rows ------------------------------------------------------------------------------------

    def _row(self, y: int, old: Line, new: Line) -> str:
        """Only the cells that changed; the whole row where a letter of it may take more room than we think."""
        out: list[str] = []
        if not (self.terminal.speaks or (self._is_steady(old) and self._is_steady(new))):
            out += [self._move(0, y), self._look(DEFAULT), "\x1b[K"]
            old = (BLANK,) * len(new)
        end = self._erasable_from(new)
        erases = _differing(old[end:], new[end:]) > 3
        limit = end if erases else len(new)
        x = 0
        while x < limit:
            if old[x] == new[x]:
                x += 1
                continue
            start = x
            while new[start][0] == "" and start:
                start -= 1
            x = self._run_end(old[:limit], new[:limit], x)
            out.append(self._write(start, y, new[start:x]))
        if erases:
            out += [self._move(end, y), self._look(on_blank(new[end][1], self._pen or DEFAULT)), "\x1b[K"]
        return "".join(out)

    @staticmethod
    def _run_end(old: Line, new: Line, x: int) -> int:
        """Where a run of changes that begins at `x` ends; short gaps of the same look belong to it."""
        width = len(new)
        stop = x
        while x < width:
            if old[x] != new[x]:
                x += 1
                stop = x
                continue
            text, look = new[x]
            before = new[stop - 1][1]
            is_same = look == before or (text == " " and look == on_blank(before))
            if x - stop >= _GAP or not is_same or not text.isascii():
                break
            x += 1
        while stop < width and new[stop][0] == "":
            stop += 1
        return stop

    def _erasable_from(self, line: Line) -> int:
        """The first of the blank cells at the row's end that one erase-to-end can make."""
        x = len(line)
        text, look = line[-1] if line else BLANK
        if text != " " or look.attributes or (look.background and not self.terminal.erases_in_colour):
            return x
        while x and line[x - 1] == (" ", look):
            x -= 1
        return x

    def _whole_row(self, y: int, new: Line) -> str:
        """The row from its first column, cleared before: multiplexers drop cells that stayed the same."""
        end = len(new)
        while end and new[end - 1][0] == " ":
            end -= 1
        lead = "\r\n" if self._cursor is not None and self._cursor.y == y - 1 else self._move(0, y)
        # In one go, however much room the terminal takes for it: a cursor move within a name makes readers spell it.
        text = "".join(letter for letter, _ in new[:end])
        # Behind a full row, or one of unsure room, some readers' own cursors are in the next row already.
        self._cursor = Offset(end, y) if end < len(new) and self._is_steady(new[:end]) else None
        return f"{lead}\x1b[2K{text}"

    def _write(self, x: int, y: int, cells: Sequence[Cell]) -> str:
        out, width, narrow = [self._move(x, y)], self._size.width, self.terminal.is_narrow
        pen = self._pen
        for text, look in cells:
            if text == "":
                continue
            if x < 0:
                x = -x
                out.append(self._move(x, y))
            if look is not pen and look != pen:
                if text == " ":
                    look = on_blank(look, pen or DEFAULT)  # noqa: PLW2901 - the same to see
                out.append(self._look(look))
                pen = look
            out.append(text)
            if text.isascii():
                x += 1
                continue
            x += cell_len(text)
            if not is_steady(text, is_narrow=narrow):
                # Where terminals differ in the room a letter takes, say where the next one goes.
                self._cursor = None
                x = -x
        self._cursor = Offset(x, y) if 0 <= x < width else None
        return "".join(out)

    def _is_steady(self, line: Line) -> bool:
        return is_steady_line(line, is_narrow=self.terminal.is_narrow)

    # -- pen and cursor --------------------------------------------------------------------------

    def _look(self, look: Look) -> str:
        reset = "\x1b[m" if self._pen is None else ""
        sequence = reset + transition(self._pen or DEFAULT, look)
        self._pen = look
        return sequence

    def _move(self, x: int, y: int) -> str:
        if self._size.width:
            x, y = min(max(x, 0), self._size.width - 1), min(max(y, 0), self._size.height - 1)
        at, self._cursor = self._cursor, Offset(x, y)
        if at == (x, y):
            return ""
        absolute = f"\x1b[{y + 1}H" if x == 0 else f"\x1b[{y + 1};{x + 1}H"
        if at is None:
            return absolute
        ways = [absolute]
        if at.y == y:
            step = x - at.x
            count = "" if abs(step) == 1 else abs(step)
            ways.append(f"\x1b[{count}{'C' if step > 0 else 'D'}")
            if x == 0:
                ways.append("\r")
            elif -4 < step < 0:
                ways.append("\b" * -step)
        elif x == 0 and y == at.y + 1:
            ways.append("\r\n")
        return min(ways, key=len)

    # -- scrolling -------------------------------------------------------------------------------

    def _scroll(self, new: Sequence[Line]) -> str:
        """Let the terminal move rows that only changed place."""
        found = find_scroll(self._lines, new)
        if found is None:
            return ""
        top, bottom, step = found
        out = [self._look(DEFAULT), f"\x1b[{top + 1};{bottom}r"]
        self._cursor = None
        width = self._size.width
        blanks = [(BLANK,) * width] * abs(step)
        if step > 0:
            out += [self._move(0, bottom - 1), "\n" * step]
            self._lines[top:bottom] = [*self._lines[top + step : bottom], *blanks]
        else:
            out += [self._move(0, top), "\x1bM" * -step]
            self._lines[top:bottom] = [*blanks, *self._lines[top : bottom + step]]
        out.append("\x1b[r")
        self._cursor = None
        return "".join(out)


def _is_echo(old: Line, new: Line) -> bool:
    """Whether it is a letter typed or taken away, in a row whose other letters stay where they are."""
    return _differing(old, new) <= 2 and all(is_single(text) for text, _ in (*old, *new))


def _differing(old: Sequence[Cell], new: Sequence[Cell]) -> int:
    return sum(before != after for before, after in zip(old, new, strict=True))
