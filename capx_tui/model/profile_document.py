"""One's own profile as a text document: rendered with comments, and read back with what is wrong by line.

The grammar is that of `model.text_document`; the long text is the mini bio. A field that is not in the document
stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.model.profile_writing import (
    FIELDS,
    Book,
    Entry,
    Shape,
    Written,
    WrittenField,
    field_called,
    key_of,
    read_entry,
    read_one,
    tidied,
    write_entry,
    write_one,
)
from capx_tui.model.text_document import RULE, Block, Fault, comment, read_blocks

__all__ = ["Reading", "read_document", "render_document"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document says. `values` has the fields that are in it, by the service's names."""

    values: Mapping[str, Written] = field(default_factory=dict)
    #: Where each of them begins.
    lines: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    #: Names of the fields that control or bidi characters were taken out of.
    tidied: tuple[str, ...] = ()


# Rendering


def render_document(values: Mapping[str, Written], book: Book, *, username: str) -> str:
    """The document for `values`, by the service's names. Fields that are not in `values` are left out."""
    lines = [*comment(t("profile-document-top", username)), ""]
    for each in FIELDS:
        if each.attribute not in values or each.shape is Shape.LONG:
            continue
        lines += [*comment(t(f"profile-document-{each.name}"))]
        if each.shape is Shape.AVATAR:
            lines += [f"#   {number} {title}" for number, title in sorted(book.avatars().items())]
        lines += [*_written(each, values[each.attribute], book), ""]
    for each in FIELDS:
        if each.attribute in values and each.shape is Shape.LONG:
            lines += [f"{RULE} {t('profile-document-about')}", *_written(each, values[each.attribute], book)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _written(each: WrittenField, value: Written, book: Book) -> list[str]:
    """The lines of one field, without comments."""
    if each.is_list and isinstance(value, tuple):
        return [f"{each.name}:", *(f"- {write_entry(each, entry, book)}" for entry in value)]
    one = write_one(each, value, book)
    if each.shape is Shape.LONG:
        return one.split("\n") if one else []
    return [f"{each.name}: {' '.join(one.split())}".rstrip()]


# Reading


def read_document(text: str, book: Book, base: Mapping[str, Written]) -> Reading:
    """What `text` says; `base` is the profile it was rendered from, by the service's names.

    A field whose lines are as they were rendered keeps its value exactly, whatever those lines would be read as.
    """
    found = read_blocks(text, _called, lambda each: each.is_list)
    faults = list(found.faults)
    values: dict[str, Written] = {}
    lines: dict[str, int] = {}
    cleaned: list[str] = []
    for block in found.blocks:
        lines[block.of.attribute] = block.line
        if _is_as_rendered(block, base, book):
            values[block.of.attribute] = base[block.of.attribute]
            continue
        value, wrong, had_controls = _value(block, base, book)
        faults += wrong
        if had_controls:
            cleaned.append(block.of.name)
        if not wrong:
            values[block.of.attribute] = value
    if found.text is not None:
        number, written = found.text
        about = next(each for each in FIELDS if each.shape is Shape.LONG)
        lines[about.attribute] = number
        kept, had_controls = tidied(written, lines=True)
        before = base.get(about.attribute)
        # Editors end a file with a line feed of their own: blank lines at the end are no change.
        unchanged = isinstance(before, str) and written.rstrip() == before.rstrip()
        values[about.attribute] = before if unchanged else kept.rstrip()
        if had_controls and not unchanged:
            cleaned.append(about.name)
    ordered = tuple(sorted(faults, key=lambda fault: fault.line))
    return Reading(values, lines, ordered, tuple(cleaned))


def _called(name: str) -> WrittenField:
    """The field of that name, which can stand among the others. Raises `RuleError`."""
    found = field_called(name)
    if found.shape is Shape.LONG:
        raise RuleError("profile-document-about-place", found.name)
    return found


def _is_as_rendered(block: Block[WrittenField], base: Mapping[str, Written], book: Book) -> bool:
    if block.of.attribute not in base:
        return False
    first, *entries = _written(block.of, base[block.of.attribute], book)
    if block.of.is_list:
        return [entry.removeprefix("- ").strip() for entry in entries] == [entry for _, entry in block.entries]
    return first == f"{block.of.name}: {block.rest}".rstrip()


def _value(block: Block[WrittenField], base: Mapping[str, Written], book: Book) -> tuple[Written, list[Fault], bool]:
    """The value, what is wrong with it, and whether control characters were taken out."""
    if not block.of.is_list:
        _, had_controls = tidied(block.rest)
        try:
            return read_one(block.of, block.rest, book), [], had_controls
        except RuleError as error:
            return None, [Fault(block.line, error)], had_controls
    before = base.get(block.of.attribute)
    present = before if isinstance(before, tuple) else ()
    entries: dict[object, Entry] = {}
    faults: list[Fault] = []
    had_controls = False
    for number, text in block.entries:
        if not text:
            continue
        try:
            entry = read_entry(block.of, text, book, present)
        except RuleError as error:
            faults.append(Fault(number, error))
            continue
        had_controls = had_controls or (block.of.shape is Shape.REACH and tidied(text)[1])
        if entries.setdefault(key_of(entry), entry) != entry:
            faults.append(Fault(number, RuleError("profile-language-twice", text)))
    return tuple(entries.values()), faults, had_controls
