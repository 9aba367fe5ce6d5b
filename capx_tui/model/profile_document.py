"""One's own profile as a text document: rendered with comments, and read back with what is wrong by line.

A field is ``name: value`` at the beginning of a line; a list has an entry a line, beginning with ``- ``.
Lines that begin with ``#`` are comments. Whatever stands below the line of equals signs is the mini bio,
letter by letter, so that nothing in it can be taken for a field. A field that is not in the document
stays as it is.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence
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

__all__ = ["Fault", "Reading", "read_document", "render_document", "with_faults"]

_WIDTH = 78
_RULE = re.compile(r"={5,}.*").fullmatch
_FIELD = re.compile(r"([\w][\w -]*?)\s*:(.*)").fullmatch
#: How a line begins that we wrote about a fault; it goes when the document is offered again.
_FAULT = "#!"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and in which line (1 for the first; 0 for the document as a whole)."""

    line: int
    error: RuleError

    @property
    def words(self) -> str:
        """The fault as a sentence, with its line."""
        said = sentence(self.error)
        return t("profile-document-line", self.line, said) if self.line else said


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
    lines = [*_comment(t("profile-document-top", username)), ""]
    for each in FIELDS:
        if each.attribute not in values or each.shape is Shape.LONG:
            continue
        lines += [*_comment(t(f"profile-document-{each.name}"))]
        if each.shape is Shape.AVATAR:
            lines += [f"#   {number} {title}" for number, title in sorted(book.avatars().items())]
        lines += [*_written(each, values[each.attribute], book), ""]
    for each in FIELDS:
        if each.attribute in values and each.shape is Shape.LONG:
            lines += [f"===== {t('profile-document-about')}", *_written(each, values[each.attribute], book)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _comment(text: str) -> Iterator[str]:
    for paragraph in text.split("\n"):
        yield from (f"# {line}" for line in textwrap.wrap(paragraph, _WIDTH))


def _written(each: WrittenField, value: Written, book: Book) -> list[str]:
    """The lines of one field, without comments."""
    if each.is_list and isinstance(value, tuple):
        return [f"{each.name}:", *(f"- {write_entry(each, entry, book)}" for entry in value)]
    one = write_one(each, value, book)
    if each.shape is Shape.LONG:
        return one.split("\n") if one else []
    return [f"{each.name}: {' '.join(one.split())}".rstrip()]


def with_faults(text: str, faults: Iterable[Fault]) -> str:
    """`text` with a comment above each line that is at fault, those of an earlier reading taken out."""
    found: dict[int, list[str]] = {}
    for fault in faults:
        found.setdefault(fault.line, []).append(sentence(fault.error))
    lines: list[str] = []
    above_bio = True
    for number, line in enumerate(text.split("\n"), 1):
        if number == 1:
            lines += [f"{_FAULT} {words}" for words in found.get(0, ())]
        lines += [f"{_FAULT} {words}" for words in found.get(number, ())]
        if not (above_bio and line.startswith(_FAULT)):
            lines.append(line)
        above_bio = above_bio and not _RULE(line.strip())
    return "\n".join(lines)


# Reading


@dataclass(slots=True)
class _Block:
    """The lines of one field as they stand in the document."""

    of: WrittenField
    line: int
    rest: str = ""
    entries: list[tuple[int, str]] = field(default_factory=list)


def read_document(text: str, book: Book, base: Mapping[str, Written]) -> Reading:
    """What `text` says; `base` is the profile it was rendered from, by the service's names.

    A field whose lines are as they were rendered keeps its value exactly, whatever those lines would be read as.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    blocks, bio, faults = _blocks(text.split("\n"))
    values: dict[str, Written] = {}
    lines: dict[str, int] = {}
    cleaned: list[str] = []
    for block in blocks:
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
    if bio is not None:
        number, written = bio
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


def _blocks(lines: Sequence[str]) -> tuple[list[_Block], tuple[int, str] | None, list[Fault]]:
    """The fields with their lines, the bio with where it begins, and the lines that are neither."""
    blocks: list[_Block] = []
    faults: list[Fault] = []
    #: None where no list is open, or where it was a field that nobody knows: its entries are not told again.
    current: _Block | None = None
    skips = False
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if _RULE(line):
            return blocks, (number, "\n".join(lines[number:])), faults
        if not line or line.startswith("#"):
            continue
        if line.startswith("-"):
            if current is not None and current.of.is_list:
                current.entries.append((number, line[1:].strip()))
            elif not skips:
                faults.append(Fault(number, RuleError("profile-document-no-list", line)))
            continue
        current, fault = _begin(line, number, blocks)
        skips = fault is not None
        if fault is not None:
            faults.append(fault)
    return blocks, None, faults


def _begin(line: str, number: int, blocks: list[_Block]) -> tuple[_Block | None, Fault | None]:
    """The field that begins in this line, put among `blocks`; or what is wrong with it."""
    match = _FIELD(line)
    if match is None:
        return None, Fault(number, RuleError("profile-document-stray", line))
    try:
        found = field_called(match[1])
    except RuleError as error:
        return None, Fault(number, error)
    if found.shape is Shape.LONG:
        return None, Fault(number, RuleError("profile-document-about-place", found.name))
    if any(block.of is found for block in blocks):
        return None, Fault(number, RuleError("profile-document-twice", found.name))
    block = _Block(found, number, match[2].strip())
    if found.is_list and block.rest:
        block.entries.append((number, block.rest))
    blocks.append(block)
    return block, None


def _is_as_rendered(block: _Block, base: Mapping[str, Written], book: Book) -> bool:
    if block.of.attribute not in base:
        return False
    first, *entries = _written(block.of, base[block.of.attribute], book)
    if block.of.is_list:
        return [entry.removeprefix("- ").strip() for entry in entries] == [entry for _, entry in block.entries]
    return first == f"{block.of.name}: {block.rest}".rstrip()


def _value(block: _Block, base: Mapping[str, Written], book: Book) -> tuple[Written, list[Fault], bool]:
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
