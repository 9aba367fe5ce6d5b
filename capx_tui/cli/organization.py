"""One organization as JSON, as a table row, and as lines that are good to hear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.capacities import language_chain
from capx_tui.model.directory import Organization
from capx_tui.model.links import organization_address
from capx_tui.model.lookup import Part
from capx_tui.model.organization_facts import SECTIONS, Parts, organization_facts
from capx_tui.model.organization_list import roles_of_organization
from capx_tui.model.profile_facts import Naming
from capx_tui.model.table import Address, Cell

__all__ = [
    "TABLE_FIELDS",
    "listed_object",
    "organization_lines",
    "organization_object",
    "organization_row",
    "organization_summary",
    "table_headings",
]

TABLE_FIELDS = (
    "id", "name", "acronym", "territory_names", "available_capacities_names", "wanted_capacities_names",
    "known_capacities_names", "update_date", "address",
)  # fmt: skip
_HEADINGS = (
    "organization-id", "organization-names", "organization-acronym", "organization-territory",
    "organization-available", "organization-wanted", "organization-known", "organization-last-update",
    "organization-address",
)  # fmt: skip


def table_headings() -> list[str]:
    """`TABLE_FIELDS` in words, for tables that people read."""
    return [t(key) for key in _HEADINGS]


def organization_row(organization: Organization, names: Naming, language: str, *, in_words: bool) -> list[Cell]:
    """The cells of `TABLE_FIELDS`."""
    return [
        organization.id,
        organization.name_in(language_chain(language)),
        organization.acronym,
        [names.territory(each) for each in organization.territory],
        [names.capacity(each) for each in organization.available_capacities],
        [names.capacity(each) for each in organization.wanted_capacities],
        [names.capacity(each) for each in organization.known_capacities],
        organization.update_date[:10] if in_words else organization.update_date,
        Address(organization_address(organization.id)),
    ]


def organization_object(
    organization: Organization, parts: Parts, names: Naming, person: Callable[[int], str], language: str
) -> dict[str, Any]:
    """The service's organization with names; what stands behind its ids is in full under ``…_details``.

    A part that did not arrive whole is null there, so that a script does not take some for all.
    """
    return {**listed_object(organization, names, person, language), **_details(parts)}


def listed_object(
    organization: Organization, names: Naming, person: Callable[[int], str], language: str
) -> dict[str, Any]:
    """The service's organization with names, and ids of what only its own page tells of."""
    return {
        "id": organization.id,
        "name": organization.name_in(language_chain(language)),
        "display_name": organization.display_name,
        "names": [{"language_code": code, "name": name} for code, name in sorted(organization.names.items())],
        "acronym": organization.acronym,
        "type": organization.type,
        **{
            f"{which}_capacities{ending}": found
            for which in ("known", "available", "wanted")
            for numbers in (getattr(organization, f"{which}_capacities"),)
            for ending, found in (("", numbers), ("_names", [names.capacity(each) for each in numbers]))
        },
        "territory": organization.territory,
        "territory_names": [names.territory(each) for each in organization.territory],
        "managers": organization.managers,
        "managers_names": [person(each) or None for each in organization.managers],
        "profile_image": organization.profile_image,
        "report": organization.report,
        "meta_page": organization.meta_page,
        "website": organization.website,
        "email": organization.email,
        "mastodon": organization.mastodon,
        "home_project": organization.home_project,
        "projects": organization.projects,
        "choose_events": organization.choose_events,
        "events": organization.events,
        "documents": organization.documents,
        "tag_diff": organization.tag_diff,
        "update_date": organization.update_date or None,
        "address": organization_address(organization.id),
    }


def _details(parts: Parts) -> dict[str, Any]:
    return {
        "type_names": _whole(parts.kind, lambda each: each),
        "projects_details": _whole(
            parts.projects,
            lambda each: {"id": each.id, "name": each.name, "url": each.url, "description": each.description},
        ),
        "events_details": _whole(
            parts.events,
            lambda each: {
                "id": each.id,
                "name": each.name,
                "time_begin": each.time_begin,
                "time_end": each.time_end or None,
                "type_of_location": each.type_of_location,
                "url": each.url,
            },
        ),
        "documents_details": _whole(parts.documents, lambda each: {"id": each.id, "url": each.address}),
        "news": _whole(
            parts.news,
            lambda each: {
                "title": each.title,
                "url": each.address,
                "published": each.published.isoformat() if each.published is not None else None,
            },
        ),
    }


def _whole(part: Part[Any], written: Callable[[Any], Any]) -> list[Any] | None:
    return None if part.error is not None else [written(each) for each in part.items]


def organization_summary(organization: Organization, names: Naming, language: str) -> Iterator[str]:
    """An organization in a list: the name first, one fact a line, the address last."""
    yield organization.name_in(language_chain(language))
    roles = [t(f"role-{role.value}") for role in roles_of_organization(organization)]
    facts = (
        ("profile-roles", roles or [t("role-incomplete")]),
        *(
            (f"organization-{which}", [names.capacity(each) for each in getattr(organization, f"{which}_capacities")])
            for which in ("available", "wanted", "known")
        ),
        ("organization-territory", [names.territory(each) for each in organization.territory]),
        ("organization-address", [organization_address(organization.id)]),
    )
    yield from (t("people-fact", t(key), commas(values)) for key, values in facts if values)


def organization_lines(
    organization: Organization, parts: Parts, names: Naming, person: Callable[[int], str], language: str
) -> Iterator[str]:
    """The whole profile, a fact a line, the name first and the number last."""
    yield organization.name_in(language_chain(language))
    facts = {fact.id: fact for fact in organization_facts(organization, parts, names, person, language)}
    for _, section in SECTIONS:
        for name in section:
            fact = facts[name]
            if not any(value.address and value.address != value.text for value in fact.values):
                yield t("people-fact", fact.label, fact.text)
                continue
            # Where there is an address behind the words, each is a line: the words, then the address.
            for value in fact.values:
                told = f"{value.text} {value.address}" if value.address != value.text else value.text
                yield t("people-fact", fact.label, told.strip())
    yield t("people-fact", t("organization-id"), organization.id)
