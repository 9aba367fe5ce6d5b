"""A home in which the demo was opened before, and the program in a terminal over a copy of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.pty.program import ROOT, Program, environment

Start = Callable[..., Program]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a person who has fetched the demo's people once."""
    home = tmp_path_factory.mktemp("filled")
    subprocess.run(
        [sys.executable, "-m", "capx_tui", "--demo", "sync", "--quiet"],
        env=environment(home),
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=60,
    )
    return home


@pytest.fixture(scope="session")
def people(filled: Path) -> list[str]:
    """User names as Explore shows them: the last changed first."""
    answer = subprocess.run(
        [sys.executable, "-m", "capx_tui", "--demo", "explore", "--json", "--quiet"],
        env=environment(filled),
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=60,
    )
    return [person["username"] for person in json.loads(answer.stdout)]


@pytest.fixture
def home(filled: Path) -> Path:
    """That home, with nothing kept of what was asked or set before.

    Not a copy: a world that lies elsewhere is another world, and its people would be fetched again.
    """
    shutil.rmtree(filled / ".local/share/capx-tui/filters", ignore_errors=True)
    shutil.rmtree(filled / ".config", ignore_errors=True)
    return filled


@pytest.fixture
def start(home: Path) -> Iterator[Start]:
    """Starts the program, on the demo unless told otherwise; what still runs when the test is over is ended."""
    with ExitStack() as running:

        def run(*arguments: str, demo: bool = True, **surroundings: object) -> Program:
            options = {"home": home, **surroundings}
            flags = ("--demo",) if demo else ()
            return running.enter_context(Program(*flags, *arguments, **options))  # type: ignore[arg-type]

        yield run
