"""Where files live, and how they are written so that only their owner reads them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from capx_tui import xdg
from capx_tui.errors import StorageError

__all__ = ["cache_dir", "config_dir", "data_dir", "is_there", "private_dir", "state_dir", "write_private"]

_APP = xdg.APP


def _dir(kind: str, rule: tuple[str, str]) -> Path:
    if xdg.is_followed():
        # Importing platformdirs costs more than a line command's whole start; other systems go its way.
        if place := xdg.directory(rule):
            return Path(place)
        # Neither HOME nor an entry in the system's list of users.
        raise StorageError("~", os.strerror(errno.ENOENT))
    import platformdirs

    return Path(getattr(platformdirs, f"user_{kind}_dir")(_APP, appauthor=False))


def config_dir() -> Path:
    """Settings and, without a keyring, the token."""
    return _dir("config", xdg.CONFIG)


def data_dir() -> Path:
    """Drafts and the embedded service's world: what must not be lost."""
    return _dir("data", xdg.DATA)


def cache_dir() -> Path:
    """The mirror: what can be fetched again."""
    return _dir("cache", xdg.CACHE)


def state_dir() -> Path:
    """What is remembered between runs: last service, last filters."""
    return _dir("state", xdg.STATE)


def is_there(path: Path) -> bool:
    """Whether there is something to read, as far as one may look: behind a closed door there is nothing."""
    try:
        path.stat()
    except (OSError, ValueError):
        return False
    return True


def private_dir(path: Path) -> Path:
    """`path`, made if need be, readable by its owner only, as is whatever had to be made above it.

    Raises `StorageError`, also where it or a directory of this program's above it is someone else's: what is kept
    there could be read or exchanged.
    """
    try:
        for each in reversed(_ours(path)):
            _make(each)
            found = each.stat()
            if found.st_uid != os.getuid():
                raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
            if found.st_mode & 0o077:
                each.chmod(0o700)
    except OSError as error:
        raise StorageError(str(path), error.strerror or "") from error
    return path


def _ours(path: Path) -> tuple[Path, ...]:
    """`path` and what is between it and this program's own directory, that one included."""
    above = (path, *path.parents)
    named = [number for number, each in enumerate(above) if each.name == _APP]
    return above[: named[0] + 1] if named else above[:1]


def _make(path: Path) -> None:
    """Each directory with its mode: `mkdir` itself leaves those above to the umask, and who may rename may exchange."""
    try:
        path.mkdir(mode=0o700, exist_ok=True)
    except FileNotFoundError:
        if path.parent == path:
            raise
        _make(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)


def write_private(path: Path, content: bytes) -> None:
    """Write `content` whole or not at all, mode 0600. Raises `StorageError`."""
    import contextlib  # late, both: most commands write nothing
    import tempfile

    private_dir(path.parent)
    name = ""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError as error:
        if name:
            # Where the directory is gone by now, so is this.
            with contextlib.suppress(OSError):
                Path(name).unlink(missing_ok=True)
        raise StorageError(str(path), error.strerror or "") from error
