"""Numbers, days and times in a form: typed as text, so that nothing half-typed is lost, and read here."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from capx_tui.model.form_fields import Problem, TextField, Value

__all__ = ["DateField", "DateShape", "NumberField"]

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,15})?")


@dataclass(frozen=True)
class NumberField(TextField):
    """A number between `minimum` and `maximum`; `whole` takes no fractions. A comma may stand for the point."""

    minimum: float | None = field(default=None, kw_only=True)
    maximum: float | None = field(default=None, kw_only=True)
    whole: bool = field(default=True, kw_only=True)

    def number(self, value: Value) -> float | None:
        """The number that `value` says, None for anything else."""
        text = str(value).strip()
        if not _NUMBER.fullmatch(text):
            return None
        read = float(text.replace(",", "."))
        if not self.whole:
            return read
        return int(text) if text.lstrip("+-").isdigit() else None

    def _wrong(self, value: Value) -> Iterator[Problem]:
        read = self.number(value)
        if read is None:
            yield Problem("form-error-whole" if self.whole else "form-error-number", (str(value).strip(),))
        elif self.minimum is not None and read < self.minimum:
            yield Problem("form-error-least", (_plain(self.minimum),))
        elif self.maximum is not None and read > self.maximum:
            yield Problem("form-error-most", (_plain(self.maximum),))


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


class DateShape(enum.Enum):
    """What a `DateField` asks for."""

    DAY = "day"
    MOMENT = "moment"
    TIME = "time"


_SHAPES = {
    DateShape.DAY: (re.compile(r"\d{4}-\d{1,2}-\d{1,2}", re.ASCII), "form-error-day"),
    DateShape.MOMENT: (re.compile(r"\d{4}-\d{1,2}-\d{1,2}[ T]\d{1,2}:\d{2}", re.ASCII), "form-error-moment"),
    DateShape.TIME: (re.compile(r"\d{1,2}:\d{2}", re.ASCII), "form-error-time"),
}


@dataclass(frozen=True)
class DateField(TextField):
    """``2026-06-10``, ``2026-06-10 15:30`` or ``15:30``. A moment is UTC: that is what the service keeps."""

    shape: DateShape = field(default=DateShape.DAY, kw_only=True)
    #: In the same form as the value, and compared with it.
    earliest: str = field(default="", kw_only=True)
    latest: str = field(default="", kw_only=True)

    def moment(self, value: Value) -> date | datetime | time | None:
        """The day (`date`), moment (`datetime` in UTC) or `time` that `value` says, None for anything else."""
        text = " ".join(str(value).split())
        pattern, _ = _SHAPES[self.shape]
        if not pattern.fullmatch(text):
            return None
        numbers = [int(part) for part in re.findall(r"\d+", text)]
        try:
            if self.shape is DateShape.TIME:
                return time(numbers[0], numbers[1])
            day = date(*numbers[:3])
            return day if self.shape is DateShape.DAY else datetime.combine(day, time(numbers[3], numbers[4]), UTC)
        except ValueError:
            return None

    def text(self, moment: date | datetime | time) -> str:
        """`moment` as it is typed."""
        if isinstance(moment, datetime):
            return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"
        return f"{moment:%H:%M}" if isinstance(moment, time) else moment.isoformat()

    def _wrong(self, value: Value) -> Iterator[Problem]:
        read = self.moment(value)
        if read is None:
            yield Problem(_SHAPES[self.shape][1], (str(value).strip(),))
        elif (least := self.moment(self.earliest)) is not None and read < least:  # type: ignore[operator]
            yield Problem("form-error-earliest", (self.earliest,))
        elif (most := self.moment(self.latest)) is not None and read > most:  # type: ignore[operator]
            yield Problem("form-error-latest", (self.latest,))
