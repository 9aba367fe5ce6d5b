"""A draft: what a person changed in a form and has not saved, so that it can be offered again.

Only changes are kept, each with the value it began from: put over a newer state of the profile, a draft
changes what the person changed and nothing else, and where the service has moved on, that can be seen.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import Value

__all__ = ["DRAFT_VERSION", "Draft", "DraftKey", "Edit", "Fitted", "draft_of", "fit"]

#: The version of the file; one from a later program is left alone.
DRAFT_VERSION = 1


class DraftKey(msgspec.Struct, frozen=True):
    """Whose draft it is: `account` is the account's id or "" for nobody, `subject` what the form is about."""

    service: str
    account: str
    screen: str
    subject: str = ""


class Edit(msgspec.Struct, frozen=True):
    """One changed field, as `FieldSpec.encode` writes it."""

    was: Any
    now: Any


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """`saved_at` is ISO 8601 in UTC. `edits` is by field id."""

    key: DraftKey
    shape: str
    saved_at: str
    edits: dict[str, Edit]
    version: int = DRAFT_VERSION


def draft_of(form: Form, key: DraftKey, saved_at: str, *, for_disk: bool = False) -> Draft | None:
    """The draft of what is changed in `form`, None where nothing is.

    `for_disk` leaves sensitive fields out; a sensitive form has no draft for a disk at all.
    """
    if for_disk and form.spec.sensitive:
        return None
    edits = {}
    for field_id in form.changed:
        spec = form.spec.by_id[field_id]
        if not (for_disk and spec.sensitive):
            edits[field_id] = Edit(spec.encode(form.initial[field_id]), spec.encode(form.values[field_id]))
    return Draft(key=key, shape=form.spec.shape, saved_at=saved_at, edits=edits) if edits else None


@dataclass(frozen=True, slots=True)
class Fitted:
    """What of a draft a form can take: values by field id, what they began from, and what does not fit any more.

    `lost` pairs a field's id with its text, so that a person can still copy it.
    """

    values: Mapping[str, Value]
    was: Mapping[str, Value]
    lost: tuple[tuple[str, str], ...] = ()
    #: Made by another version of the form.
    is_older: bool = False


def fit(spec: FormSpec, draft: Draft) -> Fitted:
    """`draft` as far as `spec` has a place for it."""
    values: dict[str, Value] = {}
    was: dict[str, Value] = {}
    lost: list[tuple[str, str]] = []
    for field_id, edit in draft.edits.items():
        field = spec.by_id.get(field_id)
        try:
            if field is None or not field.HAS_VALUE:
                raise ValueError(field_id)
            values[field_id] = field.decode(edit.now)
        except (TypeError, ValueError):
            lost.append((field_id, _text(edit.now)))
            continue
        with contextlib.suppress(TypeError, ValueError):
            was[field_id] = field.decode(edit.was)
    order = [field.id for field in spec.valued if field.id in values]
    return Fitted(
        {field_id: values[field_id] for field_id in order}, was, tuple(lost), is_older=draft.shape != spec.shape
    )


def _text(raw: Any) -> str:
    return raw if isinstance(raw, str) else msgspec.json.encode(raw).decode()
