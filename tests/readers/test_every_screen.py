"""All screens under real readers: gone to by name, a few keys on each, what has to be heard and how little else."""

from __future__ import annotations

from pathlib import Path

import pytest

from capx_tui.model.actions import SCREENS
from tests.readers.every_screen import hear, walks
from tests.readers.readers import lacks
from tests.readers.world import World

#: A reader waits most of the time: so many sittings side by side take little more of the machine than one.
_SITTINGS = 3


def test_every_screen_has_a_walk_and_none_is_too_short_or_too_long(world: World) -> None:
    every = walks(world)
    assert {walk.screen for walk in every} == {entry.id for entry in SCREENS}
    assert len({walk.name for walk in every}) == len(every)
    assert [walk.name for walk in every if not 4 <= len(walk.steps) <= 12] == []


@pytest.mark.parametrize("reader", ["yasr", "fenrir"])
def test_all_screens_are_heard(reader: str, world: World, filled: Path, tmp_path: Path) -> None:
    if reason := lacks(reader):
        pytest.skip(reason)
    heard = hear(reader, walks(world), filled, tmp_path, sittings=_SITTINGS)
    wrong = [one.report for one in heard if one.faults]
    assert not wrong, "\n".join(wrong)
