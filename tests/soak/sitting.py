"""Keys without sense over every screen while the line breaks.

Holds after each key: the program runs, something has the focus, and whoever began to wait for an answer reads
that one is waited for. Once nothing is under way any more, no screen says that something is. Stops where that is
not so, with the keys that led there.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Container, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import capx_tui.i18n
from capx_tui.api.client import Transport
from capx_tui.api.wire import Request, Response
from capx_tui.demo.embedded import demo_token
from capx_tui.errors import TimedOut
from capx_tui.model.actions import SCREENS
from capx_tui.screens.base import Restart
from capx_tui.secret import Secret
from capx_tui.widgets.reading import Reading
from tests.screens.random_keys import random_key
from tests.screens.visits import NOW, Recorder, Visit, database, visit
from tests.soak.faults import FaultyLine, asked_for
from tests.soak.measures import Measure, measure

__all__ = ["ENDLESS", "Forgetful", "Held", "Sitting", "says_to_wait", "sit"]

#: So many keys at a screen, before it goes on at another.
_AT_A_PLACE = 9
#: So many keys in one size, and on a line that is as bad.
_STRETCH = 500
#: Seconds after which a key is one that was not answered.
_PATIENCE_S = 2.0
#: Work that waits for the person or for their time, by its group.
ENDLESS = frozenset({"draft", "sign-in", "verify", "receiver"})
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
            self.recent.append(f"{asked_for(request)}: no answer")
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


class Forgetful(Recorder):
    """A terminal that forgets what was written."""

    def write(self, data: str) -> None:
        self.written = data


class _Ended(Exception):
    """The person went to another service, which begins the program anew."""


@dataclass
class Sitting:
    """What came of it."""

    keys: int = 0
    requests: int = 0
    #: How often a screen was gone to, and how often each came to the front, in whatever way.
    screens: int = 0
    opened: Counter[str] = field(default_factory=Counter)
    silences: int = 0
    #: Seconds of the longest key.
    longest: tuple[float, str] = (0.0, "")
    #: Keys that took longer than one waits.
    slow: list[str] = field(default_factory=list)
    broke: Counter[str] = field(default_factory=Counter)
    #: What the process held after each stretch.
    measures: list[Measure] = field(default_factory=list)


class _Fingers:
    """One person at the keyboard, and what must hold after each of their keys."""

    def __init__(self, here: Visit, line: Held, chance: random.Random, log: Sitting) -> None:
        self._here = here
        self._line = line
        self._chance = chance
        self._log = log
        self._done: list[str] = []
        self._front = ""
        #: The screens that were in front, by id: what they say is known from then on.
        self._known: set[str | None] = set()

    async def at(self, place: str, keys: int) -> None:
        """Some keys at one of the screens."""
        self._done = [f"<{place}>"]
        self._here.app.go(place)
        await self._here.settle()
        self._log.screens += 1
        self._look()
        for _ in range(keys):
            await self._press(random_key(self._chance), silent=not self._chance.randrange(_HOLDS))
        self._here.wire.asked.clear()

    async def sign_in(self) -> None:
        """Again, where one signed out or was refused: most screens are for those who are signed in."""
        session = self._here.core.session
        if not session.state.is_signed_in:
            rate, self._line.rate = self._line.rate, 0.0
            await session.sign_in_with_token(Secret(demo_token(database(), now=NOW)))
            await self._here.settle()
            self._line.rate = rate

    async def resize(self, size: tuple[int, int]) -> None:
        """The terminal is dragged to another size."""
        await self._here.pilot.resize_terminal(*size)
        await self._here.settle()

    async def measure(self) -> None:
        """What the process holds, with nothing open but Home."""
        self._here.app.go("home")
        await self._here.settle()
        while len(self._here.app.screen_stack) > 2:
            # A form that asks before it is left.
            self._here.app.pop_screen()
            await self._here.settle()
        self._log.measures.append(measure(self._log.keys))

    async def _press(self, key: str, *, silent: bool) -> None:
        self._done.append(f"[{key}]" if silent else key)
        self._line.holds = silent
        known = {screen.id for screen in self._here.app.screen_stack[:-1]} | self._known
        before = self._here.app.screen
        begun = time.monotonic()
        await self._here.press(key)
        took = time.monotonic() - begun
        self._log.longest = max(self._log.longest, (took, " ".join(self._done)))
        self._log.keys += 1
        if isinstance(self._here.app.return_value, Restart):
            raise _Ended
        self._look()
        # Whoever comes to what was there finds it; that it is compared with the service is nothing one waits for.
        front = self._here.app.screen
        is_asked_for = (front is before or front.id not in known) and front.id != "log"
        if silent and self._line.held and is_asked_for:
            self._log.silences += 1
            self._must(bool(says_to_wait(self._here)), "an answer is waited for, and no word says so")
        elif took > _PATIENCE_S:
            self._log.slow.append(f"{took:.1f} s: {' '.join(self._done)}")
        self._line.let_go()
        if silent:
            await self._here.settle()
            self._look()

    def _look(self) -> None:
        self._must(self._here.app.is_running, "it ended")
        screen = self._here.app.screen
        self._must(screen.focused is not None, "nothing has the focus")
        self._must(any(self._here.rows), "there is nothing to see")
        if (front := type(screen).__name__) != self._front:
            self._front = front
            self._log.opened[front] += 1
            self._known.add(screen.id)
        # What was said once stands in the log for ever.
        if not self._line.holds and screen.id != "log":
            waits = says_to_wait(self._here)
            self._must(not waits, f"nothing is under way, and it says {waits!r}")

    def _must(self, holds: bool, words: str) -> None:
        if not holds:
            picture = self._here.text
            raise AssertionError(f"{words} after {' '.join(self._done)}\n{picture}\n{chr(10).join(self._line.recent)}")


async def sit(
    chance: random.Random,
    keys: int,
    log: Sitting,
    *,
    rates: Sequence[float],
    sizes: Sequence[tuple[int, int]] = ((80, 24),),
    is_in: bool = True,
    meanwhile: Callable[[], object] | None = None,
    **options: Any,
) -> None:
    """One sitting in this home: so many keys over all screens in any order.

    One request of so many breaks; how many do, and the size of the terminal, change from stretch to stretch.
    `meanwhile` happens once the first screen is there. Ends early where the person goes on at another service.
    """
    lines: list[Held] = []

    def put_before(wire: Transport) -> Held:
        lines.append(Held(wire))
        return lines[0]

    async with visit("home", demo=is_in, transport=put_before, size=sizes[0], driver=Forgetful, **options) as here:
        line = lines[0]
        here.endless = _WhileHeld(line, ENDLESS)
        line.chance.seed(chance.random())
        if meanwhile is not None:
            meanwhile()
        fingers = _Fingers(here, line, chance, log)
        places = [entry.id for entry in SCREENS]
        begun, until = log.keys, log.keys + keys
        stretch = -1
        with suppress(_Ended):
            while log.keys < until:
                chance.shuffle(places)
                for place in places:
                    if (log.keys - begun) // _STRETCH > stretch:
                        stretch += 1
                        line.rate = 0.0
                        await fingers.resize(sizes[stretch % len(sizes)])
                        await fingers.measure()
                        line.rate = rates[stretch % len(rates)]
                    if is_in:
                        await fingers.sign_in()
                    await fingers.at(place, min(_AT_A_PLACE, until - log.keys))
            line.rate = 0.0
            await fingers.measure()
        log.requests += line.asked
        log.broke += line.broke
