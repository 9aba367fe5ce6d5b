"""The saved list as it was last known, and one's own notes: kept for each account, on this machine alone.

Two files: who signs out leaves no list behind, and finds their notes again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

import msgspec

from capx_tui.model.saved import SavedItem
from capx_tui.store.kept_text import KeptText

__all__ = ["SavedMemory", "SavedNotes"]


class SavedNotes(msgspec.Struct, frozen=True, kw_only=True):
    """`notes`: `Subject.key` → the text. `read_at`: ISO 8601, when the service was last read; "" for never."""

    items: tuple[SavedItem, ...] = ()
    notes: Mapping[str, str] = MappingProxyType({})
    read_at: str = ""


class SavedMemory:
    """Two private files, gone with the account's other texts when the account is deleted."""

    def __init__(self, service: str, account: str, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._list = KeptText(service, account, "saved", now=now)
        self._notes = KeptText(service, account, "saved-notes", now=now)

    def read(self) -> SavedNotes:
        """What was kept; nothing where a file is missing or damaged."""
        kept = self._list.find_value(SavedNotes) or SavedNotes()
        return msgspec.structs.replace(kept, notes=self._notes.find_value(dict[str, str]) or {})

    def write(self, notes: SavedNotes) -> None:
        """Keep `notes`. Raises `StorageError`."""
        self._list.keep_value(msgspec.structs.replace(notes, notes={}))
        if notes.notes:
            # The mapping may be a view that no encoder knows.
            self._notes.keep_value(dict(notes.notes))
        else:
            self._notes.erase()
