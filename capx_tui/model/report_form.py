"""The forms of what is sent to the CapX team: a suggestion of a capacity, a report (`POST /bugs/`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from capx_tui.i18n import t
from capx_tui.model.form import FormSpec
from capx_tui.model.form_fields import (
    ActionField,
    FieldSpec,
    Heading,
    LongTextField,
    Paragraph,
    Problem,
    SwitchField,
    TextField,
    Value,
)
from capx_tui.model.form_lists import ChoiceField, ListField
from capx_tui.model.form_options import Option, Options
from capx_tui.model.look_alikes import Alike, alike_words
from capx_tui.model.report_files import MOST_FILES
from capx_tui.model.reports import (
    DESCRIPTION_LIMIT,
    KINDS,
    TITLE_LIMIT,
    Report,
    Words,
    kind_words,
    sent_words,
    status_words,
)

__all__ = [
    "ALIKE_ROW",
    "PICTURE_ROW",
    "added_text",
    "earlier_words",
    "report_spec",
    "suggest_spec",
    "words_of",
]

#: Before a capacity's id, the id of the row that tells of it.
ALIKE_ROW = "alike-"


def suggest_spec(found: Sequence[Alike] = (), earlier: Report | None = None, *, language: str = "en") -> FormSpec:
    """A suggestion. `found` are capacities that it may be already, `earlier` is one's own with the same title."""
    fields: list[FieldSpec] = [
        Paragraph("about", label_key="suggest-about"),
        TextField("title", label_key="suggest-title", help_key="suggest-title-help", required=True, limit=TITLE_LIMIT),
        *_alike_rows(found, earlier, language),
        LongTextField(
            "description",
            label_key="suggest-description",
            help_key="suggest-description-help",
            required=True,
            limit=DESCRIPTION_LIMIT,
        ),
        Paragraph("after", label_key="suggest-after"),
    ]
    return FormSpec("suggest", tuple(fields), creates=True, save_key="suggest-send")


def _alike_rows(found: Sequence[Alike], earlier: Report | None, language: str) -> list[FieldSpec]:
    if not found and earlier is None:
        return []
    rows: list[FieldSpec] = [Heading("alike", label_key="suggest-alike")]
    if earlier is not None:
        rows.append(Paragraph("earlier", label=earlier_words(earlier, language)))
    rows += [
        ActionField(f"{ALIKE_ROW}{each.capacity}", label=each.name, help=alike_words(each, language)) for each in found
    ]
    return [*rows, Heading("why", label_key="suggest-why")]


def earlier_words(report: Report, language: str) -> str:
    """That one suggested it before, when, and how far the team is with it."""
    return t("suggest-earlier", sent_words(report, language), status_words(report.status))


# -- a report --------------------------------------------------------------------------------------------

#: The row that shows the picture of the screen and says whether it is attached.
PICTURE_ROW = "picture"
_ADD = "add-"
_BETWEEN = "\n\n"


@dataclass(frozen=True)
class _DescriptionField(LongTextField):
    """A description whose room is what is `added` to it less."""

    added: int = field(default=0, kw_only=True)

    def _too_much(self, value: Value) -> Iterator[Problem]:
        over = self.size(value) - (self.limit or 0)
        if self.added and over > 0:
            yield Problem("report-error-room", (over, self.added, DESCRIPTION_LIMIT))
        else:
            yield from super()._too_much(value)


def added_text(facts: Mapping[str, str], values: Mapping[str, Any]) -> str:
    """What is added to the description: the facts whose switch is on, a line each; "" for none."""
    kept = [fact for name, fact in facts.items() if values.get(f"{_ADD}{name}", True)]
    return _BETWEEN + "\n".join(kept) if kept else ""


def words_of(facts: Mapping[str, str], values: Mapping[str, Any]) -> Words:
    """What is sent of the form's values."""
    description = str(values["description"]).strip() + added_text(facts, values)
    return Words(str(values["title"]).strip(), description, str(values["bug_type"]))


def report_spec(
    facts: Mapping[str, str],
    values: Mapping[str, Any],
    *,
    check_file: Callable[[str], Problem | None],
    files_note: str = "",
    picture: str = "",
    most_files: int = MOST_FILES,
) -> FormSpec:
    """A report. `facts` may be added to it, as far as `values` does not strike them.

    `check_file` says what is wrong with a file, `picture` what becomes of the picture of the screen ("" without one).
    """
    added = len(added_text(facts, values))
    fields: list[FieldSpec] = [
        Paragraph("about", label_key="report-about"),
        TextField("title", label_key="report-title", help_key="report-title-help", required=True, limit=TITLE_LIMIT),
        ChoiceField(
            "bug_type",
            label_key="report-fact-kind",
            help_key="report-kind-help",
            options=Options(lambda: [Option(kind, kind_words(kind)) for kind in KINDS]),
            required=True,
            default=KINDS[0],
        ),
        _DescriptionField(
            "description",
            label_key="report-fact-description",
            help_key="report-description-help",
            required=True,
            limit=DESCRIPTION_LIMIT - added,
            added=added,
        ),
        Heading("added", label_key="report-added"),
        *(_switch(name, fact) for name, fact in facts.items()),
        Heading("attached", label_key="report-attachments"),
        ListField(
            "files",
            label_key="report-fact-files",
            help_key="report-files-help",
            limit=most_files,
            entry=TextField("file", label_key="report-file-path", rules=(check_file,)),
            note=files_note,
        ),
    ]
    if picture:
        fields.append(ActionField(PICTURE_ROW, label_key="report-picture", help=picture))
    fields.append(Paragraph("after", label_key="report-after"))
    return FormSpec("report", tuple(fields), creates=True, save_key="report-send")


def _switch(name: str, fact: str) -> SwitchField:
    return SwitchField(
        f"{_ADD}{name}", label_key=f"report-add-{name}", help_key="report-add-help", note=fact, default=True
    )
