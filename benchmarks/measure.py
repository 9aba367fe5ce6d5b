"""The measurements: a start, a key, a key held down, doing nothing, a line command."""

from __future__ import annotations

import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pyte

from benchmarks.terminal import (
    COLUMNS,
    LOCAL,
    ROWS,
    UNKNOWN,
    Link,
    Terminal,
    carried,
    first_words,
    replayed,
    screen_after,
)

__all__ = [
    "Command",
    "Group",
    "Held",
    "Keys",
    "Program",
    "Start",
    "command",
    "groups",
    "held",
    "idle_bytes",
    "keys",
    "median",
    "start",
]

#: A pause that says: the picture is whole.
SETTLED_S = 0.5
START_S = 20.0
LEAVE_S = 3.0
KEY_SETTLED_S = 0.12
#: A key that nothing comes of: at an end, or where it does nothing.
UNANSWERED_S = 0.5


@dataclass(frozen=True)
class Program:
    """What is started, the key that is pressed, and how the picture shows that it worked."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    key: str
    answered: Callable[[pyte.Screen], bool]
    #: Whether the program itself has written, and not only what it kept of the last time.
    is_there: Callable[[bytes], bool] = bool
    #: It drops what is pressed before it is there: the key is pressed again and again.
    loses_keys: bool = False
    #: The key that ends it, where it keeps something for its next start then; else it is killed.
    leaves_by: str = ""


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
    """Medians over many presses: until the last byte, until the cursor stands where it stays, and bytes.

    `cursor_slow_ms`: nineteen of twenty are quicker.
    """

    painted_ms: float
    cursor_ms: float
    cursor_slow_ms: float
    written: float


@dataclass(frozen=True)
class Group:
    """Several keys of a kind: medians of milliseconds to the last byte and of bytes, most bytes, processor for each."""

    painted_ms: float
    written: float
    most: int
    processor_ms: float


@dataclass(frozen=True)
class Held:
    """A key held down: bytes and processor for each press; how long the picture moves on after its release."""

    written: float
    processor_ms: float
    moves_on_ms: tuple[float, ...]


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
        if not program.loses_keys:
            terminal.press(program.key)
        # The first words may be those of the last time: until the program itself answers.
        terminal.read_until(lambda: program.is_there(terminal.written), START_S)
        if program.loses_keys:
            _insist(terminal, program)
        terminal.read_until_quiet(SETTLED_S)
        answered = screen_after(terminal.log, program.answered)
        if answered is None:
            raise RuntimeError(f"{program.name} never answered the key: {terminal.written[-2000:]!r}")
        found = Start(
            first_paint_ms=(painted - terminal.started) * 1e3,
            interactive_ms=(answered - terminal.started) * 1e3,
            start_bytes=sum(len(data) for moment, data in terminal.log if moment <= answered),
            processor_ms=terminal.processor_ms(),
            memory_mib=terminal.memory_mib(),
        )
        if program.leaves_by:
            terminal.press(program.leaves_by)
            terminal.read_until(lambda: terminal.is_over, LEAVE_S)
        return found


def _insist(terminal: Terminal, program: Program) -> None:
    """Press the key ten times a second until the picture shows it."""
    screen = pyte.Screen(COLUMNS, ROWS)
    stream, taken = pyte.ByteStream(screen), 0
    end = time.monotonic() + START_S
    while not program.answered(screen) and time.monotonic() < end and not terminal.is_over:
        terminal.press(program.key)
        terminal.read_for(0.1)
        for _, data in terminal.log[taken:]:
            stream.feed(UNKNOWN.sub(b"", data))
        taken = len(terminal.log)


def _open(program: Program, first: Sequence[str] = (), link: Link = LOCAL) -> Terminal:
    terminal = Terminal(program.command, program.environment, link)
    terminal.read_until(lambda: first_words(terminal.written))
    terminal.read_until_quiet(1.0 + 2 * link.there_and_back)
    for key in first:
        terminal.press(key)
        terminal.read_until_quiet(SETTLED_S + 2 * link.there_and_back)
    # What the start wrote is on the line still.
    terminal.read_for(terminal.carried_at + link.there_and_back - time.monotonic())
    return terminal


def keys(program: Program, pressed: Sequence[str], first: Sequence[str] = ()) -> Keys:
    """Press each of `pressed` once the picture stands still."""
    with _open(program, first) as terminal:
        times, sizes, spans = _pressed(terminal, pressed)
        arrived = [(moment, (screen.cursor.x, screen.cursor.y)) for moment, screen in replayed(terminal.log)]
    cursors = sorted(
        (_stands(arrived[begin:end]) - moment) * 1e3
        for moment, begin, end in spans
        if end > begin and arrived[end - 1][1] != arrived[begin - 1][1]
    )
    slow = cursors[int(0.95 * (len(cursors) - 1))] if cursors else float("nan")
    return Keys(median(times), median(cursors), slow, median(sizes))


def _pressed(terminal: Terminal, pressed: Sequence[str]) -> tuple[list[float], list[int], list[tuple[float, int, int]]]:
    """Milliseconds to the last byte of each key that wrote any, bytes of each; when, and which part of the log."""
    times, sizes, spans = [], [], []
    for key in pressed:
        begin = len(terminal.log)
        moment = terminal.press(key)
        terminal.read_until(lambda begin=begin: len(terminal.log) > begin, UNANSWERED_S)  # type: ignore[misc]
        terminal.read_until_quiet(KEY_SETTLED_S)
        new = terminal.log[begin:]
        spans.append((moment, begin, len(terminal.log)))
        sizes.append(sum(len(data) for _, data in new))
        times += [(new[-1][0] - moment) * 1e3] if new else []
    return times, sizes, spans


def groups(program: Program, asked: Mapping[str, Sequence[str]]) -> dict[str, Group]:
    """Keys of several kinds, one kind after the other, in one run of `program`."""
    found = {}
    with _open(program) as terminal:
        for name, pressed in asked.items():
            spent = terminal.processor_ms()
            times, sizes, _ = _pressed(terminal, pressed)
            spent = terminal.processor_ms() - spent
            found[name] = Group(median(times), median(sizes), max(sizes, default=0), spent / len(pressed))
    return found


def _stands(places: Sequence[tuple[float, tuple[int, int]]]) -> float:
    """Since when the cursor is where it is at the end."""
    since = places[-1][0]
    for moment, place in reversed(places):
        if place != places[-1][1]:
            break
        since = moment
    return since


def held(
    program: Program,
    key: str,
    *,
    first: Sequence[str] = (),
    link: Link = LOCAL,
    also: Sequence[Link] = (),
    rate: float = 30.0,
    seconds: float = 3.0,
) -> Held:
    """Hold `key` down over `link`: `rate` presses a second.

    `also`: other lines for which the same bytes are reckoned. That is right only for a program that does not
    care when they arrive, as Textual does not.
    """
    with _open(program, first, link) as terminal:
        begin, spent = len(terminal.log), terminal.processor_ms()
        presses = int(rate * seconds)
        beginning = released = time.monotonic()
        for press in range(presses):
            released = terminal.press(key)
            terminal.read_for(max(0.0, beginning + (press + 1) / rate - time.monotonic()))
        terminal.read_until_quiet(SETTLED_S + 2 * link.there_and_back)
        spent = terminal.processor_ms() - spent
        new = terminal.log[begin:]
    moves_on = []
    for line in (link, *also):
        # Keys that were not sent over the line are taken to have been pressed so much earlier.
        early = (line.there_and_back - link.there_and_back) / 2
        moves_on.append((carried(new, line)[-1] + early - released) * 1e3 if new else 0.0)
    return Held(sum(len(data) for _, data in new) / presses, spent / presses, tuple(moves_on))


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
