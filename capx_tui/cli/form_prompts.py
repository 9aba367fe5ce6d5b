"""A form as questions, one after the other: a question, a line that answers it, and why it was not taken.

For people whom a full screen does not serve: nothing is drawn over, choices are numbered, the words of the
form are the same as on the screen. ``?`` tells what the field is for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence
from capx_tui.model.form import Form
from capx_tui.model.form_check import problems_of
from capx_tui.model.form_fields import FieldSpec, Own, Paragraph, Value
from capx_tui.model.form_lists import ChoiceField, ManyField, add
from capx_tui.model.form_options import Option
from capx_tui.model.form_words import help_words, label_words, problem_words
from capx_tui.text import fold

__all__ = ["ask_form"]

Ask = Callable[[str], str | None]
Tell = Callable[[str], None]


def ask_form(form: Form, ask: Ask, tell: Tell) -> Form | None:
    """`form` with every question answered; None where the input ended first.

    `ask` puts a question and gives back the line, `tell` says something on the way. Knows fields that are
    typed and choices of one or many.
    """
    for spec in form.spec.fields:
        if isinstance(spec, Paragraph):
            tell(label_words(spec))
        elif spec.HAS_VALUE and form.can_change(spec.id):
            answered = _ask_field(form, spec, ask, tell)
            if answered is None:
                return None
            form = answered
    return form


def _ask_field(form: Form, spec: FieldSpec, ask: Ask, tell: Tell) -> Form | None:
    options = _options(spec)
    for words in _offer(spec, options):
        tell(words)
    while True:
        line = ask(_question(spec))
        if line is None:
            return None
        if line.strip() == "?":
            tell(help_words(spec) or t("form-no-help"))
            continue
        try:
            answered = form.edit(spec.id, _value(spec, options, line.strip()))
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


def _question(spec: FieldSpec) -> str:
    needed = t("cli-form-needed") if spec.required else t("cli-form-optional")
    if isinstance(spec, ManyField):
        return t("cli-form-ask-many", label_words(spec), needed, str(spec.limit or ""))
    if isinstance(spec, ChoiceField):
        key = "cli-form-ask-own" if spec.own_limit else "cli-form-ask-one"
        return t(key, label_words(spec), needed)
    return t("cli-form-ask-text", label_words(spec), needed)


def _value(spec: FieldSpec, options: list[Option], line: str) -> Value:
    """What a line means for a field. Raises `RuleError`."""
    if isinstance(spec, ManyField):
        chosen: Value = ()
        for part in _parts(options, line):
            chosen = add(spec, chosen, _chosen(options, part, label_words(spec)))
        return chosen
    if not isinstance(spec, ChoiceField):
        return line
    if not line:
        return None
    try:
        return _chosen(options, line, label_words(spec))
    except RuleError:
        if spec.own_limit and not line.isdigit():
            return Own(line)
        raise


def _parts(options: list[Option], line: str) -> list[str]:
    """The choices in a line, between commas or semicolons; a name may hold commas itself."""
    if any(fold(option.label) == fold(line) for option in options):
        return [line]
    if ";" in line:
        return [part for each in line.split(";") for part in _parts(options, each.strip())]
    return [part for each in line.split(",") if (part := each.strip())]


def _chosen(options: list[Option], text: str, label: str) -> int | str:
    """By number, by name, or by the beginning of one name."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(options):
        return options[int(text) - 1].id
    same = [option for option in options if fold(option.label) == fold(text)]
    same = same or [option for option in options if fold(option.label).startswith(fold(text))]
    if len(same) == 1:
        return same[0].id
    raise RuleError("cli-form-no-choice", label, text, str(len(options)))
