"""A form drawn line by line from one value, with a marker and, where one types, a caret."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.cells import cell_len
from textual.geometry import Offset
from textual.message import Message

from capx_tui.i18n import t
from capx_tui.model.form import Form
from capx_tui.model.form_check import leave
from capx_tui.model.form_words import label_words, problem_words, state_words
from capx_tui.terminal.key_words import first_key
from capx_tui.widgets.form_layout import FormRow, RowKind, lay_out, spans, with_states
from capx_tui.widgets.form_line import Line, View, view
from capx_tui.widgets.line_list import LineList, Row

__all__ = ["FormView"]

_MARKER_CELLS = 2
_NOWHERE = FormRow(RowKind.AIR)


class FormView(LineList):
    """What `FormRows` stands on: rows, marker, caret, and what leaving a row does."""

    @dataclass
    class Edited(Message):
        """The form is another by what the person did; `rows.form` holds it."""

        rows: FormView

        @property
        def control(self) -> FormView:
            """The widget."""
            return self.rows

        def can_replace(self, message: Message) -> bool:
            """While typing only the last state counts."""
            return isinstance(message, FormView.Edited) and message.rows is self.rows

    @dataclass
    class Left(Message):
        """The marker went from one field to another."""

        rows: FormView
        field: str

        @property
        def control(self) -> FormView:
            """The widget."""
            return self.rows

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._form: Form | None = None
        self._rows: list[FormRow] = []
        self._line = Line()
        self._first = 0
        self._spoken = False
        self._is_missing = False

    def on_mount(self) -> None:
        """Until there is a form, say that it is fetched."""
        self._lay_out(self.row)

    # -- the form --------------------------------------------------------------------------------

    @property
    def form(self) -> Form:
        """What is edited. Setting it draws anew, with the marker on the same field."""
        assert self._form is not None, "no form yet"
        return self._form

    @form.setter
    def form(self, form: Form) -> None:
        self._form = form
        self._lay_out(self.row)

    def begin(self, form: Form, at: str = "") -> None:
        """The first form, or another one: the marker begins on the field `at`, or the first that takes something."""
        self._form = form
        first = at or next((spec.id for spec in form.spec.valued if form.can_change(spec.id)), "")
        self._lay_out(FormRow(RowKind.FIELD, first))

    @property
    def _speaks(self) -> bool:
        """Screen-reader mode: no air, and while one types nothing on the row changes but the letter."""
        return bool(getattr(self.app, "speaks", False))

    def notify_style_update(self) -> None:
        """The mode may be another: ears have rows of their own."""
        super().notify_style_update()
        if self.is_mounted and self.has_form and self._speaks != self._spoken:
            self._lay_out(self.row)

    @property
    def has_form(self) -> bool:
        """Whether there is one: while it is fetched there is not."""
        return self._form is not None

    @property
    def waiting_words(self) -> str:
        """What stands here, and is said, as long as there is no form: that it is fetched, or could not be."""
        return t("form-missing", first_key("app.retry")) if self._is_missing else t("form-loading")

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """While the form is fetched; where that fails, what stands in its place says so, and not that it is coming."""
        self._await_form(is_missing=False)
        try:
            yield
        except BaseException:
            self._await_form(is_missing=True)
            raise

    def _await_form(self, *, is_missing: bool) -> None:
        self._is_missing = is_missing
        if not self.has_form and self.is_mounted:
            self._lay_out(_NOWHERE)

    @property
    def row(self) -> FormRow:
        """The row with the marker."""
        return self._rows[self.highlighted] if self.highlighted < len(self._rows) else _NOWHERE

    @property
    def field(self) -> str:
        """Id of the field with the marker, "" for what belongs to none."""
        return self.row.field

    @property
    def is_typing(self) -> bool:
        """Whether letters go into the row: then a change of one cell is an echo."""
        return self.row.room > 0 and not self.is_jumping

    @property
    def text(self) -> str:
        """Everything there is to read, a row a line: for tests and for copying."""
        width = self._room
        return "\n".join("".join(part for part, _ in self._spans(at, width)).rstrip() for at in range(len(self._rows)))

    @property
    def _room(self) -> int:
        """Cells of a row. Before the view has a size, the terminal's: rows laid out twice would be spoken twice."""
        return (self.size.width or self.app.size.width) - _MARKER_CELLS

    def focus_words(self) -> str:
        """The field with the marker and its section, where there are several: ``Known, Capacities, section 2 of 4``."""
        if not self.has_form:
            return self.waiting_words
        spec = self.form.spec.by_id.get(self.field)
        words = label_words(spec) if spec is not None else self.row.value
        number, name, count = self._section()
        return t("form-focus", words, name, number + 1, count) if count > 1 else words

    def go_to(self, field_id: str, entry: int | None = None) -> None:
        """Put the marker on a field, or on an entry of it; what is wrong with the field comes into view with it."""
        self.highlighted = self._index(FormRow(RowKind.FIELD if entry is None else RowKind.ENTRY, field_id, entry))
        wrong = [at for at, row in enumerate(self._rows) if row.kind is RowKind.PROBLEM and row.field == field_id]
        if wrong and wrong[-1] >= self._top + self.per_page:
            self._top = max(0, min(self.highlighted, self.count - self.per_page))
            self.refresh()
            self._move_cursor()

    # -- rows ------------------------------------------------------------------------------------

    def _index(self, wanted: FormRow) -> int:
        """Where the row that `wanted` stood for is now: itself, else the entry before it, else its field."""
        places = [row.place for row in self._rows]
        if wanted.place in places:
            return places.index(wanted.place)
        if wanted.kind is RowKind.ENTRY and wanted.entry:
            return self._index(FormRow(RowKind.ENTRY, wanted.field, wanted.entry - 1))
        field = FormRow(RowKind.FIELD, wanted.field).place
        return places.index(field) if field in places else max(0, min(self.highlighted, len(places) - 1))

    def _lay_out(self, at: FormRow) -> None:
        """Lay the rows out anew, with the marker where `at` is then."""
        if self._form is None:
            self.show(0, lambda index, width: [()], empty=self.waiting_words)
            return
        before = self.row.place
        self._spoken = self._speaks
        self._rows = lay_out(self._form, self._room, air=not self._spoken)
        self.show(
            len(self._rows),
            lambda index, width: [self._spans(index, width)],
            highlighted=self._no_air(self._index(at)),
            is_air=self._is_blank,
        )
        self._enter(keep=before == self.row.place)

    def _is_blank(self, index: int) -> bool:
        return self._rows[index].kind is RowKind.AIR

    def _no_air(self, index: int) -> int:
        return next((at for at in range(index, len(self._rows)) if not self._is_blank(at)), 0)

    def _enter(self, *, keep: bool = False) -> None:
        """Make the row with the marker ready to be typed into; `keep` leaves the caret where it is."""
        row = self.row
        text = str(self.form[row.field]) if row.room else ""
        if keep:
            # Another hand may have changed the text (undo, an editor).
            self._line = self._line.become(text)
        else:
            # What is too long for the row is read from its beginning, else one goes on writing at the end.
            self._line = Line(text, 0 if cell_len(text) >= row.room else len(text))
        self._first = self._view(row).first if row.room else 0

    def begins_with(self, index: int) -> str:
        """See `Jumping`: what goes on from the row above begins nothing."""
        return "" if self._rows[index].kind is RowKind.MORE or self._rows[index].part else super().begins_with(index)

    # -- drawing ---------------------------------------------------------------------------------

    def _view(self, row: FormRow) -> View:
        return view(self._line, row.room, self._first)

    def _spans(self, index: int, width: int) -> Row:
        row = self._rows[index]
        if row.room and index == self.highlighted:
            return spans(row, width, value=self._view(row).text)
        return spans(row, width, value=view(Line(row.value), row.room).text if row.room else row.value)

    @property
    def focus_offset(self) -> Offset:
        """The cell of the caret, or of the row's first letter."""
        row = self.row
        if not row.room or not self.has_form:
            return super().focus_offset
        region = self.content_region
        x = region.x + _MARKER_CELLS + cell_len(row.lead) + self._view(row).caret
        return Offset(min(x, region.right - 1), region.y + self.highlighted - self._top)

    def _draw_line(self, line: Line) -> None:
        """The row with the marker alone, with another line or caret."""
        index = self.highlighted
        self._line = line
        drawn = range(index, index + 1)
        if not self._speaks:
            drawn = self._draw_states(index)
        self._first = self._view(self.row).first
        self._strips = {key: strips for key, strips in self._strips.items() if key[0] not in drawn}
        for each in drawn:
            self.refresh(self._item_region(each))
        self._move_cursor()

    def _draw_states(self, index: int) -> range:
        """The states that hold after a letter, on their rows; gives which have changed."""
        field = self._rows[index].field
        below = itertools.takewhile(lambda row: row.is_state_of(field), self._rows[index + 1 :])
        old = [self._rows[index], *below]
        new = with_states(self.form.spec.by_id[field], old, state_words(self.form, field), self._room)
        if len(new) != len(old):
            # There are more or fewer than before: everything below moves.
            self._lay_out(self.row)
            # What has just come to be said of the line is seen with it.
            self._top = max(self._top, min(self.highlighted, index + len(new) - self.per_page))
            return range(len(self._rows))
        self._rows[index : index + len(new)] = new
        return range(index, index + sum(1 for at in range(len(new)) if not at or new[at] != old[at]))

    def _move_cursor(self) -> None:
        move_cursor_now = getattr(self.app, "move_cursor_now", None)
        if move_cursor_now is not None:
            move_cursor_now()

    def on_resize(self) -> None:
        """Another width wraps elsewhere; Textual calls the base class's handler by itself."""
        if self.has_form:
            self._lay_out(self.row)

    # -- going -----------------------------------------------------------------------------------

    def watch_highlighted(self, old: int, new: int) -> None:
        """Leave one field, enter another: what was typed is looked at now, and not at each letter."""
        found: tuple[str, str] | None = None
        if self.has_form and old < len(self._rows) and new < len(self._rows) and self.is_mounted:
            left = self._rows[old]
            found = self._leave(left, self._rows[new])
            # Rows that came between do not make a step a jump.
            old = self._index(left)
        super().watch_highlighted(old, self.highlighted)
        if found is not None:
            self.problem_found(*found, self._row_words())

    def _row_words(self) -> str:
        """The row with the marker, where a moved cursor alone does not have it read."""
        return " ".join(self._strips_of(self.highlighted)[0].text.split()) if self._speaks else ""

    def _leave(self, left: FormRow, entered: FormRow) -> tuple[str, str] | None:
        """Look at the field that was left; gives its name and its problem if that is a new one."""
        form, found = self.form, None
        if left.field in form.values and (left.field != entered.field or left.room):
            if form.is_changed(left.field) or form.problems:
                form = leave(form, left.field)
            form = form.pause()
        if left.field in form.values and left.field != entered.field:
            self.post_message(self.Left(self, left.field))
        if form.values != self.form.values:
            self.post_message(self.Edited(self))
        new = form.problems.get(left.field, ())
        if new and new != self.form.problems.get(left.field):
            found = label_words(form.spec.by_id[left.field]), problem_words(new[0])
        was_typed = left.room > 0 and form[left.field] != left.value
        is_stale = was_typed or form.problems is not self.form.problems
        self._form = form
        if is_stale:
            self._move_rows(entered)
        self._enter()
        return found

    def _move_rows(self, entered: FormRow) -> None:
        """Lay the rows out anew while the marker is on its way to `entered`."""
        self._rows = lay_out(self.form, self._room, air=not self._speaks)
        self._count = len(self._rows)
        self._strips.clear()
        index = self._index(entered)
        if self._rows[index].place != entered.place and entered.kind is RowKind.PROBLEM:
            # What was wrong is mended and its row is gone: on to the next field.
            index = self._no_air(min(index + 1, len(self._rows) - 1))
        self.set_reactive(FormView.highlighted, index)
        self.refresh()

    def _section_starts(self) -> list[tuple[int, str]]:
        """The row of each section's first field, and the section's name."""
        fields = [at for at, row in enumerate(self._rows) if row.kind is RowKind.FIELD]
        headings = [(at, row.value) for at, row in enumerate(self._rows) if row.kind is RowKind.HEADING]
        starts = [(next((field for field in fields if field > at), at), name) for at, name in headings]
        first = next(iter(fields), 0)
        if not starts or first < starts[0][0]:
            spec = self.form.spec.by_id.get(self._rows[first].field)
            starts.insert(0, (first, label_words(spec) if spec is not None else ""))
        return starts

    def _section(self) -> tuple[int, str, int]:
        """The number from 0 and the name of the section with the marker, and how many there are."""
        starts = self._section_starts()
        here = max(sum(start <= self.highlighted for start, _ in starts) - 1, 0)
        return here, starts[here][1], len(starts)

    def go_section(self, step: int) -> None:
        """To the first field of the next section or of the one before, around the ends."""
        if not self.has_form:
            return
        self._enter_section((self._section()[0] + step) % len(self._section_starts()))

    def go_to_section(self, heading: str) -> None:
        """To the first field below the heading of that id."""
        at = self._index(FormRow(RowKind.HEADING, heading))
        starts = self._section_starts()
        self._enter_section(next((n for n, (start, _) in enumerate(starts) if start > at), len(starts) - 1))

    def _enter_section(self, to: int) -> None:
        starts = self._section_starts()
        start, name = starts[to]
        self._move_to(min(start, len(self._rows) - 1), 1)
        self.section_entered(name, to + 1, len(starts), self._row_words())

    def section_entered(self, name: str, number: int, count: int, row: str) -> None:
        """Tab went to section `number` of `count`; `row` is the row with the marker where it has to be said."""

    def problem_found(self, name: str, problem: str, row: str) -> None:
        """The field that was left has a problem that it had not before; `row` as in `section_entered`."""
