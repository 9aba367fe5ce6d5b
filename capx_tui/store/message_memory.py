"""The log of sent messages as it was last known, and what is on its way: for each account, on this machine alone.

No content is kept here: neither subject nor text.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from capx_tui.errors import StorageError
from capx_tui.model.messages import SentMessage
from capx_tui.store.kept_text import KeptText
from capx_tui.store.message_sending import Attempt
from capx_tui.text import fold

__all__ = ["MessageMemory", "SentLog"]


class SentLog(msgspec.Struct, frozen=True, kw_only=True):
    """`read_at`: ISO 8601, when the service was last read; "" for never."""

    messages: tuple[SentMessage, ...] = ()
    read_at: str = ""
    is_staff: bool | None = None


class MessageMemory:
    """Private files, gone with the account's other texts when the account is deleted."""

    def __init__(self, service: str, account: str, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._whose = (service, account)
        self._now = now
        #: What no disk takes, until the program ends.
        self._held: dict[str, Attempt] = {}

    def _kept(self, kind: str) -> KeptText:
        service, account = self._whose
        return KeptText(service, account, kind, now=self._now)

    def read(self) -> SentLog:
        """What was kept; nothing where the file is missing or damaged."""
        return self._kept("messages").find_value(SentLog) or SentLog()

    def write(self, log: SentLog) -> None:
        """Keep `log`. Raises `StorageError`."""
        self._kept("messages").keep_value(log)

    def attempt(self, receiver: str) -> Attempt | None:
        """What went out to `receiver` and is not known to have an end, also by another run of the program."""
        return self._kept(_kind(receiver)).find_value(Attempt) or self._held.get(fold(receiver))

    def begin(self, attempt: Attempt) -> None:
        """Note it, before anything goes out. A disk that refuses stops nobody: then memory has it."""
        self._held[fold(attempt.receiver)] = attempt
        try:
            self._kept(_kind(attempt.receiver)).keep_value(attempt)
        except StorageError:
            return

    def end(self, receiver: str) -> None:
        """It is known what became of it, or the person decided that it does not matter."""
        self._held.pop(fold(receiver), None)
        try:
            self._kept(_kind(receiver)).erase()
        except StorageError:
            return


def _kind(receiver: str) -> str:
    return f"message-to {fold(receiver)}"
