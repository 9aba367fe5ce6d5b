"""Our list, tree and table with a hundred rows to a hundred thousand: what opening them and a step costs."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.measure import Keys, Program, keys, median, start
from benchmarks.scale import Growth

__all__ = ["SIZES", "ListRow", "lists_table", "measure_lists"]

SIZES = (100, 10_000, 100_000)
#: What a step may cost, and how it may grow.
_PAINTED_MS, _BYTES, _EXPONENT = 5.0, 300, 0.05
#: Name, module, which of its widgets, and with how many rows that is endured.
_WIDGETS = (
    ("our list", "own_widgets", "list", SIZES),
    ("our tree", "own_widgets", "tree", SIZES),
    ("our table", "own_widgets", "table", SIZES),
    ("Textual’s OptionList", "textual_widgets", "list", SIZES[:2]),
    ("Textual’s Tree", "textual_widgets", "tree", SIZES[:2]),
    ("Textual’s DataTable", "textual_widgets", "table", SIZES[:2]),
)


@dataclass(frozen=True)
class ListRow:
    """One widget: until a key was answered after the start, and what steps cost, by the number of rows."""

    name: str
    ready_ms: Mapping[int, float]
    steps: Mapping[int, Keys]

    @property
    def exponent(self) -> float:
        """How the time of a step grows with the rows: 1 as they do, 0 not at all."""
        return Growth(self.name, "ms", {rows: found.painted_ms for rows, found in self.steps.items()}).exponent

    @property
    def is_reached(self) -> bool:
        """Whether a step is within the goals with any number of rows, and as quick with many as with few."""
        cheap = all(one.painted_ms <= _PAINTED_MS and one.written <= _BYTES for one in self.steps.values())
        return cheap and self.exponent < _EXPONENT


def measure_lists(environment: Mapping[str, str], presses: int) -> list[ListRow]:
    """Each widget in a run of its own for each number of rows; runs take turns for what else the machine does."""
    found = []
    for name, module, which, sizes in _WIDGETS:
        programs = {rows: _program(name, module, which, rows, environment) for rows in sizes}
        ready: dict[int, list[float]] = {rows: [] for rows in sizes}
        for _ in range(3):
            for rows, program in programs.items():
                ready[rows].append(start(program).interactive_ms)
        steps = {rows: keys(program, ["down"] * presses) for rows, program in programs.items()}
        found.append(ListRow(name, {rows: median(times) for rows, times in ready.items()}, steps))
    return found


def _program(name: str, module: str, which: str, rows: int, environment: Mapping[str, str]) -> Program:
    line = (sys.executable, "-m", f"benchmarks.{module}", which, str(rows))
    program = Program(name, line, environment, "down", lambda _: True)
    # There once the last of its first rows is: what comes before them is no picture of the list.
    return replace(
        program, is_there=lambda written: b"erson" in written, answered=lambda screen: _stands(screen.display)
    )


def _stands(display: Sequence[str]) -> bool:
    return any("Person" in line for line in display)


def lists_table(rows: Sequence[ListRow]) -> str:
    """All rows as Markdown."""
    head = ["", *(f"{size:,} rows" for size in SIZES), "exponent", "goals"]
    lines = [f"| {' | '.join(head)} |", f"|---|{'--:|' * (len(head) - 2)}---|"]
    for row in rows:
        cells = [_cell(row, size) for size in SIZES]
        reached = ("yes" if row.is_reached else "no") if row.name.startswith("our") else ""
        lines.append(f"| {row.name} | {' | '.join(cells)} | {row.exponent:.2f} | {reached} |")
    return "\n".join(lines)


def _cell(row: ListRow, size: int) -> str:
    if size not in row.steps:
        return "–"
    step = row.steps[size]
    return f"{step.painted_ms:.1f} / {step.written:,.0f} · {row.ready_ms[size]:,.0f}"
