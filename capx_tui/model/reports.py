"""Reports to the CapX team, suggestions of capacities among them: what there is of one, and its limits.

Behaviour file, sections 10.4 and 14; user guide, "How to report bugs".
"""

from __future__ import annotations

from dataclasses import dataclass

from capx_tui.i18n import t
from capx_tui.i18n.moments import day

__all__ = [
    "DESCRIPTION_LIMIT",
    "KINDS",
    "STATUSES",
    "SUGGESTION",
    "TITLE_LIMIT",
    "Attachment",
    "Report",
    "Words",
    "is_same_text",
    "kind_words",
    "sent_words",
    "status_words",
]

TITLE_LIMIT = 200
DESCRIPTION_LIMIT = 1000

#: What a person reports; the service's words.
KINDS = ("error", "new_feature", "improvement", "test_case")
#: The kind of report that suggests a capacity.
SUGGESTION = "new_capacity"
#: How far the team has come, in that order; the service's words.
STATUSES = ("to_do", "assigned", "in_progress", "under_review", "done")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file with a report. `name` is what the service calls it, `address` is where it lies ("" for nowhere)."""

    id: int
    report: int
    name: str
    address: str
    #: ISO 8601 in UTC, "" for not known.
    uploaded_at: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One report as the service has it. Moments are ISO 8601 in UTC, "" for not known."""

    id: int
    title: str
    description: str
    kind: str
    status: str = ""
    #: The user name of who wrote it: staff are given everybody's.
    author: str = ""
    created_at: str = ""
    updated_at: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """What a person sends as a report."""

    title: str
    description: str
    kind: str

    def are_of(self, report: Report) -> bool:
        """Whether `report` is this, sent before: to the service two of them would be two."""
        return (
            is_same_text(report.title, self.title)
            and is_same_text(report.description, self.description)
            and report.kind == self.kind
        )


def is_same_text(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but blanks, which the service trims."""
    return one.split() == other.split()


def kind_words(kind: str) -> str:
    """The type of a report; one that is not known is named as the service names it."""
    return t(f"report-kind-{kind.replace('_', '-')}") if kind in (*KINDS, SUGGESTION) else kind


def status_words(status: str) -> str:
    """How far the team has come with it."""
    if not status:
        return t("report-status-unknown")
    return t(f"report-status-{status.replace('_', '-')}") if status in STATUSES else status


def sent_words(report: Report, language: str) -> str:
    """Since when it is there, in words."""
    return day(report.created_at, language) or t("report-day-unknown")
