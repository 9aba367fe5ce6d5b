"""Where the hardware cursor stands: on what has the focus, at its first letter or its caret."""

from __future__ import annotations

from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import Input

__all__ = ["focus_anchor", "is_typing"]


def focus_anchor(focused: Widget | None) -> Offset:
    """The cell that stands for what has the focus: a caret, or an item's first letter."""
    if focused is None:
        return Offset(0, 0)
    if isinstance(focused, Input):
        # Its own `cursor_screen_offset` is one cell further at the end of the text.
        region = focused.content_region
        x = region.x + focused._position_to_cell(focused.cursor_position) - focused.scroll_offset.x
        return Offset(min(x, region.right - 1), region.y)
    offset = getattr(focused, "focus_offset", None)
    return offset if isinstance(offset, Offset) else focused.content_region.offset


def is_typing(focused: Widget | None) -> bool:
    """Whether letters go into a text; a list with a text row says so itself."""
    return isinstance(focused, Input) or bool(getattr(focused, "is_typing", False))
