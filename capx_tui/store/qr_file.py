"""QR codes as files: a PNG or an SVG where the person wants it, and never in the place of another file unasked."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from capx_tui.errors import RuleError, StorageError
from capx_tui.model.qr import qr_code

__all__ = ["file_for", "suggested_file", "write_code"]

_KINDS = (".png", ".svg")
#: Longer names are refused by some file systems, where a letter may take four of 255 bytes.
_LONGEST_NAME = 50


def file_for(given: str) -> Path:
    """The file that a person named; ``~`` is their home. Raises `RuleError` for another kind than we write."""
    path = Path(given.strip())
    with contextlib.suppress(RuntimeError):  # a home that nobody knows: the name stands as it is
        path = path.expanduser()
    if path.suffix.lower() not in _KINDS or not path.stem:
        raise RuleError("qr-file-kind", given.strip())
    return path


def suggested_file(name: str) -> str:
    """Where to put the code of somebody or something called `name`: among the pictures, else at home."""
    safe = "-".join("".join(c if c.isalnum() else " " for c in name[:_LONGEST_NAME]).split()) or "code"
    try:
        pictures = (Path.home() / "Pictures").is_dir()
    except (RuntimeError, OSError):
        return f"capx-{safe}-qr.png"
    return f"~/{'Pictures/' if pictures else ''}capx-{safe}-qr.png"


def write_code(address: str, path: Path, *, replace: bool = False) -> None:
    """Write the code of `address`, whole or not at all, as the kind of file that `path` names.

    Raises `RuleError` (``qr-file-exists``) where there is a file already and `replace` is not wanted,
    `RuleError` for an address that no code can hold, and `StorageError`.
    """
    code = qr_code(address)
    content = code.png() if path.suffix.lower() == ".png" else code.svg()
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if replace:
            _replace(path, content)
        else:
            _create(path, content)
    except FileExistsError:
        raise RuleError("qr-file-exists", str(path)) from None
    except OSError as error:
        raise StorageError(str(path), error.strerror or "") from error


def _create(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
        except OSError:
            path.unlink(missing_ok=True)
            raise


def _replace(path: Path, content: bytes) -> None:
    """Through a file beside it: a disk that is full must not cost the one that is there."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    _create(draft, content)
    try:
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
