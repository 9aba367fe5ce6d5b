"""A form that an organization drew with jQuery formBuilder, as fields of our forms, and its answers as they are sent.

The description is other people's text: labels may hold HTML, which is taken out and never interpreted, and
anything may be missing or of another kind. Rules are those that a browser would keep: a question is required
only where it says so. Behaviour file, section 17; formBuilder's own documentation of its controls.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from capx_tui.i18n import t
from capx_tui.model.form_builder_attributes import (
    Attributes,
    bounds_words,
    is_short,
    make_numeric,
    moment_text,
)
from capx_tui.model.form_fields import (
    ActionField,
    EmailField,
    FieldSpec,
    Heading,
    LongTextField,
    Own,
    Paragraph,
    SwitchField,
    TextField,
    UrlField,
    Value,
)
from capx_tui.model.form_lists import ChoiceField, ListField, ManyField
from capx_tui.model.form_numbers import DateField, DateShape, NumberField
from capx_tui.model.form_options import Option, Options

__all__ = ["RESET", "SUBMIT", "BuiltForm", "Question", "answers_to_send", "build_form"]

#: Characters of an answer of one's own among choices. formBuilder sets no limit.
MOST_OWN = 500
#: What the ids of buttons that do something end with.
SUBMIT, RESET = "/submit", "/reset"
_STARS = 5
_COLOUR = r"#[0-9A-Fa-f]{6}"
_SHAPES = {
    "date": DateShape.DAY,
    "time": DateShape.TIME,
    "datetime-local": DateShape.MOMENT,
    "datetime": DateShape.MOMENT,
}
_SHAPE_HELP = {
    DateShape.DAY: "form-builder-day",
    DateShape.TIME: "form-builder-time",
    DateShape.MOMENT: "form-builder-moment",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is sent: under `name`, from the field `field`, or `fixed` where the form says it by itself.

    `values` are what the options of a choice send, in their order; their ids are their places.
    """

    name: str
    field: str = ""
    values: tuple[str, ...] = ()
    fixed: str = ""


