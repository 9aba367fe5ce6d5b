"""Two versions of a form side by side, field by field, as rows: which of them to take."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from capx_tui.i18n import t
from capx_tui.i18n.lists import semicolons
from capx_tui.model.entry import Entry
from capx_tui.model.form import FormSpec
from capx_tui.model.form_changes import Difference
from capx_tui.model.form_fields import Value
from capx_tui.model.form_lists import EntriesField, ManyField
from capx_tui.model.form_words import entry_words, label_words, told_words, value_words

__all__ = ["Comparison"]


class Comparison:
    """`here_key` and `there_key` are the messages that name the two sides ("in the form", "in the draft").

    `take_there` says which side is taken at first. `lost` pairs what has no place in the form any more with its
    text: to be read and copied.
    """

    def __init__(
        self,
        spec: FormSpec,
        differences: Sequence[Difference],
        *,
        here_key: str,
        there_key: str,
        take_there: bool,
        lost: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.spec = spec
        self._differences = differences
        self._here_key = here_key
        self._there_key = there_key
        self._lost = lost
        self._taken = {difference.field: take_there for difference in differences}

    @property
    def count(self) -> int:
        """How many fields differ."""
        return len(self._differences)

    @property
    def taken(self) -> Mapping[str, Value]:
        """The values to take from there, by field id."""
        return {each.field: each.there for each in self._differences if self._taken[each.field]}

    def toggle(self, field: str) -> None:
        """The other side of a field."""
        self._taken[field] = not self._taken[field]

    def side_words(self, field: str) -> str:
        """Which side of a field is taken."""
        side = self._there_key if self._taken[field] else self._here_key
        return told_words(self.spec.by_id[field], t(side))

    def rows(self, toggle: Callable[[str], object], done: Callable[[], object]) -> list[Entry]:
        """For each field both values and which is taken, a way to `toggle` it; then the way on, to `done`."""
        rows: list[Entry] = []
        for difference in self._differences:
            field = difference.field
            rows.append(Entry(label_words(self.spec.by_id[field]), heading=True))
            if difference.is_clash:
                rows.append(Entry(value=t("compare-clash"), style="warning"))
            rows.append(Entry(t(self._here_key), self._value(field, difference.here)))
            rows.append(Entry(t(self._there_key), self._value(field, difference.there)))
            side = self._there_key if self._taken[field] else self._here_key
            rows.append(Entry(t("compare-taken"), t(side), target=partial(toggle, field)))
        if self._lost:
            rows.append(Entry(t("compare-lost"), heading=True))
            rows += [Entry(self._label(field), text) for field, text in self._lost]
        rows.append(Entry(t("compare-done"), heading=True))
        rows.append(Entry(t("compare-go-on"), t("compare-go-on-help"), target=done))
        return rows

    def _label(self, field_id: str) -> str:
        spec = self.spec.by_id.get(field_id)
        return label_words(spec) if spec is not None else field_id

    def _value(self, field_id: str, value: Value) -> str:
        spec = self.spec.by_id[field_id]
        if isinstance(spec, EntriesField) and not isinstance(spec, ManyField) and isinstance(value, tuple) and value:
            return semicolons(entry_words(spec, entry) for entry in value)
        return value_words(spec, value) or t("compare-nothing")
