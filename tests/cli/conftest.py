"""A command line in an empty home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from capx_tui.i18n import use
from tests.cli.command_line import CommandLine


@pytest.fixture
def cli(surroundings: Path) -> Iterator[CommandLine]:
    """Runs command lines; its home stays the same within one test."""
    yield CommandLine({"HOME": str(surroundings), "TERM": "xterm-256color"})
    use("en")
