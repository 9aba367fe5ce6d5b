"""Fields of a resource: what a value must look like, the texts that turn it down, and how it is sent.

The texts are the wire: they are what Django REST framework says for the same value.
"""

import contextlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from capx_tui.demo.service.core import moments
from capx_tui.demo.service.core.body import Upload
from capx_tui.demo.service.core.call import GREATEST_NUMBER, Call
from capx_tui.demo.service.core.refusal import Invalid

REQUIRED = "This field is required."
NULL = "This field may not be null."
BLANK = "This field may not be blank."
NOT_TEXT = "Not a valid string."
NOT_BOOLEAN = "Must be a valid boolean."
NOT_INTEGER = "A valid integer is required."
NOT_URL = "Enter a valid URL."
NOT_EMAIL = "Enter a valid email address."
NULL_CHARACTERS = "Null characters are not allowed."

_LABEL = r"[a-z0-9¡-\uffff](?:[a-z0-9¡-\uffff-]{0,61}[a-z0-9¡-\uffff])?"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"


# The two below are read once, when they are first asked for: reading them takes longer than all the rest of this file.
@cache
def _url() -> re.Pattern[str]:
    return re.compile(
        r"^(?:https?|ftps?)://"
        r"(?:[^\s:@/]+(?::[^\s:@/]*)?@)?"
        rf"(?:(?:{_LABEL}\.)+[a-z¡-\uffff][a-z0-9¡-\uffff-]{{1,62}}(?<!-)\.?|localhost"
        rf"|(?:{_OCTET}\.){{3}}{_OCTET}|\[[0-9a-f:.]+\])"
        r"(?::\d{1,5})?(?:[/?#]\S*)?\Z",
        re.IGNORECASE,
    )


@cache
def _email() -> re.Pattern[str]:
    return re.compile(
        r"^[-!#$%&'*+/=?^_`{}|~0-9a-z]+(?:\.[-!#$%&'*+/=?^_`{}|~0-9a-z]+)*"
        rf"@(?:(?:{_LABEL}\.)+{_LABEL}(?<=[^0-9.-]{{2}})|localhost)\Z",
        re.IGNORECASE,
    )


#: Further looks at a text that already is one: returns why not, or None.
Check = Callable[[str, Call], str | None]


def pattern(expression: str, message: str) -> Check:
    """Return a check that a text matches an expression from its beginning."""
    compiled = re.compile(expression)
    return lambda text, _call: None if compiled.search(text) else message


def is_url(text: str, _call: Call) -> str | None:
    """Turn down what is no address."""
    return None if _url().match(text) else NOT_URL


def is_email(text: str, _call: Call) -> str | None:
    """Turn down what is no mail address."""
    return None if _email().match(text) else NOT_EMAIL


@dataclass(frozen=True)
class Field:
    """One column of a resource. `clean` reads what was sent, `render` makes what is sent."""

    name: str
    required: bool = field(default=True, kw_only=True)
    null: bool = field(default=False, kw_only=True)
    read_only: bool = field(default=False, kw_only=True)
    write_only: bool = field(default=False, kw_only=True)
    #: SQL of the value where it is not the column of the same name.
    source: str | None = field(default=None, kw_only=True)

    #: True where the column already holds what is sent, so that a page of rows needs no call per value.
    plain = True
    #: Whether a blank value stands for null, as it does for everything but text.
    blank_is_null = True
    #: Whether the value is an object or a list of them, which a form cannot carry.
    nested = False

    def clean(self, value: object, call: Call, /) -> object:
        """Return the value as the database keeps it.

        Raises:
            Invalid: with the texts for the person.
        """
        raise NotImplementedError

    def render(self, value: Any) -> object:
        """Return a stored value as it is sent."""
        return value


@dataclass(frozen=True)
class ReadOnly(Field):
    """A column that the service fills itself; what is sent for it is ignored."""

    read_only: bool = field(default=True, kw_only=True)

    def clean(self, value: object, call: Call, /) -> object:
        """Never asked."""
        raise NotImplementedError


@dataclass(frozen=True)
class ReadOnlyMoment(ReadOnly):
    """A moment that the service writes itself."""

    plain = False

    def render(self, value: Any) -> object:
        """Whole seconds carry no decimals."""
        return moments.sent(value)


@dataclass(frozen=True)
class ReadOnlyBoolean(ReadOnly):
    """A yes or no that the service writes itself."""

    plain = False

    def render(self, value: Any) -> object:
        """0 and 1 are false and true."""
        return bool(value)


