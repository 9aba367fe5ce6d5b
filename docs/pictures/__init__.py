"""Draws the pictures beside it, as SVG: ``python -m docs.pictures``; with a folder, all there are, into that.

They are what the real screens show, on the embedded service at a fixed moment, without the frame of a window that
nobody has, and with the reader's own monospaced letters: nothing is fetched to look at them.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from capx_tui.styles.themes import DARK, LIGHT
from docs.made_up_home import furnished, visiting
from tests.screens.places import PLACES, Place
from tests.screens.visits import Visit

__all__ = ["FOLDER", "KEPT", "PICTURES", "Picture", "drawn", "main"]

FOLDER = Path(__file__).parent
_PLACE = {place.name: place for place in PLACES}
#: By theme: the ground, the letters that have no colour of their own, and the edge.
_LOOKS = {
    "dark": (DARK.background, DARK.foreground, DARK.panel),
    "light": (LIGHT.background, LIGHT.foreground, "#c8d3d9"),
}
#: A column and a row, in the units of the drawing; the letters fill a column of DejaVu Sans Mono and Menlo just so.
_COLUMN, _ROW, _LETTER = 12, 24, 19.93
_AIR = 20
_FONTS = "'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace"


class Picture(NamedTuple):
    """One file: where it is taken, in which theme and size (columns, rows)."""

    name: str
    place: Place
    size: tuple[int, int]
    theme: str


PICTURES = tuple(
    Picture(f"{name}-{theme}", _PLACE[place], (84, rows), theme)
    for name, place, rows in (
        ("home", "home", 25),
        ("explore", "explore", 26),
        ("directory", "directory-open", 26),
        ("edit-profile", "edit-profile", 24),
        ("statistics", "statistics", 22),
    )
    for theme in _LOOKS
)
#: What the README shows.
KEPT = ("home-dark", "home-light", "explore-dark", "statistics-light")


def drawn(here: Visit, theme: str) -> str:
    """The screen as SVG."""
    columns, rows = here.app.size
    ground, ink, edge = _LOOKS[theme]
    wide, high = columns * _COLUMN + 2 * _AIR, rows * _ROW + 2 * _AIR
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}">',
        f'<rect x="1" y="1" width="{wide - 2}" height="{high - 2}" rx="12" fill="{ground}" stroke="{edge}"/>',
        f'<g font-family="{_FONTS}" font-size="{_LETTER}" fill="{ink}">',
    ]
    for number, strip in enumerate(here.app.screen._compositor.render_strips(here.app.size)):
        lines += _row(strip, _AIR + number * _ROW, str(ground))
    return "\n".join((*lines, "</g>", "</svg>", ""))


def _row(segments: Iterator[Segment], top: int, ground: str) -> Iterator[str]:
    """The grounds that differ from the picture's, then the words, each where its column is."""
    column, words = 0, []
    for segment in segments:
        style = segment.style or Style()
        width = cell_len(segment.text)
        below = _hex(style.color if style.reverse else style.bgcolor) or ground
        if below != ground:
            x = _AIR + column * _COLUMN
            yield f'<rect x="{x}" y="{top}" width="{width * _COLUMN}" height="{_ROW}" fill="{below}"/>'
        for found in re.finditer(r"\S+(?: \S+)*", segment.text):
            x = _AIR + (column + cell_len(segment.text[: found.start()])) * _COLUMN
            words.append(_words(found[0], x, top + 18, style))
        column += width
    yield from words


def _words(text: str, x: int, y: int, style: Style) -> str:
    above = _hex(style.bgcolor if style.reverse else style.color)
    looks = f' fill="{above}"' if above else ""
    looks += ' font-weight="bold"' if style.bold else ""
    looks += ' text-decoration="underline"' if style.underline else ""
    # Marks of direction have no width, and a drawing has a direction for each of its texts anyway.
    shown = escape(re.sub("[\u2066-\u2069]", "", text))
    return f'<text x="{x}" y="{y}" textLength="{cell_len(text) * _COLUMN}"{looks}>{shown}</text>'


def _hex(colour: Color | None) -> str:
    return "" if colour is None or colour.is_default else colour.get_truecolor().hex


async def _draw(home: Path, folder: Path, names: tuple[str, ...]) -> None:
    for picture in PICTURES:
        if picture.name in names:
            async with visiting(home, picture.place, size=picture.size, theme=picture.theme) as here:
                (folder / f"{picture.name}.svg").write_text(drawn(here, picture.theme), "utf-8")


def main(*folders: str) -> None:
    """The pictures of the README beside this file; all there are into a folder that is named."""
    with furnished() as home:
        if folders:
            asyncio.run(_draw(home, Path(folders[0]), tuple(picture.name for picture in PICTURES)))
        else:
            asyncio.run(_draw(home, FOLDER, KEPT))
