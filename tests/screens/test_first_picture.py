"""What is kept for the next start is what the next start shows, whatever was done before."""

from __future__ import annotations

from pathlib import Path

import pytest

from capx_tui.terminal.painted_app import focus_anchor
from tests.screens.visits import visit


def kept_rows(lines: object) -> list[str]:
    return ["".join(text for text, _ in line).rstrip() for line in lines]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "keys",
    [(), ("down", "pagedown", "down"), ("slash", "a", "n", "escape"), ("s", "d", "end", "enter"), ("f",)],
    ids=["at once", "moved", "searched", "sorted, denser, under a person", "under the filters"],
)
async def test_what_is_kept_is_what_the_next_start_shows(home: Path, keys: tuple[str, ...]) -> None:
    async with visit("explore") as here:
        await here.press(*keys)
        here.app.exit()
        kept = here.app.first_pictures["explore"]
    async with visit("explore") as again:
        title, *rows, status = kept_rows(kept.lines)
        assert rows == again.rows[1:-1]
        assert kept.size == (80, 24)
        assert kept.cursor == focus_anchor(again.app.screen.focused)
        # Not whose sign-in it is, which a start does not know yet, and no count with its age.
        assert (title.split(), status) == (["Explore", "signed", "in"], "")


@pytest.mark.parametrize(
    ("keys", "why"),
    [(("slash",), "the search has the keys"), (("b",), "a start does not know yet whose list of saved people it is")],
)
async def test_nothing_is_kept_that_a_start_may_show_otherwise(home: Path, keys: tuple[str, ...], why: str) -> None:
    async with visit("explore") as here:
        await here.press(*keys)
        here.app.exit()
        assert here.app.first_pictures == {}, why


async def test_that_nobody_is_signed_in_is_kept(home: Path) -> None:
    async with visit("explore", demo=False) as here:
        here.app.exit()
        assert kept_rows(here.app.first_pictures["explore"].lines)[0].endswith("not signed in")


async def test_of_home_only_its_name_is_kept(home: Path) -> None:
    async with visit("home") as here:
        await here.press("down", "down")
        here.app.exit()
        title, *rows = kept_rows(here.app.first_pictures["home"].lines)
        assert title.split() == ["Home", "signed", "in"]
        assert not any(rows)


async def test_a_screen_that_does_not_say_how_it_begins_gives_no_picture(home: Path) -> None:
    async with visit("help") as here:
        here.app.exit()
        assert here.app.first_pictures == {}
