"""Every screen over a world of hostile texts: what the terminal is sent is ours, byte by byte, and nobody's secret."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from rich.cells import cell_len

from capx_tui.bootstrap import Options, open_core
from capx_tui.demo.embedded import demo_credentials, demo_token
from tests.screens.forms import FORMS, Way
from tests.screens.places import PLACES, Place
from tests.screens.visits import FILLED, SERVICE, Visit, embedded_wire, environ, sitting
from tests.security.conftest import PEOPLE
from tests.security.fuzz import MORE
from tests.security.hostile import BANG, Mangled
from tests.security.watched import WatchedTerminal, trouble_in_text

#: Whether what is gone to needs somebody who is signed in to the demo; the start screen begins anew.
_REACHED = tuple(place for place in PLACES if place.demo and place.open != "start")
_OPENED = tuple({(place.open, place.address): place for place in _REACHED if not place.keys}.values())
#: What one does on a screen: some of it in each mode, all of it in both where time does not matter.
_DONE: tuple[Place | Way, ...] = (*(place for place in _REACHED if place.keys), *FORMS)
#: What there is for who is not signed in; what the others say then.
_OUTSIDE = (*(place for place in PLACES if not place.demo and place.open not in ("", "start")), *_OPENED)


async def _go(here: Visit, what: Place | Way) -> None:
    """As one who sits there all day: from one thing to the next, whatever was left open."""
    while len(here.app.screen_stack) > 2:
        await here.app.pop_screen()
        await here.settle()
    if isinstance(what, Way):
        here.app.push_screen(what.made())
    elif what.address:
        here.app.follow(what.address)
    else:
        here.app.go(what.open)
    await here.settle()
    for key in what.keys if isinstance(what, Place) else ():
        how, _, words = key.partition(":")
        # Whether a row is there depends on what was done before: one looks at what one comes to.
        with suppress(AssertionError):
            if how in ("choose", "down_to") and words:
                await here.down_to(words)
                await here.press(*(["enter"] if how == "choose" else []))
            elif how == "type" and words:
                await here.type(words)
            else:
                await here.press(key)


def _check(here: Visit, terminal: WatchedTerminal, what: Place | Way, size: tuple[int, int]) -> None:
    assert not terminal.trouble, f"{what}: {terminal.trouble[:5]}\n{here.text}"
    assert not trouble_in_text(here.text), f"{what}: {trouble_in_text(here.text)[:5]}\n{here.text}"
    too_wide = [row for row in here.rows if cell_len(row) > size[0]]
    assert not too_wide, f"{what}: {too_wide}"


async def _walk(
    world: Path,
    stops: Sequence[Place | Way],
    *,
    speaks: bool = False,
    size: tuple[int, int] = (80, 24),
    is_in: bool = True,
) -> WatchedTerminal:
    own = {"demo": True, "people": PEOPLE} if is_in else {"service": SERVICE}
    options = Options(open="home", environ=environ({}), **own)
    wire = embedded_wire(world, lambda: FILLED)
    async with open_core(options, transport=Mangled(wire), now=lambda: FILLED) as core:
        core.settings.change(screen_reader=speaks)
        async with sitting(
            core, options, wire, driver=WatchedTerminal, endless=frozenset({"draft", "receiver"}), size=size
        ) as here:
            terminal = here.app._driver
            assert isinstance(terminal, WatchedTerminal)
            shown = {type(here.app.screen).__name__}
            for stop in stops:
                before = terminal.seen
                await _go(here, stop)
                await here.burst("down", "end")
                _check(here, terminal, stop, size)
                shown |= {type(screen).__name__ for screen in here.app.screen_stack}
                assert terminal.seen > before, f"{stop}: nothing was written"
            assert len(shown) > (30 if is_in else 8), sorted(shown)
    return terminal


@pytest.mark.parametrize("speaks", [False, True], ids=["shown", "spoken"])
async def test_nothing_but_our_own_sequences_reaches_the_terminal(hostile_world: Path, speaks: bool) -> None:
    secrets = [demo_token(hostile_world, now=FILLED), *demo_credentials(hostile_world).split("\n")]
    some = _DONE[1::8] if speaks else _DONE[::3]
    stops = (*_OPENED, *(_DONE if MORE > 1 else some))
    terminal = await _walk(hostile_world, stops, speaks=speaks)
    written = terminal.everything
    assert BANG in written, "nothing hostile was shown"
    assert not [secret for secret in secrets if secret.rpartition(" ")[2] in written]
    # Nobody copied anything, gave the window a title or asked for a notification.
    assert set(re.findall(r"\x1b\][^\x07\x1b]*", written)) <= {"\x1b]22;default", "\x1b]22;pointer", "\x1b]22;text"}


async def test_nor_where_nobody_is_signed_in(hostile_world: Path) -> None:
    terminal = await _walk(hostile_world, _OUTSIDE if MORE > 1 else _OUTSIDE[::2], is_in=False)
    assert BANG in terminal.everything, "nothing hostile was shown"
