"""A screen with a form on it: fetched, shown, edited with every kind of field. Drafts and saving come above."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cached_property, partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult, SuspendNotSupported
from textual.screen import Screen

from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.model.actions import action
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_changes import change_lines
from capx_tui.model.form_check import invalid_fields, leave
from capx_tui.model.form_fields import ActionField, FieldSpec, LongTextField, TextField, Value
from capx_tui.model.form_lists import EntriesField, LevelsField, ListField, ManyField
from capx_tui.model.form_words import add_words, full_help, label_words, left_out_words, left_words, problem_words
from capx_tui.screens.base import CapxScreen, Result
from capx_tui.screens.chooser import Choice, ChooserScreen
from capx_tui.screens.form_choices import chooser_for, level_chooser, prompt_for
from capx_tui.screens.form_question import QuestionScreen
from capx_tui.screens.form_text import TextScreen
from capx_tui.screens.form_values import FormValues
from capx_tui.screens.refresh_words import options_words
from capx_tui.terminal.editor import edit_text
from capx_tui.terminal.keys import first_key
from capx_tui.text import fold
from capx_tui.widgets.bars import StatusBar
from capx_tui.widgets.form_rows import FormRows
from capx_tui.widgets.jump import Jumping
from capx_tui.widgets.wrapping import wrap

__all__ = ["SAVE_ROW", "FormEditing", "with_save_row"]

#: Id of the row that saves, added below every form.
SAVE_ROW = "form.save"
#: A help that needs more lines than these gets a screen of its own.
_SAID_LINES = 3


class FormEditing(CapxScreen[Result]):
    """Subclasses give `held`, and do what `ActionField` rows are for."""

    SCOPES: ClassVar[tuple[str, ...]] = ("form",)

    def __init__(self) -> None:
        super().__init__()
        self.rows = FormRows(id="form")
        self._last_said = ""
        #: The field to begin at; "" for the first one.
        self._begins_at = ""
        #: The view of a longer text, while one is open.
        self._writing: TextScreen | None = None
        self._loaded: Mapping[str, Value] = {}
        #: The lists of names that the rows were drawn with.
        self._lists = 0

    # -- what a form gives -------------------------------------------------------------------------

    @cached_property
    def held(self) -> FormValues:
        """What the form is besides how it looks."""
        return FormValues(self.core)

    def form_spec(self) -> FormSpec:
        """See `FormValues.spec`. Called once the values are there."""
        return self.held.spec(self.form.values if self.rows.has_form else self._loaded)

    async def load_values(self) -> Mapping[str, Value]:
        """See `FormValues.load`."""
        return await self.held.load()

    def act_on(self, field_id: str) -> None:
        """Enter on an `ActionField`."""

    def field_left(self, field_id: str) -> None:
        """The marker left a field: a name may be looked up now."""

    def edited(self) -> None:
        """The person changed something."""

    def opened(self) -> None:
        """The form is there."""

    # -- frame -------------------------------------------------------------------------------------

    def compose_body(self) -> ComposeResult:
        """The rows."""
        yield self.rows

    def start(self) -> None:
        """Fetch what the form begins with."""
        self.rows.label = lambda: self.heading
        self.rows.focus()
        self.load(self._open, name="form")
        self._lists = self.core.explore.data_revision[2]
        self.watch_store(self.core.explore, lambda _: self.lists_came())

    def reword(self) -> None:
        """See `CapxScreen`: what is asked, in other words; what was answered, and where one is, stays."""
        super().reword()
        if self.rows.has_form:
            self.reshape(self.form_spec())

    def lists_came(self) -> None:
        """Names may still be on their way: the first time, everything is being fetched behind this."""
        lists = self.core.explore.data_revision[2]
        if lists != self._lists and self.rows.is_mounted and self.rows.has_form:
            self.rows.form = self.form
        self._lists = lists
        if isinstance(self.app.screen, ChooserScreen):
            self.app.screen.anew()

    async def _open(self) -> None:
        with self.rows.waiting():
            self._loaded = values = await self.load_values()
        account = self.core.session.state.account
        if account is not None and not account.is_known:
            # Drafts are an account's own, and a token alone does not say whose it is.
            with contextlib.suppress(CapxError):
                await self.core.session.verify()
        if not self.is_mounted:
            return
        self.rows.begin(Form.begin(with_save_row(self.form_spec()), values))
        self.go_to_field(self._begins_at)
        self.retitle()
        self.say_how(t("form-how", first_key("form.save"), first_key("form.help"), self.named(action("form.save"))))
        self.opened()

    def go_to_field(self, field_id: str) -> None:
        """The marker to a field, as soon as the form is there; "" and a field that it has not got: where it is."""
        if not self.rows.has_form:
            self._begins_at = field_id
        elif field_id in self.spec.by_id:
            self.rows.go_to(field_id)

    def reshape(self, spec: FormSpec) -> None:
        """Ask for other things from now on: a name in one more language, the fields of another role. Answers stay."""
        self.rows.form = self.form.reshaped(with_save_row(spec))

    @property
    def form(self) -> Form:
        """What is edited now."""
        return self.rows.form

    @property
    def spec(self) -> FormSpec:
        """The form's spec, with the row that saves."""
        return self.rows.form.spec

    @property
    def front(self) -> CapxScreen[object]:
        """The screen that the person sees: this one, or what was opened above it."""
        shown: Screen[object] = self.app.screen
        return shown if isinstance(shown, CapxScreen) else self  # type: ignore[return-value]

    def say(self, text: str, *, aside: str | None = None) -> None:
        """Announce, and know what was said last."""
        self._last_said = text
        super().say(text, aside=aside)

    @on(Jumping.Said)
    def _say_both(self, event: Jumping.Said) -> None:
        """Coming back from a question, first what came of it, then where one is."""
        if self._last_said and isinstance(event.widget, StatusBar) and event.widget.is_unseen:
            event.prevent_default()
            self.say(t("form-and-row", self._last_said, event.text))

    def retitle(self) -> None:
        """The mode may have changed: rows have air in one and none in the other."""
        super().retitle()
        if self.rows.is_mounted and self.rows.has_form:
            self.rows.form = self.rows.form

    # -- what the rows tell ------------------------------------------------------------------------

    @on(FormRows.Told, "#form")
    def _say_it(self, event: FormRows.Told) -> None:
        self.say(event.text)

    @on(FormRows.Edited, "#form")
    def _edited(self) -> None:
        self.edited()

    @on(FormRows.Left, "#form")
    def _left(self, event: FormRows.Left) -> None:
        self.field_left(event.field)

    @on(FormRows.Wanted, "#form")
    def _open_field(self, event: FormRows.Wanted) -> None:
        spec = self.spec.by_id[event.field]
        if spec.id == SAVE_ROW:
            self.action_act("form.save")
        elif isinstance(spec, ActionField):
            self.act_on(spec.id)
        elif isinstance(spec, LongTextField):
            self._open_text(spec, event.text)
        elif isinstance(spec, LevelsField) and event.entry is not None:
            self.app.push_screen(*level_chooser(self.rows, spec, event.entry))
        elif isinstance(spec, ListField) and spec.is_typed:
            self._ask_entry(spec, event.entry)
        else:
            self.app.push_screen(*self.chooser(spec))

    def chooser(self, spec: FieldSpec) -> tuple[Screen[Any], Callable[[object], None]]:
        """What a field with options is chosen on, and what to do with the choice."""
        return chooser_for(self.rows, spec, partial(options_words, self.core))

    def _ask_entry(self, spec: ListField, entry: int | None) -> None:
        left = self.form.left(spec.id)
        if entry is None and left is not None and left <= 0:
            self.say(add_words(self.form, spec.id))
            return
        self.app.push_screen(*prompt_for(self.rows, spec, entry, self.say))

    def resume(self) -> None:
        """Back at the form, by whichever way: nothing is typed ahead into a text that is open no more."""
        if self._writing is not None and self._writing not in self.app.screen_stack:
            self._writing, self.rows.opens_text = None, False

    # -- longer texts --------------------------------------------------------------------------------

    def _open_text(self, spec: TextField, begin: str = "") -> None:
        if self._writing is not None:
            # Typed faster than the view of the text opened.
            self._writing.type_ahead(begin)
            return
        raw = str(self.form[spec.id])

        def changed(text: str) -> str:
            nonlocal raw
            raw = text
            self.rows.put(self.form.edit(spec.id, text, typing=True))
            return " ".join(filter(None, (left_words(self.form, spec.id), left_out_words(text))))

        def done(_: object) -> None:
            self._writing, self.rows.opens_text = None, False
            self.rows.form = leave(self.form, spec.id)
            wrong = self.form.problems.get(spec.id, ())
            found = [t("form-problem-found", label_words(spec), problem_words(each)) for each in wrong[:1]]
            if told := " ".join(filter(None, (left_out_words(raw), *found))):
                self.say(told)

        if begin:
            changed(str(self.form[spec.id]) + begin)
        screen = self._writing = TextScreen(
            lambda: label_words(spec),
            str(self.form[spec.id]),
            changed,
            left=left_words(self.form, spec.id),
            tell_help=lambda: " ".join(full_help(self.form, spec.id, first_key)),
            own_editor=lambda: self._in_own_editor(spec),
        )
        self.app.push_screen(screen, done)

    def suspended(self) -> AbstractContextManager[None]:
        """The terminal is another program's meanwhile. Raises `SuspendNotSupported`."""
        return self.app.suspend()

    def _in_own_editor(self, spec: FieldSpec) -> str | None:
        """The field's text as the person's own editor left it; None, and said why, where nothing came of it."""
        if spec.sensitive or self.spec.sensitive:
            self.front.say(t("editor-sensitive"))
            return None
        text = str(self.form[spec.id])
        try:
            edited = edit_text(text, self.core.environ, self.suspended, name=label_words(spec))
        except SuspendNotSupported:
            self.front.say(t("editor-no-terminal"))
            return None
        except CapxError as error:
            self.front.fail(error)
            return None
        taken = t("editor-unchanged") if edited == text else t("editor-taken", label_words(spec))
        self.front.say(" ".join(filter(None, (taken, left_out_words(edited)))))
        return edited

    # -- keys ----------------------------------------------------------------------------------------

    def do_form_editor(self) -> None:
        """The text with the marker in the person's own editor."""
        spec = self.spec.by_id.get(self.rows.field) if self.rows.has_form else None
        if not isinstance(spec, TextField) or not self.form.can_change(spec.id):
            self.say(t("editor-no-text"))
        elif (edited := self._in_own_editor(spec)) is not None:
            self.rows.put(leave(self.form.pause().edit(spec.id, edited), spec.id))

    def do_form_help(self) -> None:
        """Everything to know of the field with the marker."""
        if not self.rows.has_form or self.rows.field not in self.spec.by_id:
            self.say(self.rows.waiting_words)
            return
        spec = self.spec.by_id[self.rows.field]
        told = full_help(self.form, spec.id, first_key)
        if len(wrap(" ".join(told), max(self.size.width - 2, 20))) <= _SAID_LINES:
            self.say(" ".join(told) or t("form-no-help"))
        else:
            self.app.push_screen(QuestionScreen(lambda: label_words(spec), told, ()))

    def do_form_undo(self) -> None:
        """One step back."""
        self.rows.undo()

    def do_form_redo(self) -> None:
        """One step forward again."""
        self.rows.redo()

    def do_form_changes(self) -> None:
        """What differs from what is saved."""
        found = change_lines(self.form) if self.rows.has_form else []
        if found:
            asked = t("form-changes-count", len(found))
            self.app.push_screen(QuestionScreen(lambda: t("form-changes-title"), found, (), ask=asked))
        else:
            self.say(t("form-no-changes"))

    def do_form_next_error(self) -> None:
        """To the next field with a problem, around the end."""
        wrong = invalid_fields(self.form) if self.rows.has_form else ()
        if not wrong:
            self.say(t("form-no-error"))
            return
        order = [spec.id for spec in self.spec.fields]
        here = order.index(self.rows.field) if self.rows.field in order else -1
        self.go_to_problem(next((field for field in wrong if order.index(field) > here), wrong[0]))

    def go_to_problem(self, field_id: str) -> None:
        """To a field, or the entry of it, that has a problem."""
        spec = self.spec.by_id[field_id]
        listed = isinstance(spec, EntriesField) and not isinstance(spec, ManyField)
        entries = [problem.entry for problem in self.form.problems.get(field_id, ())]
        self.rows.go_to(field_id, entries[0] if listed and entries else None)

    def do_form_next_section(self) -> None:
        """One section on."""
        self.rows.go_section(1)

    def do_form_previous_section(self) -> None:
        """One section back."""
        self.rows.go_section(-1)

    def do_form_sections(self) -> None:
        """To one of the sections, by its name."""
        if not self.rows.has_form:
            self.say(self.rows.waiting_words)
            return
        headings = [section.heading for section in self.spec.sections if section.heading is not None]

        def entries(text: str) -> Sequence[Choice]:
            named = ((spec.id, label_words(spec)) for spec in headings)
            return [Choice(field_id, name) for field_id, name in named if fold(text) in fold(name)]

        def chosen(field_id: object) -> None:
            if isinstance(field_id, str):
                self.rows.go_to_section(field_id)

        self.app.push_screen(ChooserScreen(lambda: t("form-sections-title"), entries), chosen)

    def do_form_add(self) -> None:
        """An entry more."""
        self.rows.add_entry()

    def do_form_remove(self) -> None:
        """An entry less."""
        self.rows.remove_entry()

    def do_form_move_up(self) -> None:
        """The entry one place up."""
        self.rows.action_move_entry(-1)

    def do_form_move_down(self) -> None:
        """The entry one place down."""
        self.rows.action_move_entry(1)

    def do_form_level_up(self) -> None:
        """The entry's level one higher."""
        self.rows.step_level(1)

    def do_form_level_down(self) -> None:
        """The entry's level one lower."""
        self.rows.step_level(-1)


def with_save_row(spec: FormSpec, *, help_key: str = "") -> FormSpec:
    """`spec` with the row that saves below it."""
    # Where nothing can be changed there is nothing to save.
    if not any(field.can_change for field in spec.fields):
        return spec
    save = ActionField(SAVE_ROW, label_key=spec.save_key, help_key=help_key or spec.save_help_key)
    return replace(spec, fields=(*spec.fields, save))
