"""A thousand people, ten thousand, a hundred thousand: what each thing costs, and how it grows.

The embedded worlds are built once and kept in a directory outside of the repository (`cache`), since the largest
takes a while. Work inside the program is timed inside one process, the best of a few runs: it is arithmetic.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.first import embedded
from benchmarks.measure import Program, command, keys, median, start

__all__ = ["SIZES", "Growth", "cache", "measure_scale", "scale_table"]

SIZES = (1_000, 10_000, 100_000)
ROOT = Path(__file__).parents[1]
_RUNS = 5


@dataclass(frozen=True)
class Growth:
    """One thing at each of the sizes; `goal` is for the largest."""

    what: str
    unit: str
    values: Mapping[int, float]
    goal: float | None = None

    @property
    def exponent(self) -> float:
        """1 grows as the number of people does, 0 not at all."""
        few, many = min(self.values), max(self.values)
        least = 1e-3
        ratio = max(self.values[many], least) / max(self.values[few], least)
        return math.log(ratio) / math.log(many / few)


def cache() -> Path:
    """Where worlds are kept: ``CAPX_BENCH_CACHE``, else a directory of its own below one's cache."""
    given = os.environ.get("CAPX_BENCH_CACHE", "")
    return Path(given) if given else Path.home() / ".cache" / "capx-tui-bench"


def measure_scale(
    around: Callable[[Path], dict[str, str]], program: Callable[[Path, int, str], Program]
) -> list[Growth]:
    """`around` gives the environment for a home, `program` a screen with so many people in one."""
    found: dict[str, dict[int, float]] = {}
    for people in SIZES:
        home = cache() / str(people)
        home.mkdir(parents=True, exist_ok=True)
        for what, value in {
            **_filled(home, people, around(home)),
            **_filled_from_afar(people, around),
            **_started(program(home, people, "Explore")),
            **_walked(home, people, program),
            **_worked(people, around(home)),
        }.items():
            found.setdefault(what, {})[people] = value
    return [Growth(what, unit, found[what], goal) for what, unit, goal in _ROWS]


#: Other screens whose lists are as long as the community is large.
_SCREENS = ("Matches", "Organizations", "Statistics")
#: The largest community that is filled from another process: the service there builds its world anew each time.
_AFAR = 10_000
#: What is measured, in which unit, and what it may be for the largest community.
_ROWS: tuple[tuple[str, str, float | None], ...] = (
    ("first fill", "s", None),
    ("first fill, people a second", "", None),
    ("first fill from another process", "s", None),
    ("of it, our own processor time", "%", None),
    ("refresh with nothing new", "ms", None),
    ("the mirror's file", "MiB", None),
    ("Explore, first paint", "ms", None),
    ("Explore, interactive", "ms", None),
    ("Explore, memory", "MiB", None),
    ("Down in Explore, painted", "ms", 5.0),
    ("Down in Explore, bytes", "bytes", 300.0),
    ("a letter in the search, painted", "ms", 35.0),
    ("the first letter, which finds most", "ms", 35.0),
    ("a capacity chosen, all counts painted", "ms", 40.0),
    *((f"Down in {screen}, painted", "ms", 5.0) for screen in _SCREENS),
    *((f"Down in {screen}, bytes", "bytes", 300.0) for screen in _SCREENS),
    ("opening the index", "ms", None),
    ("a filter of two facets", "ms", None),
    ("all live counts of capacities", "ms", 40.0),
    ("matches", "ms", 100.0),
    ("statistics: a table of all capacities", "ms", None),
)


def _filled(home: Path, people: int, around: Mapping[str, str]) -> dict[str, float]:
    """The mirror filled anew from a world that is there, and compared with it once more."""
    asked = (sys.executable, "-m", "capx_tui", "sync", "--demo", "--people", str(people), "--quiet")
    command((*asked[:3], "whoami", *asked[4:]), around)
    mirror = home / ".cache" / "capx-tui" / "mirror"
    for file in mirror.glob("*"):
        file.unlink()
    first = command(asked, around)
    again = min(command(asked, around).seconds_ms for _ in range(3))
    return {
        "first fill": first.seconds_ms / 1e3,
        "first fill, people a second": people / (first.seconds_ms / 1e3),
        "refresh with nothing new": again,
        "the mirror's file": sum(file.stat().st_size for file in mirror.glob("*")) / 2**20,
    }


