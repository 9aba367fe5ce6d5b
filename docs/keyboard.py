"""Writes ``docs/keyboard.md`` from the table of actions: ``make docs``."""

from __future__ import annotations

from pathlib import Path

from capx_tui.i18n import t
from capx_tui.model.actions import ACTIONS, SCREENS, actions_in
from capx_tui.terminal.keys import key_label

PAGE = Path(__file__).with_name("keyboard.md")
_TOP = """# Keyboard

Made from the table of actions by `make docs`; the program's own help (F1) says the same. Every action has a key that
any terminal can send, the mouse is never needed, and no essential key is one that screen readers on a text console take
for themselves.
"""


def page() -> str:
    """The page as Markdown: what works everywhere, then screen by screen."""
    scopes = dict.fromkeys(("app", "list", *(entry.scope for entry in ACTIONS)))
    parts = [_TOP]
    for scope in scopes:
        parts.append(f"## {t(f'help-scope-{scope}')}\n\n| Key | Action | What it does |\n|---|---|---|")
        parts += [
            f"| {', '.join(map(key_label, entry.keys))} | {t(entry.label_key)} | {t(entry.help_key)} |"
            for entry in actions_in(scope)
        ]
        parts.append("")
    parts.append(f"## {t('help-screens')}\n\n| Name | What it is for |\n|---|---|")
    parts += [f"| {t(entry.label_key)} | {t(entry.help_key)} |" for entry in SCREENS]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
