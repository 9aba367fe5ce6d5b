"""The ways on: every screen stands in one place, wherever it is named or not."""

from __future__ import annotations

from collections import Counter

from capx_tui.model.actions import SCREENS
from capx_tui.model.ways import WAYS, ways_of


def test_every_screen_that_has_no_place_of_its_own_is_in_one_group() -> None:
    found = Counter(entry.id for group in WAYS for entry in ways_of(group))
    assert found == Counter(entry.id for entry in SCREENS if entry.id not in ("home", "statistics", "sign-in"))
    assert [entry.id for entry in ways_of("program")][-1] == "about", "what is named nowhere comes last, in its order"
