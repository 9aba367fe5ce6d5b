"""One run of the full screen in a test: keys in, rows of text out, waiting on work and never on a clock."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
import unicodedata
from collections.abc import AsyncIterator, Callable, Container, Mapping, Sized
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from textual import events
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot
from textual.widget import Widget
from textual.worker import Worker, WorkerCancelled

from capx_tui.api.client import Transport
from capx_tui.api.endpoints import EMBEDDED_SERVICE, ENVIRONMENT, addresses
from capx_tui.api.transport import HttpxTransport
from capx_tui.app import CapxApp
from capx_tui.bootstrap import Options, open_core
from capx_tui.core import Core
from capx_tui.demo.embedded import DATABASE_NAME, create_app
from capx_tui.full_screen import first_screen, notices
from capx_tui.i18n import Catalogue, use
from capx_tui.model.keymaps import keymap
from capx_tui.paths import data_dir
from capx_tui.screens.base import CapxScreen
from capx_tui.store.mirror import mirror_file
from capx_tui.terminal.keys import use_keymap
from capx_tui.terminal.modes import Modes, use_modes
from capx_tui.terminal.painted_app import focus_anchor
from capx_tui.terminal.painter import Painter, Terminal
from capx_tui.widgets.line_list import LineList
from tests.screens.wire import Wire

__all__ = [
    "FILLED",
    "NOW",
    "PEOPLE",
    "SERVICE",
    "Recorder",
    "Visit",
    "database",
    "embedded_wire",
    "furnish",
    "move_in",
    "rows_of",
    "sitting",
    "spoken_picture",
    "visit",
]

#: The moment of the world, and of the mirror that was filled from it.
FILLED = datetime(2026, 6, 10, 15, 30, tzinfo=UTC)
#: The moment of a visit: the mirror is fresh, and its age is a number to look for.
NOW = FILLED + timedelta(minutes=7)
PEOPLE = 240
#: The embedded service as if it were a real one at an address: nobody is signed in there from the start.
SERVICE = "https://capx.example"
_PASSES = 60
_TURNS = 100_000
#: After so long a test has failed; none waits for it.
_PATIENCE_S = 30
_PAUSE_S = 0.002


def database() -> Path:
    """The file of the world in this test's home."""
    return data_dir() / "demo" / DATABASE_NAME


def embedded_wire(world: Path, now: Callable[[], datetime]) -> Wire:
    """The embedded service over `world` through ASGI."""
    return Wire(HttpxTransport(app=create_app(world, clock=now)))


def environ(given: Mapping[str, str]) -> dict[str, str]:
    """The surroundings of a visit: Wikimedia's sites are the embedded ones, whatever the service."""
    sites = addresses(EMBEDDED_SERVICE, {}, embedded=True)
    own = {name: sites[site].replace(EMBEDDED_SERVICE, SERVICE) for site, name in ENVIRONMENT.items()}
    return {**os.environ, **own, **given}


async def furnish() -> None:
    """Make this process's home one with a world and a filled mirror."""
    async with open_core(Options(demo=True, people=PEOPLE, environ=dict(os.environ)), now=lambda: FILLED) as core:
        await core.explore.refresh()
        assert core.explore.state.error is None


def move_in(template: Path, home: Path) -> None:
    """Copy a home with a world and its mirror; a mirror is named after the file of its world."""
    shutil.copytree(template, home, dirs_exist_ok=True)
    (kept,) = mirror_file(EMBEDDED_SERVICE).parent.glob("*.sqlite3")
    shutil.copyfile(kept, mirror_file(SERVICE))
    kept.rename(mirror_file(f"{EMBEDDED_SERVICE}/{PEOPLE}-{database().stat().st_ino}"))


def rows_of(app: CapxApp) -> list[str]:
    """The rows of the screen as text, without any style, blanks at the end cut off."""
    strips = app.screen._compositor.render_strips(app.screen.size)
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def spoken_picture(app: CapxApp) -> str:
    """The bytes that a screen reader's terminal is sent for the whole screen."""
    anchor = focus_anchor(app.screen.focused)
    return Painter(Terminal(speaks=True)).paint(
        app.screen._compositor.render_strips(app.screen.size), app.screen.size, anchor
    )


def _ready() -> Sized:
    """What the loop runs next, this test not counted: asking costs nothing, while a message to each widget does."""
    ready: Sized = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    return ready


