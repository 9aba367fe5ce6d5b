"""Fields that hold entries: a choice, many choices, an ordered list, a list with levels; and what is done to them.

The functions below give a new tuple each, or raise `RuleError` with the sentence that says why not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from capx_tui.errors import RuleError
from capx_tui.model.form_fields import FieldSpec, Levelled, Own, Problem, TextField, Value
from capx_tui.model.form_options import Options, OptionSource
from capx_tui.text import typed

__all__ = [
    "ChoiceField",
    "EntriesField",
    "LevelsField",
    "ListField",
    "ManyField",
    "add",
    "entry_id",
    "move",
    "remove",
    "set_entry",
    "set_level",
    "toggled",
]

_NONE = Options(())


def _chosen(value: Any) -> int | str | Own:
    """`value` if it can be chosen. A boolean is no id, though Python counts with it."""
    if isinstance(value, Own):
        return Own(typed(value.text).strip())
    if isinstance(value, (int, str)) and not isinstance(value, bool):
        return value
    raise TypeError(type(value).__name__)


def _encoded(value: int | str | Own) -> Any:
    return {"own": value.text} if isinstance(value, Own) else value


def _decoded(raw: Any) -> int | str | Own:
    if isinstance(raw, dict):
        if set(raw) != {"own"} or not isinstance(raw["own"], str):
            raise ValueError("own")
        return Own(raw["own"])
    return _chosen(raw)


def _own_too_long(value: Any, most: int) -> Iterator[Problem]:
    if isinstance(value, Own) and len(value.text) > most:
        yield Problem("form-error-limit", (len(value.text) - most, most))


@dataclass(frozen=True)
class ChoiceField(FieldSpec):
    """One of `options`, or none. `own_limit` of more than 0 takes an answer of one's own of that many characters."""

    options: OptionSource = field(default=_NONE, kw_only=True, compare=False)
    own_limit: int = field(default=0, kw_only=True)

    KIND: ClassVar[str] = "choice"

    def settle(self, value: Value) -> Value:
        """An id, `Own` or None."""
        return None if value is None else _chosen(value)

    def _wrong(self, value: Value) -> Iterator[Problem]:
        return _own_too_long(value, self.own_limit)

    def encode(self, value: Value) -> Any:
        """See `FieldSpec`."""
        return _encoded(value) if isinstance(value, (Own, int, str)) else None

    def decode(self, raw: Any) -> Value:
        """See `FieldSpec`."""
        return None if raw is None else _decoded(raw)


@dataclass(frozen=True)
class EntriesField(FieldSpec):
    """What fields with entries share. The value is a tuple without doubles."""

    #: The person decides the order of the entries. Where it says nothing, another order is no change.
    is_ordered: bool = field(default=True, kw_only=True)

    EMPTY: ClassVar[Value] = ()

    def settle(self, value: Value) -> Value:
        """Doubles go."""
        if not isinstance(value, (tuple, list)):
            raise TypeError(self.id)
        return tuple({entry_id(kept): kept for kept in map(self._settle_entry, value)}.values())

    def _settle_entry(self, entry: Any) -> Any:
        return _chosen(entry)

    def same(self, one: Value, other: Value) -> bool:
        """In any order, where order says nothing."""
        if self.is_ordered or not isinstance(one, tuple) or not isinstance(other, tuple):
            return one == other
        return set(one) == set(other)

    def size(self, value: Value) -> int:
        """Entries."""
        return len(value) if isinstance(value, tuple) else 0

    def _too_much(self, value: Value) -> Iterator[Problem]:
        if self.limit is not None and (size := self.size(value)) > self.limit:
            yield Problem("form-error-entries", (size - self.limit, self.limit))

    def encode(self, value: Value) -> Any:
        """See `FieldSpec`."""
        return [_encoded(entry) for entry in value] if isinstance(value, tuple) else []

    def decode(self, raw: Any) -> Value:
        """See `FieldSpec`."""
        if not isinstance(raw, list):
            raise TypeError(self.id)
        return self.settle(tuple(_decoded(entry) for entry in raw))


@dataclass(frozen=True)
class ManyField(EntriesField):
    """Any of `options`; their order says nothing. `own_limit` as in `ChoiceField`."""

    options: OptionSource = field(default=_NONE, kw_only=True, compare=False)
    own_limit: int = field(default=0, kw_only=True)
    is_ordered: bool = field(default=False, kw_only=True)

    KIND: ClassVar[str] = "many"

    def _wrong(self, value: Value) -> Iterator[Problem]:
        for entry in value if isinstance(value, tuple) else ():
            yield from _own_too_long(entry, self.own_limit)


@dataclass(frozen=True)
class ListField(EntriesField):
    """A list, an entry a row: of `options`, or of texts that are typed and follow the rules of `entry`."""

    options: OptionSource | None = field(default=None, kw_only=True, compare=False)
    entry: TextField = field(default=TextField(""), kw_only=True)

    KIND: ClassVar[str] = "list"

    @property
    def is_typed(self) -> bool:
        """Whether entries are typed rather than chosen."""
        return self.options is None

    def _settle_entry(self, entry: Any) -> Any:
        return str(self.entry.complete(self.entry.settle(entry))).strip() if self.is_typed else _chosen(entry)

    def settle(self, value: Value) -> Value:
        """Doubles and, of typed ones, empty entries go."""
        kept = super().settle(value)
        assert isinstance(kept, tuple)
        return tuple(entry for entry in kept if entry) if self.is_typed else kept

    def _wrong(self, value: Value) -> Iterator[Problem]:
        if self.is_typed and isinstance(value, tuple):
            for at, entry in enumerate(value):
                yield from (Problem(p.key, p.params, p.text, at) for p in self.entry.problems(entry))


