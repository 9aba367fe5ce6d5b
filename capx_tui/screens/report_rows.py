"""One report as rows: what was sent and what became of it, its files, who sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.model.entry import Entry
from capx_tui.model.report_facts import report_facts
from capx_tui.model.report_files import MOST_FILES, ReportFile, file_words
from capx_tui.model.reports import Report
from capx_tui.screens.fact_rows import fact_rows
from capx_tui.screens.onward import Onward
from capx_tui.text import isolate

__all__ = ["report_rows"]


_STYLES = {"description": ""}


def report_rows(
    core: Core,
    shell: Onward,
    found: Report | None,
    *,
    attach: Callable[[], object],
    again: Callable[[ReportFile], object],
) -> list[Entry]:
    """`attach` adds a file, `again` sends one that did not arrive."""
    if found is None:
        return [Entry(value=t("report-gone"))]
    account = core.session.state.account
    facts = report_facts(found, core.language, me=account.username if account is not None else "")
    rows = [Entry(t("report-title"), isolate(found.title))]
    rows += [entry for fact in facts for entry in fact_rows(shell, fact, _STYLES.get(fact.id, "link"))]
    return [*rows, *_file_rows(core, found, attach, again), Entry(value=t("report-after"))]


def _file_rows(
    core: Core, report: Report, attach: Callable[[], object], again: Callable[[ReportFile], object]
) -> Iterator[Entry]:
    for file in core.reports.state.waiting.get(report.id, ()):
        send = partial(again, file)
        yield Entry(t("report-attach-again"), file_words(file), "warning", target=send)
    if len(report.attachments) < MOST_FILES:
        yield Entry(t("action-report-attach"), t("report-attach-help"), target=attach)
