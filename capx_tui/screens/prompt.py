"""One question, one line of answer."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from capx_tui.i18n import Words, said, t
from capx_tui.screens.base import CapxScreen
from capx_tui.widgets.field import Field

__all__ = ["PromptScreen"]


class PromptScreen(CapxScreen[object]):
    """Dismissed with the text, or None."""

    SCOPES = ()

    def __init__(self, title: Words, label: Words, *, value: str = "", password: bool = False) -> None:
        super().__init__()
        self._title = title
        self._label = label
        self._value = value
        self._password = password

    @property
    def heading(self) -> str:
        """The question."""
        return said(self._title)

    def compose_body(self) -> ComposeResult:
        """The field."""
        yield Field(self._label, id="answer", value=self._value, password=self._password)

    def start(self) -> None:
        """Ready to type."""
        self.query_one(Field).focus()
        self.say(t("prompt-how"))

    @on(Field.Submitted, "#answer")
    def _answer(self, event: Field.Submitted) -> None:
        self.answered(event.text)

    def answered(self, text: str) -> None:
        """What Enter does; screens that check the answer first override it."""
        self.dismiss(text)

    def do_app_back(self) -> None:
        """No answer."""
        self.dismiss(None)
