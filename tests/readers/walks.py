"""Walks over screens in one sitting: gone to by name, key by key, and what has to be heard after each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from capx_tui.i18n import t
from capx_tui.model.actions import screen
from tests.readers.sessions import Session
from tests.readers.speech import Answer, Step, else_heard, is_right, missing, told

__all__ = [
    "ARROWS",
    "BESIDE",
    "OPENED",
    "SILENT",
    "STAYS",
    "Heard",
    "Walk",
    "asks",
    "back",
    "down",
    "faults",
    "go",
    "opens",
    "tab",
    "take",
    "tells",
    "up",
]

#: Where a sitting begins; from here on the palette leads everywhere.
OPENED = ("--open", "About")
SILENT = {"orca": "after Escape Orca says only the key: comma tells where one is"}
ARROWS = {"orca": "after an arrow key Orca reads the caret's row or letter, and nothing that changed elsewhere"}
BESIDE = {"orca": "where a row changes and something is announced, Orca may say the row alone"}
STAYS = {"orca": "where the cursor moves and nothing is written, Orca speaks after arrow keys alone"}


@dataclass(frozen=True, slots=True)
class Walk:
    """A screen that can be gone to by name, and the keys there. What opens from it is part of the walk.

    `hears` is what has to be heard on coming, besides the row of the cursor and the screen's name.
    """

    screen: str
    hears: tuple[str, ...]
    steps: tuple[Step, ...]
    #: What the walk is about where that is not the screen itself.
    of: str = ""
    #: What the first row says where that is not the screen's name.
    title: str = ""
    #: So many letters may be heard on coming besides the page, each row once: what comes while it loads.
    more: int = 100
    #: Rows may be heard twice on coming, the second time with what has come meanwhile.
    again: bool = False

    @property
    def name(self) -> str:
        """For reports, and to ask for it alone."""
        return self.of or self.screen

    @property
    def arrival(self) -> Step:
        """What has to be heard on coming."""
        return Step(
            "enter",
            (self.title or t(screen(self.screen).label_key), *self.hears),
            page=True,
            more=self.more,
            again=self.again,
        )


@dataclass(frozen=True, slots=True)
class Heard:
    """A walk, and what was heard on it."""

    walk: Walk
    answers: tuple[Answer, ...]
    faults: tuple[str, ...]

    @property
    def report(self) -> str:
        """Everything, for whoever has to find out."""
        return "\n".join([f"== {self.walk.name}", *self.faults, told(self.answers)])


def down(*hears: str, more: int = 40) -> Step:
    """To the next row."""
    return Step("down", hears, more=more)


def up(*hears: str) -> Step:
    """To the row before."""
    return Step("up", hears)


def tab(*hears: str) -> Step:
    """To the next part or heading, which is announced."""
    return Step("tab", hears, row=False, announced=True, more=90)


def opens(key: str, *hears: str) -> Step:
    """Another page, with a list or rows."""
    return Step(key, hears, page=True)


def asks(key: str, *hears: str) -> Step:
    """Another page that begins with a field, whose name, kind and value are announced."""
    return Step(key, hears, page=True, row=False, announced=True)


def tells(key: str, *hears: str, more: int = 40) -> Step:
    """The same page, and an announcement."""
    return Step(key, hears, row=False, announced=True, more=more)


def back(*hears: str) -> Step:
    """Escape, to where one was."""
    return Step("escape", hears, page=True, unheard=SILENT)


def faults(step: Step, answer: Answer, reader: str) -> list[str]:
    """What is wrong with what was said after a key."""
    besides = else_heard(step, answer, reader)
    if reader in step.perhaps:
        return besides
    if reader in step.unheard:
        # Should it be heard one day, the reason is no longer true and has to go.
        return besides if missing(step, answer, reader) else [*besides, f"heard after all: {step.unheard[reader]}"]
    return [*(f"never said: {text}" for text in missing(step, answer, reader)), *besides]


def go(person: Session, name: str) -> None:
    """Choose a screen by its name in the palette, up to the key that opens it."""
    field, first = t("chooser-type"), f"{name} "
    person.press("ctrl+p")
    person.settle(lambda: field in person.picture.rows[2])
    person.press(name)
    person.settle(lambda: f"{field} {name}" in person.picture.rows[2] and first in person.picture.rows[3])
    person.forget()


def _take(person: Session, reader: str, walk: Walk) -> Heard:
    go(person, t(screen(walk.screen).label_key))
    answers, found = [], []
    for step in (walk.arrival, *walk.steps):
        answer = person.step(step.key, is_right(step, reader))
        answers.append(answer)
        found += [f"{walk.name}, {step.key}: {fault}" for fault in faults(step, answer, reader)]
    return Heard(walk, tuple(answers), tuple(found))


def take(person: Session, reader: str, walks: Iterable[Walk]) -> list[Heard]:
    """Take these walks, one after the other."""
    return [_take(person, reader, walk) for walk in walks]
