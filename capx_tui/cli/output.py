"""Data in the format that was asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import msgspec

from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.model.table import Row, csv_lines, markdown_lines, wikitext_lines
from capx_tui.text import steering

__all__ = ["Table", "print_list", "print_object"]

#: Each call of the encoder has its price; a list that is piped on begins soon all the same.
_ENCODED_AT_ONCE = 200
#: What most of JSON is made of, and steers nothing.
_PLAIN = bytes(range(0x20, 0x7F)) + b"\n"
_encode_lines = msgspec.json.Encoder().encode_lines


class Table:
    """A list in its written forms. Each is made only when it is the one asked for.

    `objects` gives the JSON objects, `paragraphs` the lines of each entry, `rows` the cells: in words
    for tables that people read, else with the service's own values under `fields`.
    """

    def __init__(
        self,
        *,
        objects: Callable[[], Iterable[object]],
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
        if console.takes_unicode:
            console.out_utf8(_json_parts(table.objects()))
        else:
            console.out(_json_in_ascii(table.objects()))
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


def _json_parts(objects: Iterable[object]) -> Iterator[bytes]:
    """One JSON array, an object a line, so that line tools and JSON tools both serve; many lines at once."""
    left = iter(objects)
    between = b"[\n"
    while some := list(islice(left, _ENCODED_AT_ONCE)):
        yield between + _whole(some)
        between = b",\n"
    yield b"[\n]\n" if between == b"[\n" else b"\n]\n"


def _whole(values: Sequence[object]) -> bytes:
    """A line each. A line end inside of a text is escaped, so the others are ours."""
    lines = _encode_lines(values)[:-1]
    # Looking at each letter takes longer than all the rest: most are plain, and are set aside at once.
    if _steers(lines.translate(None, _PLAIN).decode()):
        lines = _inert(lines.decode()).encode()
    return lines.replace(b"\n", b",\n")


def _steers(text: str) -> bool:
    return not text.isprintable() and steering.search(text) is not None


def _inert(text: str) -> str:
    """JSON in which what steers a terminal is escaped: the same data, and harmless where it is looked at."""
    return steering.sub(lambda found: json.dumps(found[0])[1:-1], text)


def _json_in_ascii(objects: Iterable[object]) -> Iterator[str]:
    """The same for an encoding that has not every letter: escaped, and so still the same data."""
    before = ""
    yield "["
    for value in objects:
        if before:
            yield f"{before},"
        before = json.dumps(msgspec.to_builtins(value), separators=(",", ":"))
    if before:
        yield before
    yield "]"


def print_object(console: Console, value: object) -> None:
    """One thing as one JSON object."""
    written = json.dumps(msgspec.to_builtins(value), ensure_ascii=not console.takes_unicode, indent=2)
    console.out([_inert(written)])
