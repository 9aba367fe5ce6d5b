"""Matches: with whom an exchange could begin, best first, each with what speaks for it.

In: one's own profile from the service, people from the mirror (`MatchesStore`). Out: Enter tells more of one and
leads on. Can fail: the service down (what was known of one's profile stands in, and that is said), a profile
without capacities (said, with the way to the editor), what was decided not kept (said).
"""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.sentences import explain
from capx_tui.model.match_words import reason_words, title_words
from capx_tui.model.matches import EXCHANGED, Match, ReasonKind
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.chooser import Choice, ChooserScreen
from capx_tui.screens.match_choices import counted_kinds, put_back
from capx_tui.screens.refresh_words import age_words, refresh_words
from capx_tui.screens.saving import Saving
from capx_tui.screens.session_words import unread_words
from capx_tui.screens.talking import Talking
from capx_tui.store.explore import Phase
from capx_tui.terminal.keys import first_key
from capx_tui.text import fold, isolate
from capx_tui.widgets.bars import TextBar
from capx_tui.widgets.cards import CARD_HEIGHT
from capx_tui.widgets.line_list import LineList, Row, Span
from capx_tui.widgets.wrapping import clauses, wrap

__all__ = ["MatchesScreen"]

#: How many matches are read from the mirror around the one that is drawn.
_CHUNK = 64
_STYLES = {ReasonKind.OFFERS: "offer", ReasonKind.WANTS: "want"}


