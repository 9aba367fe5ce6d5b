"""harlequin and posting, the Textual programs people name, started beside us in the same run.

They are no dependency of ours: ``CAPX_BENCH_FIELD`` names a directory with a virtual environment for each, called
like it; else they are made below the cache of the benchmarks. What cannot be had (no network) is left out.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pyte

from benchmarks.measure import Program
from benchmarks.scale import cache

__all__ = ["NAMES", "field_programs"]

#: What is asked of the package index for each. posting 2.11 falls over the newest tree-sitter.
NAMES = {"posting": ("posting", "tree-sitter<0.26"), "harlequin": ("harlequin",)}
_INSTALLS_S = 600
_TYPED = re.compile(r"(?<![A-Za-z])z+(?![A-Za-z])").search


def _installed(name: str) -> Path | None:
    """The virtual environment that has the program: one each, since they want different versions of Textual."""
    given = os.environ.get("CAPX_BENCH_FIELD", "")
    place = (Path(given) if given else cache() / "field") / name
    if (place / "bin" / name).exists():
        return place
    if given:
        return None
    try:
        subprocess.run([sys.executable, "-m", "venv", place], check=True, capture_output=True, timeout=_INSTALLS_S)
        pip = [str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", *NAMES[name]]
        subprocess.run(pip, check=True, capture_output=True, timeout=_INSTALLS_S)
    except (subprocess.SubprocessError, OSError):
        return None
    return place


def _version(place: Path, name: str) -> str:
    asked = f"from importlib.metadata import version; print(version({name!r}))"
    done = subprocess.run([place / "bin" / "python", "-c", asked], capture_output=True, check=True, text=True)
    return done.stdout.strip()


def field_programs(environment: Mapping[str, str], home: Path) -> list[Program]:
    """The others, with an empty home each; those that cannot be had are left out.

    A letter that is typed is on the screen: that is what both answer a key with.
    """
    programs = []
    for name in NAMES:
        place = _installed(name)
        if place is None:
            continue
        own = home / name
        own.mkdir(parents=True, exist_ok=True)
        around = {**environment, "HOME": str(own)}
        del around["PYTHONPATH"]
        full = f"{name} {_version(place, name)}"
        programs.append(
            Program(full, (str(place / "bin" / name),), around, "z", _has_typed, _is_there, loses_keys=True)
        )
    return programs


def _is_there(written: bytes) -> bool:
    # Before, the terminal itself would show what is pressed.
    return b"\x1b[?1049h" in written


def _has_typed(screen: pyte.Screen) -> bool:
    return any(_TYPED(row) for row in screen.display)
