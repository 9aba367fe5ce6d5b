"""A report in words: the same on the screen and on the command line."""

from __future__ import annotations

from collections.abc import Iterator

from capx_tui.i18n import t
from capx_tui.i18n.moments import day
from capx_tui.model.profile_facts import Fact, Value
from capx_tui.model.reports import Report, kind_words, status_words

__all__ = ["report_facts"]


def report_facts(report: Report, language: str, *, me: str = "") -> list[Fact]:
    """What there is to know of a report besides its title. `me` is who reads: their own name says nothing."""
    return list(_facts(report, language, me))


def _facts(report: Report, language: str, me: str) -> Iterator[Fact]:
    yield _fact("status", status_words(report.status))
    yield _fact("kind", kind_words(report.kind))
    yield _fact("sent", day(report.created_at, language), missing=t("report-day-unknown"))
    changed = day(report.updated_at, language)
    yield _fact("changed", changed, missing=t("report-day-unknown"))
    if report.author and report.author != me:
        yield Fact("author", t("report-fact-author"), (Value(report.author),))
    yield Fact("description", t("report-fact-description"), (Value(report.description),), is_long=True)
    files = tuple(Value(file.name or t("report-file-unnamed"), address=file.address) for file in report.attachments)
    yield Fact("files", t("report-fact-files"), files, t("report-files-none"))
    yield _fact("number", str(report.id))


def _fact(name: str, text: str, missing: str = "") -> Fact:
    return Fact(name, t(f"report-fact-{name}"), (Value(text),) if text else (), missing)
