"""What a capacity means, in one pane that all views of the directory share: texts, place, people, items, adding.

In: one capacity from the mirror, and one's own profile as far as it is known. Out: links, adding, the translation.
Nothing is fetched; what is missing is said.
"""

from __future__ import annotations

from textual import on
from textual.events import DescendantFocus

from capx_tui.i18n import t
from capx_tui.screens.adding import Adding
from capx_tui.screens.directory_rows import capacity_rows
from capx_tui.widgets.reading import Entry, Reading

__all__ = ["DirectoryPane"]


class DirectoryPane(Adding):
    """Screens yield a `Reading` called ``information`` and give the capacity under the marker by `to_add`."""

    _information_for: int | None = None

    @property
    def information(self) -> Reading:
        """The pane."""
        return self.query_one("#information", Reading)

    def show_added(self) -> None:
        """The pane says what one has."""
        self.inform()

    def inform(self) -> None:
        """Tell of the capacity under the marker, if the pane is there."""
        if not self.information.display:
            return
        capacity = self.to_add()
        same = capacity == self._information_for
        self._information_for = capacity
        entries = self._entries(capacity) if capacity is not None else [Entry(value=t("directory-no-capacity"))]
        self.information.read(entries, at=None if same else 0)

    def moved_on(self) -> None:
        """The marker is on another capacity. A reader would hear the whole pane with each row: it waits for Tab."""
        if self.speaks and not self.information.has_focus:
            self._information_for = None
            self.information.read([])
        else:
            self.inform()

    @on(DescendantFocus)
    def _come_to(self, event: DescendantFocus) -> None:
        """Who comes to the pane hears of the capacity they come from."""
        if event.widget is self.information:
            self.inform()

    def _entries(self, capacity_id: int) -> list[Entry]:
        return capacity_rows(
            self.core, self.shell, capacity_id, add_known=self.do_adding_known, add_wanted=self.do_adding_wanted
        )

    @on(Reading.Followed, "#information")
    def _follow(self, event: Reading.Followed) -> None:
        if callable(event.target):
            event.target()
