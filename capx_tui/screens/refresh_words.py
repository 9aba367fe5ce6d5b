"""What the refresh of the mirror is doing, in words."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.store.explore import ExploreState, Phase

__all__ = ["refresh_words", "terms_words"]


def terms_words(stale: Sequence[str]) -> str:
    """That names of capacities could not be fetched, and where; "" where all is well."""
    sources = [t(f"directory-source-{source}") for source in stale]
    return t("refresh-terms-late", ", ".join(sources)) if sources else ""


def refresh_words(state: ExploreState) -> str:
    """Progress of the first fill, or why the last refresh failed; "" while there is nothing to say."""
    if state.phase is Phase.FILLING:
        return t("refresh-filling", state.filled, state.filling_of) if state.filling_of else t("refresh-running")
    if state.error is not None:
        return t("refresh-failed", explain(state.error))
    return ""
