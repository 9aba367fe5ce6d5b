"""Answers to a programme's form that come as JSON: by the names of its questions, in its values or its labels."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.errors import RuleError
from capx_tui.i18n.lists import commas
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_builder import BuiltForm, Question
from capx_tui.model.form_fields import FieldSpec, Own, SwitchField, Value
from capx_tui.model.form_lists import ChoiceField, ListField, ManyField
from capx_tui.model.form_words import label_words, reason_words
from capx_tui.text import clean, fold, typed

__all__ = ["read_built_answers"]


def read_built_answers(spec: FormSpec, built: BuiltForm, given: object) -> dict[str, Value]:
    """Values of the form, by field, from an object with the names of the questions; null and "" leave one out.

    A number may stand for a text. Of two questions with one name, a list answers both in their order. Raises
    `RuleError` for another shape, a name that is not asked for, and a choice there is not; whether the answers
    are good is the form's to say.
    """
    if not isinstance(given, dict):
        raise RuleError("form-answers-object", commas(built.names))
    for name in given:
        if name not in built.names:
            _refuse(spec, str(name), built)
    values: dict[str, Value] = {}
    for name in given:
        asked = [each for each in built.questions if each.name == name and each.field]
        texts = _texts(name, given[name])
        for at, question in enumerate(asked):
            own = texts if len(asked) == 1 else texts[at : at + 1]
            values[question.field] = _value(spec.by_id[question.field], question, own)
    return values


def _refuse(spec: FormSpec, name: str, built: BuiltForm) -> None:
    shown = clean(name)[:100]
    field = spec.by_id.get(name)
    why = reason_words(Form.begin(spec), name) if field is not None and field.HAS_VALUE else ""
    if why:
        raise RuleError("form-answers-fixed", shown, why)
    raise RuleError("form-answers-name", shown, commas(built.names))


def _texts(name: str, raw: object) -> list[str]:
    listed = raw if isinstance(raw, list) else [] if raw is None else [raw]
    texts: list[str] = []
    for each in listed:
        if isinstance(each, bool):
            texts.append("true" if each else "")
        elif isinstance(each, (int, float)):
            texts.append(str(each))
        elif isinstance(each, str):
            texts.append(typed(each, lines=True).strip())
        else:
            raise RuleError("form-answers-texts", clean(name)[:100])
    return [text for text in texts if text]


def _value(field: FieldSpec, question: Question, texts: Sequence[str]) -> Value:
    if isinstance(field, ManyField):
        return tuple(_choice(field, question, text) for text in texts)
    if isinstance(field, ListField):
        return tuple(texts)
    if len(texts) > 1:
        raise RuleError("form-answers-one", question.name)
    text = texts[0] if texts else ""
    if isinstance(field, SwitchField):
        return bool(text) and fold(text) not in ("false", "no", "0")
    if isinstance(field, ChoiceField):
        return _choice(field, question, text) if text else None
    return text


def _choice(field: ChoiceField | ManyField, question: Question, text: str) -> int | Own:
    """The option that a text is the value or the label of."""
    if text in question.values:
        return question.values.index(text)
    labels = [field.options.label(at) for at in range(len(question.values))]
    for wanted in (question.values, labels):
        found = [at for at, each in enumerate(wanted) if fold(each) == fold(text)]
        if found:
            return found[0]
    if field.own_limit:
        return Own(text)
    raise RuleError("form-answers-choice", label_words(field), clean(text), commas(labels[:20]))
