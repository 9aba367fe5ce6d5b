"""The measurements: a start, a key, a key held down, doing nothing, a line command."""

from __future__ import annotations

import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pyte

from benchmarks.terminal import Chunk, Terminal, first_words, screen_after

__all__ = [
    "Command",
    "Held",
    "Keys",
    "Program",
    "Start",
    "arrival",
    "command",
    "held",
    "idle_bytes",
    "keys",
    "median",
    "start",
]

#: A pause that says: the picture is whole.
SETTLED_S = 0.5
KEY_SETTLED_S = 0.12
#: A slow line: bytes in a second, and seconds there and back.
SLOW_LINE = (8_000, 0.3)


@dataclass(frozen=True)
class Program:
    """What is started, the key that is pressed, and how the picture shows that it worked."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    key: str
    answered: Callable[[pyte.Screen], bool]


@dataclass(frozen=True)
class Start:
    """One start. `interactive_ms`: a key sent at the first words has changed the picture."""

    first_paint_ms: float
    interactive_ms: float
    start_bytes: int
    processor_ms: float
    memory_mib: float


@dataclass(frozen=True)
class Keys:
    """Medians over many presses: until the last byte, and bytes."""

    painted_ms: float
    slow_ms: float
    written: float


@dataclass(frozen=True)
class Held:
    """A key held down: bytes for each press, and how long the picture moves on after its release."""

    written: float
    moves_on_ms: float
    moves_on_slow_line_ms: float


@dataclass(frozen=True)
class Command:
    """One run of a line command."""

    seconds_ms: float
    processor_ms: float
    written: int


def median(values: Sequence[float]) -> float:
    """The middle one; NaN for none."""
    return statistics.median(values) if values else float("nan")


def start(program: Program) -> Start:
    """Start `program`, press its key at the first words, and wait until nothing comes any more."""
    with Terminal(program.command, program.environment) as terminal:
        painted = terminal.read_until(lambda: first_words(terminal.written))
        if painted is None:
            raise RuntimeError(f"{program.name} never showed anything")
        terminal.press(program.key)
        terminal.read_until_quiet(SETTLED_S)
        answered = screen_after(terminal.log, program.answered)
        if answered is None:
            raise RuntimeError(f"{program.name} never answered the key: {terminal.written[-2000:]!r}")
        return Start(
            first_paint_ms=(painted - terminal.started) * 1e3,
            interactive_ms=(answered - terminal.started) * 1e3,
            start_bytes=sum(len(data) for moment, data in terminal.log if moment <= answered),
            processor_ms=terminal.processor_ms(),
            memory_mib=terminal.memory_mib(),
        )


def _open(program: Program, first: Sequence[str] = ()) -> Terminal:
    terminal = Terminal(program.command, program.environment)
    terminal.read_until(lambda: first_words(terminal.written))
    terminal.read_until_quiet(1.0)
    for key in first:
        terminal.press(key)
        terminal.read_until_quiet(SETTLED_S)
    return terminal


def keys(program: Program, pressed: Sequence[str], first: Sequence[str] = ()) -> Keys:
    """Press each of `pressed` once the picture stands still."""
    times, sizes = [], []
    with _open(program, first) as terminal:
        for key in pressed:
            begin = len(terminal.log)
            moment = terminal.press(key)
            terminal.read_until(lambda begin=begin: len(terminal.log) > begin, 2.0)  # type: ignore[misc]
            terminal.read_until_quiet(KEY_SETTLED_S)
            new = terminal.log[begin:]
            sizes.append(sum(len(data) for _, data in new))
            times += [(new[-1][0] - moment) * 1e3] if new else []
    slow = sorted(times)[int(0.95 * (len(times) - 1))] if times else float("nan")
    return Keys(median(times), slow, median(sizes))


def held(program: Program, key: str, *, rate: float = 30.0, seconds: float = 3.0) -> Held:
    """Hold `key` down: `rate` presses a second. The slow line is reckoned from the times of the bytes."""
    with _open(program) as terminal:
        begin = len(terminal.log)
        presses = int(rate * seconds)
        first = released = time.monotonic()
        for press in range(presses):
            released = terminal.press(key)
            terminal.read_for(max(0.0, first + (press + 1) / rate - time.monotonic()))
        terminal.read_until_quiet(SETTLED_S)
        new = terminal.log[begin:]
    size = sum(len(data) for _, data in new)
    stopped = new[-1][0] if new else released
    return Held(size / presses, (stopped - released) * 1e3, (arrival(new) - released) * 1e3 if new else 0.0)


def arrival(log: Sequence[Chunk]) -> float:
    """When the last byte reaches a person at the other end of the slow line, whose keys travel too."""
    speed, there_and_back = SLOW_LINE
    free = 0.0
    for moment, data in log:
        free = max(free, moment + there_and_back / 2) + len(data) / speed
    return free + there_and_back / 2


def idle_bytes(program: Program, seconds: float) -> int:
    """What is written while nobody does anything."""
    with _open(program) as terminal:
        terminal.read_until_quiet(2.0)
        begin = len(terminal.log)
        terminal.read_for(seconds)
        return sum(len(data) for _, data in terminal.log[begin:])


def command(line: Sequence[str], environment: Mapping[str, str]) -> Command:
    """Run a line command to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.monotonic()
    done = subprocess.run(line, env=dict(environment), stdin=subprocess.DEVNULL, capture_output=True, check=True)
    took = time.monotonic() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Command(took * 1e3, processor * 1e3, len(done.stdout))
