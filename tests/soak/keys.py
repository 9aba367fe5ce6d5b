"""Keys without sense, and screens opened and left: ``python -m tests.soak.keys [KEYS]`` (20,000, 2,000 screens).

Some short sittings, signed out, spoken and in small terminals; then one sitting of all the keys; then the screens, in
one sitting too. Writes what came of it into ``docs/faults.md``; stops as soon as anything is not as it must be.
"""

from __future__ import annotations

import asyncio
import os
import platform
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import stamina

from tests.screens.visits import furnish, move_in
from tests.soak.leaving import left_and_measured
from tests.soak.measures import MIB, Measure
from tests.soak.page import write_table
from tests.soak.sitting import Sitting, sit

_SCREENS = 2_000
#: Of so many keys each short sitting has one.
_SHORT = 40
_RATES = (0.1, 0.0, 0.3, 0.6)
_SIZES = ((80, 24), (60, 20), (120, 40), (40, 12), (80, 24))
_WAYS: tuple[dict[str, Any], ...] = (
    {"is_in": False},
    {"asked_to_speak": True},
    {"is_in": False, "asked_to_speak": True, "sizes": ((60, 20),)},
    {"sizes": ((40, 12),)},
)


@dataclass
class _Homes:
    """Homes with the same world, one after the other."""

    place: Path
    template: Path
    patch: pytest.MonkeyPatch
    number: int = 0

    def move(self) -> None:
        """Into the next."""
        self.number += 1
        home = self.place / str(self.number)
        self.patch.setenv("HOME", str(home))
        move_in(self.template, home)


def main(keys: int) -> None:
    """All three, one after the other."""
    begun, short, long = time.monotonic(), Sitting(), Sitting()
    with tempfile.TemporaryDirectory(prefix="soak-keys-") as place, pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("XDG_", "CAPX_TUI_"))]:
            patch.delenv(name)
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        homes = _Homes(Path(place), Path(place, "template"), patch)
        homes.template.mkdir()
        patch.setenv("HOME", str(homes.template))
        asyncio.run(furnish())
        for number, way in enumerate(_WAYS):
            _sit(homes, number, keys // _SHORT, short, way)
        starts = 0
        while long.keys < keys:
            starts += 1
            long.measures.clear()
            _sit(homes, 100 + starts, keys - long.keys, long, {"sizes": _SIZES})
        homes.move()
        left, screens = asyncio.run(left_and_measured(_SCREENS))
    seconds = time.monotonic() - begun
    write_table("python -m tests.soak.keys", _lines(short, long, starts, left, screens, seconds))
    assert not short.slow + long.slow, "\n".join(short.slow + long.slow)
    assert not left, left
    for measures in (long.measures, screens):
        middle, end = measures[len(measures) // 2], measures[-1]
        assert (end.tasks, end.files, end.databases) <= (middle.tasks, middle.files, middle.databases), measures


def _sit(homes: _Homes, seed: int, keys: int, log: Sitting, way: dict[str, Any]) -> None:
    homes.move()
    with stamina.set_testing(True, attempts=2, cap=True):
        asyncio.run(sit(random.Random(seed), keys, log, **{"rates": _RATES, **way}))
    print(f"{log.keys} keys, {log.broke.total()} faults", file=sys.stderr)


def _lines(
    short: Sitting, long: Sitting, starts: int, left: dict[str, int], screens: Sequence[Measure], seconds: float
) -> Iterator[str]:
    today, python = f"{datetime.now(UTC):%Y-%m-%d}", platform.python_version()
    yield f"`make soak` on {today}: Python {python}, {seconds / 60:.0f} minutes."
    yield ""
    yield "| what | short sittings | the long one |"
    yield "|---|--:|--:|"
    yield f"| sittings | {len(_WAYS)} | {starts} |"
    rows: dict[str, Callable[[Sitting], str]] = {
        "keys": lambda log: f"{log.keys:,}",
        "screens gone to": lambda log: f"{log.screens:,}",
        "screens that came to the front, dialogs too": lambda log: f"{log.opened.total():,}",
        "requests": lambda log: f"{log.requests:,}",
        "faults": lambda log: f"{log.broke.total():,}",
        "silences, and a word for each": lambda log: f"{log.silences:,}",
        "crashes": lambda _log: "0",
        "keys that took over 2 s": lambda log: f"{len(log.slow)}",
        "longest key": lambda log: f"{log.longest[0]:.2f} s",
    }
    for name, words in rows.items():
        yield f"| {name} | {words(short)} | {words(long)} |"
    yield ""
    yield "What the process held, with Home in front: in the long sitting by keys; by screens where they were opened"
    yield "and left, and the service was asked what is new once in each round of all of them."
    yield ""
    yield "| after | memory | blocks of Python | tasks | open files | databases among them |"
    yield "|---|--:|--:|--:|--:|--:|"
    step = max(1, len(long.measures) // 8)
    for unit, measures in (("keys", [*long.measures[:-1:step], long.measures[-1]]), ("screens", screens)):
        for each in measures:
            yield (
                f"| {each.at:,} {unit} | {each.size / MIB:.0f} MiB | {each.blocks:,} "
                f"| {each.tasks} | {each.files} | {each.databases} |"
            )
    yield ""
    yield f"Screens and widgets left behind by {screens[-1].at:,} screens: {sum(left.values())}."
    yield ""
    yield "| screen | came to the front |"
    yield "|---|--:|"
    opened = short.opened + long.opened
    for name in sorted(opened):
        yield f"| {name} | {opened[name]:,} |"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
