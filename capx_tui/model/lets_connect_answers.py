"""Answers to the Let's Connect form that come as JSON: by our ids, by the words on the wire, or by those shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from capx_tui.errors import RuleError
from capx_tui.i18n.lists import commas, semicolons
from capx_tui.model.form import FormSpec
from capx_tui.model.form_fields import Own, Value
from capx_tui.model.form_lists import ChoiceField, ManyField
from capx_tui.model.form_words import label_words
from capx_tui.model.lets_connect import AGES, AREAS, FIELDS, GENDERS, ROLES
from capx_tui.text import clean, fold, typed

__all__ = ["read_answers"]

_WIRE: Mapping[str, Mapping[str, str]] = {"role": ROLES, "area": AREAS, "gender": GENDERS, "age": AGES}


def read_answers(spec: FormSpec, given: object) -> dict[str, Value]:
    """Values of the form from an object with the service's names; null and "" leave an answer out.

    `area` is a text or a list of texts; what the list does not know is the topic of one's own. Raises
    `RuleError` for another shape, another name, a choice there is not, and more than one own topic. Whether
    the answers are good is the form's to say.
    """
    if not isinstance(given, dict):
        raise RuleError("lets-connect-rule-object", commas(FIELDS))
    for name in given:
        if name not in FIELDS:
            raise RuleError("lets-connect-rule-name", clean(str(name))[:100], commas(FIELDS))
    values: dict[str, Value] = {}
    for name in FIELDS:
        texts = _texts(name, given.get(name))
        if name == "area":
            values |= _areas(spec, texts)
        elif len(texts) > 1:
            raise RuleError("lets-connect-rule-text", name)
        elif name in _WIRE:
            values[name] = _choice(spec, name, texts[0]) if texts else None
        else:
            values[name] = texts[0] if texts else ""
    return values


def _texts(name: str, raw: object) -> list[str]:
    listed = raw if isinstance(raw, list) else [] if raw is None else [raw]
    texts = [typed(each).strip() for each in listed if isinstance(each, str)]
    if len(texts) != len(listed):
        raise RuleError("lets-connect-rule-text", name)
    return [text for text in texts if text]


def _known(spec: FormSpec, name: str, text: str) -> str:
    """The id that `text` means, "" where the form does not know it."""
    field = spec.by_id[name]
    assert isinstance(field, (ChoiceField, ManyField))
    folded = fold(text)
    for known, wire in _WIRE[name].items():
        if folded in (fold(known), fold(wire), fold(field.options.label(known))):
            return known
    return ""


def _choice(spec: FormSpec, name: str, text: str) -> Value:
    field = spec.by_id[name]
    assert isinstance(field, ChoiceField)
    if known := _known(spec, name, text):
        return known
    if field.own_limit:
        return Own(text)
    raise RuleError("lets-connect-rule-choice", label_words(field), clean(text), commas(_WIRE[name]))


def _areas(spec: FormSpec, texts: Sequence[str]) -> dict[str, Value]:
    known = {text: _known(spec, "area", text) for text in texts}
    own = [text for text in texts if not known[text]]
    if len(own) > 1:
        raise RuleError("lets-connect-rule-own-topics", semicolons(map(clean, own)), commas(AREAS))
    chosen = dict.fromkeys(found for found in known.values() if found)
    return {"area": tuple(chosen), "own_area": own[0] if own else ""}
