"""Writing the lists of the mirror, as SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from capx_tui.api.repair import UNREADABLE

__all__ = ["change_list", "keep_list"]

T = TypeVar("T")


def keep_list(connection: sqlite3.Connection, kind: str, language: str, now: str, body: bytes) -> None:
    """Replace a whole list, inside a transaction."""
    version = connection.execute("SELECT coalesce(max(version), 0) + 1 FROM lists").fetchone()[0]
    connection.execute(
        "INSERT OR REPLACE INTO lists (kind, language, fetched_at, version, body) VALUES (?, ?, ?, ?, ?)",
        (kind, language, now, version, body),
    )


def change_list(
    connection: sqlite3.Connection, kind: str, entry: type[T], change: Callable[[Sequence[T]], Sequence[T]], begin: bool
) -> bool:
    """Change the entries of a list, inside a transaction. Returns whether they are others now.

    One that was never fetched stays away, or begins empty and without an age.
    """
    row = connection.execute("SELECT fetched_at, body FROM lists WHERE kind = ? AND language = ''", (kind,)).fetchone()
    if row is None and not begin:
        return False
    fetched_at, body = row or ("", msgspec.msgpack.encode([]))
    try:
        held = msgspec.msgpack.decode(body, type=list[entry])  # type: ignore[valid-type]
    except UNREADABLE:
        return False
    changed = change(held)
    if changed == held:
        return False
    keep_list(connection, kind, "", fetched_at, msgspec.msgpack.encode(changed))
    return True
