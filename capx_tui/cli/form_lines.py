"""A form in lines for the line commands: what its rules refuse, what changes, what two sides both changed."""

from __future__ import annotations

from collections.abc import Iterator

from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_changes import Difference
from capx_tui.model.form_check import problems_of
from capx_tui.model.form_fields import Value
from capx_tui.model.form_lists import EntriesField
from capx_tui.model.form_words import entry_words, label_words, problem_words, value_words

__all__ = ["difference_lines", "refusals"]


def refusals(form: Form) -> Iterator[tuple[str, RuleError]]:
    """What the rules say against the changes: the field's id, and the refusal with the field's name in it."""
    for field_id, problems in problems_of(form).items():
        if field_id and not form.is_changed(field_id) and not form.spec.creates:
            # It stands at the service like this already, and is not sent.
            continue
        for problem in problems:
            label = label_words(form.spec.by_id[field_id]) if field_id else ""
            words = problem_words(problem)
            if problem.entry is not None and isinstance(entries := form[field_id], tuple):
                words = t("people-fact", entry_words(form.spec.by_id[field_id], entries[problem.entry]), words)
            yield field_id, RuleError("people-fact", label, words)


def difference_lines(form: Form, difference: Difference) -> Iterator[str]:
    """A field of which there are two values: the service's and one's own."""
    label = label_words(form.spec.by_id[difference.field])
    yield t("cli-document-there", label, _words(form.spec, difference.field, difference.there))
    yield t("cli-document-here", label, _words(form.spec, difference.field, difference.here))


def _words(spec: FormSpec, field_id: str, value: Value) -> str:
    field = spec.by_id[field_id]
    if isinstance(field, EntriesField) and isinstance(value, tuple):
        return commas(entry_words(field, entry) for entry in value) or t("compare-nothing")
    return value_words(field, value) or t("compare-nothing")
