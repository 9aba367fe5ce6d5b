"""The application to a mentorship programme: its own questions, sent once, encrypted by CapX, and kept nowhere here.

In: the programme's form, read anew. Out: `MentorshipStore.apply`. Can fail: a form or a key that changed since it
was shown (nothing is sent), a refusal, an answer lost: the service shows nobody what it has, so all that can be
told is its counter.
"""

from __future__ import annotations

from functools import cached_property

from capx_tui.i18n import t
from capx_tui.model.form_builder import RESET, SUBMIT
from capx_tui.model.mentorship import Role
from capx_tui.screens.form_sensitive import SensitiveForm
from capx_tui.screens.mentorship_values import MentorshipValues

__all__ = ["MentorshipForm"]


class MentorshipForm(SensitiveForm):
    """As a mentor or as a mentee, to the programme of the organization `partner_id`."""

    def __init__(self, partner_id: int, role: Role) -> None:
        super().__init__()
        self._partner_id = partner_id
        self._role = role

    @cached_property
    def held(self) -> MentorshipValues:
        """See `MentorshipValues`."""
        return MentorshipValues(self.core, self._partner_id, self._role)

    @property
    def heading(self) -> str:
        """As what, and to whom."""
        return self.held.title

    def act_on(self, field_id: str) -> None:
        """The programme's own buttons, as far as they mean something here."""
        if field_id.endswith(SUBMIT):
            self.do_form_save()
        elif field_id.endswith(RESET):
            self.rows.put(self.form.reset())
            self.say(t("form-builder-reset-done"))
        elif field_id == self.held.CLEAN_ROW:
            super().act_on(field_id)
        else:
            self.say(t("form-builder-button-help"))

    def after_save(self) -> None:
        """The answers are gone from here."""
        self.erase()
        self.dismiss(self.held.came_of_it)
