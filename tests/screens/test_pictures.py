"""The pictures of the README are what the program shows, small, and fetch nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.made_up_home import visiting
from docs.pictures import FOLDER, KEPT, PICTURES, Picture, drawn

_README = Path(__file__).parents[2] / "README.md"
_KEPT = [picture for picture in PICTURES if picture.name in KEPT]


@pytest.mark.parametrize("picture", _KEPT, ids=lambda picture: picture.name)
async def test_a_picture_is_the_screen(picture: Picture, furnished: Path) -> None:
    name, place, size, theme = picture
    async with visiting(furnished, place, size=size, theme=theme) as here:
        shown = drawn(here, theme)
    kept = (FOLDER / f"{name}.svg").read_text("utf-8")
    assert kept == shown, "python -m docs.pictures draws it anew"
    assert len(kept.encode()) < 60_000
    assert re.findall(r"https?://[^\"]+", kept) == ["http://www.w3.org/2000/svg"]


def test_every_picture_is_shown_and_told_in_words() -> None:
    readme = _README.read_text("utf-8")
    assert {path.stem for path in FOLDER.glob("*.svg")} == set(KEPT)
    shown = re.findall(r'<(?:img|source)[^>]*(?:src|srcset)="docs/pictures/([\w-]+)\.svg"', readme)
    assert sorted(shown) == sorted(KEPT)
    told = re.findall(r'<img[^>]*alt="([^"]*)"', readme)
    assert len(told) == readme.count("<img")
    assert all(len(words) > 60 for words in told)
