"""Mentorship: every programme with its status, and how a programme gets listed.

In: `MentorshipStore`. Out: one programme's screen. Can fail: CapX not answering (tried again with F6).
"""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.model.links import CONTACT
from capx_tui.screens.mentorship_programme import ProgrammeScreen
from capx_tui.screens.mentorship_rows import mentorship_rows
from capx_tui.screens.rows import RowsScreen
from capx_tui.widgets.reading import Entry

__all__ = ["MentorshipScreen"]


class MentorshipScreen(RowsScreen[None]):
    """A row for each programme, those that are open first. Anybody may read it."""

    TITLE_KEY = "screen-mentorship"

    def __init__(self) -> None:
        super().__init__()
        self._is_first = True

    def start(self) -> None:
        """Ask the service; the names may come later than the programmes."""
        super().start()
        self.watch_store(self.core.mentorship, lambda state: self._changed())
        self.watch_store(self.core.explore, lambda state: self.rebuild())
        self.load(self.core.mentorship.load, name="mentorship")

    def _changed(self) -> None:
        self.rebuild()
        if self._is_first and self.core.mentorship.state.programmes and self.is_mounted:
            # The marker was on the words that said to wait.
            self._is_first = False
            self.reading.read(self.entries(), at=1)

    def entries(self) -> Sequence[Entry]:
        """What it is about, the programmes, and how one is listed."""
        return mentorship_rows(self.core, self._open, contact=lambda: self.say(self.shell.copy(CONTACT)))

    def _open(self, organization_id: int) -> None:
        self.app.push_screen(ProgrammeScreen(organization_id))
