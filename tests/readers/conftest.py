"""A world for the readers, and a desk that the tests of a run share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import pytest

from tests.pty.conftest import filled as filled
from tests.readers.desktop import Desktop, desktop
from tests.readers.readers import lacks, open_session
from tests.readers.sessions import Session
from tests.readers.world import World


class Open(Protocol):
    """Opens the program inside a reader, in a home of its own or in the one with the demo's people; or once more."""

    def __call__(
        self, reader: str, arguments: tuple[str, ...], home: Path | None = None, *, is_again: bool = False
    ) -> AbstractContextManager[Session]: ...


@pytest.fixture(scope="session")
def world(filled: Path) -> World:
    """Who and what is in that home."""
    return World(filled)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop | None]:
    """A desktop with Orca, None where there can be none."""
    if lacks("orca"):
        yield None
        return
    with desktop(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture
def session(filled: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Open:
    """Opens a program inside a reader; skips, saying what is absent, where that reader is not installed."""

    def start(
        reader: str, arguments: tuple[str, ...], home: Path | None = None, *, is_again: bool = False
    ) -> AbstractContextManager[Session]:
        if reader != "none" and (reason := lacks(reader)):
            pytest.skip(reason)
        desk = request.getfixturevalue("desk") if reader == "orca" else None
        directory = tmp_path / ("again" if is_again else "first")
        directory.mkdir()
        return open_session(reader, arguments, home or filled, directory, desk, is_again=is_again)

    return start
