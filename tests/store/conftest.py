"""A mirror in a file of its own, a clock that is moved by hand."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import stamina

from capx_tui.demo.embedded import open_world
from capx_tui.store.mirror import Mirror
from capx_tui.store.sync import Sync
from tests.store.embedded_desk import DESK_NOW, DESK_PEOPLE
from tests.store.small_service import SmallService
from tests.store.writing_desk import NOW, Desk


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def passes(self, **time: float) -> None:
        self.moment += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def mirror(tmp_path: Path) -> Iterator[Mirror]:
    opened = Mirror.open(tmp_path / "mirror.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def service() -> SmallService:
    return SmallService()


@pytest.fixture
def sync(service: SmallService, mirror: Mirror, clock: Clock) -> Sync:
    """The mirror kept up with that service."""
    return Sync(service.client(), mirror, now=clock)


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `open_desk` copies."""
    return open_world(tmp_path_factory.mktemp("world"), people=DESK_PEOPLE, now=DESK_NOW)


@pytest.fixture
def two_attempts() -> Iterator[None]:
    """Reads are tried twice, without a pause."""
    with stamina.set_testing(True, attempts=2, cap=True):
        yield


@pytest.fixture(scope="session")
def furnished_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small world that is copied for those who write."""
    return open_world(tmp_path_factory.mktemp("world"), people=40, now=NOW)


@pytest.fixture
def writable_world(furnished_world: Path, tmp_path: Path) -> Path:
    """This test's own world."""
    return Path(shutil.copyfile(furnished_world, tmp_path / "world.sqlite3"))


@pytest.fixture
async def desk(writable_world: Path) -> AsyncIterator[Desk]:
    """The made-up manager at the service; reads are tried twice, without a pause."""
    with stamina.set_testing(True, attempts=2, cap=True):
        made = Desk(writable_world)
        yield made
        await made.client.close()
