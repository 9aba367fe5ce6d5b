"""A report to the CapX team, and the suggestion of a capacity, in plain lines."""

from __future__ import annotations

import shutil

from capx_tui.cli.plain.asking import ask_question
from capx_tui.cli.plain.form import FormPlace
from capx_tui.cli.plain.place import Face, titled
from capx_tui.cli.plain.reports import ReportPlace
from capx_tui.i18n import t
from capx_tui.model.report_form import ALIKE_ROW, PICTURE_ROW
from capx_tui.model.screen_picture import Picture
from capx_tui.screens.report_values import ReportValues
from capx_tui.screens.report_words import report_sent_words
from capx_tui.screens.suggest_values import SuggestValues

__all__ = ["ReportFormPlace", "SuggestPlace"]


class ReportFormPlace(FormPlace):
    """A new report. `picture` is of the last lines that were told, None where they hold what nobody is to see."""

    def __init__(self, face: Face, picture: Picture | None = None) -> None:
        size = shutil.get_terminal_size()
        self._report = ReportValues(face.core, (size.columns, size.lines), picture)
        super().__init__(face, self._report)

    def opened(self) -> None:
        """A draft may bring other additions."""
        self.reshape()

    def field_left(self, field_id: str) -> None:
        """What is added takes its room from the description."""
        if field_id not in ("title", "description"):
            self.reshape()

    def act_on(self, field_id: str) -> None:
        """Show the picture, and ask."""
        if field_id == PICTURE_ROW and self._report.picture is not None:
            self._show_picture(self._report.masked_picture)

    def _show_picture(self, shown: Picture) -> None:
        """What would be sent, whole, before anybody decides."""
        rows, answers = self._report.picture_rows(shown), self._report.picture_answers(shown)
        answer = ask_question(self.face, rows, answers, ask=t("report-picture-ask"))
        if answer == "whole" and self._report.picture is not None:
            self._show_picture(self._report.picture)
        elif answer in ("attach", "not"):
            self._report.attached = shown if answer == "attach" else None
            self.reshape()
            self.face.say(t("people-fact", t("report-picture"), self._report.picture_words()))

    def after_save(self, said: str) -> None:
        """Back to where one was; to the report, where a file did not get there."""
        sent = self._report.sent
        self.finished(report_sent_words(sent) if sent is not None else said)
        if sent is not None and sent.missing:
            self.face.push(ReportPlace(self.face, sent.report.id))


class SuggestPlace(FormPlace):
    """`title` begins the form with words that were searched for."""

    def __init__(self, face: Face, title: str = "") -> None:
        self._suggested = SuggestValues(face.core, title, self._tell)
        super().__init__(face, self._suggested)

    def opened(self) -> None:
        """A draft goes before the words that were carried over."""
        carried = self._suggested.carried_over(self.form)
        if carried is not self.form:
            self.put(carried)
        self._look()

    def field_left(self, field_id: str) -> None:
        """Once a title is there, look whether it exists."""
        if field_id == "title":
            self._look()

    def _look(self) -> None:
        self.reshape()
        if found := self._suggested.found(self.form):
            self.face.say(t("suggest-alike-found", found))

    def act_on(self, field_id: str) -> None:
        """What there is to know of a capacity that it may be."""
        if field_id.startswith(ALIKE_ROW):
            self._tell(int(field_id.removeprefix(ALIKE_ROW)))

    def _tell(self, capacity: int) -> None:
        name, rows = self._suggested.capacity_rows(capacity)
        self.face.talk.tell([titled(name)])
        answers = self._suggested.capacity_answers()
        if ask_question(self.face, rows, answers, ask=t("suggest-is-it")) == "open":
            # The draft stays: whoever comes back finds the suggestion as it was.
            self.face.open_directory(capacity)

    def after_save(self, said: str) -> None:
        """The form is done with: back to where one was."""
        self.finished(self._suggested.said or said)