@dataclass(frozen=True)
class BuiltForm:
    """The rows of the form, and what of it is sent, in the form's order."""

    fields: tuple[FieldSpec, ...]
    questions: tuple[Question, ...]

    @property
    def hidden(self) -> tuple[Question, ...]:
        """What is sent that nobody was asked."""
        return tuple(each for each in self.questions if not each.field)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of what is asked, each once."""
        return tuple(dict.fromkeys(each.name for each in self.questions if each.field))


def build_form(description: Sequence[Any], *, taken: Collection[str] = ()) -> BuiltForm:
    """The form of a formBuilder array. Ids of fields are their names; none is one of `taken`."""
    fields: list[FieldSpec] = []
    questions: list[Question] = []
    ids = set(taken)
    for raw in description:
        if not isinstance(raw, dict):
            continue
        attributes = Attributes(raw)
        for spec, question in _built(attributes, _unused(attributes, ids)):
            if spec is not None:
                ids.add(spec.id)
                fields.append(spec)
            if question is not None:
                questions.append(question)
    return BuiltForm(tuple(fields), tuple(questions))


def _unused(attributes: Attributes, ids: Collection[str]) -> str:
    """An id that no field has: two questions of one name are two fields."""
    name = attributes.name or f"{attributes.type or 'field'}."
    number = 1
    wanted = name
    while any(known == wanted or known.startswith(f"{wanted}/") for known in ids):
        number += 1
        wanted = f"{name}#{number}"
    return wanted


@dataclass(frozen=True)
class FileNameField(TextField):
    """A file's name. Of a path the name is left once the field is: where a file lies is nobody's business."""

    def complete(self, value: Value) -> Value:
        """The name alone."""
        return str(value).strip().replace("\\", "/").rstrip("/").rpartition("/")[2]


Built = tuple[FieldSpec | None, Question | None]


def _built(attributes: Attributes, field: str) -> Iterator[Built]:
    """The rows of one entry of the array. What is only read may be several rows, with ids below `field`."""
    kind = attributes.type
    if kind == "hidden":
        if attributes.name:
            yield None, Question(attributes.name, fixed=attributes.text("value"))
    elif kind == "header":
        yield Heading(f"{field}/0", label=" – ".join(attributes.lines("label"))), None
    elif kind == "paragraph":
        for at, line in enumerate(attributes.lines("label")):
            yield Paragraph(f"{field}/{at}", label=line), None
    elif kind == "button":
        yield _button(attributes, field), None
    else:
        spec, values = _asked(attributes, field)
        is_sent = attributes.name and not attributes.on("disabled")
        yield spec, Question(attributes.name, field, values) if is_sent else None


def _button(attributes: Attributes, field: str) -> FieldSpec:
    ending, help_key = {
        "submit": (SUBMIT, "form-builder-submit-help"),
        "reset": (RESET, "form-builder-reset-help"),
    }.get(attributes.subtype, ("/button", "form-builder-button-help"))
    label = attributes.line("label") or t("form-builder-button")
    return ActionField(f"{field}{ending}", label=label, help_key=help_key)


# -- what is asked -------------------------------------------------------------------------------------


def _asked(attributes: Attributes, field: str) -> tuple[FieldSpec, tuple[str, ...]]:
    """The field of a question, and what its options send."""
    common = _common(attributes)
    kind = attributes.type
    if kind in ("select", "radio-group", "checkbox-group", "autocomplete", "starRating"):
        return _choice(attributes, field, common)
    if kind == "checkbox" and not attributes.options:
        spec = SwitchField(field, default=attributes.on("checked") or attributes.on("selected"), **common)
        return spec, (attributes.text("value") or "on",)
    if attributes.options:
        # Of a kind that nobody here knows, but it says what there is to choose.
        return _choice(attributes, field, common | {"note": _unknown(attributes)})
    return _typed(attributes, field, common), ()


def _common(attributes: Attributes) -> dict[str, Any]:
    disabled = ""
    if not attributes.name:
        disabled = "form-builder-unnamed"
    elif attributes.on("disabled"):
        disabled = "form-builder-disabled"
    placeholder = attributes.line("placeholder")
    return {
        "label": attributes.line("label") or attributes.name or t("form-builder-question"),
        "required": attributes.on("required"),
        "note": "\n".join(attributes.lines("description")),
        "help": t("form-builder-placeholder", placeholder) if placeholder else "",
        "disabled_key": disabled,
    }


def _unknown(attributes: Attributes) -> str:
    return _also("\n".join(attributes.lines("description")), t("form-builder-unknown", attributes.type[:40]))


def _also(note: str, ours: str) -> str:
    """What the form says of a question, and what we have to say of it, on a line of its own."""
    return f"{note}\n{ours}" if note else ours


def _choice(attributes: Attributes, field: str, common: dict[str, Any]) -> tuple[FieldSpec, tuple[str, ...]]:
    kind = attributes.type
    if kind == "starRating":
        values = tuple(str(number) for number in range(1, _STARS + 1))
        labels = [t("form-builder-stars", number) for number in range(1, _STARS + 1)]
    else:
        values = tuple(value for _, value, _ in attributes.options)
        labels = [label for label, _, _ in attributes.options]
    options = Options([Option(at, label) for at, label in enumerate(labels)])
    takes_own = attributes.on("other") if kind in ("radio-group", "checkbox-group") else kind == "autocomplete"
    if kind == "autocomplete" and attributes.on("requireValidOption"):
        takes_own = False
    own = MOST_OWN if takes_own else 0
    chosen = _chosen_at_first(attributes, values)
    if kind == "checkbox-group" or (kind in ("select", "checkbox") and attributes.on("multiple")):
        return ManyField(field, options=options, own_limit=own, default=tuple(chosen), **common), values
    default: Value = chosen[-1] if chosen else None
    begun = attributes.text("value").strip()
    if default is None and own and begun and kind == "autocomplete":
        default = Own(begun)
    return ChoiceField(field, options=options, own_limit=own, default=default, **common), values


def _chosen_at_first(attributes: Attributes, values: Sequence[str]) -> list[int]:
    """The places of the options that the form begins with. A select with a placeholder begins with none.

    A browser takes the first option of a select where none is said to be chosen; here nobody answers unasked.
    """
    begun = attributes.text("value")
    if begun and begun in values:
        return [values.index(begun)]
    if attributes.type == "autocomplete" or (attributes.type == "select" and attributes.line("placeholder")):
        return []
    return [at for at, (_, _, selected) in enumerate(attributes.options) if selected]


def _typed(attributes: Attributes, field: str, common: dict[str, Any]) -> FieldSpec:
    kind, subtype = attributes.type, attributes.subtype
    begun = attributes.text("value")
    if kind == "file":
        common |= {"note": _also(common["note"], t("form-builder-file"))}
        if attributes.on("multiple"):
            return ListField(field, entry=FileNameField(""), **common)
        return FileNameField(field, **common)
    if kind in _SHAPES or (kind == "date" and subtype in _SHAPES):
        return _moment(attributes, field, common, _SHAPES[subtype if kind == "date" and subtype in _SHAPES else kind])
    if kind in ("number", "range"):
        return make_numeric(attributes, field, common)
    common |= {"limit": attributes.count("maxlength"), "rules": is_short(attributes.count("minlength"))}
    common["default"] = begun or None
    if kind == "textarea":
        return LongTextField(field, **common)
    if kind not in ("text", *_LINES):
        return TextField(field, **common | {"note": _unknown(attributes)})
    return _line(subtype if kind == "text" else kind, field, common)


#: Kinds of lines, as subtypes of text and as types of their own.
_LINES = ("email", "tel", "url", "color", "password")


def _line(subtype: str, field: str, common: dict[str, Any]) -> FieldSpec:
    if subtype == "email":
        return EmailField(field, **common)
    if subtype == "url":
        return UrlField(field, **common)
    if subtype == "color":
        common["help"] = " ".join(filter(None, (common["help"], t("form-builder-colour"))))
        return TextField(field, pattern=_COLOUR, pattern_key="form-builder-no-colour", **common)
    if subtype == "password":
        common["note"] = _also(common["note"], t("form-builder-password"))
        return TextField(field, sensitive=True, **common)
    return TextField(field, **common)


def _moment(attributes: Attributes, field: str, common: dict[str, Any], shape: DateShape) -> FieldSpec:
    least, most, begun = (moment_text(attributes.text(name)) for name in ("min", "max", "value"))
    help_ = (common["help"], t(_SHAPE_HELP[shape]), bounds_words(least, most))
    return DateField(
        field,
        shape=shape,
        earliest=least,
        latest=most,
        **common | {"help": " ".join(filter(None, help_)), "default": begun or None},
    )


# -- what is sent --------------------------------------------------------------------------------------


def answers_to_send(built: BuiltForm, values: Mapping[str, Value]) -> dict[str, str | list[str]]:
    """The answers by name: a text, a list where there are two or more; what was not answered is not in it."""
    specs = {spec.id: spec for spec in built.fields}
    found: dict[str, list[str]] = {}
    for question in built.questions:
        texts = [question.fixed] if not question.field else _texts(specs[question.field], question, values)
        found.setdefault(question.name, []).extend(texts)
    return {name: texts if len(texts) > 1 else texts[0] for name, texts in found.items() if texts}


def _texts(spec: FieldSpec, question: Question, values: Mapping[str, Value]) -> list[str]:
    value = values.get(spec.id)
    if value is None or spec.is_empty(value):
        return []
    if isinstance(spec, SwitchField):
        return [question.values[0]]
    if isinstance(spec, ChoiceField):
        return [_option_text(question, value)]
    if isinstance(spec, ManyField):
        return [_option_text(question, each) for each in value] if isinstance(value, tuple) else []
    if isinstance(spec, ListField):
        return [str(each) for each in value] if isinstance(value, tuple) else []
    return [_line_text(spec, str(value))]


def _option_text(question: Question, entry: Any) -> str:
    return entry.text if isinstance(entry, Own) else question.values[int(entry)]


def _line_text(spec: FieldSpec, value: str) -> str:
    if isinstance(spec, NumberField):
        return value.strip().replace(",", ".").removeprefix("+")
    if isinstance(spec, DateField):
        moment = spec.moment(value)
        if isinstance(moment, datetime):
            return f"{moment:%Y-%m-%dT%H:%M}"
        return f"{moment:%H:%M}" if isinstance(moment, time) else str(moment)
    return str(spec.complete(value)) if isinstance(spec, LongTextField) else str(spec.complete(value)).strip()
