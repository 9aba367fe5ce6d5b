"""A longer text of a form, in a view of its own: every letter is in the form at once, so that a draft has it."""

from __future__ import annotations

from collections.abc import Callable

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import TextArea

from capx_tui.i18n import Words, said, t
from capx_tui.screens.base import CapxScreen
from capx_tui.widgets.bars import TextBar
from capx_tui.widgets.form_text import LongText

__all__ = ["TextScreen"]


class TextScreen(CapxScreen[None]):
    """`changed` gets each new text and gives back what is left of the limit in words; Esc is done."""

    SCOPES = ("text",)

    def __init__(
        self,
        title: Words,
        text: str,
        changed: Callable[[str], str],
        *,
        left: Words = "",
        tell_help: Callable[[], str],
        own_editor: Callable[[], str | None],
    ) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._changed = changed
        self._left = left
        self._help = tell_help
        self._own_editor = own_editor
        #: What was typed before there was anything to type into.
        self._ahead = ""
        self._is_ready = False

    @property
    def heading(self) -> str:
        """The field."""
        return said(self._title)

    def compose_body(self) -> ComposeResult:
        """What is left, then the text."""
        yield TextBar(id="left")
        yield LongText(self._text, label=self._title, id="text")

    def start(self) -> None:
        """Ready to go on writing."""
        area = self.query_one(LongText)
        area.move_cursor(area.document.end)
        area.focus()
        self._tell_left()
        self.say(t("text-how"))
        self._is_ready = True
        self.type_ahead("")

    def type_ahead(self, text: str) -> None:
        """Letters that were typed before the text had the focus: at its end, once it is there."""
        self._ahead += text
        if self._is_ready and self._ahead:
            area, ahead = self.query_one(LongText), self._ahead
            self._ahead = ""
            area.insert(ahead, area.document.end)

    def on_key(self, event: events.Key) -> None:
        """What comes while nothing has the focus yet; later the text takes its keys itself."""
        letter = "\n" if event.key == "enter" else event.character if event.is_printable else ""
        if letter:
            event.stop()
            event.prevent_default()
            self.type_ahead(letter)

    def _tell_left(self) -> None:
        # While one types in the screen-reader mode nothing else changes: the help key tells.
        bar = self.query_one("#left", TextBar)
        bar.display = bool(self._left) and not self.speaks
        bar.left = said(self._left)

    @on(TextArea.Changed, "#text")
    def _take_over(self, event: TextArea.Changed) -> None:
        event.stop()
        if event.text_area.text != self._text:
            self._text = event.text_area.text
            self._left = self._changed(self._text)
            self._tell_left()

    def do_text_done(self) -> None:
        """Back to the form, which has the text already."""
        self.dismiss(None)

    def do_app_back(self) -> None:
        """As `do_text_done`."""
        self.dismiss(None)

    def do_text_help(self) -> None:
        """What the text is for, and what is left."""
        self.say(self._help())

    def do_text_editor(self) -> None:
        """In the person's own editor; what it leaves comes back here."""
        edited = self._own_editor()
        if edited is not None:
            area = self.query_one(LongText)
            area.text = edited
            area.move_cursor(area.document.end)
