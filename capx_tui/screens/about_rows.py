"""What the program is and whose the service is, as rows."""

from __future__ import annotations

from collections.abc import Callable

from capx_tui import __version__
from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.model.entry import Entry
from capx_tui.model.links import CONTACT
from capx_tui.screens.onward import Onward

__all__ = ["ADDRESSES", "about_rows"]

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


def about_rows(core: Core, shell: Onward, *, contact: Callable[[], object] | None = None) -> list[Entry]:
    """Program, service, addresses; `contact` takes the address to write to."""
    rows = [
        Entry(t("about-program"), heading=True),
        Entry(value=t("about-what", __version__)),
        Entry(t("about-licence"), t("about-licence-mit")),
        Entry(value=t("about-voluntary")),
        Entry(value=t("about-data")),
        Entry(t("about-service"), heading=True),
        Entry(t("about-service-in-use"), core.service_name),
    ]
    rows += [
        Entry(t(key), address, "link", target=lambda a=address, k=key: shell.open_link(a, lambda: t(k)))
        for key, address in ADDRESSES
    ]
    rows.append(Entry(t("about-contact"), CONTACT, target=contact))
    return rows
