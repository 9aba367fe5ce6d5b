"""A form as rows: label, value and states of a field side by side, what is wrong on the row below.

Where one types, the states stand at the right end of the row, so that a letter moves nothing but itself;
elsewhere they follow the value.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len

from capx_tui.i18n import t
from capx_tui.model.form import Form
from capx_tui.model.form_fields import ActionField, FieldSpec, Heading, Paragraph
from capx_tui.model.form_lists import EntriesField, ManyField
from capx_tui.model.form_words import (
    add_words,
    entry_words,
    help_words,
    label_words,
    note_words,
    problem_words,
    state_words,
    value_words,
)
from capx_tui.widgets.line_list import Row, Span
from capx_tui.widgets.wrapping import wrap

__all__ = ["FormRow", "RowKind", "lay_out", "spans", "with_states"]

#: Longer rows tire the eye; a wide terminal gets a margin instead.
WIDEST = 96
_LABEL_WIDEST = 28
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
    #: Tells rows apart that are lines of one thing.
    part: int = 0

    @property
    def place(self) -> tuple[RowKind, str, int | None, int]:
        """What a row is, wherever it stands after the next change."""
        return self.kind, self.field, self.entry, self.part


def lay_out(form: Form, width: int, *, air: bool = True) -> list[FormRow]:
    """The rows of `form` in `width` cells. `air` puts a blank row before each heading."""
    width = max(min(width, WIDEST), _NARROWEST)
    column = _label_column(form, width)
    rows = [row for problem in form.problems.get("", ()) for row in _problem("", problem_words(problem), width)]
    for spec in form.spec.fields:
        if isinstance(spec, Heading):
            if air and rows:
                rows.append(FormRow(RowKind.AIR, spec.id))
            rows.append(FormRow(RowKind.HEADING, spec.id, value=label_words(spec)))
        elif isinstance(spec, Paragraph):
            rows += [FormRow(RowKind.WORDS, spec.id, value=line or " ") for line in wrap(label_words(spec), width)]
        else:
            rows += _field(form, spec, width, column)
    return list(_numbered(rows))


def _numbered(rows: Iterable[FormRow]) -> Iterator[FormRow]:
    """`rows`, those that are lines of one thing counted."""
    seen: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        part = seen[row.place]
        seen[row.place] += 1
        yield replace(row, part=part) if part else row


def _label_column(form: Form, width: int) -> int:
    """Cells of the labels: as wide as the widest that is not too wide."""
    most = min(_LABEL_WIDEST, width * 2 // 5)
    labelled = (s for s in form.spec.fields if s.HAS_VALUE or isinstance(s, ActionField))
    cells = [cell_len(label_words(spec)) + 2 for spec in labelled]
    return max((size for size in cells if size <= most), default=most)


def _field(form: Form, spec: FieldSpec, width: int, column: int) -> Iterator[FormRow]:
    label = label_words(spec)
    if isinstance(spec, ActionField) and cell_len(label) + 2 > column:
        yield from _long_action(form, spec, width, column)
        return
    if cell_len(label) + 2 > column:
        # A question of a whole sentence stands above; its beginning still stands on the value's row.
        yield from (FormRow(RowKind.WORDS, spec.id, value=line) for line in wrap(label, width))
        label = wrap(label, min(_LABEL_WIDEST, width * 2 // 5) - 3)[0] + "…"
    lead = f"{label}:{' ' * max(column - cell_len(label) - 1, 1)}"
    states = state_words(form, spec.id)
    wrong = bool(form.problems.get(spec.id))
    if spec.IS_TYPED and form.can_change(spec.id):
        yield from _typed(spec, lead, str(form.values[spec.id]), states, width, wrong)
    else:
        yield from _told(spec, lead, _value(form, spec), states, width, wrong)
    if isinstance(spec, EntriesField) and not isinstance(spec, ManyField):
        yield from _entries(form, spec, width)
    if note := note_words(spec):
        yield from _note(spec, cell_len(lead), note, width)
    for problem in form.problems.get(spec.id, ()):
        if problem.entry is None or not isinstance(spec, EntriesField) or isinstance(spec, ManyField):
            yield from _problem(spec.id, problem_words(problem), width)


def _long_action(form: Form, spec: FieldSpec, width: int, column: int) -> Iterator[FormRow]:
    """An action's name is what one chooses: it stands whole on its row, and what it does follows."""
    first, *rest = wrap(f"{label_words(spec)}:", width)
    told = help_words(spec)
    room = width - cell_len(first) - 1
    if rest or room < _LEAST_ROOM:
        yield FormRow(RowKind.FIELD, spec.id, None, first)
        yield from (FormRow(RowKind.MORE, spec.id, None, line) for line in rest)
        below = wrap(told, width - column)
    else:
        begun, *below = _wrap(told, room, width - column)
        yield FormRow(RowKind.FIELD, spec.id, None, f"{first} ", begun)
    yield from (FormRow(RowKind.MORE, spec.id, None, " " * column, line or " ") for line in below if told)
    for line in filter(None, wrap(", ".join(state_words(form, spec.id)), width - column)):
        yield FormRow(RowKind.MORE, spec.id, None, " " * column, "", line)


