"""Several lines of text: Textual's editor without its blinking, in the colours of the form."""

from __future__ import annotations

from textual.binding import Binding
from textual.geometry import Offset
from textual.widgets import TextArea

from capx_tui.i18n import Words, said, t
from capx_tui.model.actions import actions_in
from capx_tui.terminal.keys import bind_keys, widget_bindings

__all__ = ["LongText"]


class LongText(TextArea):
    """Tab leaves it, and its caret is the hardware cursor."""

    BINDINGS = [
        Binding("ctrl+home", "start_of_text", show=False),
        Binding("ctrl+end", "end_of_text", show=False),
    ]

    #: Letters go into it, so a change of one cell is an echo.
    is_typing = True

    def __init__(self, text: str, *, label: Words, id: str | None = None) -> None:
        super().__init__(text, id=id, soft_wrap=True, tab_behavior="focus", show_line_numbers=False, theme="css")
        self.label = label
        # The editor below has other uses for these keys.
        bind_keys(self, widget_bindings({each.id: f"screen.act({each.id!r})" for each in actions_in("text")}))
        self.cursor_blink = False
        self.highlight_cursor_line = False

    @property
    def focus_offset(self) -> Offset:
        """The cell of the caret."""
        return self.cursor_screen_offset

    def focus_words(self) -> str:
        """``Mini bio, text of 3 lines``."""
        return t("form-focus-text", said(self.label), self.document.line_count)

    def action_start_of_text(self) -> None:
        """To the first letter."""
        self.move_cursor(self.document.start)

    def action_end_of_text(self) -> None:
        """Behind the last letter."""
        self.move_cursor(self.document.end)
