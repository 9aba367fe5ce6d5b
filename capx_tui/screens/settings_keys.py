"""Own keys: every action with the keys it has now; Enter asks for others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial

from capx_tui.i18n import t
from capx_tui.model.actions import ACTIONS, Action
from capx_tui.model.keymaps import keymap
from capx_tui.screens.prompt import PromptScreen
from capx_tui.screens.rows import RowsScreen
from capx_tui.terminal.keys import keymap_in_force, keys_words, refusal_words
from capx_tui.widgets.reading import Entry

__all__ = ["KeysScreen", "own_words", "preset_words"]

#: A comma between two keys; one may be the comma itself.
_BETWEEN = re.compile(r"(?<=\S)\s*,\s*(?=\S)")


def preset_words() -> str:
    """The set of keys in use, by name."""
    return t(f"keys-preset-{keymap_in_force().preset}")


def own_words(own: Mapping[str, object]) -> str:
    """For how many actions own keys hold, and how many of them cannot."""
    if not own:
        return t("settings-keys-own-none")
    refused = len(keymap_in_force().refused)
    words = t("settings-keys-own-count", len(own))
    return f"{words} {t('settings-keys-own-refused', refused)}" if refused else words


class KeysScreen(RowsScreen[None]):
    """By scope, as in help; what was left out of the settings file stands first."""

    TITLE_KEY = "settings-keys-choose"

    def entries(self) -> Sequence[Entry]:
        """Refusals, then actions."""
        rows = [Entry(t("settings-keys-ignored"), refusal_words(each), "warning") for each in keymap_in_force().refused]
        for scope in dict.fromkeys(entry.scope for entry in ACTIONS):
            rows.append(Entry(t(f"help-scope-{scope}"), heading=True))
            rows += [
                Entry(t(entry.label_key), keys_words(entry.id), target=partial(self._ask, entry))
                for entry in ACTIONS
                if entry.scope == scope
            ]
        return rows

    def _ask(self, entry: Action) -> None:
        title = t("settings-keys-ask", t(entry.label_key))
        prompt = PromptScreen(title, lambda: t("settings-keys-field"), value=keys_words(entry.id))
        self.app.push_screen(prompt, partial(self._answered, entry))

    def _answered(self, entry: Action, answer: object) -> None:
        """Try the keys first: what cannot be is said and changes nothing."""
        if not isinstance(answer, str) or answer.strip() == keys_words(entry.id):
            return
        settings = self.core.settings.state
        own = {name: keys for name, keys in settings.keys.items() if name != entry.id}
        if typed := [key for key in _BETWEEN.split(answer.strip()) if key]:
            known = set(keymap(settings.keymap, own).refused)
            own[entry.id] = typed
            if refused := [each for each in keymap(settings.keymap, own).refused if each not in known]:
                self.say(" ".join(map(refusal_words, refused)))
                return
        self.shell.change_keys(keys=own)
        self.retitle()
        self.rebuild()
        self.say(t("settings-keys-set", t(entry.label_key), keys_words(entry.id)))
        if self.core.settings.error is not None:
            self.fail(self.core.settings.error)
