"""Text documents that people write in their editor: the grammar of all of them, and faults by line.

A field is ``name: value`` at the beginning of a line; a list has an entry a line, beginning with ``- ``.
Lines that begin with ``#`` are comments. Whatever stands below a line of equals signs is one long text, letter
by letter, so that nothing in it can be taken for a field.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence

__all__ = ["RULE", "Block", "Blocks", "Fault", "comment", "read_blocks", "with_faults"]

T = TypeVar("T")

#: What begins the long text; words may follow on the same line.
RULE = "====="
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
        return t("document-line", self.line, said) if self.line else said


@dataclass(slots=True)
class Block(Generic[T]):
    """The lines of one field as they stand in the document; what stands behind a list's name is an entry as well."""

    of: T
    line: int
    rest: str = ""
    #: With the line of each.
    entries: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Blocks(Generic[T]):
    """A document taken apart."""

    blocks: tuple[Block[T], ...] = ()
    #: The long text and the line of what begins it; None where there is none.
    text: tuple[int, str] | None = None
    #: Lines that are nothing of all this.
    faults: tuple[Fault, ...] = ()


def comment(text: str) -> Iterator[str]:
    """`text` as lines of comment."""
    for paragraph in text.split("\n"):
        yield from (f"# {line}" for line in textwrap.wrap(paragraph, _WIDTH))


def with_faults(text: str, faults: Iterable[Fault]) -> str:
    """`text` with a comment above each line that is at fault, those of an earlier reading taken out."""
    found: dict[int, list[str]] = {}
    for fault in faults:
        found.setdefault(fault.line, []).append(sentence(fault.error))
    lines: list[str] = []
    above_text = True
    for number, line in enumerate(text.split("\n"), 1):
        if number == 1:
            lines += [f"{_FAULT} {words}" for words in found.get(0, ())]
        lines += [f"{_FAULT} {words}" for words in found.get(number, ())]
        if not (above_text and line.startswith(_FAULT)):
            lines.append(line)
        above_text = above_text and not _RULE(line.strip())
    return "\n".join(lines)


def read_blocks(text: str, called: Callable[[str], T], is_list: Callable[[T], bool]) -> Blocks[T]:
    """`text` taken apart. `called` gives the field of a name, or raises `RuleError`."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    reader = _Reader(called, is_list)
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if _RULE(line):
            return Blocks(tuple(reader.blocks), (number, "\n".join(lines[number:])), tuple(reader.faults))
        if line and not line.startswith("#"):
            reader.read(number, line)
    return Blocks(tuple(reader.blocks), None, tuple(reader.faults))


class _Reader(Generic[T]):
    """Line by line."""

    def __init__(self, called: Callable[[str], T], is_list: Callable[[T], bool]) -> None:
        self.blocks: list[Block[T]] = []
        self.faults: list[Fault] = []
        self._called = called
        self._is_list = is_list
        #: None where no list is open, or where it was a field that nobody knows: its entries are not told again.
        self._current: Block[T] | None = None
        self._skips = False

    def read(self, number: int, line: str) -> None:
        if line.startswith("-"):
            self._entry(number, line)
            return
        try:
            self._current, self._skips = self._begin(number, line), False
        except RuleError as error:
            self._current, self._skips = None, True
            self.faults.append(Fault(number, error))

    def _entry(self, number: int, line: str) -> None:
        if self._current is not None and self._is_list(self._current.of):
            self._current.entries.append((number, line[1:].strip()))
        elif not self._skips:
            self.faults.append(Fault(number, RuleError("document-no-list", line)))

    def _begin(self, number: int, line: str) -> Block[T]:
        match = _FIELD(line)
        if match is None:
            raise RuleError("document-stray", line)
        found = self._called(match[1])
        if any(block.of == found for block in self.blocks):
            raise RuleError("document-twice", match[1])
        block = Block(found, number, match[2].strip())
        if self._is_list(found) and block.rest:
            block.entries.append((number, block.rest))
        self.blocks.append(block)
        return block
