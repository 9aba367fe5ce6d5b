"""Which rows a list holds: filters with the service's meaning, ordering, distinctness, counting."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from capx_tui.demo.service.core.call import Call, whole_number
from capx_tui.demo.service.core.refusal import invalid, server_error

_UNKNOWN = "Select a valid choice. That choice is not one of the available choices."


class Selection:
    """A query for row numbers, built up by restriction and filters."""

    def __init__(self, table: str, order: str) -> None:
        self.table = table
        self._joins: list[str] = []
        self._where: list[str] = []
        self._values: list[object] = []
        self._order = ", ".join(_qualified(table, term) for term in order.split(", "))
        self.distinct = False

    def join(self, sql: str) -> None:
        """Join another table; a row may then come several times, as it does from the service."""
        self._joins.append(sql)

    def where(self, sql: str, *values: object) -> None:
        """Keep the rows for which a condition holds; `?` marks take the values."""
        self._where.append(f"({sql})")
        self._values += values

    def restrict(self, sql: str, *, me: int | None, staff: bool) -> None:
        """Keep the rows that the caller may see."""
        parts = sql.replace(":staff", "1" if staff else "0").split(":me")
        self.where("?".join(parts), *[me] * (len(parts) - 1))

    def lead(self, term: str) -> None:
        """Order by something else first."""
        self._order = f"{term}, {self._order}"

    def sort(self, call: Call, orderings: Mapping[str, str]) -> None:
        """Take the `ordering` parameter: known names, `-` for the other way round; others are left out."""
        terms = []
        for word in (call.query.get("ordering") or "").split(","):
            name = word.strip()
            column = orderings.get(name.removeprefix("-"))
            if column:
                terms.append(f"{column} DESC" if name.startswith("-") else column)
        if terms:
            way = " DESC" if terms[-1].endswith(" DESC") else ""
            self._order = ", ".join([*terms, f"{self.table}.id{way}"])

    def filter(self, call: Call, filters: Sequence["Filter"]) -> None:
        """Apply the filters that the call gives values for; 400 with the texts of those that fail."""
        errors: dict[str, list[str]] = {}
        for item in filters:
            values = call.query.getlist(item.name)
            if values:
                messages = item.apply(self, values, call)
                if messages:
                    errors[item.name] = messages
        if errors:
            raise invalid(errors)

    def _from(self) -> str:
        where = f" WHERE {' AND '.join(self._where)}" if self._where else ""
        return f"FROM {self.table} {' '.join(self._joins)}{where}"

    def count(self, connection: sqlite3.Connection) -> int:
        """Return how many rows there are, those that come twice counted twice."""
        what = f"DISTINCT {self.table}.id" if self.distinct else "*"
        return int(connection.execute(f"SELECT COUNT({what}) {self._from()}", self._values).fetchone()[0])

    def ids(self, connection: sqlite3.Connection, limit: int, offset: int) -> list[int]:
        """Return one window of row numbers."""
        group = f" GROUP BY {self.table}.id" if self.distinct and self._joins else ""
        return [
            row
            for (row,) in connection.execute(
                f"SELECT {self.table}.id {self._from()}{group} ORDER BY {self._order} LIMIT ? OFFSET ?",
                [*self._values, limit, offset],
            )
        ]


def _qualified(table: str, term: str) -> str:
    return term if "." in term else f"{table}.{term}"


@dataclass(frozen=True)
class Filter:
    """A query parameter that narrows a list."""

    name: str

    def apply(self, selection: Selection, values: Sequence[str], call: Call, /) -> list[str] | None:
        """Narrow the selection, or return why the values cannot."""
        raise NotImplementedError


@dataclass(frozen=True)
class Exact(Filter):
    """The last value equals a column; a blank one filters nothing."""

    column: str

    def apply(self, selection: Selection, values: Sequence[str], _call: Call, /) -> list[str] | None:
        """Compare letter by letter."""
        if values[-1].strip():
            selection.where(f"{self.column} = ?", values[-1].strip())
        return None


@dataclass(frozen=True)
class Contains(Filter):
    """The last value stands in one of several texts, in any case."""

    condition: str
    marks: int

    def apply(self, selection: Selection, values: Sequence[str], _call: Call, /) -> list[str] | None:
        """Compare folded text; rows come once."""
        wanted = values[-1].strip()
        if wanted:
            selection.where(self.condition, *[wanted.casefold()] * self.marks)
            selection.distinct = True
        return None


@dataclass(frozen=True)
class AnyOf(Filter):
    """A row is related to any of the values; each must exist."""

    #: Condition with one `{}` where the list of marks goes.
    condition: str
    table: str

    def apply(self, selection: Selection, values: Sequence[str], call: Call, /) -> list[str] | None:
        """Every value is looked at; rows come once."""
        numbers = []
        for value in values:
            number = whole_number(value)
            if number is None:
                return [f"“{value}” is not a valid value."]
            numbers.append(number)
        for number in numbers:
            if not _exists(call, self.table, number):
                return [f"Select a valid choice. {number} is not one of the available choices."]
        selection.where(self.condition.format(", ".join("?" * len(numbers))), *numbers)
        selection.distinct = True
        return None


@dataclass(frozen=True)
class OneOf(Filter):
    """A row is related to the last value, which must exist; a blank one filters nothing."""

    condition: str
    table: str

    def apply(self, selection: Selection, values: Sequence[str], call: Call, /) -> list[str] | None:
        """Look the value up."""
        value = values[-1].strip()
        if not value:
            return None
        number = whole_number(value)
        if number is None or not _exists(call, self.table, number):
            return [_UNKNOWN]
        selection.where(self.condition, number)
        return None


@dataclass(frozen=True)
class Loose(Filter):
    """A number compared without a look whether it exists; what is no number breaks the service (500)."""

    condition: str

    def number(self, values: Sequence[str]) -> int | None:
        """Return the last value's number, None for a blank one."""
        value = values[-1].strip()
        number = whole_number(value)
        if value and number is None:
            raise server_error()
        return number

    def apply(self, selection: Selection, values: Sequence[str], _call: Call, /) -> list[str] | None:
        """Compare with the last value."""
        number = self.number(values)
        if number is not None:
            selection.where(self.condition, number)
        return None


@dataclass(frozen=True)
class Whether(Filter):
    """true keeps the rows for which a condition holds, false the others; any other word filters nothing."""

    condition: str

    def apply(self, selection: Selection, values: Sequence[str], _call: Call, /) -> list[str] | None:
        """Read the last value."""
        word = values[-1].lower()
        if word in {"true", "false"}:
            selection.where(self.condition if word == "true" else f"NOT ({self.condition})")
            selection.distinct = True
        return None


def _exists(call: Call, table: str, number: int) -> bool:
    sql = f"SELECT 1 FROM {table} WHERE id = ?"  # noqa: S608 - a name from the declarations
    return call.connection.execute(sql, (number,)).fetchone() is not None
