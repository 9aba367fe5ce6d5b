"""The page on plain lines is true: its conversation is held again, word by word."""

from __future__ import annotations

from pathlib import Path

from docs.plain import PAGE, page


def test_the_conversation_of_the_page_goes_as_it_stands_there(surroundings: Path) -> None:
    del surroundings
    assert PAGE.read_text("utf-8") == page(), "python -m docs.plain writes it anew"
