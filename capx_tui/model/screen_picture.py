"""A picture of the screen in letters, to go with a report, and the same with everybody's words masked.

Masked, only the program's own words stay: labels that stand at the beginning of a row and are a whole message, and
the rows that the program alone writes. Every other letter is an x and every digit a 0, in as many cells, so that
the shape of the screen can be seen and nothing on it read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

__all__ = ["Picture", "labels_of", "masked", "picture_text"]

#: Further in, what stands on a row is a value.
_LABEL_ENDS = 6
#: Between a label and its value.
_GAP = re.compile(r" {2,}|: ")
_PLACEHOLDER = re.compile(r"\$\d|\{\{")


@dataclass(frozen=True, slots=True)
class Picture:
    """The rows of a screen, top to bottom, and which of them hold nothing but others' words, or the program's."""

    #: What the screen is called.
    name: str
    rows: tuple[str, ...]
    others: frozenset[int] = frozenset()
    own: frozenset[int] = frozenset()


def labels_of(messages: Iterable[str]) -> frozenset[str]:
    """The messages that can be told from other people's words: whole ones, without anything filled in."""
    return frozenset(text for text in messages if not _PLACEHOLDER.search(text))


def masked(picture: Picture, labels: Collection[str]) -> Picture:
    """The picture without a word that is not the program's."""
    rows = tuple(_masked_row(picture, number, row, labels) for number, row in enumerate(picture.rows))
    name = picture.name if picture.name in labels else _mask(picture.name)
    return Picture(name, rows, picture.others, picture.own)


def _masked_row(picture: Picture, number: int, row: str, labels: Collection[str]) -> str:
    if number in picture.own:
        return row
    if number in picture.others:
        return _mask(row)
    body = row.lstrip(" >")
    begin = len(row) - len(body)
    gap = _GAP.search(body)
    label = body[: gap.start()] if gap else body.rstrip()
    if begin >= _LABEL_ENDS or label not in labels:
        return _mask(row)
    end = begin + len(label)
    return row[:end] + _mask(row[end:])


def _mask(text: str) -> str:
    return "".join(_mask_one(letter) for letter in text)


def _mask_one(letter: str) -> str:
    if unicodedata.east_asian_width(letter) in "WF":
        return "xx"
    kind = unicodedata.category(letter)
    if kind[0] in "LM":
        # A mark takes no cell of its own.
        return "" if kind in ("Mn", "Me") else "x"
    if kind[0] == "N":
        return "0"
    return letter


def picture_text(picture: Picture) -> str:
    """The picture as the text of a file."""
    return "\n".join(row.rstrip() for row in picture.rows).rstrip("\n") + "\n"
