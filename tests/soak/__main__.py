"""The whole soak: ``python -m tests.soak [ACTIONS]`` (20,000), and its log for ``docs/faults.md``.

Fails with the shortest row of actions that it finds, as soon as anything was told that is not so.
"""

from __future__ import annotations

import platform
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from capx_tui.demo.embedded import open_world
from tests.soak.machine import Log, Soak
from tests.soak.measures import MIB
from tests.soak.page import write_table
from tests.soak.person import NOW, PEOPLE, Told

_STEPS = 100
_RATES = (0.05, 0.15, 0.4)


def main(actions: int) -> None:
    """Run them, a third at each rate of faults, and write the page."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="soak-world-") as place:
        Soak.world = open_world(Path(place), people=PEOPLE, now=NOW)
        for number, rate in enumerate(_RATES):
            Soak.rate = rate
            wanted = actions * (number + 1) // len(_RATES)
            while Soak.log.told.total() < wanted:
                left = wanted - Soak.log.told.total()
                run_state_machine_as_test(Soak, settings=_settings(min(40, max(4, left // _STEPS))))
                print(f"{Soak.log.told.total()} actions, {Soak.log.broke.total()} faults", file=sys.stderr)
    write_table("python -m tests.soak", _lines(Soak.log, time.monotonic() - begun))


def _settings(people: int) -> settings:
    return settings(
        max_examples=people,
        stateful_step_count=_STEPS,
        derandomize=False,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def _lines(log: Log, seconds: float) -> list[str]:
    told: Counter[Told] = Counter()
    for (_, each), count in log.told.items():
        told[each] += count
    quarter = max(1, len(log.memory) // 4)
    early, late = log.memory[quarter : 2 * quarter] or log.memory, log.memory[-quarter:]
    lines = [
        f"`make soak` on {datetime.now(UTC):%Y-%m-%d}: Python {platform.python_version()}, {seconds / 60:.0f} minutes.",
        "",
        "| what | count |",
        "|---|--:|",
        f"| actions | {log.told.total():,} |",
        f"| requests | {log.requests:,} |",
        f"| faults | {log.broke.total():,} |",
        f"| told to be done, and done | {told[Told.DONE]:,} |",
        f"| told not to be done, and nothing changed | {told[Told.NOT]:,} |",
        f"| told that nobody knows, or only a part was done | {told[Told.OPEN]:,} |",
        f"| the program killed | {told[Told.KILLED]:,} |",
        "| lost: told to be done, and not there; or a draft that was gone | 0 |",
        "| doubled | 0 |",
        "| told otherwise than it was | 0 |",
        f"| longest action | {log.longest[0]:.1f} s ({log.longest[1].rpartition('.')[2].replace('_', ' ')}) |",
        f"| memory, second quarter | {median(size for size, _ in early) / MIB:.0f} MiB |",
        f"| memory, last quarter | {median(size for size, _ in late) / MIB:.0f} MiB |",
        f"| blocks of Python, second quarter | {median(blocks for _, blocks in early):,.0f} |",
        f"| blocks of Python, last quarter | {median(blocks for _, blocks in late):,.0f} |",
        "",
        "| action | done | not done | open | killed |",
        "|---|--:|--:|--:|--:|",
    ]
    for name in sorted({name for name, _ in log.told}):
        counts = " | ".join(f"{log.told[name, each]:,}" for each in Told)
        lines.append(f"| {name} | {counts} |")
    lines += [
        "",
        "| fault | times |",
        "|---|--:|",
        *(f"| {name} | {log.broke[name]:,} |" for name in sorted(log.broke)),
    ]
    return lines


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
