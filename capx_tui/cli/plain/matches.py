"""Matches in plain lines: with whom an exchange could begin, and what speaks for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from capx_tui.cli.commands.matches import match_lines
from capx_tui.cli.plain.asking import ChooserPlace
from capx_tui.cli.plain.line import Line
from capx_tui.cli.plain.place import Face
from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.cli.plain.subjects import About, Saving, Talking
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.model.choice import Choice
from capx_tui.model.entry import Entry
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.match_choices import counted_kinds, put_back
from capx_tui.screens.match_rows import reason_rows
from capx_tui.screens.session_words import unread_words
from capx_tui.store.names import HeldNames
from capx_tui.terminal.key_words import first_key
from capx_tui.text import fold

__all__ = ["MatchPlace", "MatchesPlace"]


class MatchesPlace(Talking, Saving):
    """Needs sign-in. Best first."""

    SCOPES = ("matches", "talking", "saving")
    TITLE_KEY = "screen-matches"

    def arrive(self) -> None:
        """People, and one's profile as the service has it."""
        self.face.need_people()
        self.core.saved.show()
        self.core.matches.show()
        self.face.work(self.core.session.owner())
        self.face.work(self.core.matches.load())

    def intro(self) -> Sequence[str]:
        """How many there are, how many are hidden; why there are none."""
        self.core.matches.show()
        state = self.core.matches.state
        told = [t("matches-count", state.count, state.mutual)] if state.count else [self._nothing()]
        if state.hidden:
            told.append(t("matches-hidden-count", len(state.hidden)))
        return [*told, explain(state.trouble)] if state.trouble is not None else told

    def _nothing(self) -> str:
        state = self.core.matches.state
        if state.me is None:
            return unread_words(self.core)
        if not state.can_match:
            return t("matches-no-capacities", first_key("app.palette"))
        return t("matches-none")

    def count(self) -> int:
        """Everybody with whom there is something to exchange."""
        return self.core.matches.state.count

    def line(self, at: int) -> Line:
        """One match, with what speaks for it; the address is told with the profile."""
        found = self.core.matches.rows(at, 1)
        match = found[0] if found else None
        if match is None:
            return Line(t("match-gone"))
        title, *reasons = list(match_lines(match, HeldNames(self.core.names)))[:-1]
        subject = Subject(SavedKind.PERSON, match.person.id)
        words = f"{title}. {t('saved-word')}" if self.core.saved.has(subject) else title
        opening = partial(self.face.open_match, match.person.id)
        name = match.person.username
        more = () if self.core.settings.state.compact else tuple(reasons)
        return Line(words, name, at + 1, opening, more, About(subject, name))

    def do_matches_hide(self, given: str = "") -> None:
        """Take one out, until they are put back."""
        about = self.named_by(given)
        if about is None or about.subject is None:
            return
        self.core.matches.hide(about.subject.id)
        if self.core.matches.state.trouble is None:
            self.face.say(t("matches-hidden", about.name, first_key("matches.hidden")))

    def do_matches_hidden(self, given: str = "") -> None:
        """Those who were taken out: a number puts one back."""
        del given
        if not self.core.matches.state.hidden:
            self.face.say(t("matches-none-hidden"))
            return
        people = self.core.matches.hidden()

        def choices(typed: str) -> list[Choice]:
            hidden = self.core.matches.state.hidden
            return [
                Choice(person.id, person.username, chosen=person.id in hidden)
                for person in people
                if fold(typed) in fold(person.username)
            ]

        self.face.push(ChooserPlace(self.face, t("action-matches-hidden"), choices, toggle=put_back(self.core)))

    def do_matches_counted(self, given: str = "") -> None:
        """Which kinds of reasons count."""
        del given

        choices, toggle = counted_kinds(self.core)
        self.face.push(ChooserPlace(self.face, t("action-matches-counted"), choices, toggle=toggle))


class MatchPlace(Talking, Saving, RowsPlace):
    """One match, reason by reason."""

    SCOPES = ("talking", "saving")

    def __init__(self, face: Face, person_id: int) -> None:
        super().__init__(face)
        self._id = person_id

    @property
    def _name(self) -> str:
        match = self.core.matches.match(self._id)
        return match.person.username if match is not None else ""

    @property
    def title(self) -> str:
        """Whom it is about."""
        return t("match-title", self._name) if self._name else t("screen-matches")

    def entries(self) -> Sequence[Entry]:
        """See `screens.match_rows`."""
        return reason_rows(
            self.core,
            self.face,
            self._id,
            talk=partial(self.do_talking_begin, ""),
            save=partial(self.do_saving_toggle, ""),
            hide=self._hide,
        )

    def named_by(self, given: str) -> About | None:
        """Whom it is about."""
        del given
        return About(Subject(SavedKind.PERSON, self._id), self._name) if self._name else About()

    def _hide(self) -> None:
        hides = self._id not in self.core.matches.state.hidden
        self.core.matches.hide(self._id, hidden=hides)
        self.face.say(t("match-is-hidden") if hides else t("match-is-back"))
