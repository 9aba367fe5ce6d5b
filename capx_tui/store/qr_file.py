"""QR codes as files: a PNG or an SVG where the person wants it."""

from __future__ import annotations

from pathlib import Path

from capx_tui.errors import RuleError
from capx_tui.model.qr import qr_code
from capx_tui.store.new_file import path_of, safe_name, write_new

__all__ = ["file_for", "suggested_file", "write_code"]

_KINDS = (".png", ".svg")


def file_for(given: str) -> Path:
    """The file that a person named; ``~`` is their home. Raises `RuleError` for another kind than we write."""
    path = path_of(given)
    if path.suffix.lower() not in _KINDS or not path.stem:
        raise RuleError("qr-file-kind", given.strip())
    return path


def suggested_file(name: str) -> str:
    """Where to put the code of somebody or something called `name`: among the pictures, else at home."""
    safe = safe_name(name, "code")
    try:
        pictures = (Path.home() / "Pictures").is_dir()
    except (RuntimeError, OSError):
        return f"capx-{safe}-qr.png"
    return f"~/{'Pictures/' if pictures else ''}capx-{safe}-qr.png"


def write_code(address: str, path: Path, *, replace: bool = False) -> None:
    """Write the code of `address` as the kind of file that `path` names.

    Raises `RuleError` for an address that no code can hold, and what `write_new` raises.
    """
    code = qr_code(address)
    write_new(path, code.png() if path.suffix.lower() == ".png" else code.svg(), replace=replace)
