"""What the program said: the last announcements, the latest first."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.i18n import t
from capx_tui.i18n.moments import ago
from capx_tui.screens.rows import RowsScreen
from capx_tui.widgets.reading import Entry

__all__ = ["LogScreen"]


class LogScreen(RowsScreen[None]):
    """One row an announcement, its age behind it."""

    TITLE_KEY = "screen-log"

    def entries(self) -> Sequence[Entry]:
        """Words, then when."""
        now = self.core.now()
        said = self.shell.announcer.log()
        if not said:
            return [Entry(value=t("log-empty"))]
        return [
            Entry(value=t("log-entry", each.text, ago(each.said_at, now)), style="warning" if each.is_error else "")
            for each in said
        ]
