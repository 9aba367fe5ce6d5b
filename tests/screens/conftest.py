"""A home with a world and a filled mirror: built once a session, copied for each test."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import stamina

from capx_tui.demo.embedded import DATABASE_NAME
from tests.screens.census import Census, take_census
from tests.screens.visits import FILLED, embedded_wire, furnish, move_in


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home that is copied."""
    home = tmp_path_factory.mktemp("furnished")

    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("XDG_", "CAPX_TUI_")):
                patch.delenv(name)
        patch.setenv("HOME", str(home))
        asyncio.run(furnish())
    return home


@pytest.fixture(scope="session")
def census(furnished: Path) -> Census:
    """What the service has, counted by hand."""

    async def take() -> Census:
        wire = embedded_wire(furnished / ".local/share/capx-tui/demo" / DATABASE_NAME, lambda: FILLED)
        return await take_census(wire)

    return asyncio.run(take())


@pytest.fixture
def home(furnished: Path, surroundings: Path) -> Path:
    """This test's home, where everything was fetched once."""
    move_in(furnished, surroundings)
    return surroundings


@pytest.fixture
def new_home(furnished: Path, surroundings: Path) -> Path:
    """This test's home, where nothing was fetched yet."""
    shutil.copytree(furnished / ".local", surroundings / ".local")
    return surroundings


@pytest.fixture(autouse=True)
def no_pauses() -> Iterator[None]:
    """Attempts as many as in earnest, pauses none (stamina's own way to be tested)."""
    with stamina.set_testing(True, attempts=100, cap=True):
        yield
