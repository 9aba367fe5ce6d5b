"""A form as one frozen value: what it holds, what it began with, what is wrong, and the way back.

Every edit gives a new `Form`. Typing in one field is one step to undo until `pause`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeAlias

import msgspec

from capx_tui.errors import ConflictCause
from capx_tui.model.form_fields import FieldSpec, Heading, Problem, Value

__all__ = ["UNDO_DEPTH", "Form", "FormRule", "FormSpec", "Section", "Step"]

#: How many steps back are kept.
UNDO_DEPTH = 500

#: A rule over several fields: values by field id in, problems with the field they stand beside out.
FormRule: TypeAlias = Callable[[Mapping[str, Any]], Iterable[tuple[str, Problem]]]
#: One step to undo: for each field what it was and what it became.
Step: TypeAlias = Mapping[str, tuple[Value, Value]]


class Section(msgspec.Struct, frozen=True):
    """A heading with the fields below it. The first section may have no heading (``None``)."""

    heading: FieldSpec | None
    fields: tuple[FieldSpec, ...]


@dataclass(frozen=True)
class FormSpec:
    """What a form asks for. `id` names the screen, and the drafts."""

    id: str
    fields: tuple[FieldSpec, ...]
    rules: tuple[FormRule, ...] = field(default=(), compare=False)
    #: Beside which field a refusal of 409 stands, and the message that says it in our words.
    conflicts: Mapping[ConflictCause, tuple[str, str]] = field(default_factory=dict)
    #: Drafts stay in memory.
    sensitive: bool = False
    #: Makes something new each time: it may be saved as it began, and what came of a save cannot be read back.
    creates: bool = False
    #: The message on the row and the question that save.
    save_key: str = "form-save"
    #: What the row says of itself, and what the answer that sends says.
    save_help_key: str = "form-save-row-help"
    send_help_key: str = "form-save-now-help"

    def __post_init__(self) -> None:
        if len(self.by_id) != len(self.fields):
            raise ValueError(f"two fields of {self.id} have one id")

    @cached_property
    def by_id(self) -> Mapping[str, FieldSpec]:
        """Fields by id."""
        return {spec.id: spec for spec in self.fields}

    @cached_property
    def valued(self) -> tuple[FieldSpec, ...]:
        """The fields that have a value, in order."""
        return tuple(spec for spec in self.fields if spec.HAS_VALUE)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Fields by heading."""
        found: list[tuple[FieldSpec | None, list[FieldSpec]]] = []
        for spec in self.fields:
            if isinstance(spec, Heading):
                found.append((spec, []))
            elif found:
                found[-1][1].append(spec)
            else:
                found.append((None, [spec]))
        return tuple(Section(heading, tuple(fields)) for heading, fields in found)

    @cached_property
    def shape(self) -> str:
        """Tells drafts of this form from those of an earlier version of it."""
        parts = ";".join(f"{spec.id}:{spec.KIND}" for spec in self.valued)
        return hashlib.sha256(parts.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Form:
    """Begin one with `Form.begin`."""

    spec: FormSpec
    initial: Mapping[str, Value]
    values: Mapping[str, Value]
    #: Problems shown beside each field, as of the last check; under "" those of no field.
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    #: What the service refused: the value it was given, and its words. Holds while the value is that one.
    refused: Mapping[str, tuple[Value, tuple[Problem, ...]]] = field(default_factory=dict)
    #: Fields that cannot be changed now, each with the sentence that says why.
    reasons: Mapping[str, str] = field(default_factory=dict)
    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()
    #: The field whose last step takes in what is typed further.
    typing: str = ""

    @classmethod
    def begin(cls, spec: FormSpec, values: Mapping[str, Value] | None = None) -> Form:
        """A form that holds `values`, and the beginning of each field that is not among them."""
        given = values or {}
        begun = {f.id: f.settle(given[f.id]) if f.id in given else f.begin for f in spec.valued}
        return cls(spec, begun, begun)

    # -- reading ---------------------------------------------------------------------------------

    def __getitem__(self, field_id: str) -> Any:
        """The value of a field."""
        return self.values[field_id]

    def is_changed(self, field_id: str) -> bool:
        """Whether a field differs from what the form began with."""
        spec = self.spec.by_id[field_id]
        return spec.HAS_VALUE and not spec.same(self.initial[field_id], self.values[field_id])

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """Ids of the fields that differ, in the order of the form."""
        return tuple(spec.id for spec in self.spec.valued if self.is_changed(spec.id))

    def can_change(self, field_id: str) -> bool:
        """Whether a person may edit the field now."""
        return self.spec.by_id[field_id].can_change and field_id not in self.reasons

    def left(self, field_id: str) -> int | None:
        """How much of the limit is left, below 0 where it is passed; None without a limit."""
        spec = self.spec.by_id[field_id]
        return None if spec.limit is None else spec.limit - spec.size(self.values[field_id])

    @property
    def undoable(self) -> tuple[str, ...]:
        """The fields that `undo` would change."""
        return tuple(self.past[-1]) if self.past else ()

    @property
    def redoable(self) -> tuple[str, ...]:
        """The fields that `redo` would change."""
        return tuple(self.future[-1]) if self.future else ()

    # -- editing ---------------------------------------------------------------------------------

    def edit(self, field_id: str, value: Value, *, typing: bool = False) -> Form:
        """With another value in one field; the same form where nothing changes or nothing may be changed.

        `typing`: one of a run of small edits that are undone together.
        """
        return self.edit_many({field_id: value}, typing=field_id if typing else "")

    def edit_many(self, values: Mapping[str, Value], *, typing: str = "") -> Form:
        """Several fields in one step. Raises `KeyError` for a field there is not, `TypeError` for a wrong kind."""
        step: dict[str, tuple[Value, Value]] = {}
        for field_id, value in values.items():
            settled = self.spec.by_id[field_id].settle(value)
            if self.can_change(field_id) and settled != self.values[field_id]:
                step[field_id] = (self.values[field_id], settled)
        if not step:
            return self
        past = self.past
        if typing and typing == self.typing and past and set(past[-1]) == {typing}:
            step = {typing: (past[-1][typing][0], step[typing][1])}
            past = past[:-1]
        past = (*past, step)[-UNDO_DEPTH:]
        after = {field_id: new for field_id, (_, new) in step.items()}
        return replace(self, values={**self.values, **after}, past=past, future=(), typing=typing)

    def pause(self) -> Form:
        """What is typed from now on is a step of its own."""
        return replace(self, typing="") if self.typing else self

    def undo(self) -> Form:
        """One step back; the same form where there is none."""
        if not self.past:
            return self
        step = self.past[-1]
        before = {field_id: old for field_id, (old, _) in step.items()}
        values = {**self.values, **before}
        return replace(self, values=values, past=self.past[:-1], future=(*self.future, step), typing="")

    def redo(self) -> Form:
        """One step forward again; the same form where there is none."""
        if not self.future:
            return self
        step = self.future[-1]
        after = {field_id: new for field_id, (_, new) in step.items()}
        values = {**self.values, **after}
        return replace(self, values=values, past=(*self.past, step), future=self.future[:-1], typing="")

    # -- what happens around it --------------------------------------------------------------------

    def disable(self, field_id: str, reason: str) -> Form:
        """A field that cannot be changed from now on, and the sentence that says why; "" lets it be changed again."""
        reasons = {known: why for known, why in self.reasons.items() if known != field_id}
        if reason:
            reasons[field_id] = reason
        return replace(self, reasons=reasons)

    def forget_refusals(self) -> Form:
        """The service may judge the same values otherwise now: before they are sent again."""
        return replace(self, refused={})

    def reset(self) -> Form:
        """Everything as it began, as one step that can be undone."""
        return self.edit_many({field_id: self.initial[field_id] for field_id in self.changed})

    def saved(self, submitted: Form) -> Form:
        """The service holds what `submitted` had; what was edited since then is still a change."""
        return replace(self.pause(), initial=submitted.values, problems={}, refused={})

    def rebased(self, values: Mapping[str, Value]) -> Form:
        """The service holds `values` now: unchanged fields follow, changes of the person stay."""
        changed = set(self.changed)
        initial = {f.id: f.settle(values[f.id]) if f.id in values else self.initial[f.id] for f in self.spec.valued}
        kept = {f.id: self.values[f.id] if f.id in changed else initial[f.id] for f in self.spec.valued}
        return replace(self.pause(), initial=initial, values=kept)

    def reshaped(self, spec: FormSpec) -> Form:
        """The same answers in another spec: fields that are gone go, fields that are new begin.

        Steps to undo that touched what is gone are dropped with it.
        """
        fits = {f.id for f in spec.valued if (old := self.spec.by_id.get(f.id)) is not None and old.KIND == f.KIND}

        def taken(values: Mapping[str, Value]) -> dict[str, Value]:
            return {f.id: values[f.id] if f.id in fits else f.begin for f in spec.valued}

        return replace(
            self.pause(),
            spec=spec,
            initial=taken(self.initial),
            values=taken(self.values),
            problems={known: found for known, found in self.problems.items() if known in fits or not known},
            refused={known: found for known, found in self.refused.items() if known in fits},
            reasons={known: why for known, why in self.reasons.items() if known in spec.by_id},
            past=tuple(step for step in self.past if set(step) <= fits),
            future=tuple(step for step in self.future if set(step) <= fits),
        )
