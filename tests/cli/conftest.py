"""Command lines: one in an empty home, one in a home whose mirror of the embedded service is filled and fresh."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import stamina

from capx_tui.i18n import use
from tests.cli.command_line import CommandLine

#: Enough people for every made-up profile that has a part to play.
PEOPLE = "60"


@pytest.fixture
def cli(surroundings: Path) -> Iterator[CommandLine]:
    """Runs command lines; its home stays the same within one test."""
    yield CommandLine({"HOME": str(surroundings), "TERM": "xterm-256color"})
    use("en")


@pytest.fixture(scope="session")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where the embedded service was read once. Shared: tests that change it take `cli` instead."""
    home = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        outcome = CommandLine({"HOME": str(home)}).demo("sync", "--people", PEOPLE)
    assert outcome.code == 0, outcome.err
    return home


@pytest.fixture
def warm(filled_home: Path, surroundings: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CommandLine]:
    """Runs command lines in the filled home."""
    monkeypatch.setenv("HOME", str(filled_home))
    yield CommandLine({"HOME": str(filled_home), "TERM": "xterm-256color"})
    use("en")


@pytest.fixture(autouse=True)
def no_pauses() -> Iterator[None]:
    """Attempts as many as in earnest, pauses none (stamina's own way to be tested)."""
    with stamina.set_testing(True, attempts=100, cap=True):
        yield
