"""A field that searches, and the list of what it finds below it: the same ways between the two on every such screen."""

from __future__ import annotations

from textual import on

from capx_tui.screens.base import CapxScreen, Result
from capx_tui.widgets.field import Field
from capx_tui.widgets.line_list import LineList

__all__ = ["Searching"]


class Searching(CapxScreen[Result]):
    """Screens yield a `Field` called ``search``, and say which list is below it."""

    @property
    def found_list(self) -> LineList:
        """The list of what is found."""
        raise NotImplementedError

    @property
    def search_field(self) -> Field:
        """The field."""
        return self.query_one("#search", Field)

    @on(Field.Left, "#search")
    def _leave_search(self, event: Field.Left) -> None:
        if event.step > 0:
            self.found_list.focus()

    @on(Field.Submitted, "#search")
    def _done_searching(self) -> None:
        self.found_list.focus()

    @on(LineList.LeftAtTop)
    def _up_to_search(self, event: LineList.LeftAtTop) -> None:
        # A pane of information is a list too.
        if event.control is self.found_list:
            self.search_field.focus()

    def do_app_back(self) -> None:
        """From the field, or a pane, to the list first; then away."""
        if self.found_list.has_focus:
            super().do_app_back()
        else:
            self.found_list.focus()
