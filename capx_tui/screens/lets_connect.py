"""Let's Connect: whether one is registered, what was sent last, and the ways on.

In: `LetsConnectStore`. Can fail: CapX down (tried again with F6); Let's Connect out of reach, which is said and
stops nothing. Out: the form, what an earlier registration can give to the profile, the badge and the affiliation
to show afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.i18n import t
from capx_tui.i18n.moments import day
from capx_tui.i18n.sentences import sentence
from capx_tui.model.lets_connect import PRIVACY_STATEMENT
from capx_tui.model.links import CONTACT
from capx_tui.screens.lets_connect_form import LetsConnectForm
from capx_tui.screens.lets_connect_take import LetsConnectTake
from capx_tui.screens.rows import RowsScreen
from capx_tui.widgets.reading import Entry

__all__ = ["LetsConnectScreen"]


class LetsConnectScreen(RowsScreen[None]):
    """Where the form is opened from, and what came of it."""

    TITLE_KEY = "screen-lets-connect"
    BEGINS_AT_A_WAY = True

    def start(self) -> None:
        """Ask both services."""
        super().start()
        self.watch_store(self.core.lets_connect, lambda state: self.rebuild())
        self.load(self.core.lets_connect.load, name="lets-connect")

    def entries(self) -> Sequence[Entry]:
        """State, ways, what to show afterwards."""
        state = self.core.lets_connect.state
        rows = [
            Entry(value=t("lets-connect-about")),
            Entry(t("lets-connect-registration"), self._registration(), "warning" if state.error else ""),
            Entry(t("lets-connect-confirmation"), self._last_sent()),
            Entry(t("lets-connect-ways"), heading=True),
            self._way_to_form(),
            Entry(t("lets-connect-take"), t("lets-connect-take-help"), target=self._open_take),
            Entry(
                t("lets-connect-privacy"),
                PRIVACY_STATEMENT,
                "link",
                target=lambda: self.shell.open_link(PRIVACY_STATEMENT, t("lets-connect-privacy")),
            ),
            Entry(
                t("lets-connect-mistaken"),
                t("lets-connect-mistaken-help", CONTACT),
                target=lambda: self.say(self.shell.copy(CONTACT)),
            ),
        ]
        return [
            *rows,
            Entry(t("lets-connect-belong"), heading=True),
            Entry(t("lets-connect-badge"), t("lets-connect-badge-help"), target=lambda: self.shell.go("badges")),
            Entry(
                t("lets-connect-affiliation"),
                t("lets-connect-affiliation-help"),
                target=lambda: self.shell.go("my-profile"),
            ),
        ]

    def _registration(self) -> str:
        state = self.core.lets_connect.state
        if state.error is not None:
            return t("lets-connect-unknown", sentence(state.error))
        if state.is_registered is None:
            return t("lets-connect-asking")
        return t("lets-connect-registered") if state.is_registered else t("lets-connect-not-registered")

    def _last_sent(self) -> str:
        state = self.core.lets_connect.state
        if not state.confirmations:
            return t("lets-connect-never") if state.is_loaded else t("lets-connect-asking")
        newest = state.confirmations[0]
        if not newest.moment:
            return t("lets-connect-confirmed-now", newest.text)
        return t("lets-connect-confirmed", day(newest.moment, self.core.language), newest.text)

    def _way_to_form(self) -> Entry:
        registered = self.core.lets_connect.state.is_registered
        if registered is None:
            return Entry(t("lets-connect-either"), t("lets-connect-update-help"), target=self._open_form)
        if registered:
            return Entry(t("lets-connect-update"), t("lets-connect-update-help"), target=self._open_form)
        return Entry(t("lets-connect-sign-up"), t("lets-connect-sign-up-help"), target=self._open_form)

    def _open_form(self) -> None:
        self.app.push_screen(LetsConnectForm(), self.came_back)

    def _open_take(self) -> None:
        self.app.push_screen(LetsConnectTake(), self.came_back)
