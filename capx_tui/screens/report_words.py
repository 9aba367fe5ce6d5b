"""What is told of a report before it is sent and after: the same for the screen and for plain lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.sentences import sentence
from capx_tui.model.form_fields import Value
from capx_tui.model.report_files import ReportFile, file_words, size_words
from capx_tui.model.reports import Words, kind_words
from capx_tui.store.report_files import file_problem, size_of
from capx_tui.store.reports import Sent

__all__ = ["files_note", "report_consequences", "report_lines", "report_sent_words"]


def files_note(files: Value) -> str:
    """The size of each file that is there."""
    named = files if isinstance(files, tuple) else ()
    good = [str(each) for each in named if file_problem(str(each)) is None]
    return "\n".join(t("report-file-size", each, size_words(size_of(each))) for each in good)


def report_consequences(*, has_files: bool) -> Sequence[str]:
    """Where it goes, that it is for good, who sees it."""
    told = [t("report-sends"), t("report-for-good"), t("report-seen-by")]
    return [*told, t("report-files-open")] if has_files else told


def report_lines(words: Words, files: Callable[[], Sequence[ReportFile]]) -> Sequence[str]:
    """Every word and every file that goes out."""
    lines = [
        t("people-fact", t("report-title"), words.title),
        t("people-fact", t("report-fact-kind"), kind_words(words.kind)),
        t("people-fact", t("report-fact-description"), words.description),
    ]
    try:
        return [*lines, *map(file_words, files())]
    except CapxError as error:
        # It was there a moment ago. Sending reads it again, and says so beside the field.
        return [*lines, sentence(error)]


def report_sent_words(sent: Sent) -> str:
    """That the service has it, and which files it has not."""
    told = t("report-was-there" if sent.was_there else "report-sent", sent.report.id)
    if not sent.missing or sent.error is None:
        return told
    names = commas(file.shown for file in sent.missing)
    return f"{told} {t('report-files-missing', len(sent.missing), names, sentence(sent.error))}"
