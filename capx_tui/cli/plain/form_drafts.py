"""The drafts of plain forms: the same files, under the same keys, as those of the screens."""

from __future__ import annotations

from collections.abc import Collection

from capx_tui.cli.form_lines import difference_lines
from capx_tui.cli.plain.asking import ask_question
from capx_tui.cli.plain.place import Face, Place
from capx_tui.i18n import t
from capx_tui.i18n.moments import ago, parse
from capx_tui.i18n.sentences import sentence
from capx_tui.model.choice import Answer
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_changes import differences
from capx_tui.model.form_draft import DraftKey, Fitted, fit
from capx_tui.store.drafts import Found

__all__ = ["DraftKeeping"]


class DraftKeeping(Place):
    """`form` is what stands in the form, once `has_form`."""

    form: Form
    has_form = False

    def __init__(self, face: Face) -> None:
        super().__init__(face)
        self.form = Form.begin(FormSpec("", ()))

    @property
    def subject(self) -> str:
        """What the form is about, as far as one may be about several things."""
        return ""

    @property
    def draft_key(self) -> DraftKey:
        """As `FormDrafts.draft_key`."""
        account = self.core.session.state.account
        return DraftKey(
            self.core.service, str(account.id) if account is not None else "", self.form.spec.id, self.subject
        )

    def put(self, form: Form) -> None:
        """The form as it is from now on; a draft of it is kept at once."""
        self.form = form
        self._lines = self.listed()
        self.keep_draft()

    def keep_draft(self) -> None:
        """Nothing that was typed is lost; a disk that refuses is told once."""
        if not self.has_form:
            return
        self.core.drafts.keep_now(self.draft_key, self.form)
        trouble = self.core.drafts.trouble_to_tell()
        if trouble is not None:
            self.face.say(f"{t('form-draft-trouble', sentence(trouble))} {t('form-draft-trouble-remedy')}")

    def forget_draft(self) -> None:
        """It was saved, or is not wanted."""
        if self.form.changed:
            self.keep_draft()
        else:
            self.core.drafts.erase(self.draft_key)

    def leave(self) -> None:
        """Say that what is not saved is kept."""
        if self.has_form and self.form.changed:
            self.keep_draft()
            self.face.say(t("plain-form-kept", self.title))

    def make_room(self, fields: Collection[str]) -> None:
        """A draft has these fields: where the form begins without some of them and may have them, add them."""

    def offer_draft(self) -> None:
        """What was left behind: use it, see it first, or throw it away. Without an answer it stays as it is."""
        drafts = self.core.drafts
        while (found := drafts.find(self.draft_key)) is not None:
            self.make_room(found.draft.edits)
            fitted = fit(self.form.spec, found.draft)
            if not fitted.lost and not differences(self.form, fitted.values):
                # It was saved after all, or typed again.
                drafts.throw_away(found)
                continue
            answer = self._ask(found, fitted)
            if answer == "use":
                if not fitted.lost:
                    # What has no place any more stays in the old draft, to be read and copied.
                    drafts.take_up(found)
                self.put(self.form.edit_many(fitted.values))
                self.face.say(t("form-draft-used"))
                return
            if answer != "throw":
                # Nothing is decided, so nothing may be written over it.
                self.has_form = False
                self.face.back(silent=True)
                return
            drafts.throw_away(found)
            self.face.say(t("form-draft-thrown"))

    def _ask(self, found: Found, fitted: Fitted) -> str | None:
        saved_at = parse(found.draft.saved_at) or self.core.now()
        told = [t("form-draft-found", ago(saved_at, self.core.now()))]
        if fitted.lost:
            told.append(t("form-draft-older", len(fitted.lost)))
        answers = (
            Answer("use", t("form-draft-use"), t("form-draft-use-help")),
            Answer("compare", t("form-draft-compare"), t("form-draft-compare-help")),
            Answer("throw", t("form-draft-throw"), t("form-draft-throw-help")),
        )
        while (answer := ask_question(self.face, told, answers, ask=told[0])) == "compare":
            for each in differences(self.form, fitted.values, was=fitted.was):
                self.face.talk.tell(difference_lines(self.form, each))
            self.face.talk.tell(text for _, text in fitted.lost)
        return answer
