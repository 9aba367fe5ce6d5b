"""One's own profile in written words: the names of its fields, and their values both ways.

The line command ``profile set`` and the text document of ``profile edit`` write and read fields by this.
The names are stable; scripts rely on them.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol, TypeAlias

from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.language_words import language_and_level
from capx_tui.model.naming import Kind
from capx_tui.model.people import LEVELS, Proficiency
from capx_tui.model.profile import NEW_LANGUAGE_LEVEL, PRONOUNS, Reach
from capx_tui.text import fold, typed

__all__ = [
    "FIELDS",
    "Book",
    "Entry",
    "Shape",
    "Written",
    "WrittenField",
    "field_called",
    "key_of",
    "read_entry",
    "read_one",
    "tidied",
    "write_entry",
    "write_one",
]

#: An entry of a list: an id, a language with its level, a way to reach the person.
Entry: TypeAlias = "int | Proficiency | Reach"
#: A field's value: a text, an id or None, entries in order.
Written: TypeAlias = "str | int | tuple[Entry, ...] | None"

_QID = re.compile(r"Q[1-9][0-9]{0,8}").fullmatch


class Book(Protocol):
    """Names and ids of what profiles point at, both ways."""

    def resolve(self, kind: Kind, text: str) -> int:
        """The id of what `text` names. Raises `RuleError` with the nearest names."""

    def name(self, kind: Kind, number: int) -> str:
        """The name of `number`, "" for an id that nobody knows."""

    def avatars(self) -> Mapping[int, str]:
        """The titles of the avatars, by number."""


class Shape(enum.Enum):
    """What a field holds."""

    LINE = "line"
    LONG = "long"
    PRONOUN = "pronoun"
    ITEM = "item"
    LANGUAGE = "language"
    AVATAR = "avatar"
    LIST = "list"
    LEVELS = "levels"
    REACH = "reach"


@dataclass(frozen=True, slots=True)
class WrittenField:
    """`name` is what people write, `attribute` the service's name. `of` says what a list is a list of."""

    name: str
    attribute: str
    shape: Shape = Shape.LINE
    of: Kind = Kind.LANGUAGE

    @property
    def is_list(self) -> bool:
        """Whether it holds entries."""
        return self.shape in (Shape.LIST, Shape.LEVELS, Shape.REACH)


#: In the order of the document: what can be exchanged first.
FIELDS = (
    WrittenField("known", "skills_known", Shape.LIST, Kind.CAPACITY),
    WrittenField("available", "skills_available", Shape.LIST, Kind.CAPACITY),
    WrittenField("wanted", "skills_wanted", Shape.LIST, Kind.CAPACITY),
    WrittenField("languages", "language", Shape.LEVELS, Kind.LANGUAGE),
    WrittenField("territory", "territory", Shape.LIST, Kind.TERRITORY),
    WrittenField("affiliation", "affiliation", Shape.LIST, Kind.ORGANIZATION),
    WrittenField("projects", "wikimedia_project", Shape.LIST, Kind.PROJECT),
    WrittenField("display-name", "display_name"),
    WrittenField("pronoun", "pronoun", Shape.PRONOUN),
    WrittenField("team", "team"),
    WrittenField("alternative-account", "wiki_alt"),
    WrittenField("wikidata-item", "wikidata_qid", Shape.ITEM),
    WrittenField("avatar", "avatar", Shape.AVATAR),
    WrittenField("contact", "contact", Shape.REACH),
    WrittenField("social", "social", Shape.REACH),
    WrittenField("about-language", "about_language", Shape.LANGUAGE),
    WrittenField("about", "about", Shape.LONG),
)


def _spelt(name: str) -> str:
    return fold(name).replace("-", " ")


_BY_NAME = {_spelt(name): field for field in FIELDS for name in (field.name, field.attribute)}


def field_called(text: str) -> WrittenField:
    """The field of that name, ours or the service's. Raises `RuleError` that lists what there is."""
    found = _BY_NAME.get(_spelt(text))
    if found is not None:
        return found
    near = get_close_matches(_spelt(text), _BY_NAME, n=3, cutoff=0.6)
    names = dict.fromkeys(_BY_NAME[each].name for each in near) or [field.name for field in FIELDS]
    raise RuleError("profile-field-unknown", text, commas(names))


