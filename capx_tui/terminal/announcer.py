"""What the program says, in order: one place for focus, results, counts and errors."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime

import msgspec

__all__ = ["KEPT", "Announcement", "Announcer"]

#: How many announcements can be read again.
KEPT = 50


class Announcement(msgspec.Struct, frozen=True):
    """One sentence, and when it was said (UTC)."""

    text: str
    said_at: datetime
    is_error: bool = False


class Announcer:
    """Keeps the last announcements. Where they are shown is the status bar's business."""

    def __init__(self) -> None:
        self._said: deque[Announcement] = deque(maxlen=KEPT)
        self._count = 0

    def say(self, text: str, *, is_error: bool = False, now: datetime | None = None) -> Announcement:
        """Remember one more. The same words twice in a row are one entry, with the later time."""
        made = Announcement(text, now or datetime.now(UTC), is_error)
        if self._said and (self._said[-1].text, self._said[-1].is_error) == (text, is_error):
            self._said.pop()
        else:
            self._count += 1
        self._said.append(made)
        return made

    @property
    def count(self) -> int:
        """How many sentences were said so far, those said twice in a row once: a place to `forget` from."""
        return self._count

    def forget(self, since: int) -> None:
        """Keep nothing of what was said after `count` was `since`: answers that are nobody's business any more."""
        for _ in range(min(self._count - since, len(self._said))):
            self._said.pop()
        self._count = min(self._count, since)

    @property
    def last(self) -> Announcement | None:
        """What was said last."""
        return self._said[-1] if self._said else None

    def log(self) -> list[Announcement]:
        """Everything kept, the latest first."""
        return list(reversed(self._said))
