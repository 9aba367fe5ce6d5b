"""How long what was noted at some moment holds, by a clock that may have been set back or ahead since."""

from __future__ import annotations

from datetime import datetime, timedelta

__all__ = ["holds"]


def holds(then: datetime | None, now: datetime, lasts: timedelta) -> bool:
    """Whether what was noted at `then` is no older than `lasts`; nothing holds that was never noted.

    A moment to come was noted by a clock that was wrong then or is now. A little of that is two clocks that differ;
    what is as far ahead as `lasts` counts as over, or a clock that stood ahead once would be believed for years.
    """
    return then is not None and abs(now - then) < lasts
