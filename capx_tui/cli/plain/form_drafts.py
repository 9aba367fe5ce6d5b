"""The drafts of plain forms: the same files, under the same keys, as those of the screens."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from capx_tui.cli.plain.asking import ask_question
from capx_tui.cli.plain.form_compare import ComparePlace
from capx_tui.cli.plain.place import Face, Place
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_changes import differences
from capx_tui.model.form_draft import DraftKey, Fitted, fit
from capx_tui.model.form_fields import Value
from capx_tui.screens.form_comparing import Comparison
from capx_tui.screens.form_values import FormValues, draft_key
from capx_tui.screens.form_words import draft_answers, draft_told, is_worth_offering
from capx_tui.store.drafts import Found

__all__ = ["DraftKeeping"]


class DraftKeeping(Place):
    """`held` is what the form is, `form` what stands in it, once `has_form`."""

    form: Form
    has_form = False

    def __init__(self, face: Face, held: FormValues) -> None:
        super().__init__(face)
        self._held = held
        self.form = Form.begin(FormSpec("", ()))

    @property
    def _key(self) -> DraftKey:
        return draft_key(self.core, self.form.spec.id, self._held.subject)

    def put(self, form: Form) -> None:
        """The form as it is from now on; a draft of it is kept at once."""
        self.form = form
        self._lines = self.listed()
        self.keep_draft()

    def put_and_say(self, form: Form, said: str) -> None:
        """What a row that does something made of the form, and what is said of it."""
        if form is not self.form:
            self.put(form)
        self.face.say(said)

    def keep_draft(self) -> None:
        """Nothing that was typed is lost; a disk that refuses is told once."""
        if not self.has_form:
            return
        self.core.drafts.keep_now(self._key, self.form)
        trouble = self.core.drafts.trouble_to_tell()
        if trouble is not None:
            self.face.say(f"{t('form-draft-trouble', sentence(trouble))} {t('form-draft-trouble-remedy')}")

    def erase_draft(self) -> None:
        """It was saved, or is not wanted."""
        self.core.drafts.erase(self._key)

    @property
    def is_changed(self) -> bool:
        """Whether something in it is not saved."""
        return self.has_form and bool(self.form.changed)

    def leave(self) -> None:
        """Say that what is not saved is kept."""
        if self.is_changed:
            self.keep_draft()
            self.face.say(t("plain-form-kept", self.title))

    def opened(self) -> None:
        """The form is there, with a draft or without."""

    # -- offering ------------------------------------------------------------------------------------

    def offer_draft(self) -> None:
        """What was left behind: use it, see it first, or throw it away. Without an answer it stays as it is."""
        drafts = self.core.drafts
        while (found := drafts.find(self._key)) is not None:
            if self._held.make_room(found.draft.edits):
                self.reshape()
            fitted = fit(self.form.spec, found.draft)
            if not is_worth_offering(self.form, fitted):
                drafts.throw_away(found)
                continue
            told = draft_told(self.form, found, fitted, self.core.now())
            answer = ask_question(self.face, told, draft_answers(), ask=told[0])
            if answer == "use":
                self._use(found, fitted, fitted.values)
                break
            if answer == "compare":
                self._compare(found, fitted)
                return
            if answer != "throw":
                # Nothing is decided, so nothing may be written over it.
                self.has_form = False
                self.face.back(silent=True)
                return
            drafts.throw_away(found)
            self.face.say(t("form-draft-thrown"))
        self.opened()

    def reshape(self) -> None:
        """Ask for other things from now on, with the answers that are there."""
        self.form = self.form.reshaped(self._held.spec(self.form.values))
        self._lines = self.listed()

    def _use(self, found: Found, fitted: Fitted, values: Mapping[str, Value]) -> None:
        if not fitted.lost:
            # What has no place any more stays in the old draft, to be read and copied.
            self.core.drafts.take_up(found)
        self.put(self.form.edit_many(values))
        self.face.say(t("form-draft-used"))

    def _compare(self, found: Found, fitted: Fitted) -> None:
        comparison = Comparison(
            self.form.spec,
            differences(self.form, fitted.values, was=fitted.was),
            here_key="compare-saved",
            there_key="compare-draft",
            take_there=True,
            lost=fitted.lost,
        )
        chosen = partial(self._compared, found, fitted)
        self.face.push(ComparePlace(self.face, t("form-draft-compare-title"), comparison, chosen))

    def _compared(self, found: Found, fitted: Fitted, taken: Mapping[str, Value] | None) -> None:
        if taken is None:
            self.offer_draft()
        else:
            self._use(found, fitted, taken)
            self.opened()
        if self.face.is_at(self):
            self.show()
