"""What a start does first, second and third: a picture, the keys that were pressed before it, everything else."""

from __future__ import annotations

from typing import ClassVar

import pytest
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from capx_tui.terminal.painted_app import PaintedApp

_ORDER: list[str] = []


class _Shown(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [("x", "answer", "")]

    def compose(self) -> ComposeResult:
        yield Static("words")

    def action_answer(self) -> None:
        _ORDER.append("key")


class _App(PaintedApp[None]):
    def __init__(self, keys: str) -> None:
        super().__init__()
        self._keys = keys

    def on_mount(self) -> None:
        super().on_mount()
        for key in self._keys:
            self.post_message(events.Key(key, key))
        self.call_later(self._begin)

    def _begin(self) -> None:
        self.call_after_frame(lambda: _ORDER.append("everything else"))
        self.push_screen(_Shown())


@pytest.mark.parametrize("keys", ["", "x", "xx"])
async def test_keys_that_were_pressed_before_there_was_a_picture_are_answered_before_all_else(keys: str) -> None:
    _ORDER.clear()
    app = _App(keys)
    async with app.run_test() as pilot:
        while "everything else" not in _ORDER:
            await pilot.pause(0.01)
    keys_first = [*("key" for _ in keys), "everything else"]
    assert keys_first == _ORDER
