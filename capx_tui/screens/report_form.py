"""A report to the CapX team: what is wrong or missing, in words, with what may be added and attached.

Nothing goes along unasked: what the program says of itself stands in the form in full, a line each, and can be left
out; files are named by the person; the picture of a screen is shown before it is attached, other people's words
masked. In: nothing but one's own reports, to see that none is sent twice. Out: a report, then its files. Can fail:
what the service refuses stands beside its field; a file that did not arrive is offered again, and the report stays.
"""

from __future__ import annotations

from functools import cached_property

from capx_tui.i18n import t
from capx_tui.model.report_form import PICTURE_ROW
from capx_tui.model.screen_picture import Picture
from capx_tui.screens.form import FormScreen
from capx_tui.screens.form_question import QuestionScreen
from capx_tui.screens.report import ReportScreen
from capx_tui.screens.report_values import ReportValues
from capx_tui.screens.report_words import report_sent_words

__all__ = ["ReportFormScreen"]


class ReportFormScreen(FormScreen[None]):
    """Needs sign-in. `picture` is of the screen one came from, None where there is none that may be shown."""

    TITLE_KEY = "report-new-title"

    def __init__(self, picture: Picture | None = None) -> None:
        super().__init__()
        self._picture = picture
        self._shown_for: object = None

    @cached_property
    def held(self) -> ReportValues:
        """See `ReportValues`."""
        size = self.app.size
        return ReportValues(self.core, (size.width, size.height), self._picture)

    # -- what is asked -----------------------------------------------------------------------------------

    def edited(self) -> None:
        """What is added takes its room from the description."""
        super().edited()
        self._reshape()

    def opened(self) -> None:
        """A draft may bring other files and additions."""
        super().opened()
        self.when_in_front(self._reshape)

    def _reshape(self) -> None:
        values = {name: value for name, value in self.form.values.items() if name not in ("title", "description")}
        asked = (values, self.held.attached)
        if asked != self._shown_for:
            self._shown_for = asked
            self.reshape(self.form_spec())

    # -- the picture -------------------------------------------------------------------------------------

    def act_on(self, field_id: str) -> None:
        """Show the picture, and ask."""
        if field_id == PICTURE_ROW and self._picture is not None:
            self._show_picture(self.held.masked_picture)

    def _show_picture(self, shown: Picture) -> None:
        """What would be sent, whole, before anybody decides."""

        def answered(answer: str | None) -> None:
            if answer == "whole" and self._picture is not None:
                self._show_picture(self._picture)
            elif answer in ("attach", "not"):
                self.held.attached = shown if answer == "attach" else None
                self._reshape()
                self.say(t("people-fact", t("report-picture"), self.held.picture_words()))

        rows, answers = self.held.picture_rows(shown), self.held.picture_answers(shown)
        # What is attached is read before anybody decides.
        question = QuestionScreen(
            lambda: t("report-picture"), rows, answers, ask=t("report-picture-ask"), reads_first=True
        )
        self.app.push_screen(question, answered)

    def after_save(self) -> None:
        """Back to where one was; to the report, where a file did not get there."""
        sent = self.held.sent
        assert sent is not None
        self.shell.go_back()
        if sent.missing:
            self.app.push_screen(ReportScreen(sent.report.id))
        self.shell.tell_later(report_sent_words(sent))
