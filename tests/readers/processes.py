"""What a process and those it started do: whether all of them sleep, and how they are ended."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

__all__ = ["are_working", "descendants", "end_all"]

_PROC = Path("/proc")
#: Running, or waiting for a processor or a disk.
_AT_WORK = ("R", "D")


def descendants(pid: int) -> list[int]:
    """All that `pid` started, and what those started."""
    parents: dict[int, list[int]] = {}
    for entry in _PROC.iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                parents.setdefault(parent, []).append(int(entry.name))
    found = [pid]
    for known in found:
        found += parents.get(known, [])
    return found[1:]


def are_working(pids: list[int]) -> bool:
    """Whether any thread of these has something to do now, or would have if the machine had time for it."""
    for pid in pids:
        # A thread or process that is gone does nothing any more.
        with suppress(OSError):
            tasks = _PROC / str(pid) / "task"
            for task in tasks.iterdir():
                with suppress(OSError):
                    if (task / "stat").read_text().rpartition(")")[2].split()[0] in _AT_WORK:
                        return True
    return False


def end_all(pids: list[int]) -> None:
    """End these at once; who is gone already is no matter."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
