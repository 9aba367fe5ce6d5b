"""A list that is narrowed, in words: what is asked for, and why there is nothing."""

from __future__ import annotations

from typing import Any

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.i18n.lists import semicolons
from capx_tui.screens.refresh_words import refresh_words
from capx_tui.store.listing import Listing
from capx_tui.terminal.key_words import first_key

__all__ = ["asked_words", "nothing_words"]


def asked_words(listing: Listing[Any]) -> str:
    """What is asked for, as one line; "" for everything."""
    said = [
        t("people-fact", t(f"facet-{facet}"), f" {t('word-or')} ".join(listing.words(facet)))
        for facet in listing.state.asked.active
    ]
    return semicolons(said)


def nothing_words(core: Core, listing: Listing[Any], none_key: str) -> str:
    """Why nothing is listed, and what would help: `none_key` is the message for none at all."""
    if not listing.state.total:
        fetched = core.mirror.state().checked_at is not None
        waiting = refresh_words(core.explore.state) or t("explore-no-data", first_key("app.refresh"))
        return t(none_key) if fetched else waiting
    relief = listing.relief()
    if not relief:
        return t("listing-nothing")
    facet, count = relief[0]
    return t("listing-nothing-without", t(f"facet-{facet}"), count)