@dataclass(frozen=True)
class LevelsField(EntriesField):
    """A list of `options`, an entry a row, each with one of `levels` (ids from least to most)."""

    options: OptionSource = field(default=_NONE, kw_only=True, compare=False)
    levels: tuple[str, ...] = field(default=(), kw_only=True)
    #: The message that names a level is this with the level's id in the place of ``{}``.
    level_template: str = field(default="level-{}", kw_only=True)
    #: The level of an entry that was just added; "" is the first.
    first_level: str = field(default="", kw_only=True)

    KIND: ClassVar[str] = "levels"

    def _settle_entry(self, entry: Any) -> Any:
        if isinstance(entry, Levelled):
            return entry
        # An id alone is one that was just chosen.
        chosen = _chosen(entry)
        if isinstance(chosen, Own):
            raise TypeError(self.id)
        return Levelled(chosen, self.first_level or self.levels[0])

    def _wrong(self, value: Value) -> Iterator[Problem]:
        for at, entry in enumerate(value if isinstance(value, tuple) else ()):
            if entry.level not in self.levels:
                yield Problem("form-error-level", (entry.level,), entry=at)

    def level_key(self, level: str) -> str:
        """The message that names `level`."""
        return self.level_template.format(level)

    def encode(self, value: Value) -> Any:
        """See `FieldSpec`."""
        return [[entry.id, entry.level] for entry in value] if isinstance(value, tuple) else []

    def decode(self, raw: Any) -> Value:
        """See `FieldSpec`."""
        if not isinstance(raw, list):
            raise TypeError(self.id)
        found = []
        for entry in raw:
            known, level = entry
            if not isinstance(level, str) or isinstance(_chosen(known), Own):
                raise TypeError(self.id)
            found.append(Levelled(known, level))
        return self.settle(tuple(found))


def entry_id(entry: Any) -> Any:
    """What tells an entry from the others of its list."""
    return entry.id if isinstance(entry, Levelled) else entry


def _entries(value: Value) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def add(spec: EntriesField, value: Value, entry: Any) -> tuple[Any, ...]:
    """With `entry` at the end. Raises `RuleError` where it is there already, is empty, or there is no room."""
    entries = _entries(value)
    found = spec.settle((entry,))
    assert isinstance(found, tuple)
    if not found:
        raise RuleError("form-entry-empty", field=spec.id)
    if entry_id(found[0]) in {entry_id(known) for known in entries}:
        raise RuleError("form-entry-double", field=spec.id)
    if spec.limit is not None and len(entries) >= spec.limit:
        raise RuleError("form-entries-full", str(spec.limit), field=spec.id)
    return (*entries, found[0])


def remove(value: Value, at: int) -> tuple[Any, ...]:
    """Without the entry at place `at`."""
    entries = _entries(value)
    return (*entries[:at], *entries[at + 1 :])


def toggled(spec: EntriesField, value: Value, entry: Any) -> tuple[Any, ...]:
    """With the entry of that id out of the list, or at its end where it is not in it. Raises as `add`."""
    ids = [entry_id(each) for each in _entries(value)]
    return remove(value, ids.index(entry)) if entry in ids else add(spec, value, entry)


def set_entry(spec: EntriesField, value: Value, at: int, entry: Any) -> tuple[Any, ...]:
    """With another entry at place `at`; an empty one takes it out. Raises `RuleError` for a double."""
    others = remove(value, at)
    found = spec.settle((entry,))
    assert isinstance(found, tuple)
    if found and entry_id(found[0]) in {entry_id(known) for known in others}:
        raise RuleError("form-entry-double", field=spec.id)
    return (*others[:at], *found, *others[at:])


def move(value: Value, at: int, step: int) -> tuple[Any, ...]:
    """With the entry at place `at` moved by `step`. Raises `RuleError` at either end."""
    entries = list(_entries(value))
    to = at + step
    if not 0 <= to < len(entries):
        raise RuleError("form-entry-first" if step < 0 else "form-entry-last")
    entries.insert(to, entries.pop(at))
    return tuple(entries)


def set_level(spec: LevelsField, value: Value, at: int, step: int) -> tuple[Any, ...]:
    """With the level of the entry at place `at` up or down by `step`. Raises `RuleError` at either end."""
    entries = _entries(value)
    entry = entries[at]
    # A level that is not known counts as below the first.
    to = (spec.levels.index(entry.level) if entry.level in spec.levels else -1) + step
    if not 0 <= to < len(spec.levels):
        raise RuleError("form-level-most" if step > 0 else "form-level-least", field=spec.id)
    return (*entries[:at], Levelled(entry.id, spec.levels[to]), *entries[at + 1 :])
