"""Home in plain lines: what is there for whoever looks, the most important first; then the ways on."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.cli.plain.subjects import About, Adding, Saving, Talking
from capx_tui.errors import CapxError
from capx_tui.model.entry import Entry
from capx_tui.model.recommendations import Group
from capx_tui.screens.home_rows import HomeRow
from capx_tui.screens.home_sections import home_rows

__all__ = ["HomePlace"]


class HomePlace(Talking, Adding, Saving, RowsPlace):
    """The rows of the screen."""

    SCOPES = ("saving", "talking", "adding")
    TITLE_KEY = "screen-home"

    _opened: frozenset[Group | str] = frozenset()
    _home: Sequence[HomeRow] = ()

    def arrive(self) -> None:
        """The mirror, if there is none yet; what the service recommends."""
        self.core.saved.show()
        self.face.need_people()
        if self.core.session.state.is_signed_in:
            try:
                self.face.work(self.core.recommendations.load())
            except CapxError as error:
                # Told among the rows as well; everything else is there.
                self.core.session.refused(error)

    def entries(self) -> Sequence[Entry]:
        """See `screens.home_sections`."""
        core = self.core
        for store in (core.matches, core.news, core.recommendations):
            store.show()
        self._home = list(home_rows(core, self.face, self._opened, self._toggle_section, self.face.open_match))
        core.news.seen()
        return [row.entry for row in self._home]

    def about(self, at: int) -> object:
        """Whom the row can save, what it can add."""
        row = self._home[at]
        subject, name = row.subject if row.subject is not None else (None, "")
        return About(subject, name, row.capacity) if subject is not None or row.capacity is not None else None

    def _toggle_section(self, section: Group | str) -> None:
        self._opened ^= {section}
        self.again()
