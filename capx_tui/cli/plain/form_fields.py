"""Changing one field of a plain form: what a line typed there means, for each kind of field."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from capx_tui.cli.form_prompts import is_yes
from capx_tui.cli.plain.asking import ChooserPlace
from capx_tui.cli.plain.form_drafts import DraftKeeping
from capx_tui.cli.plain.form_entries import EntriesPlace
from capx_tui.errors import CapxError, RuleError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain, sentence
from capx_tui.model.choice import Choice
from capx_tui.model.form import Form
from capx_tui.model.form_check import leave
from capx_tui.model.form_fields import ActionField, FieldSpec, LongTextField, Own, SwitchField, TextField, left_out
from capx_tui.model.form_lists import ChoiceField, EntriesField, ManyField, toggled
from capx_tui.model.form_words import full_help, label_words, problem_words
from capx_tui.screens.refresh_words import options_words
from capx_tui.terminal.editor import edit_text
from capx_tui.terminal.key_words import first_key

__all__ = ["Editing"]

#: Ends a text of several lines.
_END = "."


class Editing(DraftKeeping):
    """What `FormPlace` is besides reading and saving."""

    def act_on(self, field_id: str) -> None:
        """A row that does something."""

    def field_left(self, field_id: str) -> None:
        """A field was changed and left."""

    def coupled(self, before: Form, after: Form) -> Form:  # noqa: ARG002 - forms whose fields hang together look at it
        """What else changes with a change made by hand."""
        return after

    def field_words(self, spec: FieldSpec) -> str:
        """Name, value, state."""
        raise NotImplementedError

    # -- kinds ---------------------------------------------------------------------------------------

    def edit_field(self, field_id: str) -> None:
        """Ask for another value, as the kind of the field asks for it."""
        spec = self.form.spec.by_id[field_id]
        if isinstance(spec, ActionField):
            self.act_on(field_id)
        elif isinstance(spec, ManyField):
            self._choose_many(spec)
        elif isinstance(spec, EntriesField):
            self.face.push(EntriesPlace(self.face, self.entries_of, spec.id))
        elif isinstance(spec, ChoiceField):
            self._choose(spec)
        elif isinstance(spec, SwitchField):
            self._ask_yes(spec)
        elif isinstance(spec, LongTextField):
            self._ask_lines(spec)
        else:
            self._ask_line(spec)

    def changed_to(self, spec: FieldSpec, after: Form) -> None:
        """A field was given another value: what hangs on it follows, what is wrong is said beside it."""
        self.put(leave(self.coupled(self.form.pause(), after), spec.id))
        self.face.say(self.field_words(spec))
        self.field_left(spec.id)

    def _problems(self, spec: FieldSpec) -> list[str]:
        return [problem_words(problem) for problem in self.form.problems.get(spec.id, ())]

    def _told_help(self, spec: FieldSpec, text: str) -> bool:
        if text == "?":
            self.face.talk.tell(full_help(self.form, spec.id, first_key) or [t("form-no-help")])
        return text == "?"

    def _ask_line(self, spec: FieldSpec) -> None:
        """One line; what is wrong is said, and the field asked for again with what was typed in it."""
        told = [self.field_words(spec)]
        while True:
            self.face.talk.tell([*told, *self._problems(spec), t("plain-form-line")])
            text = self.face.talk.ask(label_words(spec))
            if self._told_help(spec, text):
                continue
            if not text:
                return
            value = spec.settle("" if text == "-" else text)
            if lost := left_out(text):
                self.face.say(t("form-left-out", lost))
            self.changed_to(spec, self.form.edit(spec.id, spec.complete(value)))
            if not self._problems(spec):
                return
            # What stands in it now was said.
            told = []

    def _ask_lines(self, spec: FieldSpec) -> None:
        """Several lines up to a lone full stop; nothing typed keeps the text."""
        told = [self.field_words(spec)]
        while True:
            self.face.talk.tell([*told, *self._problems(spec), t("plain-form-lines")])
            first = self.face.talk.ask(label_words(spec))
            if self._told_help(spec, first):
                continue
            if first in ("", _END):
                return
            lines = [] if first == "-" else [first]
            while lines and (line := self.face.talk.ask(t("plain-form-more"))) != _END:
                lines.append(line)
            text = "\n".join(lines)
            if lost := left_out(text):
                self.face.say(t("form-left-out", lost))
            self.changed_to(spec, self.form.edit(spec.id, spec.complete(spec.settle(text))))
            if not self._problems(spec):
                return
            told = []

    def _ask_yes(self, spec: SwitchField) -> None:
        while True:
            self.face.talk.tell([self.field_words(spec)])
            text = self.face.talk.ask(t("plain-form-yes"))
            if self._told_help(spec, text):
                continue
            if text:
                self.changed_to(spec, self.form.edit(spec.id, is_yes(text)))
            return

    def _choose(self, spec: ChoiceField) -> None:
        def taken(chosen: object) -> None:
            assert isinstance(chosen, (int, str, Own))
            self.changed_to(spec, self.form.edit(spec.id, chosen))

        def clear() -> str:
            self.changed_to(spec, self.form.edit(spec.id, None))
            return t("form-nothing-chosen")

        own = (lambda text: taken(Own(text))) if spec.own_limit else None
        self.face.push(self._chooser(spec)(taken=taken, clear=clear, own=own))

    def _chooser(self, spec: ChoiceField | ManyField) -> partial[ChooserPlace]:
        """What there is to choose; it wants to be told what becomes of what is chosen."""
        note = partial(options_words, self.core, spec.options)
        return partial(ChooserPlace, self.face, label_words(spec), partial(self._options, spec), note=note)

    def _options(self, spec: ChoiceField | ManyField, typed: str) -> Sequence[Choice]:
        value = self.form[spec.id]
        chosen = value if isinstance(value, tuple) else (value,)
        is_many = isinstance(spec, ManyField)
        return [
            Choice(each.id, each.label, each.detail, chosen=each.id in chosen if is_many or each.id in chosen else None)
            for each in spec.options.search(typed)
        ]

    def toggle_entry(self, spec: EntriesField, entry: object) -> str:
        """An entry into a list, or out of it; the field as it is then, or why it was not taken."""
        try:
            after = toggled(spec, self.form[spec.id], entry)
        except RuleError as error:
            return sentence(error)
        self.entries_of(spec.id, after)
        return self.field_words(spec)

    def _choose_many(self, spec: ManyField) -> None:
        def toggle(chosen: object) -> str:
            return self.toggle_entry(spec, chosen)

        def clear() -> str:
            self.put(self.form.edit(spec.id, ()))
            return self.field_words(spec)

        own = (lambda text: self.face.say(toggle(Own(text)))) if spec.own_limit else None
        self.face.push(self._chooser(spec)(toggle=toggle, clear=clear, own=own))

    def entries_of(self, field_id: str, entries: tuple[object, ...] | None = None) -> Form:
        """The form, with other entries in a list where they are given."""
        if entries is not None:
            spec = self.form.spec.by_id[field_id]
            self.put(leave(self.coupled(self.form.pause(), self.form.edit(field_id, entries)), field_id))
            self.field_left(spec.id)
        return self.form

    def do_form_editor(self, given: str = "") -> None:
        """The text of a field in an editor program."""
        line = self.which(given)
        spec = next((each for each in self.form.spec.fields if line and label_words(each) == line.name), None)
        if not isinstance(spec, TextField) or spec.sensitive or not self.form.can_change(spec.id):
            if line is not None:
                self.face.say(t("editor-no-text"))
            return
        if self.form.spec.sensitive:
            self.face.say(t("editor-sensitive"))
            return
        from contextlib import nullcontext

        try:
            text = edit_text(str(self.form[spec.id]), self.core.environ, nullcontext, name=spec.id)
        except CapxError as error:
            self.face.say(explain(error))
            return
        self.changed_to(spec, self.form.edit(spec.id, spec.settle(text.rstrip("\n"))))
