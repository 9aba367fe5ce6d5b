"""The command palette: every screen, and every action of the screen one comes from, by typing its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from capx_tui.i18n import english, t
from capx_tui.model.actions import SCREENS, actions_in
from capx_tui.screens.base import WIDGET_SCOPES
from capx_tui.screens.chooser import Choice, ChooserScreen
from capx_tui.terminal.keys import first_key
from capx_tui.text import fold

__all__ = ["PaletteScreen"]


#: Actions that only go to a screen, which is offered anyway.
_AMONG_SCREENS = (
    "app.palette",
    "app.explore",
    "app.directory",
    "app.help",
    "app.log",
    "bug-reports.suggest",
    "directory.suggest",
    "my-profile.badges",
    "my-profile.edit",
)


class PaletteScreen(ChooserScreen):
    """Dismissed with ``("go", screen id)`` or ``("act", action id)``."""

    DETAILS_HELP = True

    def __init__(self, scopes: Sequence[str]) -> None:
        self._offered_in = (*(scope for scope in scopes if scope not in WIDGET_SCOPES), "app")
        #: With each, what else it is found by: its English name, which is in books, habits and other people's mouths.
        self._offered: list[tuple[Choice, str]] = []
        super().__init__(lambda: t("palette-title"), self._matching)

    def start(self) -> None:
        """Everything there is to go to and to do."""
        self._offered = list(self._all())
        super().start()

    def reword(self) -> None:
        """See `CapxScreen`."""
        self._offered = list(self._all())
        super().reword()

    def _all(self) -> Iterator[tuple[Choice, str]]:
        for place in SCREENS:
            yield Choice(("go", place.id), t(place.label_key), t(place.help_key)), english(place.label_key)
        for scope in self._offered_in:
            for entry in actions_in(scope):
                if entry.id not in _AMONG_SCREENS:
                    told = f"{first_key(entry.id)}, {t(entry.help_key)}"
                    yield Choice(("act", entry.id), t(entry.label_key), told), english(entry.label_key)

    def _matching(self, typed: str) -> list[Choice]:
        words = fold(typed).split()
        ranked = []
        for entry, also in self._offered:
            # What is called so comes before what is only described so.
            for rank, text in enumerate((entry.label, also, f"{entry.label} {also} {entry.detail}")):
                if all(word in fold(text) for word in words):
                    ranked.append((rank, entry))
                    break
        return [entry for _, entry in sorted(ranked, key=lambda each: each[0])]
