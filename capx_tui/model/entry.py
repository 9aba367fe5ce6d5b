"""One row to read: a label, a value, and where it leads. What all faces make their lines of."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Entry"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to read. `target` is handed back when the row is opened; None means it only tells."""

    label: str = ""
    value: str = ""
    style: str = ""
    heading: bool = False
    target: object = None
    #: One more value of the label above: the label is blank where rows have air, and read again where not.
    continued: bool = False
