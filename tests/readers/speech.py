"""What was heard after a key, and whether it was the right thing and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

__all__ = ["Answer", "Step", "else_heard", "is_right", "letters", "missing", "told"]

#: Signs that Fenrir and Orca speak as words.
_SPELLED = re.compile(r"\b(?:dash|slash|plus|dot|underline|tilde|star|equals|question|exclaim|at)\b")
#: A row of fewer letters is a word that may well stand in several rows.
_ROW_LETTERS = 12


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one key."""

    key: str
    #: Whole utterances in order, without the reader's own words for the key.
    said: tuple[str, ...]
    #: Bytes the program wrote.
    written: int
    rows: tuple[str, ...]
    #: Column and row of the hardware cursor, from 0.
    cursor: tuple[int, int]
    #: What stands in the rows of announcements and did not before.
    announced: str = ""
    #: The rows there were before the key.
    before: tuple[str, ...] = ()

    @property
    def row(self) -> str:
        """The row of the cursor."""
        return self.rows[self.cursor[1]]

    @property
    def text(self) -> str:
        """Everything that was said."""
        return " ".join(self.said)


@dataclass(frozen=True, slots=True)
class Step:
    """A key, and what has to be heard after it."""

    key: str
    #: Texts that have to be heard: the item's name, its state.
    hears: tuple[str, ...] = ()
    #: The whole row of the cursor has to be heard.
    row: bool = True
    #: What was announced has to be heard.
    announced: bool = False
    #: The letter that was typed: an utterance of its own.
    echo: str = ""
    #: Another page is shown: it may be read, each row once. Otherwise only `more` letters may be.
    page: bool = False
    more: int = 40
    #: The page may be read a second time, where what it shows arrives meanwhile.
    again: bool = False
    #: Readers in which nothing, or not this, can be heard after this key, and why.
    unheard: dict[str, str] = field(default_factory=dict)
    #: Readers in which it is heard at some times and not at others, and why.
    perhaps: dict[str, str] = field(default_factory=dict)


def letters(text: str, reader: str = "") -> str:
    """Letters and digits alone: readers differ in signs and blanks. Spelled signs are taken out again."""
    text = text.casefold()
    if reader in ("fenrir", "orca"):
        text = _SPELLED.sub(" ", text)
    return "".join(letter for letter in text if letter.isalnum())


def _as_far_as_read(row: str, heard: str, reader: str) -> str:
    """The letters of the row of the cursor, as far as this reader reads them.

    yasr counts bytes for cells: of a row with letters beyond ASCII it reads the beginning, when it goes by the cursor.
    """
    wanted = letters(row, reader)
    if reader != "yasr" or row.isascii():
        return wanted
    least = min(len(wanted), _ROW_LETTERS)
    return next((wanted[:end] for end in range(len(wanted), least, -1) if wanted[:end] in heard), wanted)


def _wanted(step: Step, answer: Answer) -> list[str]:
    wanted = list(step.hears)
    if step.announced:
        wanted.append(answer.announced)
    return wanted


def missing(step: Step, answer: Answer, reader: str) -> list[str]:
    """What had to be heard and was not; the letters of a text may be spread over utterances."""
    heard = letters(answer.text, reader)
    if step.page and reader == "fenrir":
        # Of a new page Fenrir reads the rows that were not on the page before.
        heard += letters(" ".join(row for row in answer.rows if row in answer.before), reader)
    lacking = [text.strip() for text in _wanted(step, answer) if letters(text, reader) not in heard]
    if step.row and _as_far_as_read(answer.row, heard, reader) not in heard:
        lacking.append(answer.row.strip())
    if step.announced and not answer.announced:
        lacking.append("an announcement")
    if step.echo and step.echo not in [letters(said, reader) for said in answer.said]:
        lacking.append(f"the letter {step.echo}")
    return lacking


def is_right(step: Step, reader: str) -> Callable[[Answer], bool]:
    """Whether there is nothing more to wait for."""
    return lambda answer: reader in {**step.unheard, **step.perhaps} or not missing(step, answer, reader)


def else_heard(step: Step, answer: Answer, reader: str) -> list[str]:
    """What was heard besides: rows twice, or more than may be."""
    heard, shown = letters(answer.text, reader), letters(" ".join(answer.rows), reader)
    rows = {letters(row, reader): row.strip() for row in answer.rows}
    # Fenrir takes what a program writes in the pieces in which it comes. Where a new page and the move of the cursor
    # come apart it reads the page, and then the row that the cursor came to.
    again = letters(answer.row, reader) if step.page and reader == "fenrir" else ""
    found = [
        f"twice: {row}" for cells, row in rows.items()
        if len(cells) >= _ROW_LETTERS and heard.count(cells) > shown.count(cells) + (cells == again)
    ]  # fmt: skip
    rest = heard
    told = {letters(text, reader) for text in (*_wanted(step, answer), answer.announced, step.echo)}
    for text in sorted({*told, _as_far_as_read(answer.row, heard, reader)}, key=len, reverse=True):
        rest = rest.replace(text, "")
    if step.again:
        found, allowed = [], 2 * len(shown)
    else:
        allowed = len(shown) + step.more if step.page else step.more
    if len(rest) > allowed:
        found.append(f"{len(rest)} letters besides, {allowed} may be: {rest[:80]}")
    return found


def told(heard: Sequence[Answer]) -> str:
    """Key by key what was spoken, for a report."""
    lines = []
    for answer in heard:
        said = [re.sub(r"\s+", " ", text).strip() for text in answer.said]
        lines.append(f"{answer.key:<8} {answer.written:>5} bytes, cursor in: {answer.row.strip()}")
        lines += [f"         said: {text[:300]}" for text in said if text] or ["         said nothing"]
    return "\n".join(lines)
