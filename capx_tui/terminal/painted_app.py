"""A Textual app that writes only what changed, and whose hardware cursor stands on what has the focus.

Readers on a text console go by the hardware cursor, and magnifiers and tired eyes too; Textual hides it and repaints.
What is private of Textual is used here and in `cursor_driver`, `frames`, `style_sheets` and `torn`; `PRIVATE` names it,
a test watches that it is there, and Textual is pinned.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from rich.color import ColorSystem
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.driver import Driver
from textual.geometry import Offset
from textual.screen import Screen
from textual.strip import Strip
from textual.theme import Theme
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from capx_tui import first_picture
from capx_tui.i18n import t
from capx_tui.terminal import cursor_driver, frames, style_sheets, torn
from capx_tui.terminal.cursor_driver import CursorDriver
from capx_tui.terminal.focus import focus_anchor, is_typing
from capx_tui.terminal.kept_picture import Picture, picture_of
from capx_tui.terminal.modes import Modes, is_narrow, modes_of, use_modes
from capx_tui.terminal.pacing import ONE_PIECE, Pacer
from capx_tui.terminal.painter import Painter, Terminal
from capx_tui.terminal.style_sheets import KeptStylesheet
from capx_tui.terminal.torn import TornApp
from capx_tui.text import harmless

__all__ = ["PRIVATE", "PaintedApp", "focus_anchor"]

#: (owner, name) of each private part of Textual in use here.
PRIVATE = (
    (App, "_display"),
    (App, "_begin_update"),
    (App, "_end_update"),
    (App, "_fatal_error"),
    (App, "_registered_themes"),
    (App, "_exit_renderables"),
    (App, "_close_messages_no_wait"),
    (App, "_set_pointer_shape"),
    (App, "_exit"),
    (App, "_disable_tooltips"),
    (App, "_disable_notifications"),
    (Input, "_position_to_cell"),
    *cursor_driver.PRIVATE,
    *frames.PRIVATE,
    *style_sheets.PRIVATE,
    *torn.PRIVATE,
)

Result = TypeVar("Result")

_COLORS = {"256": ColorSystem.EIGHT_BIT, "truecolor": ColorSystem.TRUECOLOR}
#: How long an announcement waits for the frame of the focused row to be read as one.
_HELD_S = 0.06
#: How long what waits for a picture waits for the answers to keys that were pressed before there was one.
_KEYS_FIRST_S = 0.1
#: Terminals that erase with their default background, whatever the pen.
_ERASES_PLAIN = ("screen", "vt100", "vt220", "dumb")


class PaintedApp(TornApp[Result], Generic[Result]):
    """The output layer. In the screen-reader mode it writes text only, whole rows."""

    # Screens say themselves what has the focus first: what had it before would be announced too.
    AUTO_FOCUS = ""

    def __init__(self, modes: Modes | None = None) -> None:
        super().__init__(driver_class=CursorDriver if os.name == "posix" else None)
        # Widgets of every screen for what nothing here shows.
        self._disable_tooltips = self._disable_notifications = True
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        self.modes = modes or modes_of(os.environ)
        use_modes(self.modes)
        self._speaks = self.modes.speaks
        self._painter = Painter(self._terminal())
        self._take_first_picture()
        #: The screen whose frame, or the rest of it, waits for room on the line.
        self._owed: Screen[Any] | None = None
        self._patience: Timer | None = None
        #: Screen, widget and row that letters went to at the last frame, and whether any came since.
        self._field: tuple[Screen[Any], Widget | None, int] | None = None
        self._typed = False
        #: The row that has the focus, and since when, on the monotonic clock.
        self._came = (0, 0.0)
        #: The pointer's, as the terminal has it.
        self._shape = "default"
        #: What waits for a picture.
        self._after_frame: list[Callable[[], object]] = []
        self._early = []

    def on_mount(self) -> None:
        """Paint anew after a pause (Ctrl+Z, fg), and leave in order when the system says so or the line drops."""
        self.app_resume_signal.subscribe(self, lambda _: self.repaint())
        if os.name == "posix" and not self.is_headless:
            for number in (signal.SIGHUP, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, self._leave, number)

    def _leave(self, number: int) -> None:
        self.exit(return_code=128 + number)

    def _take_first_picture(self) -> None:
        shown = first_picture.shown()
        picture = picture_of(shown) if shown is not None else None
        if picture is not None:
            self._painter.take(picture.lines, Offset(*picture.cursor))

    def picture_at(self, screen: Screen[Any], focused: Widget) -> Picture:
        """`screen` as it is drawn on an empty terminal, the cursor on `focused`."""
        painter, anchor = Painter(self._terminal()), focus_anchor(focused)
        sequence = painter.paint(screen._compositor.render_strips(screen.size), screen.size, anchor)
        return Picture((screen.size.width, screen.size.height), sequence, painter.lines, (anchor.x, anchor.y))

    async def on_event(self, event: events.Event) -> None:
        """As Textual, but keys wait until there is a screen that can tell what they mean."""
        if self._early is not None and isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self._early.append(event)
            return
        await super().on_event(event)

    def get_theme(self, theme_name: str) -> Theme | None:
        """As Textual, which copies the table of themes first: this is asked for each widget of each frame."""
        return self._registered_themes.get(theme_name) or super().get_theme(theme_name)

    def _terminal(self) -> Terminal:
        term = os.environ.get("TERM", "")
        colors: ColorSystem | None = None
        if self.modes.colour == "16":
            colors = ColorSystem.STANDARD
        elif self.modes.colour == "full":
            colors = _COLORS.get(self.console.color_system or "", ColorSystem.EIGHT_BIT)
        narrow = not self._speaks and is_narrow(os.environ)
        return Terminal(colors, not term.startswith(_ERASES_PLAIN), self._speaks, narrow)

    @property
    def speaks(self) -> bool:
        """Screen-reader mode."""
        return self._speaks

    def set_modes(self, modes: Modes) -> None:
        """Other modes, from the next frame on."""
        self.modes = modes
        use_modes(modes)
        self._speaks = modes.speaks
        if (terminal := self._terminal()) != self._painter.terminal:
            # Otherwise what is written stays true, and a reader need not read all of it again.
            self._painter = Painter(terminal)
        if isinstance(self._driver, CursorDriver):
            self._driver.take(modes)
        for shown in self.screen_stack:
            for widget in shown.walk_children(Widget):
                widget.notify_style_update()
        self.refresh(layout=True)

    def repaint(self) -> None:
        """Write the whole picture again: something else wrote on the terminal."""
        self._painter.forget()
        self.refresh(layout=True)

    def send(self, sequence: str) -> None:
        """Write something that is no part of the picture: what goes to the clipboard."""
        if self._driver is not None:
            self._driver.write(sequence)
            self._driver.flush()

    def move_cursor_now(self) -> None:
        """Put the cursor where the focus is before anything is drawn.

        Readers look at the cursor's row some 20 ms after a key: the text is there already, so only the
        cursor has to go, and going first it is in time.
        """
        driver = self._driver
        if driver is None or self.is_headless or not self.is_running:
            return
        anchor, field = self._anchor(), self._field
        if field is not None and field[1] is self.screen.focused and field[2] == anchor.y:
            # Within a text the caret comes with its letter: a reader that sees it go first takes it for a move.
            return
        sequence = self._painter.place(anchor)
        if sequence:
            driver.write(sequence)
            driver.flush()

    def screen_rows(self) -> tuple[str, ...]:
        """What the topmost screen shows, row by row, without any style."""
        strips = self.screen._compositor.render_strips(self.screen.size)
        return tuple("".join(segment.text for segment in strip).rstrip() for strip in strips)

    def _fatal_error(self) -> None:
        """As Textual, but without the values of local variables: they are people's texts and tokens."""
        from rich.console import Group
        from rich.segment import Segment, Segments
        from rich.text import Text
        from rich.traceback import Traceback

        traceback = Traceback(show_locals=False, width=None)
        rendered = self.console.render(traceback, self.console.options)
        # What went wrong says so in its own words, and those may be anybody's.
        trace = Segments(Segment(harmless(text), style) for text, style, control in rendered if not control)
        # Nothing is sent from here. As one with the trace: of several, Textual shows the first alone.
        self._exit_renderables.append(Group(trace, Text(t("crash-report"))))
        self._close_messages_no_wait()

    def _set_pointer_shape(self, shape: str) -> None:
        """As Textual, except for readers: the mouse is theirs, and yasr speaks the sequence. Each shape once."""
        if not self._speaks and shape != self._shape:
            self._shape = shape
            super()._set_pointer_shape(shape)

    def _anchor(self) -> Offset:
        self.cursor_position = self.screen.outer_size.clamp_offset(focus_anchor(self.screen.focused))
        return self.cursor_position

    def _hold_while_typing(self, screen: Screen[Any], strips: list[Strip], rows: range) -> None:
        """Leave what typing changes elsewhere until the field is left; announcements say it meanwhile.

        A list that narrows with each letter would be spoken with each letter. When the field is left, the
        row one comes to is painted before the page: Fenrir speaks a changed page, but not where in it one is.
        """
        row, before, typed, left = self._anchor().y, self._painter.strips, self._typed, self._field
        here = self._field = (screen, screen.focused, row) if is_typing(screen.focused) else None
        known = len(before) == len(strips) and row < len(strips)
        self._typed = known and here is not None and here == left and (typed or strips[row] != before[row])
        leaves = known and typed and here is None and left is not None and left[0] is screen
        if leaves:
            self.set_timer(_HELD_S, self.refresh, name="page")
        if self._typed or leaves:
            # What stands above goes with a new row: Orca reads a row again that moves in the text before it.
            # Where the row stays, the move goes alone: Fenrir would speak what changed in place of the row.
            for y in range(row + 1 if leaves and strips[row] != before[row] else 0, len(strips)):
                if y != row and y not in rows:
                    strips[y] = before[y]

    def _hold_announcement(self, strips: list[Strip], rows: range) -> None:
        """Leave an announcement for a frame of its own where this one changes the focused row, or goes to another.

        Readers that compare screens speak everything between the first change and the last. yasr reads the row
        that the cursor came to only where nothing was written together with the move.
        """
        before, row, now = self._painter.strips, self._anchor().y, time.monotonic()
        if row != self._came[0]:
            self._came = (row, now)
        if len(before) != len(strips) or row in rows or not row < len(strips):
            return
        if strips[row] == before[row] and now - self._came[1] >= _HELD_S:
            return
        if all(strips[y] == before[y] for y in rows):
            return
        for y in rows:
            strips[y] = before[y]
        self.set_timer(_HELD_S, self.refresh, name="announcement")

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        """Every frame ends here: compare it with the picture, write the difference."""
        if self._exit:
            # What is changed on the way out is not for the person who leaves to see, or to hear.
            return
        driver = self._driver
        if (
            not isinstance(renderable, CompositorUpdate)
            or self._batch_count
            or self.is_headless
            or driver is None
            or driver.is_inline
            or screen is not self.screen
            or not screen.size
        ):
            super()._display(screen, None if isinstance(renderable, frames.Stale) else renderable)
            if self.is_headless and isinstance(renderable, CompositorUpdate):
                # Nobody sees it, but widgets go by having been drawn.
                frames.strips_of(screen)
                self._frame_written()
            return
        self._paint(screen, driver)
        self.post_display_hook()

    def _paint(self, screen: Screen[Any], driver: Driver) -> None:
        """Write the picture as it should be now, as far as there is room on the line; answers bring the rest."""
        pacer = self._pacer
        if pacer and not pacer.room():
            self._wait(screen, pacer)
            return
        self._owed = None
        strips = frames.strips_of(screen)
        if self._speaks:
            # On a terminal of one line they stand below it.
            announced = getattr(screen, "announcement_rows", range(0))
            rows = range(len(strips))[announced.start : announced.stop]
            self._hold_while_typing(screen, strips, rows)
            self._hold_announcement(strips, rows)
        anchor, typing = self._anchor(), is_typing(screen.focused)
        while True:
            most = min(pacer.room(), pacer.piece) if pacer else None
            self._write(driver, self._painter.paint(strips, screen.size, anchor, typing=typing, most=most))
            if self._painter.is_whole:
                self._frame_written()
                return
            if pacer and not pacer.room():
                self._wait(screen, pacer)
                return

    def call_after_frame(self, callback: Callable[[], object]) -> None:
        """`callback()`, once a picture of one of our screens has been written to the terminal, whole.

        Textual's `call_after_refresh` may call before anything was painted.
        """
        self._after_frame.append(callback)

    def _frame_written(self) -> None:
        # The first screen of all is Textual's own, and blank.
        if len(self.screen_stack) < 2:
            return
        early, self._early = self._early, None
        waiting, self._after_frame = self._after_frame, []
        for event in early or ():
            self.call_next(self.on_event, event)
        for callback in waiting:
            if early:
                # Keys first: what waits may keep the interpreter busy for longer than their answers take.
                self.set_timer(_KEYS_FIRST_S, callback, name="keys first")
            else:
                self.call_later(callback)

    def _write(self, driver: Driver, sequence: str) -> None:
        """Write a frame, or a piece of one."""
        if not sequence:
            return
        may_tear = len(sequence) > ONE_PIECE
        if may_tear:
            self._begin_update()
        driver.write(sequence)
        if may_tear:
            self._end_update()
        if self._pacer and isinstance(driver, CursorDriver):
            driver.wrote(len(sequence.encode()))
        driver.flush()

    # -- pace ------------------------------------------------------------------------------------

    @property
    def _pacer(self) -> Pacer | None:
        """None for readers: some speak what a terminal is asked, and little is written for them."""
        driver = self._driver
        return driver.pacer if isinstance(driver, CursorDriver) and not self._speaks else None

    def on_terminal_supports_synchronized_output(self) -> None:
        """The terminal is that far: there may be room for what waits."""
        if isinstance(self._driver, CursorDriver):
            self._driver.look_at_answer()
        self._go_on()

    def _wait(self, screen: Screen[Any], pacer: Pacer) -> None:
        """For an answer, but not for ever."""
        self._owed = screen
        if self._patience is None:
            self._patience = self.set_timer(pacer.patience(time.monotonic()), self._lose_patience, name="answer")

    def _lose_patience(self) -> None:
        self._patience = None
        owed, pacer = self._owed, self._pacer
        if owed is not None and pacer and not pacer.room():
            if pacer.patience(time.monotonic()) > 0:
                self._wait(owed, pacer)
                return
            pacer.give_up()
        self._go_on()

    def _go_on(self) -> None:
        pacer = self._pacer
        if self._owed is not None and not (pacer and not pacer.room()):
            # In the screen's own turn, as Textual paints.
            self._owed.call_next(self._paint_owed)

    def _paint_owed(self) -> None:
        owed, driver = self._owed, self._driver
        if owed is None or driver is None or not self.is_running:
            return
        if owed is not self.screen or not owed.size:
            # Another screen is there now: its own first frame is written when it is laid out.
            self._owed = None
        elif self._batch_count:
            self.set_timer(_HELD_S, self._go_on, name="batch")
        else:
            self._paint(owed, driver)
