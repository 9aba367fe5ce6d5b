"""What stands in a form: one frozen value per field, which knows its empty value, its size and what is wrong.

Nothing here is shown or stored. A value is always what the person left there, right or wrong: a number
or a date is the text that was typed, and `NumberField.number` or `DateField.moment` reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeAlias

import msgspec

from capx_tui.text import clean_lines, typed

__all__ = [
    "ActionField",
    "EmailField",
    "FieldSpec",
    "Heading",
    "Levelled",
    "LongTextField",
    "Own",
    "Paragraph",
    "Problem",
    "ReadOnlyField",
    "SwitchField",
    "TextField",
    "UrlField",
    "Value",
    "left_out",
]


class Own(msgspec.Struct, frozen=True):
    """An answer of one's own where others are chosen from a list."""

    text: str


class Levelled(msgspec.Struct, frozen=True):
    """An entry with a level: a language and how well one speaks it."""

    id: int | str
    level: str


#: Text for what is typed, a boolean for a switch, an id (or `Own`, or None) for a choice, a tuple for lists.
Value: TypeAlias = str | bool | int | Own | tuple[Any, ...] | None


class Problem(msgspec.Struct, frozen=True):
    """Why a value cannot stay: a message by key, or the service's own words, cleaned.

    `entry` is the place in a list that is at fault, None for the field as a whole.
    """

    key: str = ""
    params: tuple[str | int, ...] = ()
    text: str = ""
    entry: int | None = None


#: A rule of one field; None where nothing is wrong.
FieldRule: TypeAlias = Callable[[Any], Problem | None]


def left_out(text: str) -> int:
    """How many characters `typed` leaves out of `text`: those that nobody sees and that steer what is around them."""
    return len(text.replace("\r\n", "\n")) - len(typed(text, lines=True))


@dataclass(frozen=True)
class FieldSpec:
    """What every row has. A label and a help are either a message's key or a text (`label`, `help`)."""

    id: str
    label_key: str = field(default="", kw_only=True)
    label: str = field(default="", kw_only=True)
    help_key: str = field(default="", kw_only=True)
    help: str = field(default="", kw_only=True)
    #: A text that always stands below the value: what a choice is about, where the help would be looked for in vain.
    note: str = field(default="", kw_only=True)
    required: bool = field(default=False, kw_only=True)
    #: Characters of a text, entries of a list; None for no limit.
    limit: int | None = field(default=None, kw_only=True)
    #: The value a new form begins with; None is the kind's empty value.
    default: Value = field(default=None, kw_only=True)
    #: Why it cannot be changed, as key or text. A form may add a reason later (`Form.disable`).
    disabled_key: str = field(default="", kw_only=True)
    disabled: str = field(default="", kw_only=True)
    #: Never written to disk, nor given to an editor program.
    sensitive: bool = field(default=False, kw_only=True)
    #: What the service calls it in its refusals, where that is not `id`.
    server: tuple[str, ...] = field(default=(), kw_only=True)
    rules: tuple[FieldRule, ...] = field(default=(), kw_only=True, compare=False)

    #: Part of a draft's shape: a value of another kind does not fit.
    KIND: ClassVar[str] = ""
    #: What an untouched field holds.
    EMPTY: ClassVar[Value] = None
    #: Letters that are typed go into it.
    IS_TYPED: ClassVar[bool] = False
    #: Rows without a value (headings, texts, actions) are neither changed nor saved.
    HAS_VALUE: ClassVar[bool] = True

    @property
    def begin(self) -> Value:
        """The value of a new form."""
        return self.EMPTY if self.default is None else self.settle(self.default)

    @property
    def can_change(self) -> bool:
        """Whether a person may edit it, as far as the spec goes."""
        return self.HAS_VALUE and not (self.disabled or self.disabled_key)

    def settle(self, value: Value) -> Value:
        """`value` as it is kept. Raises `TypeError` for a value of another kind."""
        return value

    def complete(self, value: Value) -> Value:
        """What is put right by itself once the person has left the field."""
        return value

    def is_empty(self, value: Value) -> bool:
        """Whether nothing was given."""
        return value == self.EMPTY

    def size(self, value: Value) -> int:  # noqa: ARG002 - kinds with a limit look at it
        """What `limit` counts."""
        return 0

    def same(self, one: Value, other: Value) -> bool:
        """Whether the service would see no difference."""
        return one == other

    def problems(self, value: Value) -> tuple[Problem, ...]:
        """What is wrong, the most telling first: missing, too much, then the kind's and the field's own rules."""
        if self.is_empty(value):
            return (Problem("form-error-required"),) if self.required else ()
        found = [*self._too_much(value), *self._wrong(value)]
        found += [problem for rule in self.rules if (problem := rule(value)) is not None]
        return tuple(found)

    def _too_much(self, value: Value) -> Iterator[Problem]:
        if self.limit is not None and (size := self.size(value)) > self.limit:
            yield Problem("form-error-limit", (size - self.limit, self.limit))

    def _wrong(self, value: Value) -> Iterator[Problem]:  # noqa: ARG002 - kinds with rules look at it
        yield from ()

    def encode(self, value: Value) -> Any:
        """The value as JSON takes it."""
        return value

    def decode(self, raw: Any) -> Value:
        """The value that `encode` gave. Raises `TypeError` or `ValueError` for what does not fit."""
        return self.settle(raw)


