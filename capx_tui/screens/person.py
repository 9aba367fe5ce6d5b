"""A person's profile: every section of the guide's profile, row by row.

In: the mirror's copy at once, then the service's (`PersonStore`), and the wiki birthday from Meta.
Can fail: nobody of that name (said), service down (the copy stays, with its age), Meta down (the
birthday's row says so). Enter on a capacity leads to the directory, on an address to its ways.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from capx_tui.i18n import t
from capx_tui.model.links import person_address
from capx_tui.model.profile_facts import title_of
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.person_rows import person_rows
from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.saving import Saving
from capx_tui.screens.talking import Talking
from capx_tui.text import isolate
from capx_tui.widgets.reading import Entry

__all__ = ["PersonScreen"]


class PersonScreen(Talking[None], Saving, RowsScreen[None]):
    """Opened from lists and links; `who` is 0 for oneself before one's id is known."""

    SCOPES: ClassVar[tuple[str, ...]] = ("person", "talking", "saving", "list")

    def __init__(self, who: int | str) -> None:
        super().__init__()
        self._who = who

    @property
    def heading(self) -> str:
        """The name, once it is known."""
        person = self.core.person.state.person
        if person is None:
            return isolate(self._who) if isinstance(self._who, str) else t("app-title")
        return isolate(title_of(person))

    def start(self) -> None:
        """The copy at once; then what the service has now."""
        self.core.person.show(self._who)
        super().start()
        self.watch_store(self.core.person, lambda state: self._changed())
        self.watch_names()
        self.watch_saved()
        self.load(self._load, name="person")
        self.say(t("person-hint"))

    async def _load(self) -> None:
        if not self._who:
            account = await self.core.session.verify()
            self._who = account.id if account is not None else 0
        await self.core.person.load(self._who)

    def resume(self) -> None:
        """Another person may have been looked at above."""
        if self.core.person.state.asked != self._who:
            self.core.person.show(self._who)
            self.load(self._load, name="person")
        super().resume()

    @property
    def _asked(self) -> str:
        return isolate(str(self._who)) if self._who else t("screen-my-profile")

    def _changed(self) -> None:
        self.rebuild()
        self.retitle()

    def entries(self) -> Sequence[Entry]:
        """Sections with their facts; missing values say so."""
        return person_rows(self.core, self.shell, self._asked, talk=self.do_talking_begin)

    def to_save(self) -> tuple[Subject, str] | None:
        """See `Saving`."""
        person = self.core.person.state.person
        return (Subject(SavedKind.PERSON, person.id), person.username) if person is not None else None

    def to_write(self) -> str | None:
        """See `Talking`."""
        person = self.core.person.state.person
        return person.username if person is not None else None

    def show_saved(self) -> None:
        """See `Saving`."""
        self.rebuild()

    @property
    def _address(self) -> str:
        person = self.core.person.state.person
        return person_address(person.username if person is not None else str(self._who))

    def do_person_copy_link(self) -> None:
        """The profile's address to the clipboard."""
        self.say(f"{t('person-copied', self._address)} {self.shell.copy(self._address)}")

    def do_person_qr(self) -> None:
        """The profile's address as a code to scan."""
        self.shell.open_link(self._address, self.heading, scan=True)
