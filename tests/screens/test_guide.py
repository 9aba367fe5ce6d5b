"""The pictures of the guide are what the program shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.guide import GUIDE, PLACES, picture


@pytest.mark.parametrize("page", PLACES)
async def test_the_picture_of_a_page_is_the_screen(page: str, furnished: Path) -> None:
    kept = re.search(r"```text\n(.*?)\n```", (GUIDE / f"{page}.md").read_text("utf-8"), re.DOTALL)
    assert kept is not None
    assert kept[1] == await picture(furnished, page), "make docs writes it anew"
