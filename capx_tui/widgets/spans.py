"""Pieces of text with the names of their styles, and a line of them that fits."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from capx_tui.terminal.modes import glyphs
from capx_tui.text import fenced

__all__ = ["Row", "Span", "fit"]

#: A piece of text and the name of its style: one of `LineList.STYLES`, or "".
Span = tuple[str, str]
#: One line of an item.
Row = Sequence[Span]


def fit(row: Row, width: int) -> list[Span]:
    """`row` cut to `width` cells, with "…" where something was cut ("..." where that is not sure to be drawn)."""
    room, more = width, glyphs().more
    kept: list[Span] = []
    for text, style in row:
        cells = cell_len(text)
        if cells <= room:
            kept.append((text, style))
            room -= cells
            continue
        while kept and room < len(more):
            # No room to say so behind what is whole: the spans before give theirs.
            text, style = kept.pop()  # noqa: PLW2901 - the one that is cut in its place
            room += cell_len(text)
        cut = set_cell_size(text, max(room - len(more), 0)).rstrip() + more[: max(room, 0)]
        kept.append((fenced(cut), style))
        break
    return kept
