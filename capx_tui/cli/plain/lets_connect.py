"""Let's Connect in plain lines: whether one is registered, what was sent last, and the ways on."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.cli.plain.form import FormPlace
from capx_tui.cli.plain.form_sensitive import LetsConnectFormPlace
from capx_tui.cli.plain.place import Face
from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.model.entry import Entry
from capx_tui.screens.lets_connect_rows import lets_connect_rows
from capx_tui.screens.take_values import TakeValues

__all__ = ["LetsConnectPlace", "LetsConnectTakePlace"]


class LetsConnectPlace(RowsPlace):
    """Needs sign-in."""

    TITLE_KEY = "screen-lets-connect"

    def arrive(self) -> None:
        """Ask both services."""
        self.face.work(self.core.session.owner())
        self.face.work(self.core.lets_connect.load())

    def entries(self) -> Sequence[Entry]:
        """See `screens.lets_connect_rows`."""
        return lets_connect_rows(
            self.core,
            self.face,
            form=lambda: self.face.push(LetsConnectFormPlace(self.face)),
            take=lambda: self.face.push(LetsConnectTakePlace(self.face)),
            say=self.face.say,
        )


class LetsConnectTakePlace(FormPlace):
    """What an earlier registration can give to the profile."""

    def __init__(self, face: Face) -> None:
        self._take = TakeValues(face.core)
        super().__init__(face, self._take)

    def arrive(self) -> None:
        """Names, then both profiles."""
        self.face.need_people()
        super().arrive()

    def act_on(self, field_id: str) -> None:
        """Take all: one step that can be undone."""
        if field_id == self._take.ALL_ROW:
            self.put_and_say(*self._take.all_taken(self.form))

    def after_save(self, said: str) -> None:
        """Back, with what came of it."""
        del said
        self.finished(self._take.took_words(self.form))