@dataclass(frozen=True)
class Text(Field):
    """Text: trimmed, of a greatest length in characters, with further checks."""

    max_length: int | None = field(default=None, kw_only=True)
    blank: bool = field(default=False, kw_only=True)
    #: Asked before the length.
    checks: Sequence[Check] = field(default=(), kw_only=True)
    #: Asked after the length: address and mail formats.
    formats: Sequence[Check] = field(default=(), kw_only=True)

    blank_is_null = False

    def clean(self, value: object, call: Call, /) -> object:
        """Trim and check; numbers count as text, as forms send them."""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise Invalid(NOT_TEXT)
        text = str(value).strip()
        if not text:
            if self.blank:
                return ""
            raise Invalid(BLANK)
        messages = [message for check in self.checks if (message := check(text, call))]
        if self.max_length is not None and len(text) > self.max_length:
            messages.append(f"Ensure this field has no more than {self.max_length} characters.")
        messages += [message for check in self.formats if (message := check(text, call))]
        if "\x00" in text:
            messages.append(NULL_CHARACTERS)
        surrogates = sorted({character for character in text if "\ud800" <= character <= "\udfff"})
        if surrogates:
            listed = ", ".join(f"U+{ord(character):X}" for character in surrogates)
            messages.append(f"Surrogate characters are not allowed: {listed}.")
        if messages:
            raise Invalid(*messages)
        return text


@dataclass(frozen=True)
class Choice(Field):
    """One of a few words."""

    choices: Sequence[str] = field(default=(), kw_only=True)
    blank: bool = field(default=False, kw_only=True)

    blank_is_null = False

    def clean(self, value: object, _call: Call, /) -> object:
        """Numbers are taken by their text: a level may come as 3 or "3"."""
        text = str(value)
        if (text == "" and self.blank) or (text in self.choices and not isinstance(value, bool)):
            return text
        raise Invalid(f'"{value}" is not a valid choice.')


_TRUE = frozenset({"t", "y", "yes", "true", "on", "1"})
_FALSE = frozenset({"f", "n", "no", "false", "off", "0"})


@dataclass(frozen=True)
class Boolean(Field):
    """Yes or no, in any of the words that forms use."""

    plain = False

    def clean(self, value: object, _call: Call, /) -> object:
        """Return 1 or 0, or None where null is a third answer."""
        word = str(value).lower() if isinstance(value, bool | str | int | float) else ""
        if word in _TRUE or value == 1:
            return 1
        if word in _FALSE or value == 0:
            return 0
        if self.null and word in {"null", ""}:
            return None
        raise Invalid(NOT_BOOLEAN)

    def render(self, value: Any) -> object:
        """0 and 1 are false and true."""
        return None if value is None else bool(value)


@dataclass(frozen=True)
class Number(Field):
    """A whole number."""

    def clean(self, value: object, _call: Call, /) -> object:
        """Digits in text count."""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise Invalid(NOT_INTEGER)
        try:
            number = int(re.sub(r"\.0*\s*$", "", str(value)))
        except ValueError:
            raise Invalid(NOT_INTEGER) from None
        if abs(number) > GREATEST_NUMBER:
            raise Invalid(f"Ensure this value is less than or equal to {GREATEST_NUMBER}.")
        return number


@dataclass(frozen=True)
class Moment(Field):
    """A moment in ISO 8601; without an offset it is UTC."""

    plain = False

    blank_is_null = False

    def clean(self, value: object, _call: Call, /) -> object:
        """Return the stored form in UTC."""
        try:
            moment = moments.parse(value) if isinstance(value, str) else None
        except OverflowError:
            raise Invalid("Datetime value out of range.") from None
        if moment is None:
            raise Invalid(moments.WRONG_FORMAT)
        return moments.stored(moment)

    def render(self, value: Any) -> object:
        """Whole seconds carry no decimals."""
        return moments.sent(value)


@dataclass(frozen=True)
class Json(Field):
    """Any JSON value, kept as text."""

    plain = False

    blank_is_null = False

    def clean(self, value: object, _call: Call, /) -> object:
        """Return JSON text; a file is none."""
        if isinstance(value, Upload):
            raise Invalid("Value must be valid JSON.")
        text = json.dumps(value, ensure_ascii=False)
        try:
            text.encode()
        except UnicodeEncodeError:
            raise Invalid("Value must be valid JSON.") from None
        return text

    def render(self, value: Any) -> object:
        """Return the value that the text holds."""
        return None if value is None else json.loads(value)


def key(value: object) -> int:
    """Return a row's number out of what was sent for it.

    Raises:
        Invalid: it is of no type that could be one.
    """
    if not isinstance(value, bool) and isinstance(value, str | int | float):
        with contextlib.suppress(ValueError, OverflowError):
            number = int(value)
            return number if abs(number) < GREATEST_NUMBER else GREATEST_NUMBER
    raise Invalid(f"Incorrect type. Expected pk value, received {type(value).__name__}.")


def missing(value: object) -> Invalid:
    """Return why a number that no row has is turned down."""
    return Invalid(f'Invalid pk "{value}" - object does not exist.')


@dataclass(frozen=True)
class Reference(Field):
    """The number of a row in another table."""

    table: str = field(default="", kw_only=True)

    def clean(self, value: object, call: Call, /) -> object:
        """Return the number once its row is found."""
        number = key(value)
        found = call.connection.execute(f"SELECT 1 FROM {self.table} WHERE id = ?", (number,)).fetchone()  # noqa: S608
        if found is None:
            raise missing(value)
        return number
