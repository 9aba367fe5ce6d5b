"""Forms in plain lines whose answers are for others alone: Let's Connect, and mentorship programmes.

Their drafts stay in memory, and what was said of the answers leaves the log with them.
"""

from __future__ import annotations

from capx_tui.cli.plain.asking import ask_question
from capx_tui.cli.plain.form import FormPlace
from capx_tui.cli.plain.place import Face
from capx_tui.i18n import t
from capx_tui.model.form_builder import RESET, SUBMIT
from capx_tui.model.lets_connect import PRIVACY_STATEMENT
from capx_tui.model.mentorship import Role
from capx_tui.screens.lets_connect_values import LetsConnectValues
from capx_tui.screens.mentorship_values import MentorshipValues
from capx_tui.screens.sensitive_values import SensitiveValues

__all__ = ["LetsConnectFormPlace", "MentorshipFormPlace", "SensitivePlace"]


class SensitivePlace(FormPlace):
    """Sent once when it is confirmed, and erased once it is sent."""

    MAY_BE_PICTURED = False

    def __init__(self, face: Face, held: SensitiveValues) -> None:
        super().__init__(face, held)
        self._sensitive = held
        #: How far the log goes that says nothing of the answers.
        self._said_before = face.talk.count

    def erase_draft(self) -> None:
        """Nor is anything left of what was said of the answers."""
        super().erase_draft()
        self.face.talk.forget(self._said_before)

    def after_save(self, said: str) -> None:
        """The answers are gone from here."""
        self.finished(self._sensitive.came_of_it or said)

    def act_on(self, field_id: str) -> None:
        """Clean and go back."""
        if field_id != self._sensitive.CLEAN_ROW:
            return
        asked = self._sensitive.clean_question(self.form)
        if asked is not None:
            told, answers = asked
            if ask_question(self.face, [told], answers, ask=told) != "clean":
                return
        self.finished(t("form-cleaned"))


class LetsConnectFormPlace(SensitivePlace):
    """Needs sign-in."""

    def __init__(self, face: Face) -> None:
        super().__init__(face, LetsConnectValues(face.core))

    def act_on(self, field_id: str) -> None:
        """The privacy statement's address, or clean and go back."""
        if field_id == "privacy":
            self.face.open_link(PRIVACY_STATEMENT, t("lets-connect-privacy"))
        else:
            super().act_on(field_id)


class MentorshipFormPlace(SensitivePlace):
    """As a mentor or as a mentee, to the programme of an organization."""

    def __init__(self, face: Face, partner_id: int, role: Role) -> None:
        super().__init__(face, MentorshipValues(face.core, partner_id, role))

    def act_on(self, field_id: str) -> None:
        """The programme's own buttons, as far as they mean something here."""
        if field_id.endswith(SUBMIT):
            self.do_form_save()
        elif field_id.endswith(RESET):
            self.put(self.form.reset())
            self.face.say(t("form-builder-reset-done"))
        elif field_id == self._sensitive.CLEAN_ROW:
            super().act_on(field_id)
        else:
            self.face.say(t("form-builder-button-help"))
