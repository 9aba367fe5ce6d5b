"""Every screen in another language: chosen while it stands there, and with nothing left of the language before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel import Locale
from rich.cells import cell_len
from textual.geometry import Offset

from capx_tui.i18n import available_languages
from capx_tui.terminal.painted_app import focus_anchor
from capx_tui.widgets.bars import StatusBar
from tests.screens.places import PLACES, arrive
from tests.screens.unseen import unseen
from tests.screens.visits import Visit
from tests.security.fuzz import MORE
from tests.tongues import Recorded, accented, made_up, right_to_left, words_of

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
    for place in PLACES if MORE > 1 else PLACES[::4]:
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


# -- the languages there are -----------------------------------------------------------------------

_NARROW = (60, 20)
#: A label that had to be cut, as forms write them.
_CUT_LABEL = re.compile(r"^[> ] [^:]*…\W?:")
_ADDRESS = re.compile(r"\S+://\S+|\S+@\S+|\S*_\S*")


def _months(language: str) -> set[str]:
    """Words that CLDR writes in dates."""
    months = Locale.parse(language.replace("-", "_")).months["format"]
    return {word for width in months.values() for name in width.values() for word in words_of(name)}


def _faults(rows: Sequence[str], english: set[str], own: set[str], world: set[str], allowed: set[str]) -> Iterator[str]:
    """English words of ours that are left, and what is ours alone and was cut.

    `english` and `own` are the words that the program said here in either language, `world` those that are no
    message's: names, other people's texts.
    """
    for row in rows:
        words = set(words_of(_ADDRESS.sub("", row)))
        if left := (words & english) - world - own - allowed:
            yield f"{sorted(left)} in {row!r}"
        if "…" in row and "://" not in row and not set(words_of(row)) - own:
            yield f"cut: {row!r}"


async def _turned(here: Visit) -> str:
    """What is wrong in a language that is read from right to left, letter by letter as wide as what stands there."""
    before, at = here.rows, focus_anchor(here.app.screen.focused)
    await here.speak(_OTHER, made_up(right_to_left))
    if focus_anchor(here.app.screen.focused) != at:
        return f"the cursor went from {at} to {focus_anchor(here.app.screen.focused)}"
    pairs = zip(before, here.rows, strict=True)
    return next((f"{one!r} became {other!r}" for one, other in pairs if cell_len(one) != cell_len(other)), "")


async def test_every_screen_is_whole_in_every_language_and_nothing_is_left_in_english(home: Path) -> None:
    """At 80 by 24 all of it; at 60 by 20 no label of ours is cut; a language from right to left moves nothing.

    Every screen of the program is seen here once: what no place shows would be walked by no test.
    """
    shown: set[type] = set()
    languages = [code for code in available_languages() if code != "en"]
    allowed = {code: _months(code) for code in languages}
    wrong = []
    for number, place in enumerate(PLACES):
        # Two of them in turn for each place: all take four times as long, with `make fuzz`.
        some = languages if MORE > 1 else [languages[(number + each) % len(languages)] for each in range(2)]
        _come_anew(home)
        async with arrive(place) as here:
            shown |= {type(screen) for screen in here.app.screen_stack}
            english = Recorded("en")
            await here.speak(_OTHER, english)
            hints, title = here.rows, here.title
            # Whatever has no accent now was said by no message.
            await here.speak(_OTHER, made_up(accented))
            world = set(words_of(here.text))
            if fault := await _turned(here):
                wrong.append(f"{place}, from right to left: {fault}")
            for language in some:
                own = Recorded(language)
                await here.speak(language, own)
                if place.name != "log":
                    found = _faults(here.rows, english.words, own.words, world, allowed[language])
                    wrong += [f"{place} {language}: {fault}" for fault in found]
                is_ours = not set(words_of(here.title)) - own.words
                if is_ours and "Papatya Defteri" in title and "Papatya Defteri" not in here.title:
                    wrong.append(f"{place} {language}: who is signed in has no room beside {here.title!r}")
                if any(" F1 " in row for row in hints) and not any(" F1 " in row for row in here.rows):
                    wrong.append(f"{place} {language}: the way to help has no room")
            await here.pilot.resize_terminal(*_NARROW)
            for language in some[:: 1 if MORE > 1 else 2]:
                await here.speak(language)
                cut = [row for row in here.rows if _CUT_LABEL.match(row) and not set(words_of(row)) & world]
                wrong += [f"{place} {language}, narrow: {row!r}" for row in cut]
    assert not wrong, "\n".join(wrong)
    missing = unseen(shown)
    assert not missing, f"add a place to tests/screens/places.py where one sees {', '.join(missing)}"
