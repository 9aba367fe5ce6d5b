"""A place of the plain face: what is read there, what can be chosen, what can be done.

Actions are those of the table: a place names their `SCOPES` and has a ``do_<scope>_<verb>`` for each that it offers,
as screens have. Each takes what was typed behind its name, "" for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, ClassVar, Protocol

from capx_tui.cli.options import Request
from capx_tui.cli.plain.line import PAGE, Line, called
from capx_tui.cli.plain.talk import Talk
from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.model.actions import Action, actions_in
from capx_tui.model.mentorship import Role
from capx_tui.screens.onward import Onward
from capx_tui.text import fold

__all__ = ["Do", "Face", "Place", "doing", "titled"]

#: Names are looked for among so many lines; of longer lists a search does it.
_NAMED = 500

Do = Callable[[str], None]


def titled(title: str) -> str:
    """Where one is, as a sentence."""
    return title if title.endswith((".", "?", "!")) else t("plain-title", title)


def doing(action: Action) -> str:
    """The name of the method that does an action."""
    return f"do_{action.id.replace('.', '_').replace('-', '_')}"


class Face(Onward, Protocol):
    """What a place may ask of the conversation it is in."""

    talk: Talk
    request: Request

    def say(self, words: str) -> None:
        """A sentence on what was done."""

    def say_unclear(self, text: str, names: list[str]) -> None:
        """That what was typed means nothing here, or several things."""

    def fail(self, error: CapxError, retry: Callable[[], object] | None = None) -> None:
        """Say what went wrong and what can be done."""

    def attempt(self, do: Callable[[], object], *, again: Callable[[], object] | None = None) -> bool:
        """`do()`; what goes wrong is told, and can be tried again by `again` or `do`. Whether it went well."""

    def work(self, doing_it: Coroutine[Any, Any, Any]) -> Any:
        """Do it to its end."""

    def push(self, place: Place) -> None:
        """On to a place."""

    def back(self, *, silent: bool = False) -> None:
        """To the place before."""

    def go_home(self, words: str) -> None:
        """To the menu, with `words` said there."""

    def has_changes(self) -> bool:
        """Whether a form on the way here has changes that are not saved."""

    def is_at(self, place: Place) -> bool:
        """Whether one is there, and not on from it or back from it."""

    def open_match(self, person_id: int) -> None:
        """Somebody an exchange could begin with."""

    def apply(self, organization_id: int, role: Role) -> None:
        """To a mentorship programme, in a role."""

    def refresh(self) -> None:
        """Ask the service what is new, with a word on how far that is. What has arrived stays, however it ends."""

    def need_people(self) -> None:
        """Fetch the public data where there is none yet."""

    def signed_in_for(self, label: str, then: Callable[[], object]) -> None:
        """`then()`, after signing in where nobody is."""

    def screens(self) -> list[tuple[str, Do]]:
        """Names of all places, with the way there: for whoever names one from anywhere."""

    def everywhere(self) -> list[tuple[str, Do]]:
        """Names of what works everywhere, with what it does."""

    def tell_ways(self, place: Place) -> None:
        """What can be done in a place, the first time one is there."""


class Place:
    """Subclasses give `title` and the lines: `count` and `line`, or a list of them by `listed`."""

    SCOPES: ClassVar[tuple[str, ...]] = ()
    TITLE_KEY: ClassVar[str] = "app-title"
    #: What is told and typed here may go with a report, masked; not where it is as good as a password.
    MAY_BE_PICTURED: ClassVar[bool] = True

    def __init__(self, face: Face) -> None:
        self.face = face
        self.core = face.core
        #: Where the next page begins.
        self._next = 0
        self._has_arrived = False
        self._lines: Sequence[Line] = ()

    # -- what a place gives --------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """Where one is."""
        return t(self.TITLE_KEY)

    @property
    def prompt(self) -> str:
        """The word before what is typed."""
        return self.title

    def arrive(self) -> None:
        """Fetch what is needed, once; may raise `CapxError`, which is told, and what is there is shown."""

    def intro(self) -> Sequence[str]:
        """What is told before the lines."""
        return ()

    def listed(self) -> Sequence[Line]:
        """The lines, where there are few."""
        return ()

    def count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def line(self, at: int) -> Line:
        """The line at a place, from 0."""
        return self._lines[at]

    def typed(self, text: str) -> bool:  # noqa: ARG002 - forms look at it
        """Take what was typed before anything else does; False leaves it to the rest."""
        return False

    def leave(self) -> None:
        """One goes away from here, or the program ends: nothing may be lost."""

    @property
    def is_changed(self) -> bool:
        """Whether something was typed here that is not saved."""
        return False

    def went_back(self) -> None:
        """One has gone back from here, and stands where one came from."""

    def back_here(self) -> None:
        """One comes back from a place beyond: what is listed may have changed there."""
        self._lines = self.listed()

    # -- telling -------------------------------------------------------------------------------------

    def show(self) -> None:
        """Everything from its beginning: the title, what there is to know, the first lines."""
        if not self._has_arrived:
            self._has_arrived = True
            self.face.attempt(self.arrive, again=self._come_again)
            if not self.face.is_at(self):
                return
        self.face.talk.tell([titled(self.title), *self.intro()])
        self.show_lines()
        self.face.tell_ways(self)

    def _come_again(self) -> None:
        """What could not be fetched, once more; then everything as on arriving."""
        self.arrive()
        self.again()

    def again(self) -> None:
        """The lines from their beginning, after what was done changed them."""
        self.face.talk.tell(self.intro())
        self.show_lines()

    def show_lines(self) -> None:
        """The first page."""
        self._lines = self.listed()
        self._next = 0
        self.more()

    def more(self) -> None:
        """The next page, and how many there are in all."""
        count = self.count()
        first, last = self._next, min(self._next + PAGE, count)
        if first and first == count:
            self.face.talk.tell([t("plain-no-more")])
            return
        for at in range(first, last):
            self.face.talk.tell(self.line(at).told())
        self._next = last
        if not count:
            return
        # Where lines that only tell stand between, numbers and places in the list are two things.
        is_numbered = self.line(last - 1).number == last
        if last < count:
            self.face.talk.tell([t("plain-page" if is_numbered else "plain-page-lines", first + 1, last, count)])
        elif count > PAGE:
            key = "plain-page-last" if is_numbered else "plain-page-lines-last"
            self.face.talk.tell([t(key, first + 1, last, count)])

    # -- choosing ------------------------------------------------------------------------------------

    def actions(self) -> list[Action]:
        """What can be done here."""
        found = (entry for scope in self.SCOPES for entry in actions_in(scope))
        return [entry for entry in found if callable(getattr(self, doing(entry), None))]

    def which(self, given: str) -> Line | None:
        """The line that `given` names; asked for where nothing was given. None, and that is said, for none."""
        text = given or self.face.talk.ask(t("plain-which"))
        found = self._chosen(text)
        if len(found) == 1:
            return found[0]
        self.face.say_unclear(text, [each.name for each in found])
        return None

    def _chosen(self, text: str) -> list[Line]:
        if text.isascii() and text.isdigit() and len(text) < 10:
            return [each for each in self._numbered(int(text)) if each.number == int(text)]
        return [line for _, line in called(text, self.named())]

    def _numbered(self, number: int) -> Sequence[Line]:
        """The lines among which the one of that number is."""
        return [self.line(at) for at in range(min(self.count(), max(_NAMED, number)))]

    def named(self) -> list[tuple[str, Line]]:
        """The lines that can be chosen, by name."""
        lines = (self.line(at) for at in range(min(self.count(), _NAMED)))
        return [(each.name, each) for each in lines if each.name and each.number]

    def answer(self, text: str) -> None:
        """Do what a line typed here asks for."""
        if self.typed(text):
            return
        if text.isascii() and text.isdigit():
            found: list[tuple[str, Do]] = [(line.name, _opening(line)) for line in self._chosen(text)]
        else:
            found = called(text, self.doable()) or self._by_verb(text) or self._with_words(text)
            found = found or called(text, self.face.screens())
        if len(found) == 1:
            found[0][1]("")
        else:
            self.face.say_unclear(text, [name for name, _ in found])

    def own_doable(self) -> list[tuple[str, Do]]:
        """What can be done here, by name."""
        return [(t(entry.label_key), self._do(entry)) for entry in self.actions()]

    def doable(self) -> list[tuple[str, Do]]:
        """Everything that can be typed here by name: actions first, then lines, then what works everywhere."""
        actions = self.own_doable()
        lines = [(name, _opening(line)) for name, line in self.named()]
        known = {fold(name) for name, _ in (*actions, *lines)}
        return [*actions, *lines, *((name, do) for name, do in self.face.everywhere() if fold(name) not in known)]

    def _by_verb(self, text: str) -> list[tuple[str, Do]]:
        """The action whose id ends with this word: ``changes`` for "What has changed", in every language."""
        return [
            (t(entry.label_key), self._do(entry))
            for entry in self.actions()
            if entry.id.rpartition(".")[2] == fold(text)
        ][:1]

    def _do(self, entry: Action) -> Do:
        do: Do = getattr(self, doing(entry))
        if not entry.needs_sign_in:
            return do
        return lambda given: self.face.signed_in_for(t(entry.label_key), lambda: do(given))

    def _with_words(self, text: str) -> list[tuple[str, Do]]:
        """An action whose name is followed by what it is about: ``Search Lua``, ``Hide 3``."""
        named = [*((t(entry.label_key), self._do(entry)) for entry in self.actions()), *self.face.everywhere()]
        words = text.split()
        for length in range(len(words) - 1, 0, -1):
            rest = " ".join(words[length:])
            name = " ".join(words[:length])
            found = [each for each in named if fold(each[0]) == fold(name)] or self._by_verb(name)
            # A beginning is enough before a number: what else could be meant by it?
            found = found or (called(name, named) if rest.isdigit() else [])
            if found:
                return [(name, _given(do, rest)) for name, do in found]
        return []


def _given(do: Do, words: str) -> Do:
    return lambda _nothing: do(words)


def _opening(line: Line) -> Do:
    def open_it(_given: str) -> None:
        if line.open is not None:
            line.open()

    return open_it
