"""What a form opens to change a value: a chooser, a question for one entry, the view for a longer text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, overload

from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence
from capx_tui.model.form import Form
from capx_tui.model.form_check import leave
from capx_tui.model.form_fields import FieldSpec, Levelled, Own
from capx_tui.model.form_lists import (
    ChoiceField,
    EntriesField,
    LevelsField,
    ListField,
    add,
    entry_id,
    set_entry,
    set_level,
    toggled,
)
from capx_tui.model.form_options import Option, OptionSource
from capx_tui.model.form_words import entry_words, label_words, left_words, level_words
from capx_tui.screens.chooser import Choice, ChooserScreen
from capx_tui.screens.prompt import PromptScreen
from capx_tui.text import clean, fold
from capx_tui.widgets.form_rows import FormRows

__all__ = ["ManyChoice", "chooser_for", "level_chooser", "prompt_for"]

#: What stands for "none" among the choices: an id of its own, since leaving the chooser gives None.
_NONE = object()


class _Shown(Sequence[Choice]):
    """Choices made when they are looked at: of thousands, a page is."""

    def __init__(
        self,
        options: Sequence[Option],
        make: Callable[[Option], Choice],
        *,
        before: Sequence[Choice] = (),
        after: Sequence[Choice] = (),
    ) -> None:
        self._options = options
        self._make = make
        self._before = before
        self._after = after

    def __len__(self) -> int:
        return len(self._before) + len(self._options) + len(self._after)

    @overload
    def __getitem__(self, index: int) -> Choice: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Choice]: ...
    def __getitem__(self, index: int | slice) -> Choice | Sequence[Choice]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if index < len(self._before):
            return self._before[index]
        index -= len(self._before)
        return (
            self._make(self._options[index]) if index < len(self._options) else self._after[index - len(self._options)]
        )


def chooser_for(
    rows: FormRows, spec: FieldSpec, note: Callable[[OptionSource], str] = lambda options: ""
) -> tuple[ChooserScreen, Callable[[object], None]]:
    """The chooser for a field with options, and what to do with what it is dismissed with.

    `note` tells what is to be known of the options, see `ChooserScreen`.
    """
    noted = partial(note, getattr(spec, "options"))  # noqa: B009 - every kind of choice has them, none inherits them
    if isinstance(spec, ChoiceField):
        return _one(rows, spec, noted)
    assert isinstance(spec, EntriesField)
    many = ManyChoice(rows, spec)
    level = many.level if isinstance(spec, LevelsField) else None
    screen = ChooserScreen(
        lambda: label_words(spec), many.entries, toggle=many.toggle, clear=many.clear, level=level, note=noted
    )
    return screen, lambda _: None


def _one(rows: FormRows, spec: ChoiceField, note: Callable[[], str]) -> tuple[ChooserScreen, Callable[[object], None]]:
    def entries(typed: str) -> Sequence[Choice]:
        found = spec.options.search(typed)
        now = rows.form[spec.id]
        none = [] if spec.required or typed.strip() else [Choice(_NONE, t("form-choose-none"), chosen=now is None)]
        own = _own_answer(spec.own_limit, typed, found)
        return _Shown(found, lambda option: _choice(option, option.id == now), before=none, after=own)

    def chosen(answer: object) -> None:
        if answer is not None:
            value: Any = None if answer is _NONE else answer
            rows.put(rows.form.edit(spec.id, value))

    return ChooserScreen(lambda: label_words(spec), entries, note=note), chosen


def _choice(option: Option, chosen: bool, note: str = "") -> Choice:
    return Choice(option.id, clean(option.label), clean(option.detail), chosen, note)


def _own_answer(limit: int, typed: str, found: Sequence[Option]) -> list[Choice]:
    """What was typed, as an answer of one's own, where it is taken and is not one of the list."""
    text = typed.strip()
    if not limit or not text or any(fold(option.label) == fold(text) for option in found[:5]):
        return []
    return [Choice(Own(text), t("form-choose-own", clean(text)))]


