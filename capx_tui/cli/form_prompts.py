"""A form as questions, one after the other: a question, a line that answers it, and why it was not taken.

For people whom a full screen does not serve: nothing is drawn over, choices are numbered, the words of the
form are the same as on the screen. ``?`` tells what the field is for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from capx_tui.cli.confirming import ask_line
from capx_tui.cli.console import Console
from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence
from capx_tui.model.form import Form
from capx_tui.model.form_check import problems_of
from capx_tui.model.form_fields import FieldSpec, Heading, Own, Paragraph, SwitchField, Value
from capx_tui.model.form_lists import ChoiceField, ListField, ManyField, add
from capx_tui.model.form_options import Option
from capx_tui.model.form_words import help_words, label_words, note_words, problem_words, value_words
from capx_tui.text import fold

__all__ = ["answered", "ask_form", "checked", "is_yes", "json_answers"]

#: The answers to a form are a few lines; more than this is something else.
_MOST = 100_000

Ask = Callable[[str], str | None]
Tell = Callable[[str], None]


def ask_form(form: Form, ask: Ask, tell: Tell) -> Form | None:
    """`form` with every question answered; None where the input ended first.

    `ask` puts a question and gives back the line, `tell` says something on the way. Knows fields that are
    typed, yes or no, choices of one or many, and lists of texts. What the form begins with stays with Enter.
    """
    for spec in form.spec.fields:
        if isinstance(spec, (Paragraph, Heading)):
            tell(label_words(spec))
        elif spec.HAS_VALUE and form.can_change(spec.id):
            answered = _ask_field(form, spec, ask, tell)
            if answered is None:
                return None
            form = answered
    return form


def answered(form: Form, console: Console) -> Form:
    """`form` with every question answered by the person at the console. Raises `RuleError` where they stopped."""
    found = ask_form(form, lambda question: ask_line(console, question), console.complain)
    if found is None:
        raise RuleError("cli-form-nothing")
    return found


def json_answers(console: Console) -> object:
    """What stands on standard input as JSON. Raises `RuleError` for anything else."""
    text = console.read_all(_MOST + 1)
    if len(text) > _MOST:
        raise RuleError("cli-form-too-long", str(_MOST))
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        raise RuleError("cli-form-no-json") from None
    return found


def checked(form: Form) -> Form:
    """`form`, if nothing is wrong with it. Raises `RuleError` with the first thing that is."""
    for field_id, found in problems_of(form).items():
        raise RuleError("cli-form-problem", label_words(form.spec.by_id[field_id]), problem_words(found[0]))
    return form


def _ask_field(form: Form, spec: FieldSpec, ask: Ask, tell: Tell) -> Form | None:
    options = _options(spec)
    if note := note_words(spec):
        tell(note)
    for words in _offer(spec, options):
        tell(words)
    begun = form[spec.id]
    kept = "" if spec.is_empty(begun) else " ".join(value_words(spec, begun).split())
    while True:
        line = ask(_question(spec, kept))
        if line is None:
            return None
        if line.strip() == "?":
            tell(help_words(spec) or t("form-no-help"))
            continue
        try:
            answered = form.edit(spec.id, _answer(spec, options, line.strip(), begun if kept else None))
        except RuleError as error:
            tell(sentence(error))
            continue
        wrong = problems_of(answered).get(spec.id, ())
        if not wrong:
            return answered
        tell(problem_words(wrong[0]))


def _options(spec: FieldSpec) -> list[Option]:
    return list(spec.options.search("")) if isinstance(spec, (ChoiceField, ManyField)) else []


def _offer(spec: FieldSpec, options: list[Option]) -> Iterator[str]:
    """The choices, numbered."""
    if options:
        yield t("cli-form-choices", label_words(spec))
        yield from (t("cli-form-choice", number, option.label) for number, option in enumerate(options, 1))


def _question(spec: FieldSpec, kept: str) -> str:
    needed = t("cli-form-needed") if spec.required else t("cli-form-optional")
    if kept:
        return t("cli-form-ask-keep", label_words(spec), needed, kept)
    if isinstance(spec, ManyField):
        if spec.limit is None:
            return t("cli-form-ask-any-own" if spec.own_limit else "cli-form-ask-any", label_words(spec), needed)
        return t("cli-form-ask-many", label_words(spec), needed, str(spec.limit))
    if isinstance(spec, ListField):
        return t("cli-form-ask-list", label_words(spec), needed)
    if isinstance(spec, SwitchField):
        return t("cli-form-ask-yes", label_words(spec), needed)
    if isinstance(spec, ChoiceField):
        key = "cli-form-ask-own" if spec.own_limit else "cli-form-ask-one"
        return t(key, label_words(spec), needed)
    return t("cli-form-ask-text", label_words(spec), needed)


def is_yes(line: str) -> bool:
    """Whether a line says yes, in the person's language or in English."""
    return fold(line) in {fold(word) for word in (t("word-yes"), "yes", t("word-yes")[:1], "y")}


def _answer(spec: FieldSpec, options: list[Option], line: str, begun: Value) -> Value:
    """As `_value`; where the form began with an answer, nothing typed keeps it and a hyphen empties it."""
    if begun is None:
        return _value(spec, options, line)
    return begun if not line else _value(spec, options, "" if line == "-" else line)


def _parts(options: list[Option], line: str) -> list[str]:
    """The choices in a line, between commas or semicolons; a name may hold commas itself."""
    if any(fold(option.label) == fold(line) for option in options):
        return [line]
    if ";" in line:
        return [part for each in line.split(";") for part in _parts(options, each.strip())]
    return [part for each in line.split(",") if (part := each.strip())]


def _value(spec: FieldSpec, options: list[Option], line: str) -> Value:
    """What a line means for a field. Raises `RuleError`."""
    if isinstance(spec, ManyField):
        chosen: Value = ()
        for part in _parts(options, line):
            chosen = add(spec, chosen, _option_or_own(spec, options, part))
        return chosen
    if isinstance(spec, ListField):
        return tuple(_parts([], line))
    if isinstance(spec, SwitchField):
        return is_yes(line)
    if not isinstance(spec, ChoiceField):
        return line
    if not line:
        return None
    return _option_or_own(spec, options, line)


def _option_or_own(spec: ChoiceField | ManyField, options: list[Option], text: str) -> int | str | Own:
    try:
        return _chosen(options, text, label_words(spec))
    except RuleError:
        if spec.own_limit and not text.isdigit():
            return Own(text)
        raise


def _chosen(options: list[Option], text: str, label: str) -> int | str:
    """By number, by name, or by the beginning of one name."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(options):
        return options[int(text) - 1].id
    same = [option for option in options if fold(option.label) == fold(text)]
    same = same or [option for option in options if fold(option.label).startswith(fold(text))]
    if len(same) == 1:
        return same[0].id
    raise RuleError("cli-form-no-choice", label, text, str(len(options)))
