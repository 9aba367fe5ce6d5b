"""What a command answers from, wherever it comes from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from capx_tui.model.explore import ExploreFilter
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Names

__all__ = ["Narrowing", "Source", "Work"]


class Source(msgspec.Struct, frozen=True):
    """Public data to answer from. `checked_at` is when the service was last asked, None for right now."""

    mirror: Mirror
    names: Names
    language: str
    checked_at: datetime | None = None
    #: The mirror's file, beside which the filters of this service are kept; also with ``--no-cache``.
    file: Path | None = None


Work = Callable[[Source], int]
Narrowing = Callable[[Source], ExploreFilter]
