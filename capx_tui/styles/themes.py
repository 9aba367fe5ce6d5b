"""The colours, all of them: a dark, a light and a high-contrast theme, and one of the terminal's own sixteen.

Blue, green, red and purple are CapX's own; each text colour keeps at least 4.5:1 against its ground, 7:1 in
high contrast, the marker's row at least 3:1 (proved by tests). Widgets name roles (`$capx-offer`), never colours.
"""

from __future__ import annotations

from textual.theme import Theme

from capx_tui.terminal.modes import Modes

__all__ = ["DARK", "HIGH_CONTRAST", "LIGHT", "SIXTEEN", "THEMES", "theme_for"]

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
        "capx-root-blue": "#6db5f7",
        "capx-root-pink": "#ff94cb",
        "capx-root-green": "#4fc494",
        "capx-root-purple": "#d3a9f2",
        "capx-root-orange": "#ffa364",
        "capx-root-light-blue": "#a6dbff",
        "capx-root-light-green": "#98e6b0",
        "capx-marked": "#0d4660",
        "capx-bar": "#083549",
        "capx-bar-text": "#e4eef2",
        "capx-caret": "#66c3ff",
        "capx-qr-ink": "#000000",
        "capx-qr-paper": "#ffffff",
        "capx-on-caret": "#04222f",
        "capx-on-marked": "#e4eef2",
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
        "capx-root-blue": "#0063b1",
        "capx-root-pink": "#b0006e",
        "capx-root-green": "#00703f",
        "capx-root-purple": "#7d3a9b",
        "capx-root-orange": "#a84300",
        "capx-root-light-blue": "#1a6aa1",
        "capx-root-light-green": "#1a7a41",
        "capx-marked": "#d7ebf7",
        "capx-bar": "#e9eff2",
        "capx-bar-text": "#053749",
        "capx-caret": "#0063a0",
        "capx-qr-ink": "#000000",
        "capx-qr-paper": "#ffffff",
        "capx-on-caret": "#ffffff",
        "capx-on-marked": "#053749",
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
        "capx-root-blue": "#ffffff",
        "capx-root-pink": "#ffffff",
        "capx-root-green": "#ffffff",
        "capx-root-purple": "#ffffff",
        "capx-root-orange": "#ffffff",
        "capx-root-light-blue": "#ffffff",
        "capx-root-light-green": "#ffffff",
        "capx-marked": "#0000c0",
        "capx-bar": "#000000",
        "capx-bar-text": "#ffff00",
        "capx-caret": "#ffff00",
        "capx-qr-ink": "#000000",
        "capx-qr-paper": "#ffffff",
        "capx-on-caret": "#000000",
        "capx-on-marked": "#ffffff",
    },
)
#: Only colours by their number: what they look like is the terminal's business, and the person's who set it up.
SIXTEEN = Theme(
    name="capx-16",
    dark=True,
    ansi=True,
    primary="ansi_bright_cyan",
    secondary="ansi_white",
    accent="ansi_bright_cyan",
    foreground="ansi_white",
    background="ansi_black",
    surface="ansi_black",
    panel="ansi_black",
    success="ansi_bright_green",
    warning="ansi_bright_yellow",
    error="ansi_bright_red",
    variables={
        "capx-dim": "ansi_white",
        "capx-heading": "ansi_bright_cyan",
        "capx-offer": "ansi_bright_green",
        "capx-want": "ansi_bright_red",
        "capx-know": "ansi_bright_yellow",
        "capx-role": "ansi_bright_magenta",
        "capx-root-blue": "ansi_bright_cyan",
        "capx-root-pink": "ansi_bright_magenta",
        "capx-root-green": "ansi_bright_green",
        "capx-root-purple": "ansi_bright_magenta",
        "capx-root-orange": "ansi_bright_yellow",
        "capx-root-light-blue": "ansi_bright_cyan",
        "capx-root-light-green": "ansi_bright_green",
        "capx-marked": "ansi_white",
        "capx-bar": "ansi_black",
        "capx-bar-text": "ansi_bright_white",
        "capx-caret": "ansi_bright_yellow",
        "capx-qr-ink": "ansi_black",
        "capx-qr-paper": "ansi_white",
        "capx-on-caret": "ansi_black",
        "capx-on-marked": "ansi_black",
        # Textual's own style sheets name these for such themes.
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
    },
)
#: Those to choose from.
THEMES = (DARK, LIGHT, HIGH_CONTRAST)


def theme_for(chosen: str, modes: Modes) -> Theme:
    """The theme to use where `chosen` ("dark", "light", "high-contrast") was asked for.

    On sixteen colours all but high contrast, which is made of them, give way to the terminal's own.
    """
    theme = next((each for each in THEMES if each.name == f"capx-{chosen}"), DARK)
    return SIXTEEN if modes.colour == "16" and theme is not HIGH_CONTRAST else theme