def tidied(text: str, *, lines: bool = False) -> tuple[str, bool]:
    """One's own text without control and bidi characters, and whether there were any."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = typed(text, lines=True)
    return (kept if lines else " ".join(kept.split("\n")).strip()), kept != text


# One value


def write_one(field: WrittenField, value: Written, book: Book) -> str:
    """A value that is no list, on a line (or lines, for `Shape.LONG`)."""
    if value is None or value == "":
        return ""
    if field.shape is Shape.LANGUAGE and isinstance(value, int):
        return _name(field.of, value, book)
    return str(value)


def read_one(field: WrittenField, text: str, book: Book) -> Written:
    """The value that is written; blank is none. Raises `RuleError` for what the field does not take."""
    text, _ = tidied(text, lines=field.shape is Shape.LONG)
    if field.shape is Shape.LONG:
        return text
    if field.shape is Shape.PRONOUN:
        return _pronoun(text) if text else ""
    if field.shape is Shape.ITEM:
        return _item(text) if text else ""
    if field.shape is Shape.LANGUAGE:
        return book.resolve(Kind.LANGUAGE, text) if text else None
    if field.shape is Shape.AVATAR:
        return _avatar(text, book) if text else None
    return text


def _pronoun(text: str) -> str:
    folded = fold(text).replace("/", "-").replace(" ", "-")
    for each in PRONOUNS:
        if folded == each:
            return each
    raise RuleError("profile-pronoun-unknown", text, commas(PRONOUNS))


def _item(text: str) -> str:
    """A QID, also out of an address of it; anything else stays as it is, for the form's rules to refuse."""
    found = _QID(text.rpartition("/")[2].upper())
    return found[0] if found is not None else text


def _avatar(text: str, book: Book) -> int | None:
    avatars = book.avatars()
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    if number == 0:
        return None
    if number in avatars:
        return number
    found = [each for each, title in avatars.items() if fold(text) in (fold(title), fold(_bare(title)))]
    if len(found) == 1:
        return found[0]
    listed = commas(f"{each} {title}" for each, title in sorted(avatars.items()))
    raise RuleError("profile-avatar-unknown", text, listed)


def _bare(title: str) -> str:
    """A file's title without what every one has."""
    return title.removeprefix("File:").rpartition(".")[0]


# Entries of lists


def write_entry(field: WrittenField, entry: Entry, book: Book) -> str:
    """One entry: its name, or its number where the name would not lead back to it."""
    if isinstance(entry, Reach):
        return f"{_line(entry.display_name)}: {_line(entry.value)}".strip()
    if isinstance(entry, int):
        return _name(field.of, entry, book)
    level = f": {t(f'level-{entry.proficiency}')}" if entry.proficiency in LEVELS else ""
    written = f"{_name(Kind.LANGUAGE, entry.id, book)}{level}"
    try:
        found, read = language_and_level(written, book.resolve)
    except RuleError:
        found, read = 0, ""
    # A name may look like a name with a level.
    return written if (found, read) == (entry.id, entry.proficiency) else f"{entry.id}{level}"


def read_entry(field: WrittenField, text: str, book: Book, present: Iterable[Entry] = ()) -> Entry:
    """The entry that is written. Raises `RuleError` with the nearest names.

    `present` is what the profile lists now: those entries are taken as they are, and a language without a level
    keeps the one it has there.
    """
    present = tuple(present)
    if field.shape is Shape.REACH:
        as_written = {write_entry(field, each, book): each for each in present}
        return as_written.get(_line(text)) or _reach(text)
    listed = {key_of(each): each for each in present}

    def resolve(kind: Kind, name: str) -> int:
        name = name.strip()
        if name.isascii() and name.isdigit() and len(name) < 19 and int(name) in listed:
            return int(name)
        return book.resolve(kind, name)

    if field.shape is Shape.LIST:
        return resolve(field.of, text)
    language, level = language_and_level(text, resolve)
    before = listed.get(language)
    if not level:
        level = before.proficiency if isinstance(before, Proficiency) else NEW_LANGUAGE_LEVEL
    return Proficiency(language, level)


def key_of(entry: Entry) -> object:
    """What makes two entries of a list the same one: a language is, at whatever level."""
    return entry.id if isinstance(entry, Proficiency) else entry


def _reach(text: str) -> Reach:
    """``Mastodon: https://…``; an address alone has no name."""
    name, colon, value = _line(text).partition(": ")
    return Reach(name.strip(), value.strip()) if colon else Reach("", name)


def _line(text: str) -> str:
    return tidied(text)[0]


def _name(kind: Kind, number: int, book: Book) -> str:
    name = book.name(kind, number)
    try:
        return name if name and not name.isdigit() and book.resolve(kind, name) == number else str(number)
    except RuleError:
        return str(number)
