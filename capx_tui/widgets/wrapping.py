"""Text in lines of so many cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len, chop_cells, set_cell_size

from capx_tui.i18n import t
from capx_tui.terminal.modes import glyphs
from capx_tui.text import fenced

__all__ = ["clauses", "first_parts", "wrap", "wrap_named"]

#: Where a sentence may end before its end.
_CLAUSE = re.compile(r"[,;:.](?= )|[،؛、；]")
#: Where a part of a sentence ends that stands by itself.
_PART = re.compile(r"\s*;(?= )")
#: A name is no more than this part of a line.
_NAME_SHARE = 3
#: So many letters go with the signs at the end of a word that is too long for a line.
_TAIL = 4


def wrap(text: str, width: int, *, first: int = 0) -> list[str]:
    """`text` in lines of at most `width` cells, broken between words where there are any; `first` is the first's."""
    lines: list[str] = []

    def room() -> int:
        return max(1, first if first and not lines else width)

    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if cell_len(longer) <= room():
                line = longer
                continue
            if line:
                lines.append(line)
            line = word
            while cell_len(line) > room():
                pieces = chop_cells(line, room())
                # The first line may have less room than the others; a wide letter goes where there is room for one
                # cell, too. All else at once: a word may be very long.
                whole = pieces[:-1] if lines and all(pieces) else [pieces[0] or line[0]]
                lines += whole
                line = line[sum(map(len, whole)) :]
                lines[-1], line = _shared(lines[-1], line, room())
        lines.append(line)
    return _fenced_each(lines) if "\u2068" in text else lines


def _shared(full: str, rest: str, width: int) -> tuple[str, str]:
    """A long word's last full line and its rest: signs alone take letters with them, for they say nothing as a row."""
    is_signs = 0 < len(rest) <= _TAIL and not any(map(str.isalnum, rest))
    if is_signs and full.isascii() and min(len(full), width) >= 2 * _TAIL:
        return full[:-_TAIL], full[-_TAIL:] + rest
    return full, rest


def _fenced_each(lines: Sequence[str]) -> list[str]:
    """An isolate that is broken over lines is closed at the end of each and opened on the next."""
    kept: list[str] = []
    still_open = 0
    for line in lines:
        whole = "\u2068" * still_open + line
        still_open = max(0, whole.count("\u2068") - whole.count("\u2069"))
        kept.append(fenced(whole))
    return kept


def clauses(text: str, width: int) -> str:
    """As much of a sentence as fits, up to a comma, semicolon or colon; "" where not even its first clause does."""
    if cell_len(text) <= width:
        return text
    ends = [found.start() for found in _CLAUSE.finditer(text) if cell_len(text[: found.start()]) <= width]
    return fenced(text[: ends[-1]]) if ends else ""


def first_parts(text: str, width: int) -> str:
    """As much of a sentence as fits, up to a semicolon, and closed there; all where its first part does not."""
    if cell_len(text) <= width:
        return text
    fitting = [text[: found.start()] for found in _PART.finditer(text) if cell_len(text[: found.start()]) < width]
    return fenced(f"{fitting[-1]}.") if fitting else text


def wrap_named(text: str, width: int, name: str, *, first: int = 0, most: int = 0) -> list[str]:
    """As `wrap`, for ears: each line of several tells which it is, and from the second on of what.

    ``I write templates and; 1 of 2``, ``teach them.  Mini bio, 2 of 2``. What is told stands behind the line, that a
    braille display of 40 cells begins with the text. Blank lines are left out. Of more than `most` lines the
    last says how many there are more of.
    """
    lines = [line for line in wrap(text, width, first=first) if line.strip()] or [""]
    if len(lines) == 1:
        return lines
    name = _cut(name, width // _NAME_SHARE)
    # With more digits than there can be: how many lines there are is known after they are broken.
    most_lines = len(lines) * 10
    head, told = (cell_len(_part(said, most_lines, most_lines)) + 2 for said in ("", name))
    lines = [line for line in wrap(text, width - told, first=(first or width) - head) if line.strip()]
    rows = [f"{line}{_pause(line)}{_part(name if at else '', at + 1, len(lines))}" for at, line in enumerate(lines)]
    if most and len(rows) > most:
        left = len(rows) - most + 1
        return [*rows[: most - 1], t("row-more-of", name, left) if name else t("row-more", left)]
    return rows


def _part(name: str, number: int, count: int) -> str:
    return t("row-part-of", name, number, count) if name else t("row-part", number, count)


def _pause(line: str) -> str:
    return "  " if line[-1] in ".,;:!?\u2026" else "; "


def _cut(name: str, width: int) -> str:
    more = glyphs().more
    return name if cell_len(name) <= width else fenced(set_cell_size(name, max(width - len(more), 0)).rstrip() + more)
