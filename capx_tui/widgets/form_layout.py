"""A form as rows: label, value and states of a field side by side, what is wrong on the row below.

Where one types, the states stand at the right end of the row, so that a letter moves nothing but itself, and
where a value goes on below; elsewhere they follow the value.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from rich.cells import cell_len

from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.form import Form
from capx_tui.model.form_fields import ActionField, FieldSpec, Heading, Paragraph
from capx_tui.model.form_lists import EntriesField, ManyField
from capx_tui.model.form_words import (
    add_words,
    entry_words,
    help_words,
    label_words,
    lead_words,
    note_words,
    problem_words,
    state_words,
    told_words,
    value_words,
)
from capx_tui.widgets.line_list import Row, Span
from capx_tui.widgets.wrapping import wrap, wrap_named

__all__ = ["FormRow", "RowKind", "lay_out", "spans", "with_states"]

#: Longer rows tire the eye; a wide terminal gets a margin instead.
WIDEST = 96
_LABEL_WIDEST = 28
#: Cells that are enough for a value, where a label needs those before it.
_VALUE_ENOUGH = 30
#: Where a label leaves a value so many cells, it stands whole on the value's row, out of the column, and not twice.
_VALUE_LEAST = 28
#: What one types into has at least this many cells, and never less than a third of the row.
_LEAST_ROOM = 16
_NARROWEST = 30
_MOST_ROWS = 6
_INDENT = "    "
_GAP = "  "


class RowKind(enum.Enum):
    """What stands on a row."""

    HEADING = "heading"
    WORDS = "words"
    FIELD = "field"
    #: The value or the states of the field above go on.
    MORE = "more"
    ENTRY = "entry"
    ADD = "add"
    PROBLEM = "problem"
    AIR = "air"


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row. `room` is how many cells one types into, 0 for a row that takes no letters."""

    kind: RowKind
    field: str = ""
    entry: int | None = None
    lead: str = ""
    value: str = ""
    states: str = ""
    room: int = 0
    is_wrong: bool = False
    #: The value goes on below: states in its midst would read as words of it.
    goes_on: bool = False
    #: Tells rows apart that are lines of one thing.
    part: int = 0

    @property
    def place(self) -> tuple[RowKind, str, int | None, int]:
        """What a row is, wherever it stands after the next change."""
        return self.kind, self.field, self.entry, self.part

    def is_state_of(self, field: str) -> bool:
        """Whether it holds states of that field that had no room on the field's own row."""
        return self.kind is RowKind.MORE and self.field == field and bool(self.states) and not self.value


def lay_out(form: Form, width: int, *, air: bool = True) -> list[FormRow]:
    """The rows of `form` in `width` cells. `air` puts a blank row before each heading.

    Without air they are for ears: each line of a text of several tells what it belongs to.
    """
    width = max(min(width, WIDEST), _NARROWEST)
    column = _label_column(form, width)
    lines = _seen if air else _heard
    rows = [row for problem in form.problems.get("", ()) for row in _problem("", problem_words(problem), width, lines)]
    for spec in form.spec.fields:
        if isinstance(spec, Heading):
            if air and rows:
                rows.append(FormRow(RowKind.AIR, spec.id))
            rows.append(FormRow(RowKind.HEADING, spec.id, value=label_words(spec)))
        elif isinstance(spec, Paragraph):
            rows += [FormRow(RowKind.WORDS, spec.id, value=line or " ") for line in lines(label_words(spec), width)]
        else:
            rows += _field(form, spec, width, column, lines)
    return list(_numbered(rows))


def _numbered(rows: Iterable[FormRow]) -> Iterator[FormRow]:
    """`rows`, those that are lines of one thing counted."""
    seen: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        part = seen[row.place]
        seen[row.place] += 1
        yield replace(row, part=part) if part else row


