"""The screen that every form is: give it a spec, what loads and what saves, and the rest is here.

    class YearsScreen(FormScreen[None]):
        TITLE_KEY = "years-title"

        def form_spec(self) -> FormSpec:
            return FormSpec("years", (NumberField("years", label_key="years-label", required=True),))

        async def load_values(self) -> Mapping[str, Value]:
            return {"years": str(await self.core.years.fetch())}

        async def save_form(self, form: Form) -> str:
            await self.core.years.save(form.changed, form["years"])
            return t("years-saved")

Saving shows what changes, asks, and sends once. A refusal stands beside its fields; where no answer came,
the service is asked what it has before anything is sent again. Whatever happens, the draft stays until
the service said that it has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from capx_tui.errors import (
    CapxError,
    Conflict,
    FieldErrors,
    RuleError,
    leaves_open,
)
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.sentences import sentence
from capx_tui.model.actions import Action
from capx_tui.model.form import Form
from capx_tui.model.form_changes import differences, merged
from capx_tui.model.form_check import check, first_invalid, invalid_fields, leave, refuse
from capx_tui.model.form_fields import Value
from capx_tui.model.form_words import label_words, problem_words
from capx_tui.screens.base import Result
from capx_tui.screens.form_compare import CompareScreen
from capx_tui.screens.form_drafts import FormDrafts
from capx_tui.screens.form_failures import (
    ChangedMeanwhile,
    ChangedOnBothSides,
    InvalidForm,
    NotSaved,
    PartlyKnown,
    PartlySaved,
    SavedUnknown,
)
from capx_tui.screens.form_question import Answer, QuestionScreen
from capx_tui.store.write_once import AnswerLost, MovedOn, SavedInPart
from capx_tui.widgets.reading import Entry

__all__ = ["ChangedMeanwhile", "FormScreen", "InvalidForm", "NotSaved", "PartlyKnown", "PartlySaved", "SavedUnknown"]


class FormScreen(FormDrafts[Result]):
    """See the module. Override `form_spec`, `load_values`, `save_form`; the rest where a form needs it."""

    #: Whether saving shows the changes and asks first.
    ASKS_BEFORE_SAVING: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self._saving = False
        #: A save whose outcome is not known: it is looked up before anything is sent again.
        self._doubtful: Form | None = None

    # -- what a form gives -------------------------------------------------------------------------

    async def save_form(self, form: Form) -> str:
        """Send it once; give back the sentence to say, "" for "Saved.".

        May raise any `CapxError`: `FieldErrors`, `Conflict` and `RuleError` land beside their fields, and
        `SavedInPart` tells what is saved and leaves the rest to be saved again.
        """
        raise NotImplementedError

    async def was_saved(self, form: Form) -> bool | None:
        """Whether the service holds what `form` tried to save: asked where no answer came. None: it cannot be told.

        A form that makes something new has nothing to read back unless its screen knows where to look.
        """
        if self.spec.creates:
            return None
        now = Form.begin(self.spec, await self.load_values())
        if all(self.spec.by_id[field].same(now[field], form[field]) for field in form.changed):
            return True
        self.rows.form = self.form.rebased(now.values)
        return False

    def consequences(self) -> Sequence[Entry | str]:
        """What to know before saving: who will see it, what cannot be undone. Read above the changes."""
        return ()

    def lines_to_send(self) -> Sequence[str]:
        """What is shown before saving: the changes, a line each."""
        return self.change_lines()

    def asked_words(self, lines: Sequence[str]) -> str:
        """The question above them."""
        return t("form-changes-count", len(lines))

    def not_saved(self, error: CapxError) -> CapxError:
        """What is told where `error` kept the service from having it."""
        return NotSaved(sentence(error))

    def nobody_knows(self, error: CapxError) -> CapxError:
        """What is told where nobody can say what became of it."""
        return SavedUnknown(sentence(error))

    def after_save(self) -> None:
        """The service has it: go somewhere, or stay."""

    def taken_over(self) -> None:
        """The form has taken over what the service was found to hold (`ChangedMeanwhile`)."""

    # -- saving ------------------------------------------------------------------------------------

    @property
    def is_saving(self) -> bool:
        """Whether a save is under way."""
        return self._saving

    def named(self, entry: Action) -> str:
        """What is sent is not called saving."""
        if entry.id == "form.save" and self.rows.has_form:
            return t(self.spec.save_key)
        return super().named(entry)

    def do_form_save(self) -> None:
        """Check, show what changes, ask, send."""
        if not self.rows.has_form:
            self.say(t("form-loading"))
        elif self._saving:
            self.say(t("form-saving-still"))
        elif self._doubtful is not None:
            self._look_up(self._doubtful)
        elif self._is_fit():
            self._ask()

    def _is_fit(self) -> bool:
        """Whether there is something to save and nothing wrong with it; else that is said."""
        form = self.form.forget_refusals()
        if self.rows.field in form.values:
            form = leave(form, self.rows.field)
        # What was filled in or came from a draft was in no field that was left.
        put_right = {field: self.spec.by_id[field].complete(form[field]) for field in form.changed}
        self.rows.form = check(form.edit_many(put_right))
        if self.form.problems:
            self._tell_problems()
            return False
        if not self.form.changed and not self.spec.creates:
            self.say(t("form-no-changes"))
            return False
        return True

    def _tell_problems(self) -> None:
        """Go to the first field with a problem, and say it."""
        wrong = invalid_fields(self.form)
        first = first_invalid(self.form)
        problem = problem_words(self.form.problems[first][0])
        if first:
            self.go_to_problem(first)
            label = label_words(self.spec.by_id[first])
        else:
            self.rows.action_jump(0)
            label = self.heading
        self.fail(InvalidForm(str(max(len(wrong), 1)), label, problem))

    def _ask(self) -> None:
        if not self.ASKS_BEFORE_SAVING:
            self._send()
            return

        def answers() -> Sequence[Answer]:
            return (
                Answer("save", t(self.spec.save_key), t(self.spec.send_help_key)),
                Answer("back", t("form-save-back"), t("form-save-back-help")),
            )

        question = QuestionScreen(
            lambda: t(self.spec.save_key),
            lambda: [*self.consequences(), *self.lines_to_send()],
            answers,
            ask=lambda: self.asked_words(self.lines_to_send()),
        )
        self.app.push_screen(question, lambda answer: self._send() if answer == "save" else None)

    def _send(self) -> None:
        if self._saving:
            return
        self._saving = True
        submitted = self.form
        self.keep_now()
        self.say(t("form-saving"))
        begun = False

        async def once() -> None:
            nonlocal begun
            if begun:
                # Trying again after an error that nobody foresaw: first see what became of it.
                self._doubtful = submitted
                self.do_form_save()
                return
            begun = True
            try:
                await self._save(submitted)
            finally:
                self._saving = False

        self.load(once, name="save", exclusive=False)

    async def _save(self, submitted: Form) -> None:
        try:
            said = await self.save_form(submitted)
        except (FieldErrors, Conflict, RuleError) as error:
            self._refused(submitted, error)
        except (ChangedMeanwhile, MovedOn) as error:
            self._meanwhile(error.values)
        except SavedInPart as error:
            self._saved_in_part(submitted, error)
        except CapxError as error:
            if leaves_open(error):
                await self._find_out(submitted, error)
            else:
                self.core.session.refused(error)
                self._not_saved(error)
        else:
            self._saved(submitted, said)

    def _saved(self, submitted: Form, said: str = "") -> None:
        self._doubtful = None
        # It is over: what comes after may leave the form.
        self._saving = False
        self.rows.form = self.form.saved(submitted)
        if self.form.changed:
            self.keep_now()
        else:
            self.forget_draft()
        self.say(said or t("form-saved"))
        self.after_save()

    def _refused(self, submitted: Form, error: CapxError) -> None:
        """The service's words beside the fields they are about; what names nothing is said as it is."""
        blamed = refuse(submitted, error)
        if blamed is submitted:
            self._not_saved(error)
            return
        self.rows.form = check(replace(self.form, refused=blamed.refused))
        if self.form.problems:
            self._tell_problems()
        else:
            # What was refused has been changed since.
            self._not_saved(error)

    def _saved_in_part(self, submitted: Form, error: SavedInPart) -> None:
        """What is saved is a change no more; what is not stays one, with the reason beside its field."""
        blamed = refuse(submitted, error.error)
        kept = self.form.rebased({field: submitted[field] for field in error.saved})
        self.rows.form = check(replace(kept, refused=blamed.refused))
        self._doubtful = submitted if isinstance(error.error, AnswerLost) else None
        self.keep_now()
        if wrong := first_invalid(self.form):
            self.go_to_problem(wrong)
        saved, doubtful, missing = (self._labels(ids) for ids in (error.saved, error.doubtful, error.missing))
        why = sentence(error.error)
        told = PartlyKnown(saved, doubtful, missing, why) if error.doubtful else PartlySaved(saved, missing, why)
        self.fail(told, self.do_form_save)

    def _labels(self, fields: Sequence[str]) -> str:
        return commas(label_words(self.spec.by_id[field]) for field in fields) or t("form-partly-nothing")

    def _not_saved(self, error: CapxError) -> None:
        self.fail(self.not_saved(error), self.do_form_save)

    # -- when no answer came -------------------------------------------------------------------------

    async def _find_out(self, submitted: Form, error: CapxError) -> None:
        self.say(t("form-looking"))
        try:
            saved = await self.was_saved(submitted)
        except CapxError:
            saved = None
        if saved:
            self._saved(submitted, t("form-saved-after-all"))
        elif saved is None:
            self._doubtful = submitted
            self.fail(self.nobody_knows(error), self.do_form_save)
        else:
            self._doubtful = None
            self._not_saved(error)

    def _look_up(self, submitted: Form) -> None:
        """Ask the service what it has; if that cannot be told, let the person decide."""
        self._saving = True

        async def look() -> None:
            try:
                saved = await self.was_saved(submitted)
            finally:
                self._saving = False
            if saved:
                self._saved(submitted, t("form-saved-after-all"))
                return
            self._doubtful = None
            if saved is None:
                self._ask_again()
            elif self._is_fit():
                self._ask()

        self.say(t("form-looking"))
        self.load(look, name="look", exclusive=False)

    def _ask_again(self) -> None:
        def answers() -> Sequence[Answer]:
            return (
                Answer("back", t("form-save-back"), t("form-again-back-help")),
                Answer("again", t("form-again"), t("form-again-help")),
            )

        def told() -> str:
            return t("form-again-told")

        def answered(answer: str | None) -> None:
            if answer == "again" and self._is_fit():
                self._send()

        question = QuestionScreen(lambda: t("form-again-title"), lambda: [told()], answers, ask=told)
        self.app.push_screen(question, answered)

    # -- when the service has moved on ---------------------------------------------------------------

    def _meanwhile(self, values: Mapping[str, Value]) -> None:
        """Others' changes are taken in; where both sides changed one field, the person chooses.

        Of a list whose order says nothing both are taken: what either side added is in, what it took out is out.
        """
        theirs = Form.begin(self.spec, values).values
        error = ChangedMeanwhile(values, commas(self._labels_of(theirs)))
        both = merged(self.form, theirs)
        found = differences(self.form, theirs)
        clashes = [difference for difference in found if difference.is_clash and difference.field not in both]

        def take_over(taken: Mapping[str, Value]) -> None:
            self.rows.put(self.form.rebased(theirs).edit_many({**both, **taken}))
            self.taken_over()

        def chosen(taken: Mapping[str, Value] | None) -> None:
            if taken is None:
                self.fail(ChangedOnBothSides(error.params[0]), self.do_form_save)
                return
            take_over(taken)
            self.say(t("form-meanwhile-chosen", error.params[0]))

        if not clashes:
            take_over({})
            self.fail(error, self.do_form_save)
            return

        screen = CompareScreen(
            lambda: t("form-meanwhile-title"),
            self.spec,
            clashes,
            here_key="compare-mine",
            there_key="compare-theirs",
            take_there=False,
        )
        self.app.push_screen(screen, chosen)

    def _labels_of(self, theirs: Mapping[str, Value]) -> list[str]:
        """The fields that the service holds otherwise than when the form began."""
        begun = self.form.initial
        return [label_words(spec) for spec in self.spec.valued if not spec.same(begun[spec.id], theirs[spec.id])]
