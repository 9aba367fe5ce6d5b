"""A resource: a table, its fields in the order of the wire, and how rows are read and written."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from capx_tui.demo.service.core.body import Form
from capx_tui.demo.service.core.call import Answer, Call
from capx_tui.demo.service.core.fields import NULL, REQUIRED, Field
from capx_tui.demo.service.core.paging import page, window
from capx_tui.demo.service.core.refusal import Invalid, invalid, no_match
from capx_tui.demo.service.core.relations import Computed, Many
from capx_tui.demo.service.core.selection import Filter, Selection


@dataclass(frozen=True)
class Unique:
    """Columns that no two rows may share."""

    columns: tuple[str, ...]
    message: str

    def conflict(self, call: Call, table: str, values: Mapping[str, object], row: int | None) -> bool:
        """Whether another row holds the same values already; blank ones do not count for a single column."""
        if not all(name in values for name in self.columns):
            return False
        if len(self.columns) == 1 and values[self.columns[0]] in {None, ""}:
            return False
        wanted = " AND ".join(f"{name} = ?" for name in self.columns)
        found = call.connection.execute(
            f"SELECT 1 FROM {table} WHERE {wanted} AND id IS NOT ?",  # noqa: S608 - names from the declarations
            [*(values[name] for name in self.columns), row],
        ).fetchone()
        return found is not None


@dataclass(frozen=True)
class Resource:
    """One kind of thing that the service keeps."""

    table: str
    #: The name in "No … matches the given query."
    label: str
    fields: Sequence[Field]
    order: str = "id"
    #: SQL that limits which rows exist for a call, with `:me` and `:staff`; on the table's own name.
    visible: str = ""
    filters: Sequence[Filter] = ()
    orderings: Mapping[str, str] = field(default_factory=dict)
    unique: Sequence[Unique] = ()
    #: Another column than id that addresses a row in a path.
    lookup: str = "id"

    @cached_property
    def _shown(self) -> list[Field]:
        return [item for item in self.fields if not item.write_only]

    @cached_property
    def _columns(self) -> list[Field]:
        return [item for item in self._shown if not isinstance(item, Many | Computed)]

    @cached_property
    def _sql(self) -> str:
        columns = ", ".join(item.source or f"{self.table}.{item.name}" for item in self._columns)
        return (
            f"SELECT {self.table}.id, {columns} FROM {self.table}"  # noqa: S608 - names from the declarations
            f" WHERE {self.table}.id IN (SELECT value FROM json_each(?))"
        )

    # Reading

    def select(self, call: Call) -> Selection:
        """Return the rows that exist for a call, before its filters."""
        selection = Selection(self.table, self.order)
        if self.visible:
            account = call.account
            selection.restrict(
                self.visible, me=account.id if account else None, staff=bool(account and account.is_staff)
            )
        return selection

    def read(self, call: Call, ids: Sequence[int]) -> list[dict[str, object]]:
        """Return rows as they are sent, in the order of their numbers, with a fixed number of queries."""
        if not ids:
            return []
        listed = json.dumps(ids)
        names = [item.name for item in self._columns]
        rendered = [(place, item) for place, item in enumerate(self._columns) if not item.plain]
        found: dict[int, list[object]] = {}
        for number, *values in call.connection.execute(self._sql, (listed,)):
            for place, item in rendered:
                values[place] = item.render(values[place])
            found[number] = values
        related: list[tuple[str, Mapping[int, object], Callable[[], object]]] = []
        for item in self._shown:
            if isinstance(item, Many):
                related.append((item.name, item.read(call.connection, listed), list))
            elif isinstance(item, Computed):
                related.append((item.name, item.bulk(call.connection, listed), item.default))
        order = [item.name for item in self._shown]
        return [_assemble(order, names, found[number], number, related) for number in ids if number in found]

    def one(self, call: Call, row: int) -> dict[str, object]:
        """Return one row as it is sent; 404 when it is none of the call's."""
        found = self.read(call, [row])
        if not found:
            raise no_match(self.label)
        return found[0]

    def find(self, call: Call, name: str = "id") -> int:
        """Return the number of the row that the path names, if it exists for this call; else 404."""
        selection = self.select(call)
        selection.where(f"{self.table}.{self.lookup} = ?", call.id(name))
        ids = selection.ids(call.connection, 1, 0)
        if not ids:
            raise no_match(self.label)
        return ids[0]

    def list(self, call: Call) -> dict[str, object]:
        """Answer a list: filters, ordering, one page."""
        selection = self.select(call)
        selection.filter(call, self.filters)
        selection.sort(call, self.orderings)
        limit, offset = window(call)
        return page(
            call, selection.count(call.connection), self.read(call, selection.ids(call.connection, limit, offset))
        )

    def retrieve(self, call: Call) -> dict[str, object]:
        """Answer one row by the number in the path."""
        return self.one(call, self.find(call))

    # Writing

    def clean(
        self, call: Call, *, row: int | None = None, data: Mapping[str, object] | None = None
    ) -> dict[str, object]:
        """Return what was sent as the database keeps it, only what was sent.

        Raises:
            Refusal: 400 with every field's texts, or a unique set's.
        """
        data = call.body.mapping() if data is None else data
        values, errors = clean_fields(call, self.fields, data)
        for rule in self.unique:
            if len(rule.columns) == 1 and rule.conflict(call, self.table, values, row):
                errors.setdefault(rule.columns[0], [rule.message])
        if errors:
            raise invalid({item.name: errors[item.name] for item in self.fields if item.name in errors})
        for rule in self.unique:
            if len(rule.columns) > 1 and rule.conflict(call, self.table, values, row):
                raise invalid({"non_field_errors": [rule.message]})
        return values

    def insert(self, call: Call, values: Mapping[str, object]) -> int:
        """Write a new row and return its number."""
        columns, relations = self._split(values)
        names = ", ".join(columns)
        marks = ", ".join("?" * len(columns))
        cursor = call.connection.execute(
            f"INSERT INTO {self.table} ({names}) VALUES ({marks})",  # noqa: S608 - names from the declarations
            list(columns.values()),
        )
        row = int(cursor.lastrowid or 0)
        for relation, members in relations:
            relation.replace(call.connection, row, members)
        return row

    def update(self, call: Call, row: int, values: Mapping[str, object]) -> None:
        """Write values into a row; what is not among them stays."""
        columns, relations = self._split(values)
        if columns:
            assignments = ", ".join(f"{name} = ?" for name in columns)
            call.connection.execute(
                f"UPDATE {self.table} SET {assignments} WHERE id = ?",  # noqa: S608
                [*columns.values(), row],
            )
        for relation, members in relations:
            relation.replace(call.connection, row, members)

    def delete(self, call: Call, row: int) -> Answer:
        """Remove a row and answer so."""
        call.connection.execute(f"DELETE FROM {self.table} WHERE id = ?", (row,))  # noqa: S608
        return Answer(204)

    def _split(self, values: Mapping[str, object]) -> tuple[dict[str, object], Iterable[tuple[Many, object]]]:
        many = {item.name: item for item in self.fields if isinstance(item, Many)}
        columns = {name: value for name, value in values.items() if name not in many}
        return columns, [(many[name], value) for name, value in values.items() if name in many]


def clean_fields(
    call: Call, fields: Sequence[Field], data: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, object]]:
    """Read values by field: those that passed, and the texts of those that did not."""
    values: dict[str, object] = {}
    errors: dict[str, object] = {}
    for item in fields:
        if item.read_only:
            continue
        if item.name not in data or (item.nested and isinstance(data, Form)):
            if item.required:
                errors[item.name] = [REQUIRED]
            continue
        value = data[item.name]
        if isinstance(data, Form) and not isinstance(item, Many):
            value = data[item.name][-1]
        if value is None or (value == "" and item.blank_is_null):
            if item.null:
                values[item.name] = None
                continue
            if value is None:
                errors[item.name] = [NULL]
                continue
        try:
            values[item.name] = item.clean(value, call)
        except Invalid as error:
            errors[item.name] = error.messages
    return values, errors


def _assemble(
    order: Sequence[str],
    names: Sequence[str],
    values: Sequence[object],
    number: int,
    related: Iterable[tuple[str, Mapping[int, object], Callable[[], object]]],
) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(order)
    row.update(zip(names, values, strict=True))
    for name, members, default in related:
        row[name] = members[number] if number in members else default()
    return row
