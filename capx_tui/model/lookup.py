"""How far asking for something has come, and what came of it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Generic, TypeVar

from capx_tui.errors import CapxError

__all__ = ["Lookup", "Part"]

T = TypeVar("T")


class Lookup(enum.Enum):
    """How far asking another site, or for a part of something, has come."""

    UNASKED = "unasked"
    LOADING = "loading"
    KNOWN = "known"
    #: Asked, and there is none.
    NONE = "none"
    FAILED = "failed"


@dataclass(frozen=True)
class Part(Generic[T]):
    """A part that is asked for by itself. With `error` set, `items` are those that arrived all the same."""

    lookup: Lookup = Lookup.UNASKED
    items: tuple[T, ...] = ()
    error: CapxError | None = None
