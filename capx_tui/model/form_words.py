"""A form in words: labels, values, states and problems, the same on the screen, in speech and in a list of changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from capx_tui.i18n import t
from capx_tui.i18n.lists import semicolons
from capx_tui.model.form import Form
from capx_tui.model.form_fields import (
    ActionField,
    FieldSpec,
    Levelled,
    LongTextField,
    Own,
    Paragraph,
    Problem,
    ReadOnlyField,
    SwitchField,
    TextField,
    Value,
    left_out,
)
from capx_tui.model.form_lists import ChoiceField, EntriesField, LevelsField, ListField, ManyField
from capx_tui.text import clean, clean_lines

__all__ = [
    "add_words",
    "entry_words",
    "full_help",
    "help_words",
    "kind_words",
    "label_words",
    "lead_words",
    "left_out_words",
    "left_words",
    "note_words",
    "problem_words",
    "reason_words",
    "state_words",
    "told_words",
    "value_words",
]

#: What a question of others may end in, in any script.
_ENDS = ("?", "!", ":", "؟", "？", "！", "：")


def label_words(spec: FieldSpec) -> str:
    """The field's name."""
    return t(spec.label_key) if spec.label_key else clean(spec.label)


def lead_words(label: str) -> str:
    """A field's name as it stands before the value; one that ends in a sign of its own takes no other."""
    return label if label.endswith(_ENDS) else t("form-label", label)


def told_words(spec: FieldSpec, words: str) -> str:
    """The field's name and what there is to tell of it, in one line."""
    return f"{lead_words(label_words(spec))} {words}"


def help_words(spec: FieldSpec) -> str:
    """The field's help, "" where there is none."""
    return t(spec.help_key) if spec.help_key else clean_lines(spec.help).strip()


def note_words(spec: FieldSpec) -> str:
    """What stands below the value, "" for nothing."""
    return clean_lines(spec.note).strip()


def reason_words(form: Form, field_id: str) -> str:
    """Why the field cannot be changed now, "" where it can."""
    spec = form.spec.by_id[field_id]
    if spec.disabled_key:
        return t(spec.disabled_key)
    return form.reasons.get(field_id, "") or clean(spec.disabled)


def problem_words(problem: Problem) -> str:
    """What is wrong."""
    return t(problem.key, *problem.params) if problem.key else problem.text


def entry_words(spec: FieldSpec, entry: Any) -> str:
    """One entry of a list or one choice: its name, its own text, its level."""
    if isinstance(entry, Own):
        return clean(entry.text)
    if isinstance(entry, Levelled):
        level = level_words(spec, entry.level)
        return t("form-entry-level", _option(spec, entry.id), level)
    if isinstance(spec, ListField) and spec.is_typed:
        return clean(str(entry))
    return _option(spec, entry)


def level_words(spec: FieldSpec, level: str) -> str:
    """A level of a `LevelsField`."""
    if isinstance(spec, LevelsField) and level in spec.levels:
        return t(spec.level_key(level))
    return clean(level)


def _option(spec: FieldSpec, entry: int | str) -> str:
    source = getattr(spec, "options", None)
    return clean(source.label(entry) if source is not None else "") or t("form-entry-unknown", str(entry))


def value_words(spec: FieldSpec, value: Value) -> str:
    """The value as it is read out; a long text keeps its lines, and nothing given is "" for what is typed."""
    if isinstance(spec, SwitchField):
        word = t("word-yes") if value else t("word-no")
        return clean(spec.phrase(word)) if spec.phrase is not None else word
    if isinstance(spec, ChoiceField):
        return t("form-nothing-chosen") if value is None else entry_words(spec, value)
    if isinstance(spec, EntriesField):
        entries = value if isinstance(value, tuple) else ()
        if isinstance(spec, ManyField):
            return semicolons(entry_words(spec, entry) for entry in entries) or t("form-nothing-chosen")
        return t("form-entries", len(entries)) if entries else t("form-entries-none")
    return str(value or "")


def left_words(form: Form, field_id: str) -> str:
    """What is left of the limit, "" without one."""
    spec = form.spec.by_id[field_id]
    left = form.left(field_id)
    if left is None or spec.limit is None:
        return ""
    if left < 0:
        return t("form-limit-passed", -left, spec.limit)
    return t("form-limit-left", left, spec.limit)


