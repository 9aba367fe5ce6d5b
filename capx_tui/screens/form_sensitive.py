"""A form whose answers are for others alone: sent once when it is confirmed, and erased once it is sent.

Drafts stay in memory, as the spec says (`FormSpec.sensitive`); what was said of the answers leaves the log of
announcements with them.
"""

from __future__ import annotations

from functools import cached_property

from capx_tui.i18n import t
from capx_tui.model.form import Form
from capx_tui.screens.form import FormScreen
from capx_tui.screens.form_question import QuestionScreen
from capx_tui.screens.sensitive_values import SensitiveValues

__all__ = ["SensitiveForm"]


class SensitiveForm(FormScreen[str]):
    """Dismissed with the sentence to say where something came of it."""

    MAY_BE_PICTURED = False

    def __init__(self) -> None:
        super().__init__()
        self._said_before = 0

    @cached_property
    def held(self) -> SensitiveValues:
        """What is asked, and to whom it goes."""
        raise NotImplementedError

    def start(self) -> None:
        """What is said from now on is about the answers."""
        self._said_before = self.shell.announcer.count
        super().start()

    def forget_draft(self) -> None:
        """Nor is anything left of what was said of the answers, however they went: sent, erased or thrown away."""
        super().forget_draft()
        self.shell.announcer.forget(self._said_before)

    def erase(self) -> None:
        """The answers are gone from here."""
        self.forget_draft()
        self.rows.form = Form.begin(self.spec)

    def act_on(self, field_id: str) -> None:
        """Clean and go back."""
        if field_id == self.held.CLEAN_ROW:
            self._ask_to_clean()

    def _ask_to_clean(self) -> None:
        if self.is_saving:
            self.say(t("form-saving-still"))
            return
        asked = self.held.clean_question(self.form)
        if asked is None:
            self._clean("clean")
            return
        told, answers = asked
        self.app.push_screen(QuestionScreen(lambda: t("form-clean"), [told], answers, ask=told), self._clean)

    def _clean(self, answer: str | None) -> None:
        if answer == "clean":
            self.erase()
            self.dismiss(t("form-cleaned"))
