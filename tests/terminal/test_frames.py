"""Of a frame only the rows that changed are drawn, and still it is the whole picture."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.strip import Strip
from textual.widgets import Input, Static

from capx_tui.terminal.frames import PaintedScreen, RowCompositor, strips_of
from capx_tui.terminal.painted_app import PaintedApp
from capx_tui.widgets.bars import StatusBar
from capx_tui.widgets.line_list import LineList


class _Rows(LineList):
    """Counts how often a row is drawn."""

    drawn = 0

    def render_line(self, y: int) -> Strip:
        self.drawn += 1
        return super().render_line(y)


class _Some(PaintedScreen[None]):
    CSS = """
    VerticalScroll { height: 5; }
    _Rows { height: 1fr; }
    Input { height: 1; border: none; }
    """

    def compose(self) -> ComposeResult:
        yield Input()
        yield _Rows(id="rows")
        with VerticalScroll():
            for number in range(20):
                yield Static(f"Line {number}")
        yield StatusBar()

    def on_mount(self) -> None:
        self.query_one(_Rows).show(100, lambda index, _: [[(f"Row {index}", "name")]])
        self.query_one(_Rows).focus()


async def test_what_was_drawn_by_the_row_is_what_is_drawn_whole() -> None:
    app: PaintedApp[None] = PaintedApp()
    async with app.run_test(size=(60, 24)) as pilot:
        screen = _Some()
        await app.push_screen(screen)
        compositor = screen._compositor
        assert isinstance(compositor, RowCompositor)

        async def same() -> None:
            await pilot.pause()
            assert strips_of(screen) == compositor.render_strips()

        await same()
        for key in ("down", "down", "pagedown", "end", "home", "tab", "down", "tab", "a", "b", "backspace"):
            await pilot.press(key)
            await same()
        screen.query_one(StatusBar).announce(
            "A sentence that is longer than one line of sixty cells, and so takes two."
        )
        await same()
        screen.query_one(StatusBar).announce("Short.")
        screen.query_one(VerticalScroll).scroll_end(animate=False)
        await same()
        screen.query_one(Input).remove()
        await same()
        screen.query_one(VerticalScroll).display = False
        await same()
        await pilot.resize_terminal(40, 18)
        await same()


async def test_a_step_of_the_marker_draws_two_rows() -> None:
    app: PaintedApp[None] = PaintedApp()
    async with app.run_test(size=(60, 24)) as pilot:
        await app.push_screen(_Some())
        rows = app.screen.query_one(_Rows)
        await pilot.pause()
        rows.drawn = 0
        await pilot.press("down")
        await pilot.pause()
        assert rows.highlighted == 1
        assert rows.drawn == 2
