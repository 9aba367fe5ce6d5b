"""Home: what is there for whoever looks, the most important first; then the ways on.

Signed in: with whom an exchange could begin, what the profile lacks, what the service recommends. Signed out: what
can be done without an account. For both the service's numbers, every screen, and how old the data is.

In: the mirror, one's own profile, what the service recommends. Out: a step from each row. Can fail: the service
(a sentence among the rows; everything else stays).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.model.match_words import reason_words
from capx_tui.model.matches import Match
from capx_tui.model.profile_gaps import Profile
from capx_tui.model.recommendations import Group
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.home_recommended import recommended_rows
from capx_tui.screens.home_rows import (
    HomeRow,
    account_rows,
    data_rows,
    gap_rows,
    heading,
    number_rows,
    session_rows,
    state_rows,
    told,
    way_rows,
)
from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.saving import Saving
from capx_tui.store.explore import Phase
from capx_tui.terminal.keys import first_key
from capx_tui.text import isolate
from capx_tui.widgets.reading import Entry

__all__ = ["HomeScreen"]

#: So many matches stand here; all of them are a step away.
_MATCHES = 3


class HomeScreen(Saving, RowsScreen[None]):
    """What it is made of comes from `home_rows` and `home_recommended`."""

    SCOPES = ("saving", "list")
    TITLE_KEY = "screen-home"
    BEGINS_AT_A_WAY = True
    BY_SECTION = True

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[HomeRow] = []
        #: Groups of recommendations that show all their rows.
        self._opened: set[Group] = set()
        self._is_asking = False

    # -- following what changes ----------------------------------------------------------------------

    def start(self) -> None:
        """What is known; the service is asked once that is on the screen."""
        self._catch_up()
        super().start()
        self.say(t("home-hint", first_key("app.palette"), first_key("rows.next-section")))
        self.watch_store(self.core.explore, lambda state: self._people_changed(state.phase))
        self.watch_store(self.core.session, lambda state: self._account_changed())
        self.watch_store(self.core.my_profile, lambda state: self._changed())
        self.watch_store(self.core.matches, lambda state: self._rebuild_changed())
        self.watch_store(self.core.recommendations, lambda state: self._rebuild_changed())
        self.watch_saved()
        self.shell.call_after_frame(self._ask)

    def resume(self) -> None:
        """One's profile, or what is hidden, may have been changed above."""
        self.core.explore.catch_up()
        self._catch_up()
        super().resume()
        self.shell.call_after_frame(self._ask)

    def _catch_up(self) -> None:
        self.core.matches.show()
        self.core.recommendations.show()

    def _changed(self) -> None:
        self._catch_up()
        self._rebuild_changed()

    def _people_changed(self, phase: Phase) -> None:
        # While everybody is fetched for the first time, ranking them with each page would cost more than it tells.
        if phase is not Phase.FILLING:
            self.core.matches.show()
        self._rebuild_changed()

    def _account_changed(self) -> None:
        self._changed()
        self._ask()

    # -- asking --------------------------------------------------------------------------------------

    def _ask(self, *, anew: bool = False) -> None:
        """What the service recommends, where that is not known, old, or wanted `anew`; failing is told in a row."""
        if self.core.session.state.is_signed_in and not self._is_asking:
            self._is_asking = True
            # It may be what confirms the sign-in: a newer question does not end it.
            self.load(partial(self._recommend, anew), name="recommendations", exclusive=False, quiet=True)

    async def _recommend(self, anew: bool) -> None:
        try:
            await self.core.recommendations.load(anew=anew)
        finally:
            self._is_asking = False

    def do_app_refresh(self) -> None:
        """What is new, and what the service recommends by now."""
        self.shell.refresh_data(force=True)
        self._ask(anew=True)

    def do_app_retry(self) -> None:
        """What failed is asked for again, what the service recommends as well."""
        failed = self.core.recommendations.state.error is not None
        if failed:
            self._ask(anew=True)
        if failed and self._retry is None and self.core.explore.state.error is None:
            self.say(t("status-trying-again"))
        else:
            super().do_app_retry()

    def begins_at(self, rows: Sequence[Entry]) -> int:
        """The first row that leads on; the top where what is for oneself is still to come."""
        at = super().begins_at(rows)
        is_coming = self.account is not None and self.core.matches.state.me is None
        return 0 if is_coming else at

    # -- rows ----------------------------------------------------------------------------------------

    def entries(self) -> Sequence[Entry]:
        """Section by section."""
        self._rows = list(self._sections())
        return [row.entry for row in self._rows]

    def _sections(self) -> Iterator[HomeRow]:
        core, shell = self.core, self.shell
        yield from session_rows(core, shell)
        yield from state_rows(core)
        if core.session.state.is_signed_in:
            me = self._me
            gaps = list(gap_rows(core, shell, me))
            can_match = core.matches.state.can_match
            if not can_match:
                # Nobody can be found for a profile without capacities: that comes first.
                yield from gaps
            yield from self._matches()
            if can_match:
                yield from gaps
            yield from recommended_rows(core, shell, me, self._opened, self._toggle_group)
            yield from number_rows(core, shell)
            yield from way_rows(core, shell)
        else:
            yield from way_rows(core, shell)
            yield from number_rows(core, shell)
        yield from account_rows(core)
        yield from data_rows(core)

    @property
    def _me(self) -> Profile | None:
        account = self.core.session.account_id
        own = self.core.my_profile.state.profile
        if account is None:
            return None
        return own if own is not None and own.id == account else self.core.mirror.person(account)

    def _matches(self) -> Iterator[HomeRow]:
        """The best ones, mutual exchange first, and the way to all."""
        state = self.core.matches.state
        yield heading(t("home-matches"))
        if not state.count:
            yield told(self._no_matches_words())
            return
        for match in self.core.matches.rows(0, _MATCHES):
            if match is not None:
                yield self._match(match)
        counted = t("matches-count", state.count, state.mutual)
        yield HomeRow(Entry(t("screen-matches"), counted, target=partial(self.shell.go, "matches")))

    def _no_matches_words(self) -> str:
        state = self.core.matches.state
        if state.me is None:
            return explain(state.error) if state.error is not None else t("matches-reading")
        if not state.can_match:
            return t("home-matches-no-capacities")
        if self.core.explore.state.phase is Phase.FILLING or not self.core.explore.state.total:
            return t("home-matches-coming")
        return t("matches-none")

    def _match(self, match: Match) -> HomeRow:
        person = match.person
        said = [reason_words(reason, self.core.names) for reason in match.reasons]
        if match.is_mutual:
            said.insert(0, t("match-mutual"))
        said += self.saved_words(SavedKind.PERSON, person.id)
        way = partial(self._open_match, person.id)
        subject = (Subject(SavedKind.PERSON, person.id), person.username)
        return HomeRow(Entry(isolate(person.username), ". ".join(said), target=way), subject)

    def _open_match(self, person_id: int) -> None:
        from capx_tui.screens.match import MatchScreen

        self.app.push_screen(MatchScreen(person_id))

    def _toggle_group(self, group: Group) -> None:
        """All the rows of a group, or its first ones again."""
        self._opened ^= {group}
        self.rebuild()
        self.say(self.reading.focus_words())

    # -- saving --------------------------------------------------------------------------------------

    def to_save(self) -> tuple[Subject, str] | None:
        """See `Saving`."""
        at = self.reading.entry_index
        return self._rows[at].subject if at < len(self._rows) else None

    def show_saved(self) -> None:
        """See `Saving`."""
        self._rebuild_changed()
