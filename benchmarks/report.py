"""The numbers as a table of Markdown, and the page of the documentation they stand on."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

__all__ = ["Row", "page", "table"]

_PAGE = """# Performance

Measured by `make bench` on {date}: Python {python}, Textual {textual}, {processors} processors, a terminal of 120
columns and 40 rows, medians of {rounds} starts. Everything is measured from outside, in a pseudo-terminal, and times
depend on the machine and on what else it does: what counts is the column of ratios, each to an empty Textual app in the
same run.

{table}

“first paint” is the first thing that can be read. “interactive” is when a key that was pressed at the first paint has
changed the picture. The world was built and the mirror filled before: what is measured is every start but the first.
"""


@dataclass(frozen=True)
class Row:
    """One number, the empty app's beside it, and what was to be reached: a bound or a ratio."""

    what: str
    value: float
    unit: str
    empty: float | None
    goal: float | None = None
    goal_ratio: float | None = None
    digits: int = 0

    @property
    def ratio(self) -> float | None:
        """Times the empty app's."""
        return self.value / self.empty if self.empty else None

    @property
    def is_reached(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.goal is not None:
            return self.value <= self.goal
        if self.goal_ratio is not None and self.ratio is not None:
            return self.ratio <= self.goal_ratio
        return None


def table(rows: Sequence[Row]) -> str:
    """All rows."""
    lines = ["| what | measured | × empty Textual app | goal | reached |", "|---|--:|--:|--:|---|"]
    for row in rows:
        ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
        goal = f"≤ {row.goal:,g} {row.unit}" if row.goal is not None else ""
        goal = f"≤ {row.goal_ratio:g} ×" if row.goal_ratio is not None else goal
        reached = {None: "", True: "yes", False: "no"}[row.is_reached]
        lines.append(f"| {row.what} | {row.value:,.{row.digits}f} {row.unit} | {ratio} | {goal} | {reached} |")
    return "\n".join(lines)


def page(rows: Sequence[Row], *, rounds: int) -> str:
    """The page of the documentation."""
    return _PAGE.format(
        date=datetime.now(UTC).date().isoformat(),
        python=platform.python_version(),
        textual=version("textual"),
        processors=os.cpu_count(),
        rounds=rounds,
        table=table(rows),
    )
