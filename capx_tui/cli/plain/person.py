"""A person's profile in plain lines: every section, the values that lead on numbered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from capx_tui.cli.plain.place import Face
from capx_tui.cli.plain.qr import Scanned
from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.cli.plain.subjects import About, Saving, Talking
from capx_tui.i18n import t
from capx_tui.model.entry import Entry
from capx_tui.model.links import person_address
from capx_tui.model.profile_facts import title_of
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.person_rows import person_rows

__all__ = ["PersonPlace"]


class PersonPlace(Scanned, Talking, Saving, RowsPlace):
    """`who` is an id or a user name; 0 is oneself before one's id is known."""

    SCOPES: ClassVar[tuple[str, ...]] = ("person", "qr", "talking", "saving")

    def __init__(self, face: Face, who: int | str) -> None:
        super().__init__(face)
        self.who = who

    @property
    def title(self) -> str:
        """The name, once it is known."""
        person = self.core.person.state.person
        return title_of(person) if person is not None else self._asked

    @property
    def _asked(self) -> str:
        return str(self.who) if self.who else t("screen-my-profile")

    def arrive(self) -> None:
        """The copy at once; then what the service has now."""
        self.core.person.show(self.who)
        self.core.saved.show()
        self.face.work(self.core.person.load(self.who))

    def show(self) -> None:
        """Another person may have been looked at meanwhile."""
        if self._has_arrived and self.core.person.state.asked != self.who:
            self.face.attempt(self.arrive)
        super().show()

    def back_here(self) -> None:
        """As `show`."""
        if self.core.person.state.asked != self.who:
            self.face.attempt(self.arrive)
        super().back_here()

    def entries(self) -> Sequence[Entry]:
        """See `screens.person_rows`."""
        return person_rows(self.core, self.face, self._asked, talk=partial(self.do_talking_begin, ""))

    def named_by(self, given: str) -> About | None:
        """Whoever is shown; nobody else is meant here."""
        del given
        person = self.core.person.state.person
        if person is None:
            return About()
        return About(Subject(SavedKind.PERSON, person.id), person.username)

    def own_address(self) -> str:
        """The profile's."""
        person = self.core.person.state.person
        return person_address(person.username if person is not None else str(self.who))

    def do_person_copy_link(self, given: str = "") -> None:
        """The profile's address, to copy."""
        del given
        self.face.open_link(self.own_address(), t("profile-address"))

    def do_person_qr(self, given: str = "") -> None:
        """The profile's address as a code to scan, and saved as a picture where that is wanted."""
        del given
        self.face.open_link(self.own_address(), self.title, scan=True)
