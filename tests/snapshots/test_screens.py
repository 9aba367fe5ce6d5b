"""Every screen as a picture, in the sizes and themes that matter; and each in words, without any style.

After a change that is meant, look at the new pictures and keep them:
``python -m pytest -n 0 tests/snapshots --snapshot-update`` on Python 3.11.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input

from capx_tui.terminal.cells import cells_of
from tests.screens.places import PLACES, Place, arrive
from tests.screens.visits import FILLED, NOW, Visit
from tests.screens.wire import Wire, no_route, service_down
from tests.snapshots.conftest import BASELINE, refusal

_USUAL, _LARGE, _SMALL = (80, 24), (120, 40), (60, 20)
_PLACE = {place.name: place for place in PLACES}


def _down(wire: Wire) -> Wire:
    wire.fail(service_down)
    return wire


def _offline(wire: Wire) -> Wire:
    wire.fail(no_route)
    return wire


@dataclass(frozen=True)
class Case:
    """One picture: `words` have to be there when all styles are gone."""

    place: Place
    words: tuple[str, ...]
    size: tuple[int, int] = _USUAL
    theme: str = "dark"
    now: datetime = NOW
    transport: Callable[[Wire], Wire] = lambda wire: wire
    note: str = ""
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the picture is called."""
        parts = (self.place.name, self.note, f"{self.size[0]}x{self.size[1]}", self.theme)
        return "-".join(part for part in parts if part)


#: What each place says by words and not by looks: where one is, what is chosen, what is open, who is signed in.
_WORDS: dict[str, tuple[str, ...]] = {
    "start": ("Welcome to the Capacity Exchange", "not signed in", "Screen-reader mode"),
    "home": ("Home", "signed in as Papatya Defteri", "> New for you", "Mutual exchange"),
    "home-signed-out": ("Home", "not signed in", "> Sign in"),
    "explore": ("Explore", "Everyone who lists a capacity", "> NgaioMoana", "Sharer, Learner", "224 people of 240."),
    "explore-dense": ("Explore", "> NgaioMoana", "One line a person."),
    "explore-searching": ("name holds wiki", "Search wiki"),
    "explore-empty": ("Nobody matches.", "Without the filter Name there would be 224", "0 people of 240."),
    "filters": ("Explore: filters", "> Capacities", "Exchange with", "any", "224 people of 240."),
    "filter-capacities": ("Filter: Available capacities", "Type to find wiki", "yes", "no"),
    "filter-languages": ("Filter: Languages", "at least", "yes"),
    "person": ("Ceibo Lectora", "Capacities", "Sharer", "Spanish (Native)"),
    "person-empty": ("Blank Page", "no capacities yet", "no language given"),
    "person-gone": ("Nobody At All", "is not on the Capacity Exchange (any more)", "Error:"),
    "edit-profile": ("Edit profile", "> Avatar:", "6, File:CapX - Avatar - 5.svg", "Language of the bio: English"),
    "edit-profile-tree": ("Wanted", "> Communication, yes, open, 13 below"),
    "edit-profile-offer": ("Not among what you know", "> Add to Known and Available", "Lua is not in Known"),
    "edit-profile-wrong": ("Alternative account:", "invalid, changed", "Error: Meta-Wiki knows no account called"),
    "directory": ("Capacity directory", "> + Communication, closed, 13 below", "offer 6, want 4, know 14"),
    "directory-open": ("Communication, open", "Description", "Metabase, in English"),
    "report": ("Report 12", "> Title", "under review", "three of 1 MB each at the most", "read by volunteers"),
    "statistics": ("People by region; north first", "> Northern & Western Europe 37 ====", "16 %", "Most people: East"),
    "statistics-gaps": ("Supply and demand", "Gap (down)", "> Photo contest", "Largest gap: Photo contest"),
    "translate": (
        "Translate",
        "126 of 132 done, 6 left.",
        "the project's bot",
        "Travel Management description missing",
    ),
    "translate-item": (
        "Corporate Travel Management (tr)",
        "English description: Booking",
        "> Description:",
    ),
    "link": ("Privacy policy", "https://capx.toolforge.org/privacy_policy", "Copy", "QR code"),
    "qr": ("QR code: Privacy policy", "https://capx.toolforge.org/privacy_policy"),
    "palette": ("Go to or do", "Type to find", "> Home"),
    "settings": ("Settings", "Language", "English", "Colours", "Screen-reader mode", "no"),
    "sign-in": ("Sign in", "not signed in", "Before you sign in", "Meta will ask you to allow"),
    "sign-in-account": ("Account", "Papatya Defteri", "Sign out"),
    "sign-in-paste": ("Paste here",),
    "about": ("About", "Exchange is voluntary", "Privacy policy"),
    "help": ("Help", "Ctrl+P", "Everywhere"),
    "log": ("Log", "Known capacities are shown."),
}


