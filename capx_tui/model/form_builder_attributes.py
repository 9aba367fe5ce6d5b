"""What stands beside a question in a formBuilder description, read whatever kind it has, and the rules made of it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from capx_tui.i18n import t
from capx_tui.model.form_fields import FieldRule, FieldSpec, Problem
from capx_tui.model.form_numbers import NumberField
from capx_tui.text import clean, plain_lines

__all__ = ["Attributes", "bounds_words", "is_short", "make_numeric", "moment_text"]

#: Options of one question, and characters of one text, that are looked at.
_MOST_OPTIONS = 2_000
_LONGEST = 5_000
#: The bounds that a browser gives a slider without any.
_RANGE = (Decimal(0), Decimal(100))


class Attributes:
    """One entry of the array. Nothing here raises: what is of another kind is as if it were not there."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._raw = raw

    def text(self, name: str) -> str:
        """A text as it is, a number in digits."""
        value = self._raw.get(name)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        return value[:_LONGEST] if isinstance(value, str) else ""

    def lines(self, name: str) -> list[str]:
        """The words of a text that may hold HTML, line by line; none for nothing."""
        return [line for line in plain_lines(self.text(name)).split("\n") if line]

    def line(self, name: str) -> str:
        """The same on one line."""
        return clean(" ".join(self.lines(name)))

    def on(self, name: str) -> bool:
        """Whether it is set. Only what says so is: a question is not required because nothing says otherwise."""
        value = self._raw.get(name)
        return value is True or (isinstance(value, str) and value.strip().casefold() in ("true", "1", name.casefold()))

    def number(self, name: str) -> Decimal | None:
        """A number, also one that is a text."""
        try:
            found = Decimal(self.text(name).strip())
        except InvalidOperation:
            return None
        return found if found.is_finite() and abs(found.adjusted()) < 15 else None

    def count(self, name: str) -> int | None:
        """A whole number of at least one."""
        found = self.number(name)
        return int(found) if found is not None and found >= 1 else None

    @cached_property
    def type(self) -> str:
        """What kind of question it is, in formBuilder's word."""
        return clean(self.text("type"))

    @cached_property
    def subtype(self) -> str:
        """Its subtype, "" for none."""
        return clean(self.text("subtype"))

    @cached_property
    def name(self) -> str:
        """Under which name it is answered; formBuilder puts ``[]`` behind those that may have several answers."""
        return clean(self.text("name")).removesuffix("[]")

    @cached_property
    def options(self) -> list[tuple[str, str, bool]]:
        """Label, value and whether it is chosen at first, of each option."""
        return list(self._options())

    def _options(self) -> Iterator[tuple[str, str, bool]]:
        raw = self._raw.get("values")
        for each in raw[:_MOST_OPTIONS] if isinstance(raw, list) else ():
            if isinstance(each, dict):
                option = Attributes(each)
                label = option.line("label")
                # An option without a value sends what it says.
                value = option.text("value") if "value" in each else label
                yield label or value, value, option.on("selected")
            elif isinstance(each, str):
                yield clean(" ".join(plain_lines(each).split("\n"))), each[:_LONGEST], False


def moment_text(text: str) -> str:
    """A day, time or moment of HTML as it is typed here: without the ``T`` and without seconds."""
    text = re.sub(r"(\d\d:\d\d):[\d.]+$", r"\1", text.strip())
    return text.replace("T", " ", 1)


def bounds_words(least: str, most: str) -> str:
    """What an answer has to lie between, "" without bounds."""
    if least and most:
        return t("form-builder-between", least, most)
    if least:
        return t("form-builder-from", least)
    return t("form-builder-to", most) if most else ""


def is_short(least: int | None) -> tuple[FieldRule, ...]:
    """The rule of a text that has to have so many characters."""
    if least is None:
        return ()

    def rule(value: Any) -> Problem | None:
        return Problem("form-builder-short", (least, len(str(value)))) if len(str(value)) < least else None

    return (rule,)


def make_numeric(attributes: Attributes, field: str, common: dict[str, Any]) -> FieldSpec:
    """A number. As in a browser it goes in steps of one from `min`, unless the form says otherwise."""
    least, most = attributes.number("min"), attributes.number("max")
    if attributes.type == "range" or attributes.subtype == "range":
        least, most = _RANGE[0] if least is None else least, _RANGE[1] if most is None else most
    begun = attributes.number("value")
    step = None if attributes.text("step").strip().casefold() == "any" else attributes.number("step") or Decimal(1)
    if step is not None and step <= 0:
        step = Decimal(1)
    base = least if least is not None else begun if begun is not None else Decimal(0)
    is_whole = step is not None and step == int(step) and base == int(base)
    help_ = (common["help"], bounds_words(_plain(least), _plain(most)))
    return NumberField(
        field,
        minimum=None if least is None else float(least),
        maximum=None if most is None else float(most),
        whole=is_whole,
        **common
        | {
            "default": _plain(begun) or None,
            "help": " ".join(filter(None, help_)),
            "rules": _steps(step, base) if step is not None and not (is_whole and step == 1) else (),
        },
    )


def _steps(step: Decimal, base: Decimal) -> tuple[FieldRule, ...]:
    def rule(value: Any) -> Problem | None:
        try:
            given = Decimal(str(value).strip().replace(",", "."))
        except InvalidOperation:
            # What is no number is told already.
            return None
        if not given.is_finite() or (given - base) % step == 0:
            return None
        below = base + math.floor((given - base) / step) * step
        return Problem("form-builder-step", (_plain(below), _plain(below + step)))

    return (rule,)


def _plain(number: Decimal | None) -> str:
    if number is None:
        return ""
    return str(int(number)) if number == int(number) else format(number.normalize(), "f")
