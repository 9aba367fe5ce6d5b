"""Asking in between: a question with its answers by number or name, a list to choose from, one line of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from capx_tui.cli.plain.line import Line, called
from capx_tui.cli.plain.place import Face, Place
from capx_tui.cli.plain.rows import lines_of
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.actions import Action
from capx_tui.model.choice import Answer, Choice
from capx_tui.model.entry import Entry
from capx_tui.text import fold

__all__ = ["ChooserPlace", "ask_question"]


def ask_question(face: Face, told: Sequence[Entry | str], answers: Sequence[Answer], *, ask: str) -> str | None:
    """The id of the answer; None where one goes back without one. Raises `Ended` and `KeyboardInterrupt`."""
    rows = [each if isinstance(each, Entry) else Entry(value=each) for each in told]
    offered = [
        Line(t("people-fact", each.label, each.help) if each.help else each.label, number=number)
        for number, each in enumerate(answers, 1)
    ]
    # Rows that are only to be read have no numbers here: the numbers are those of the answers.
    read = [words for line in lines_of([_told(each) for each in rows]) for words in line.told()]
    lines = [*read, *([ask] if ask not in read else []), *(words for line in offered for words in line.told())]
    face.talk.tell(lines)
    while True:
        text = face.talk.ask(t("plain-answer"))
        if text in ("l", "?"):
            face.talk.tell(lines)
            continue
        if text == "b":
            return None
        if text.isascii() and text.isdigit() and 1 <= int(text) <= len(answers):
            return answers[int(text) - 1].id
        found = called(text, [(each.label, each) for each in answers])
        if len(found) == 1:
            return found[0][1].id
        face.say_unclear(text, [name for name, _ in found])


def _told(entry: Entry) -> Entry:
    return Entry(entry.label, entry.value, heading=entry.heading)


class ChooserPlace(Place):
    """What there is to choose: by number or name, turned on and off, or taken once where there is no `toggle`."""

    SCOPES: ClassVar[tuple[str, ...]] = ("chooser",)

    def __init__(
        self,
        face: Face,
        title: str,
        choices: Callable[[str], Sequence[Choice]],
        *,
        taken: Callable[[object], None] | None = None,
        toggle: Callable[[object], str] | None = None,
        clear: Callable[[], str] | None = None,
        level: Callable[[object], str] | None = None,
        own: Callable[[str], None] | None = None,
        note: Callable[[], str] = str,
    ) -> None:
        """`own` takes an answer of one's own; `note` tells what is to be known of the list."""
        super().__init__(face)
        self._title = title
        self._choices = choices
        self._taken = taken
        self._toggle = toggle
        self._clear = clear
        self._level = level
        self._own = own
        self._note = note
        self._typed = ""

    @property
    def title(self) -> str:
        """What is chosen."""
        return self._title

    @property
    def prompt(self) -> str:
        """One word."""
        return t("plain-choose")

    def intro(self) -> Sequence[str]:
        """How one looks for a name."""
        told = [t("plain-chooser-found", self._typed)] if self._typed else [t("plain-chooser-how")]
        if self._own is not None:
            told.append(t("plain-chooser-own"))
        return [*told, *filter(None, (self._note(),))]

    def listed(self) -> Sequence[Line]:
        """Those that were looked for."""
        return [
            Line(_words(each), name=each.label, number=number, open=partial(self._choose, each), about=each)
            for number, each in enumerate(self._choices(self._typed), 1)
        ]

    def actions(self) -> list[Action]:
        """Only what this list has."""
        can = {"chooser.clear": self._clear is not None, "chooser.level": self._level is not None}
        return [each for each in super().actions() if can.get(each.id, True)]

    def typed(self, text: str) -> bool:
        """What is no name here is looked for."""
        if text.startswith("/"):
            self._typed = text[1:].strip()
            self.again()
            return True
        if text.startswith("=") and self._own is not None:
            if self._toggle is None:
                self.face.back(silent=True)
            self._own(text[1:].strip())
            self._lines = self.listed()
            return True
        return False

    def answer(self, text: str) -> None:
        """A name need not be among those that were told: long lists are looked through for it."""
        if self.typed(text):
            return
        wanted = fold(text)
        is_here = text.isdigit() or called(text, [*self.named(), *self.own_doable()])
        found = [] if is_here else [each for each in self._choices(text) if fold(each.label).startswith(wanted)]
        # What was typed may be offered as a name of its own, last: it is not meant where others begin like it.
        if len(found) == 1 or (found and fold(found[0].label) == wanted):
            self._choose(found[0])
        elif found:
            self.typed(f"/{text}")
        else:
            super().answer(text)

    def _choose(self, choice: Choice) -> None:
        if self._toggle is None:
            self.face.back(silent=True)
            if self._taken is not None:
                self._taken(choice.id)
            return
        self.face.say(self._toggle(choice.id))
        self._lines = self.listed()

    def do_chooser_clear(self, given: str = "") -> None:
        """Choose none."""
        del given
        if self._clear is not None:
            self.face.say(self._clear())
            self._lines = self.listed()
        else:
            self.face.say(t("plain-not-here"))

    def do_chooser_level(self, given: str = "") -> None:
        """The next least level of what is named."""
        if self._level is None:
            self.face.say(t("plain-not-here"))
            return
        line = self.which(given)
        if line is not None and isinstance(line.about, Choice):
            self.face.say(self._level(line.about.id))
            self._lines = self.listed()


def _words(choice: Choice) -> str:
    state = "" if choice.chosen is None else t("word-yes") if choice.chosen else t("word-no")
    return commas(filter(None, (choice.label, choice.note, state, choice.detail)))
