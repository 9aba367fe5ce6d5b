"""The rows at the edge of every screen: title, hints, status. Words, a line each; the status takes what it needs."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.reactive import reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from capx_tui.terminal.modes import glyphs
from capx_tui.text import fenced
from capx_tui.widgets.jump import Jumping
from capx_tui.widgets.wrapping import wrap

__all__ = ["HintBar", "StatusBar", "TextBar", "TitleBar"]


#: Most lines of one sentence, and of each of the two places while the program speaks.
_LINES = 4
_PLACE_LINES = 2
#: Blanks between two hints.
_BETWEEN = 3
#: Most lines of a `TextBar`.
_TEXT_LINES = 2


class _Bar(Widget):
    """One line: something on the left, something less important on the right."""

    left: reactive[str] = reactive("")
    """What is said."""
    right: reactive[str] = reactive("")
    """What is left out first when there is no room."""

    INDENT: ClassVar[int] = 1
    """Blank cells before what is said."""

    def render_line(self, y: int) -> Strip:
        """The line."""
        return self._strip(self.left, self.right) if not y else Strip.blank(self.size.width, self.rich_style)

    def _strip(self, left: str, right: str) -> Strip:
        width, style = self.size.width, self.rich_style
        room = width - self.INDENT - 1
        if right and cell_len(right) > room - cell_len(left) - 1:
            right = ""
        if cell_len(left) > room:
            more = glyphs().more
            left = fenced(set_cell_size(left, max(0, room - cell_len(more))).rstrip() + more)
        gap = max(0, room - cell_len(left) - cell_len(right))
        return Strip([Segment(f"{' ' * self.INDENT}{left}{' ' * gap}{right} ", style)]).adjust_cell_length(width, style)


class TitleBar(_Bar):
    """Where one is, and as whom."""


class HintBar(_Bar):
    """The keys that matter here: whole hints, in their order, the first ones and the way to help before others."""

    hints: reactive[tuple[str, ...]] = reactive(())
    """Each a key and what it does."""

    kept: reactive[int] = reactive(-1)
    """The number of the hint that leads to all others, which has its room before any; -1 for none."""

    def render_line(self, y: int) -> Strip:
        """The line."""
        shown: list[int] = []
        room = self.size.width - 2
        for number in sorted(range(len(self.hints)), key=lambda number: number != self.kept):
            cells = cell_len(self.hints[number]) + (_BETWEEN if shown else 0)
            if cells <= room:
                shown.append(number)
                room -= cells
            elif number != self.kept:
                break
        line = " " + (" " * _BETWEEN).join(self.hints[number] for number in sorted(shown))
        return Strip([Segment(line, self.rich_style)]).adjust_cell_length(self.size.width, self.rich_style)


class TextBar(_Bar):
    """Says something about what stands below it: in one line, and where that is too long for the screen in two."""

    #: Where the rows of a list begin, behind their marker.
    INDENT = 2

    def watch_left(self) -> None:
        """Other words need other lines."""
        self._fit()

    def on_resize(self) -> None:
        """Another width needs other lines."""
        self._fit()

    def _lines(self) -> list[str]:
        width = self.size.width or (self.app.size.width if self.is_mounted else 0)
        room = width - self.INDENT - 1
        lines = wrap(self.left, room) if room > 0 else [self.left]
        # What is left over stands on the last line, and is cut there.
        return [*lines[: _TEXT_LINES - 1], " ".join(lines[_TEXT_LINES - 1 :])] if len(lines) > _TEXT_LINES else lines

    def _fit(self) -> None:
        needed = len(self._lines())
        if self.styles.height is None or self.styles.height.value != needed:
            self.styles.height = needed

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        lines = self._lines()
        if y >= len(lines):
            return Strip.blank(self.size.width, self.rich_style)
        return self._strip(lines[y], self.right if y == len(lines) - 1 else "")


class StatusBar(_Bar):
    """What just happened, counts, age of the data, errors: in words.

    A long sentence gets the lines it needs, up to `_LINES`. While the program `speaks`, two places are
    used in turn and the other is blanked: screen readers and multiplexers drop letters that stay where
    they were, so a new sentence must not stand on the old one.
    """

    is_error: reactive[bool] = reactive(False)
    """An error stands there (the word says so as well)."""

    speaks: reactive[bool] = reactive(False, layout=True)
    """Screen-reader mode."""

    places: reactive[int] = reactive(2, layout=True)
    """How many places there are while the program speaks: two in turn, or one."""

    def __init__(self) -> None:
        super().__init__()
        self._places = ["", ""]
        self._turn = 0
        self._unseen = False

    def on_mount(self) -> None:
        """Hear of other screens: one may have been above this one."""
        self.app.screen_change_signal.subscribe(self, self._come_back)

    def _come_back(self, screen: Screen[object]) -> None:
        """What was said before is old and must not be spoken again; where one is now must be."""
        if screen is not self.screen or not self.speaks:
            return
        self._places = ["", ""]
        words = getattr(screen.focused, "focus_words", None)
        if words is not None and (said := words()):
            self.post_message(Jumping.Said(self, said))

    @property
    def is_unseen(self) -> bool:
        """Whether what was announced last is in no frame yet: saying something else now would silence it."""
        return self._unseen

    def says(self, text: str) -> bool:
        """Whether `text` is what stands there."""
        return text in (self._places if self.speaks else (self.left,))

    def announce(self, text: str, *, aside: str | None = "", is_error: bool = False) -> None:
        """Say `text`; `aside` stands at its right while there is room (None leaves it), and is not spoken."""
        if self.speaks and self.is_error and self._unseen and not is_error:
            # What takes the focus together with an error must not silence it.
            text, is_error = f"{self._places[self._turn]} {text}", True
        self.is_error = is_error
        if self.speaks:
            # What nobody has seen yet can be replaced where it stands.
            self._turn = self._turn if self._unseen else 1 - self._turn
            self._unseen = True
            self._places = ["", ""]
            self._places[self._turn] = text
            self.refresh()
            return
        self.left = text
        if aside is not None:
            self.right = aside
        self._fit()

    @property
    def is_settled(self) -> bool:
        """Whether it has, on the screen, the height that what stands there wants."""
        height = self.styles.height
        return height is not None and height.value == self.size.height

    def forget(self) -> None:
        """Nothing stands there: what was said last was said in another language. It is not spoken."""
        self.is_error = False
        self._places = ["", ""]
        self.left = self.right = ""
        self._fit()
        self.refresh()

    def watch_is_error(self, is_error: bool) -> None:
        """Let the theme show it."""
        self.set_class(is_error, "-error")

    def watch_speaks(self) -> None:
        """Another mode has another height, and what was said in the one before is old once that comes back."""
        if self.speaks:
            self.left = self.right = ""
        else:
            self._places = ["", ""]
        self._fit()

    def watch_places(self) -> None:
        """See `watch_speaks`."""
        self._fit()

    def on_resize(self) -> None:
        """Another width needs other lines."""
        self._fit()

    def _fit(self) -> None:
        width = self.size.width or (self.app.size.width if self.is_mounted else 0)
        lines = self.places * _PLACE_LINES if self.speaks else min(len(self._lines(self.left, width)), _LINES)
        if self.styles.height is None or self.styles.height.value != lines:
            self.styles.height = lines

    @staticmethod
    def _lines(text: str, width: int) -> list[str]:
        return wrap(text, width - 2) if width > 2 else [text]

    def render_line(self, y: int) -> Strip:
        """One line."""
        self._unseen = False
        if self.speaks:
            place, line = divmod(y, _PLACE_LINES)
            # In one place stands what is in either: the other is blank.
            texts = self._places if self.places > 1 else ["".join(self._places)]
            text = texts[place] if place < len(texts) else ""
            return self._strip(self._line(text, line, _PLACE_LINES), "")
        last = self.size.height - 1
        return self._strip(self._line(self.left, y, self.size.height), self.right if y == last else "")

    def _line(self, text: str, number: int, of: int) -> str:
        lines = self._lines(text, self.size.width)
        if number >= len(lines):
            return ""
        return f"{lines[number]} {glyphs().more}" if number == of - 1 and len(lines) > of else lines[number]
