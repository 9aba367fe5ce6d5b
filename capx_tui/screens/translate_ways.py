"""What else can be translated, and where: the guide's part "How to translate the tool" as addresses to open or scan."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.translate_rows import WAYS, translate_ways_rows
from capx_tui.widgets.reading import Entry

__all__ = ["WAYS", "TranslateWaysScreen"]


class TranslateWaysScreen(RowsScreen[None]):
    """Every address can be opened, copied or scanned."""

    TITLE_KEY = "translate-ways-title"
    BEGINS_AT_A_WAY = True

    def entries(self) -> Sequence[Entry]:
        """A heading, what is translated there, and the address of each way."""
        return translate_ways_rows(self.shell)
