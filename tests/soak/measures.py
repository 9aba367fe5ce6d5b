"""What this process holds at a moment: memory, tasks, open files and databases."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from dataclasses import dataclass
from pathlib import Path

__all__ = ["MIB", "Measure", "held", "measure"]

MIB = 1024 * 1024


def held() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Measure:
    """After `at` keys or screens: bytes, blocks that Python allocated, tasks, open files, databases among them."""

    at: int
    size: int
    blocks: int
    tasks: int
    files: int
    databases: int


def measure(at: int) -> Measure:
    """Take it now, once nothing is left that only cycles hold."""
    gc.collect()
    files = []
    for each in Path("/proc/self/fd").iterdir():
        try:
            files.append(str(each.readlink()))
        except OSError:
            # The one that the listing itself was read through.
            continue
    databases = sum(".sqlite3" in name for name in files)
    return Measure(at, held(), sys.getallocatedblocks(), len(asyncio.all_tasks()), len(files), databases)
