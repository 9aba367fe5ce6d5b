"""The command palette: every screen, and every action of the screen one comes from, by typing its name."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.i18n import t
from capx_tui.model.actions import SCREENS, actions_in
from capx_tui.screens.base import WIDGET_SCOPES
from capx_tui.screens.chooser import Choice, ChooserScreen
from capx_tui.terminal.keys import first_key
from capx_tui.text import fold

__all__ = ["PaletteScreen"]


#: Actions that only go to a screen, which is offered anyway.
_AMONG_SCREENS = ("app.palette", "app.explore", "app.directory", "app.help", "app.log")


class PaletteScreen(ChooserScreen):
    """Dismissed with ``("go", screen id)`` or ``("act", action id)``."""

    def __init__(self, scopes: Sequence[str]) -> None:
        self._offered = [Choice(("go", entry.id), t(entry.label_key), t(entry.help_key)) for entry in SCREENS]
        self._offered += [
            Choice(("act", entry.id), t(entry.label_key), f"{first_key(entry.id)}, {t(entry.help_key)}")
            for scope in (*(scope for scope in scopes if scope not in WIDGET_SCOPES), "app")
            for entry in actions_in(scope)
            if entry.id not in _AMONG_SCREENS
        ]
        super().__init__(t("palette-title"), self._matching)

    def _matching(self, typed: str) -> list[Choice]:
        words = fold(typed).split()
        found = [
            entry for entry in self._offered if all(word in fold(f"{entry.label} {entry.detail}") for word in words)
        ]
        # What is called so comes before what is only described so.
        return sorted(found, key=lambda entry: not all(word in fold(entry.label) for word in words))
