"""The service that is named, what it says, and the program run against it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from capx_tui.secret import Secret
from tests.live.truth import Truth
from tests.pty.program import ROOT, environment


@dataclass(frozen=True)
class Outcome:
    """What a line command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code == 0, (self.code, self.err)
        return json.loads(self.out)

    @property
    def ids(self) -> list[int]:
        """The ids of a list, as printed: twice the same would show."""
        return sorted(row["id"] for row in self.json)


Run = Callable[..., Outcome]


def surroundings_of(home: Path, service: str, token: Secret | None = None) -> dict[str, str]:
    """The environment of a person of this service. Ask for it where it is used: a report shows variables."""
    return environment(home, CAPX_TUI_SERVICE=service, **({"CAPX_TUI_TOKEN": token.reveal()} if token else {}))


def run_program(
    home: Path, service: str, *arguments: str, stdin: Secret | None = None, token: Secret | None = None
) -> Outcome:
    """`capx-tui` as a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", "capx_tui", *arguments],
        input=stdin.reveal() if stdin else "",
        env=surroundings_of(home, service, token),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return Outcome(ended.returncode, ended.stdout, ended.stderr)


@pytest.fixture(scope="session")
def service() -> str:
    """The address of the service that is named."""
    return os.environ["CAPX_LIVE_SERVICE"].rstrip("/")


@pytest.fixture(scope="session")
def writable(service: str) -> str:
    """The service, for tests that write: only one that runs on this machine, never one that people use."""
    if urlsplit(service).hostname not in ("127.0.0.1", "::1", "localhost"):
        pytest.skip("this test writes, and the service that is named is not on this machine")
    return service


@pytest.fixture(scope="session")
def token() -> Secret:
    """A token of the service; a secret, since the report of a failure shows what fixtures gave."""
    if not os.environ.get("CAPX_LIVE_TOKEN"):
        pytest.skip("no token is given: make live SERVICE=… TOKEN=…")
    return Secret(os.environ["CAPX_LIVE_TOKEN"])


@pytest.fixture(scope="session")
def truth(service: str) -> Truth:
    """Everything the service says of people, capacities and territories."""
    return Truth(service, Secret(os.environ.get("CAPX_LIVE_TOKEN", "")))


@pytest.fixture(scope="session")
def filled(service: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose mirror was filled from the service, outside endpoints being unreachable."""
    home = tmp_path_factory.mktemp("live")
    outcome = run_program(home, service, "sync", "--json")
    assert outcome.code == 0, outcome.err
    (home / "first-sync.json").write_text(outcome.out, "utf-8")
    (home / "first-sync.txt").write_text(outcome.err, "utf-8")
    return home


@pytest.fixture
def run(service: str, filled: Path) -> Run:
    """Runs line commands over that mirror."""
    return lambda *arguments, **options: run_program(filled, service, *arguments, **options)
