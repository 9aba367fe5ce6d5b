"""A list of a plain form: what is in it, a plus and a name adds, a minus and a name or number takes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from capx_tui.cli.plain.line import Line, called
from capx_tui.cli.plain.place import Face, Place
from capx_tui.i18n import t
from capx_tui.model.actions import Action
from capx_tui.model.form import Form
from capx_tui.model.form_lists import EntriesField, LevelsField, ListField, add, move, remove, set_level
from capx_tui.model.form_options import OptionSource
from capx_tui.model.form_words import add_words, entry_words, label_words, problem_words
from capx_tui.model.signed_words import ADD, TAKE
from capx_tui.screens.refresh_words import options_words

__all__ = ["EntriesPlace"]

#: So many names are told where a name may mean several.
_NEAREST = 10


class FormOf(Protocol):
    """Gives the form; with `entries`, after that list has become those."""

    def __call__(self, field_id: str, entries: tuple[object, ...] | None = None) -> Form:
        """The form."""


class EntriesPlace(Place):
    """The entries of one field."""

    SCOPES = ("form",)

    def __init__(self, face: Face, form_of: FormOf, field_id: str) -> None:
        super().__init__(face)
        self._form_of = form_of
        self._field_id = field_id

    @property
    def _form(self) -> Form:
        return self._form_of(self._field_id)

    @property
    def _spec(self) -> EntriesField:
        spec = self._form.spec.by_id[self._field_id]
        assert isinstance(spec, EntriesField)
        return spec

    @property
    def _entries(self) -> tuple[Any, ...]:
        found: tuple[Any, ...] = self._form[self._field_id]
        return found

    @property
    def title(self) -> str:
        """The field's name."""
        return label_words(self._spec)

    def intro(self) -> Sequence[str]:
        """How a list is changed; how much room there is; what is wrong with it."""
        problems = [each for each in self._form.problems.get(self._field_id, ()) if each.entry is None]
        source: OptionSource | None = getattr(self._spec, "options", None)
        note = options_words(self.core, source) if source is not None and not self._is_typed else ""
        told = [t("plain-list-how"), add_words(self._form, self._field_id), *filter(None, (note,))]
        return [*told, *map(problem_words, problems)]

    @property
    def _is_typed(self) -> bool:
        return isinstance(self._spec, ListField) and self._spec.is_typed

    def actions(self) -> list[Action]:
        """Only what this list has: an order, levels."""
        can = {
            "form.move-up": self._spec.is_ordered,
            "form.move-down": self._spec.is_ordered,
            "form.level-up": isinstance(self._spec, LevelsField),
            "form.level-down": isinstance(self._spec, LevelsField),
        }
        return [each for each in super().actions() if can.get(each.id, True)]

    def listed(self) -> Sequence[Line]:
        """The entries in their order, each with what is wrong with it."""
        spec, problems = self._spec, self._form.problems.get(self._field_id, ())
        lines = []
        for at, entry in enumerate(self._entries):
            words = entry_words(spec, entry)
            wrong = tuple(problem_words(each) for each in problems if each.entry == at)
            lines.append(Line(words, words, at + 1, more=wrong, about=at))
        return lines

    def typed(self, text: str) -> bool:
        """``+Lua``, ``-Lua``, ``-2``."""
        sign, name = text[:1], text[1:].strip()
        if sign == ADD:
            self.do_form_add(name)
        elif sign == TAKE:
            self.do_form_remove(name)
        return sign in (ADD, TAKE)

    def _put(self, entries: tuple[Any, ...]) -> None:
        self._form_of(self._field_id, entries)
        self._lines = self.listed()

    def do_form_add(self, given: str = "") -> None:
        """One more entry."""
        text = given or self.face.talk.ask(t("plain-list-add"))
        spec = self._spec
        entry: Any = text
        if not self._is_typed:
            source: OptionSource = spec.options  # type: ignore[attr-defined]
            near = [(each.label, each) for each in source.search(text)]
            found = called(text, near)
            if len(found) != 1:
                self.face.say_unclear(text, [name for name, _ in found or near][:_NEAREST])
                return
            entry = found[0][1].id
        before = self._entries
        self._put(add(spec, before, entry))
        if len(self._entries) > len(before):
            self.face.say(t("form-change-added", self.title, entry_words(spec, self._entries[-1])))

    def do_form_remove(self, given: str = "") -> None:
        """An entry out of the list."""
        line = self.which(given)
        if line is not None and isinstance(line.about, int):
            self._put(remove(self._entries, line.about))
            self.face.say(t("form-change-removed", self.title, line.name))

    def do_form_move_up(self, given: str = "") -> None:
        """One place up."""
        self._move(given, -1)

    def do_form_move_down(self, given: str = "") -> None:
        """One place down."""
        self._move(given, 1)

    def _move(self, given: str, step: int) -> None:
        if not self._spec.is_ordered:
            self.face.say(t("form-no-order"))
            return
        line = self.which(given)
        if line is not None and isinstance(line.about, int):
            self._put(move(self._entries, line.about, step))
            self.face.talk.tell(words for each in self._lines for words in each.told())

    def do_form_level_up(self, given: str = "") -> None:
        """The next higher level."""
        self._step(given, 1)

    def do_form_level_down(self, given: str = "") -> None:
        """The next lower level."""
        self._step(given, -1)

    def _step(self, given: str, step: int) -> None:
        spec = self._spec
        if not isinstance(spec, LevelsField):
            self.face.say(t("form-no-level"))
            return
        line = self.which(given)
        if line is not None and isinstance(line.about, int):
            self._put(set_level(spec, self._entries, line.about, step))
            self.face.say(entry_words(spec, self._entries[line.about]))