def _is_counted(form: Form, field_id: str) -> bool:
    """Whether the count is worth a place on the row: of letters only of what one writes, or from half of the limit on.

    On every row of text it would be noise; the help on the field has it always.
    """
    spec, left = form.spec.by_id[field_id], form.left(field_id)
    is_text = isinstance(spec, TextField | LongTextField)
    return not is_text or form.is_changed(field_id) or (left or 0) * 2 <= (spec.limit or 0)


def left_out_words(text: str) -> str:
    """What of `text` the form does not take, "" where it takes everything."""
    lost = left_out(text)
    return t("form-left-out", lost) if lost else ""


def state_words(form: Form, field_id: str) -> Sequence[str]:
    """What else is to be known of the field, the most pressing first."""
    spec = form.spec.by_id[field_id]
    if not spec.HAS_VALUE:
        return [t("form-state-disabled", why)] if (why := reason_words(form, field_id)) else []
    if isinstance(spec, ReadOnlyField):
        return [] if spec.is_obvious else [t("form-state-read-only")]
    words = []
    if form.problems.get(field_id):
        words.append(t("form-state-invalid"))
    if why := reason_words(form, field_id):
        words.append(t("form-state-disabled", why))
    left = left_words(form, field_id)
    is_passed = (form.left(field_id) or 0) < 0
    if is_passed:
        words.append(left)
    if spec.required:
        words.append(t("form-state-required"))
    if form.is_changed(field_id):
        words.append(t("form-state-changed"))
    if left and not is_passed and _is_counted(form, field_id):
        words.append(left)
    return words


def add_words(form: Form, field_id: str) -> str:
    """The row that adds to a list; where there is no room, it says so."""
    spec = form.spec.by_id[field_id]
    left = form.left(field_id)
    if left is not None and left <= 0:
        return t("form-add-full", label_words(spec), str(spec.limit))
    return t("form-add", label_words(spec))


#: The first kind that fits counts. Beside the message, the actions whose keys it names.
_KINDS: tuple[tuple[type[FieldSpec], str, tuple[str, ...]], ...] = (
    (LongTextField, "form-kind-long-text", ("list.open", "form.editor")),
    (TextField, "form-kind-text", ()),
    (SwitchField, "form-kind-switch", ("list.open",)),
    (ChoiceField, "form-kind-choice", ("list.open",)),
    (ManyField, "form-kind-many", ("list.open",)),
    (
        LevelsField,
        "form-kind-levels",
        ("form.add", "form.remove", "form.level-down", "form.level-up", "form.move-up", "form.move-down"),
    ),
    (ListField, "form-kind-list", ("form.add", "form.remove", "list.open", "form.move-up", "form.move-down")),
    (ActionField, "form-kind-action", ("list.open",)),
)

#: Of lists whose order says nothing.
_UNORDERED_KINDS: tuple[tuple[type[FieldSpec], str, tuple[str, ...]], ...] = (
    (LevelsField, "form-kind-levels-unordered", ("form.add", "form.remove", "form.level-down", "form.level-up")),
    (ListField, "form-kind-list-unordered", ("form.add", "form.remove")),
)


def kind_words(spec: FieldSpec, key: Callable[[str], str]) -> str:
    """What kind of field it is and how one changes it, "" for what only tells. `key` names an action's key."""
    if isinstance(spec, EntriesField) and not spec.is_ordered:
        for kind, message, actions in _UNORDERED_KINDS:
            if isinstance(spec, kind):
                return t(message, *map(key, actions))
    for kind, message, actions in _KINDS:
        if isinstance(spec, kind):
            return t(message, *map(key, actions))
    return ""


def full_help(form: Form, field_id: str, key: Callable[[str], str]) -> Sequence[str]:
    """Everything to know of a field, sentence by sentence: what is wrong, what it is for, how it is changed."""
    spec = form.spec.by_id[field_id]
    if isinstance(spec, Paragraph):
        return [label_words(spec)]
    found = [*(problem_words(problem) for problem in form.problems.get(field_id, ())), help_words(spec)]
    found += [t("form-state-disabled", why)] if (why := reason_words(form, field_id)) else []
    found.append(kind_words(spec, key))
    if spec.required:
        found.append(t("form-help-required"))
    if left := left_words(form, field_id):
        found.append(t("form-help-limit", left))
    if spec.HAS_VALUE and (spec.sensitive or form.spec.sensitive):
        found.append(t("form-help-sensitive"))
    return [words for words in found if words]
