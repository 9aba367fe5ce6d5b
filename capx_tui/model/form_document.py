"""Any form as a text document: rendered with comments, and read back with what is wrong by line.

The grammar is that of `model.text_document`; the long text is the form's only one. A field that is not in the
document stays as it is; one whose lines are as they were rendered keeps its value, whatever those lines would be
read as.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.form_fields import FieldSpec, Value
from capx_tui.model.form_lists import ChoiceField
from capx_tui.model.form_words import help_words, label_words
from capx_tui.model.form_writing import Writing
from capx_tui.model.text_document import RULE, Block, Fault, comment, read_blocks

__all__ = ["FormReading", "read_form", "render_form"]


@dataclass(frozen=True, slots=True)
class FormReading:
    """What a document says: values by the form's fields, and in which line each begins."""

    values: Mapping[str, Value] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def render_form(writing: Writing, top: str) -> str:
    """The document for a form as it is now; `top` is said above it, before how documents are written."""
    lines = [*comment(top), *comment(t("document-how")), ""]
    fields = writing.fields.fields(writing.form)
    for each in fields:
        if not writing.is_long(each):
            lines += [*comment(_about(writing.spec(each))), *_written(writing, each), ""]
    for each in fields:
        if writing.is_long(each):
            lines += [f"{RULE} {t('document-below', label_words(writing.spec(each)))}", writing.write(each)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _about(spec: FieldSpec) -> str:
    told = [label_words(spec)]
    if help_words(spec):
        told.append(help_words(spec))
    if isinstance(spec, ChoiceField) and spec.options.search(""):
        told.append(t("document-choices", commas(option.label for option in spec.options.search(""))))
    return ". ".join(each.rstrip(".") for each in told) + "."


def _written(writing: Writing, field_id: str) -> list[str]:
    name = writing.fields.written(field_id)
    if writing.is_list(field_id):
        return [f"{name}:", *(f"- {entry}" for entry in writing.write_entries(field_id))]
    return [f"{name}: {writing.write(field_id)}".rstrip()]


def read_form(text: str, writing: Writing) -> FormReading:
    """What `text` says; the form in `writing` is the one it was rendered from."""

    def called(name: str) -> str:
        found = writing.fields.called(name)
        if found not in writing.form.spec.by_id or not writing.form.can_change(found):
            raise RuleError("document-field-fixed", name)
        if writing.is_long(found):
            raise RuleError("document-below-place", name)
        return found

    found = read_blocks(text, called, writing.is_list)
    faults, values = list(found.faults), dict[str, Value]()
    lines = {block.of: block.line for block in found.blocks}
    for block in found.blocks:
        if _is_as_rendered(block, writing):
            continue
        try:
            values[block.of] = _value(block, writing, faults)
        except RuleError as error:
            faults.append(Fault(block.line, error))
    if found.text is not None:
        _read_text(found.text, writing, values, lines, faults)
    return FormReading(values, lines, tuple(sorted(faults, key=lambda fault: fault.line)))


def _read_text(
    text: tuple[int, str], writing: Writing, values: dict[str, Value], lines: dict[str, int], faults: list[Fault]
) -> None:
    number, written = text
    long = next((each for each in writing.fields.fields(writing.form) if writing.is_long(each)), None)
    if long is None:
        faults.append(Fault(number, RuleError("document-no-text")))
        return
    lines[long] = number
    # Editors end a file with a line feed of their own: blank lines at the end are no change.
    if written.rstrip() != writing.write(long).rstrip():
        values[long] = writing.read(long, written)


def _is_as_rendered(block: Block[str], writing: Writing) -> bool:
    if writing.is_list(block.of):
        return [entry for _, entry in block.entries] == [each.strip() for each in writing.write_entries(block.of)]
    return block.rest == writing.write(block.of).strip()


def _value(block: Block[str], writing: Writing, faults: list[Fault]) -> Value:
    if not writing.is_list(block.of):
        return writing.read(block.of, block.rest)
    entries: dict[Any, None] = {}
    for number, text in block.entries:
        try:
            entries |= {writing.read_entry(block.of, text): None} if text else {}
        except RuleError as error:
            faults.append(Fault(number, error))
    return tuple(entries)
