"""What a place has on one line, and how a line is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from capx_tui.i18n import t
from capx_tui.text import fold

__all__ = ["PAGE", "Line", "called"]

#: Lines that are told at once.
PAGE = 10

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """`words` begin with the name. A line with a `number` is chosen by it, or by `name`; `more` are facts below it."""

    words: str
    name: str = ""
    number: int = 0
    open: Callable[[], object] | None = None
    more: tuple[str, ...] = ()
    #: What actions of the place are about where this line is named: a person, a capacity.
    about: object = None

    def told(self) -> list[str]:
        """The lines to read."""
        first = t("plain-line", self.number, self.words) if self.number else self.words
        return [first, *(f"  {each}" for each in self.more)]


def called(text: str, named: Sequence[tuple[str, T]]) -> list[tuple[str, T]]:
    """Those of `named` that `text` means: the ones of that name, else the ones whose name begins with it."""
    wanted = fold(text)
    same = [each for each in named if fold(each[0]) == wanted]
    return same[:1] or [each for each in named if wanted and fold(each[0]).startswith(wanted)]
