"""The list of organizations: what it can be asked for (guide, "How to navigate the Organization List").

Of the web client's filters only the name and one territory do anything (behaviour file, section 16); here all do.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from capx_tui.i18n.order import alphabetical
from capx_tui.model.directory import Organization
from capx_tui.model.facets import Asked, Facets
from capx_tui.model.people import Role

__all__ = ["organization_facets", "roles_of_organization", "sorted_organizations"]

_LISTS = {Role.SHARER: "available_capacities", Role.LEARNER: "wanted_capacities", Role.PROFICIENT: "known_capacities"}


def roles_of_organization(organization: Organization) -> tuple[Role, ...]:
    """Each role whose list is not empty, in the order that tells most."""
    return tuple(role for role, name in _LISTS.items() if getattr(organization, name))


def organization_facets(regions_of: Mapping[int, Collection[int]]) -> Facets[Organization]:
    """`regions_of`: territory id → the regions above it; whoever is in a country is in its region.

    A text is looked for in every language of the name. A capacity is looked for in the lists that the roles asked
    for name, in all three without any.
    """

    def in_lists(organization: Organization, asked: Asked) -> Collection[int]:
        roles = asked.values("roles")
        return {
            each
            for role, name in _LISTS.items()
            if not roles or role.value in roles
            for each in getattr(organization, name)
        }

    def roles(organization: Organization, asked: Asked) -> Collection[int | str]:
        # With a capacity asked for, a role is that of the list it is in: so counts are what choosing would leave.
        wanted = set(asked.values("capacities"))
        return [
            role.value
            for role, name in _LISTS.items()
            if (held := getattr(organization, name)) and (not wanted or not wanted.isdisjoint(held))
        ]

    def territories(organization: Organization, _asked: Asked) -> Collection[int]:
        return {each for place in organization.territory for each in (place, *regions_of.get(place, ()))}

    return Facets(
        {
            "capacities": in_lists,
            "roles": roles,
            "available": lambda organization, _asked: organization.available_capacities,
            "wanted": lambda organization, _asked: organization.wanted_capacities,
            "known": lambda organization, _asked: organization.known_capacities,
            "territories": territories,
        },
        lambda organization: (organization.display_name, organization.acronym, *organization.names.values()),
    )


def sorted_organizations(organizations: Collection[Organization], languages: Sequence[str]) -> list[Organization]:
    """Those who can exchange something first, then by the name they are shown under; bare names are left out."""
    shown = [each for each in organizations if each.listed]
    return sorted(
        shown,
        key=lambda each: (
            not (each.available_capacities or each.wanted_capacities),
            alphabetical(each.name_in(tuple(languages))),
            each.id,
        ),
    )
