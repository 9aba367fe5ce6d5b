"""Help, made from the table of actions: what holds on this screen first, then what holds everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.i18n import t
from capx_tui.model.actions import ACTIONS, SCREENS, actions_in
from capx_tui.screens.rows import RowsScreen
from capx_tui.terminal.keys import keys_words
from capx_tui.widgets.reading import Entry

__all__ = ["HelpScreen"]


class HelpScreen(RowsScreen[None]):
    """Keys and screens in words."""

    TITLE_KEY = "screen-help"

    def __init__(self, scopes: Sequence[str] = ()) -> None:
        super().__init__()
        self._scopes = scopes

    def entries(self) -> Sequence[Entry]:
        """Keys by scope, then the screens."""
        rows: list[Entry] = []
        scopes = dict.fromkeys((*self._scopes, "app", *(entry.scope for entry in ACTIONS)))
        for scope in scopes:
            rows.append(Entry(t(f"help-scope-{scope}"), heading=True))
            rows += [
                Entry(keys_words(entry.id), f"{t(entry.label_key)}. {t(entry.help_key)}") for entry in actions_in(scope)
            ]
        rows.append(Entry(t("help-screens"), heading=True))
        rows += [
            Entry(t(entry.label_key), t(entry.help_key), target=lambda name=entry.id: self.shell.go(name))
            for entry in SCREENS
        ]
        return rows
