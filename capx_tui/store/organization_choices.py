"""What the forms of an organization and of its events choose from, out of the mirror and what was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.i18n.moments import day
from capx_tui.model.directory import Event
from capx_tui.model.event_form import EventChoices
from capx_tui.model.form_options import Option, Options
from capx_tui.model.organization_form import OrganizationChoices
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Kind, Names, term_languages
from capx_tui.store.options import CapacityOptions, NamedOptions

__all__ = ["event_choices", "event_option", "organization_choices"]


def organization_choices(
    names: Names, mirror: Mirror, organization_id: int, types: Sequence[tuple[int, str]], events: Sequence[Event]
) -> OrganizationChoices:
    """For the form of one organization: `types` are ids and names, `events` its own."""
    languages = term_languages(names.language)
    acronyms = {
        each.acronym.lower(): each.name_in(languages)
        for each in mirror.organizations()
        if each.acronym and each.id != organization_id
    }
    return OrganizationChoices(
        capacities=CapacityOptions(names),
        territories=NamedOptions(names, Kind.TERRITORY),
        types=Options([Option(number, name) for number, name in types]),
        events=Options([event_option(event, names.language) for event in events]),
        acronyms=acronyms,
        language=names.language,
    )


def event_option(event: Event, language: str) -> Option:
    """An event to choose: its name, and the day it begins."""
    return Option(event.id, event.name, day(event.time_begin, language))


def event_choices(names: Names, mirror: Mirror, organization_id: int, account_id: int) -> EventChoices:
    """For the form of an event of `organization_id`: capacities, and the organizations that the account manages."""
    languages = term_languages(names.language)
    managed = {
        each.id: Option(each.id, each.name_in(languages), each.acronym)
        for each in mirror.organizations()
        if account_id in each.managers
    }
    # The lists may be older than the role.
    managed.setdefault(organization_id, Option(organization_id, names.affiliation(organization_id)))
    return EventChoices(CapacityOptions(names), Options(list(managed.values())))
