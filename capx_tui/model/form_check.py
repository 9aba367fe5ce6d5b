"""What is wrong with a form: by its own rules before it is sent, by the service's words after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from capx_tui.errors import CapxError, Conflict, FieldErrors, RuleError
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import Problem, Value
from capx_tui.text import clean

__all__ = ["blame", "check", "first_invalid", "invalid_fields", "leave", "problems_of", "put_right", "refuse"]


def problems_of(form: Form) -> dict[str, tuple[Problem, ...]]:
    """Everything that is wrong now, by field in the order of the form; under "" what belongs to no field."""
    found: dict[str, list[Problem]] = {}
    for spec in form.spec.valued:
        if form.can_change(spec.id):
            found[spec.id] = list(spec.problems(form.values[spec.id]))
    for rule in form.spec.rules:
        for field_id, problem in rule(form.values):
            found.setdefault(field_id, []).append(problem)
    for field_id, (value, problems) in form.refused.items():
        if form.values.get(field_id) == value:
            found.setdefault(field_id, []).extend(problems)
    order = ["", *(spec.id for spec in form.spec.fields)]
    return {known: tuple(found[known]) for known in order if found.get(known)}


def put_right(form: Form) -> Form:
    """With what is changed as it is once a field is left: what was filled in or came from a draft was in none."""
    return form.edit_many({field: form.spec.by_id[field].complete(form[field]) for field in form.changed})


def check(form: Form) -> Form:
    """With every problem beside its field: before saving."""
    return replace(form.pause(), problems=problems_of(form))


def leave(form: Form, field_id: str) -> Form:
    """After the person has left a field: what is put right by itself is, and its problems are looked at anew.

    A field that nobody touched gets no problem for being empty, and no other field gets a new one: they
    only lose what does not hold any more.
    """
    form = form.pause()
    spec = form.spec.by_id[field_id]
    if spec.HAS_VALUE:
        form = form.edit(field_id, spec.complete(form.values[field_id]))
    found = problems_of(form)
    looked_at = set(form.problems)
    if spec.HAS_VALUE and form.is_changed(field_id):
        looked_at.add(field_id)
    problems = {known: list_ for known, list_ in found.items() if known in looked_at}
    return form if problems == form.problems else replace(form, problems=problems)


def invalid_fields(form: Form) -> tuple[str, ...]:
    """Ids of the fields with a problem beside them, in the order of the form."""
    return tuple(spec.id for spec in form.spec.fields if form.problems.get(spec.id))


def first_invalid(form: Form) -> str:
    """The first of `invalid_fields`, "" where there is none."""
    return next(iter(invalid_fields(form)), "")


def refuse(form: Form, error: CapxError) -> Form:
    """With the words of a refusal beside the fields they are about: 400, 409, or a rule of our own.

    What names no field of the form stands under "". Any other error changes nothing.
    """
    found: dict[str, list[Problem]] = {}
    for field_id, problem in _blamed(form.spec, error):
        found.setdefault(field_id, []).append(problem)
    if not found:
        return form
    refused: dict[str, tuple[Value, tuple[Problem, ...]]] = {
        field_id: (form.values.get(field_id), tuple(problems)) for field_id, problems in found.items()
    }
    return check(replace(form, refused=refused))


def blame(form: Form, error: RuleError) -> Form:
    """With what somebody else said of one field's value beside that field; the others are not looked at."""
    refused = {**form.refused, error.field: (form.values.get(error.field), (Problem(error.key, error.params),))}
    found = problems_of(replace(form, refused=refused))
    looked_at = {*form.problems, error.field}
    problems = {known: list_ for known, list_ in found.items() if known in looked_at}
    return replace(form, refused=refused, problems=problems)


def _blamed(spec: FormSpec, error: CapxError) -> Iterator[tuple[str, Problem]]:
    if isinstance(error, FieldErrors):
        places = _places(spec)
        for path, texts in error.fields.items():
            field_id, entry = _place(path, places)
            said = texts if field_id else tuple(f"{path}: {text}" for text in texts)
            yield from ((field_id, Problem(text=clean(text), entry=entry)) for text in said)
        if error.detail and not error.fields:
            yield "", Problem(text=clean(error.detail))
    elif isinstance(error, Conflict):
        field_id, key = spec.conflicts.get(error.cause, ("", ""))
        yield field_id, Problem(key) if key else Problem(text=clean(error.detail))
    elif isinstance(error, RuleError):
        yield error.field if error.field in spec.by_id else "", Problem(error.key, error.params)


def _places(spec: FormSpec) -> Mapping[str, str]:
    """The service's names for fields, to ids."""
    return {name: f.id for f in spec.valued for name in (f.id, *f.server)}


def _place(path: str, places: Mapping[str, str]) -> tuple[str, int | None]:
    """The field that ``language.0.proficiency`` is about, and the entry of it; the longest name that fits."""
    parts = path.split(".")
    for end in range(len(parts), 0, -1):
        name = ".".join(parts[:end])
        if name in places:
            return places[name], _entry(parts[end:])
    return "", None


def _entry(rest: Iterable[str]) -> int | None:
    first = next(iter(rest), "")
    return int(first) if first.isascii() and first.isdigit() else None
