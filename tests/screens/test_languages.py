"""Every screen in another language: chosen while it stands there, and with nothing left of the language before."""

from __future__ import annotations

from pathlib import Path

from textual.geometry import Offset

from capx_tui.terminal.painted_app import focus_anchor
from capx_tui.widgets.bars import StatusBar
from tests.screens.places import PLACES, arrive
from tests.screens.visits import Visit
from tests.tongues import accented, made_up

#: A language that CLDR knows, that nobody translated the program into, and that capacities are not translated to.
_OTHER = "en-gb"
#: What stands there was said before, was suggested as if it were typed, or was sent on the way and is there twice.
_KEEPS_WORDS = {"log", "qr-file", "message-public"}


def _come_anew(home: Path) -> None:
    """As if one came for the first time: nothing is there of what was chosen and written at another place."""
    for kept in home.rglob("*.json"):
        kept.unlink()


async def _seen(here: Visit) -> tuple[list[str], Offset]:
    """All rows and where the cursor is, without what was said on the way, which is not said again."""
    here.app.screen.query_one(StatusBar).forget()
    await here.settle()
    return here.rows, focus_anchor(here.app.screen.focused)


async def test_a_language_that_is_chosen_is_spoken_at_once_by_whatever_stands_there(
    home: Path,
) -> None:
    """What one sees after the change is what one would see having come in that language, and the cursor stays."""
    texts = made_up(accented)
    wrong = []
    for place in PLACES:
        _come_anew(home)
        async with arrive(place) as here:
            focused = here.app.screen.focused
            await here.speak(_OTHER, texts)
            switched = await _seen(here)
            assert here.app.screen.focused is focused, place
        _come_anew(home)
        async with arrive(place, named=accented, language=_OTHER, texts=texts) as here:
            fresh = await _seen(here)
        if place.name not in _KEEPS_WORDS and switched != fresh:
            pairs = [f"  {a!r}\n  {b!r}" for a, b in zip(switched[0], fresh[0], strict=True) if a != b]
            wrong.append(f"{place} {switched[1]} {fresh[1]}\n" + "\n".join(pairs))
    assert not wrong, "\n".join(wrong)
