"""Only the rows that changed are drawn for a frame; the others are those of the frame before.

Textual draws the part of an update that it would write, and the layer below wants whole rows. So nothing is drawn
when an update is announced: which rows are stale is noted, and they are drawn once, when the frame is painted.
"""

from __future__ import annotations

from typing import Any, TypeVar, cast

from rich.console import RenderableType
from textual._compositor import Compositor, CompositorUpdate
from textual._context import visible_screen_stack
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip

__all__ = ["PRIVATE", "PaintedScreen", "Stale", "strips_of"]

#: (owner, name) of each private part of Textual in use here.
PRIVATE = ((Screen, "_compositor"), (Compositor, "_render_chops"), (Compositor, "_dirty_regions"))

Result = TypeVar("Result")


class Stale(CompositorUpdate):
    """Some rows of a screen are others than in its last frame; its compositor knows which."""


class RowCompositor(Compositor):
    """Notes what changed, and draws it when it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        #: The last frame, of a screen of that size, and the rows that are others by now.
        self._frame: list[Strip] = []
        self._frame_size = Size(0, 0)
        self._stale: set[int] = set()

    def render_update(
        self, full: bool = False, screen_stack: list[Screen[Any]] | None = None, simplify: bool = False
    ) -> RenderableType | None:
        """As Textual, except that a part is drawn later: `Stale`, or None where nothing changed."""
        is_changed = self._note()
        if full:
            return super().render_update(full, screen_stack, simplify)
        visible_screen_stack.set([] if screen_stack is None else screen_stack)
        return cast("RenderableType", Stale()) if is_changed else None

    def _note(self) -> bool:
        regions, self._dirty_regions = self._dirty_regions, set()
        self._stale.update(y for region in regions for y in region.line_range)
        return bool(regions)

    def frame(self) -> list[Strip]:
        """A strip for each row."""
        (width, height), stale = self.size, self._stale
        if self._frame_size != self.size:
            self._frame_size, self._frame = self.size, self.render_strips()
        elif rows := [y for y in range(height) if y in stale]:
            crop = Region(0, rows[0], width, rows[-1] - rows[0] + 1)
            chops = self._render_chops(crop, stale.__contains__)
            for y in rows:
                self._frame[y] = Strip.join(chops[y].values())
        stale.clear()
        return list(self._frame)


def strips_of(screen: Screen[Any]) -> list[Strip]:
    """The picture of `screen` as it should be now."""
    compositor = screen._compositor
    return compositor.frame() if isinstance(compositor, RowCompositor) else compositor.render_strips(screen.size)


class PaintedScreen(Screen[Result]):
    """A screen whose frames are drawn by the row."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = RowCompositor()
