"""The program on a terminal that shows what is written to it: picture, cursor, and what each key has cost.

Every screen, every form and both kinds of table can be gone to (`SEATS`); a new one is found without being named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from capx_tui.terminal.painted_app import focus_anchor
from tests.pty.emulator import Emulator
from tests.pty.sequences import Splitter
from tests.screens.forms import FORMS, Way, opened
from tests.screens.places import PLACES, Place, arrive
from tests.screens.sample_table import SampleTable
from tests.screens.visits import Recorder, Visit, visit

__all__ = ["FETCHED", "SEATS", "Frame", "Seat", "ShownTerminal", "Table", "sit", "sit_waiting"]

#: What waits for a frame of its own (`PaintedApp`).
_HELD = ("page", "announcement")


@dataclass(frozen=True)
class Table:
    """The sample table."""

    def __str__(self) -> str:
        return "SampleTable"


@dataclass(frozen=True)
class Frame:
    """What was written in one go."""

    text: str
    #: Cells that were written, by row.
    drawn: Counter[int] = field(default_factory=Counter)

    @property
    def rows(self) -> set[int]:
        """Rows in which anything was written."""
        return set(self.drawn)

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.text.encode())


class ShownTerminal(Recorder):
    """Not headless: the output layer writes to it."""

    def __init__(self, *args: Any, size: tuple[int, int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, size=size, **kwargs)
        self.picture = Emulator(*(size or (80, 24)))
        self.frames: list[Frame] = []

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        super().write(data)
        drawn: Counter[int] = Counter()
        for token in Splitter().feed(data):
            if token[0] >= " ":
                drawn[self.picture.cursor[1]] += len(token)
            self.picture.feed(token.encode())
        self.frames.append(Frame(data, drawn))


class Seat:
    """One visit, and the terminal it is on."""

    def __init__(self, here: Visit) -> None:
        self.here = here
        driver = here.app._driver
        assert isinstance(driver, ShownTerminal)
        self._terminal = driver

    @property
    def picture(self) -> Emulator:
        """What the terminal shows."""
        return self._terminal.picture

    @property
    def frames(self) -> list[Frame]:
        """Everything that was written, from the start."""
        return self._terminal.frames

    @property
    def row(self) -> str:
        """The row of the hardware cursor."""
        return self.picture.rows[self.picture.cursor[1]].rstrip()

    @property
    def anchor(self) -> tuple[int, int]:
        """The cell of what has the focus."""
        found = focus_anchor(self.here.app.screen.focused)
        return found.x, found.y

    @property
    def told(self) -> range:
        """The rows of announcements."""
        return getattr(self.here.app.screen, "announcement_rows", range(0))

    async def rest(self) -> None:
        """Until everything that waits for a frame of its own has had it: how long it waits is nothing to see here."""
        await self.here.settle()
        while held := [each for each in self.here.app._timers if self._is_held(each)]:
            for each in held:
                each.stop()
                assert each._callback is not None
                self.here.app.call_later(each._callback)
            await self.here.settle()

    @staticmethod
    def _is_held(timer: Any) -> bool:
        return timer.name in _HELD and timer._task is not None and not timer._task.done()

    async def press(self, key: str) -> list[Frame]:
        """Press a key; what was written for it."""
        before = len(self.frames)
        await self.here.press(key)
        await self.rest()
        return self.frames[before:]

    async def resize(self, width: int, height: int) -> None:
        """Another window."""
        self.picture.resize(width, height)
        await self.here.pilot.resize_terminal(width, height)
        await self.rest()


SEATS: tuple[Place | Way | Table, ...] = (
    *PLACES,
    *FORMS,
    Table(),
)
#: What a service that does not answer keeps waiting: each screen as it opens, and each form.
FETCHED: tuple[Place | Way, ...] = (
    *{
        (seat.open, seat.address, seat.demo): Place(seat.name, seat.open, address=seat.address, demo=seat.demo)
        for seat in SEATS
        if isinstance(seat, Place)
    }.values(),
    *FORMS,
)


@asynccontextmanager
async def sit(
    what: Place | Way | Table, *, speaks: bool = True, surroundings: Mapping[str, str] | None = None, **options: Any
) -> AsyncIterator[Seat]:
    """Open the program there, on such a terminal."""
    options = {"driver": ShownTerminal, "screen_reader": speaks, "surroundings": surroundings, **options}
    if isinstance(what, Place):
        async with arrive(what, **options) as here:
            seat = Seat(here)
            await seat.rest()
            yield seat
    elif isinstance(what, Way):
        async with opened(what, **options) as form:
            seat = Seat(form.here)
            await seat.rest()
            yield seat
    else:
        async with visit("help", **options) as here:
            here.app.push_screen(SampleTable())
            seat = Seat(here)
            await seat.rest()
            yield seat


@asynccontextmanager
async def sit_waiting(what: Place | Way, **options: Any) -> AsyncIterator[Seat]:
    """The same before anything has come from the service."""
    options = {"driver": ShownTerminal, "screen_reader": True, **options}
    if isinstance(what, Place):
        async with arrive(what, **options) as here:
            yield Seat(here)
    else:
        async with visit("help", **options) as here:
            here.app.push_screen(what.made())
            await here.settle()
            yield Seat(here)
