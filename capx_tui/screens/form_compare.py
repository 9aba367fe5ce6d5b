"""Two versions of a form side by side, field by field: which of them to take."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from capx_tui.i18n import Words, said, t
from capx_tui.model.form import FormSpec
from capx_tui.model.form_changes import Difference
from capx_tui.model.form_fields import Value
from capx_tui.screens.form_comparing import Comparison
from capx_tui.screens.rows import RowsScreen
from capx_tui.widgets.reading import Entry

__all__ = ["CompareScreen"]


class CompareScreen(RowsScreen[Mapping[str, Value]]):
    """Dismissed with the values to take from there, by field id, or with None for Esc. See `Comparison`."""

    def __init__(
        self,
        title: Words,
        spec: FormSpec,
        differences: Sequence[Difference],
        *,
        here_key: str,
        there_key: str,
        take_there: bool,
        lost: Sequence[tuple[str, str]] = (),
        anew: Callable[[], FormSpec] | None = None,
    ) -> None:
        """`anew` gives the spec in the language in use by then."""
        super().__init__()
        self._anew = anew
        self._title = title
        self._comparison = Comparison(
            spec, differences, here_key=here_key, there_key=there_key, take_there=take_there, lost=lost
        )

    @property
    def heading(self) -> str:
        """What is compared."""
        return said(self._title)

    def start(self) -> None:
        """Say how many there are."""
        super().start()
        self.say(t("compare-how", self._comparison.count))

    def reword(self) -> None:
        """See `CapxScreen`; what one chooses of is called otherwise, too."""
        super().reword()
        if self._anew is not None:
            self._comparison.spec = self._anew()

    def entries(self) -> Sequence[Entry]:
        """See `Comparison`."""
        return self._comparison.rows(self._toggle, lambda: self.dismiss(self._comparison.taken))

    def _toggle(self, field_id: str) -> None:
        self._comparison.toggle(field_id)
        # Rows of different fields look alike: the number tells which one it was.
        self.reading.read(self.entries(), at=self.reading.entry_index)

    def do_app_back(self) -> None:
        """Nothing is decided."""
        self.dismiss(None)
