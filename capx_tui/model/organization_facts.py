"""An organization's profile as facts, section by section: what every face of the program reads out.

Source: user guide, "Details on CapX organization profile"; behaviour file, section 8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.moments import day, parse
from capx_tui.i18n.sentences import sentence
from capx_tui.model.commons_files import file_page, file_title
from capx_tui.model.directory import Event, Organization
from capx_tui.model.event_words import format_words
from capx_tui.model.languages import words_for
from capx_tui.model.links import organization_address
from capx_tui.model.lookup import Lookup, Part
from capx_tui.model.organization import Document, News, OrganizationProject
from capx_tui.model.profile_facts import Fact, Naming, Value

__all__ = ["GAPS", "SECTIONS", "Parts", "event_words", "organization_facts", "organization_gaps"]

T = TypeVar("T")

#: Heading and facts of each section, in the order of reading.
SECTIONS = (
    ("organization-heading-capacities", ("available", "wanted", "known")),
    ("organization-heading-about", ("names", "acronym", "type", "territory", "report", "logo")),
    ("organization-heading-projects", ("projects",)),
    ("organization-heading-events", ("main-events", "events")),
    ("organization-heading-news", ("news", "documents")),
    ("organization-heading-contacts", ("meta-page", "website", "email", "mastodon", "home-project", "managers")),
    ("organization-heading-link", ("address", "last-update")),
)
#: Whose absence keeps people from finding an organization, or from writing to it; the dearest first.
GAPS = ("available", "wanted", "known", "territory", "report", "contacts", "logo")


class Parts(Protocol):
    """What stands behind the ids of an organization."""

    @property
    def kind(self) -> Part[str]:
        """What kind of organization it is."""

    @property
    def projects(self) -> Part[OrganizationProject]:
        """Its projects."""

    @property
    def events(self) -> Part[Event]:
        """Its events."""

    @property
    def documents(self) -> Part[Document]:
        """Its documents."""

    @property
    def news(self) -> Part[News]:
        """Posts about it."""


@dataclass(frozen=True)
class _Telling:
    organization: Organization
    names: Naming
    #: The name of a manager by id, "" where it is not known.
    person: Callable[[int], str]
    language: str

    def fact(self, which: str, values: Iterable[Value | str], missing: str = "organization-none") -> Fact:
        filled = tuple(value if isinstance(value, Value) else Value(value) for value in values if value)
        return Fact(which, t(f"organization-{which}"), filled, t(missing))

    def part(self, which: str, part: Part[T], value: Callable[[T], Value]) -> Fact:
        """A part: what arrived of it, and as a last value why not all did."""
        values = [value(each) for each in part.items]
        if part.error is not None:
            values.append(Value(t("organization-part-failed", sentence(part.error))))
        waiting = part.lookup in (Lookup.UNASKED, Lookup.LOADING)
        return self.fact(which, values, "organization-part-loading" if waiting else "organization-none")

    def address(self, which: str, address: str) -> Fact:
        return self.fact(which, [Value(address, address=address)] if address else [])


def organization_facts(
    organization: Organization, parts: Parts, names: Naming, person: Callable[[int], str], language: str
) -> list[Fact]:
    """Everything there is to tell; what is not there says so. `person` names a manager by id."""
    telling = _Telling(organization, names, person, language)
    return [*_exchange(telling), *_about(telling, parts), *_doing(telling, parts), *_reaching(telling)]


def _exchange(telling: _Telling) -> Iterator[Fact]:
    organization, names = telling.organization, telling.names
    for which in ("available", "wanted", "known"):
        numbers: tuple[int, ...] = getattr(organization, f"{which}_capacities")
        yield telling.fact(which, [Value(names.capacity(number), capacity=number) for number in numbers])


def _about(telling: _Telling, parts: Parts) -> Iterator[Fact]:
    organization = telling.organization
    others = sorted((code, name) for code, name in organization.names.items())
    yield telling.fact(
        "names", [t("organization-name-of", name, words_for(code, telling.language)) for code, name in others]
    )
    yield telling.fact("acronym", [organization.acronym])
    yield telling.part("type", parts.kind, Value)
    yield telling.fact("territory", map(telling.names.territory, organization.territory))
    yield telling.address("report", organization.report)
    title = file_title(organization.profile_image)
    picture = file_page(title) if title else organization.profile_image
    yield telling.fact("logo", [Value(title or picture, address=picture)] if picture else [])


def _doing(telling: _Telling, parts: Parts) -> Iterator[Fact]:
    language, chosen = telling.language, telling.organization.choose_events
    yield telling.part("projects", parts.projects, lambda each: Value(each.name or each.url, address=each.url))
    by_id = {each.id: each for each in parts.events.items}
    main = [by_id[number] for number in chosen if number in by_id]
    # The chosen ones are told once, and the others by their begin, newest first.
    rest = sorted((each for each in by_id.values() if each not in main), key=_begin, reverse=True)

    def event(each: Event) -> Value:
        return Value(event_words(each, language), address=each.url)

    yield telling.part("main-events", Part(parts.events.lookup, tuple(main)), event)
    yield telling.part("events", Part(parts.events.lookup, tuple(rest), parts.events.error), event)
    yield telling.part("news", parts.news, lambda each: Value(_news_words(each, language), address=each.address))
    yield telling.part(
        "documents", parts.documents, lambda each: Value(each.title or each.address, address=each.address)
    )


def _begin(event: Event) -> str:
    return event.time_begin


def event_words(event: Event, language: str) -> str:
    """An event in a line: its name, its days, and where it is held."""
    days = list(dict.fromkeys(filter(None, (day(event.time_begin, language), day(event.time_end, language)))))
    told = [t("organization-event-days", *days) if len(days) > 1 else "".join(days), format_words(event)]
    return commas(filter(None, (event.name, *told)))


def _news_words(news: News, language: str) -> str:
    when = day(news.published.isoformat(), language) if news.published is not None else ""
    return commas(filter(None, (news.title, when)))


def _reaching(telling: _Telling) -> Iterator[Fact]:
    organization = telling.organization
    yield telling.address("meta-page", organization.meta_page)
    yield telling.address("website", organization.website)
    yield telling.fact("email", [organization.email])
    yield telling.address("mastodon", organization.mastodon)
    yield telling.address("home-project", organization.home_project)
    yield telling.fact(
        "managers",
        [
            Value(telling.person(number) or t("organization-manager-unknown", number), person=number)
            for number in organization.managers
        ],
        "organization-no-managers",
    )
    yield telling.address("address", organization_address(organization.id))
    moment = parse(organization.update_date)
    yield telling.fact("last-update", [day(organization.update_date, telling.language)] if moment else [])


def organization_gaps(organization: Organization) -> Sequence[str]:
    """What is missing that matters, in words; nothing where all of it is there."""
    held = {
        "available": organization.available_capacities,
        "wanted": organization.wanted_capacities,
        "known": organization.known_capacities,
        "territory": organization.territory,
        "report": organization.report,
        "contacts": organization.meta_page or organization.website or organization.email,
        "logo": organization.profile_image,
    }
    return [t(f"organization-gap-{each}") for each in GAPS if not held[each]]
