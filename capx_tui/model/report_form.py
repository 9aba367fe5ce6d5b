"""The forms of what is sent to the CapX team: a suggestion of a capacity, a report (`POST /bugs/`)."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.i18n import t
from capx_tui.model.form import FormSpec
from capx_tui.model.form_fields import ActionField, FieldSpec, Heading, LongTextField, Paragraph, TextField
from capx_tui.model.look_alikes import Alike, alike_words
from capx_tui.model.reports import DESCRIPTION_LIMIT, TITLE_LIMIT, Report, sent_words, status_words

__all__ = ["ALIKE_ROW", "earlier_words", "suggest_spec"]

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
