"""Keys without sense over every screen while the line breaks: ``python -m tests.soak.keys [KEYS]`` (20,000).

Holds after each key: the program runs, something has the focus, and whoever began to wait for an answer reads
that one is waited for. Once nothing is under way any more, no screen says that something is. And 2,000 screens
that were opened and left again leave nothing behind. Stops where that is not so, with the keys that led there.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import random
import re
import sys
import tempfile
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import stamina
from textual.dom import DOMNode

import capx_tui.i18n
from capx_tui.api.client import Transport
from capx_tui.api.wire import Request, Response
from capx_tui.errors import TimedOut
from capx_tui.model.actions import ACTIONS, SCREENS
from capx_tui.widgets.reading import Reading
from tests.screens.visits import Visit, furnish, move_in, visit
from tests.soak.faults import FaultyLine

__all__ = ["COMMANDS", "Held", "Sitting", "come_and_go", "grown", "says_to_wait", "sit"]

_MOVES = ["down", "up", "enter", "escape", "tab", "shift+tab", "left", "right", "space", "backspace"]
_MOVES += ["pagedown", "pageup", "home", "end"]
_SIGNS = list("aelq .:,1-ü漢")
#: Ending the program ends the sitting; an editor takes the terminal.
_LEFT_OUT = {"ctrl+q", "ctrl+e"}
COMMANDS = sorted({key for entry in ACTIONS for key in entry.keys} - _LEFT_OUT)
#: So many keys at a screen, before it goes on at another.
_AT_A_PLACE = 9
_RATES = (0.05, 0.15, 0.4)
_SIZES = ((80, 24), (60, 20), (120, 40), (40, 12))
_SCREENS = 2_000
#: Of so many keys one meets a line on which nothing comes back for a while.
_HOLDS = 4
#: What says that an answer is waited for.
_WAITING = (
    *("adding-under-way", "delete-account-under-way", "edit-profile-looking-up", "event-fill-looking"),
    *("form-loading", "form-looking", "form-saving", "form-saving-still", "home-matches-coming"),
    *("lets-connect-asking", "matches-reading", "mentorship-asking", "message-checking", "messages-reading"),
    *("metabase-beginning", "my-organizations-loading", "options-coming", "organization-loading"),
    *("organization-part-loading", "person-birthday-loading", "person-loading", "person-picture-loading"),
    *("recommended-asking", "refresh-filling", "refresh-running", "reports-asking", "saved-reading"),
    *("report-attaching", "sign-in-beginning", "status-trying-again", "translate-being-saved"),
    *("translate-languages-reading", "translate-reading", "translate-stage-saving"),
)


def _pattern() -> re.Pattern[str]:
    texts = json.loads((Path(capx_tui.i18n.__file__).parent / "en.json").read_text("utf-8"))
    found = (re.sub(r"\\\$\d", ".{0,90}?", re.escape(texts[key].rstrip("."))) for key in _WAITING)
    return re.compile("|".join(found))


_SAYS_TO_WAIT = _pattern()


def says_to_wait(here: Visit) -> str:
    """What on the screen says that an answer is waited for, "" for nothing."""
    # What a reading says below the last row of the terminal, one walks to.
    below = [" ".join(reading.text.split()) for reading in here.app.screen.query(Reading)]
    found = _SAYS_TO_WAIT.search(" ".join((here.flowing, *below)))
    return found.group() if found else ""


class Held(FaultyLine):
    """Breaks what it is told to, and now and then gives no answer until `let_go`, which is a time-out."""

    def __init__(self, inner: Transport) -> None:
        super().__init__(inner)
        # A program that was killed has no keys any more.
        self.faults = [(name, fault) for name, fault in self.faults if name != "killed"]
        self.holds = False
        self.waiting: list[asyncio.Future[None]] = []

    async def send(self, request: Request) -> Response:
        """See `capx_tui.api.client.Transport`."""
        if self.holds:
            silence: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self.waiting.append(silence)
            await silence
            raise TimedOut(host=request.host)
        return await super().send(request)

    def let_go(self) -> None:
        """Whoever waits has waited too long."""
        self.holds = False
        for silence in self.waiting:
            if not silence.done():
                silence.set_result(None)
        self.waiting.clear()

    @property
    def held(self) -> int:
        """How many wait: whoever stopped asking does not."""
        return sum(not silence.done() for silence in self.waiting)


class _WhileHeld(Container[str]):
    """Workers that are not waited for: some never, and all of them while the line is silent."""

    def __init__(self, line: Held, always: Container[str]) -> None:
        self._line = line
        self._always = always

    def __contains__(self, group: object) -> bool:
        return self._line.holds or group in self._always


@dataclass
class Sitting:
    """What came of it."""

    keys: int = 0
    requests: int = 0
    screens: int = 0
    silences: int = 0
    #: Seconds of the longest key.
    longest: tuple[float, str] = (0.0, "")
    broke: Counter[str] = field(default_factory=Counter)


class _Fingers:
    """One person at the keyboard, and what must hold after each of their keys."""

    def __init__(self, here: Visit, line: Held, chance: random.Random, log: Sitting) -> None:
        self._here = here
        self._line = line
        self._chance = chance
        self._log = log
        self._done: list[str] = []

    async def at(self, place: str) -> None:
        """Some keys at one of the screens."""
        self._done = [f"<{place}>"]
        self._here.app.go(place)
        await self._here.settle()
        self._log.screens += 1
        self._look()
        for _ in range(_AT_A_PLACE):
            pool = self._chance.choices((_MOVES, COMMANDS, _SIGNS), (5, 4, 1))[0]
            await self._press(self._chance.choice(pool), silent=not self._chance.randrange(_HOLDS))

    async def _press(self, key: str, *, silent: bool) -> None:
        self._done.append(f"[{key}]" if silent else key)
        self._line.holds = silent
        begun = time.monotonic()
        await self._here.press(key)
        took = time.monotonic() - begun
        self._log.longest = max(self._log.longest, (took, " ".join(self._done)))
        self._log.keys += 1
        self._look()
        if silent and self._line.held and self._here.app.screen.id != "log":
            self._log.silences += 1
            self._must(bool(says_to_wait(self._here)), "an answer is waited for, and no word says so")
        self._line.let_go()
        if silent:
            await self._here.settle()
            self._look()

    def _look(self) -> None:
        self._must(self._here.app.is_running, "it ended")
        self._must(self._here.app.screen.focused is not None, "nothing has the focus")
        self._must(any(self._here.rows), "there is nothing to see")
        # What was said once stands in the log for ever.
        if not self._line.holds and self._here.app.screen.id != "log":
            waits = says_to_wait(self._here)
            self._must(not waits, f"nothing is under way, and it says {waits!r}")

    def _must(self, holds: bool, words: str) -> None:
        picture = self._here.text
        assert holds, f"{words} after {' '.join(self._done)}\n{picture}\n{chr(10).join(self._line.recent)}"


async def sit(
    chance: random.Random,
    keys: int,
    log: Sitting,
    *,
    rate: float,
    is_in: bool = True,
    meanwhile: Callable[[], object] | None = None,
    **options: Any,
) -> None:
    """One sitting in this home: so many keys over all screens in any order, one request of so many breaking.

    `meanwhile` happens once the first screen is there.
    """
    lines: list[Held] = []

    def put_before(wire: Transport) -> Held:
        lines.append(Held(wire))
        return lines[0]

    async with visit("home", demo=is_in, transport=put_before, **options) as here:
        line = lines[0]
        here.endless = _WhileHeld(line, {"draft", "sign-in", "verify", "receiver"})
        line.chance.seed(chance.random())
        line.rate = rate
        if meanwhile is not None:
            meanwhile()
        fingers = _Fingers(here, line, chance, log)
        places = [entry.id for entry in SCREENS]
        until = log.keys + keys
        while log.keys < until:
            chance.shuffle(places)
            for place in places:
                if log.keys < until:
                    await fingers.at(place)
        line.rate = 0.0
        log.requests += line.asked
        log.broke += line.broke


def _objects() -> Counter[str]:
    """How many screens and widgets there are, by class."""
    gc.collect()
    kinds = Counter(type(each) for each in gc.get_objects() if isinstance(each, DOMNode))
    return Counter({f"{kind.__module__}.{kind.__qualname__}": count for kind, count in kinds.items()})


async def come_and_go(here: Visit, rounds: int) -> None:
    """Open each screen there is and leave it again."""
    for _ in range(rounds):
        for entry in SCREENS:
            here.app.go(entry.id)
            await here.settle()
            while len(here.app.screen_stack) > 2:
                here.app.pop_screen()
                await here.settle()


async def grown(here: Visit, rounds: int) -> dict[str, int]:
    """What `rounds` through all screens left behind, by class; a round before is for what is kept on purpose."""
    await come_and_go(here, 1)
    before = _objects()
    await come_and_go(here, rounds)
    return dict(_objects() - before)


async def _opened_and_left(screens: int) -> tuple[dict[str, int], int]:
    """The same, and how many bytes the last half took; what is kept on purpose is there by then."""
    rounds = screens // len(SCREENS) // 2
    async with visit("home", endless={"draft", "sign-in", "verify", "receiver"}) as here:
        left = await grown(here, rounds)
        tracemalloc.start()
        try:
            await come_and_go(here, 1)
            held = tracemalloc.get_traced_memory()[0]
            await come_and_go(here, rounds)
            gc.collect()
            return left, tracemalloc.get_traced_memory()[0] - held
        finally:
            tracemalloc.stop()


def main(keys: int) -> None:
    """Sit down often enough for so many keys; then open and leave 2,000 screens."""
    log, begun, number = Sitting(), time.monotonic(), 0
    with tempfile.TemporaryDirectory(prefix="soak-keys-") as place, pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("XDG_", "CAPX_TUI_"))]:
            patch.delenv(name)
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        template = Path(place, "template")
        template.mkdir()
        patch.setenv("HOME", str(template))
        asyncio.run(furnish())
        while log.keys < keys:
            number += 1
            _move(Path(place, str(number)), template, patch)
            with stamina.set_testing(True, attempts=2, cap=True):
                asyncio.run(
                    sit(
                        random.Random(number),
                        min(500, keys - log.keys),
                        log,
                        rate=_RATES[number % len(_RATES)],
                        is_in=bool(number % 5),
                        size=_SIZES[number % len(_SIZES)],
                        asked_to_speak=number % 4 == 1,
                    )
                )
            print(f"{log.keys} keys, {log.broke.total()} faults", file=sys.stderr)
        _move(Path(place, "screens"), template, patch)
        left, size = asyncio.run(_opened_and_left(_SCREENS))
    print(f"{log.keys:,} keys on {log.screens:,} screens, {log.requests:,} requests, {log.broke.total():,} faults,")
    print(
        f"{log.silences:,} silences told, longest key {log.longest[0]:.2f} s, {time.monotonic() - begun:.0f} s in all."
    )
    print(
        f"{_SCREENS:,} screens opened and left: {size / 1024:.0f} KiB more in the last half,"
        f" objects left: {left or 'none'}."
    )


def _move(home: Path, template: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("HOME", str(home))
    move_in(template, home)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
