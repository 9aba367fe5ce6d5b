"""A home that goes away while the program runs, as a network drive does: it goes on, says so, and keeps again later."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from capx_tui.store.settings import SettingsStore
from tests.screens.visits import visit
from tests.soak.sitting import Sitting, sit


def _away(home: Path) -> Path:
    return home.with_name(f"{home.name}-away")


def _moved(home: Path) -> None:
    home.rename(_away(home))
    home.write_text("what is no directory")


def _emptied(home: Path) -> None:
    shutil.rmtree(home)


def _unreadable(home: Path) -> None:
    """The files that are open give nothing any more, as a disk that breaks."""
    for path in (home / ".cache/capx-tui/mirror").iterdir():
        os.truncate(path, 0)
        os.truncate(path, 100_000)


@pytest.mark.parametrize(("go_away", "is_in"), [(_moved, True), (_emptied, False), (_unreadable, True)])
async def test_every_screen_goes_on_without_the_home(go_away: Callable[[Path], None], is_in: bool, home: Path) -> None:
    log = Sitting()
    await sit(random.Random(4), 60, log, rates=(0.0,), is_in=is_in, meanwhile=lambda: go_away(home))
    assert log.keys >= 60


async def test_what_cannot_be_kept_is_told_and_is_kept_once_the_home_is_back(home: Path) -> None:
    async with visit("settings") as here:
        _moved(home)
        await here.choose("Lines between parts")
        assert not here.core.settings.state.borders
        assert "could not be used: Not a directory. Check that the disk has room" in here.flowing
        home.unlink()
        _away(home).rename(home)
        assert SettingsStore().state.borders, "what was there is whole"
        await here.choose("Cursor shown")
        assert "could not be used" not in here.flowing
    kept = SettingsStore().state
    assert (kept.borders, kept.cursor) == (False, False)
