"""Reports as the line commands print them, and what their texts are kept under while they are not sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.options import Request
from capx_tui.cli.output import print_object
from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.model.report_facts import report_facts
from capx_tui.model.reports import Attachment, Report
from capx_tui.store.kept_text import KeptText

__all__ = ["kept_report", "print_report", "report_lines", "report_object"]


def kept_report(core: Core, kind: str) -> KeptText:
    """Where a text of this kind of one's own waits."""
    return KeptText(core.service, str(core.session.account_id or ""), kind, now=core.now)


def report_object(report: Report) -> dict[str, Any]:
    """A report under the service's names, with its files."""
    return {
        "id": report.id,
        "author": report.author or None,
        "title": report.title,
        "description": report.description,
        "bug_type": report.kind,
        "status": report.status or None,
        "created_at": report.created_at or None,
        "updated_at": report.updated_at or None,
        "attachments": [_attachment(file) for file in report.attachments],
    }


def _attachment(file: Attachment) -> dict[str, Any]:
    return {
        "id": file.id,
        "bug": file.report,
        "file": file.address or None,
        "uploaded_at": file.uploaded_at or None,
    }


def report_lines(report: Report, language: str, *, me: str = "") -> Iterator[str]:
    """A report for reading, a line each. `me` is who reads: their own name says nothing."""
    yield report.title
    for fact in report_facts(report, language, me=me):
        yield t("people-fact", fact.label, fact.text)


def print_report(report: Report, request: Request, console: Console, *, me: str = "") -> None:
    """One report in the format that was asked for."""
    if request.common.format is Format.JSON:
        print_object(console, report_object(report))
    else:
        console.out(report_lines(report, console.language, me=me))
