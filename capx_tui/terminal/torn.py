"""A terminal that was of another size for a moment has cut off what it showed, also where it is as it was.

A window that is dragged, a pane that is opened and closed: the program may hear of the last size alone, and finds that
nothing has changed. What stands on the terminal is not what was written to it all the same.
"""

from __future__ import annotations

from typing import TypeVar

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

__all__ = ["PRIVATE", "TornApp"]

T = TypeVar("T")

#: (owner, name) of each private part of Textual in use here.
PRIVATE = (
    (App, "_check_resize"),
    (App, "_on_resize"),
    (App, "_resize_event"),
    (LinuxDriver, "_in_band_window_resize"),
)


class TornApp(App[T]):
    """Writes the whole picture again where that may have happened."""

    #: Set by the driver, too, that hears of each size a terminal reports: of several in a row the app gets the last.
    is_torn = False
    #: Keys pressed before there was a picture of ours; None once there is.
    _early: list[events.Event] | None = None

    def repaint(self) -> None:
        """Write the whole picture again."""
        raise NotImplementedError

    def on_resize(self, _event: events.Resize) -> None:
        """Before Textual looks at it. A signal says only that there was another size.

        At a start Textual tells the size twice by itself, and there is nothing yet that could be torn.
        """
        reports = bool(getattr(self._driver, "_in_band_window_resize", False))
        self.is_torn |= self._early is None and not reports

    def _check_resize(self) -> None:
        event = self._resize_event
        super()._check_resize()
        if self.is_torn and event is not None and self._resize_event is None:
            self.is_torn = False
            # Any other size is drawn wholly anew as it is.
            if self.screen.size == event.size:
                self.repaint()
