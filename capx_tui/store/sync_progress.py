"""What a sync says while it works, and what it did."""

from __future__ import annotations

import enum

import msgspec

from capx_tui.errors import CapxError

__all__ = ["Freshness", "SyncProgress", "SyncReport"]


class Freshness(enum.Enum):
    """How good the mirror is for reading."""

    FRESH = "fresh"
    #: Readable, and worth asking the service again.
    STALE = "stale"
    EMPTY = "empty"


class SyncProgress(msgspec.Struct, frozen=True):
    """A number for everything. `filling`: everybody is being fetched for the first time."""

    people: int = 0
    #: How many people the service has; 0 until it said so.
    people_of: int = 0
    lists: int = 0
    lists_of: int = 0
    requests: int = 0
    filling: bool = False
    finished: bool = False


class SyncReport(msgspec.Struct, frozen=True):
    """What the mirror holds after a sync, and how many people are new, changed or gone by it.

    `failures`: what could not be fetched although the sync as a whole was good, by name of the list or
    source ("metabase", "wikidata"); its last good state is still there.
    """

    people: int
    organizations: int
    capacities: int
    changed: int
    seconds: float
    requests: int = 0
    failures: dict[str, CapxError] = msgspec.field(default_factory=dict)