def _case(name: str, size: tuple[int, int] = _USUAL, theme: str = "dark", **more: Any) -> Case:
    return Case(_PLACE[name], more.pop("words", _WORDS[name]), size, theme, **more)


CASES = (
    *(_case(name) for name in _WORDS),
    *(_case(name, _LARGE) for name in ("home", "explore", "filters", "person", "directory-open", "settings", "qr")),
    *(
        _case(name, _SMALL, words=_WORDS[name][:2])
        for name in (
            "start",
            "home",
            "explore",
            "filters",
            "person",
            "directory",
            "sign-in",
            "settings",
            "edit-profile",
        )
    ),
    *(_case(name, theme="light") for name in ("home", "explore", "person", "directory-open", "filter-capacities")),
    *(_case(name, theme="high-contrast") for name in ("home", "explore", "person", "directory-open")),
    _case(
        "explore",
        now=FILLED + timedelta(hours=5),
        transport=_down,
        note="service-down",
        words=("Not refreshed; this is from 5 hours ago. F6 tries again.", "> NgaioMoana"),
    ),
    _case(
        "home",
        now=FILLED + timedelta(hours=5),
        transport=_offline,
        note="offline",
        words=("Not refreshed:", "5 hours ago"),
    ),
    _case(
        "person",
        now=FILLED + timedelta(hours=5),
        transport=_down,
        note="service-down",
        words=("Error: embedded.capx.invalid is not working right now (status 503).", "F6 tries", "Spanish (Native)"),
    ),
    _case("explore", note="spoken", options={"screen_reader": True}, words=("NgaioMoana", "offers Organisational")),
    _case(
        "statistics",
        note="spoken",
        options={"screen_reader": True},
        words=("Northern & Western Europe: 37 people, 16 percent, 35 countries", "How to read it"),
    ),
    _case("directory-open", note="spoken", options={"screen_reader": True}, words=("Communication, open",)),
    Case(
        Place("directory-missing", "directory", ("slash", "type:Fountain", "escape", "end", "i")),
        ("Fountain", "Çeviri gerekli", "şu dilde yok: Türkçe"),
        options={"language": "tr"},
    ),
)


def _plain(here: Visit) -> str:
    """The screen as a terminal without colours, attributes and line drawing shows it."""
    size = here.app.screen.size
    strips = here.app.screen._compositor.render_strips(size)
    rows = ("".join(text for text, _ in cells_of(strip, size.width, None, plain=True)) for strip in strips)
    return "\n".join(row.rstrip() for row in rows)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_picture(case: Case, home: Path, picture: SnapshotAssertion) -> None:
    options = {"size": case.size, "now": case.now, "transport": case.transport, "theme": case.theme, **case.options}
    async with arrive(case.place, **options) as here:
        plain = _plain(here)
        flowing = re.sub(r"\s+", " ", plain)
        for words in case.words:
            assert words in flowing, f"{words!r} is not on the screen:\n{plain}"
        if not isinstance(here.app.screen.focused, Input) and not case.options.get("screen_reader"):
            assert "\n> " in plain or case.place.name == "explore-empty", plain
        assert len(here.rows) == case.size[1]
        assert here.app.export_screenshot(title="capx-tui") == picture, plain


def test_there_are_pictures_enough_and_each_has_a_name_of_its_own() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)
    assert 40 <= len(names) <= 80


@pytest.mark.parametrize(
    ("updates", "version", "refused"),
    [(True, BASELINE, False), (True, (3, 12), True), (False, (3, 12), False), (True, (3, 13), True)],
)
def test_pictures_are_made_on_one_python_only(updates: bool, version: tuple[int, int], refused: bool) -> None:
    assert bool(refusal(updates=updates, version=version)) is refused
