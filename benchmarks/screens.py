"""The common keys on every screen that can be gone to: what each costs, and where one is over the goals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.measure import Group, Program, groups
from capx_tui.model.actions import SCREENS

__all__ = ["BYTES", "PAINTED_MS", "ScreenRow", "measure_screens", "screens_table"]

#: Down and Up are to cost no more; Tab and a page write what they write.
PAINTED_MS, BYTES = 5.0, 300
_KEYS: Mapping[str, Sequence[str]] = {
    "down": ["down"] * 8,
    "up": ["up"] * 4,
    "page": ["pagedown", "pageup"],
    "tab": ["tab"] * 3,
}


@dataclass(frozen=True)
class ScreenRow:
    """One screen: what its keys cost, by kind."""

    name: str
    found: Mapping[str, Group]

    @property
    def is_reached(self) -> bool:
        """Whether Down and Up are within the goals."""
        moves = [self.found[kind] for kind in ("down", "up") if self.found[kind].most]
        return all(each.painted_ms <= PAINTED_MS and each.written <= BYTES for each in moves)


def measure_screens(program: Callable[[str], Program]) -> list[ScreenRow]:
    """Each screen in a run of its own; `program` opens the one with that id."""
    return [ScreenRow(entry.id, groups(program(entry.id), _KEYS)) for entry in SCREENS]


def screens_table(rows: Sequence[ScreenRow]) -> str:
    """All rows as Markdown: milliseconds, bytes and processor milliseconds of each kind of key."""
    head = "| screen | Down | Up | page | Tab | goals |\n|---|--:|--:|--:|--:|---|"
    lines = [
        f"| {row.name} | {' | '.join(map(_cell, row.found.values()))} | {'yes' if row.is_reached else 'no'} |"
        for row in rows
    ]
    return "\n".join([head, *lines])


def _cell(group: Group) -> str:
    if not group.most:
        return "–"
    return f"{group.painted_ms:.1f} / {group.written:,.0f} / {group.processor_ms:.1f}"
