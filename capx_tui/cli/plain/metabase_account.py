"""One's account at Metabase in plain lines: linked, so that translations are made in one's own name, or not."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.i18n import t
from capx_tui.model.entry import Entry
from capx_tui.screens.metabase_account_rows import MetabaseDoings, metabase_rows, metabase_who
from capx_tui.store.metabase_account import LinkExpired
from capx_tui.text import isolate

__all__ = ["MetabaseAccountPlace"]


class MetabaseAccountPlace(RowsPlace):
    """Ctrl+C ends the waiting; the address stays good for its time, and can be waited for again."""

    TITLE_KEY = "metabase-title"

    def arrive(self) -> None:
        """Ask what is linked."""
        self.face.work(self.core.metabase_account.load())

    def entries(self) -> Sequence[Entry]:
        """See `screens.metabase_account_rows`."""
        do = MetabaseDoings(
            begin=self._begin,
            wait=self._wait,
            # Nothing can be typed while one waits: Ctrl+C ends it.
            stop=self.again,
            allow_here=self._allow_here,
            disconnect=self._disconnect,
        )
        return metabase_rows(self.core, self.face, do)

    def _begin(self) -> None:
        self.face.say(t("metabase-beginning"))
        self.face.work(self.core.metabase_account.begin())
        self.again()

    def _wait(self) -> None:
        self.face.talk.tell([t("plain-metabase-waiting")])
        try:
            self.face.work(self.core.metabase_account.wait())
        except LinkExpired as error:
            # Trying again is asking for another address.
            self.face.fail(error, self._begin)
            return
        finally:
            self._lines = self.listed()
        self.face.say(metabase_who(self.core))

    def _allow_here(self) -> None:
        self.face.work(self.core.metabase_account.allow_here())
        self._wait()

    def _disconnect(self) -> None:
        name = self.core.metabase_account.state.username
        self.face.work(self.core.metabase_account.disconnect())
        self._lines = self.listed()
        self.face.say(t("metabase-disconnected", isolate(name)))
