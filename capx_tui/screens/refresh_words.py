"""What the refresh of the mirror is doing, in words."""

from __future__ import annotations

from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.store.explore import ExploreState, Phase

__all__ = ["refresh_words"]


def refresh_words(state: ExploreState) -> str:
    """Progress of the first fill, or why the last refresh failed; "" while there is nothing to say."""
    if state.phase is Phase.FILLING:
        return t("refresh-filling", state.filled, state.filling_of) if state.filling_of else t("refresh-running")
    if state.error is not None:
        return t("refresh-failed", explain(state.error))
    return ""
