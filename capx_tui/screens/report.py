"""One report: what was sent, how far the team is with it, its files, and the way to add one.

In: `ReportsStore`. Out: a file more, sent once. Can fail: a file that cannot be read or is refused (said, and
nothing is lost), an answer that was lost (the service is asked what it has before the file is sent again).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from capx_tui.errors import CapxError, RuleError
from capx_tui.i18n import t
from capx_tui.model.report_files import MOST_FILES, ReportFile, file_words
from capx_tui.model.reports import SUGGESTION, Report
from capx_tui.screens.form_question import Answer, QuestionScreen
from capx_tui.screens.prompt import PromptScreen
from capx_tui.screens.report_rows import report_rows
from capx_tui.screens.rows import RowsScreen
from capx_tui.store.report_files import read_file
from capx_tui.widgets.reading import Entry

__all__ = ["ReportScreen"]


class ReportScreen(RowsScreen[None]):
    """Opened from the list, or where a file did not get to a report that did."""

    SCOPES = ("report", "list")
    TITLE_KEY = "report-one"

    def __init__(self, report_id: int) -> None:
        super().__init__()
        self._number = report_id
        self._is_sending = False

    @property
    def _report(self) -> Report | None:
        return next((each for each in self.core.reports.state.reports if each.id == self._number), None)

    @property
    def heading(self) -> str:
        """Its type and number."""
        found = self._report
        key = "report-suggestion-of" if found is not None and found.kind == SUGGESTION else "report-of"
        return t(key, self._number)

    def start(self) -> None:
        """What is known, and what changes."""
        super().start()
        self.watch_store(self.core.reports, lambda state: self.rebuild())

    def entries(self) -> Sequence[Entry]:
        """What was sent and what became of it; the files; who sees it."""
        return report_rows(self.core, self.shell, self._report, attach=self.do_report_attach, again=self._send_file)

    # -- a file more -----------------------------------------------------------------------------------

    def do_report_attach(self) -> None:
        """Which file, then what is sent of it, then send."""
        found = self._report
        if found is None:
            self.say(t("report-gone"))
        elif len(found.attachments) >= MOST_FILES:
            self.fail(RuleError("report-files-full", str(MOST_FILES)))
        else:
            self._ask_for_file("")

    def _ask_for_file(self, before: str) -> None:
        prompt = PromptScreen(lambda: t("action-report-attach"), lambda: t("report-file-path"), value=before)
        self.app.push_screen(prompt, self._named)

    def _named(self, given: object) -> None:
        if not isinstance(given, str) or not given.strip():
            return
        try:
            file = read_file(given)
        except CapxError as error:
            self.fail(error, partial(self._ask_for_file, given))
            return
        answers = (
            Answer("attach", t("report-attach-now"), t("report-attach-now-help")),
            Answer("back", t("report-attach-not"), t("report-attach-not-help")),
        )
        told = [file_words(file), t("report-attach-for-good"), t("report-files-open")]
        self.app.push_screen(
            QuestionScreen(lambda: t("action-report-attach"), told, answers, ask=t("report-attach-ask")),
            lambda answer: self._send_file(file) if answer == "attach" else None,
        )

    def _send_file(self, file: ReportFile) -> None:
        if self._is_sending:
            self.say(t("form-saving-still"))
            return
        self._is_sending = True
        self.say(t("report-attaching", file.shown))

        async def send() -> None:
            self._is_sending = True
            try:
                await self.core.reports.attach(self._number, file)
            finally:
                self._is_sending = False
            self.say(t("report-attached", file.shown))

        self.load(send, name="attach", exclusive=False)

    def blocks_leaving(self) -> str:
        """While a file is on its way."""
        return t("form-saving-still") if self._is_sending else ""

    def ask_to_leave(self, leave: object) -> None:
        """Nobody leaves before it is known what became of it."""
        self.say(self.blocks_leaving())
