"""The list every screen uses: drawn line by line from data, paged, one marker, one cursor.

A widget per row, or Textual's own lists, cost up to a hundred times more time and bytes per key
(docs/performance.md). Here a key repaints two rows, and moving past the end turns a whole page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from capx_tui.i18n import Words, said, t
from capx_tui.model.root_colours import COLOURS
from capx_tui.terminal.keys import bind_keys, widget_bindings
from capx_tui.widgets.jump import Jumping
from capx_tui.widgets.spans import Row, Span, fit
from capx_tui.widgets.wrapping import wrap

__all__ = ["LineList", "Row", "Span", "fit"]

_MARKER = "> "
_NO_MARKER = "  "


def _nothing(_index: int, _width: int) -> Sequence[Row]:
    return ()


def _never(_index: int) -> bool:
    return False


class LineList(Jumping, can_focus=True):
    """A list of `count` items of `item_height` lines each; `render_item(index, width)` draws one on demand."""

    STYLES: ClassVar[tuple[str, ...]] = (
        "name",
        "strong",
        "dim",
        "heading",
        "role",
        "offer",
        "want",
        "know",
        "link",
        "warning",
        "cursor",
        *(f"root-{colour}" for colour in COLOURS),
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"line-list--{style}" for style in STYLES}
    CALLS: ClassVar[Mapping[str, str]] = {
        "list.up": "move(-1)",
        "list.down": "move(1)",
        "list.page-up": "page(-1)",
        "list.page-down": "page(1)",
        "list.first": "jump(0)",
        "list.last": "jump(-1)",
        "list.open": "open",
        "list.jump": "letters",
    }
    """Actions of the table that the list does itself, and what does them; subclasses add theirs."""

    marks_words: bool = True
    """Whether the marker's ground lies under the first words of its row."""

    highlighted: reactive[int] = reactive(0, repaint=False)
    """Index of the item with the marker."""

    @dataclass
    class Highlighted(Message):
        """The marker moved."""

        list: LineList
        index: int

        @property
        def control(self) -> LineList:
            """The list it moved in."""
            return self.list

        def can_replace(self, message: Message) -> bool:
            """A held key floods: only the last place counts."""
            return isinstance(message, LineList.Highlighted) and message.list is self.list

    @dataclass
    class Opened(Message):
        """Enter, or a click on the item with the marker."""

        list: LineList
        index: int

        @property
        def control(self) -> LineList:
            """The list it happened in."""
            return self.list

    @dataclass
    class LeftAtTop(Message):
        """Up on the first item: whoever is above may take the focus."""

        list: LineList

        @property
        def control(self) -> LineList:
            """The list it happened in."""
            return self.list

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._count = 0
        self._render_item: Callable[[int, int], Sequence[Row]] = _nothing
        self._item_height = 1
        self._is_air: Callable[[int], bool] = _never
        self._top = 0
        #: Whether the marker stays while another widget has the focus. Where two lists stand together, the
        #: second one's does not: which of them the keys go to must not be told by colour alone.
        self.marks_always = True
        self._strips: dict[tuple[int, int, bool], list[Strip]] = {}
        #: Names of styles as looks over the list's own, as the theme has them.
        self._looks: dict[str, Style] = {}
        self._empty = ""
        self.rebind()

    def rebind(self) -> None:
        """Take the keys that are in force."""
        bind_keys(self, widget_bindings(self.CALLS))

    @property
    def count(self) -> int:
        """How many items there are."""
        return self._count

    @property
    def head_lines(self) -> int:
        """Lines above the items that stay where they are; `render_head` draws them."""
        return 0

    @property
    def has_keys(self) -> bool:
        """Whether the keys go here: `has_focus` says so only once it was told, a frame later."""
        return self.is_attached and self.screen.focused is self

    @property
    def per_page(self) -> int:
        """How many whole items are on the screen at once."""
        return max(1, (self.size.height - self.head_lines) // self._item_height)

    @property
    def focus_offset(self) -> Offset:
        """The cell, in screen coordinates, of the first letter of the item with the marker."""
        region = self.content_region
        line = self.head_lines + (self.highlighted - self._top) * self._item_height
        indent = 0
        if 0 <= self.highlighted < self._count and self.size.width:
            text = self._strips_of(self.highlighted)[0].text[len(_MARKER) :].rstrip()
            indent = len(text) - len(text.lstrip())
        return Offset(region.x + cell_len(_MARKER) + indent, region.y + max(0, line))

    #: What the list is called when it is spoken of.
    label: Words = ""

    def focus_words(self) -> str:
        """``People, list, 3 of 224``."""
        if not self._count:
            return t("focus-list-empty", said(self.label), self._empty)
        return t("focus-list", said(self.label), self.highlighted + 1, self._count)

    def show(
        self,
        count: int,
        render_item: Callable[[int, int], Sequence[Row]],
        *,
        highlighted: int = 0,
        item_height: int | None = None,
        empty: str = "",
        is_air: Callable[[int], bool] = _never,
    ) -> None:
        """Draw these items from now on; `empty` is the sentence shown when there are none.

        Items that are air (blank rows between sections) are stepped over.
        """
        self._end_jump()
        self._count = count
        self._render_item = render_item
        self._empty = empty
        self._is_air = is_air
        if item_height is not None:
            self._item_height = item_height
        self._forget_strips()
        # Whatever the number was, the marker must be drawn where it is now.
        self.set_reactive(LineList.highlighted, max(0, min(highlighted, count - 1)))
        self._settle()
        self.refresh()

    def redraw(self) -> None:
        """Draw the same items again: their text has changed."""
        self._forget_strips()
        self.refresh()

    def rows_in_view(self) -> Sequence[int]:
        """See `Jumping`."""
        shown = range(self._top, min(self._top + self.per_page, self._count))
        return [index for index in shown if not self._is_air(index)]

    def jumped_words(self) -> str:
        """See `Jumping`. A reader is told the row itself: the cursor went to it without a word."""
        if getattr(self.app, "speaks", False):
            return self._place_words(self.highlighted)
        return t("jump-done", self.highlighted + 1, self._count)

    def begins_with(self, index: int) -> str:
        """See `Jumping`."""
        rows = [] if self._is_air(index) else self._render_item(index, self.size.width - cell_len(_MARKER))
        return "".join(text for text, _ in rows[0]).strip() if rows else ""

    def _place_words(self, index: int) -> str:
        words = " ".join(self._strips_of(index)[0].text.split())
        return t("focus-row", words, index + 1, self._count)

    def _settle(self) -> None:
        """Turn to the page that holds the marker."""
        page = self.per_page
        if not self.size.height:
            # Not laid out yet: a page of one row would begin at the marker and hide what comes before it.
            self._top = 0
            return
        if not self._top <= self.highlighted < self._top + page:
            self._top = self.highlighted // page * page
        # The last page is a full one: an item alone on the screen has lost what it belongs to.
        self._top = max(0, min(self._top, self._count - page))

    def watch_highlighted(self, old: int, new: int) -> None:
        """Repaint the two rows that changed, or the page if it turned."""
        if not self.is_mounted:
            return
        # Another key moved the marker: the letters would stand before other rows.
        self._end_jump()
        top = self._top
        self._settle()
        if self._top != top:
            self.refresh()
        else:
            self.refresh(self._item_region(old), self._item_region(new))
        move_cursor_now = getattr(self.app, "move_cursor_now", None)
        if move_cursor_now is not None:
            move_cursor_now()
        if self._top == top and abs(new - old) > 1 and getattr(self.app, "speaks", False):
            # Nothing is written for a jump, and readers speak the cursor's row by themselves only after one step.
            self.post_message(self.Said(self, self._place_words(new)))
        self.post_message(self.Highlighted(self, new))

    def _item_region(self, index: int) -> Region:
        y = self.head_lines + (index - self._top) * self._item_height
        return Region(0, y, self.size.width, self._item_height)

    def action_move(self, step: int) -> None:
        """One item up or down."""
        if step < 0 and self.highlighted == 0:
            self.post_message(self.LeftAtTop(self))
        self._move_to(self.highlighted + step, 1 if step > 0 else -1)

    def _move_to(self, index: int, onward: int) -> None:
        """To `index`, or from there `onward` to the first item that is no air; else stay."""
        index = max(0, min(self._count - 1, index))
        while 0 <= index < self._count and self._is_air(index):
            index += onward
        if 0 <= index < self._count:
            self.highlighted = index

    def action_page(self, step: int) -> None:
        """A page up or down."""
        self._move_to(self.highlighted + step * self.per_page, step)

    def action_jump(self, index: int) -> None:
        """To the first (0) or the last (-1) item."""
        self._move_to(0 if index == 0 else self._count - 1, 1 if index == 0 else -1)

    def action_open(self) -> None:
        """Open the item with the marker."""
        if self._count:
            self.post_message(self.Opened(self, self.highlighted))

    def on_click(self, event: events.Click) -> None:
        """A click moves the marker; a second one opens."""
        index = self._top + (event.y - self.head_lines) // self._item_height
        if event.y < self.head_lines or index >= self._count:
            return
        if index == self.highlighted:
            self.action_open()
        else:
            self.highlighted = index

    def on_mouse_scroll_down(self) -> None:
        """The wheel turns items, not pixels."""
        self.action_move(3)

    def on_mouse_scroll_up(self) -> None:
        """The wheel turns items, not pixels."""
        if self.highlighted:
            self.action_move(-3)

    def on_resize(self) -> None:
        """Another height shows other rows; those of another width are drawn anew by themselves."""
        self._end_jump()
        self._settle()
        self.refresh()

    def notify_style_update(self) -> None:
        """Another theme draws other colours."""
        super().notify_style_update()
        self._forget_strips()

    def on_focus(self) -> None:
        """The marker's row looks different while the list has the focus."""
        self.redraw()

    def on_blur(self) -> None:
        """See `on_focus`."""
        self._end_jump()
        self.redraw()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.size.width
        if y < self.head_lines:
            return self.render_head(y)
        index, line = divmod(y - self.head_lines, self._item_height)
        index += self._top
        if index >= self._count or index - self._top >= self.per_page:
            said = wrap(self._empty, width - cell_len(_NO_MARKER)) if self._count == 0 and self._empty else []
            if y < len(said):
                return self._strip([(_NO_MARKER + said[y], "dim")], width)
            return Strip.blank(width, self._look(""))
        return self._strips_of(index)[line]

    def render_head(self, y: int) -> Strip:
        """One of the lines above the items."""
        return Strip.blank(self.size.width, self.rich_style)

    def _strips_of(self, index: int) -> list[Strip]:
        width = self.size.width
        # For a reader the cursor is the marker: a written one would have both rows spoken at each step.
        speaks = getattr(self.app, "speaks", False)
        marked = index == self.highlighted and not speaks and (self.marks_always or self.has_keys)
        key = (index, width, marked)
        strips = self._strips.get(key)
        if strips is None:
            if len(self._strips) > 512:
                self._strips.clear()
            strips = self._strips[key] = self._item_strips(index, width, marked)
        return strips

    def _forget_strips(self) -> None:
        self._strips.clear()
        self._looks.clear()

    def _look(self, style: str) -> Style:
        """The look of a style, or of one laid over another ("name cursor"); "" for the list's own."""
        if style not in self._looks:
            laid = (self.get_component_rich_style(f"line-list--{each}", partial=True) for each in style.split())
            self._looks[style] = sum(laid, self.rich_style)
        return self._looks[style]

    def _item_strips(self, index: int, width: int, marked: bool) -> list[Strip]:
        rows = list(self._render_item(index, width - cell_len(_MARKER)))[: self._item_height]
        rows += [()] * (self._item_height - len(rows))
        lead = f"{mark} " if (mark := self.jump_mark(index)) else _MARKER if marked else _NO_MARKER
        return [
            self._strip(
                [(lead if number == 0 else _NO_MARKER, "strong"), *row],
                width,
                marked and number == 0 and self.has_keys and self.marks_words,
            )
            for number, row in enumerate(rows)
        ]

    def _strip(self, row: Row, width: int, marked: bool = False) -> Strip:
        """One line. `marked` lays the marker's ground under the first words only: a slow line pays for each cell."""
        segments = []
        for text, style in fit(row, width):
            segments.append(Segment(text, self._look(f"{style} cursor" if marked else style)))
            marked = marked and not any(map(str.isalnum, text))
        return Strip(segments).adjust_cell_length(width, self._look(""))
