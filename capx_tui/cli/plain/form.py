"""The form of plain lines: each field with its value and its state, changed one after the other, saved when asked for.

Subclasses give what a `FormScreen` gives: what the form asks, what stands in it, what saves it. Fields, rules, words,
drafts and what happens to a refusal are those of the screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from capx_tui.cli.form_editing import in_words
from capx_tui.cli.form_lines import change_lines, difference_lines, put_right
from capx_tui.cli.plain.asking import ask_question
from capx_tui.cli.plain.form_drafts import DraftKeeping
from capx_tui.cli.plain.form_fields import Editing
from capx_tui.cli.plain.line import Line
from capx_tui.cli.plain.place import Do
from capx_tui.errors import CapxError, Conflict, FieldErrors, RuleError
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas, semicolons
from capx_tui.i18n.sentences import sentence
from capx_tui.model.choice import Answer
from capx_tui.model.entry import Entry
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_changes import differences, merged
from capx_tui.model.form_check import check, invalid_fields, refuse
from capx_tui.model.form_fields import ActionField, FieldSpec, Heading, Paragraph, Value
from capx_tui.model.form_lists import EntriesField, ManyField
from capx_tui.model.form_words import (
    entry_words,
    full_help,
    label_words,
    note_words,
    problem_words,
    state_words,
    value_words,
)
from capx_tui.screens.form_failures import NotSaved, PartlyKnown, PartlySaved, SavedUnknown
from capx_tui.store.write_once import AnswerLost, MovedOn, SavedInPart
from capx_tui.terminal.key_words import first_key

__all__ = ["FormPlace"]


class FormPlace(Editing, DraftKeeping):
    """See the module. Override `form_spec`, `load_values`, `save_form`."""

    SCOPES: ClassVar[tuple[str, ...]] = ("form",)

    # -- what a form gives ---------------------------------------------------------------------------

    def form_spec(self) -> FormSpec:
        """What it asks."""
        raise NotImplementedError

    async def load_values(self) -> Mapping[str, Value]:
        """What stands in it. Raises the errors of the request."""
        raise NotImplementedError

    async def save_form(self, form: Form) -> str:
        """Send what changed, once; the sentence to say, "" for "Saved.". Raises as `FormScreen.save_form`."""
        raise NotImplementedError

    def consequences(self) -> Sequence[Entry | str]:
        """What to know before saving."""
        return ()

    def lines_to_send(self) -> Sequence[str]:
        """What is told before saving: the changes, a line each."""
        return list(change_lines(self.form))

    def asked_words(self, lines: Sequence[str]) -> str:
        """The question below them."""
        return t("form-changes-count", len(lines))

    def after_save(self) -> None:
        """The service has it: go somewhere, or stay."""

    # -- what is read --------------------------------------------------------------------------------

    def arrive(self) -> None:
        """Fetch what stands in it; offer a draft."""
        values = self.face.work(self.load_values())
        self.form = Form.begin(self.form_spec(), values)
        self.has_form = True
        self.offer_draft()
        self.opened()

    def again(self) -> None:
        """As `Place.again`, once the form is there."""
        if self.face.is_at(self):
            super().again()

    def opened(self) -> None:
        """The form is there, with a draft or without."""

    def intro(self) -> Sequence[str]:
        """How a form is filled in."""
        return [t("plain-form-how")] if self.has_form else [t("plain-form-missing", first_key("app.retry"))]

    def listed(self) -> Sequence[Line]:
        """Fields in their order; those that can be changed or done are numbered."""
        if not self.has_form:
            return ()
        lines, number = [], 0
        for spec in self.form.spec.fields:
            if isinstance(spec, Heading):
                lines.append(Line(t("plain-heading", label_words(spec))))
                continue
            if isinstance(spec, Paragraph):
                lines.append(Line(label_words(spec)))
                continue
            can = self.form.can_change(spec.id) if spec.HAS_VALUE else isinstance(spec, ActionField)
            number += can
            opening = partial(self.edit_field, spec.id) if can else None
            line = Line(self.field_words(spec), label_words(spec), number if can else 0, opening, self._below(spec))
            lines.append(line)
        return lines

    def field_words(self, spec: FieldSpec) -> str:
        """Name, value, state: what a field is, read alone."""
        told, value = [], ""
        if spec.HAS_VALUE:
            value = self.form[spec.id]
            words = value_words(spec, value)
            if isinstance(spec, EntriesField) and not isinstance(spec, ManyField) and value:
                words = commas(entry_words(spec, entry) for entry in value)
            told.append(t("people-fact", label_words(spec), words or t("plain-form-empty")))
        else:
            told.append(label_words(spec))
        states = state_words(self.form, spec.id)
        if len(told) == 1 and "\n" in told[0]:
            # The state is heard before the text, which may be long.
            return "\n".join([t("people-fact", label_words(spec), semicolons(states)), *value.split("\n")])
        return semicolons([*told, *states])

    def _below(self, spec: FieldSpec) -> tuple[str, ...]:
        problems = [problem_words(problem) for problem in self.form.problems.get(spec.id, ())]
        note = note_words(spec)
        return (*problems, *(note.split("\n") if note else ()))

    def doable(self) -> list[tuple[str, Do]]:
        """Saving also by the name that this form has for it: *Send message*."""
        return [(t(self.form.spec.save_key), self.do_form_save), *super().doable()]

    # -- actions -------------------------------------------------------------------------------------

    def do_form_help(self, given: str = "") -> None:
        """Everything to know of a field."""
        if (spec := self._named(given)) is not None:
            told = full_help(self.form, spec.id, first_key)
            self.face.talk.tell(told or [t("form-no-help")])

    def _named(self, given: str) -> FieldSpec | None:
        line = self.which(given)
        if line is None:
            return None
        return next((spec for spec in self.form.spec.fields if label_words(spec) == line.name), None)

    def do_form_undo(self, given: str = "") -> None:
        """One step back."""
        del given
        fields = self.form.undoable
        if not fields:
            self.face.say(t("form-nothing-to-undo"))
            return
        self.put(self.form.undo())
        self.face.say(t("form-undone", self._fields_words(fields)))

    def do_form_redo(self, given: str = "") -> None:
        """The step that was taken back, again."""
        del given
        fields = self.form.redoable
        if not fields:
            self.face.say(t("form-nothing-to-redo"))
            return
        self.put(self.form.redo())
        self.face.say(t("form-redone", self._fields_words(fields)))

    def _fields_words(self, fields: Sequence[str]) -> str:
        return ". ".join(self.field_words(self.form.spec.by_id[each]) for each in fields)

    def do_form_changes(self, given: str = "") -> None:
        """What has changed."""
        del given
        lines = list(change_lines(self.form))
        self.face.talk.tell([t("form-changes-count", len(lines)), *lines] if lines else [t("form-no-changes")])

    def do_form_next_error(self, given: str = "") -> None:
        """To the first field with a problem."""
        del given
        wrong = invalid_fields(self.form)
        if wrong:
            self.edit_field(wrong[0])
        else:
            self.face.say(t("form-no-error"))

    def do_form_sections(self, given: str = "") -> None:
        """The lines from one heading on."""
        headings = [at for at, line in enumerate(self._lines) if not line.number and line.words.endswith(":")]
        named = [Line(self._lines[at].words, number=number) for number, at in enumerate(headings, 1)]
        if not given:
            self.face.talk.tell(words for line in named for words in line.told())
            given = self.face.talk.ask(t("plain-which"))
        if given.isascii() and given.isdigit() and 1 <= int(given) <= len(headings):
            self._next = headings[int(given) - 1]
            self.more()
        else:
            self.face.say_unclear(given, [])

    # -- saving --------------------------------------------------------------------------------------

    def do_form_save(self, given: str = "") -> None:
        """Check, tell what changes, ask, send once."""
        del given
        if not self.has_form:
            self.face.say(t("form-loading"))
            return
        self.form = check(put_right(self.form.forget_refusals()))
        if self.form.problems:
            self.tell_problems()
        elif not self.form.changed and not self.form.spec.creates:
            self.face.say(t("form-no-changes"))
        elif self.agreed():
            self._send()

    def agreed(self) -> bool:
        """Whether the person wants it sent, knowing what it is."""
        lines = self.lines_to_send()
        answers = (
            Answer("save", t(self.form.spec.save_key), t(self.form.spec.send_help_key)),
            Answer("back", t("form-save-back"), t("form-save-back-help")),
        )
        told = [*self.consequences(), *lines]
        return ask_question(self.face, told, answers, ask=self.asked_words(lines)) == "save"

    def tell_problems(self) -> None:
        """Every problem beside its field's name; then to the first of them, to be put right."""
        for field_id, problems in self.form.problems.items():
            label = label_words(self.form.spec.by_id[field_id]) if field_id else self.title
            self.face.talk.tell(t("people-fact", label, problem_words(problem)) for problem in problems)
        self._lines = self.listed()
        if wrong := invalid_fields(self.form):
            self.edit_field(wrong[0])

    def _send(self) -> None:
        submitted = self.form
        self.keep_draft()
        self.face.say(t("form-saving"))
        try:
            said = self.face.work(self.save_form(submitted))
        except (FieldErrors, Conflict, RuleError) as error:
            self._refused(submitted, error)
        except MovedOn as error:
            self._meanwhile(error.values)
        except SavedInPart as error:
            self._saved_in_part(submitted, error)
        except AnswerLost as error:
            raise SavedUnknown(sentence(error)) from error
        except CapxError as error:
            self.core.session.refused(error)
            raise self.not_saved(error) from error
        else:
            self.form = self.form.saved(submitted)
            self.forget_draft()
            self.face.say(said or t("form-saved"))
            self.after_save()
            self._lines = self.listed()

    def not_saved(self, error: CapxError) -> CapxError:
        """What is told where `error` kept the service from having it."""
        return NotSaved(sentence(error))

    def _refused(self, submitted: Form, error: CapxError) -> None:
        blamed = refuse(submitted, error)
        if blamed is submitted:
            raise self.not_saved(error)
        self.form = blamed
        self.tell_problems()

    def _saved_in_part(self, submitted: Form, error: SavedInPart) -> None:
        self.form = refuse(self.form.rebased({field: submitted[field] for field in error.saved}), error.error)
        self.keep_draft()
        self._lines = self.listed()
        told = in_words(self.form, error)
        assert isinstance(told, SavedInPart)
        saved = commas(told.saved) or t("form-partly-nothing")
        missing, why = commas(told.missing) or t("form-partly-nothing"), sentence(error.error)
        if told.doubtful:
            raise PartlyKnown(saved, commas(told.doubtful), missing, why)
        raise PartlySaved(saved, missing, why)

    def _meanwhile(self, values: Mapping[str, Value]) -> None:
        """Others' changes are taken in; where both sides changed one field, the person chooses, field by field."""
        theirs = Form.begin(self.form.spec, values).values
        both: dict[str, Any] = dict(merged(self.form, theirs))
        spec = self.form.spec
        begun = self.form.initial
        moved = [label_words(each) for each in spec.valued if not each.same(begun[each.id], theirs[each.id])]
        for each in differences(self.form, theirs):
            if not each.is_clash or each.field in both:
                continue
            answers = (
                Answer("mine", t("plain-form-mine")),
                Answer("theirs", t("plain-form-theirs")),
            )
            asked = t("plain-form-clash", label_words(spec.by_id[each.field]))
            answer = ask_question(self.face, list(difference_lines(self.form, each)), answers, ask=asked)
            if answer is None:
                self.face.say(t("form-meanwhile-open", commas(moved)))
                return
            both[each.field] = each.here if answer == "mine" else each.there
        self.put(self.form.rebased(theirs).edit_many(both))
        self.taken_over()
        self.face.say(f"{t('form-meanwhile', ', '.join(moved))} {t('plain-form-save-again', first_key('form.save'))}")

    def taken_over(self) -> None:
        """The form stands on what the service holds now."""
