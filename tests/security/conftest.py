"""A hostile home: a world in which every text is hostile, with its mirror and what a person keeps of it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import stamina

from capx_tui.bootstrap import Options, open_core
from capx_tui.demo.embedded import DATABASE_NAME, open_world
from capx_tui.i18n import use
from capx_tui.paths import data_dir
from tests.screens.visits import FILLED, embedded_wire
from tests.security.hostile import Mangled, poison

#: Enough for every made-up profile that has a part to play.
PEOPLE = 60
#: They are gone to by address, so that their names stay; nothing else of theirs does.
SPARED = frozenset(("Ceibo Lectora", "Encyclopaedic Elderberry", "Blank Page", "Quiet Sparrow"))


@pytest.fixture(scope="session")
def hostile_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shared by the tests of a run: what one keeps there, the next may find."""
    home = tmp_path_factory.mktemp("hostile")

    async def fill() -> None:
        world = open_world(data_dir() / "demo", people=PEOPLE, now=FILLED)
        assert poison(world, spare=SPARED) > 5_000
        options = Options(demo=True, people=PEOPLE, environ=dict(os.environ))
        wire = Mangled(embedded_wire(world, lambda: FILLED))
        async with open_core(options, transport=wire, now=lambda: FILLED) as core:
            await core.explore.refresh()
            assert core.explore.state.error is None

    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("XDG_", "CAPX_TUI_")):
                patch.delenv(name)
        patch.setenv("HOME", str(home))
        asyncio.run(fill())
    return home


@pytest.fixture
def hostile_world(hostile_home: Path, surroundings: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The world's file; this test's home is the hostile one."""
    monkeypatch.setenv("HOME", str(hostile_home))
    yield data_dir() / "demo" / DATABASE_NAME
    use("en")


@pytest.fixture(autouse=True)
def no_pauses() -> Iterator[None]:
    """Attempts as many as in earnest, pauses none (stamina's own way to be tested)."""
    with stamina.set_testing(True, attempts=100, cap=True):
        yield
