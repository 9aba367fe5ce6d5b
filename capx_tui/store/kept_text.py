"""What is an account's own on this machine: a text that could not be sent, notes, a list as it was last known.

One private file for each service, account and kind of text, written whole or not at all.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from capx_tui.api.repair import UNREADABLE
from capx_tui.errors import StorageError
from capx_tui.paths import data_dir, write_private

__all__ = ["COPIES", "Kept", "KeptText", "erase_copies", "erase_texts"]

T = TypeVar("T")

#: Kinds that only repeat what the service said: they go when one signs out.
COPIES = ("messages", "recommendations", "saved")


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """`text` as it was left, `saved_at` in ISO 8601 (UTC). `base` is what it was written over, for who kept it."""

    service: str
    account: str
    kind: str
    text: str
    saved_at: str
    base: Any = None
    version: int = 1


class KeptText:
    """The text of one kind of one account. Making one reads and writes nothing."""

    def __init__(
        self, service: str, account: str, kind: str, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._whose = (service, account, kind)
        self._now = now

    @property
    def path(self) -> Path:
        """Where it is kept."""
        digest = hashlib.sha256("\0".join(self._whose).encode()).hexdigest()[:32]
        return _directory() / f"{digest}.json"

    def find(self) -> Kept | None:
        """What is kept; None for nothing, and for what cannot be read."""
        kept = _read(self.path)
        return kept if kept is not None and (kept.service, kept.account, kept.kind) == self._whose else None

    def keep(self, text: str, base: Any = None) -> None:
        """Keep `text` in the place of what was kept. Raises `StorageError`."""
        service, account, kind = self._whose
        saved_at = self._now().astimezone(UTC).isoformat(timespec="seconds")
        kept = Kept(service=service, account=account, kind=kind, text=text, saved_at=saved_at, base=base)
        write_private(self.path, msgspec.json.encode(kept))

    def find_value(self, kind: type[T]) -> T | None:
        """What was kept by `keep_value`; None for nothing, and for what cannot be read."""
        kept = self.find()
        if kept is not None:
            with contextlib.suppress(*UNREADABLE):
                return msgspec.json.decode(kept.text, type=kind)
        return None

    def keep_value(self, value: Any) -> None:
        """Keep a value as JSON, in the place of what was kept. Raises `StorageError`."""
        self.keep(msgspec.json.encode(value).decode())

    def erase(self) -> None:
        """Forget it. Raises `StorageError`."""
        _unlink(self.path)


def erase_copies(service: str, account: str) -> None:
    """Forget what the service said to one account and would say again. Raises `StorageError`."""
    for kind in COPIES:
        KeptText(service, account, kind).erase()


def erase_texts(service: str, account: str) -> None:
    """Forget every text of one account. Raises `StorageError`."""
    try:
        paths = sorted(_directory().glob("*.json"))
    except OSError as error:
        raise StorageError(str(_directory()), error.strerror or "") from error
    for path in paths:
        kept = _read(path)
        if kept is not None and (kept.service, kept.account) == (service, account):
            _unlink(path)


def _directory() -> Path:
    return data_dir() / "texts"


def _read(path: Path) -> Kept | None:
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=Kept)
    except (OSError, *UNREADABLE):
        return None
    return kept if kept.version == 1 else None


def _unlink(path: Path) -> None:
    try:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            path.unlink()
    except OSError as error:
        raise StorageError(str(path), error.strerror or "") from error
