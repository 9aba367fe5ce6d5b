"""What Textual's driver does, and what it does not: show the cursor, leave the mouse to readers, hear answers."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections import deque
from collections.abc import Callable
from typing import IO, Any

from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from capx_tui import first_picture
from capx_tui.terminal.modes import Modes
from capx_tui.terminal.pacing import QUESTION, Pacer
from capx_tui.terminal.torn import TornApp

__all__ = ["PRIVATE", "CursorDriver"]

#: (owner, name) of each private part of Textual in use here.
PRIVATE = (
    (LinuxDriver, "_request_terminal_sync_mode_support"),
    (LinuxDriver, "_query_in_band_window_resize"),
    (Driver, "_mouse"),
    (LinuxDriver, "_enable_mouse_support"),
    (LinuxDriver, "_disable_mouse_support"),
    (LinuxDriver, "_sigtstp_application"),
    (LinuxDriver, "_sigcont_application"),
    (LinuxDriver, "_writer_thread"),
    (LinuxDriver, "_file"),
    (LinuxDriver, "_must_signal_resume"),
    (Driver, "_auto_restart"),
    (Driver, "_loop"),
)
#: How long leaving waits for the terminal's last answer.
_LAST_ANSWER_S = 1.0
#: So often one may be sent to the background again before one has begun.
_STARTS = 100
#: What Textual writes to leave the shell's picture alone.
_SECOND_SCREEN = "\x1b[?1049h"


class _Lasting:
    """A terminal that may go away: what is written then is nobody's loss, and no reason for its thread to end."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.fileno, self.isatty = file.fileno, file.isatty

    def write(self, text: str) -> int:
        """All of it, or nothing any more."""
        with contextlib.suppress(OSError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """What was written, if anybody is there."""
        with contextlib.suppress(OSError):
            self._file.flush()


class CursorDriver(LinuxDriver):
    """Shows the cursor that Textual hides, if it is wanted; leaves a clean row on a console without a second screen.

    It also asks behind a frame whether the terminal is that far (see `pacing`), and hears the answers first.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._file: Any = _Lasting(self._file)
        #: How much may be on its way to this terminal.
        self.pacer = Pacer()
        # When answers came that the application has not looked at yet.
        self._answers: deque[float] = deque()
        #: Whether the terminal is on its second screen already.
        self._stays = False
        # Each is counted on one thread only, and a signal may come at any time: no locks. The first answer is to
        # the start's question, so that less than nothing was heard of a terminal that never answers.
        self._asked, self._heard = 0, -1

    def start_application_mode(self) -> None:
        """As Textual, then show the cursor. After a pause it may be another terminal: nothing is known of it."""
        self.pacer = Pacer()
        self._answers.clear()
        self._asked, self._heard = 0, -1
        picture = first_picture.take_over()
        # Going to the second screen again would clear the picture that stands there.
        self._stays = picture is not None
        for _ in range(_STARTS):
            super().start_application_mode()  # type: ignore[no-untyped-call]
            # In the background the system stops us here, and Textual leaves it at that: now it is our turn.
            if self._writer_thread is not None:
                break
        else:
            # In the background, with no shell left that could bring it to the foreground.
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        self._stays = False
        if picture is not None:
            self.attrs_before = picture.attributes
        self._show_cursor(getattr(self._app, "modes", Modes()))

    def _sigtstp_application(self, *_: Any) -> None:
        """As Textual, but between two messages: what is being written now holds a lock that pausing needs."""
        if self._auto_restart:
            self._between_messages(super()._sigtstp_application)
        else:
            # Another program has the terminal, and pauses now.
            super()._sigtstp_application()

    def _sigcont_application(self, *_: Any) -> None:
        """See `_sigtstp_application`."""
        if self._auto_restart:
            self._between_messages(self._continue)

    def _continue(self) -> None:
        # A terminal that goes away says so by SIGHUP and then SIGCONT: there is nothing to go on with.
        if not os.isatty(self.fileno):
            return
        # Who was paused without being asked stopped nothing: what reads and writes would be there twice.
        if self._writer_thread is not None and self._writer_thread.is_alive():
            self.suspend_application_mode()
            self._must_signal_resume = True
        super()._sigcont_application()

    def _between_messages(self, work: Callable[[], object]) -> None:
        # The program may be over: then there is nothing on the terminal to take away or bring back.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(work)

    def write(self, data: str) -> None:
        """As Textual, but not to the second screen when already there."""
        if not (self._stays and data == _SECOND_SCREEN):
            super().write(data)

    def wrote(self, size: int) -> None:
        """A frame of `size` bytes was written: ask behind it where that is worth it."""
        if self.pacer.wrote(size, time.monotonic()):
            self._asked += 1
            self.write(QUESTION)

    def look_at_answer(self) -> None:
        """There is one more that the application has been told of."""
        if self._answers:
            self.pacer.answered(self._answers.popleft())

    def process_message(self, message: Message) -> None:
        """As Textual, on the thread that reads; the moment of an answer is now, and not when there is time for it."""
        if isinstance(message, TerminalSupportsSynchronizedOutput):
            self._heard += 1
            self._answers.append(time.monotonic())
        if isinstance(message, Resize) and isinstance(self._app, TornApp) and message.size != self._app.size:
            self._app.is_torn = True
        super().process_message(message)

    def disable_input(self) -> None:
        """As Textual, but first hear what was asked: an answer that comes later is typed into the shell."""
        end = time.monotonic() + _LAST_ANSWER_S
        while 0 <= self._heard < self._asked and time.monotonic() < end:
            time.sleep(0.01)
        self._asked = self._heard
        super().disable_input()

    def _show_cursor(self, modes: Modes) -> None:
        self.write("\x1b[?25h" if modes.cursor else "\x1b[?25l")
        self.flush()

    def take(self, modes: Modes) -> None:
        """Other modes at run time: a reader has the mouse and the plain keyboard to itself.

        The keyboard stays plain until the next start: every terminal sends plain keys.
        """
        self._show_cursor(modes)
        if modes.speaks and self._mouse:
            self._disable_mouse_support()
            self._mouse = False
            self.write("\x1b[<u")
            self.flush()
        elif not modes.speaks and not self._mouse:
            self._mouse = True
            self._enable_mouse_support()

    def _enable_mouse_support(self) -> None:
        """As Textual, but not inside GNU screen: with the mouse on, it keeps Esc to itself until the next key."""
        if not os.environ.get("STY"):
            super()._enable_mouse_support()

    def _request_terminal_sync_mode_support(self) -> None:
        """As Textual, but ask nothing of a reader: yasr and Fenrir speak the end of the question."""
        if not getattr(self._app, "speaks", False):
            super()._request_terminal_sync_mode_support()

    def _query_in_band_window_resize(self) -> None:
        """See `_request_terminal_sync_mode_support`; sizes then come by signal."""
        if not getattr(self._app, "speaks", False):
            super()._query_in_band_window_resize()

    def stop_application_mode(self) -> None:
        """Clear first: the Linux console has one screen, and the prompt would land among our rows."""
        if os.environ.get("TERM", "").startswith("linux"):
            self.write("\x1b[m\x1b[2J\x1b[H")
        super().stop_application_mode()
        # Textual asks for the mouse in pixels where a terminal has them, and never takes that back; and it takes
        # reports of size back too early, when the thread that asks for them may not have ended.
        self.write("\x1b[?1016l\x1b[?2048l")
        self.flush()
