"""Reports and suggestions in plain lines: what one sent, how far the team is, one of them with its files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from capx_tui.cli.plain.asking import ask_question
from capx_tui.cli.plain.listing import ListingPlace
from capx_tui.cli.plain.place import Face
from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.model.choice import Answer
from capx_tui.model.entry import Entry
from capx_tui.model.lookup import Lookup
from capx_tui.model.report_files import MOST_FILES, ReportFile, file_words
from capx_tui.model.reports import Report, kind_words, sent_words, status_words
from capx_tui.screens.listing_words import asked_words
from capx_tui.screens.report_rows import report_rows
from capx_tui.store.report_files import read_file
from capx_tui.store.report_list import ReportList
from capx_tui.terminal.key_words import first_key

__all__ = ["ReportPlace", "ReportsPlace"]


class ReportsPlace(ListingPlace[Report]):
    """Needs sign-in."""

    SCOPES = ("bug-reports", "listing")
    TITLE_KEY = "screen-bug-reports"
    COUNT_KEY = "reports-count"

    @property
    def listing(self) -> ReportList:
        """What was sent."""
        return self.core.report_list

    def arrive(self) -> None:
        """What the service has."""
        self.listing.show()
        self.face.work(self.core.session.owner())
        self.face.work(self.core.reports.load())

    def asked_line(self) -> str:
        """What is asked for, or who sees them."""
        return asked_words(self.listing) or t("reports-seen-by")

    def nothing(self) -> str:
        """Why there are none."""
        if self.listing.state.total:
            return super().nothing()
        state = self.core.reports.state
        if state.lookup is Lookup.NONE:
            return t("reports-none", first_key("bug-reports.new"))
        return explain(state.error) if state.error is not None else t("reports-asking")

    def read(self, item: Report) -> Iterable[str]:
        """Its title, how far the team is, its type and day."""
        yield item.title
        yield status_words(item.status)
        yield f"{kind_words(item.kind)}; {sent_words(item, self.core.language)}"

    def name(self, item: Report) -> str:
        """Its title."""
        return item.title

    def open(self, item: Report) -> None:
        """All there is of it."""
        self.face.push(ReportPlace(self.face, item.id))

    def do_bug_reports_new(self, given: str = "") -> None:
        """The form of a new one."""
        del given
        self.face.open_report()

    def do_bug_reports_suggest(self, given: str = "") -> None:
        """A capacity that the directory lacks."""
        self.face.open_suggest(given)


class ReportPlace(RowsPlace):
    """One report, with its files."""

    SCOPES = ("report",)

    def __init__(self, face: Face, report_id: int) -> None:
        super().__init__(face)
        self._id = report_id

    @property
    def title(self) -> str:
        """Its number."""
        return t("report-of", self._id)

    @property
    def _report(self) -> Report | None:
        return next((each for each in self.core.reports.state.reports if each.id == self._id), None)

    def entries(self) -> Sequence[Entry]:
        """See `screens.report_rows`."""
        attach = partial(self.do_report_attach, "")
        return report_rows(self.core, self.face, self._report, attach=attach, again=self._send)

    def do_report_attach(self, given: str = "") -> None:
        """Which file, then what is sent of it, then send."""
        found = self._report
        if found is None:
            self.face.say(t("report-gone"))
            return
        if len(found.attachments) >= MOST_FILES:
            raise RuleError("report-files-full", str(MOST_FILES))
        name = given or self.face.talk.ask(t("report-file-path"))
        if not name:
            return
        file = read_file(name)
        answers = (
            Answer("attach", t("report-attach-now"), t("report-attach-now-help")),
            Answer("back", t("report-attach-not"), t("report-attach-not-help")),
        )
        told = [file_words(file), t("report-attach-for-good"), t("report-files-open")]
        if ask_question(self.face, told, answers, ask=t("report-attach-ask")) == "attach":
            self._send(file)

    def _send(self, file: ReportFile) -> None:
        self.face.say(t("report-attaching", file.shown))
        self.face.work(self.core.reports.attach(self._id, file))
        self.face.say(t("report-attached", file.shown))
        self._lines = self.listed()
