"""An organization in words: every fact told, what is missing named, parts that failed said and not hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from capx_tui.errors import NoRoute
from capx_tui.model.directory import Event, Organization
from capx_tui.model.lookup import Lookup, Part
from capx_tui.model.organization import Document, News, OrganizationProject
from capx_tui.model.organization_facts import SECTIONS, event_words, organization_facts, organization_gaps

_UNASKED: Part[Any] = Part()


@dataclass(frozen=True)
class Parts:
    kind: Part[str] = _UNASKED
    projects: Part[OrganizationProject] = _UNASKED
    events: Part[Event] = _UNASKED
    documents: Part[Document] = _UNASKED
    news: Part[News] = _UNASKED


class Names:
    def capacity(self, number: int) -> str:
        return f"capacity {number}"

    territory = language_name = affiliation = project = badge = capacity


_BARE = Organization(id=5, display_name="Wikimedia Example")
_WHOLE = Organization(
    id=5,
    display_name="Wikimedia Example",
    names={"en": "Wikimedia Example", "pt-br": "Exemplo"},
    available_capacities=(1,),
    wanted_capacities=(2,),
    known_capacities=(1, 3),
    territory=(9,),
    report="https://meta.wikimedia.org/wiki/Reports",
    website="https://example.org",
    profile_image="https://commons.wikimedia.org/wiki/File:Logo.svg",
    managers=(7, 8),
    choose_events=(61,),
)


def _facts(organization: Organization, parts: Parts) -> dict[str, str]:
    facts = organization_facts(organization, parts, Names(), {7: "Ceibo"}.get, "en")  # type: ignore[arg-type]
    return {fact.id: fact.text for fact in facts}


def test_every_section_has_its_facts_even_where_there_is_nothing() -> None:
    facts = _facts(_BARE, Parts(*[Part(Lookup.NONE)] * 5))
    assert set(facts) == {name for _, section in SECTIONS for name in section}
    told = {name: text for name, text in facts.items() if text != "none"}
    assert told == {"managers": "nobody", "address": "https://capx.toolforge.org/organization_profile/5"}


def test_what_is_there_is_told() -> None:
    facts = _facts(_WHOLE, Parts())
    assert facts["names"] == "Wikimedia Example (English), Exemplo (Brazilian Portuguese)"
    assert facts["logo"] == "File:Logo.svg"
    assert facts["managers"] == "Ceibo, Person 8"
    assert facts["projects"] == facts["news"] == "being asked for"


def test_chosen_events_stand_apart_and_once() -> None:
    chosen = Event(id=61, name="Meeting", time_begin="2026-12-01T10:00:00Z")
    older = Event(id=62, name="Walk", time_begin="2026-01-01T10:00:00Z")
    newer = Event(id=63, name="Talk", time_begin="2026-06-01T10:00:00Z")
    facts = _facts(_WHOLE, Parts(events=Part(Lookup.KNOWN, (older, chosen, newer))))
    assert facts["main-events"] == "Meeting, Dec 1, 2026"
    assert facts["events"] == "Talk, Jun 1, 2026, Walk, Jan 1, 2026"


def test_a_part_that_failed_tells_what_arrived_and_why_not_all_did() -> None:
    projects = Part(Lookup.FAILED, (OrganizationProject(id=1, name="Old maps"),), NoRoute(host="capx.example"))
    text = _facts(_WHOLE, Parts(projects=projects))["projects"]
    assert text.startswith("Old maps, not all could be fetched: ")
    assert "capx.example" in text


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (Event(id=1, name="Walk"), "Walk"),
        (Event(id=1, name="Walk", type_of_location="virtual"), "Walk, online"),
        (
            Event(
                id=1,
                name="Walk",
                time_begin="2026-12-01T10:00:00Z",
                time_end="2026-12-01T12:00:00Z",
                type_of_location="in_person",
            ),
            "Walk, Dec 1, 2026, in person",
        ),
        (
            Event(
                id=1,
                name="Walk",
                time_begin="2026-12-01T10:00:00Z",
                time_end="2026-12-03T12:00:00Z",
                type_of_location="hybrid",
            ),
            "Walk, Dec 1, 2026 to Dec 3, 2026, in person and online",
        ),
        (Event(id=1, name="Walk", type_of_location="on the moon", time_begin="soon"), "Walk"),
    ],
)
def test_an_event_in_a_line(event: Event, words: str) -> None:
    assert event_words(event, "en") == words


def test_gaps_are_what_keeps_people_away() -> None:
    assert organization_gaps(_WHOLE) == []
    assert organization_gaps(_BARE) == [
        "what it offers",
        "what it wants to learn",
        "what it knows",
        "its territory",
        "a report",
        "a way to reach it",
        "a logo",
    ]
