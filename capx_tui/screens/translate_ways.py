"""What else can be translated, and where: the guide's part "How to translate the tool" as addresses to open or scan."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.i18n import t
from capx_tui.screens.rows import RowsScreen
from capx_tui.widgets.reading import Entry

__all__ = ["WAYS", "TranslateWaysScreen"]

#: Message keys of what it is and of its label, and the address.
WAYS = (
    ("texts", "https://translatewiki.net/wiki/Translating:Capacity_Exchange"),
    ("userbox", "https://meta.wikimedia.org/wiki/Template:CapacityExchange"),
    ("items", "https://metabase.wikibase.cloud/wiki/Main_Page"),
    ("guide", "https://meta.wikimedia.org/wiki/Capacity_Exchange/User_Guide"),
)


class TranslateWaysScreen(RowsScreen[None]):
    """Every address can be opened, copied or scanned."""

    TITLE_KEY = "translate-ways-title"
    BEGINS_AT_A_WAY = True

    def entries(self) -> Sequence[Entry]:
        """A heading, what is translated there, and the address of each way."""
        rows = []
        for way, address in WAYS:
            label = t(f"translate-way-{way}")
            rows += [
                Entry(label, heading=True),
                Entry(value=t(f"translate-way-{way}-help")),
                Entry(t("link-address"), address, "link", target=lambda a=address, n=label: self.shell.open_link(a, n)),
            ]
        return [*rows, Entry(value=t("translate-ways-days"))]
