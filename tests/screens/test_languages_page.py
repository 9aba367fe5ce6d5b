"""The page on languages is true: its screens are drawn again, sign by sign, and nothing on them is cut."""

from __future__ import annotations

from pathlib import Path

from capx_tui.i18n import available_languages, load
from docs.languages import PAGE, page


def test_the_screens_of_the_page_are_those_of_the_program(surroundings: Path) -> None:
    del surroundings
    assert PAGE.read_text("utf-8") == page(), "python -m docs.languages writes it anew"


def test_every_language_is_on_the_page_and_nothing_is_cut_there() -> None:
    text = PAGE.read_text("utf-8")
    for language in available_languages():
        assert text.count(f"{load(language).text('language-name')} (`{language}`)") == 3
    assert "…" not in text
