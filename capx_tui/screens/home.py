"""Home: what is there for whoever looks, the most important first; then the ways on.

Signed in: with whom an exchange could begin, what the profile lacks, what the service recommends. Signed out: what
can be done without an account. For both the service's numbers, every screen, and how old the data is.

In: the mirror, one's own profile, what the service recommends. Out: a step from each row. Can fail: the service
(a sentence among the rows; everything else stays).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.widget import Widget

from capx_tui.i18n import t
from capx_tui.model.actions import Action
from capx_tui.model.recommendations import Group
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.adding import Adding
from capx_tui.screens.home_rows import HomeRow
from capx_tui.screens.home_sections import home_rows
from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.saving import Saving
from capx_tui.screens.talking import Talking
from capx_tui.store.explore import Phase
from capx_tui.terminal.keys import first_key
from capx_tui.widgets.bars import HintBar
from capx_tui.widgets.line_list import LineList
from capx_tui.widgets.reading import Entry

__all__ = ["HomeScreen"]


class HomeScreen(Talking[None], Adding, Saving, RowsScreen[None]):
    """What it is made of comes from `home_sections`."""

    SCOPES = ("saving", "talking", "adding", "list")
    TITLE_KEY = "screen-home"
    BEGINS_AT_A_WAY = True
    BY_SECTION = True

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[HomeRow] = []
        #: Sections that show all their rows.
        self._opened: set[Group | str] = set()
        self._is_asking = False
        #: What the hints are about.
        self._hinted_for: tuple[str, ...] = ()

    # -- following what changes ----------------------------------------------------------------------

    def start(self) -> None:
        """What is known; the service is asked once that is on the screen."""
        self._catch_up()
        super().start()
        self.say_how(t("home-hint", first_key("app.palette"), first_key("rows.next-section")))
        self.watch_store(self.core.explore, lambda state: self._people_changed(state.phase))
        self.watch_store(self.core.session, lambda state: self._account_changed())
        self.watch_added()
        self.watch_store(self.core.matches, lambda state: self._matches_changed())
        self.watch_store(self.core.news, lambda state: self._rebuild_changed())
        self.watch_store(self.core.recommendations, lambda state: self._rebuild_changed())
        self.watch_saved()
        self.shell.call_after_frame(self._ask)

    def resume(self) -> None:
        """One's profile, or what is hidden, may have been changed above."""
        self.core.explore.catch_up()
        self._catch_up()
        super().resume()
        self.shell.call_after_frame(self._ask)
        self.shell.call_after_frame(self._seen)

    def _rebuild_changed(self) -> None:
        # Readers speak what is written: to them the rows come once, when what is under way has come.
        if not (self.speaks and (self._is_asking or self.core.explore.state.phase is Phase.FILLING)):
            super()._rebuild_changed()

    def _catch_up(self) -> None:
        self.core.matches.show()
        self.core.news.show()
        self.core.recommendations.show()

    def _changed(self) -> None:
        self._catch_up()
        self._rebuild_changed()
        self.shell.call_after_frame(self._seen)

    def _people_changed(self, phase: Phase) -> None:
        # While everybody is fetched for the first time, ranking them with each page would cost more than it tells.
        if phase is not Phase.FILLING:
            self.core.matches.show()
            self.core.news.show()
        self._rebuild_changed()
        self.shell.call_after_frame(self._seen)

    def _matches_changed(self) -> None:
        # Who is hidden is no news either.
        self.core.news.show()
        self._rebuild_changed()

    def _seen(self) -> None:
        """What stands here is not new the next time, once it really stood before somebody."""
        if self.is_mounted and self.app.screen is self:
            self.core.news.seen()

    def _account_changed(self) -> None:
        self._changed()
        self._ask()

    # -- asking --------------------------------------------------------------------------------------

    def _ask(self, *, anew: bool = False, again: bool = False) -> None:
        """What the service recommends, where that is not known, old, or wanted `anew`; failing is told in a row.

        Whoever tried `again` is told how that ended.
        """
        if self.core.session.state.is_signed_in and not self._is_asking:
            self._is_asking = True
            # It may be what confirms the sign-in: a newer question does not end it.
            task = partial(self._recommend, anew)
            self.load(task, name="recommendations", exclusive=False, quiet=not again, again=again)

    async def _recommend(self, anew: bool) -> None:
        try:
            await self.core.recommendations.load(anew=anew)
        finally:
            self._is_asking = False
            self._rebuild_changed()

    def do_app_refresh(self) -> None:
        """What is new, and what the service recommends by now."""
        self.say(t("refresh-running"))
        self.shell.refresh_data(force=True)
        self._ask(anew=True)

    def do_app_retry(self) -> None:
        """What failed is asked for again, what the service recommends as well."""
        failed = self.core.recommendations.state.error is not None
        if failed:
            self._ask(anew=True, again=True)
        if failed and self._retry is None and self.core.explore.state.error is None:
            self.say(t("status-trying-again"))
        else:
            super().do_app_retry()

    def begins_at(self, rows: Sequence[Entry]) -> int:
        """The first row that leads on; the top where what is for oneself is still to come."""
        at = super().begins_at(rows)
        is_coming = self.account is not None and self.core.matches.state.me is None
        return 0 if is_coming else at

    def begin_again(self) -> Widget:
        """See `CapxScreen`. What is new, and for whom, is another thing at each visit: only where one is is sure."""
        self.reading.read(())
        self.query_one(HintBar).hints = ()
        return self.reading

    # -- rows ----------------------------------------------------------------------------------------

    def entries(self) -> Sequence[Entry]:
        """Section by section."""
        self._rows = list(home_rows(self.core, self.shell, self._opened, self._toggle_section, self._open_match))
        return [row.entry for row in self._rows]

    def _open_match(self, person_id: int) -> None:
        from capx_tui.screens.match import MatchScreen

        self.app.push_screen(MatchScreen(person_id))

    def _toggle_section(self, section: Group | str) -> None:
        """All the rows of a section, or its first ones again."""
        self._opened ^= {section}
        self.rebuild()
        self.say(self.reading.focus_words())

    # -- what the keys are about ---------------------------------------------------------------------

    @property
    def _row(self) -> HomeRow | None:
        at = self.reading.entry_index if self._rows else 0
        return self._rows[at] if at < len(self._rows) else None

    def hinted(self) -> Sequence[Action]:
        """Only what can be done with the row that has the marker."""
        return [each for each in super().hinted() if each.scope in self._scopes()]

    def _scopes(self) -> tuple[str, ...]:
        row, scopes = self._row, ["app", "list"]
        if row is not None and row.subject is not None:
            scopes.append("saving")
            if row.subject[0].kind is SavedKind.PERSON:
                scopes.append("talking")
        if row is not None and row.capacity is not None:
            scopes.append("adding")
        return tuple(scopes)

    @on(LineList.Highlighted, "#rows")
    def _marker_moved(self) -> None:
        if self._scopes() != self._hinted_for:
            self._hinted_for = self._scopes()
            self.retitle()

    def to_save(self) -> tuple[Subject, str] | None:
        """See `Saving`."""
        return self._row.subject if self._row is not None else None

    def to_write(self) -> str | None:
        """See `Talking`."""
        found = self.to_save()
        return found[1] if found is not None and found[0].kind is SavedKind.PERSON else None

    def to_add(self) -> int | None:
        """See `Adding`."""
        return self._row.capacity if self._row is not None else None

    def show_added(self) -> None:
        """See `Adding`; what changes with one's own profile is followed anyhow."""
        self._changed()

    def show_saved(self) -> None:
        """See `Saving`."""
        self._rebuild_changed()
