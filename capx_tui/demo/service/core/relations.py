"""Values that are not one column: relations to other tables, read for a whole page at once."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from capx_tui.demo.service.core.call import Call
from capx_tui.demo.service.core.fields import Field, key, missing
from capx_tui.demo.service.core.refusal import Invalid

#: Reads one value per row number, for a JSON list of row numbers; rows left out have the field's default.
Bulk = Callable[[sqlite3.Connection, str], Mapping[int, object]]


@dataclass(frozen=True)
class Computed(Field):
    """A read-only value that one query brings for all rows of a page."""

    bulk: Bulk = field(kw_only=True)
    default: Callable[[], object] = field(default=list, kw_only=True)
    read_only: bool = field(default=True, kw_only=True)
    required: bool = field(default=False, kw_only=True)

    def clean(self, value: object, call: Call, /) -> object:
        """Never asked."""
        raise NotImplementedError


def pairs(sql: str) -> Bulk:
    """Return a reader that gathers the second column of a query into one list per first column.

    The query takes the page's row numbers as `:ids`, a JSON list.
    """

    def read(connection: sqlite3.Connection, ids: str) -> Mapping[int, object]:
        gathered: defaultdict[int, list[object]] = defaultdict(list)
        for owner, value in connection.execute(sql, {"ids": ids}):
            gathered[owner].append(value)
        return gathered

    return read


def rows(sql: str, names: Sequence[str]) -> Bulk:
    """Return a reader that gathers the later columns of a query into one list of objects per first column."""

    def read(connection: sqlite3.Connection, ids: str) -> Mapping[int, object]:
        gathered: defaultdict[int, list[object]] = defaultdict(list)
        for owner, *values in connection.execute(sql, {"ids": ids}):
            gathered[owner].append(dict(zip(names, values, strict=True)))
        return gathered

    return read


def single(sql: str) -> Bulk:
    """Return a reader of one value per row: the second column of a query."""
    return lambda connection, ids: dict(connection.execute(sql, {"ids": ids}))


@dataclass(frozen=True)
class Many(Field):
    """The numbers of rows in another table, through a table of pairs; a write replaces them all."""

    pairs: str = field(kw_only=True)
    owner: str = field(kw_only=True)
    member: str = field(kw_only=True)
    table: str = field(kw_only=True)
    #: For a table of pairs that holds several lists: which of them.
    list: str | None = field(default=None, kw_only=True)
    required: bool = field(default=False, kw_only=True)

    def clean(self, value: object, call: Call, /) -> object:
        """Return the numbers once every row is found; the first that fails is told."""
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise Invalid(f'Expected a list of items but got type "{type(value).__name__}".')
        numbers: dict[int, None] = {}
        known = self._existing(call) if value else frozenset()
        for item in value:
            if item is None:
                raise missing(item)
            number = key(item)
            if number not in known:
                raise missing(item)
            numbers[number] = None
        return list(numbers)

    def _existing(self, call: Call) -> frozenset[int]:
        return frozenset(number for (number,) in call.connection.execute(f"SELECT id FROM {self.table}"))  # noqa: S608

    def read(self, connection: sqlite3.Connection, ids: str) -> Mapping[int, object]:
        """Return the members of every owner on a page, in ascending order."""
        which = f" AND list = '{self.list}'" if self.list else ""
        sql = (
            f"SELECT {self.owner}, {self.member} FROM {self.pairs}"  # noqa: S608 - names from the declarations
            f" WHERE {self.owner} IN (SELECT value FROM json_each(:ids)){which} ORDER BY {self.owner}, {self.member}"
        )
        return pairs(sql)(connection, ids)

    def replace(self, connection: sqlite3.Connection, owner: int, members: Any) -> None:
        """Write the members of one owner anew."""
        which = f" AND list = '{self.list}'" if self.list else ""
        connection.execute(f"DELETE FROM {self.pairs} WHERE {self.owner} = ?{which}", (owner,))  # noqa: S608
        columns = f"{self.owner}, {self.member}" + (", list" if self.list else "")
        rest = (self.list,) if self.list else ()
        marks = ", ".join("?" * (2 + len(rest)))
        connection.executemany(
            f"INSERT INTO {self.pairs} ({columns}) VALUES ({marks})",  # noqa: S608
            [(owner, member, *rest) for member in members],
        )
