"""One's account at Metabase: link it, so that translations are made in one's own name, or take the link back.

In: what the service knows. Out: an address to open in any browser or to scan. Can fail: this service cannot link
accounts, nobody allowed it in time, no answer; each has its words. The service is asked again and again only while this
screen waits for the browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from capx_tui.i18n import t
from capx_tui.i18n.moments import local
from capx_tui.model.translating_words import who_words
from capx_tui.screens.base import CapxScreen
from capx_tui.screens.rows import RowsScreen
from capx_tui.store.metabase_account import LinkExpired
from capx_tui.terminal.keys import first_key
from capx_tui.text import isolate
from capx_tui.widgets.reading import Entry

__all__ = ["MetabaseAccountScreen"]

_WAIT = "metabase-wait"


class MetabaseAccountScreen(RowsScreen[None]):
    """Waiting ends with the screen; the address stays good for its time, and can be waited for again."""

    SCOPES = ("metabase", "list")
    TITLE_KEY = "metabase-title"
    BEGINS_AT_A_WAY = True

    def start(self) -> None:
        """Ask what is linked."""
        super().start()
        self.watch_store(self.core.metabase_account, lambda state: self.rebuild())
        self.load(self._read, name="metabase")

    async def _read(self) -> None:
        await self.core.metabase_account.load()
        self.say(self._who())

    def _who(self) -> str:
        account = self.core.metabase_account
        known = account.state
        return who_words(is_known=account.is_mine, is_connected=known.is_connected, username=known.username)

    def entries(self) -> Sequence[Entry]:
        """In whose name edits are made, and what can be done about it."""
        account, state = self.core.metabase_account, self.core.metabase_account.state
        rows = [Entry(value=self._who())]
        if account.is_mine and state.is_connected:
            rows.append(Entry(t("metabase-disconnect"), t("metabase-disconnect-help"), target=self._disconnect))
        elif state.address:
            rows += self._link_rows()
        else:
            rows.append(Entry(value=t("metabase-what")))
            rows.append(Entry(t("metabase-connect"), t("metabase-connect-help"), target=self._begin))
        return rows

    def _link_rows(self) -> list[Entry]:
        account, state = self.core.metabase_account, self.core.metabase_account.state
        label = t("metabase-link")
        until = f"{local(state.until):%H:%M}" if state.until is not None else ""
        rows = [
            Entry(value=t("metabase-steps", until)),
            Entry(t("link-address"), state.address, "link", target=partial(self.shell.open_link, state.address, label)),
            Entry(
                t("action-link-qr"),
                t("action-link-qr-help"),
                target=partial(self.shell.open_link, state.address, label, scan=True),
            ),
        ]
        if account.allows_here:
            rows.append(Entry(t("metabase-allow-here"), t("metabase-allow-here-help"), target=self._allow_here))
        if state.is_waiting:
            rows.append(Entry(t("action-metabase-stop"), t("metabase-waiting"), target=self.do_metabase_stop))
        else:
            rows.append(Entry(t("metabase-wait"), t("metabase-wait-help"), target=self._wait))
        return rows

    # -- doing -------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self.say(t("metabase-beginning"))
        self.load(self._begun, name="metabase-begin")

    async def _begun(self) -> None:
        await self.core.metabase_account.begin()
        self._read_anew()
        self._wait()

    def _read_anew(self) -> None:
        """Other rows: the marker begins on the first one that leads somewhere."""
        if self.is_mounted:
            rows = self.entries()
            self.reading.read(rows, at=self.begins_at(rows))

    def resume(self) -> None:
        """What came of waiting may have been said on the screen above."""
        super().resume()
        if self.core.metabase_account.state.is_connected:
            self.say(self._who())

    def _wait(self) -> None:
        self.say(t("metabase-opened", first_key("metabase.stop")))
        self.load(self._waited, name=_WAIT)

    async def _waited(self) -> None:
        try:
            await self.core.metabase_account.wait()
        except LinkExpired as error:
            # Trying again is asking for another address.
            self.fail(error, self._begin)
            return
        self._read_anew()
        front = self.app.screen
        (front if isinstance(front, CapxScreen) else self).say(self._who())

    def do_metabase_stop(self) -> None:
        """Ask the service no more."""
        if self.core.metabase_account.state.is_waiting:
            self.workers.cancel_group(self, _WAIT)
            self.say(t("metabase-stopped"))
        else:
            self.say(t("metabase-nothing-to-stop"))

    def _allow_here(self) -> None:
        async def allow() -> None:
            await self.core.metabase_account.allow_here()
            self.workers.cancel_group(self, _WAIT)
            # Whoever allowed it here need not wait for the next time that the service is asked.
            self._wait()

        self.load(allow, name="metabase-allow")

    def _disconnect(self) -> None:
        async def disconnect() -> None:
            name = self.core.metabase_account.state.username
            await self.core.metabase_account.disconnect()
            self.say(t("metabase-disconnected", isolate(name)))

        self.load(disconnect, name="metabase-disconnect", exclusive=False)
