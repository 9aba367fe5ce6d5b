"""The form every screen edits with.

Up and Down walk all rows, Tab goes by section. On a row of text letters go where the caret is; on the
others Enter changes what stands there, or asks the screen to open what it takes to change it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.message import Message

from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.sentences import sentence
from capx_tui.model.form import Form
from capx_tui.model.form_fields import Heading, LongTextField, ReadOnlyField, SwitchField, TextField, left_out
from capx_tui.model.form_lists import EntriesField, LevelsField, ManyField, entry_id, move, remove, set_level
from capx_tui.model.form_words import entry_words, label_words, reason_words
from capx_tui.terminal.keys import is_typed, keys_of
from capx_tui.text import typed
from capx_tui.widgets.form_layout import FormRow, RowKind
from capx_tui.widgets.form_line import Line
from capx_tui.widgets.form_view import FormView

__all__ = ["Coupling", "FormRows"]

#: The form before and after a change, to the form that is kept and a sentence about what went along, "" for nothing.
Coupling: TypeAlias = Callable[[Form, Form], tuple[Form, str]]

_EDITS = {
    "backspace": Line.backspace,
    "ctrl+h": Line.backspace,
    "delete": Line.delete,
    "ctrl+w": Line.delete_word,
    "ctrl+u": Line.delete_before,
    "ctrl+k": Line.delete_after,
}
_MOVES = {
    "left": Line.left,
    "right": Line.right,
    "home": Line.home,
    "end": Line.end,
    "ctrl+left": Line.word_left,
    "ctrl+right": Line.word_right,
}


#: What goes from a row that is typed into to another.
_ROW_CALLS: Mapping[str, Callable[[FormView], None]] = {
    "list.up": lambda rows: rows.action_move(-1),
    "list.down": lambda rows: rows.action_move(1),
    "list.page-up": lambda rows: rows.action_page(-1),
    "list.page-down": lambda rows: rows.action_page(1),
    "list.open": lambda rows: rows.action_open(),
}


class FormRows(FormView):
    """Hand it a `Form`; it hands back `Edited`, and `form` is always the newest."""

    BINDINGS = [
        Binding("space", "open", show=False),
        Binding("ctrl+up", "move_entry(-1)", show=False),
        Binding("ctrl+down", "move_entry(1)", show=False),
        Binding("ctrl+home", "jump(0)", show=False),
        Binding("ctrl+end", "jump(-1)", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        #: What else changes with a change, in one step with it.
        self.coupling: Coupling = lambda before, after: (after, "")
        #: A long text is being opened: what is typed meanwhile is for it, blanks and line ends too.
        self.opens_text = False

    @dataclass
    class Wanted(Message):
        """Enter on what takes more than a row: a choice, a list, a long text, an action.

        `entry` is the place in a list, None for the field or to add; `text` what was typed to begin with.
        """

        rows: FormRows
        field: str
        entry: int | None = None
        text: str = ""

        @property
        def control(self) -> FormRows:
            """The widget."""
            return self.rows

    @dataclass
    class Told(Message):
        """Something to say: why a key does nothing, what was taken out, which section this is."""

        rows: FormRows
        text: str

        @property
        def control(self) -> FormRows:
            """The widget."""
            return self.rows

    def _tell(self, text: str) -> None:
        self.post_message(self.Told(self, text))

    def section_entered(self, name: str, number: int, count: int, row: str) -> None:
        """Say it."""
        where = t("form-section", name, number, count)
        self._tell(t("form-and-row", where, row) if row else where)

    def problem_found(self, name: str, problem: str, row: str) -> None:
        """Say it: the marker is on another field already."""
        found = t("form-problem-found", name, problem)
        self._tell(t("form-and-row", found, row) if row else found)

    # -- typing ----------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Letters and the keys that edit a line; everything else is a binding's."""
        if not self.has_form or self.is_jumping:
            return
        letter = event.character if event.is_printable and event.character else ""
        is_typing = self.row.room > 0
        if self.opens_text and (ahead := "\n" if event.key == "enter" else letter):
            self._want(text=ahead)
            event.stop()
            event.prevent_default()
            return
        if (
            self._type_key(event.key, letter) or self._go_at_once(event.key)
            if is_typing
            else self._start_typing(letter)
        ):
            event.stop()
            event.prevent_default()

    def _go_at_once(self, key: str) -> bool:
        """Where one types, keys that leave the row act here: as bindings, letters typed ahead would overtake them."""
        call = next((does for action_id, does in _ROW_CALLS.items() if key in keys_of(action_id)), None)
        if call is None or is_typed(key):
            return False
        call(self)
        return True

    def _type_key(self, key: str, letter: str) -> bool:
        if letter:
            self._type(self._line.insert(typed(letter)))
        elif key in _EDITS:
            self._type(_EDITS[key](self._line))
        elif key in _MOVES:
            # What is typed at another place is another step to undo.
            self._form = self.form.pause()
            self._draw_line(_MOVES[key](self._line))
        else:
            return False
        return True

    def _start_typing(self, letter: str) -> bool:
        """A letter on a long text opens it; on a text that cannot be changed it is told why.

        On a further row of a line of text (its states, what is wrong, a note) it goes to the end of that line.
        """
        spec = self.form.spec.by_id.get(self.field)
        if letter.strip() and spec is not None and spec.IS_TYPED and self.form.can_change(spec.id):
            self.go_to(spec.id)
            self._type(self._line.end().insert(typed(letter)))
            return True
        if not letter.strip() or not isinstance(spec, TextField) or self.row.kind is not RowKind.FIELD:
            return False
        self._want(text=letter)
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Into the line at the caret, or at the end of a long text."""
        event.stop()
        spec = self.form.spec.by_id.get(self.field) if self.has_form else None
        if self.row.room:
            self._form = self.form.pause()
            self._type(self._line.insert(typed(event.text)))
            self._form = self.form.pause()
            if lost := left_out(event.text):
                self._tell(t("form-left-out", lost))
        elif isinstance(spec, LongTextField) and self.form.can_change(spec.id):
            self.put(self.form.edit(spec.id, str(self.form[spec.id]) + event.text))
            lost = left_out(event.text)
            told = t("form-pasted", len(event.text) - lost, label_words(spec))
            self._tell(f"{told} {t('form-left-out', lost)}" if lost else told)
        else:
            self._tell(t("form-nothing-to-type"))

    def _type(self, line: Line) -> None:
        """Take over an edited line; passing the limit is told once."""
        field_id = self.field
        before = self.form.left(field_id)
        self._form = self.form.edit(field_id, line.text, typing=True)
        self._draw_line(line)
        left = self.form.left(field_id)
        if before is not None and left is not None and before > left and left <= 0 <= before:
            name = label_words(self.form.spec.by_id[field_id])
            self._tell(t("form-limit-passed-now", name) if left < 0 else t("form-limit-reached", name))
        self.post_message(self.Edited(self))

    def on_click(self, event: events.Click) -> None:
        """A click on the row that is typed into moves the caret."""
        row = self.row
        if row.room and self._top + event.y == self.highlighted:
            event.prevent_default()
            self._draw_line(self._line.to_cell(max(0, event.x - 2 - cell_len(row.lead)) + self._first))

    # -- changing --------------------------------------------------------------------------------

    def put(self, form: Form, at: FormRow | None = None) -> str:
        """Another form by the person's own doing; gives what is to be said of what changed along with it."""
        self._form, told = self.coupling(self._form, form) if self._form is not None else (form, "")
        self._lay_out(at or self.row)
        self.post_message(self.Edited(self))
        return told

    def _want(self, entry: int | None = None, text: str = "") -> None:
        spec = self.form.spec.by_id[self.field]
        if why := reason_words(self.form, spec.id):
            self._tell(t("form-cannot", why))
        elif isinstance(spec, ReadOnlyField):
            self._tell(t("form-read-only"))
        else:
            self.opens_text = isinstance(spec, LongTextField)
            self.post_message(self.Wanted(self, spec.id, entry, text))

    def action_open(self) -> None:
        """Change what stands on the row; a line of text is changed by typing, so Enter goes on from it."""
        row = self.row
        spec = self.form.spec.by_id.get(row.field) if self.has_form else None
        if spec is None or row.kind in (RowKind.AIR, RowKind.WORDS) or isinstance(spec, Heading):
            return
        if row.kind is RowKind.PROBLEM:
            self.go_to(spec.id, row.entry)
        elif isinstance(spec, SwitchField) and self.form.can_change(spec.id):
            self.put(self.form.edit(spec.id, not self.form[spec.id]))
        elif spec.IS_TYPED and self.form.can_change(spec.id):
            self.action_move(1)
        else:
            self._want(row.entry)

    def remove_entry(self) -> None:
        """Take the entry with the marker out of its list."""
        spec, at = self._entry()
        if spec is None or at is None:
            return
        name = entry_words(spec, entry_id(self.form[spec.id][at]))
        told = self.put(self.form.edit(spec.id, remove(self.form[spec.id], at)))
        self._tell(f"{t('form-removed', name, label_words(spec))} {told}".strip())

    def action_move_entry(self, step: int) -> None:
        """Move the entry with the marker; the marker goes with it."""
        spec, at = self._entry()
        if spec is None or at is None:
            return
        if not spec.is_ordered:
            self._tell(t("form-no-order"))
            return
        try:
            value = move(self.form[spec.id], at, step)
        except RuleError as error:
            self._tell(sentence(error))
            return
        self.put(self.form.edit(spec.id, value), FormRow(RowKind.ENTRY, spec.id, at + step))

    def step_level(self, step: int) -> None:
        """The level of the entry with the marker, up or down."""
        spec, at = self._entry()
        if spec is None or at is None:
            return
        if not isinstance(spec, LevelsField):
            self._tell(t("form-no-level"))
            return
        try:
            value = set_level(spec, self.form[spec.id], at, step)
        except RuleError as error:
            self._tell(sentence(error))
            return
        self.put(self.form.edit(spec.id, value, typing=True))

    def add_entry(self) -> None:
        """Add to the list that the marker is in."""
        if self._list() is None:
            self._tell(t("form-no-entry"))
        else:
            self._want()

    def _list(self) -> EntriesField | None:
        spec = self.form.spec.by_id.get(self.field) if self.has_form else None
        return spec if isinstance(spec, EntriesField) and not isinstance(spec, ManyField) else None

    def _entry(self) -> tuple[EntriesField | None, int | None]:
        """The list and the place in it of the row with the marker; where there is none, that is told."""
        spec, at = self._list(), self.row.entry
        if spec is None or at is None:
            self._tell(t("form-no-entry"))
        elif not self.form.can_change(spec.id):
            self._tell(t("form-cannot", reason_words(self.form, spec.id)))
        else:
            return spec, at
        return None, None

    # -- back and forth --------------------------------------------------------------------------

    def undo(self) -> None:
        """One step back, the marker on what it changed."""
        if self.has_form:
            self._step(self.form.undoable, self.form.undo(), t("form-nothing-to-undo"), "form-undone")

    def redo(self) -> None:
        """One step forward again."""
        if self.has_form:
            self._step(self.form.redoable, self.form.redo(), t("form-nothing-to-redo"), "form-redone")

    def _step(self, fields: tuple[str, ...], form: Form, nothing: str, done_key: str) -> None:
        if not fields:
            self._tell(nothing)
            return
        place = self.row if self.field in fields else FormRow(RowKind.FIELD, fields[0])
        self.put(form, place)
        self._tell(t(done_key, commas(label_words(form.spec.by_id[field_id]) for field_id in fields)))