class MatchesScreen(Talking[None], Saving):
    """Needs sign-in; going here without leads there first."""

    SCOPES = ("matches", "talking", "saving", "list")
    TITLE_KEY = "screen-matches"

    def __init__(self) -> None:
        super().__init__()
        #: By place; None where somebody is gone since.
        self._matches: dict[int, Match | None] = {}
        self._drawn: object = None
        #: What was said last of how many there are.
        self._told = ""

    def compose_body(self) -> ComposeResult:
        """How many there are, then they."""
        yield TextBar(id="counted")
        yield LineList(id="matches")

    def start(self) -> None:
        """What is known already; then one's profile as the service has it."""
        self._list.label = lambda: t("screen-matches")
        self.watch_store(self.core.matches, lambda state: self._paint())
        self.watch_store(self.core.explore, lambda state: self._people_changed(state.phase))
        self.watch_store(self.core.session, lambda state: self._account_changed())
        self.watch_saved()
        self.core.matches.show()
        self._paint()
        self._list.focus()
        self.load(self._load, name="matches")

    async def _load(self) -> None:
        await self.core.session.owner()
        await self.core.matches.load()
        self._tell(again=False)

    def _people_changed(self, phase: Phase) -> None:
        if phase is not Phase.FILLING:
            self.core.matches.show()
        elif not self.core.matches.state.count:
            self._paint()

    def _account_changed(self) -> None:
        self.core.matches.show()
        self._paint()

    def resume(self) -> None:
        """One's profile, what counts, or somebody else's profile may have been changed above."""
        self.core.explore.catch_up()
        self.core.matches.show()
        self._paint()

    @property
    def _list(self) -> LineList:
        return self.query_one("#matches", LineList)

    # -- drawing -------------------------------------------------------------------------------

    def _paint(self) -> None:
        if not self.is_mounted:
            return
        state = self.core.matches.state
        at, before = self._list.highlighted, self._matches.get(self._list.highlighted)
        if before is not None and (place := self.core.matches.place_of(before.person.id)) is not None:
            at = place
        self._matches.clear()
        counted = t("matches-count", state.count, state.mutual) if state.count else ""
        hidden = t("matches-hidden-count", len(state.hidden)) if state.hidden else ""
        self.query_one("#counted", TextBar).left = " ".join(filter(None, (counted, hidden)))
        self._list.show(
            state.count,
            self._rows,
            highlighted=at,
            item_height=1 if self.is_compact else CARD_HEIGHT,
            empty=self._empty_words(),
        )
        if state.revision != self._drawn:
            self._drawn = state.revision
            self._tell()

    def _tell(self, *, again: bool = True) -> None:
        """How many there are, or why none; what was said before is not said `again`."""
        state = self.core.matches.state
        aside = age_words(self.core.explore.state, self.core.now())
        if state.trouble is not None:
            words = explain(state.trouble)
        else:
            words = t("matches-count", state.count, state.mutual) if state.count else self._empty_words()
        if again or not self.speaks or words != self._told:
            self.say(words, aside=aside)
        self._told = words

    def _empty_words(self) -> str:
        state = self.core.matches.state
        if state.count:
            return ""
        if state.me is None:
            return unread_words(self.core)
        if not state.can_match:
            return t("matches-no-capacities", first_key("app.palette"))
        if not self.core.explore.state.total:
            return refresh_words(self.core.explore.state) or t("explore-no-data", first_key("app.refresh"))
        return t("matches-none")

    def _match(self, index: int) -> Match | None:
        if index not in self._matches:
            if len(self._matches) > 8 * _CHUNK:
                self._matches.clear()
            first = index // _CHUNK * _CHUNK
            for offset, match in enumerate(self.core.matches.rows(first, _CHUNK)):
                self._matches[first + offset] = match
        return self._matches.get(index)

    def _rows(self, index: int, width: int) -> list[Row]:
        match = self._match(index)
        if match is None:
            return [[(t("match-gone"), "dim")]]
        words = [(reason_words(reason, self.core.names), _STYLES.get(reason.kind, "dim")) for reason in match.reasons]
        told = commas((*title_words(match), *self.saved_words(SavedKind.PERSON, match.person.id)))
        title: Row = [(isolate(match.person.username), "name"), (f"  {told}", "role")]
        if self.is_compact:
            return [[*title, *((f"; {said}", style) for said, style in words)]]
        exchanged = [(said, style) for said, style in words if style != "dim"]
        others = ". ".join(said for said, style in words if style == "dim")
        if len(exchanged) == len(EXCHANGED):
            (gives, _), (takes, _) = exchanged
            # The rest of the line, as far as it holds whole reasons: one step on stand all.
            others = clauses(f"{takes}. {others}", width - 2).removeprefix(takes) if others else ""
            return [title, [("  ", ""), (gives, "offer")], [("  ", ""), (takes, "want"), (others, "dim")]]
        lines: list[Span] = [(others, "dim")] if others else []
        # Who changed since the rows were ranked may have nothing to exchange any more.
        for said, style in exchanged:
            first, *more = wrap(said, width - 2)
            # Alone it may take both lines.
            lines = [(first, style), *(lines or [(each, style) for each in more[:1]])]
        return [title, *([("  ", ""), line] for line in lines)]

    def to_save(self) -> tuple[Subject, str] | None:
        """See `Saving`."""
        match = self._match(self._list.highlighted) if self.core.matches.state.count else None
        return (Subject(SavedKind.PERSON, match.person.id), match.person.username) if match is not None else None

    def to_write(self) -> str | None:
        """See `Talking`."""
        found = self.to_save()
        return found[1] if found is not None else None

    def show_saved(self) -> None:
        """See `Saving`."""
        self._paint()

    # -- doing ---------------------------------------------------------------------------------

    @on(LineList.Opened, "#matches")
    def _open(self, event: LineList.Opened) -> None:
        match = self._match(event.index)
        if match is not None:
            from capx_tui.screens.match import MatchScreen

            self.app.push_screen(MatchScreen(match.person.id))

    def do_matches_hide(self) -> None:
        """Take the one with the marker out, until it is put back."""
        match = self._match(self._list.highlighted) if self.core.matches.state.count else None
        if match is None:
            self.say(t("matches-nobody-to-hide"))
            return
        self.core.matches.hide(match.person.id)
        if self.core.matches.state.trouble is None:
            self.say(t("matches-hidden", isolate(match.person.username), first_key("matches.hidden")))

    def do_matches_hidden(self) -> None:
        """Those who were taken out: Enter puts one back."""
        if not self.core.matches.state.hidden:
            self.say(t("matches-none-hidden"))
            return

        def choices(typed: str) -> list[Choice]:
            hidden = self.core.matches.state.hidden
            return [
                Choice(
                    person.id,
                    isolate(person.username),
                    t("matches-is-hidden") if person.id in hidden else t("matches-is-shown"),
                )
                for person in people
                if fold(typed) in fold(person.username)
            ]

        people = self.core.matches.hidden()
        self.app.push_screen(ChooserScreen(lambda: t("action-matches-hidden"), choices, toggle=put_back(self.core)))

    def do_matches_counted(self) -> None:
        """Which kinds of reasons count."""
        choices, toggle = counted_kinds(self.core)
        self.app.push_screen(ChooserScreen(lambda: t("action-matches-counted"), choices, toggle=toggle))
