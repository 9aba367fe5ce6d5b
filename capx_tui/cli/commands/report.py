"""``capx-tui report new|list``: a report to the CapX team, with files, sent once; and what was sent before."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence

from capx_tui.cli.console import Console
from capx_tui.cli.form_prompts import checked
from capx_tui.cli.opened import opened
from capx_tui.cli.options import Request
from capx_tui.cli.output import Table, print_list
from capx_tui.cli.reporting import kept_report, print_report, report_lines, report_object
from capx_tui.cli.source import core_of, reset_once
from capx_tui.cli.text_to_send import keep_text, kept_unless_sent, text_to_send
from capx_tui.errors import NotSignedIn, RuleError
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.sentences import explain
from capx_tui.model.form import Form
from capx_tui.model.report_files import file_words
from capx_tui.model.report_form import report_spec, words_of
from capx_tui.model.reports import KINDS, Report, kind_words, status_words
from capx_tui.model.table import Row
from capx_tui.store.report_files import file_problem, read_files

__all__ = ["run"]

_FIELDS = ("id", "author", "title", "description", "bug_type", "status", "created_at", "updated_at", "attachments")
_HEADING_KEYS = (
    "report-fact-number", "report-fact-author", "report-title", "report-fact-description", "report-fact-kind",
    "report-fact-status", "report-fact-sent", "report-fact-changed", "report-fact-files",
)  # fmt: skip


def run(request: Request, console: Console) -> int:
    """What the first word says, the list without one. Exit 2 for another word."""
    verb = request.words[0] if request.words else "list"
    if len(request.words) > 1:
        raise RuleError("cli-too-many-words", request.words[1])
    return _VERBS[verb](request, console)


def _new(request: Request, console: Console) -> int:
    """Exit 2 where a rule refuses it; 1 where the service does, also where a file did not get to the report."""
    title, kind = request.value("title").strip(), request.value("type") or KINDS[0]
    if not title:
        raise RuleError("cli-report-title")
    if kind not in KINDS:
        raise RuleError("cli-not-a-choice", "--type", kind, commas(KINDS))
    # Before anybody writes a text: a file that is not there is no surprise for the end.
    files = read_files(request.values("attach"))
    with opened(request, console) as (core, work):
        if core.session.token() is None:
            raise NotSignedIn
        me = work(core.session.owner()).username
        kept = kept_report(core, "report")
        text = text_to_send(request, console, kept, name=t("report-fact-description"))
        for file in files:
            console.say(file_words(file))
        if files:
            console.say(t("report-files-open"))
        with kept_unless_sent(request, console, kept, text):
            values = {"title": title, "bug_type": kind, "description": text}
            checked(Form.begin(report_spec({}, {}, check_file=file_problem), values))
            sent = work(core.reports.report(words_of({}, values), files))
        console.say(t("report-was-there" if sent.was_there else "report-sent", sent.report.id))
        print_report(sent.report, request, console, me=me)
        if sent.error is None:
            return 0
        # Only the same words find the report again.
        keep_text(request, console, kept, text)
        for file in sent.missing:
            console.complain(t("cli-report-missing", file_words(file)))
        console.complain(explain(sent.error))
        console.complain(t("cli-report-again"))
    return 1


def _list(request: Request, console: Console) -> int:
    return asyncio.run(_listing(reset_once(request, console), console))


async def _listing(request: Request, console: Console) -> int:
    async with core_of(request, console) as core:
        if core.session.token() is None:
            raise NotSignedIn
        me = (await core.session.owner()).username
        listed = (await core.reports.load())[: request.common.limit]
        if not listed:
            console.say(t("reports-none-yet"))
        print_list(console, request.common.format, _table(listed, console.language, me))
    return 0


def _table(listed: Sequence[Report], language: str, me: str) -> Table:
    return Table(
        objects=lambda: map(report_object, listed),
        paragraphs=lambda: (report_lines(report, language, me=me) for report in listed),
        fields=_FIELDS,
        headings=lambda: tuple(t(key) for key in _HEADING_KEYS),
        rows=lambda in_words: _rows(listed, in_words=in_words),
    )


def _rows(listed: Sequence[Report], *, in_words: bool) -> Iterator[Row]:
    for report in listed:
        kind, status = report.kind, report.status
        yield (
            report.id,
            report.author,
            report.title,
            report.description,
            kind_words(kind) if in_words else kind,
            status_words(status) if in_words else status,
            report.created_at,
            report.updated_at,
            [file.address for file in report.attachments],
        )


_VERBS: dict[str, Callable[[Request, Console], int]] = {"new": _new, "list": _list}
