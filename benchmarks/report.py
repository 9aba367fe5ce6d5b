"""The numbers as a table of Markdown, and the page of the documentation they stand on."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

__all__ = [
    "Row",
    "first_section",
    "held_section",
    "keys_section",
    "lists_section",
    "scale_section",
    "screens_section",
    "start_section",
    "table",
]
__all__ += ["with_section"]

_BEFORE_SECTION = re.compile(r"^(?=## )", re.MULTILINE)

_HEAD = """# Performance

Measured from outside, in a pseudo-terminal of 120 columns and 40 rows. Times depend on the machine and on what else it
does: what counts are ratios, and numbers that stand side by side in one run.
"""
_START = """## Start

`make bench ARGS=start` on {where}, medians of {rounds} starts.
The ratios are to an empty Textual app in the same run.

{table}

"first paint" is the first thing that can be read: of ours the picture that the last run kept
([decision 19](decisions/0019-first-picture.md)), of Home its title alone. "interactive" is when a key that was
pressed at the first paint has changed the picture; posting and harlequin drop keys until they are there, so theirs is
pressed ten times a second. "processor time" and "memory" are those after half a quiet second, when ours has asked the
service as well. The world was built and the mirror filled before: what is measured is every start but the first.
"""
_FIRST = """## The first start ever

`make bench ARGS=first` on {where}, medians of 3 starts, Explore.
The ratios are to an empty Textual app, interactive in the same run.

{table}

Nothing is kept before a first start: the service, in a process of its own, is asked for everybody and everything.
"everybody, and names": until the last byte. The next start is in the same home. A service that is no embedded one
is measured where `CAPX_LIVE_SERVICE` and `CAPX_LIVE_TOKEN` name it.
"""
_KEYS = """## Keys, doing nothing, a line command

`make bench ARGS=keys` on {where}, medians of {presses} keys.
The ratios are to an empty Textual app in the same run.

{table}

"to the cursor" is from the key until the hardware cursor stands where it stays; "p95": nineteen of twenty are quicker.
"""
_SCREENS = """## Every screen, {people:,} people

`make bench ARGS=screens` on {where}. For each kind of key: milliseconds to
the last byte / bytes / processor milliseconds, medians; "–" where the key does nothing. Goals: Down and Up ≤ 5 ms and
≤ 300 bytes. Where the marker leaves the page, the page turns: "page" is PageDown and PageUp.

{table}
"""
_SCALE = """## From a thousand people to a hundred thousand

`make bench ARGS=scale` on {where}. The embedded service answers, in the same process; filling and
refreshing are as long as it takes to answer; where it is in another process, what is not our own processor time is
waiting for it. "exponent": 1 grows as the number of people does, 0 not at all.

{table}
"""
_LISTS = """## Lists, trees and tables of any length

`make bench ARGS=lists` on {where}.

A step down, medians of {presses}: milliseconds to the last byte / bytes · milliseconds from the start until the rows
are there, medians of 3. "exponent": how the time of a step grows with the rows, 0 not at all. Goals: a step ≤ 5 ms and
≤ 300 bytes with any number of rows, exponent < 0.05. Textual's own are not tried with 100,000 rows: they would be
built for half a minute.

{table}
"""
_HELD = """## A key held down

`make bench ARGS=held` on {where}.

5,000 rows, a form of 100 fields; Textual's own widgets as they come. "bytes a key",
"painted" and "cursor" are medians of {presses} keys pressed one by one, in milliseconds from the key until the last
byte and until the hardware cursor stands where it stays (Textual hides it). "held" is 30 keys a second for
{seconds:g} seconds: bytes and processor milliseconds for each, and for each line how many milliseconds after the key
was let go the picture still moves; 0 where the rows had ended before, which shows nothing of the line.

{table}

On a line, keys and answers travel to the program for half of the time there and back, and bytes to the person for the
other half and as fast as the line is; the line keeps everything. Each of our numbers is a run of its own over such a
line, for the program looks at when its frames arrive (docs/decisions/0017-output-layer.md); the terminal at its end
says that it knows mode 2026 when asked, as kitty, foot, Ghostty and WezTerm do. Textual does not look, so its bytes
are reckoned for all lines from one run. Goals: a key ≤ 300 bytes, alone and held, painted in ≤ 5 ms; the cursor
in < 10 ms, p95 < 20 ms; over the line of 64 kbit/s the picture stands ≤ 1,000 ms after release.
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


def start_section(table: str, rounds: int) -> str:
    """What ``ARGS=start`` measures, as a section of the page."""
    return _START.format(where=_where(), rounds=rounds, table=table)


def first_section(table: str) -> str:
    """What ``ARGS=first`` measures, as a section of the page."""
    return _FIRST.format(where=_where(), table=table)


def keys_section(table: str, presses: int) -> str:
    """What ``ARGS=keys`` measures, as a section of the page."""
    return _KEYS.format(where=_where(), presses=presses, table=table)


def screens_section(table: str, people: int) -> str:
    """What ``ARGS=screens`` measures with so many people, as a section of the page."""
    return _SCREENS.format(where=_where(), people=people, table=table)


def scale_section(table: str) -> str:
    """What ``ARGS=scale`` measures, as a section of the page."""
    return _SCALE.format(where=_where(), table=table)


def lists_section(table: str, presses: int) -> str:
    """What ``ARGS=lists`` measures, as a section of the page."""
    return _LISTS.format(where=_where(), presses=presses, table=table)


def held_section(held: str, presses: int, seconds: float) -> str:
    """What ``ARGS=held`` measures, its table given, as a section of the page."""
    return _HELD.format(where=_where(), presses=presses, seconds=seconds, table=held)


def _where() -> str:
    date = datetime.now(UTC).date().isoformat()
    return f"{date}: Python {platform.python_version()}, Textual {version('textual')}, {os.cpu_count()} processors"


def with_section(page: str, section: str) -> str:
    """`page` with `section` in place of the one of the same heading, at the end where there is none."""
    heading = section.partition("\n")[0]
    parts = _BEFORE_SECTION.split(page) if page.startswith("# ") else [_HEAD]
    parts = [part.rstrip() for part in parts]
    places = [at for at, part in enumerate(parts) if part.partition("\n")[0] == heading]
    at = places[0] if places else len(parts)
    parts[at : at + 1] = [section.rstrip()]
    return "\n\n".join(parts) + "\n"