def _filled_from_afar(people: int, around: Callable[[Path], dict[str, str]]) -> dict[str, float]:
    """The same from a service in another process: what is not our own processor's is waiting for it."""
    if people > _AFAR:
        return {}
    with embedded(people) as named, tempfile.TemporaryDirectory() as home:
        found = command((sys.executable, "-m", "capx_tui", "sync", "--quiet"), {**around(Path(home)), **named})
    return {
        "first fill from another process": found.seconds_ms / 1e3,
        "of it, our own processor time": 100 * found.processor_ms / found.seconds_ms,
    }


def _walked(home: Path, people: int, program: Callable[[Path, int, str], Program]) -> dict[str, float]:
    """Steps in the long lists of other screens, and a facet's value chosen."""
    found = {}
    for screen in _SCREENS:
        down = keys(program(home, people, screen), ["down"] * 12)
        found[f"Down in {screen}, painted"], found[f"Down in {screen}, bytes"] = down.painted_ms, down.written
    chosen = keys(program(home, people, "Explore"), ["enter"] * 12, ["f", "enter", "down"])
    return {**found, "a capacity chosen, all counts painted": chosen.painted_ms}


def _started(program: Program) -> dict[str, float]:
    for _ in range(2):
        start(program)
    runs = [start(program) for _ in range(3)]
    down = keys(program, ["down"] * 20)
    typed = keys(program, ["a", "n", "a", *["backspace"] * 3] * 4, ["/"])
    # In runs of their own: what was searched before is known.
    first = median([keys(program, ["a"], ["/"]).painted_ms for _ in range(5)])
    return {
        "Explore, first paint": min(run.first_paint_ms for run in runs),
        "Explore, interactive": min(run.interactive_ms for run in runs),
        "Explore, memory": min(run.memory_mib for run in runs),
        "Down in Explore, painted": down.painted_ms,
        "Down in Explore, bytes": down.written,
        "a letter in the search, painted": typed.painted_ms,
        "the first letter, which finds most": first,
    }


def _worked(people: int, around: Mapping[str, str]) -> dict[str, float]:
    """What the program reckons, in a process of its own: its home is in the environment."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.scale", str(people)],
        env=dict(around),
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(_RUNS):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times) * 1e3


async def _reckon(people: int) -> dict[str, float]:
    from capx_tui.bootstrap import Options, open_core
    from capx_tui.model.explore import ExploreFilter, Facet
    from capx_tui.model.matches import Matching
    from capx_tui.store.explore import ExploreStore

    async with open_core(Options(demo=True, people=people)) as core:
        await core.session.verify()
        explore, names = core.explore, core.names
        asked = ExploreFilter(wanted=(36, 50), territories=tuple(each.id for each in core.mirror.territories()[:3]))
        me = core.mirror.person(core.session.account_id or 0)
        assert me is not None
        matching = Matching(me, names.territory_children())

        def filtered(store: ExploreStore) -> None:
            store.set_filter(asked)
            store.ids()
            store.clear()

        return {
            "opening the index": _best(core.mirror.people_index),
            "a filter of two facets": _best(lambda: filtered(explore)),
            "all live counts of capacities": _best(lambda: explore.facet_values(Facet.CAPACITIES)),
            "matches": _best(lambda: explore.asking(lambda index: index.ranked(matching))),
            "statistics: a table of all capacities": _best(core.statistics.gaps),
        }


def scale_table(rows: Sequence[Growth]) -> str:
    """All rows as Markdown."""
    head = ["", *(f"{size:,}" for size in SIZES), "exponent", "goal", "reached"]
    lines = [f"| {' | '.join(head)} |", f"|---|{'--:|' * (len(head) - 2)}---|"]
    for row in rows:
        many = row.values[max(row.values)]
        goal = f"≤ {row.goal:,g} {row.unit}" if row.goal is not None else ""
        reached = "" if row.goal is None else "yes" if many <= row.goal else "no"
        numbers = (_number(row.values.get(size), row.unit) for size in SIZES)
        lines.append(f"| {row.what} | {' | '.join(numbers)} | {row.exponent:.2f} | {goal} | {reached} |")
    return "\n".join(lines)


def _number(value: float | None, unit: str) -> str:
    return "–" if value is None else f"{value:,.{0 if value >= 100 else 1}f} {unit}".strip()


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_reckon(int(sys.argv[1])))))
