"""Files with secrets in them: believed only where nobody else could have read or written them.

What goes wrong is handed back, not raised: the frames here hold secrets, and tracebacks show frames.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TypeVar

import msgspec

from capx_tui.api.repair import UNREADABLE
from capx_tui.auth.failures import TokenFileBroken, TokenFileForeign, TokenFileOpen
from capx_tui.errors import StorageError
from capx_tui.paths import write_private

__all__ = ["read_own_file", "read_record", "write_record"]

T = TypeVar("T")

_LARGEST_FILE = 16_384


def read_own_file(path: Path) -> bytes | StorageError | None:
    """The file's content; None where there is no file, `TokenFileOpen` and the like where it is not to be believed."""
    try:
        # Not blocking: what stands there may be anything, also a pipe.
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except OSError as error:
        return StorageError(str(path), error.strerror or "")
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return TokenFileBroken(str(path))
        if status.st_uid != os.getuid():
            return TokenFileForeign(str(path))
        if status.st_mode & 0o077:
            return TokenFileOpen(str(path), f"{stat.S_IMODE(status.st_mode):04o}")
        return os.read(handle, _LARGEST_FILE)
    except OSError:
        return TokenFileBroken(str(path))
    finally:
        os.close(handle)


def read_record(path: Path, kind: type[T]) -> T | StorageError | None:
    """The file's record; None where there is none."""
    content = read_own_file(path)
    if not isinstance(content, bytes):
        return content
    try:
        return msgspec.json.decode(content, type=kind)
    except UNREADABLE:
        return TokenFileBroken(str(path))


def write_record(path: Path, record: object) -> StorageError | None:
    """Write `record` whole or not at all, for its owner alone."""
    try:
        if path.lstat().st_uid != os.getuid():
            return TokenFileForeign(str(path))
    except OSError:
        pass  # nothing there, or what is wrong shows at once
    try:
        write_private(path, msgspec.json.encode(record))
    except StorageError as error:
        # A new one: the frames of the first hold the token.
        return type(error)(*error.params)
    return None
