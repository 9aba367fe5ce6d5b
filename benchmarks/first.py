"""The very first start: nothing is kept, and the service in another process is asked for everybody.

The embedded service is put behind a socket of this machine; a real one is measured too where ``CAPX_LIVE_SERVICE``
and ``CAPX_LIVE_TOKEN`` name it, as for ``make live``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pyte

from benchmarks.measure import LEAVE_S, START_S, Program, median, start
from benchmarks.report import Row
from benchmarks.terminal import Terminal, first_words, screen_after

__all__ = ["embedded", "first_rows"]

ROOT = Path(__file__).parents[1]
#: So long without a byte, and everything has arrived.
_QUIET_S = 2.0


@dataclass(frozen=True)
class _First:
    """Milliseconds until the first words, until somebody is on the list, until the last byte of the start."""

    words_ms: float
    people_ms: float
    whole_ms: float


@contextmanager
def embedded(people: int) -> Iterator[dict[str, str]]:
    """The embedded service with so many people, in a process of its own: what names it to the program."""
    line = [sys.executable, "-m", "tests.live.serve_embedded", "0", str(people)]
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            yield {f"CAPX_TUI_{name}": value for name, value in re.findall(r"(\w+)=(\S+)", running.stdout.readline())}
        finally:
            running.terminate()


def _somebody(screen: pyte.Screen) -> bool:
    return any(line.startswith("> ") for line in screen.display)


def _first(program: Program) -> _First:
    with Terminal(program.command, program.environment) as terminal:
        words = terminal.read_until(lambda: first_words(terminal.written))
        terminal.read_until(lambda: program.is_there(terminal.written), START_S)
        terminal.read_until_quiet(_QUIET_S)
        people = screen_after(terminal.log, _somebody)
        if words is None or people is None:
            raise RuntimeError(f"{program.name} never showed anybody: {terminal.written[-2000:]!r}")
        whole = terminal.log[-1][0]
        terminal.press(program.leaves_by)
        terminal.read_until(lambda: terminal.is_over, LEAVE_S)
        return _First(*((moment - terminal.started) * 1e3 for moment in (words, people, whole)))


def _of_service(
    name: str, opened: Callable[[], Program], homes: Path, named: Mapping[str, str], empty: Callable[[], Program]
) -> Iterator[Row]:
    """Three first starts, each in a home of its own, and the next one in each of these."""
    firsts, units, nexts = [], [], []
    for number in range(3):
        home = homes / str(number)
        home.mkdir(parents=True)
        program = opened()
        program = replace(program, environment={**program.environment, **named, "HOME": str(home)})
        units.append(start(empty()).interactive_ms)
        firsts.append(_first(program))
        nexts.append(start(program))
    unit = median(units)
    for what, field in (
        ("first words", "words_ms"),
        ("first people", "people_ms"),
        ("everybody, and names", "whole_ms"),
    ):
        yield Row(f"first start, {name}: {what}", median([getattr(one, field) for one in firsts]), "ms", unit)
    yield Row(f"next start, {name}: first paint", median([one.first_paint_ms for one in nexts]), "ms", unit)
    yield Row(f"next start, {name}: interactive", median([one.interactive_ms for one in nexts]), "ms", unit)


def first_rows(opened: Callable[[], Program], empty: Callable[[], Program], home: Path, people: int) -> list[Row]:
    """`opened` is Explore of whatever service its environment names."""
    with embedded(people) as named:
        rows = list(_of_service(f"{people:,} people behind a socket", opened, home / "embedded", named, empty))
    service = os.environ.get("CAPX_LIVE_SERVICE", "")
    if service:
        named = {"CAPX_TUI_SERVICE": service, "CAPX_TUI_TOKEN": os.environ.get("CAPX_LIVE_TOKEN", "")}
        rows += _of_service("a CapX service", opened, home / "service", named, empty)
    return rows
