"""About: what this is, who keeps it, and the addresses of the service's policy, questions and people."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.model.links import CONTACT
from capx_tui.screens.about_rows import ADDRESSES, about_rows
from capx_tui.screens.rows import RowsScreen
from capx_tui.widgets.reading import Entry

__all__ = ["ADDRESSES", "AboutScreen"]


class AboutScreen(RowsScreen[None]):
    """Every address can be opened, copied or scanned."""

    TITLE_KEY = "screen-about"
    BEGINS_AT_A_WAY = True

    def entries(self) -> Sequence[Entry]:
        """Program, service, addresses."""
        return about_rows(self.core, self.shell, contact=lambda: self.say(self.shell.copy(CONTACT)))
