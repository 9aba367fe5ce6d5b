"""Bug reports: what one reported and suggested, how far the team is with each, and the way to a new one.

In: `ReportsStore`. Out: one report, the form of a new one, a suggestion. Can fail: the service down (what was read
stays, and that is said). Staff are given everybody's: then each names its author.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.model.lookup import Lookup
from capx_tui.model.reports import Report, kind_words, sent_words, status_words
from capx_tui.screens.listing import ListingScreen
from capx_tui.screens.listing_words import asked_words
from capx_tui.screens.report import ReportScreen
from capx_tui.store.report_list import ReportList
from capx_tui.terminal.keys import first_key
from capx_tui.text import isolate
from capx_tui.widgets.line_list import Row

__all__ = ["BugReportsScreen"]


class BugReportsScreen(ListingScreen[Report]):
    """Needs sign-in; going here without leads there first."""

    SCOPES = ("bug-reports", "listing", "list")
    TITLE_KEY = "screen-bug-reports"
    COUNT_KEY = "reports-count"

    @property
    def listing(self) -> ReportList:
        """What was sent."""
        return self.core.report_list

    def compose_body(self) -> ComposeResult:
        """As every listing; what is known already, first of all."""
        self.listing.show()
        yield from super().compose_body()

    def start(self) -> None:
        """What is known from before; then what the service has."""
        super().start()
        self.watch_store(self.core.reports, lambda state: self._paint())
        self.load(self._load, name="reports")

    async def _load(self) -> None:
        await self.core.reports.load()
        if self.app.screen is self:
            self.tell()

    def asked_line(self) -> str:
        """What is asked for, or who sees them; that these are everybody's, to whom the service gives everybody's."""
        is_everybodys = any(map(self._is_another_s, self.core.reports.state.reports))
        return asked_words(self.listing) or t("reports-everybodys" if is_everybodys else "reports-seen-by")

    def rows(self, item: Report, width: int, *, compact: bool) -> Sequence[Row]:
        """What it is about, how far the team is, its type and day; the beginning of its text."""
        status = status_words(item.status)
        style = "strong" if item.status == "done" else ""
        about = f"{kind_words(item.kind)}; {sent_words(item, self.core.language)}"
        if self._is_another_s(item):
            about = f"{about}; {isolate(item.author)}"
        if item.attachments:
            about = f"{about}; {t('reports-files', len(item.attachments))}"
        title, text = isolate(item.title), isolate(" ".join(item.description.split()))
        if compact:
            return [[(status, style), (": ", ""), (title, "name"), (f"; {about}", "dim")]]
        return [[(title, "name")], [("  ", ""), (status, style), (f"; {about}", "")], [("  ", ""), (text, "dim")]]

    def _is_another_s(self, report: Report) -> bool:
        account = self.account
        return bool(report.author) and account is not None and report.author != account.username

    def _empty_words(self) -> str:
        if self.listing.state.total:
            return super()._empty_words()
        state = self.core.reports.state
        if state.lookup is Lookup.NONE:
            return t("reports-none", first_key("bug-reports.new"))
        return explain(state.error) if state.error is not None else t("reports-asking")

    def tell(self) -> None:
        """How many there are; that the service could not be asked, where it could not."""
        state, error = self.listing.state, self.core.reports.state.error
        counted = t(self.COUNT_KEY, state.count, state.total)
        self.say(counted if error is None else f"{counted} {explain(error)}", aside="")

    def refreshed(self) -> None:
        """Asked again with everything else."""
        self.load(self._load, name="reports")

    def open(self, item: Report) -> None:
        """All there is of it."""
        self.app.push_screen(ReportScreen(item.id))

    def do_bug_reports_new(self) -> None:
        """The form of a new one."""
        self.shell.open_report()

    def do_bug_reports_suggest(self) -> None:
        """A capacity that the directory lacks."""
        self.shell.open_suggest("")
