"""A key held down in our list, tree, table and form and in Textual's, over four lines."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Held, Keys, Program, held, keys
from benchmarks.terminal import LOCAL, Link

__all__ = ["GOALS", "LINKS", "Case", "HeldRow", "cases", "held_table", "measure_held"]

ROOT = Path(__file__).parents[1]
LINKS = (
    LOCAL,
    Link("1 Mbit/s, 80 ms", 125_000, 0.08),
    Link("384 kbit/s, 200 ms", 48_000, 0.2),
    Link("64 kbit/s, 300 ms", 8_000, 0.3),
    Link("9,600 baud, 300 ms", 960, 0.3),
)
#: What ours are to reach: bytes and milliseconds to painted for one key, milliseconds that the picture moves on
#: after release over the line of 64 kbit/s, and milliseconds to the cursor, in the middle and for nineteen of twenty.
GOALS = (300, 5.0, 1_000, 10.0, 20.0)
_JUDGED = 3


@dataclass(frozen=True)
class Case:
    """What is held down where. `waits`: the program looks at when its frames arrive, so each line is a run."""

    program: Program
    key: str
    waits: bool


@dataclass(frozen=True)
class HeldRow:
    """One case measured: keys one by one, and the key held down over each of `LINKS`."""

    case: Case
    single: Keys
    over: tuple[Held, ...]

    @property
    def moves_on(self) -> Sequence[float]:
        """Milliseconds after release until the picture stands, a number for each line."""
        return [one.moves_on_ms[0] for one in self.over] if len(self.over) > 1 else self.over[0].moves_on_ms

    @property
    def is_reached(self) -> bool:
        """All `GOALS`."""
        bytes_, painted, lag, cursor, slow_cursor = GOALS
        single = self.single
        return (
            max(single.written, self.over[0].written) <= bytes_
            and single.painted_ms <= painted
            and self.moves_on[_JUDGED] <= lag
            and single.cursor_ms < cursor
            and single.cursor_slow_ms < slow_cursor
        )


def cases(environment: Mapping[str, str], real: Sequence[Program]) -> list[Case]:
    """Textual's four widgets, our four, and `real` screens of the program."""

    def program(name: str, module: str, which: str, key: str) -> Program:
        command = (sys.executable, "-m", f"benchmarks.{module}", which)
        return Program(name, command, environment, key, lambda _: True)

    return [
        Case(program("Textual’s OptionList", "textual_widgets", "list", "down"), "down", waits=False),
        Case(program("our list", "own_widgets", "list", "down"), "down", waits=True),
        Case(program("Textual’s Tree", "textual_widgets", "tree", "down"), "down", waits=False),
        Case(program("our tree", "own_widgets", "tree", "down"), "down", waits=True),
        Case(program("Textual’s DataTable", "textual_widgets", "table", "down"), "down", waits=False),
        Case(program("our table", "own_widgets", "table", "down"), "down", waits=True),
        Case(program("Textual’s Inputs and Checkboxes, Tab", "textual_widgets", "form", "tab"), "tab", waits=False),
        Case(program("our form", "own_widgets", "form", "down"), "down", waits=True),
        *(Case(one, "down", waits=True) for one in real),
    ]


def measure_held(case: Case, presses: int, seconds: float) -> HeldRow:
    """Press the key one at a time, then hold it down over each line."""
    single = keys(case.program, [case.key] * presses)
    if not case.waits:
        return HeldRow(case, single, (held(case.program, case.key, also=LINKS[1:], seconds=seconds),))
    over = tuple(held(case.program, case.key, link=link, seconds=seconds) for link in LINKS)
    return HeldRow(case, single, over)


def held_table(rows: Sequence[HeldRow]) -> str:
    """All rows as Markdown."""
    head = ["", "bytes a key", "painted", "cursor", "p95", "held: bytes", "processor", *(link.name for link in LINKS)]
    lines = [f"| {' | '.join([*head, 'goals'])} |", f"|---|{'--:|' * (len(head) - 1)}---|"]
    for row in rows:
        one, local = row.single, row.over[0]
        numbers = [
            f"{one.written:,.0f}",
            f"{one.painted_ms:.1f}",
            "–" if math.isnan(one.cursor_ms) else f"{one.cursor_ms:.1f}",
            "–" if math.isnan(one.cursor_slow_ms) else f"{one.cursor_slow_ms:.1f}",
            f"{local.written:,.0f}",
            f"{local.processor_ms:.1f}",
            # Less than nothing: the end of the rows was reached before the key was let go.
            *(f"{max(0.0, value):,.0f}" for value in row.moves_on),
        ]
        reached = ("yes" if row.is_reached else "no") if row.case.waits else ""
        lines.append(f"| {row.case.program.name} | {' | '.join(numbers)} | {reached} |")
    return "\n".join(lines)
