"""All screens under real readers: gone to by name, a few keys on each, what has to be heard and how little else."""

from __future__ import annotations

from pathlib import Path

import pytest

from capx_tui.model.actions import SCREENS
from tests.readers.desktop import Desktop
from tests.readers.every_screen import hear, walks
from tests.readers.readers import lacks
from tests.readers.walks import Heard
from tests.readers.world import World

#: A reader waits most of the time: so many sittings side by side take little more of the machine than one.
_SITTINGS = 5
#: What tells soonest that something is wrong: lists, a tree, forms, a question.
_SOME = ("home", "explore", "directory", "sections of a form", "edit-profile", "form of a message")


def _report(heard: list[Heard]) -> str:
    return "\n".join(one.report for one in heard if one.faults)


def test_every_screen_has_a_walk_and_none_is_too_short_or_too_long(world: World) -> None:
    every = walks(world)
    assert {walk.screen for walk in every} == {entry.id for entry in SCREENS}
    assert len({walk.name for walk in every}) == len(every)
    assert [walk.name for walk in every if not 4 <= len(walk.steps) <= 12] == []


@pytest.mark.reader
@pytest.mark.parametrize("reader", ["yasr", "fenrir"])
def test_screens_of_each_kind_are_heard(reader: str, world: World, filled: Path, tmp_path: Path) -> None:
    if reason := lacks(reader):
        pytest.skip(reason)
    some = tuple(walk for walk in walks(world) if walk.name in _SOME)
    assert len(some) == len(_SOME)
    report = _report(hear(reader, some, filled, tmp_path, sittings=3))
    assert not report, report


@pytest.mark.reader
@pytest.mark.parametrize("reader", ["yasr", "fenrir"])
def test_every_key_on_every_screen_is_heard(reader: str, world: World, filled: Path, tmp_path: Path) -> None:
    if reason := lacks(reader):
        pytest.skip(reason)
    report = _report(hear(reader, walks(world), filled, tmp_path, sittings=_SITTINGS))
    assert not report, report


@pytest.mark.reader
def test_every_key_on_every_screen_is_heard_on_a_desktop(
    world: World, filled: Path, tmp_path: Path, desk: Desktop | None
) -> None:
    if reason := lacks("orca"):
        pytest.skip(reason)
    report = _report(hear("orca", walks(world), filled, tmp_path, desk=desk))
    assert not report, report
