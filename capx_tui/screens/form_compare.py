"""Two versions of a form side by side, field by field: which of them to take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from capx_tui.i18n import Words, said, t
from capx_tui.i18n.lists import semicolons
from capx_tui.model.form import FormSpec
from capx_tui.model.form_changes import Difference
from capx_tui.model.form_fields import Value
from capx_tui.model.form_lists import EntriesField, ManyField
from capx_tui.model.form_words import entry_words, label_words, value_words
from capx_tui.screens.rows import RowsScreen
from capx_tui.widgets.reading import Entry

__all__ = ["CompareScreen"]


class CompareScreen(RowsScreen[Mapping[str, Value]]):
    """Dismissed with the values to take from there, by field id, or with None for Esc.

    `here_key` and `there_key` are the messages that name the two sides ("in the form", "in the draft").
    `lost` pairs what has no place in the form any more with its text: to be read and copied.
    """

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
    ) -> None:
        super().__init__()
        self._title = title
        self._spec = spec
        self._differences = differences
        self._here_key = here_key
        self._there_key = there_key
        self._lost = lost
        self._taken = {difference.field: take_there for difference in differences}

    @property
    def heading(self) -> str:
        """What is compared."""
        return said(self._title)

    def start(self) -> None:
        """Say how many there are."""
        super().start()
        self.say(t("compare-how", len(self._differences)))

    def entries(self) -> Sequence[Entry]:
        """For each field both values and which is taken; then the way on."""
        rows: list[Entry] = []
        for difference in self._differences:
            spec = self._spec.by_id[difference.field]
            rows.append(Entry(label_words(spec), heading=True))
            if difference.is_clash:
                rows.append(Entry(value=t("compare-clash"), style="warning"))
            rows.append(Entry(t(self._here_key), self._value(difference.field, difference.here)))
            rows.append(Entry(t(self._there_key), self._value(difference.field, difference.there)))
            side = self._there_key if self._taken[difference.field] else self._here_key
            rows.append(Entry(t("compare-taken"), t(side), target=lambda field=difference.field: self._toggle(field)))
        if self._lost:
            rows.append(Entry(t("compare-lost"), heading=True))
            rows += [Entry(self._label(field), text) for field, text in self._lost]
        rows.append(Entry(t("compare-done"), heading=True))
        rows.append(Entry(t("compare-go-on"), t("compare-go-on-help"), target=self._done))
        return rows

    def _label(self, field_id: str) -> str:
        spec = self._spec.by_id.get(field_id)
        return label_words(spec) if spec is not None else field_id

    def _value(self, field_id: str, value: Value) -> str:
        spec = self._spec.by_id[field_id]
        if isinstance(spec, EntriesField) and not isinstance(spec, ManyField) and isinstance(value, tuple) and value:
            return semicolons(entry_words(spec, entry) for entry in value)
        return value_words(spec, value) or t("compare-nothing")

    def _toggle(self, field_id: str) -> None:
        self._taken[field_id] = not self._taken[field_id]
        # Rows of different fields look alike: the number tells which one it was.
        self.reading.read(self.entries(), at=self.reading.entry_index)

    def _done(self) -> None:
        self.dismiss({d.field: d.there for d in self._differences if self._taken[d.field]})

    def do_app_back(self) -> None:
        """Nothing is decided."""
        self.dismiss(None)
