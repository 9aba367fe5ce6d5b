"""What the refresh of the mirror is doing, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.moments import ago
from capx_tui.i18n.sentences import explain
from capx_tui.store.explore import ExploreState, Phase
from capx_tui.terminal.key_words import first_key

if TYPE_CHECKING:
    from capx_tui.model.form_options import OptionSource

__all__ = ["age_words", "options_words", "refresh_words", "stale_words", "terms_words", "unnamed_words"]


def terms_words(stale: Sequence[str]) -> str:
    """That names of capacities could not be fetched, and where; "" where all is well."""
    sources = [t(f"directory-source-{source}") for source in stale]
    return t("refresh-terms-late", commas(sources)) if sources else ""


def unnamed_words(stale: Sequence[str], state: ExploreState, now: datetime) -> str:
    """`terms_words`, and how old everything else is; "" where all is well."""
    late = terms_words(stale)
    return f"{late} {t('home-data-age', ago(state.checked_at, now))}" if late and state.checked_at else late


def options_words(core: Core, options: OptionSource) -> str:
    """What is to be known of a list that one chooses from: it is not there yet, names are missing; else ""."""
    from capx_tui.store.options import CapacityOptions  # late: lists that are only looked at offer none

    if not options.search(""):
        return t("options-coming") if core.sync.is_running else t("options-missing", first_key("app.refresh"))
    return terms_words(core.directory.state.terms_stale) if isinstance(options, CapacityOptions) else ""


def refresh_words(state: ExploreState) -> str:
    """Progress of the first fill, why the last refresh failed, that it is tried again; "" for nothing to say."""
    if state.phase is Phase.FILLING:
        return t("refresh-filling", state.filled, state.filling_of) if state.filling_of else t("refresh-running")
    if state.phase is Phase.AGAIN:
        return t("refresh-running")
    if state.error is not None:
        return t("refresh-failed", explain(state.error))
    return ""


def stale_words(state: ExploreState, now: datetime) -> str:
    """In short, that the last refresh failed, how old what is shown is, and the key that tries again; else "".

    Where it is being tried again, that.
    """
    if state.error is None or state.phase in (Phase.FILLING, Phase.AGAIN):
        return refresh_words(state) if state.phase is Phase.AGAIN else ""
    key = first_key("app.retry")
    return t("status-stale", ago(state.checked_at, now), key) if state.checked_at else t("status-retry", key)


def age_words(state: ExploreState, now: datetime) -> str:
    """Progress while there is any, else how old what is shown is; "" where nothing was ever fetched."""
    if state.phase is Phase.FILLING:
        return refresh_words(state)
    return t("status-age", ago(state.checked_at, now)) if state.checked_at else ""
