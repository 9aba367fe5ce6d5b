"""The picture of a screen that may go with a report: letters alone, and where on it other people's words stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from capx_tui.model.screen_picture import Picture
from capx_tui.screens.base import CapxScreen
from capx_tui.widgets.bars import HintBar
from capx_tui.widgets.line_list import LineList
from capx_tui.widgets.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from capx_tui.terminal.painted_app import PaintedApp

__all__ = ["picture_of"]


def picture_of(app: PaintedApp[Any]) -> Picture | None:
    """What is on the screen, None where it or one below it holds what nobody is to see."""
    shown = [screen for screen in app.screen_stack if isinstance(screen, CapxScreen)]
    if not shown or not all(screen.MAY_BE_PICTURED for screen in shown):
        return None
    screen = shown[-1]
    return Picture(
        name=screen.heading,
        rows=app.screen_rows(),
        others=frozenset(row for widget in _lists(screen) for row in _rows_of(widget)),
        own=frozenset(row for bar in screen.query(HintBar) for row in _rows_of(bar)),
    )


def _lists(screen: CapxScreen[Any]) -> Iterator[Widget]:
    """Lists and tables: what stands in them comes from people and from the service. What is read has labels."""
    yield from (each for each in screen.query(LineList) if not isinstance(each, Reading))


def _rows_of(widget: Widget) -> range:
    return range(widget.region.y, widget.region.bottom) if widget.display else range(0)
