"""Every walk there is, and how they are taken side by side."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.readers.desktop import Desktop
from tests.readers.readers import OURS, open_session
from tests.readers.walks import OPENED, Heard, Walk, take
from tests.readers.walks_finding import finding
from tests.readers.walks_own import own
from tests.readers.walks_program import program
from tests.readers.walks_writing import writing
from tests.readers.world import World, move

__all__ = ["hear", "shares", "walks"]


def walks(world: World) -> tuple[Walk, ...]:
    """All of them, in the order of the palette. Each begins at its own screen, wherever the one before ended."""
    return (*finding(world), *own(world), *writing(world), *program(world))


def shares(every: tuple[Walk, ...], number: int) -> list[tuple[Walk, ...]]:
    """The same in `number` parts of about as many keys. Walks of one screen stay together: it is left as it was."""
    screens: dict[str, list[Walk]] = {}
    for walk in every:
        screens.setdefault(walk.screen, []).append(walk)
    parts: list[list[Walk]] = [[] for _ in range(number)]
    for of_one in sorted(screens.values(), key=_keys, reverse=True):
        min(parts, key=_keys).extend(of_one)
    return [tuple(part) for part in parts]


def _keys(some: list[Walk]) -> int:
    # The palette, the name and Enter are keys, too.
    return sum(len(walk.steps) + 3 for walk in some)


def hear(
    reader: str,
    every: tuple[Walk, ...],
    template: Path,
    place: Path,
    *,
    sittings: int = 1,
    desk: Desktop | None = None,
) -> list[Heard]:
    """Take all these walks under `reader`, in so many sittings at once.

    Each sitting has a home of its own below `place`. Orca hears one window at a time, on its `desk`.
    """

    def sit(seat: Path, some: tuple[Walk, ...]) -> list[Heard]:
        directory = seat / "sitting"
        directory.mkdir()
        with open_session(reader, (*OURS, *OPENED), seat / "home", directory, desk) as person:
            person.open("signed in as", "is kept for the next start")
            return take(person, reader, some)

    seats = [place / f"{reader}-{number}" for number in range(sittings)]
    for seat in seats:
        move(template, seat / "home")
    with ThreadPoolExecutor(sittings) as pool:
        heard = [one for part in pool.map(sit, seats, shares(every, sittings)) for one in part]
    return sorted(heard, key=lambda one: every.index(one.walk))
