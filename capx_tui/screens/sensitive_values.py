"""A form whose answers are for others alone: sent once when it is confirmed, and erased once it is sent."""

from __future__ import annotations

from typing import ClassVar

from capx_tui.i18n import t
from capx_tui.model.choice import Answer
from capx_tui.model.form import Form
from capx_tui.screens.form_values import FormValues

__all__ = ["SensitiveValues"]


class SensitiveValues(FormValues):
    """Drafts stay in memory, as the spec says (`FormSpec.sensitive`)."""

    #: The id of the row that erases every answer and goes back.
    CLEAN_ROW: ClassVar[str] = "clean"

    #: What came of it, a sentence.
    came_of_it = ""

    def clean_question(self, form: Form) -> tuple[str, tuple[Answer, ...]] | None:
        """What is told before the answers are erased, and ``clean`` or ``back``; None where there are none."""
        if not form.changed:
            return None
        answers = (
            Answer("clean", t("form-clean-sure"), t("form-clean-sure-help")),
            Answer("back", t("form-save-back"), t("form-save-back-help")),
        )
        return t("form-clean-count", len(form.changed)), answers
