"""Files that a person asked for, where they want them: whole or not at all, never in the place of another unasked."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from capx_tui.errors import RuleError, StorageError

__all__ = ["path_of", "safe_name", "write_new"]

#: Longer names are refused by some file systems, where a letter may take four of 255 bytes.
_LONGEST_NAME = 50


def path_of(given: str) -> Path:
    """The file that a person named; ``~`` is their home."""
    path = Path(given.strip())
    with contextlib.suppress(RuntimeError):  # a home that nobody knows: the name stands as it is
        path = path.expanduser()
    return path


def safe_name(name: str, otherwise: str) -> str:
    """`name` as part of a file's name: letters and digits with hyphens between; `otherwise` where it has none."""
    return "-".join("".join(c if c.isalnum() else " " for c in name[:_LONGEST_NAME]).split()) or otherwise


def write_new(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Write `content`. Raises `StorageError`.

    Also `RuleError` (``file-exists``) where there is a file already and `replace` is not wanted.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if replace:
            _replace(path, content)
        else:
            _create(path, content)
    except FileExistsError:
        raise RuleError("file-exists", str(path)) from None
    except OSError as error:
        raise StorageError(str(path), error.strerror or "") from error


def _create(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
            # Some file systems know only now that they are full.
            os.fsync(file.fileno())
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
