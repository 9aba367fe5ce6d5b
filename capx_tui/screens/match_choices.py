"""What one chooses of matches: which kinds of reasons count, and who is hidden; for the screen and in plain lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.model.choice import Choice
from capx_tui.model.match_words import kind_words
from capx_tui.model.matches import ReasonKind
from capx_tui.text import fold

__all__ = ["counted_kinds", "put_back"]

#: The choices for what was typed, and what choosing one does: it gives the sentence to say.
Chooser: TypeAlias = tuple[Callable[[str], list[Choice]], Callable[[object], str]]


def counted_kinds(core: Core) -> Chooser:
    """Each kind of reason, chosen where it counts."""

    def choices(typed: str) -> list[Choice]:
        uncounted = core.matches.state.uncounted
        return [
            Choice(kind, kind_words(kind), chosen=kind not in uncounted, detail=t(f"match-kind-{kind.value}-help"))
            for kind in ReasonKind
            if fold(typed) in fold(kind_words(kind))
        ]

    def toggle(chosen: object) -> str:
        assert isinstance(chosen, ReasonKind)
        counted = frozenset(ReasonKind) - core.matches.state.uncounted
        core.matches.count_kinds(counted ^ {chosen})
        return _count(core)

    return choices, toggle


def put_back(core: Core) -> Callable[[object], str]:
    """Hides whom one chose, or puts them back."""

    def toggle(chosen: object) -> str:
        assert isinstance(chosen, int)
        core.matches.hide(chosen, hidden=chosen not in core.matches.state.hidden)
        return _count(core)

    return toggle


def _count(core: Core) -> str:
    return t("matches-count", core.matches.state.count, core.matches.state.mutual)
