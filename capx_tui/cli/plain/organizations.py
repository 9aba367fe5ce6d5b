"""Organizations in plain lines: the list, one's own, and one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from capx_tui.cli.organization import organization_summary
from capx_tui.cli.plain.listing import ListingPlace
from capx_tui.cli.plain.place import Face
from capx_tui.cli.plain.qr import Scanned
from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.cli.plain.subjects import About, Saving
from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.model.capacities import language_chain
from capx_tui.model.directory import Organization
from capx_tui.model.entry import Entry
from capx_tui.model.links import organization_address
from capx_tui.model.lookup import Lookup
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.my_organizations_rows import my_organizations_rows
from capx_tui.screens.organization_rows import organization_rows
from capx_tui.store.organizations import OrganizationsStore

__all__ = ["MyOrganizationsPlace", "OrganizationPlace", "OrganizationsPlace"]


class OrganizationsPlace(Saving, ListingPlace[Organization]):
    """Organizations with a profile, those who can exchange something first."""

    SCOPES = ("saving", "listing")
    TITLE_KEY = "screen-organizations"
    COUNT_KEY = "organizations-count"
    NONE_KEY = "organizations-none"

    @property
    def listing(self) -> OrganizationsStore:
        """The organizations."""
        return self.core.organizations

    def read(self, item: Organization) -> Iterable[str]:
        """Name, roles, capacities, territory; the address is told with the profile."""
        return list(organization_summary(item, self.core.names, self.core.language))[:-1]

    def name(self, item: Organization) -> str:
        """In the person's language."""
        return item.name_in(language_chain(self.core.language))

    def about(self, item: Organization) -> object:
        """What can be saved."""
        return About(Subject(SavedKind.ORGANIZATION, item.id), self.name(item))

    def open(self, item: Organization) -> None:
        """Its profile."""
        self.face.open_organization(item.id)


class OrganizationPlace(Scanned, Saving, RowsPlace):
    """One organization's profile."""

    SCOPES = ("organization", "qr", "saving")

    def __init__(self, face: Face, organization_id: int) -> None:
        super().__init__(face)
        self._id = organization_id

    @property
    def title(self) -> str:
        """The name in the person's language, else in English."""
        organization = self.core.organization.state.organization
        if organization is None or organization.id != self._id:
            return self.core.names.affiliation(self._id)
        return organization.name_in(language_chain(self.core.language))

    def arrive(self) -> None:
        """The copy at once; then what the service has now, and whether it has a mentorship programme."""
        self.core.organization.show(self._id)
        try:
            self.face.work(self.core.mentorship.look_for(self._id))
        except CapxError as error:
            # Told among the rows as well; everything else is there.
            self.core.session.refused(error)
        self.face.work(self.core.organization.load(self._id))

    def back_here(self) -> None:
        """Another organization may have been looked at beyond."""
        if self.core.organization.state.asked != self._id:
            self.face.attempt(self.arrive)
        super().back_here()

    def entries(self) -> Sequence[Entry]:
        """See `screens.organization_rows`."""
        return organization_rows(self.core, self.face, self._id, self.title)

    def named_by(self, given: str) -> About | None:
        """The organization that is shown."""
        del given
        if self.core.organization.state.lookup is Lookup.NONE:
            return About()
        return About(Subject(SavedKind.ORGANIZATION, self._id), self.title)

    def do_organization_edit(self, given: str = "") -> None:
        """Its form, for who manages it; who does not is told so."""
        del given
        reason = t("organization-edit-signed-out", self.title)
        if self.core.session.state.is_signed_in:
            self._edit()
        else:
            self.face.sign_in_first(reason, self._edit)

    def _edit(self) -> None:
        account = self.face.work(self.core.session.owner())
        self.face.work(self.core.organization_edit.check_manager(self._id, account.id))
        self.face.edit_organization(self._id)

    def own_address(self) -> str:
        """The profile's."""
        return organization_address(self._id)

    def do_organization_copy_link(self, given: str = "") -> None:
        """The profile's address, to copy."""
        del given
        self.face.open_link(organization_address(self._id), t("organization-address"))

    def do_organization_qr(self, given: str = "") -> None:
        """The profile's address as a code to scan."""
        del given
        self.face.open_link(organization_address(self._id), self.title, scan=True)


class MyOrganizationsPlace(RowsPlace):
    """Those whom one manages."""

    SCOPES = ("my-organizations",)
    TITLE_KEY = "screen-my-organizations"

    def arrive(self) -> None:
        """What the service says."""
        self.face.need_people()
        account = self.face.work(self.core.session.owner())
        self.core.my_organizations.show(account.id)
        self.face.work(self.core.my_organizations.load(account.id))

    def entries(self) -> Sequence[Entry]:
        """See `screens.my_organizations_rows`."""
        return my_organizations_rows(self.core, self.face)

    def do_my_organizations_edit(self, given: str = "") -> None:
        """The form of one of them, or of the only one there is."""
        mine = self.core.my_organizations.state.organizations
        if not mine:
            self.face.say(t("my-organizations-none"))
            return
        at = 1
        if len(mine) > 1:
            line = self.which(given)
            at = line.number if line is not None else 0
        if 0 < at <= len(mine):
            self.face.edit_organization(mine[at - 1].id)
