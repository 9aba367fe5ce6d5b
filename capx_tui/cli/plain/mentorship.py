"""Mentorship in plain lines: the programmes, one of them, and the way to apply."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.cli.plain.place import Face
from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.i18n import t
from capx_tui.model.entry import Entry
from capx_tui.model.mentorship import Programme, Role
from capx_tui.screens.mentorship_rows import mentorship_rows
from capx_tui.screens.programme_rows import programme_rows

__all__ = ["MentorshipPlace", "ProgrammePlace"]


class MentorshipPlace(RowsPlace):
    """Anybody may read it."""

    TITLE_KEY = "screen-mentorship"

    def arrive(self) -> None:
        """The programmes; names of organizations and capacities."""
        self.face.need_people()
        self.face.work(self.core.mentorship.load())

    def entries(self) -> Sequence[Entry]:
        """See `screens.mentorship_rows`."""
        return mentorship_rows(self.core, self.face.open_programme)


class ProgrammePlace(RowsPlace):
    """The programme of one organization."""

    SCOPES = ("programme",)

    def __init__(self, face: Face, organization_id: int) -> None:
        super().__init__(face)
        self._id = organization_id

    @property
    def _programme(self) -> Programme | None:
        return self.core.mentorship.programme(self._id)

    @property
    def title(self) -> str:
        """Whose programme it is."""
        found = self._programme
        if found is None:
            return t("mentorship-programme")
        return t("mentorship-programme-of", self.core.mentorship.name(found))

    def entries(self) -> Sequence[Entry]:
        """See `screens.programme_rows`."""
        return programme_rows(self.core, self.face, self._programme, apply=self._apply)

    def _apply(self, role: Role) -> None:
        self.face.apply(self._id, role)

    def do_programme_apply(self, given: str = "") -> None:
        """As a mentor or as a mentee: the rows that lead there say which are open."""
        del given
        ways = [line for line in self._lines if line.number and line.name.startswith(_labels())]
        if len(ways) == 1 and ways[0].open is not None:
            ways[0].open()
        else:
            self.face.talk.tell(words for line in ways for words in line.told())
            if not ways:
                self.face.say(t("plain-not-here"))


def _labels() -> tuple[str, ...]:
    return tuple(t(f"mentorship-apply-{role.value}") for role in Role)