async def _let_run() -> None:
    """Let run what can run without anything from outside."""
    for _ in range(_TURNS):
        await asyncio.sleep(0)
        if not _ready():
            return
    raise AssertionError("it goes on and on")


def _wake(worker: Worker[Any]) -> None:
    """Let the time pass at once that a worker sleeps, before a draft is kept or a name is looked up."""
    due = worker._task._fut_waiter if worker._task is not None else None  # type: ignore[attr-defined]
    for timer in asyncio.get_running_loop()._scheduled:  # type: ignore[attr-defined]
        if due is not None and timer._args and timer._args[0] is due and not due.done():
            due.set_result(None)


def _is_busy(pump: Any) -> bool:
    """Whether a widget has a message to see to, or is seeing to one."""
    queue = pump._message_queue
    return not queue.empty() or (pump._running and not queue.ready_event._waiters)


class Recorder(HeadlessDriver):
    """A terminal that keeps what is written to it besides the picture."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.written = ""

    def write(self, data: str) -> None:
        self.written += data


class _App(CapxApp):
    """The program on a terminal that keeps what is written."""

    driver_made: Callable[..., Recorder] = Recorder

    def _build_driver(self, headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None) -> Recorder:
        self._driver = made = self.driver_made(self, mouse=mouse, size=size)
        return made


class Visit:
    """What a test does and sees."""

    def __init__(self, app: CapxApp, core: Core, pilot: Pilot[Any], wire: Wire) -> None:
        self.app = app
        self.core = core
        self.pilot = pilot
        self.wire = wire

    # -- in --------------------------------------------------------------------------------------

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, each until what it does is done."""
        for key in keys:
            self._send(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type `text` where the focus is, as fast as one likes."""
        for character in text:
            self._send(character)
        await self.settle()

    async def burst(self, *keys: str) -> None:
        """Press keys as a slow line brings them: all at once, whatever the first of them opens."""
        for key in keys:
            self._send(key)
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste `text` as a terminal does."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    def _send(self, key: str) -> None:
        character = key if len(key) == 1 else {"space": " ", "slash": "/"}.get(key)
        name = key
        if character is not None and not character.isalnum():
            name = unicodedata.name(character).lower().replace("-", "_").replace(" ", "_")
            name = {"solidus": "slash"}.get(name, name)
        elif len(key) == 1 and not key.isascii():
            name = unicodedata.name(key).lower().replace(" ", "_")
        event = events.Key(name, character)
        event.set_sender(self.app)
        assert self.app._driver is not None
        self.app._driver.send_message(event)

    async def settle(self) -> None:
        """Wait until no message and no worker is under way."""
        for _ in range(_PASSES):
            await _let_run()
            if working := [worker for worker in self.app.workers if worker.group not in self.endless]:
                for worker in working:
                    _wake(worker)
                # Work that somebody stopped is done, too.
                with contextlib.suppress(WorkerCancelled):
                    await self.app.workers.wait_for_complete(working)
                continue
            if any(_is_busy(pump) for pump in (self.app, *self.app.screen.walk_children(Widget, with_self=True))):
                # In the middle of a message, and waiting for what is outside: that takes its turn after it.
                await self.pilot.pause(0)
                continue
            # What is to be drawn is drawn now and not with the next tick; that may begin something.
            self.app.screen._on_timer_update()
            if not _ready():
                return
        raise AssertionError("the screen does not come to rest")

    async def until(self, condition: Callable[[], bool]) -> None:
        """Let work go on until `condition` holds: for what goes on beside a worker without an end."""
        try:
            async with asyncio.timeout(_PATIENCE_S):
                while not condition():
                    # What comes from outside comes sooner to who does not ask without a pause.
                    await asyncio.sleep(_PAUSE_S)
                    await self.settle()
        except TimeoutError:
            raise AssertionError(f"it never came to that:\n{self.text}") from None

    #: Groups of workers that wait for something outside: a browser that comes back.
    endless: Container[str] = frozenset()

    # -- out -------------------------------------------------------------------------------------

    @property
    def rows(self) -> list[str]:
        """See `rows_of`."""
        return rows_of(self.app)

    @property
    def text(self) -> str:
        """The whole screen as one text."""
        return "\n".join(self.rows)

    @property
    def flowing(self) -> str:
        """The screen's words with single blanks between: for sentences that are broken over rows."""
        return re.sub(r"\s+", " ", self.text)

    def rows_in(self, selector: str) -> list[str]:
        """The rows of one widget, blank ones left out."""
        region = self.app.screen.query_one(selector).region
        return [row for row in self.rows[region.y : region.bottom] if row.strip()]

    @property
    def title(self) -> str:
        """The first row."""
        return self.rows[0].strip()

    @property
    def status(self) -> str:
        """The last row."""
        return self.rows[-1].strip()

    @property
    def focused_row(self) -> str:
        """The row that the hardware cursor stands in."""
        return self.rows[focus_anchor(self.app.screen.focused).y]

    @property
    def marked(self) -> str:
        """The row with the marker, without it; a reader's screen has no marker but the cursor."""
        if isinstance(self.app.screen.focused, LineList):
            return self.focused_row[2:]
        found = [row for row in self.rows if row.startswith("> ")]
        return found[0][2:] if found else ""

    @property
    def written(self) -> str:
        """What was written to the terminal besides the picture."""
        driver = self.app._driver
        assert isinstance(driver, Recorder)
        return driver.written

    # -- going -----------------------------------------------------------------------------------

    async def speak(self, language: str, texts: Catalogue | None = None) -> None:
        """Another language from now on, as Settings does it but for what is fetched then; `texts` in place of its own.

        What is said then is what the screen says when one comes back to it.
        """
        use(texts or language)
        self.core.language = language
        assert isinstance(self.app.screen, CapxScreen)
        self.app.screen.on_screen_resume()
        await self.settle()

    async def down_to(self, words: str) -> None:
        """Press Down until the row with the marker holds `words`."""
        before = None
        while words not in self.marked:
            assert self.marked != before or before is None, f"no row with {words!r}:\n{self.text}"
            before = self.marked
            await self.press("down")

    async def choose(self, words: str) -> None:
        """Go down to the row that holds `words` and press Enter."""
        await self.down_to(words)
        await self.press("enter")


@asynccontextmanager
async def visit(
    open: str = "",  # noqa: A002 - as the flag is called
    *,
    size: tuple[int, int] = (80, 24),
    address: str = "",
    demo: bool = True,
    language: str = "en",
    now: datetime = NOW,
    transport: Callable[[Wire], Transport] = lambda wire: wire,
    surroundings: Mapping[str, str] | None = None,
    endless: Container[str] = frozenset(),
    driver: Callable[..., Recorder] = Recorder,
    asked_to_speak: bool = False,
    texts: Catalogue | None = None,
    **settings: object,
) -> AsyncIterator[Visit]:
    """Start the program in this test's home and end it with the block.

    `demo` is the embedded service, signed in; else the same service at an address, signed out.
    `transport` may put something before the service; workers of the groups `endless` are not waited for;
    `driver` makes the terminal; `asked_to_speak` is ``--screen-reader``; `texts` take the place of the language's own.
    """
    given = environ(surroundings or {})
    options = Options(
        demo=demo,
        service="" if demo else SERVICE,
        language=language,
        open=open,
        address=address,
        environ=given,
        screen_reader=asked_to_speak,
    )
    wire = embedded_wire(database(), lambda: now)
    async with open_core(options, transport=transport(wire), now=lambda: now) as core:
        if settings:
            core.settings.change(**settings)
        async with sitting(core, options, wire, size=size, endless=endless, driver=driver, texts=texts) as here:
            yield here


@asynccontextmanager
async def sitting(
    core: Core,
    options: Options,
    wire: Wire,
    *,
    size: tuple[int, int] = (80, 24),
    endless: Container[str] = frozenset(),
    driver: Callable[..., Recorder] = Recorder,
    texts: Catalogue | None = None,
) -> AsyncIterator[Visit]:
    """The program over an opened core, whatever service is behind it; see `visit`."""
    use(texts or core.language)
    app = _App(core, first_screen(core, options), notices(core, options.screen_reader))
    app.driver_made = driver
    try:
        async with app.run_test(size=size) as pilot:
            here = Visit(app, core, pilot, wire)
            here.endless = endless
            await here.settle()
            yield here
    finally:
        use("en")
        use_modes(Modes())
        use_keymap(keymap())
