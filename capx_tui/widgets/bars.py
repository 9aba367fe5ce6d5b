"""The rows at the edge of every screen: title, hints, status. Each is one line of words."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

__all__ = ["HintBar", "StatusBar", "TextBar", "TitleBar"]


class _Bar(Widget):
    """One line: something on the left, something less important on the right."""

    left: reactive[str] = reactive("")
    """What is said."""
    right: reactive[str] = reactive("")
    """What is left out first when there is no room."""

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        style = self.rich_style
        if y:
            return Strip.blank(width, style)
        left, right = self.left, self.right
        room = width - cell_len(left) - 3
        if right and cell_len(right) > room:
            right = ""
        if cell_len(left) > width - 2:
            left = set_cell_size(left, max(0, width - 3)).rstrip() + "…"
        gap = max(0, width - cell_len(left) - cell_len(right) - 2)
        line = f" {left}{' ' * gap}{right} "
        return Strip([Segment(line, style)]).adjust_cell_length(width, style)


class TitleBar(_Bar):
    """Where one is, and as whom."""


class HintBar(_Bar):
    """The keys that matter here: as many whole hints as there is room for, the first ones first."""

    hints: reactive[tuple[str, ...]] = reactive(())
    """Each a key and what it does."""

    def render_line(self, y: int) -> Strip:
        """The line."""
        line = ""
        for hint in self.hints:
            longer = f"{line}   {hint}" if line else f" {hint}"
            if cell_len(longer) > self.size.width - 1:
                break
            line = longer
        return Strip([Segment(line, self.rich_style)]).adjust_cell_length(self.size.width, self.rich_style)


class TextBar(_Bar):
    """One line that says something about what stands below it."""


class StatusBar(_Bar):
    """What just happened, counts, age of the data, errors: in words."""

    is_error: reactive[bool] = reactive(False)
    """An error stands there (the word says so as well)."""

    def watch_is_error(self, is_error: bool) -> None:
        """Let the theme show it."""
        self.set_class(is_error, "-error")
