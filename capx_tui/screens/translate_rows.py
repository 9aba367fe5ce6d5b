"""What is told beside translating: what else can be translated, and in whose name the first edit is made."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.model.entry import Entry
from capx_tui.model.translating_words import who_words
from capx_tui.screens.onward import Onward

__all__ = ["WAYS", "first_words", "translate_ways_rows"]

#: Message keys of what it is and of its label, and the address.
WAYS = (
    ("texts", "https://translatewiki.net/wiki/Translating:Capacity_Exchange"),
    ("userbox", "https://meta.wikimedia.org/wiki/Template:CapacityExchange"),
    ("items", "https://metabase.wikibase.cloud/wiki/Main_Page"),
    ("guide", "https://meta.wikimedia.org/wiki/Capacity_Exchange/User_Guide"),
)


def first_words(core: Core) -> Sequence[str]:
    """In whose name the edit is made, where it can be read, and when others see it: before the first of a sitting."""
    account = core.metabase_account
    known = account.state
    return [
        who_words(is_known=account.is_mine, is_connected=known.is_connected, username=known.username),
        t("translate-first-history"),
        t("translate-first-days"),
    ]


def translate_ways_rows(shell: Onward) -> list[Entry]:
    """A heading, what is translated there, and the address of each way."""
    rows = []
    for way, address in WAYS:
        label = t(f"translate-way-{way}")
        rows += [
            Entry(label, heading=True),
            Entry(value=t(f"translate-way-{way}-help")),
            Entry(t("link-address"), address, "link", target=lambda a=address, n=label: shell.open_link(a, n)),
        ]
    return [*rows, Entry(value=t("translate-ways-days"))]
