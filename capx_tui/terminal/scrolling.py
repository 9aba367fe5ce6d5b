"""Finding rows that moved up or down together."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.terminal.cells import Line

__all__ = ["find_scroll"]

#: Fewer rows than this are as quickly written as moved.
_LEAST = 3


def find_scroll(old: Sequence[Line], new: Sequence[Line]) -> tuple[int, int, int] | None:
    """``(top, bottom, step)``: scrolling rows ``[top, bottom)`` by `step` (positive: up) puts most right.

    None where no band of rows moved together by the same distance, or moving it gains too little.
    """
    places: dict[Line, list[int]] = {}
    for y, line in enumerate(old):
        places.setdefault(line, []).append(y)
    steps: dict[int, int] = {}
    for y, line in enumerate(new):
        if line == old[y]:
            continue
        was = places.get(line, ())
        # A row that stands in many places (a blank one) says nothing of where it came from.
        if len(was) == 1:
            steps[was[0] - y] = steps.get(was[0] - y, 0) + 1
    best: tuple[int, int, int] | None = None
    most = _LEAST - 1
    for step, votes in steps.items():
        if votes <= most:
            continue
        band = _longest_band(old, new, step)
        if band is None:
            continue
        first, end, gained = band
        if gained > most:
            most = gained
            best = (first, end + step, step) if step > 0 else (first + step, end, step)
    return best


def _longest_band(old: Sequence[Line], new: Sequence[Line], step: int) -> tuple[int, int, int] | None:
    """The rows ``[first, end)`` of `new` that equal `old` `step` further on; how many that puts right."""
    height = len(new)
    best: tuple[int, int, int] | None = None
    y = 0
    while y < height:
        if not (0 <= y + step < height and new[y] == old[y + step]):
            y += 1
            continue
        first, gained = y, 0
        while y < height and 0 <= y + step < height and new[y] == old[y + step]:
            gained += new[y] != old[y]
            y += 1
        # What was right and will be scrolled away has to be written again.
        span = range(first, y + step) if step > 0 else range(first + step, y)
        lost = sum(new[at] == old[at] for at in span if not first <= at < y)
        if best is None or gained - lost > best[2]:
            best = (first, y, gained - lost)
    return best
