"""What stands in the application to a mentorship programme: its own questions, sent once, encrypted by CapX."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from capx_tui.core import Core
from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_builder import BuiltForm, answers_to_send
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
from capx_tui.screens.sensitive_values import SensitiveValues

__all__ = ["MentorshipValues"]


class MentorshipValues(SensitiveValues):
    """As a mentor or as a mentee, to the programme of the organization `partner_id`."""

    CLEAN_ROW = CLEAN

    def __init__(self, core: Core, partner_id: int, role: Role) -> None:
        super().__init__(core)
        self._organization_id = partner_id
        self._role = role
        self._shown: ApplicationForm | None = None
        self._built = BuiltForm((), ())

    @property
    def subject(self) -> str:
        """Drafts of two programmes, and of two roles, are two."""
        return f"{self._organization_id}.{self._role.value}"

    @property
    def title(self) -> str:
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

    async def load(self) -> Mapping[str, Value]:
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

    def spec(self, values: Mapping[str, Value]) -> FormSpec:
        """The programme's own."""
        assert self._shown is not None
        spec, self._built = application(self._shown, self._whose, sent=self._sent)
        return spec

    def consequences(self, form: Form) -> Sequence[str]:
        """To whom, who can read it, that it is for good."""
        assert self._shown is not None
        return sending_words(self._shown, self._built, self._whose, sent=self._sent)

    def lines(self, form: Form) -> Sequence[str]:
        """All answers, also those that the programme filled in at first."""
        return answer_lines(form)

    def asked_words(self, form: Form, lines: Sequence[str]) -> str:
        """How many answers go out."""
        return t("mentorship-answers-count", len(lines))

    async def save(self, form: Form) -> str:
        """Once. The service shows nobody what it has: where no answer came, nobody can tell."""
        assert self._shown is not None
        answers = answers_to_send(self._built, form.values)
        receipt = await self.core.mentorship.apply(self._organization_id, self._shown, answers)
        self.came_of_it = receipt_words(receipt.fingerprint, receipt.promised)
        return self.came_of_it
