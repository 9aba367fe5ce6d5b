"""The application to a mentorship programme: its own questions, sent once, encrypted by CapX, and kept nowhere here.

In: the programme's form, read anew. Out: `MentorshipStore.apply`. Can fail: a form or a key that changed since it
was shown (nothing is sent), a refusal, an answer lost: the service shows nobody what it has, so all that can be
told is its counter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_builder import RESET, SUBMIT, BuiltForm, answers_to_send
from capx_tui.model.form_fields import Value
from capx_tui.model.mentorship import ApplicationForm, Programme, Role, why_not
from capx_tui.model.mentorship_form import (
    CLEAN,
    answer_lines,
    application,
    receipt_words,
    sending_words,
    sent_words,
)
from capx_tui.screens.form_sensitive import SensitiveForm

__all__ = ["MentorshipForm"]


class MentorshipForm(SensitiveForm):
    """As a mentor or as a mentee, to the programme of the organization `partner_id`."""

    CLEAN_ROW = CLEAN

    def __init__(self, partner_id: int, role: Role) -> None:
        super().__init__()
        self._organization_id = partner_id
        self._role = role
        self._shown: ApplicationForm | None = None
        self._built = BuiltForm((), ())
        self._came_of_it = ""

    @property
    def subject(self) -> str:
        """Drafts of two programmes, and of two roles, are two."""
        return f"{self._organization_id}.{self._role.value}"

    @property
    def heading(self) -> str:
        """As what, and to whom."""
        return t(f"mentorship-apply-{self._role.value}-to", self._whose)

    @property
    def _programme(self) -> Programme | None:
        return self.core.mentorship.programme(self._organization_id)

    @property
    def _whose(self) -> str:
        found = self._programme
        return self.core.mentorship.name(found) if found is not None else ""

    @property
    def _sent(self) -> str:
        sent = self.core.mentorship.sent(self._organization_id, self._role)
        return sent_words(sent, self.core.language)

    # -- what is asked -----------------------------------------------------------------------------------

    async def load_values(self) -> Mapping[str, Value]:
        """The questions of today. Raises `RuleError` where one cannot apply any more."""
        await self.core.session.verify()
        await self.core.mentorship.load()
        found = self._programme
        if found is None:
            raise RuleError("mentorship-gone")
        if why := why_not(found, self._role, self.core.mentorship.today):
            raise RuleError(why)
        self._shown = found.forms[self._role]
        return {}

    def form_spec(self) -> FormSpec:
        """The programme's own."""
        assert self._shown is not None
        spec, self._built = application(self._shown, self._whose, sent=self._sent)
        return spec

    def act_on(self, field_id: str) -> None:
        """The programme's own buttons, as far as they mean something here."""
        if field_id.endswith(SUBMIT):
            self.do_form_save()
        elif field_id.endswith(RESET):
            self.rows.put(self.form.reset())
            self.say(t("form-builder-reset-done"))
        elif field_id == CLEAN:
            super().act_on(field_id)
        else:
            self.say(t("form-builder-button-help"))

    # -- sending -----------------------------------------------------------------------------------------

    def consequences(self) -> Sequence[str]:
        """To whom, who can read it, that it is for good."""
        assert self._shown is not None
        return sending_words(self._shown, self._built, self._whose, sent=self._sent)

    def lines_to_send(self) -> Sequence[str]:
        """All answers, also those that the programme filled in at first."""
        return answer_lines(self.form)

    def asked_words(self, lines: Sequence[str]) -> str:
        """How many answers go out."""
        return t("mentorship-answers-count", len(lines))

    async def save_form(self, form: Form) -> str:
        """Once."""
        assert self._shown is not None
        answers = answers_to_send(self._built, form.values)
        receipt = await self.core.mentorship.apply(self._organization_id, self._shown, answers)
        self._came_of_it = receipt_words(receipt.fingerprint, receipt.promised)
        return self._came_of_it

    def after_save(self) -> None:
        """The answers are gone from here."""
        self.erase()
        self.dismiss(self._came_of_it)