def _note(spec: FieldSpec, indent: int, note: str, width: int) -> Iterator[FormRow]:
    for line in wrap(note, width - indent):
        yield FormRow(RowKind.MORE, spec.id, None, " " * indent, line or " ")


def _value(form: Form, spec: FieldSpec) -> str:
    if isinstance(spec, ActionField):
        return help_words(spec)
    return value_words(spec, form.values[spec.id])


def _typed(spec: FieldSpec, lead: str, value: str, states: Sequence[str], width: int, wrong: bool) -> Iterator[FormRow]:
    here, below = _fitting(states, width - cell_len(lead) - _least(width) - len(_GAP))
    row = FormRow(RowKind.FIELD, spec.id, None, lead, value, is_wrong=wrong)
    yield replace(row, states=here, room=_room(lead, here, width))
    yield from _below(spec, cell_len(lead), below, width)


def _least(width: int) -> int:
    return min(_LEAST_ROOM, width // 3)


def _room(lead: str, states: str, width: int) -> int:
    """Cells to type in."""
    return max(width - cell_len(lead) - (cell_len(states) + len(_GAP) if states else 0), _least(width))


def with_states(row: FormRow, states: Sequence[str], width: int) -> FormRow:
    """A row that is typed into, with the states that hold after a letter; those without room wait for `lay_out`."""
    width = max(min(width, WIDEST), _NARROWEST)
    here, _ = _fitting(states, width - cell_len(row.lead) - _least(width) - len(_GAP))
    return replace(row, states=here, room=_room(row.lead, here, width))


def _below(spec: FieldSpec, indent: int, states: str, width: int) -> Iterator[FormRow]:
    """States without room on their field's row."""
    for line in wrap(states, width - indent) if states else ():
        yield FormRow(RowKind.MORE, spec.id, None, " " * indent, "", line)


def _told(spec: FieldSpec, lead: str, value: str, states: Sequence[str], width: int, wrong: bool) -> Iterator[FormRow]:
    space = width - cell_len(lead)
    # Short values give their room to the states.
    least = min(_LEAST_ROOM, max((cell_len(line) for line in value.split("\n")), default=0))
    here, below = _fitting(states, space - least - len(_GAP))
    first_space = space - (cell_len(here) + len(_GAP) if here else 0)
    first, *others = _wrap(value, first_space, space)
    yield FormRow(RowKind.FIELD, spec.id, None, lead, first, here, 0, wrong)
    blank = " " * cell_len(lead)
    yield from (FormRow(RowKind.MORE, spec.id, None, blank, line or " ") for line in others)
    yield from _below(spec, cell_len(lead), below, width)


def _wrap(value: str, first_space: int, space: int) -> list[str]:
    """`value` in lines, the first of another width; too many end in "…"."""
    first, *others = wrap(value, first_space)
    if others:
        rest = value[len(first) :].lstrip(" \n") if value.startswith(first) else " ".join(others)
        others = wrap(rest, space)
    lines = [first, *others]
    if len(lines) > _MOST_ROWS:
        lines = [*lines[: _MOST_ROWS - 1], "…"]
    return lines


def _fitting(states: Sequence[str], space: int) -> tuple[str, str]:
    """The states that have room on the row, and the rest for a row below."""
    count = len(states)
    while count and cell_len(", ".join(states[:count])) > space:
        count -= 1
    return ", ".join(states[:count]), ", ".join(states[count:])


def _entries(form: Form, spec: EntriesField, width: int) -> Iterator[FormRow]:
    wrong = {problem.entry: problem for problem in form.problems.get(spec.id, ()) if problem.entry is not None}
    for at, entry in enumerate(form[spec.id]):
        states = t("form-state-invalid") if at in wrong else ""
        space = width - len(_INDENT)
        first, *others = _wrap(entry_words(spec, entry), space - cell_len(states) - len(_GAP), space)
        yield FormRow(RowKind.ENTRY, spec.id, at, _INDENT, first, states, 0, at in wrong)
        yield from (FormRow(RowKind.MORE, spec.id, at, _INDENT, line) for line in others)
        if at in wrong:
            yield from _problem(spec.id, problem_words(wrong[at]), width, at, _INDENT * 2)
    if form.can_change(spec.id):
        for line in wrap(add_words(form, spec.id), width - len(_INDENT)):
            yield FormRow(RowKind.ADD, spec.id, None, _INDENT, line)


def _problem(
    field_id: str, words: str, width: int, entry: int | None = None, indent: str = _INDENT
) -> Iterator[FormRow]:
    for line in wrap(t("form-problem", words), width - len(indent)):
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
    if row.room:
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
