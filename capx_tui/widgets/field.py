"""A text field on one row with its label: readers speak the row, so both must stand on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from capx_tui.i18n import Words, said, t
from capx_tui.terminal.keys import bind_keys, is_typed, widget_bindings

__all__ = ["Field"]


class _Line(Input):
    """Textual's Input without blinking; Up and Down leave it, as they leave every row."""

    # What stands behind the edge is not seen: a longer text changes nothing of where the widgets are.
    virtual_size = reactive(Size(0, 0), layout=False)

    label: Words = ""

    def focus_words(self) -> str:
        """``Search, text field``, and what stands in it unless it is hidden."""
        label = said(self.label)
        if self.password:
            return t("focus-field-hidden", label)
        return t("focus-field", label, self.value) if self.value else t("focus-field-empty", label)

    CALLS: ClassVar[dict[str, str]] = {"list.up": "leave(-1)", "list.down": "leave(1)"}

    def on_mount(self) -> None:
        """The keys in force."""
        self.rebind()

    def rebind(self) -> None:
        """Take the keys that are in force, but for those that write something here."""
        bind_keys(self, [each for each in widget_bindings(self.CALLS) if not is_typed(each.key)])

    @dataclass
    class Left(Message):
        """Up or Down: `step` says which."""

        step: int

    def action_leave(self, step: int) -> None:
        """Tell whoever holds the rows."""
        self.post_message(self.Left(step))


class Field(Widget):
    """A label and an Input."""

    DEFAULT_CLASSES: ClassVar[str] = ""

    @dataclass
    class Changed(Message):
        """The text is another."""

        field: Field
        text: str

        @property
        def control(self) -> Field:
            """The field."""
            return self.field

        def can_replace(self, message: Message) -> bool:
            """While typing only the last text counts."""
            return isinstance(message, Field.Changed) and message.field is self.field

    @dataclass
    class Submitted(Message):
        """Enter."""

        field: Field
        text: str

        @property
        def control(self) -> Field:
            """The field."""
            return self.field

    @dataclass
    class Left(Message):
        """Up (-1) or Down (1): the focus wants to go to the row before or after."""

        field: Field
        step: int

        @property
        def control(self) -> Field:
            """The field."""
            return self.field

    def __init__(
        self,
        label: Words,
        *,
        id: str | None = None,
        value: str = "",
        placeholder: str = "",
        password: bool = False,
    ) -> None:
        super().__init__(id=id)
        self._label = Static(said(label), markup=False, classes="field--label")
        self._input = _Line(value, placeholder, password=password, select_on_focus=False)
        self._input.cursor_blink = False
        self._input.label = label

    def compose(self) -> ComposeResult:
        """Label, then line."""
        yield self._label
        yield self._input

    @property
    def text(self) -> str:
        """What stands there."""
        return self._input.value

    @text.setter
    def text(self, text: str) -> None:
        self._input.value = text
        self._input.cursor_position = len(text)

    def rebind(self) -> None:
        """Take the keys that are in force."""
        self._input.rebind()

    def reword(self) -> None:
        """The label in the language in use now; what was typed stays."""
        self._label.update(said(self._input.label))

    def focus(self, scroll_visible: bool = True, from_app_focus: bool = False) -> Field:
        """Put the focus on the line."""
        self._input.focus(scroll_visible)
        return self

    @on(Input.Changed)
    def _tell_change(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self, event.value))

    @on(Input.Submitted)
    def _tell_submission(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(self, event.value))

    @on(_Line.Left)
    def _tell_leaving(self, event: _Line.Left) -> None:
        event.stop()
        self.post_message(self.Left(self, event.step))
