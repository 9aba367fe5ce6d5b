"""An organization's profile: every section of the guide's, row by row.

In: the mirror's copy at once, then the service's, with its projects, events, documents and the news that Diff has
of its tags, each part as it comes (`OrganizationStore`). Can fail: nobody of that id, or an organization without a
manager (said); the service down (the copy stays, with its age); a part (its row says so). Enter leads on: to a
capacity, a person, an address, its mentorship programme; managers go on to the form, and others are told who may.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from capx_tui.i18n import t
from capx_tui.model.actions import Action
from capx_tui.model.capacities import language_chain
from capx_tui.model.links import organization_address
from capx_tui.model.lookup import Lookup
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.organization_rows import is_managed, organization_rows
from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.saving import Saving
from capx_tui.text import isolate
from capx_tui.widgets.reading import Entry

__all__ = ["OrganizationScreen"]


class OrganizationScreen(Saving, RowsScreen[None]):
    """Opened from people's affiliations, from My organizations and from CapX addresses."""

    SCOPES = ("organization", "saving", "list")

    def __init__(self, organization_id: int, *, edit: bool = False) -> None:
        super().__init__()
        self._organization_id = organization_id
        #: The form is to be opened as soon as the profile is.
        self._is_to_edit = edit
        #: The form was opened above: what it did is asked for when one is back.
        self._was_edited = False

    @property
    def heading(self) -> str:
        """The name in the person's language, else in English."""
        organization = self.core.organization.state.organization
        if organization is None or organization.id != self._organization_id:
            return self.core.names.affiliation(self._organization_id)
        return isolate(organization.name_in(language_chain(self.core.language)))

    def start(self) -> None:
        """The copy at once; then what the service has now."""
        self.core.organization.show(self._organization_id)
        super().start()
        self.watch_store(self.core.organization, lambda state: self._changed())
        self.watch_store(self.core.session, lambda state: self._changed())
        self.watch_store(self.core.mentorship, lambda state: self._changed())
        self.watch_names()
        self.watch_saved()
        self.load(self._load, name="organization")
        self.load(partial(self.core.mentorship.look_for, self._organization_id), name="programme", quiet=True)
        if self._is_to_edit:
            self.do_organization_edit()
        else:
            self.say(t("organization-hint"))

    async def _load(self) -> None:
        fresh, self._was_edited = self._was_edited, False
        await self.core.organization.load(self._organization_id, fresh=fresh)

    def resume(self) -> None:
        """Another organization may have been looked at above, or this one was changed."""
        is_other = self.core.organization.state.asked != self._organization_id
        if is_other or self._was_edited:
            self.core.organization.show(self._organization_id)
            self.load(self._load, name="organization")
        super().resume()

    def _changed(self) -> None:
        if self.core.organization.state.asked == self._organization_id:
            self.rebuild()
            self.retitle()

    def entries(self) -> Sequence[Entry]:
        """Sections with their facts; missing values say so."""
        return organization_rows(self.core, self.shell, self._organization_id, self.heading)

    @property
    def is_managed(self) -> bool:
        """Whether who is signed in manages it."""
        return is_managed(self.core)

    def hinted(self) -> Sequence[Action]:
        """Only its managers are told of the form."""
        return [entry for entry in super().hinted() if entry.id != "organization.edit" or self.is_managed]

    def do_organization_edit(self) -> None:
        """To the form; who does not manage the organization is told so, and stays."""
        if self.account is None:
            self.shell.sign_in_first(t("organization-edit-signed-out", self.heading), self.do_organization_edit)
        elif self.is_managed:
            self._edit()
        else:
            # The copy may be older than the role, and a token says nothing of its owner.
            self.load(self._edit_if_manager, name="edit")

    async def _edit_if_manager(self) -> None:
        account = await self.core.session.owner()
        await self.core.organization_edit.check_manager(self._organization_id, account.id)
        self._edit()

    def _edit(self) -> None:
        self._was_edited = True
        self.shell.edit_organization(self._organization_id)

    def to_save(self) -> tuple[Subject, str] | None:
        """See `Saving`."""
        if self.core.organization.state.lookup is Lookup.NONE:
            return None
        return Subject(SavedKind.ORGANIZATION, self._organization_id), self.heading

    def show_saved(self) -> None:
        """See `Saving`."""
        self.rebuild()

    @property
    def _address(self) -> str:
        return organization_address(self._organization_id)

    def do_organization_copy_link(self) -> None:
        """The profile's address to the clipboard."""
        self.say(f"{t('person-copied', self._address)} {self.shell.copy(self._address)}")

    def do_organization_qr(self) -> None:
        """The profile's address as a code to scan."""
        self.shell.open_link(self._address, self.heading, scan=True)
