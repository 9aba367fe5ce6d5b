"""One's account at Metabase: link it, so that translations are made in one's own name, or take the link back.

In: what the service knows. Out: an address to open in any browser or to scan. Can fail: this service cannot link
accounts, nobody allowed it in time, no answer; each has its words. The service is asked again and again only while this
screen waits for the browser.
"""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.i18n import t
from capx_tui.screens.base import CapxScreen
from capx_tui.screens.metabase_account_rows import MetabaseDoings, metabase_rows, metabase_who
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
        return metabase_who(self.core)

    def entries(self) -> Sequence[Entry]:
        """See `screens.metabase_account_rows`."""
        do = MetabaseDoings(
            begin=self._begin,
            wait=self._wait,
            stop=self.do_metabase_stop,
            allow_here=self._allow_here,
            disconnect=self._disconnect,
        )
        return metabase_rows(self.core, self.shell, do)

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
