"""The organization list: everybody may read it; Enter opens a profile.

In: the mirror's organizations (`OrganizationsStore`), filtered by every facet of the guide. Fails as every listing.
"""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.i18n import t
from capx_tui.model.capacities import language_chain
from capx_tui.model.directory import Organization
from capx_tui.model.organization_list import roles_of_organization
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.listing import ListingScreen
from capx_tui.screens.saving import Saving
from capx_tui.store.organizations import OrganizationsStore
from capx_tui.widgets.cards import PersonCard, card_rows
from capx_tui.widgets.line_list import Row

__all__ = ["OrganizationsScreen"]


class OrganizationsScreen(Saving, ListingScreen[Organization]):
    """Organizations with a profile, those who can exchange something first."""

    SCOPES = ("saving", "listing", "list")
    TITLE_KEY = "screen-organizations"
    COUNT_KEY = "organizations-count"
    NONE_KEY = "organizations-none"

    @property
    def listing(self) -> OrganizationsStore:
        """The organizations."""
        return self.core.organizations

    def rows(self, item: Organization, width: int, *, compact: bool) -> Sequence[Row]:
        """Name, roles, capacities, territory."""
        names = self.core.names
        marks = self.saved_words(SavedKind.ORGANIZATION, item.id)
        name = item.name_in(language_chain(self.core.language))

        def capacities(numbers: tuple[int, ...]) -> tuple[str, ...]:
            return tuple(map(names.capacity, numbers))

        card = PersonCard(
            username=name,
            display_name=item.acronym if item.acronym != name else "",
            roles=tuple(t(f"role-{role.value}") for role in roles_of_organization(item)),
            available=capacities(item.available_capacities),
            wanted=capacities(item.wanted_capacities),
            known=capacities(item.known_capacities),
            languages=None,
            territories=tuple(map(names.territory, item.territory)),
            marks=marks,
        )
        return card_rows(card, width, compact=compact)

    def start(self) -> None:
        """Also what is saved."""
        super().start()
        self.watch_saved()

    def to_save(self) -> tuple[Subject, str] | None:
        """See `Saving`."""
        marked = self.marked
        if marked is None:
            return None
        return Subject(SavedKind.ORGANIZATION, marked.id), marked.name_in(language_chain(self.core.language))

    def show_saved(self) -> None:
        """See `Saving`."""
        self._paint()

    def open(self, item: Organization) -> None:
        """Its profile."""
        self.shell.open_organization(item.id)
