"""Measure, print the tables and write them to ``docs/performance.md``.

Parts, each of which can be asked for alone: ``start`` (starts, beside harlequin and posting too), ``first`` (the first
start ever, from a service in another process), ``keys`` (keys in lists, doing nothing, a line command), ``held`` (a key
held down, over slow lines), ``screens`` (the common keys on every screen), ``lists`` (lists, trees and tables of a
hundred rows to a hundred thousand), ``scale`` (a thousand people to a hundred thousand).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pyte

from benchmarks.field import field_programs
from benchmarks.first import first_rows
from benchmarks.held import cases, held_table, measure_held
from benchmarks.lists import lists_table, measure_lists
from benchmarks.measure import Program, command, idle_bytes, keys, median, start
from benchmarks.report import (
    Row,
    first_section,
    held_section,
    keys_section,
    lists_section,
    scale_section,
    screens_section,
    start_section,
    table,
    with_section,
)
from benchmarks.scale import measure_scale, scale_table
from benchmarks.screens import measure_screens, screens_table

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "docs" / "performance.md"
PROGRAM = (sys.executable, "-m", "capx_tui")


def marked_row_moved() -> Callable[[pyte.Screen], bool]:
    """True once the row with the marker is another than at first."""
    first: list[str] = []

    def moved(screen: pyte.Screen) -> bool:
        marked = [line for line in screen.display if line.startswith(">")]
        if not first:
            first.extend(marked[:1])
        return bool(first and marked) and marked[0] != first[0]

    return moved


def environment(home: Path) -> dict[str, str]:
    """A terminal's, and nothing of whoever measures."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONPATH": str(ROOT),
    }


def demo(home: Path, people: int, screen: str) -> Program:
    """The program on the embedded service with so many people."""
    return Program(
        f"{screen}, {people:,} people",
        (*PROGRAM, "--demo", "--people", str(people), "--open", screen),
        environment(home / str(people)),
        "down",
        marked_row_moved(),
        # What Textual writes when it takes the terminal; before it stands only what was kept of the last time.
        lambda written: b"\x1b[?1004h" in written,
        leaves_by="ctrl+q",
    )


def explore(home: Path) -> Program:
    """Explore of whatever service the environment names."""
    return replace(demo(home, 0, "Explore"), command=(*PROGRAM, "--open", "Explore"), environment=environment(home))


def empty_app(home: Path) -> Program:
    """The unit of every ratio."""
    return Program(
        "empty Textual app",
        (sys.executable, str(ROOT / "benchmarks" / "empty_app.py")),
        environment(home),
        "x",
        lambda screen: "PRESSED" in screen.display[0],
    )


def prepare(home: Path, people: int) -> None:
    """Build the world and fill the mirror: what is measured is the second start, not the first."""
    (home / str(people)).mkdir()
    command((*PROGRAM, "explore", "--demo", "--people", str(people), "--json"), environment(home / str(people)))


#: What a start is measured by: field, words, goals as ratios by size of the community.
STARTS: tuple[tuple[str, str, str, dict[int, float]], ...] = (
    ("first_paint_ms", "first paint", "ms", {5_000: 0.15}),
    ("interactive_ms", "interactive", "ms", {5_000: 1.2, 100_000: 1.3}),
    ("processor_ms", "processor time", "ms", {}),
    ("start_bytes", "bytes until interactive", "bytes", {5_000: 0.5}),
    ("memory_mib", "memory", "MiB", {5_000: 1.6, 100_000: 2.5}),
)


def starts(home: Path, populations: list[int], rounds: int) -> list[Row]:
    """Programs take turns, so that what else the machine does falls on all of them."""
    others = field_programs(environment(home), home)
    (home / "home").mkdir()
    prepare(home / "home", populations[-1])

    def each() -> list[Program]:
        own = [demo(home, people, "Explore") for people in populations]
        # In a home of its own: what Home keeps makes what Explore kept another time's.
        return [empty_app(home), *own, demo(home / "home", populations[-1], "Home"), *others]

    names = [f"Explore, {people:,} people" for people in populations] + [f"Home, {populations[-1]:,} people"]
    goals = [*populations, 0, *(0 for _ in others)]
    names += [program.name for program in others]
    for program in (*each(), *each()):
        start(program)  # for the bytecode and the disk cache, and for what is kept of the last time
    measured = [[start(program) for program in each()] for _ in range(rounds)]
    rows = []
    for field, words, unit, reached in STARTS:
        empty, *found = (median([getattr(one, field) for one in column]) for column in zip(*measured, strict=True))
        rows += [
            Row(f"start, {name}: {words}", value, unit, empty, goal_ratio=reached.get(people))
            for name, people, value in zip(names, goals, found, strict=True)
        ]
    return rows


