"""Writes ``docs/keyboard.md`` from the table of actions: ``make docs``."""

from __future__ import annotations

from pathlib import Path

from capx_tui.i18n import t
from capx_tui.model.actions import ACTIONS, SCREENS, action, actions_in
from capx_tui.model.keymaps import PRESETS, key_label

PAGE = Path(__file__).with_name("keyboard.md")
_TOP = """# Keyboard

Made from the table of actions by `make docs`; the program's own help (F1) says the same, with the keys in force.
Every action has a key that any terminal can send, the mouse is never needed, and no essential key is one that screen
readers on a text console take for themselves. Where text is typed, letters and signs are text: there Ctrl+P finds every
action by its name.
"""
_OWN = """## Other keys

Settings offers three sets of keys, and other keys for any action (Settings, Your own keys). Both are kept in
`settings.json` in the program's configuration directory (`capx-tui doctor` says where), where they can be written too:

```json
{"keymap": "vi", "keys": {"explore.sort": "o", "list.page-down": ["Page Down", "Ctrl+V"]}}
```

A key is written as it is shown here, or by Textual's name for it. What cannot be used is left out and said at the
start: an action or a key that does not exist, a key that not every terminal can tell from another, and a key that
another action has where both hold.
"""


def page() -> str:
    """The page as Markdown: what works everywhere, then screen by screen."""
    scopes = dict.fromkeys(("app", "list", *(entry.scope for entry in ACTIONS)))
    parts = [_TOP]
    for scope in scopes:
        parts.append(f"## {t(f'help-scope-{scope}')}\n\n| Key | Action | What it does | Id |\n|---|---|---|---|")
        parts += [
            f"| {', '.join(map(key_label, entry.keys))} | {t(entry.label_key)} | {t(entry.help_key)} | `{entry.id}` |"
            for entry in actions_in(scope)
        ]
        parts.append("")
    parts.append(_OWN)
    for name, changed in PRESETS.items():
        if changed:
            parts.append(f"### {t(f'keys-preset-{name}')}\n\n| Id | Action | Key |\n|---|---|---|")
            parts += [
                f"| `{action_id}` | {t(action(action_id).label_key)} | {', '.join(map(key_label, keys))} |"
                for action_id, keys in changed.items()
            ]
            parts.append("")
    parts.append(f"## {t('help-screens')}\n\n| Name | What it is for |\n|---|---|")
    parts += [f"| {t(entry.label_key)} | {t(entry.help_key)} |" for entry in SCREENS]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
