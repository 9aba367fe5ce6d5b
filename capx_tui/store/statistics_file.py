"""A table of statistics as a file where the person wants it; the name's ending says as what."""

from __future__ import annotations

from pathlib import Path

from capx_tui.errors import RuleError
from capx_tui.model.sheet import FileKind, Sheet, written
from capx_tui.store.new_file import path_of, write_new

__all__ = ["suggested_sheet", "write_sheet"]


def suggested_sheet(sheet: Sheet) -> str:
    """Where to put it, unless the person wants it elsewhere."""
    return f"~/capx-{sheet.name}.{FileKind.CSV.value}"


def write_sheet(sheet: Sheet, given: str, *, replace: bool = False) -> Path:
    """Write the file that a person named.

    Raises `RuleError` (``statistics-file-kind``) for another ending, and what `write_new` raises.
    """
    path = path_of(given)
    kind = next((each for each in FileKind if path.suffix.lower() == f".{each.value}"), None)
    if kind is None or not path.stem:
        raise RuleError("statistics-file-kind", given.strip())
    write_new(path, written(sheet, kind), replace=replace)
    return path