class ManyChoice:
    """Entries of one field, turned on and off in a chooser; each is in the form at once."""

    def __init__(self, rows: FormRows, spec: EntriesField) -> None:
        self._rows = rows
        self._spec = spec
        # What was chosen before stands first, and stays there while the chooser is open.
        self._first = [entry_id(entry) for entry in rows.form[spec.id]]

    @property
    def _form(self) -> Form:
        return self._rows.form

    @property
    def _chosen(self) -> list[Any]:
        return [entry_id(entry) for entry in self._form[self._spec.id]]

    def entries(self, typed: str) -> Sequence[Choice]:
        """What there is, chosen or not; without letters what is chosen stands first."""
        source: OptionSource = self._spec.options  # type: ignore[attr-defined]
        found = source.search(typed)
        chosen = set(self._chosen)
        levels = {entry.id: entry.level for entry in self._form[self._spec.id] if isinstance(entry, Levelled)}

        def make(option: Option) -> Choice:
            level = levels.get(option.id)
            return _choice(option, option.id in chosen, level_words(self._spec, level) if level is not None else "")

        before: list[Choice] = []
        if not typed.strip():
            first = set(self._first)
            found = [option for option in found if option.id not in first]
            known = dict.fromkeys([*self._first, *(entry for entry in chosen if isinstance(entry, Own))])
            before = [self._known(entry, entry in chosen, levels) for entry in known]
        own = _own_answer(getattr(self._spec, "own_limit", 0), typed, found)
        return _Shown(found, make, before=before, after=own)

    def _known(self, entry: Any, chosen: bool, levels: dict[Any, str]) -> Choice:
        level = levels.get(entry)
        note = level_words(self._spec, level) if level is not None else ""
        return Choice(entry, entry_words(self._spec, entry), chosen=chosen, note=note)

    def toggle(self, entry: object) -> str:
        """On or off; gives the sentence to say."""
        spec, chosen = self._spec, self._chosen
        value = self._form[spec.id]
        try:
            value = toggled(spec, value, entry)
        except RuleError as error:
            return sentence(error)
        told = self._rows.put(self._form.edit(spec.id, value))
        if self._chosen == chosen:
            # It was not taken, and whoever did not take it says why.
            return told
        name = entry_words(spec, entry)
        word = t("word-no") if entry in chosen else t("word-yes")
        left = left_words(self._form, spec.id)
        said = t("form-toggled-left", name, word, left) if left else t("form-toggled", name, word)
        return f"{said} {told}".strip()

    def clear(self) -> str:
        """Choose none."""
        told = self._rows.put(self._form.edit(self._spec.id, ()))
        return f"{t('form-cleared', label_words(self._spec))} {told}".strip()

    def level(self, entry: object) -> str:
        """The next level of an entry that is chosen, around from the highest to the lowest."""
        spec, chosen = self._spec, self._chosen
        assert isinstance(spec, LevelsField)
        if entry not in chosen:
            return t("form-choose-first")
        at, value = chosen.index(entry), self._form[spec.id]
        try:
            value = set_level(spec, value, at, 1)
        except RuleError:
            value = set_entry(spec, value, at, Levelled(value[at].id, spec.levels[0]))
        self._rows.put(self._form.edit(spec.id, value))
        return entry_words(spec, value[at])


def level_chooser(rows: FormRows, spec: LevelsField, at: int) -> tuple[ChooserScreen, Callable[[object], None]]:
    """The levels of one entry, and what to do with the one that is chosen."""
    entry = rows.form[spec.id][at]

    def entries(typed: str) -> Sequence[Choice]:
        named = ((level, level_words(spec, level)) for level in spec.levels)
        return [Choice(level, name, chosen=level == entry.level) for level, name in named if fold(typed) in fold(name)]

    def chosen(level: object) -> None:
        if isinstance(level, str):
            value = set_entry(spec, rows.form[spec.id], at, Levelled(entry.id, level))
            rows.put(rows.form.edit(spec.id, value))

    return ChooserScreen(lambda: entry_words(spec, entry.id), entries), chosen


def prompt_for(
    rows: FormRows, spec: ListField, at: int | None, tell: Callable[[str], None]
) -> tuple[PromptScreen, Callable[[object], None]]:
    """The question for an entry that is typed, a new one or the one at place `at`; `tell` says why it is refused."""
    old = "" if at is None else str(rows.form[spec.id][at])

    def answered(text: object) -> None:
        if not isinstance(text, str):
            return
        value = rows.form[spec.id]
        try:
            value = add(spec, value, text) if at is None else set_entry(spec, value, at, text)
        except RuleError as error:
            tell(sentence(error))
            return
        # The entry is typed to its end: what was wrong with it may be right now.
        rows.put(leave(rows.form.edit(spec.id, value), spec.id))

    return PromptScreen(
        lambda: label_words(spec), lambda: label_words(spec.entry) or label_words(spec), value=old
    ), answered
