"""About: what this is, who keeps it, and the addresses of the service's policy, questions and people."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui import __version__
from capx_tui.i18n import t
from capx_tui.model.links import CONTACT
from capx_tui.screens.rows import RowsScreen
from capx_tui.widgets.reading import Entry

__all__ = ["ADDRESSES", "AboutScreen"]

#: Message key of the label, and the address. They belong to the service (its web client's footer).
ADDRESSES = (
    ("about-website", "https://capx.toolforge.org"),
    ("about-privacy", "https://capx.toolforge.org/privacy_policy"),
    ("about-guide", "https://meta.wikimedia.org/wiki/Capacity_Exchange/User_Guide"),
    ("about-faq", "https://meta.wikimedia.org/wiki/Capacity_Exchange/FAQ"),
    ("about-meta", "https://meta.wikimedia.org/wiki/Capacity_Exchange"),
    ("about-source", "https://github.com/WikiMovimentoBrasil/capx-backend"),
    ("about-translate", "https://translatewiki.net/wiki/Translating:Capacity_Exchange"),
)


class AboutScreen(RowsScreen[None]):
    """Every address can be opened, copied or scanned."""

    TITLE_KEY = "screen-about"
    BEGINS_AT_A_WAY = True

    def entries(self) -> Sequence[Entry]:
        """Program, service, addresses."""
        rows = [
            Entry(t("about-program"), heading=True),
            Entry(value=t("about-what", __version__)),
            Entry(value=t("about-voluntary")),
            Entry(value=t("about-data")),
            Entry(t("about-service"), heading=True),
            Entry(t("about-service-in-use"), self.core.service_name),
        ]
        rows += [
            Entry(t(key), address, "link", target=lambda a=address, k=key: self.shell.open_link(a, t(k)))
            for key, address in ADDRESSES
        ]
        rows.append(Entry(t("about-contact"), CONTACT, target=lambda: self.say(self.shell.copy(CONTACT))))
        return rows
