"""The screen that every form is: give it what it holds (`screens.form_values`), and the rest is here.

    class YearsValues(FormValues):
        TITLE_KEY = "years-title"

        def spec(self, values: Mapping[str, Value]) -> FormSpec:
            return FormSpec("years", (NumberField("years", label_key="years-label", required=True),))

        async def load(self) -> Mapping[str, Value]:
            return {"years": str(await self.core.years.fetch())}

        async def save(self, form: Form) -> str:
            await self.core.years.save(form.changed, form["years"])
            return t("years-saved")


    class YearsScreen(FormScreen[None]):
        @cached_property
        def held(self) -> YearsValues:
            return YearsValues(self.core)

Saving shows what changes, asks, and sends once. A refusal stands beside its fields; where no answer came,
the service is asked what it has before anything is sent again. Whatever happens, the draft stays until
the service said that it has it. How a save ends is one for all faces (`store.form_saving`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.model.actions import Action
from capx_tui.model.form import Form
from capx_tui.model.form_check import check, first_invalid, invalid_fields, leave, put_right
from capx_tui.model.form_fields import Value
from capx_tui.model.form_words import label_words, problem_words
from capx_tui.screens.base import Result
from capx_tui.screens.form_compare import CompareScreen
from capx_tui.screens.form_drafts import FormDrafts
from capx_tui.screens.form_question import QuestionScreen
from capx_tui.screens.form_words import again_answers, save_answers
from capx_tui.store.form_failures import ChangedMeanwhile, ChangedOnBothSides, InvalidForm
from capx_tui.store.form_saving import Failed, InDoubt, InPart, Moved, Outcome, Refused, Saved, meanwhile, save
from capx_tui.widgets.reading import Entry

__all__ = ["FormScreen"]


class FormScreen(FormDrafts[Result]):
    """See the module. Override `held`; the rest where a form needs it."""

    #: Whether saving shows the changes and asks first.
    ASKS_BEFORE_SAVING: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self._saving = False
        #: A save whose outcome is not known: it is looked up before anything is sent again.
        self._doubtful: Form | None = None

    # -- what a form gives -------------------------------------------------------------------------

    async def save_form(self, form: Form) -> str:
        """See `FormValues.save`."""
        return await self.held.save(form)

    async def was_saved(self, form: Form) -> bool | None:
        """See `FormValues.look`; where the service holds something else, the form stands on that from now on."""
        looked = await self.held.look(form)
        if looked.values is not None:
            self.rows.form = self.form.rebased(looked.values)
        return looked.is_there

    def consequences(self) -> Sequence[Entry | str]:
        """See `FormValues.consequences`. Read above the changes."""
        return self.held.consequences(self.form)

    def lines_to_send(self) -> Sequence[str]:
        """See `FormValues.lines`."""
        return self.held.lines(self.form)

    def asked_words(self, lines: Sequence[str]) -> str:
        """See `FormValues.asked_words`. Said above them."""
        return self.held.asked_words(self.form, lines)

    def not_saved(self, error: CapxError) -> CapxError:
        """See `FormValues.not_saved`."""
        return self.held.not_saved(error)

    def nobody_knows(self, error: CapxError) -> CapxError:
        """See `FormValues.nobody_knows`."""
        return self.held.nobody_knows(error)

    def after_save(self) -> None:
        """The service has it: go somewhere, or stay with what the service made of it."""
        self.rows.form = self.held.rebased(self.form)

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
            self.say(self.rows.waiting_words)
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
        self.rows.form = check(put_right(form))
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
        question = QuestionScreen(
            lambda: t(self.spec.save_key),
            lambda: [*self.consequences(), *self.lines_to_send()],
            lambda: save_answers(self.spec),
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
        self._ended(submitted, await save(self, submitted, looking=lambda: self.say(t("form-looking"))))

    def _ended(self, submitted: Form, outcome: Outcome) -> None:
        """Show how it ended, and what is to be done now."""
        self._doubtful = submitted if isinstance(outcome, InDoubt) else None
        match outcome:
            case Saved():
                self._saved(submitted, outcome.said)
            case Refused():
                self._refused(submitted, outcome)
            case Moved():
                self._meanwhile(outcome.values)
            case InPart():
                self._saved_in_part(submitted, outcome)
            case InDoubt():
                self.fail(outcome.told, self.do_form_save)
            case Failed():
                self.core.session.refused(outcome.error)
                self.rows.form = self.held.failed(self.form)
                self.fail(outcome.told, self.do_form_save)

    def _saved(self, submitted: Form, said: str) -> None:
        # It is over: what comes after may leave the form.
        self._saving = False
        self.rows.form = self.form.saved(submitted)
        if self.form.changed:
            self.keep_now()
        else:
            self.forget_draft()
        self.say(said)
        self.after_save()

    def _refused(self, submitted: Form, refused: Refused) -> None:
        blamed = refused.beside(self.form, submitted)
        if blamed is not None:
            self.rows.form = blamed
        if blamed is not None and blamed.problems:
            self._tell_problems()
        else:
            # It names nothing, or what was refused has been changed since.
            self.fail(self.not_saved(refused.error), self.do_form_save)

    def _saved_in_part(self, submitted: Form, part: InPart) -> None:
        self.rows.form = part.kept(self.form, submitted)
        self._doubtful = submitted if part.is_doubtful else None
        self.keep_now()
        if wrong := first_invalid(self.form):
            self.go_to_problem(wrong)
        self.fail(part.told(self.form), self.do_form_save)

    # -- when nobody knows ---------------------------------------------------------------------------

    def _look_up(self, submitted: Form) -> None:
        """Ask the service what it has; if that cannot be told, let the person decide."""
        self._saving = True

        async def look() -> None:
            try:
                saved = await self.was_saved(submitted)
            finally:
                self._saving = False
            self._doubtful = None
            if saved:
                self._saved(submitted, t("form-saved-after-all"))
                return
            if saved is None:
                self._ask_again()
            elif self._is_fit():
                self._ask()

        self.say(t("form-looking"))
        self.load(look, name="look", exclusive=False)

    def _ask_again(self) -> None:
        def answered(answer: str | None) -> None:
            if answer == "again" and self._is_fit():
                self._send()

        def told() -> str:
            return t("form-again-told")

        self.app.push_screen(
            QuestionScreen(lambda: t("form-again-title"), lambda: [told()], again_answers, ask=told), answered
        )

    # -- when the service has moved on ---------------------------------------------------------------

    def _meanwhile(self, values: Mapping[str, Value]) -> None:
        """Others' changes are taken in; where both sides changed one field, the person chooses."""
        others = meanwhile(self.form, values)

        def take_over(taken: Mapping[str, Value]) -> None:
            self.rows.put(others.taken(self.form, taken))
            self.held.taken_over()

        def chosen(taken: Mapping[str, Value] | None) -> None:
            if taken is None:
                self.fail(ChangedOnBothSides(others.labels), self.do_form_save)
                return
            take_over(taken)
            self.say(t("form-meanwhile-chosen", others.labels))

        if not others.clashes:
            take_over({})
            self.fail(ChangedMeanwhile(others.labels), self.do_form_save)
            return
        screen = CompareScreen(
            lambda: t("form-meanwhile-title"),
            self.spec,
            others.clashes,
            here_key="compare-mine",
            there_key="compare-theirs",
            take_there=False,
            anew=self.form_spec,
        )
        self.app.push_screen(screen, chosen)
