"""A terminal that was of another size for a moment gets its picture again; one that only says its size does not."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from capx_tui.terminal.painted_app import PaintedApp

_HERE, _OTHER = Size(80, 24), Size(20, 5)


class _Shown(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Static("words")


class _App(PaintedApp[None]):
    def __init__(self) -> None:
        super().__init__()
        self.repainted = 0

    def repaint(self) -> None:
        self.repainted += 1
        super().repaint()


@pytest.mark.parametrize(
    ("reports", "sizes", "repainted"),
    [
        (False, [_HERE], 1),
        (False, [_OTHER, _HERE], 1),
        (True, [_HERE], 0),
        (True, [_OTHER], 0),
    ],
    ids=["a signal, and nothing else is different", "a signal each", "said again", "another size"],
)
async def test_the_picture_is_written_again_where_it_may_have_been_cut(
    reports: bool, sizes: list[Size], repainted: int
) -> None:
    app = _App()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(_Shown())
        await pilot.pause()
        app.repainted = 0
        driver = app._driver
        assert driver is not None
        # As Textual notes of a terminal that said it will report its sizes.
        driver._in_band_window_resize = reports  # type: ignore[attr-defined]
        for size in sizes:
            app.post_message(events.Resize(size, size))
        while app.size != sizes[-1] or app.screen.size != sizes[-1] or app.repainted < repainted:
            await pilot.pause(0.01)
        await pilot.pause(0.02)
        assert app.repainted == repainted
