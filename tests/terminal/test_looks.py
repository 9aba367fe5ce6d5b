"""Every component of every widget can be read in every theme, on its ground and on the marker's (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from rich.color import ColorType
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.theme import Theme
from textual.widget import Widget
from textual.widgets import Input

import capx_tui.widgets
from capx_tui.app import CapxApp
from capx_tui.styles.themes import HIGH_CONTRAST, SIXTEEN, THEMES
from capx_tui.widgets.bars import HintBar, StatusBar, TextBar, TitleBar
from capx_tui.widgets.field import Field
from capx_tui.widgets.line_list import LineList
from tests.arch.test_themes import contrast

#: Two palettes that the sixteen colours are known by: the console's (VGA) and xterm's.
PALETTES = {
    "VGA": "000 a00 0a0 a50 00a a0a 0aa aaa 555 f55 5f5 ff5 55f f5f 5ff fff",
    "xterm": "000 cd0000 00cd00 cdcd00 00e cd00cd 00cdcd e5e5e5 7f7f7f f00 0f0 ff0 5c5cff f0f 0ff fff",
}


class _Gallery(App[None]):
    """Each widget once."""

    CSS_PATH = CapxApp.CSS_PATH

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.register_theme(theme)
        self.theme = theme.name
        self.ansi_color = theme.ansi

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield TextBar()
        yield Field("Search", placeholder="a name")
        for each in _lists():
            yield each()
        yield HintBar()
        yield StatusBar()


def _lists() -> list[type[LineList]]:
    """`LineList` and its children: a new one is looked at without being named; one without looks is as its parent."""
    for module in pkgutil.iter_modules(capx_tui.widgets.__path__):
        importlib.import_module(f"capx_tui.widgets.{module.name}")
    found, waiting = [], [LineList]
    while waiting:
        found.append(waiting.pop())
        waiting += found[-1].__subclasses__()
    return [each for each in found if each is LineList or "COMPONENT_CLASSES" in vars(each)]


def _colours(style: Style, palette: str) -> tuple[Color, Color]:
    """What the terminal shows as ink and ground."""
    assert style.color is not None
    assert style.bgcolor is not None
    found = []
    for colour in (style.color, style.bgcolor):
        assert colour.type is not ColorType.DEFAULT, "the terminal's own default is known to nobody"
        if colour.type is ColorType.STANDARD:
            assert colour.number is not None
            found.append(Color.parse(f"#{palette.split()[colour.number]}"))
        else:
            found.append(Color.parse(colour.get_truecolor().hex))
    return found[0], found[1]


def _styles(widget: Widget) -> Iterator[tuple[str, Style]]:
    """Name and look of everything the widget writes with."""
    base = widget.rich_style
    yield type(widget).__name__, base
    cursor = None
    for name in sorted(widget._get_component_classes()):
        if name.startswith(("line-list--", "table--", "form-")) or name == "input--placeholder":
            part = widget.get_component_rich_style(name, partial=True)
            yield f"{type(widget).__name__} {name}", base + part
            cursor = part if name == "line-list--cursor" else cursor
    if cursor is not None:
        for name in (f"line-list--{style}" for style in LineList.STYLES):
            part = widget.get_component_rich_style(name, partial=True)
            yield f"{type(widget).__name__} {name} with the marker", base + part + cursor


def _ratios(app: App[None], palette: str) -> dict[str, float]:
    widgets = [*app.query(LineList), *app.query(TitleBar), *app.query(TextBar), *app.query(HintBar)]
    widgets += [*app.query(StatusBar), *app.query(Input), *app.query(".field--label")]
    return {name: round(contrast(*_colours(style, palette)), 2) for each in widgets for name, style in _styles(each)}


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("theme", [*THEMES, SIXTEEN], ids=lambda theme: theme.name)
async def test_every_component_can_be_read(theme: Theme, palette: str) -> None:
    least = 7.0 if theme is HIGH_CONTRAST else 4.5
    app = _Gallery(theme)
    async with app.run_test(size=(80, 40)) as pilot:
        found = {f"{name}": ratio for name, ratio in _ratios(app, PALETTES[palette]).items()}
        app.query_one(Field).focus()
        app.query_one(StatusBar).is_error = True
        await pilot.pause()
        found |= {f"{name}, then": ratio for name, ratio in _ratios(app, PALETTES[palette]).items()}
        assert len(found) > 50
        assert {name: ratio for name, ratio in found.items() if ratio < least} == {}
