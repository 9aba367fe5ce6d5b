"""How far clocks jump: set back and ahead by hand, by a battery that was empty, by a file from another machine."""

from __future__ import annotations

from datetime import timedelta

__all__ = ["AHEAD", "BACK", "JUMPS"]

_YEARS = timedelta(days=3652)
AHEAD = (timedelta(hours=1), timedelta(days=1), _YEARS, timedelta(days=365 * 7000))
BACK = (-timedelta(hours=1), -timedelta(days=1), -_YEARS, -timedelta(days=365 * 2000))
JUMPS = (*BACK, *AHEAD)
