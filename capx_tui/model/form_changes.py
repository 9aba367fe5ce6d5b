"""What has changed, entry by entry, ready to be said: "+ Lua to Wanted", "Mini bio: 12 characters added"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from capx_tui.i18n import t
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import FieldSpec, Levelled, LongTextField, SwitchField, TextField, Value
from capx_tui.model.form_lists import ChoiceField, EntriesField, entry_id
from capx_tui.model.form_words import entry_words, label_words, level_words, value_words

__all__ = ["Change", "Difference", "change_lines", "change_words", "changes", "differences", "merged"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one field: the message of `key` takes the field's label as ``$1`` and `params` after it."""

    field: str
    key: str
    params: tuple[str | int, ...] = ()


def change_words(spec: FormSpec, change: Change) -> str:
    """The change as a line."""
    return t(change.key, label_words(spec.by_id[change.field]), *change.params)


def change_lines(form: Form) -> list[str]:
    """The changes in words, a line each."""
    return [change_words(form.spec, change) for change in changes(form)]


def changes(form: Form) -> tuple[Change, ...]:
    """Everything that differs from what the form began with, in the order of the form."""
    found: list[Change] = []
    for field_id in form.changed:
        found += _of_field(form.spec.by_id[field_id], form.initial[field_id], form.values[field_id])
    return tuple(found)


def _of_field(spec: FieldSpec, old: Value, new: Value) -> Iterator[Change]:
    if isinstance(spec, EntriesField):
        yield from _of_entries(spec, old, new)
    elif isinstance(spec, SwitchField):
        yield Change(spec.id, "form-change-set", (value_words(spec, new),))
    elif isinstance(spec, LongTextField):
        yield _of_long_text(spec, str(old), str(new))
    elif isinstance(spec, (TextField, ChoiceField)):
        yield _of_short(spec, old, new)


def _of_short(spec: FieldSpec, old: Value, new: Value) -> Change:
    if spec.is_empty(new):
        return Change(spec.id, "form-change-emptied", (value_words(spec, old),))
    if spec.is_empty(old):
        return Change(spec.id, "form-change-set", (value_words(spec, new),))
    return Change(spec.id, "form-change-replaced", (value_words(spec, old), value_words(spec, new)))


def _of_long_text(spec: FieldSpec, old: str, new: str) -> Change:
    added, removed = _difference(old, new)
    if spec.is_empty(new):
        return Change(spec.id, "form-change-text-emptied", (len(old),))
    if not removed:
        return Change(spec.id, "form-change-text-added", (added,))
    if not added:
        return Change(spec.id, "form-change-text-removed", (removed,))
    return Change(spec.id, "form-change-text", (added, removed))


def _difference(old: str, new: str) -> tuple[int, int]:
    """How many characters were added and how many went, between what both texts begin and end with."""
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - start
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    return len(new) - start - end, len(old) - start - end


def _of_entries(spec: EntriesField, old: Value, new: Value) -> Iterator[Change]:
    before = {entry_id(entry): entry for entry in _entries(old)}
    after = {entry_id(entry): entry for entry in _entries(new)}
    for known, entry in after.items():
        if known not in before:
            yield Change(spec.id, "form-change-added", (entry_words(spec, entry),))
    for known, entry in before.items():
        if known not in after:
            yield Change(spec.id, "form-change-removed", (entry_words(spec, entry),))
    for known, now in after.items():
        was = before.get(known)
        if isinstance(was, Levelled) and was != now:
            yield Change(spec.id, "form-change-level", (_name(spec, now), _level(spec, now), _level(spec, was)))
    if spec.is_ordered and [k for k in before if k in after] != [k for k in after if k in before]:
        yield Change(spec.id, "form-change-order")


def _entries(value: Value) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def _name(spec: EntriesField, entry: Levelled) -> str:
    return entry_words(spec, entry.id)


def _level(spec: EntriesField, entry: Levelled) -> str:
    return level_words(spec, entry.level)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of which there are two: `here` is in the form, `there` is the other one.

    `is_clash`: both differ from what they began with, so that taking either loses the other.
    """

    field: str
    here: Value
    there: Value
    is_clash: bool = False


def differences(form: Form, there: Mapping[str, Value], *, was: Mapping[str, Value] | None = None) -> list[Difference]:
    """Where the values `there` differ from those of `form`, in its order.

    `was` is what both sides began with (of a draft: when it was begun; of the service: when the form was opened).
    """
    base = form.initial if was is None else was
    found = []
    for spec in form.spec.valued:
        if spec.id not in there or spec.same(form.values[spec.id], there[spec.id]):
            continue
        begun = base.get(spec.id, form.initial[spec.id])
        clash = not spec.same(begun, form.values[spec.id]) and not spec.same(begun, there[spec.id])
        found.append(Difference(spec.id, form.values[spec.id], there[spec.id], clash))
    return found


def merged(form: Form, there: Mapping[str, Value]) -> dict[str, Value]:
    """Of the lists without an order that both sides changed: what both did to them, by field id.

    A list in which both changed one entry's level, or one took out what the other changed, is not among them.
    """
    found: dict[str, Value] = {}
    for field_id in form.changed:
        spec = form.spec.by_id[field_id]
        if not isinstance(spec, EntriesField) or spec.is_ordered or field_id not in there:
            continue
        if spec.same(form.initial[field_id], there[field_id]):
            continue
        both = _of_both(*(_by_id(values[field_id]) for values in (form.initial, form.values, there)))
        if both is not None:
            found[field_id] = both
    return found


def _by_id(value: Value) -> dict[Any, Any]:
    return {entry_id(entry): entry for entry in _entries(value)}


def _of_both(was: dict[Any, Any], here: dict[Any, Any], there: dict[Any, Any]) -> tuple[Any, ...] | None:
    both = []
    for known in (*there, *(each for each in here if each not in there)):
        begun, mine, theirs = was.get(known), here.get(known), there.get(known)
        if mine == theirs or theirs == begun:
            taken = mine
        elif mine == begun:
            taken = theirs
        else:
            return None
        if taken is not None:
            both.append(taken)
    return tuple(both)
