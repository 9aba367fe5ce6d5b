"""Let's Connect: whether one is registered, what was sent last, and the ways on.

In: `LetsConnectStore`. Can fail: CapX down (tried again with F6); Let's Connect out of reach, which is said and
stops nothing. Out: the form, what an earlier registration can give to the profile, the badge and the affiliation
to show afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.screens.lets_connect_form import LetsConnectForm
from capx_tui.screens.lets_connect_rows import lets_connect_rows
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
        """See `screens.lets_connect_rows`."""
        return lets_connect_rows(self.core, self.shell, form=self._open_form, take=self._open_take, say=self.say)

    def _open_form(self) -> None:
        self.app.push_screen(LetsConnectForm(), self.came_back)

    def _open_take(self) -> None:
        self.app.push_screen(LetsConnectTake(), self.came_back)
