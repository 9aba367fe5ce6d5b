"""Home: who one is, how old the data is, and the ways on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from capx_tui.i18n import t
from capx_tui.i18n.moments import ago
from capx_tui.model.actions import SCREENS
from capx_tui.screens.refresh_words import refresh_words, terms_words
from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.session_words import expired_words
from capx_tui.terminal.keys import first_key
from capx_tui.widgets.reading import Entry

__all__ = ["HomeScreen"]


class HomeScreen(RowsScreen[None]):
    """Signed out, it tells what can be done without an account."""

    TITLE_KEY = "screen-home"
    BEGINS_AT_A_WAY = True

    def start(self) -> None:
        """Follow the refresh: its progress is told here."""
        super().start()
        self.say(t("home-hint", first_key("app.palette")))
        self.watch_store(self.core.explore, lambda state: self.rebuild())
        self.watch_store(self.core.session, lambda state: self.rebuild())

    def entries(self) -> Sequence[Entry]:
        """State first, then the ways on."""
        account = self.account
        rows = [Entry(t("home-account"), heading=True)]
        if account is None:
            ended = self.core.session.state.account
            if ended is not None:
                again = partial(self.shell.go, "sign-in")
                rows.append(Entry(value=expired_words(ended.username), style="warning", target=again))
            rows.append(Entry(value=t("home-signed-out")))
        else:
            rows.append(
                Entry(value=t("home-signed-in", account.username or t("sign-in-name-unknown"), self.core.service_name))
            )
            if (announced := self.core.session.announcement()) is not None:
                rows.append(Entry(value=t(announced[0], *announced[1]), style="warning"))
        rows.append(Entry(t("home-data"), heading=True))
        rows += [Entry(value=line) for line in self._data_words()]
        rows.append(Entry(t("home-ways"), heading=True))
        for entry in SCREENS:
            if entry.id == "home" or (entry.id == "sign-in" and account is not None):
                continue
            if entry.needs_sign_in and account is None:
                continue
            rows.append(Entry(t(entry.label_key), t(entry.help_key), target=lambda name=entry.id: self.shell.go(name)))
        return rows

    def _data_words(self) -> list[str]:
        mirror = self.core.mirror.state()
        if mirror.checked_at is None:
            return [t("home-no-data"), *self._refresh_words()]
        words = t("home-data-of", mirror.people, mirror.organizations, mirror.capacities)
        age = t("home-data-age", ago(mirror.checked_at, self.core.now()))
        late = terms_words(mirror.stale_terms)
        kept = t("mirror-in-memory") if mirror.in_memory else ""
        damaged = t("mirror-set-aside", str(mirror.set_aside)) if mirror.set_aside else ""
        return [f"{words} {age}", *self._refresh_words(), *filter(None, (late, kept, damaged))]

    def _refresh_words(self) -> list[str]:
        said = refresh_words(self.core.explore.state)
        return [said] if said else []
