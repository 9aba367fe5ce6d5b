"""That and when one applied to programmes: kept for each account on this machine, to warn of a second time.

The service takes any number of applications and shows none. Of the answers nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from capx_tui.model.mentorship import Sent
from capx_tui.store.kept_text import KeptText

__all__ = ["MentorshipMemory"]


class MentorshipMemory:
    """One private file, gone with the account's other texts when the account is deleted."""

    def __init__(self, service: str, account: str, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._account = account
        self._kept = KeptText(service, account, "mentorship", now=now)

    def _all(self) -> dict[tuple[int, str], Sent]:
        found = self._kept.find_value(list[Sent]) if self._account else None
        return {(each.organization, each.role): each for each in found or ()}

    def find(self, organization_id: int, role: str) -> Sent | None:
        """The last time one applied to this programme in this role."""
        return self._all().get((organization_id, role))

    def note(self, sent: Sent) -> None:
        """Keep it, in the place of an earlier time. Nothing is kept for nobody. Raises `StorageError`."""
        if self._account:
            noted = self._all() | {(sent.organization, sent.role): sent}
            self._kept.keep_value(list(noted.values()))
