"""A frame as cells: one grapheme and one look each. What is compared, and what a terminal holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, split_graphemes
from rich.color import ColorSystem
from rich.style import Style
from textual.strip import Strip

from capx_tui.text import harmless

__all__ = [
    "BLANK",
    "DEFAULT",
    "Cell",
    "Line",
    "Look",
    "blank_lines",
    "cells_of",
    "is_single",
    "is_steady",
    "is_steady_line",
    "look_of",
    "on_blank",
    "transition",
]


class Look(NamedTuple):
    """Colours as SGR parameters ("" is the terminal's own) and attributes as SGR numbers, ascending."""

    foreground: str = ""
    background: str = ""
    attributes: tuple[int, ...] = ()


DEFAULT = Look()
#: Attributes that are seen where no letter is: underlined, reversed, struck through.
_SEEN_ON_BLANKS = frozenset((4, 7, 9))
#: What ends an attribute alone, on every terminal: bold and dim, underlined, reversed.
_ENDS = {1: 22, 2: 22, 4: 24, 7: 27}
_BRIGHT = frozenset(map(str, range(90, 98)))
#: The text of a cell is a grapheme; the right half of a wide one is "".
Cell = tuple[str, Look]
Line = tuple[Cell, ...]
BLANK: Cell = (" ", DEFAULT)

#: What stands for nothing but looks: box drawing, blocks, braille patterns. Readers spell it out.
_DECORATION = dict.fromkeys((*range(9472, 9632), *range(10240, 10496)), " ")
_DECORATION |= {ord(old): new for old, new in {"▶": "+", "▼": "-", "•": "*", "●": "*", "·": ",", "…": "."}.items()}


#: What leads to another row or column.
_BREAKS = dict.fromkeys(map(ord, "\r\n\t"))
#: Categories of what combines with its neighbours, or is drawn differently everywhere.
_COMBINING = ("Mn", "Mc", "Me", "Cf", "So", "Cn", "Co")


@lru_cache(maxsize=4096)
def on_blank(look: Look, pen: Look = DEFAULT) -> Look:
    """What there is to see of `look` where no letter is; what is not seen is left as `pen` has it."""
    if not _SEEN_ON_BLANKS.isdisjoint(look.attributes):
        return look
    attributes = pen.attributes if _SEEN_ON_BLANKS.isdisjoint(pen.attributes) else ()
    return Look(pen.foreground, look.background, attributes)


@lru_cache(maxsize=4096)
def look_of(style: Style | None, system: ColorSystem | None) -> Look:
    """`style` as a terminal of that colour system shows it; without one, only attributes are left."""
    if style is None:
        return DEFAULT
    attributes = tuple(
        number
        for number, is_on in (
            (1, style.bold),
            (2, style.dim),
            (3, style.italic),
            (4, style.underline),
            (7, style.reverse),
            (9, style.strike),
        )
        if is_on
    )
    if system is None:
        return Look("", "", attributes)
    foreground = background = ""
    if style.color is not None and not style.color.is_default:
        foreground = ";".join(style.color.downgrade(system).get_ansi_codes(foreground=True))
    if style.bgcolor is not None and not style.bgcolor.is_default:
        background = ";".join(style.bgcolor.downgrade(system).get_ansi_codes(foreground=False))
    return Look(foreground, background, attributes)


def cells_of(strip: Strip, width: int, system: ColorSystem | None, *, plain: bool = False) -> Line:
    """The cells of one row, exactly `width` of them. `plain` leaves no look and no decoration."""
    cells: list[Cell] = []
    for text, style, control in strip:
        if control:
            continue
        look = DEFAULT if plain else look_of(style, system)
        if not text.isprintable():
            # Here everything goes by: what steers a terminal is never a letter in a cell.
            text = harmless(text).translate(_BREAKS)  # noqa: PLW2901 - the same text, made harmless
        if plain:
            text = text.translate(_DECORATION)  # noqa: PLW2901 - the same text, said plainly
        if text.isascii():
            blank = (" ", on_blank(look))
            cells += [blank if character == " " else (character, look) for character in text]
            continue
        for start, end, size in split_graphemes(text)[0]:
            grapheme = text[start:end]
            if size == 0:
                if cells:
                    cells[-1] = (cells[-1][0] + grapheme, cells[-1][1])
                continue
            cells.append((grapheme, on_blank(look) if grapheme == " " else look))
            cells += [("", look)] * (size - 1)
    if len(cells) > width:
        del cells[width:]
        # Half of a wide character cannot be shown.
        if cells and cell_len(cells[-1][0]) > 1:
            cells[-1] = (" ", on_blank(cells[-1][1]))
    cells += [BLANK] * (width - len(cells))
    return tuple(cells)


@lru_cache(maxsize=4096)
def is_steady(grapheme: str, *, is_narrow: bool = False) -> bool:
    """Whether every terminal takes the same room for it. Clusters and joiners are not steady.

    Nor are ambiguous letters (é, Cyrillic, Greek), which take two cells on some East Asian terminals, unless
    `is_narrow` says that this is none.
    """
    if grapheme.isascii() or not grapheme:
        return True
    return is_single(grapheme) and (is_narrow or unicodedata.east_asian_width(grapheme) != "A")


def is_single(grapheme: str) -> bool:
    """Whether it is one sign and combines with nothing: a Cyrillic letter is, though ambiguous in its width."""
    return len(grapheme) <= 1 and unicodedata.category(grapheme or " ") not in _COMBINING


def is_steady_line(line: Line, *, is_narrow: bool = False) -> bool:
    """Whether no cell of the row can spill into its neighbours; see `is_steady`."""
    texts = [text for text, _ in line]
    return "".join(texts).isascii() or all(is_steady(text, is_narrow=is_narrow) for text in texts)


@lru_cache(maxsize=8192)
def transition(old: Look, new: Look) -> str:
    """The shortest SGR sequence that turns the pen from `old` to `new`, "" where they are the same."""
    if old == new:
        return ""
    whole = [str(number) for number in new.attributes] + [code for code in (new.foreground, new.background) if code]
    fresh = f"\x1b[{';'.join(['0', *whole])}m" if whole else "\x1b[m"
    gone = set(old.attributes) - set(new.attributes)
    if not gone <= _ENDS.keys():
        return fresh
    ends = sorted({_ENDS[number] for number in gone})
    # Bold and dim end together.
    begin = [n for n in new.attributes if n not in old.attributes or _ENDS.get(n) in ends]
    steps = [str(number) for number in (*ends, *begin)]
    # The Linux console takes bold for the bright colours: with the one it ends the other.
    if old.foreground != new.foreground or (22 in ends and new.foreground in _BRIGHT):
        steps.append(new.foreground or "39")
    if old.background != new.background:
        steps.append(new.background or "49")
    step = f"\x1b[{';'.join(steps)}m"
    return step if len(step) <= len(fresh) else fresh


def blank_lines(width: int, height: int) -> Sequence[Line]:
    """An empty screen."""
    return [(BLANK,) * width] * height
