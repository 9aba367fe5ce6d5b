"""Rows as CSV, Markdown, wikitext and spoken lines, with other people's text made harmless in each.

Every format has its own way of being steered by text: a spreadsheet runs what begins with ``=``, a
wiki expands ``{{…}}`` and signs ``~~~~``, Markdown makes links and tables out of punctuation. A cell
is text, a number, nothing, or a list of texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from capx_tui.text import clean, fenced

__all__ = ["Address", "Cell", "Row", "cell_width", "csv_lines", "cut", "markdown_lines", "wikitext_lines"]

Cell: TypeAlias = str | int | float | bool | Sequence[str] | None
Row: TypeAlias = Sequence[Cell]


class Address(str):
    """A web address that we wrote ourselves: it stays a link where the format has links."""

    __slots__ = ()


#: What a spreadsheet takes for the beginning of a formula, in the ASCII and the full-width forms
#: that it folds together.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~#&$!])")
# Everything that wikitext could read as markup. A colon only where a link could follow it.
_WIKITEXT = re.compile(r"[&<>\[\]{}|'~_=*#;!\"]|:(?=\S)|(?<=\b)(?<=ISBN|PMID) |(?<=\bRFC) ")
_ADDRESS = re.compile(r"https://[A-Za-z0-9._~!*'()%/?&=-]+").fullmatch
_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf"})


def _text(cell: Cell, between: str) -> str:
    """`cell` on one line. Lists are joined by `between`."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (int, float)):
        return str(cell)
    return between.join(clean(part) for part in cell)


def _csv_cell(cell: Cell) -> str:
    if isinstance(cell, (int, float)) or cell is None:
        return _text(cell, "")
    text = _text(cell, "; ")
    if text.startswith(_FORMULA):
        # The apostrophe makes it text in every spreadsheet program.
        text = f"'{text}"
    # Quoted always: a program that splits at semicolons must not find a second cell in here.
    return '"' + text.replace('"', '""') + '"'


def csv_lines(headings: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """RFC 4180 without its line ends: texts quoted, numbers bare, formulas disarmed. Lists join with ``; ``."""
    yield ",".join(_csv_cell(heading) for heading in headings)
    for row in rows:
        yield ",".join(_csv_cell(cell) for cell in row)


def _markdown_cell(cell: Cell) -> str:
    if isinstance(cell, Address) and _ADDRESS(cell):
        return f"<{cell}>"
    return _MARKDOWN.sub(r"\\\1", _text(cell, ", ")) or " "


def markdown_lines(headings: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """A GitHub-flavoured table. Columns of numbers stand on the right."""
    listed = [list(row) for row in rows]
    yield "| " + " | ".join(_markdown_cell(heading) for heading in headings) + " |"
    yield "| " + " | ".join("---:" if right else "---" for right in _numeric(listed, len(headings))) + " |"
    for row in listed:
        yield "| " + " | ".join(_markdown_cell(cell) for cell in row) + " |"


def _numeric(rows: Sequence[Row], columns: int) -> list[bool]:
    """Which columns hold numbers and nothing else."""
    found = []
    for index in range(columns):
        cells = [row[index] for row in rows if row[index] is not None]
        found.append(bool(cells) and all(isinstance(c, (int, float)) and not isinstance(c, bool) for c in cells))
    return found


def _wikitext_cell(cell: Cell) -> str:
    if isinstance(cell, Address) and _ADDRESS(cell):
        # A bare address is a link; what wikitext would read inside it is percent-encoded.
        return re.sub(r"['~!*]", lambda match: f"%{ord(match[0]):02X}", cell)
    return _WIKITEXT.sub(lambda match: f"&#{ord(match[0])};", _text(cell, ", "))


def wikitext_lines(headings: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """A ``wikitable``. No cell can open a template, a link, a signature or a magic word."""
    yield '{| class="wikitable sortable"'
    yield "|-"
    for heading in headings:
        yield f'! scope="col" | {_wikitext_cell(heading)}'.rstrip()
    for row in rows:
        yield "|-"
        for cell in row:
            yield f"| {_wikitext_cell(cell)}".rstrip()
    yield "|}"


def cell_width(text: str) -> int:
    """How many terminal cells `text` takes: wide East Asian characters two, marks and joiners none."""
    if text.isascii():
        return len(text)
    width = 0
    for character in text:
        if unicodedata.category(character) in _ZERO_WIDTH:
            continue
        width += 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
    return width


def cut(text: str, cells: int, end: str = "…") -> str:
    """`text` in at most `cells` terminal cells, with `end` where something was left out.

    A letter keeps its combining marks or goes with them.
    """
    if cell_width(text) <= cells:
        return text
    room = cells - cell_width(end)
    if room < 0:
        return ""
    width = 0
    kept: list[str] = []
    for character in text:
        width += cell_width(character)
        if width > room:
            break
        kept.append(character)
    return fenced("".join(kept).rstrip() + end)