def _most_label(width: int) -> int:
    """Cells that a label may take: two fifths of the row, and more where enough is left for the value all the same."""
    return min(_LABEL_WIDEST, max(width * 2 // 5, width - _VALUE_ENOUGH))


def _label_column(form: Form, width: int) -> int:
    """Cells of the labels: as wide as the widest that is not too wide."""
    most = _most_label(width)
    labelled = (s for s in form.spec.fields if s.HAS_VALUE or isinstance(s, ActionField))
    cells = [cell_len(lead_words(label_words(spec))) + 1 for spec in labelled]
    return max((size for size in cells if size <= most), default=most)


class _Lines(Protocol):
    """How a text is broken: `first` is the width of the first line, of more than `most` lines the last are left out."""

    def __call__(self, text: str, width: int, name: str = "", *, first: int = 0, most: int = 0) -> list[str]:
        """The lines; `name` is what the text is, where its lines tell that."""


def _seen(text: str, width: int, name: str = "", *, first: int = 0, most: int = 0) -> list[str]:  # noqa: ARG001
    """For eyes: too many lines end in "…"."""
    lines = wrap(text, width, first=first)
    return [*lines[: most - 1], "…"] if most and len(lines) > most else lines


def _heard(text: str, width: int, name: str = "", *, first: int = 0, most: int = 0) -> list[str]:
    """For ears."""
    return wrap_named(text, width, name, first=first, most=most)


def _field(form: Form, spec: FieldSpec, width: int, column: int, lines: _Lines) -> Iterator[FormRow]:
    label = label_words(spec)
    if isinstance(spec, ActionField) and cell_len(label) + 2 > column:
        yield from _long_action(form, spec, width, column, lines)
        return
    if cell_len(label) + 2 > column and width - cell_len(label) - 2 < _VALUE_LEAST:
        # A question of a whole sentence stands above; its beginning still stands on the value's row.
        yield from (FormRow(RowKind.WORDS, spec.id, value=line) for line in lines(label, width))
        label = wrap(label, _most_label(width) - 3)[0] + "…"
    named = lead_words(label)
    lead = named + " " * max(column - cell_len(named), 1)
    states = state_words(form, spec.id)
    wrong = bool(form.problems.get(spec.id))
    if spec.IS_TYPED and form.can_change(spec.id):
        yield from _typed(spec, lead, str(form.values[spec.id]), states, width, wrong, lines)
    else:
        yield from _told(spec, lead, _value(form, spec), states, width, wrong, lines)
    if note := note_words(spec):
        yield from _note(spec, cell_len(lead), note, width, lines)
    listed = isinstance(spec, EntriesField) and not isinstance(spec, ManyField)
    # Of a list as a whole it stands above the entries: below them it could be pages away.
    for problem in form.problems.get(spec.id, ()):
        if problem.entry is None or not listed:
            yield from _problem(spec.id, problem_words(problem), width, lines, name=label_words(spec))
    if isinstance(spec, EntriesField) and listed:
        yield from _entries(form, spec, width, lines)


def _long_action(form: Form, spec: FieldSpec, width: int, column: int, lines: _Lines) -> Iterator[FormRow]:
    """An action's name is what one chooses: it stands whole on its row, and what it does follows."""
    name, told = label_words(spec), help_words(spec)
    first, *rest = lines(lead_words(name), width, name)
    room = width - cell_len(first) - 1
    if rest or room < _LEAST_ROOM or not told:
        yield FormRow(RowKind.FIELD, spec.id, None, first)
        yield from (FormRow(RowKind.MORE, spec.id, None, line) for line in rest)
        if told:
            yield from _note(spec, column, told, width, lines)
    else:
        blank = "" if lines is _heard else " " * column
        begun, *below = lines(told, width - len(blank), name, first=room)
        yield FormRow(RowKind.FIELD, spec.id, None, f"{first} ", begun)
        yield from (FormRow(RowKind.MORE, spec.id, None, blank, line or " ") for line in below)
    yield from _below(spec, column, commas(state_words(form, spec.id)), width, lines)


def _note(spec: FieldSpec, indent: int, note: str, width: int, lines: _Lines) -> Iterator[FormRow]:
    if lines is _heard:
        note, indent = told_words(spec, note), 0
    for line in lines(note, width - indent, label_words(spec)):
        yield FormRow(RowKind.MORE, spec.id, None, " " * indent, line or " ")


def _value(form: Form, spec: FieldSpec) -> str:
    if isinstance(spec, ActionField):
        return help_words(spec)
    return value_words(spec, form.values[spec.id])


def _typed(
    spec: FieldSpec, lead: str, value: str, states: Sequence[str], width: int, wrong: bool, lines: _Lines
) -> Iterator[FormRow]:
    here, below = _fitting(states, width - cell_len(lead) - _least(width) - len(_GAP))
    row = FormRow(RowKind.FIELD, spec.id, None, lead, value, is_wrong=wrong)
    yield replace(row, states=here, room=_room(lead, here, width))
    yield from _below(spec, cell_len(lead), below, width, lines)


def _least(width: int) -> int:
    return min(_LEAST_ROOM, width // 3)


def _room(lead: str, states: str, width: int) -> int:
    """Cells to type in."""
    return max(width - cell_len(lead) - (cell_len(states) + len(_GAP) if states else 0), _least(width))


def with_states(spec: FieldSpec, rows: Sequence[FormRow], states: Sequence[str], width: int) -> list[FormRow]:
    """The row that is typed into, and those of its states that had no room there, after a letter.

    `rows` begin with the former. For eyes: while somebody listens, states wait until the row is left.
    """
    width = max(min(width, WIDEST), _NARROWEST)
    row = rows[0]
    here, below = _fitting(states, width - cell_len(row.lead) - _least(width) - len(_GAP))
    held = [replace(row, states=here, room=_room(row.lead, here, width))]
    return list(_numbered([*held, *_below(spec, cell_len(row.lead), below, width, _seen)]))


def _below(spec: FieldSpec, indent: int, states: str, width: int, lines: _Lines) -> Iterator[FormRow]:
    """States without room on their field's row; ears are told whose."""
    if not states:
        return
    if lines is _heard:
        states, indent = told_words(spec, states), 0
    for line in lines(states, width - indent, label_words(spec)):
        yield FormRow(RowKind.MORE, spec.id, None, " " * indent, "", line)


def _told(
    spec: FieldSpec, lead: str, value: str, states: Sequence[str], width: int, wrong: bool, lines: _Lines
) -> Iterator[FormRow]:
    space = width - cell_len(lead)
    # Short values give their room to the states.
    least = min(_LEAST_ROOM, max((cell_len(line) for line in value.split("\n")), default=0))
    here, below = _fitting(states, space - least - len(_GAP))
    first_space = space - (cell_len(here) + len(_GAP) if here else 0)
    # Ears have no use for a column, and a braille display would show the blanks.
    blank = "" if lines is _heard else " " * cell_len(lead)
    first, *others = lines(value, width - len(blank), label_words(spec), first=first_space, most=_MOST_ROWS)
    goes_on = bool(others) and lines is _seen
    yield FormRow(RowKind.FIELD, spec.id, None, lead, first, here, 0, wrong, goes_on)
    yield from (FormRow(RowKind.MORE, spec.id, None, blank, line or " ") for line in others)
    yield from _below(spec, cell_len(lead), below, width, lines)


def _fitting(states: Sequence[str], space: int) -> tuple[str, str]:
    """The states that have room on the row, and the rest for a row below."""
    count = len(states)
    while count and cell_len(commas(states[:count])) > space:
        count -= 1
    return commas(states[:count]), commas(states[count:])


def _entries(form: Form, spec: EntriesField, width: int, lines: _Lines) -> Iterator[FormRow]:
    wrong = {problem.entry: problem for problem in form.problems.get(spec.id, ()) if problem.entry is not None}
    for at, entry in enumerate(form[spec.id]):
        states = t("form-state-invalid") if at in wrong else ""
        space = width - len(_INDENT)
        first_space = space - cell_len(states) - len(_GAP)
        first, *others = lines(entry_words(spec, entry), space, label_words(spec), first=first_space, most=_MOST_ROWS)
        yield FormRow(RowKind.ENTRY, spec.id, at, _INDENT, first, states, 0, at in wrong)
        yield from (FormRow(RowKind.MORE, spec.id, at, _INDENT, line) for line in others)
        if at in wrong:
            yield from _problem(spec.id, problem_words(wrong[at]), width, lines, at, _INDENT * 2, label_words(spec))
    if form.can_change(spec.id):
        for line in lines(add_words(form, spec.id), width - len(_INDENT), label_words(spec)):
            yield FormRow(RowKind.ADD, spec.id, None, _INDENT, line)


def _problem(
    field_id: str,
    words: str,
    width: int,
    lines: _Lines,
    entry: int | None = None,
    indent: str = _INDENT,
    name: str = "",
) -> Iterator[FormRow]:
    for line in lines(t("form-problem", words), width - len(indent), name):
        yield FormRow(RowKind.PROBLEM, field_id, entry, indent, line)


_STYLES = {
    RowKind.HEADING: "heading",
    RowKind.PROBLEM: "warning",
    RowKind.ADD: "link",
}


def spans(row: FormRow, width: int, *, value: str | None = None) -> Row:
    """`row` as it is drawn. `value` stands in for that of a row that is being typed into."""
    value = row.value if value is None else value
    states = row.states
    drawn: list[Span] = [(row.lead, "dim"), (value, _STYLES.get(row.kind, ""))]
    style = "warning" if row.is_wrong else "dim"
    if row.room or (row.goes_on and states):
        # From the right end: what grows there must not push what is typed.
        space = min(width, WIDEST) - cell_len(row.lead) - cell_len(value) - cell_len(states)
        drawn.append((" " * max(space, len(_GAP)) + states, style))
    elif states:
        drawn.append((_before(value) + states, style))
    return drawn


def _before(value: str) -> str:
    """What stands between a value and its states: heard, a pause; seen, a gap."""
    if not value.strip():
        return ""
    return _GAP if value[-1] in ".,;:!?…" else f",{_GAP[1:]}"
