"""The first picture of the next start, written where `capx_tui.first_picture` finds it, and read again to go on from.

A file holds what the picture depends on, the bytes that draw it, and its cells, so that the first frame of the
program is compared with what stands on the terminal already.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Sequence
from pathlib import Path

import msgspec

from capx_tui import first_picture
from capx_tui.errors import StorageError
from capx_tui.paths import write_private
from capx_tui.terminal.cells import Line, Look

__all__ = ["Picture", "keep", "picture_of"]

#: Pictures of other command lines that are kept.
_MOST = 8


class Picture(msgspec.Struct, frozen=True):
    """`size` in columns and rows, the bytes that draw it, its cells and where it leaves the cursor."""

    size: tuple[int, int]
    sequence: str
    lines: Sequence[Line]
    cursor: tuple[int, int]


#: Cells of one look.
_Run = tuple[list[str], tuple[str, str, tuple[int, ...]]]


class _Cells(msgspec.Struct, frozen=True, array_like=True):
    lines: list[list[_Run]]
    cursor: tuple[int, int]


_decode = msgspec.json.Decoder(_Cells).decode


def keep(arguments: Sequence[str], picture: Picture) -> None:
    """Keep `picture` for a start with these arguments; where that cannot be, the next start shows none."""
    runs = [
        [
            ([text for text, _ in cells], tuple(look))
            for look, cells in itertools.groupby(line, key=lambda cell: cell[1])
        ]
        for line in picture.lines
    ]
    with contextlib.suppress(OSError, StorageError):
        given = list(arguments)
        file = Path(first_picture.file_of(given))
        depends_on = first_picture.surroundings(given, picture.size).encode("utf-8", "surrogateescape")
        cells = msgspec.json.encode(_Cells(runs, picture.cursor))
        write_private(file, b"\0".join((depends_on, picture.sequence.encode(), cells)))
        # Those from a time to come go first: the clock was set back since, and they would never grow old.
        made, mine = {each: each.stat().st_mtime_ns for each in file.parent.iterdir()}, file.stat().st_mtime_ns
        newest = sorted(made, key=lambda each: (made[each] > mine, -made[each], each != file))
        for old in newest[_MOST:]:
            old.unlink(missing_ok=True)


def picture_of(shown: first_picture.Shown) -> Picture | None:
    """What stands on the terminal; None where that is not sure."""
    if shown.is_resized:
        return None
    try:
        kept = _decode(shown.cells)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    lines = [
        tuple((text, look) for texts, look in ((texts, Look(*look)) for texts, look in line) for text in texts)
        for line in kept.lines
    ]
    columns, rows = shown.size
    is_whole = len(lines) == rows and all(len(line) == columns for line in lines)
    return Picture((columns, rows), "", lines, kept.cursor) if is_whole else None
