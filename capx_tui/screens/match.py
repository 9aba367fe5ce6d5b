"""One match: each thing that speaks for the exchange on a row that leads on.

In: `MatchesStore`. Out: a capacity in the directory, people who speak the language or are of the territory, the
profile. Can fail: the person is gone since (said).
"""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.i18n import t
from capx_tui.model.matches import Match
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.match_rows import reason_rows
from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.saving import Saving
from capx_tui.screens.talking import Talking
from capx_tui.text import isolate
from capx_tui.widgets.reading import Entry

__all__ = ["MatchScreen"]


class MatchScreen(Talking[None], Saving, RowsScreen[None]):
    """Opened from the list of matches."""

    SCOPES = ("talking", "saving", "list")
    BEGINS_AT_A_WAY = True

    def __init__(self, person_id: int) -> None:
        super().__init__()
        self._person_id = person_id

    @property
    def _match(self) -> Match | None:
        return self.core.matches.match(self._person_id)

    @property
    def heading(self) -> str:
        """Whom it is about."""
        match = self._match
        return t("match-title", isolate(match.person.username)) if match is not None else t("screen-matches")

    def start(self) -> None:
        """Follow what others change."""
        super().start()
        self.watch_saved()
        self.watch_store(self.core.matches, lambda state: self.rebuild())

    def entries(self) -> Sequence[Entry]:
        """The sum, then reason by reason; the ways on."""
        return reason_rows(
            self.core,
            self.shell,
            self._person_id,
            talk=self.do_talking_begin,
            save=self.do_saving_toggle,
            hide=self._hide,
        )

    def to_save(self) -> tuple[Subject, str] | None:
        """See `Saving`."""
        match = self._match
        return (Subject(SavedKind.PERSON, self._person_id), match.person.username) if match is not None else None

    def to_write(self) -> str | None:
        """See `Talking`."""
        match = self._match
        return match.person.username if match is not None else None

    def show_saved(self) -> None:
        """See `Saving`."""
        self.rebuild()

    def _hide(self) -> None:
        hides = self._person_id not in self.core.matches.state.hidden
        self.core.matches.hide(self._person_id, hidden=hides)
        self.rebuild()
        self.say(t("match-is-hidden") if hides else t("match-is-back"))
