"""A capacity as one row of the tree: depth, name, what is below, and how many have it, in words."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len

from capx_tui.i18n import t
from capx_tui.widgets.line_list import Row, Span

__all__ = ["TreeRow", "tree_row"]


@dataclass(frozen=True, slots=True)
class TreeRow:
    """What a row needs. `below` is how many capacities are below; `expanded` counts only if there are any."""

    name: str
    level: int
    below: int
    expanded: bool
    known: int
    available: int
    wanted: int
    #: More to say behind the name.
    words: tuple[str, ...] = ()
    #: The style of a main capacity's name.
    style: str = "name"
    #: Words of a fallback: the language the name is in, "" where it is the person's own.
    language: str = ""


def tree_row(row: TreeRow, width: int, *, speaks: bool = False) -> Row:
    """The name first (readers and 40-cell displays begin there), counts at the end where there is room.

    For eyes they stand in a column of their own; for ears they follow at once, a braille display would show the blanks.
    """
    indent = "    " * (row.level - 1)
    sign = "" if not row.below else ("- " if row.expanded else "+ ")
    spans: list[Span] = [
        (f"{indent}{sign}" if sign else f"{indent}  ", "dim"),
        (row.name, row.style if row.level == 1 else ""),
    ]
    if row.language:
        # Readers leave brackets out.
        spans.append((f", {row.language}" if speaks else f" [{row.language}]", "dim"))
    spans += [(f", {each}", "dim") for each in row.words]
    if row.below:
        state = t("tree-expanded") if row.expanded else t("tree-collapsed")
        spans.append((f", {state}, {t('tree-below', row.below)}", "dim"))
    used = sum(cell_len(text) for text, _ in spans)
    full = t("tree-counts", row.available, row.wanted, row.known)
    short = t("tree-counts-short", row.available, row.wanted)
    for counts in (full, short):
        if speaks and used + cell_len(counts) + 2 <= width:
            spans.append((f", {counts}", "dim"))
            break
        if not speaks and used + cell_len(counts) + 2 <= width:
            spans.append((" " * (width - used - cell_len(counts)), ""))
            spans.append((counts, "dim"))
            break
    return spans