@dataclass(frozen=True)
class TextField(FieldSpec):
    """One line. `pattern` must match the whole of it; `pattern_key` says what is asked for."""

    pattern: str = field(default="", kw_only=True)
    pattern_key: str = field(default="form-error-pattern", kw_only=True)

    KIND: ClassVar[str] = "text"
    EMPTY: ClassVar[Value] = ""
    IS_TYPED: ClassVar[bool] = True
    #: Line breaks may stand in it.
    HAS_LINES: ClassVar[bool] = False

    def settle(self, value: Value) -> Value:
        """Without what steers a terminal."""
        if not isinstance(value, str):
            raise TypeError(self.id)
        return typed(value, lines=self.HAS_LINES)

    def is_empty(self, value: Value) -> bool:
        """Blanks alone are nothing: the service trims them."""
        return not str(value or "").strip()

    def size(self, value: Value) -> int:
        """Characters, as the service counts them."""
        return len(str(value))

    def _wrong(self, value: Value) -> Iterator[Problem]:
        if self.pattern and not re.fullmatch(self.pattern, str(value).strip()):
            yield Problem(self.pattern_key, (str(value).strip(),))


@dataclass(frozen=True)
class LongTextField(TextField):
    """Several lines, edited in a view of its own or in an editor program."""

    KIND: ClassVar[str] = "text"
    IS_TYPED: ClassVar[bool] = False
    HAS_LINES: ClassVar[bool] = True


_EMAIL = re.compile(r"[^@\s\"<>,;:\\()\[\]]{1,64}@(?:[\w-]{1,63}\.)+[\w-]{2,63}")


@dataclass(frozen=True)
class EmailField(TextField):
    """An e-mail address."""

    def _wrong(self, value: Value) -> Iterator[Problem]:
        if not _EMAIL.fullmatch(str(value).strip()):
            yield Problem("form-error-email", (str(value).strip(),))
        yield from super()._wrong(value)


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST = re.compile(r"(?:[\w-]{1,63}\.)+[\w-]{2,63}(?::\d{1,5})?(?:[/?#].*)?")


@dataclass(frozen=True)
class UrlField(TextField):
    """A web address; ``https://`` is put before a bare ``example.org/page`` once the field is left."""

    def complete(self, value: Value) -> Value:
        """With a scheme, and without blanks around."""
        text = str(value).strip()
        return f"https://{text}" if not _SCHEME.match(text) and _HOST.fullmatch(text) else text

    def _wrong(self, value: Value) -> Iterator[Problem]:
        from urllib.parse import urlsplit

        text = str(self.complete(value))
        try:
            parts = urlsplit(text)
            good = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", text)
        except ValueError:
            good = False
        if not good:
            yield Problem("form-error-url", (str(value).strip(),))
        elif self.pattern and not re.fullmatch(self.pattern, text):
            yield Problem(self.pattern_key, (text,))


@dataclass(frozen=True)
class SwitchField(FieldSpec):
    """Yes or no. Required means that only yes will do.

    `phrase` makes the value's words of the word yes or no, where a row read alone has more to say.
    """

    phrase: Callable[[str], str] | None = field(default=None, kw_only=True, compare=False)

    KIND: ClassVar[str] = "switch"
    EMPTY: ClassVar[Value] = False

    def settle(self, value: Value) -> Value:
        """A boolean."""
        if not isinstance(value, bool):
            raise TypeError(self.id)
        return value


@dataclass(frozen=True)
class ReadOnlyField(FieldSpec):
    """Something to know: shown among the rest, never changed here, never sent."""

    #: Nobody would think of changing it, so that it cannot be goes without saying.
    is_obvious: bool = field(default=False, kw_only=True)

    KIND: ClassVar[str] = "read-only"
    EMPTY: ClassVar[Value] = ""

    @property
    def can_change(self) -> bool:
        """Never."""
        return False

    def settle(self, value: Value) -> Value:
        """Text."""
        if not isinstance(value, str):
            raise TypeError(self.id)
        return clean_lines(value)

    def problems(self, value: Value) -> tuple[Problem, ...]:  # noqa: ARG002 - whatever it is
        """Nobody here could mend it."""
        return ()


@dataclass(frozen=True)
class Heading(FieldSpec):
    """Begins a section: Tab goes from one to the next."""

    KIND: ClassVar[str] = "heading"
    HAS_VALUE: ClassVar[bool] = False


@dataclass(frozen=True)
class Paragraph(FieldSpec):
    """Words between the fields."""

    KIND: ClassVar[str] = "paragraph"
    HAS_VALUE: ClassVar[bool] = False


@dataclass(frozen=True)
class ActionField(FieldSpec):
    """Something to do from within the form: "Import known", "Look up on Wikidata"."""

    KIND: ClassVar[str] = "action"
    HAS_VALUE: ClassVar[bool] = False
