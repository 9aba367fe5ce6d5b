"""Two versions of a form in plain lines, field by field: which of them to take."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from capx_tui.cli.plain.place import Face
from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.i18n import t
from capx_tui.model.entry import Entry
from capx_tui.model.form_fields import Value
from capx_tui.screens.form_comparing import Comparison

__all__ = ["ComparePlace"]


class ComparePlace(RowsPlace):
    """`chosen` is given the values to take from there, by field id, or None where one goes back without an answer."""

    def __init__(
        self,
        face: Face,
        title: str,
        comparison: Comparison,
        chosen: Callable[[Mapping[str, Value] | None], object],
    ) -> None:
        super().__init__(face)
        self._title = title
        self._comparison = comparison
        self._then: Callable[[Mapping[str, Value] | None], object] | None = chosen

    @property
    def title(self) -> str:
        """What is compared."""
        return self._title

    def intro(self) -> Sequence[str]:
        """How many there are, and how one chooses."""
        return [t("plain-compare-how", self._comparison.count)]

    def entries(self) -> Sequence[Entry]:
        """See `Comparison`."""
        return self._comparison.rows(self._toggle, self._done)

    def _toggle(self, field_id: str) -> None:
        self._comparison.toggle(field_id)
        self._lines = self.listed()
        self.face.say(self._comparison.side_words(field_id))

    def _done(self) -> None:
        chosen, self._then = self._then, None
        self.face.back(silent=True)
        if chosen is not None:
            chosen(self._comparison.taken)

    def went_back(self) -> None:
        """Nothing is decided."""
        chosen, self._then = self._then, None
        if chosen is not None:
            chosen(None)
