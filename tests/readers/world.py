"""What the demo's world holds, as its line face tells it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.pty.program import ROOT, environment

__all__ = ["World", "fill", "values_of_profile", "world_of"]


@dataclass(frozen=True, slots=True)
class World:
    """People as Explore shows them, the capacities without one above, and one below the second of these."""

    people: list[dict[str, Any]]
    roots: list[str]
    child: str


def _tell(home: Path, *words: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "capx_tui", "--demo", *words, "--quiet"],
        env=environment(home),
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout


def fill(home: Path) -> None:
    """Make the home of a person who has fetched the demo's people once."""
    _tell(home, "sync")


def world_of(home: Path) -> World:
    """The world in that home."""
    capacities = json.loads(_tell(home, "capacities", "--json"))
    roots = [one for one in capacities if one["parent"] is None]
    roots.sort(key=lambda one: one["name"].casefold())
    below = sorted(one["name"] for one in capacities if one["parent"] == roots[1]["id"])
    return World(json.loads(_tell(home, "explore", "--json")), [one["name"] for one in roots], below[0])


def values_of_profile(home: Path) -> list[str]:
    """What the person of the demo has in the lists of the profile, by name."""
    told = dict(line.split(": ", 1) for line in _tell(home, "profile", "show").splitlines() if ": " in line)
    lists = (
        "Known capacities",
        "Available capacities",
        "Wanted capacities",
        "Languages",
        "Affiliation",
        "Territory",
        "Wikimedia projects",
    )
    return [value for name in lists for value in told[name].split(", ")] + [told["Team"], told["Alternative account"]]
