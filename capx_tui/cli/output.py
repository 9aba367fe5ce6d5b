"""Data in the format that was asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import msgspec

from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.model.table import Row, csv_lines, markdown_lines, wikitext_lines
from capx_tui.text import steering

__all__ = ["Table", "json_lines", "print_list", "print_object"]

#: Each call of the encoder has its price; a list that is piped on begins soon all the same.
_ENCODED_AT_ONCE = 200
_encode_lines = msgspec.json.Encoder().encode_lines


class Table:
    """A list in its written forms. Each is made only when it is the one asked for.

    `objects` gives the JSON objects, `paragraphs` the lines of each entry, `rows` the cells: in words
    for tables that people read, else with the service's own values under `fields`.
    """

    def __init__(
        self,
        *,
        objects: Callable[[], Iterable[dict[str, Any]]],
        paragraphs: Callable[[], Iterable[Iterable[str]]],
        fields: Sequence[str] = (),
        headings: Callable[[], Sequence[str]] = tuple,
        rows: Callable[[bool], Iterable[Row]] = lambda _in_words: (),
    ) -> None:
        self.objects = objects
        self.paragraphs = paragraphs
        self.fields = fields
        self.headings = headings
        self.rows = rows


def print_list(console: Console, chosen: Format, table: Table) -> None:
    """Print a list: JSON as one array, CSV with the field names, the other tables with headings in words."""
    if chosen is Format.JSON:
        console.out(json_lines(table.objects(), ascii_only=not console.takes_unicode), is_inert=True)
    elif chosen is Format.CSV:
        console.out(csv_lines(table.fields, table.rows(False)))
    elif chosen is Format.MARKDOWN:
        console.out(markdown_lines(table.headings(), table.rows(True)))
    elif chosen is Format.WIKITEXT:
        console.out(wikitext_lines(table.headings(), table.rows(True)))
    else:
        console.out(_apart(table.paragraphs()))


def _apart(paragraphs: Iterable[Iterable[str]]) -> Iterator[str]:
    """Paragraphs with an empty line between two of them."""
    first = True
    for paragraph in paragraphs:
        if not first:
            yield ""
        first = False
        yield from paragraph


def json_lines(objects: Iterable[dict[str, Any]], *, ascii_only: bool) -> Iterator[str]:
    """One JSON array, an object a line, so that line tools and JSON tools both serve."""
    encode = _ascii if ascii_only else _whole
    left = iter(objects)
    before = ""
    yield "["
    while some := list(islice(left, _ENCODED_AT_ONCE)):
        for line in encode(some):
            if before:
                yield f"{before},"
            before = line
    if before:
        yield before
    yield "]"


def _whole(values: Sequence[object]) -> list[str]:
    """A line each. A line end inside of a text is escaped, so the others are ours."""
    lines = _encode_lines(values).decode().split("\n")
    # Line by line: most hold nothing to look for, and that is quick to see.
    return [line if _is_plain(line) or line.isprintable() else _inert(line) for line in lines if line]


def _is_plain(line: str) -> bool:
    """Whether it is ASCII, of which JSON lets one character through that a terminal takes for a key."""
    return line.isascii() and "\x7f" not in line


def _inert(text: str) -> str:
    """JSON in which what steers a terminal is escaped: the same data, and harmless where it is looked at."""
    if text.replace("\n", "").isprintable():
        return text
    return steering.sub(lambda found: json.dumps(found[0])[1:-1], text)


def _ascii(values: Sequence[object]) -> list[str]:
    """For an encoding that has not every letter: escaped, and so still the same data."""
    return [json.dumps(value, separators=(",", ":")) for value in values]


def print_object(console: Console, value: dict[str, Any]) -> None:
    """One thing as one JSON object."""
    console.out([_inert(json.dumps(value, ensure_ascii=not console.takes_unicode, indent=2))])
