"""Places that are read row by row: the rows of a screen, those that lead on with a number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from capx_tui.cli.plain.line import Line
from capx_tui.cli.plain.place import Place
from capx_tui.i18n import t
from capx_tui.model.entry import Entry

__all__ = ["RowsPlace", "lines_of"]


class RowsPlace(Place):
    """Subclasses give `entries`."""

    def entries(self) -> Sequence[Entry]:
        """The rows of the screen."""
        raise NotImplementedError

    def about(self, at: int) -> object:  # noqa: ARG002 - places with something to save or to add look at it
        """What actions are about where row number `at` is named."""
        return None

    def listed(self) -> Sequence[Line]:
        """See `Place`."""
        return lines_of(self.entries(), self.about)


def lines_of(entries: Sequence[Entry], about: Callable[[int], object] = lambda _at: None) -> list[Line]:
    """Rows as lines; what leads on is numbered, a label is told again with each of its values."""
    lines, number = [], 0
    for at, entry in enumerate(entries):
        if entry.heading:
            lines.append(Line(t("plain-heading", entry.label)))
            continue
        words = (
            t("people-fact", entry.label, entry.value) if entry.label and entry.value else entry.label or entry.value
        )
        if not callable(entry.target):
            lines.append(Line(words))
            continue
        number += 1
        name = entry.value if entry.style in _VALUES or not entry.label else entry.label
        lines.append(Line(words, name=name, number=number, open=entry.target, about=about(at)))
    return lines


#: Rows in these styles are one of several values of their label: they are called by the value.
_VALUES = ("link", "offer", "want", "know")