def pressing(home: Path, populations: list[int], presses: int) -> list[Row]:
    """Down in the lists, a letter in the search."""
    unit = keys(empty_app(home), ["x"] * presses)
    rows = []
    lists = [(demo(home, n, "Explore"), ["down"]) for n in populations]
    # The tree opens with its seven roots: up and down in turn, so that every press moves.
    lists.append((demo(home, populations[0], "Capacity directory"), ["down", "up"]))
    for program, pressed in lists:
        found = keys(program, pressed * (presses // len(pressed)))
        rows.append(Row(f"Down, {program.name}", found.painted_ms, "ms", unit.painted_ms, goal=5.0, digits=1))
        rows.append(Row(f"Down, {program.name}: to the cursor", found.cursor_ms, "ms", None, goal=10.0, digits=1))
        slow = f"Down, {program.name}: to the cursor, p95"
        rows.append(Row(slow, found.cursor_slow_ms, "ms", None, goal=20.0, digits=1))
        rows.append(Row(f"Down, {program.name}: bytes", found.written, "bytes", unit.written, goal=300))
    for n in populations:
        typed = keys(demo(home, n, "Explore"), ["a", "n", "a", *["backspace"] * 3] * (presses // 6), ["/"])
        goal = 15 if n <= 10_000 else 35
        name = f"a letter in the search of {n:,} people, list painted"
        rows.append(Row(name, typed.painted_ms, "ms", unit.painted_ms, goal=goal, digits=1))
    return rows


def lines(home: Path, people: int, rounds: int) -> list[Row]:
    """A line command beside the empty app's way to being interactive, in time and in processor time."""
    around = environment(home / str(people))
    asked = (*PROGRAM, "explore", "--demo", "--people", str(people), "--json")
    command(asked, around)
    measured = [
        (command(asked, around), start(empty_app(home)), command((sys.executable, "-c", "pass"), around))
        for _ in range(rounds)
    ]
    took = median([one[0].seconds_ms for one in measured])
    unit = median([one[1].interactive_ms for one in measured])
    name = f"`explore --json`, {people:,} people"
    return [
        Row(name, took, "ms", unit, goal_ratio=0.6 if people <= 5_000 else None),
        Row(
            f"{name}: processor time",
            median([one[0].processor_ms for one in measured]),
            "ms",
            median([one[1].processor_ms for one in measured]),
        ),
        Row("the bare interpreter", median([one[2].seconds_ms for one in measured]), "ms", unit),
    ]


def keys_and_lines(home: Path, populations: list[int], rounds: int, presses: int, idle: float) -> list[Row]:
    """Keys, idleness, a line command."""
    rows = pressing(home, populations, presses)
    for program in (demo(home, populations[-1], "Explore"), demo(home, populations[0], "Capacity directory")):
        rows.append(Row(f"idle {idle:g} s, {program.name}", idle_bytes(program, idle), "bytes", None, goal=0))
    return rows + lines(home, populations[-1], rounds)


def key_held(home: Path, people: int, presses: int, seconds: float) -> str:
    """The table of a key held down."""
    real = [demo(home, people, "Explore"), demo(home, people, "My profile")]
    return held_table([measure_held(case, presses, seconds) for case in cases(environment(home / str(people)), real)])


def scale() -> str:
    """The table of communities of all sizes; their homes are kept."""

    def program(place: Path, people: int, screen: str) -> Program:
        return replace(demo(place.parent, people, screen), environment=environment(place))

    return scale_table(measure_scale(environment, program))


PARTS = ("start", "first", "keys", "held", "screens", "lists", "scale")


def measured(asked: argparse.Namespace, home: Path) -> Iterator[str]:
    """The sections that were asked for, each once it is measured."""
    populations = sorted(asked.people or [240, 5_000])
    parts = PARTS if asked.part == "all" else (asked.part,)
    if parts != ("scale",):
        for people in populations:
            prepare(home, people)
    if "start" in parts:
        yield start_section(table(starts(home, populations, asked.rounds)), asked.rounds)
    if "first" in parts:
        rows = first_rows(lambda: explore(home), lambda: empty_app(home), home / "first", populations[-1])
        yield first_section(table(rows))
    if "keys" in parts:
        rows = keys_and_lines(home, populations, asked.rounds, asked.presses, asked.idle)
        yield keys_section(table(rows), asked.presses)
    if "held" in parts:
        yield held_section(key_held(home, populations[-1], asked.presses, asked.seconds), asked.presses, asked.seconds)
    if "screens" in parts:
        for people in populations:
            rows_of = measure_screens(lambda screen, people=people: demo(home, people, screen))  # type: ignore[misc]
            yield screens_section(screens_table(rows_of), people)
    if "lists" in parts:
        lists = measure_lists(environment(home / str(populations[0])), asked.presses)
        yield lists_section(lists_table(lists), asked.presses)
    if "scale" in parts:
        yield scale_section(scale())


def main() -> None:
    """``python -m benchmarks``."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=", description=__doc__)
    parser.add_argument("part", nargs="?", choices=("all", *PARTS), default="all", help="what to measure")
    parser.add_argument("--rounds", type=int, default=9, help="starts of each program (default 9)")
    parser.add_argument("--presses", type=int, default=60, help="keys pressed in each list (default 60)")
    parser.add_argument("--idle", type=float, default=10.0, help="idle seconds (default 10)")
    parser.add_argument("--seconds", type=float, default=3.0, help="how long a key is held (default 3)")
    parser.add_argument("--people", type=int, action="append", help="sizes of the community (default 240 and 5000)")
    parser.add_argument("--print-only", action="store_true", help="leave docs/performance.md as it is")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="capx-bench-") as place:
        for section in measured(asked, Path(place)):
            print(section, flush=True)
            if not asked.print_only:
                page = REPORT.read_text("utf-8") if REPORT.exists() else ""
                REPORT.write_text(with_section(page, section), "utf-8")


if __name__ == "__main__":
    main()
