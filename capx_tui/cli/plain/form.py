"""The form of plain lines: each field with its value and its state, changed one after the other, saved when asked for.

What the form asks, what stands in it and what saves it are given by its `FormValues`, the same as on its screen, and
how a save ends by `store.form_saving`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from capx_tui.cli.plain.asking import ask_question
from capx_tui.cli.plain.form_compare import ComparePlace
from capx_tui.cli.plain.form_drafts import DraftKeeping
from capx_tui.cli.plain.form_fields import Editing
from capx_tui.cli.plain.line import Line
from capx_tui.cli.plain.place import Do, Face
from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas, semicolons
from capx_tui.model.form import Form
from capx_tui.model.form_changes import change_lines
from capx_tui.model.form_check import check, invalid_fields, put_right
from capx_tui.model.form_fields import ActionField, FieldSpec, Heading, Paragraph, Value
from capx_tui.model.form_lists import EntriesField, ManyField
from capx_tui.model.form_words import (
    entry_words,
    full_help,
    label_words,
    note_words,
    problem_words,
    state_words,
    told_words,
    value_words,
)
from capx_tui.screens.form_comparing import Comparison
from capx_tui.screens.form_values import FormValues
from capx_tui.screens.form_words import again_answers, save_answers
from capx_tui.store.form_failures import ChangedMeanwhile, ChangedOnBothSides
from capx_tui.store.form_saving import (
    Failed,
    InDoubt,
    InPart,
    Meanwhile,
    Moved,
    Outcome,
    Refused,
    Saved,
    meanwhile,
    save,
)
from capx_tui.terminal.key_words import first_key

__all__ = ["FormPlace"]


class FormPlace(Editing, DraftKeeping):
    """`held` is what the form is besides how it is asked (`screens.form_values`)."""

    SCOPES: ClassVar[tuple[str, ...]] = ("form",)

    def __init__(self, face: Face, held: FormValues) -> None:
        super().__init__(face, held)
        #: A save whose outcome is not known: it is looked up before anything is sent again.
        self._doubtful: Form | None = None

    @property
    def title(self) -> str:
        """What the form is called."""
        return self._held.title

    def after_save(self, said: str) -> None:
        """The service has it, which is said: go somewhere, or stay with what the service made of it."""
        self.face.say(said)
        self.form = self._held.rebased(self.form)

    def finished(self, said: str) -> None:
        """The form is done with: back to where one was, with what came of it."""
        self.form = Form.begin(self.form.spec)
        self.erase_draft()
        self.face.say(said)
        self.face.back(silent=True)

    # -- what is read --------------------------------------------------------------------------------

    def arrive(self) -> None:
        """Fetch what stands in it; offer a draft."""
        values = self.face.work(self._held.load())
        self.form = Form.begin(self._held.spec(values), values)
        self.has_form = True
        self.offer_draft()

    def again(self) -> None:
        """As `Place.again`, once the form is there."""
        if self.face.is_at(self):
            super().again()

    def intro(self) -> Sequence[str]:
        """How a form is filled in."""
        return [t("plain-form-how")] if self.has_form else [t("form-missing", first_key("app.retry"))]

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
            told.append(told_words(spec, words or t("plain-form-empty")))
        else:
            told.append(label_words(spec))
        states = state_words(self.form, spec.id)
        if len(told) == 1 and "\n" in told[0]:
            # The state is heard before the text, which may be long.
            return "\n".join([told_words(spec, semicolons(states)), *value.split("\n")])
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
        if (spec := self.field_named(given)) is not None:
            told = full_help(self.form, spec.id, first_key)
            self.face.talk.tell(told or [t("form-no-help")])

    def field_named(self, given: str) -> FieldSpec | None:
        """The field that is named; asked for where nothing was given."""
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
        lines = change_lines(self.form)
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

    async def save_form(self, form: Form) -> str:
        """See `FormValues.save`."""
        return await self._held.save(form)

    async def was_saved(self, form: Form) -> bool | None:
        """See `FormValues.look`; where the service holds something else, the form stands on that from now on."""
        looked = await self._held.look(form)
        if looked.values is not None:
            self.form = self.form.rebased(looked.values)
        return looked.is_there

    def not_saved(self, error: CapxError) -> CapxError:
        """See `FormValues.not_saved`."""
        return self._held.not_saved(error)

    def nobody_knows(self, error: CapxError) -> CapxError:
        """See `FormValues.nobody_knows`."""
        return self._held.nobody_knows(error)

    def do_form_save(self, given: str = "") -> None:
        """Check, tell what changes, ask, send once; first look, where nobody knows what became of an earlier try."""
        del given
        if not self.has_form:
            self.face.say(t("form-loading"))
        elif self._doubtful is not None:
            self._look_up(self._doubtful)
        elif self._is_fit() and self.agreed():
            self._send()

    def _is_fit(self) -> bool:
        """Whether there is something to save and nothing wrong with it; else that is said."""
        self.form = check(put_right(self.form.forget_refusals()))
        if self.form.problems:
            self.tell_problems()
            return False
        if not self.form.changed and not self.form.spec.creates:
            self.face.say(t("form-no-changes"))
            return False
        return True

    def agreed(self) -> bool:
        """Whether the person wants it sent, knowing what it is."""
        held, form = self._held, self.form
        lines = held.lines(form)
        told = [*held.consequences(form), *lines]
        return ask_question(self.face, told, save_answers(form.spec), ask=held.asked_words(form, lines)) == "save"

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
        # Whoever stops it cannot know what the service has by then.
        self._doubtful = submitted
        looking = partial(self.face.say, t("form-looking"))
        try:
            outcome: Outcome = self.face.work(save(self, submitted, looking=looking))
        except KeyboardInterrupt:
            self.face.say(t("plain-stopped-sending", t("action-form-save")))
            return
        self._doubtful = submitted if isinstance(outcome, InDoubt) else None
        try:
            self._ended(submitted, outcome)
        finally:
            self._lines = self.listed()

    def _ended(self, submitted: Form, outcome: Outcome) -> None:
        """Tell how it ended, and what is to be done now."""
        match outcome:
            case Saved():
                self._saved(submitted, outcome.said)
            case Refused():
                self._refused(submitted, outcome)
            case Moved():
                self._meanwhile(outcome.values)
            case InPart():
                self.form = outcome.kept(self.form, submitted)
                self._doubtful = submitted if outcome.is_doubtful else None
                self.keep_draft()
                raise outcome.told(self.form)
            case InDoubt():
                raise outcome.told
            case Failed():
                self.core.session.refused(outcome.error)
                self.form = self._held.failed(self.form)
                raise outcome.told

    def _saved(self, submitted: Form, said: str) -> None:
        self._doubtful = None
        self.form = self.form.saved(submitted)
        self.erase_draft()
        self.after_save(said)
        self._lines = self.listed()

    def _refused(self, submitted: Form, refused: Refused) -> None:
        blamed = refused.beside(self.form, submitted)
        if blamed is None:
            raise self.not_saved(refused.error)
        self.form = blamed
        self.tell_problems()

    def _look_up(self, submitted: Form) -> None:
        """Ask the service what it has; if that cannot be told, the person decides."""
        self.face.say(t("form-looking"))
        is_there = self.face.work(self.was_saved(submitted))
        self._doubtful = None
        if is_there:
            self._saved(submitted, t("form-saved-after-all"))
        elif is_there is None:
            told = t("form-again-told")
            if ask_question(self.face, [told], again_answers(), ask=told) == "again" and self._is_fit():
                self.send_again()
        elif self._is_fit() and self.agreed():
            self._send()

    def send_again(self) -> None:
        """The person wants it sent though an earlier one may have arrived."""
        self._send()

    # -- when the service has moved on -----------------------------------------------------------------

    def _meanwhile(self, values: Mapping[str, Value]) -> None:
        """Others' changes are taken in; where both sides changed one field, the person chooses, field by field."""
        others = meanwhile(self.form, values)
        if not others.clashes:
            self._take_over(others, {})
            raise ChangedMeanwhile(others.labels)
        comparison = Comparison(
            self.form.spec, others.clashes, here_key="compare-mine", there_key="compare-theirs", take_there=False
        )

        def chosen(taken: Mapping[str, Value] | None) -> None:
            if taken is None:
                self.face.fail(ChangedOnBothSides(others.labels), partial(self.do_form_save, ""))
                return
            self._take_over(others, taken)
            self.face.say(t("form-meanwhile-chosen", others.labels))

        self.face.push(ComparePlace(self.face, t("form-meanwhile-title"), comparison, chosen))

    def _take_over(self, others: Meanwhile, taken: Mapping[str, Value]) -> None:
        self.put(others.taken(self.form, taken))
        self._held.taken_over()
