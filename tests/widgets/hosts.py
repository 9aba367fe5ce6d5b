"""A widget alone in an application: keys in, rows and messages out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

__all__ = ["Stage", "staged"]

Posted = TypeVar("Posted", bound=Message)


class _Host(App[None]):
    CSS = """
    Screen { layout: vertical; overflow: hidden; }
    LineList, Reading { height: 1fr; }
    Field { height: 1; layout: horizontal; }
    Field > Static { width: auto; padding-right: 1; }
    Field > Input { height: 1; width: 1fr; border: none; padding: 0; }
    _Bar { height: 1; }
    """

    def __init__(self, widgets: tuple[Widget, ...]) -> None:
        super().__init__()
        self._widgets = widgets
        #: Screen-reader mode, as `PaintedApp` says it.
        self.speaks = False

    def compose(self) -> ComposeResult:
        yield from self._widgets


class Stage:
    """What a test does to the widgets and sees of them."""

    def __init__(self, app: _Host, pilot: Pilot[Any], posted: list[Message]) -> None:
        self.app = app
        self.pilot = pilot
        self._posted = posted

    @property
    def rows(self) -> list[str]:
        """The screen without styles."""
        strips = self.app.screen._compositor.render_strips(self.app.screen.size)
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def marked(self) -> str:
        """The row with the marker."""
        return next((row[2:] for row in self.rows if row.startswith("> ")), "")

    async def press(self, *keys: str) -> None:
        """Press keys and wait."""
        await self.pilot.press(*keys)
        await self.pilot.pause(0)

    def posted(self, kind: type[Posted]) -> list[Posted]:
        """The messages of one kind, in order."""
        return [message for message in self._posted if isinstance(message, kind)]


class _Once:
    """Textual calls the hook at every pump that a message reaches."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def __call__(self, message: Message) -> None:
        if not any(message is seen for seen in self.messages):
            self.messages.append(message)


@asynccontextmanager
async def staged(*widgets: Widget, size: tuple[int, int] = (40, 8)) -> AsyncIterator[Stage]:
    """Run an application with nothing but `widgets`; the first one that can has the focus."""
    app = _Host(widgets)
    hook = _Once()
    async with app.run_test(size=size, message_hook=hook) as pilot:
        await pilot.pause(0)
        yield Stage(app, pilot, hook.messages)
