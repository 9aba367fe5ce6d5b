"""Every text of every theme can be read: the contrast ratios of WCAG 2.2 (1.4.3 and 1.4.11)."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from capx_tui.styles.themes import THEMES
from tests.arch.conftest import none_of

#: Words are written in these …
TEXTS = (
    *("foreground", "primary", "secondary", "success", "warning", "error"),
    *("capx-dim", "capx-heading", "capx-offer", "capx-want", "capx-know", "capx-role", "capx-bar-text"),
)
#: … on these.
GROUNDS = ("background", "surface", "panel", "capx-marked", "capx-bar")
TEXT_CONTRAST = 4.5
MARKER_CONTRAST = 3.0

each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


def colour(theme: Theme, token: str) -> Color:
    value = theme.variables.get(token) or getattr(theme, token)
    assert value, f"{theme.name} has no {token}"
    return Color.parse(value)


def contrast(one: Color, other: Color) -> float:
    """Between 1 and 21. Textual's own function rounds what WCAG does not."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    parts = [part / 255 for part in (colour.r, colour.g, colour.b)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert contrast(Color.parse("#767676"), Color.parse("#fff")) == pytest.approx(4.54, abs=0.01)


@each_theme
def test_words_can_be_read_on_every_ground(theme: Theme) -> None:
    ratios = {
        f"{text} on {ground}": round(contrast(colour(theme, text), colour(theme, ground)), 2)
        for text in TEXTS
        for ground in GROUNDS
    }
    ratios["capx-on-caret on capx-caret"] = round(
        contrast(colour(theme, "capx-on-caret"), colour(theme, "capx-caret")), 2
    )
    none_of(f"{pair}: {ratio}" for pair, ratio in ratios.items() if ratio < TEXT_CONTRAST)


@each_theme
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_caret_stands_out_from_its_ground(theme: Theme, ground: str) -> None:
    assert contrast(colour(theme, "capx-caret"), colour(theme, ground)) >= MARKER_CONTRAST


def test_every_theme_names_the_same_colours() -> None:
    assert len({frozenset(theme.variables) for theme in THEMES}) == 1


def test_no_style_sheet_holds_a_colour_of_its_own(root: Path) -> None:
    sheets = (root / "capx_tui" / "styles").rglob("*.tcss")
    lines = [
        f"{sheet.relative_to(root)}:{number} {line.strip()}"
        for sheet in sheets
        for number, line in enumerate(sheet.read_text("utf-8").splitlines(), 1)
        if any(_is_colour(word) for word in line.partition("/*")[0].split(":", 1)[-1].strip(" ;").split())
        and ":" in line
    ]
    none_of(lines)


def _is_colour(word: str) -> bool:
    """A literal colour. Names of roles begin with a dollar sign; these two let the terminal's own show."""
    return word.startswith(("#", "rgb(", "hsl(", "ansi_")) or word in ("black", "white", "red", "green", "blue", "grey")
