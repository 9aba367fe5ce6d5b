"""What the demo's world holds, as its line face tells it: what has to be heard is worked out from here."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from capx_tui.api.endpoints import EMBEDDED_SERVICE
from capx_tui.bootstrap import DEMO_PEOPLE
from capx_tui.cli.console import Console
from capx_tui.cli.main import run
from capx_tui.demo.embedded import DATABASE_NAME
from capx_tui.paths import data_dir
from capx_tui.store.mirror import mirror_file
from tests.pty.program import environment

__all__ = ["World", "fill", "move"]

_LISTS = (
    "Known capacities",
    "Available capacities",
    "Wanted capacities",
    "Languages",
    "Affiliation",
    "Territory",
    "Wikimedia projects",
)


@contextmanager
def _at_home(home: Path) -> Iterator[dict[str, str]]:
    """The surroundings of whoever lives there."""
    before, given = dict(os.environ), environment(home)
    os.environ.clear()
    os.environ.update(given)
    try:
        yield given
    finally:
        os.environ.clear()
        os.environ.update(before)


class World:
    """The answers of the line face in a home; each question is asked once."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._told: dict[tuple[str, ...], str] = {}

    def tell(self, *words: str) -> str:
        """What the line face prints."""
        if words not in self._told:
            out = io.StringIO()
            with _at_home(self._home) as environ:
                code = run(["--demo", "--quiet", *words], Console(io.StringIO(), out, out, environ))
            assert code == 0, out.getvalue()
            self._told[words] = out.getvalue()
        return self._told[words]

    def ask(self, *words: str) -> Any:
        """The same as values."""
        return json.loads(self.tell(*words, "--json"))

    def names(self, *words: str, key: str = "name") -> list[str]:
        """The names of a list, in its order."""
        return [one[key] for one in self.ask(*words)]

    @cached_property
    def me(self) -> dict[str, Any]:
        """The profile of the person of the demo."""
        mine: dict[str, Any] = self.ask("profile", "show")
        return mine

    @cached_property
    def people(self) -> list[dict[str, Any]]:
        """People as Explore shows them."""
        people: list[dict[str, Any]] = self.ask("explore")
        return people

    @cached_property
    def capacities(self) -> list[dict[str, Any]]:
        """All of them."""
        capacities: list[dict[str, Any]] = self.ask("capacities")
        return capacities

    @cached_property
    def roots(self) -> list[str]:
        """The capacities without one above, as the directory shows them."""
        found = [one["name"] for one in self.capacities if one["parent"] is None]
        return sorted(found, key=str.casefold)

    @cached_property
    def child(self) -> str:
        """The first capacity below the second of these."""
        above = next(one["id"] for one in self.capacities if one["name"] == self.roots[1])
        below: list[str] = [one["name"] for one in self.capacities if one["parent"] == above]
        return min(below)

    @cached_property
    def values_of_profile(self) -> list[str]:
        """What the person of the demo has in the lists of the profile, by name."""
        told = dict(line.split(": ", 1) for line in self.tell("profile", "show").splitlines() if ": " in line)
        values = [value for name in _LISTS for value in told[name].split(", ")]
        return [*values, told["Team"], told["Alternative account"]]


def move(template: Path, home: Path) -> None:
    """Make another home of that world: sittings side by side must not write into one another's."""
    shutil.copytree(template, home, dirs_exist_ok=True)
    with _at_home(home):
        database = data_dir() / "demo" / DATABASE_NAME
        wanted = mirror_file(f"{EMBEDDED_SERVICE}/{DEMO_PEOPLE}-{database.stat().st_ino}")
        # A mirror is named after the file of its world.
        (kept,) = wanted.parent.glob("*.sqlite3")
        kept.rename(wanted)


def fill(home: Path) -> None:
    """Make the home of a person who has fetched the demo's people once."""
    World(home).tell("sync")
