"""The list of organizations, from the mirror. Public: no account is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from capx_tui.i18n import t
from capx_tui.model.capacities import language_chain
from capx_tui.model.directory import Organization
from capx_tui.model.facets import Facets
from capx_tui.model.organization_list import organization_facets, sorted_organizations
from capx_tui.model.people import Role
from capx_tui.store.listing import Listing, regions_of

__all__ = ["OrganizationsStore"]


class OrganizationsStore(Listing[Organization]):
    """Those with a profile."""

    WORDS: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType({"roles": tuple(role.value for role in Role)})

    def read(self) -> Sequence[Organization]:
        """Those who can exchange something first, then by name."""
        return sorted_organizations(self._mirror.organizations(), language_chain(self._names.language))

    def word(self, value: str) -> str:
        """The name of a role."""
        return t(f"role-{value}")

    def facets(self) -> Facets[Organization]:
        """All filters of the guide."""
        return organization_facets(regions_of(self._names))
