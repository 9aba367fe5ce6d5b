"""The colours, all of them: a dark, a light and a high-contrast theme.

Blue, green, red and purple are CapX's own; each text colour keeps at least 4.5:1 against its ground,
the marker's row at least 3:1 (proved by a test). Widgets name roles (`$capx-offer`), never colours.
"""

from __future__ import annotations

from textual.theme import Theme

__all__ = ["DARK", "HIGH_CONTRAST", "LIGHT", "THEMES"]

DARK = Theme(
    name="capx-dark",
    dark=True,
    primary="#66c3ff",
    secondary="#9db8c4",
    accent="#66c3ff",
    foreground="#e4eef2",
    background="#04222f",
    surface="#04222f",
    panel="#083549",
    success="#5fd3a8",
    warning="#f0c626",
    error="#ff9b85",
    variables={
        "capx-dim": "#9db8c4",
        "capx-heading": "#8fd0ff",
        "capx-offer": "#6fd6a0",
        "capx-want": "#ff9f8f",
        "capx-know": "#f5bd6e",
        "capx-role": "#d9b8f5",
        "capx-marked": "#0d4660",
        "capx-bar": "#083549",
        "capx-bar-text": "#e4eef2",
        "capx-caret": "#66c3ff",
        "capx-qr-ink": "#000000",
        "capx-qr-paper": "#ffffff",
        "capx-on-caret": "#04222f",
    },
)
LIGHT = Theme(
    name="capx-light",
    dark=False,
    primary="#0063a0",
    secondary="#47616d",
    accent="#0063a0",
    foreground="#053749",
    background="#ffffff",
    surface="#ffffff",
    panel="#e9eff2",
    success="#075f36",
    warning="#7a5200",
    error="#b02410",
    variables={
        "capx-dim": "#47616d",
        "capx-heading": "#00588f",
        "capx-offer": "#075f36",
        "capx-want": "#b02410",
        "capx-know": "#8a4500",
        "capx-role": "#6d1c62",
        "capx-marked": "#d7ebf7",
        "capx-bar": "#e9eff2",
        "capx-bar-text": "#053749",
        "capx-caret": "#0063a0",
        "capx-qr-ink": "#000000",
        "capx-qr-paper": "#ffffff",
        "capx-on-caret": "#ffffff",
    },
)
HIGH_CONTRAST = Theme(
    name="capx-high-contrast",
    dark=True,
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    success="#ffffff",
    warning="#ffff00",
    error="#ffff00",
    variables={
        "capx-dim": "#ffffff",
        "capx-heading": "#ffff00",
        "capx-offer": "#ffffff",
        "capx-want": "#ffffff",
        "capx-know": "#ffffff",
        "capx-role": "#ffffff",
        "capx-marked": "#0000c0",
        "capx-bar": "#000000",
        "capx-bar-text": "#ffff00",
        "capx-caret": "#ffff00",
        "capx-qr-ink": "#000000",
        "capx-qr-paper": "#ffffff",
        "capx-on-caret": "#000000",
    },
)
THEMES = (DARK, LIGHT, HIGH_CONTRAST)
