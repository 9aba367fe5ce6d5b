"""Events by time, and as a calendar file."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.i18n import use
from capx_tui.model.calendar import calendar
from capx_tui.model.directory import Event, Organization
from capx_tui.model.event_list import When, event_facets, events_when, within
from capx_tui.model.event_words import format_words, local_words, utc_words
from capx_tui.model.facets import Asked

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)


def event(number: int, begin: str = "", end: str = "", **more: object) -> Event:
    return Event(id=number, name=f"Event {number}", time_begin=begin, time_end=end, **more)  # type: ignore[arg-type]


EVENTS = [
    event(1, "2026-06-09T10:00:00Z", "2026-06-11T10:00:00Z"),
    event(2, "2026-06-20T10:00:00Z"),
    event(3, "2026-06-10T11:00:00Z", "2026-06-10T11:59:59Z"),
    event(4, "2026-06-12T10:00:00+02:00", "2026-06-12T12:00:00+02:00"),
    event(5),
    event(6, "2020-01-01T00:00:00Z"),
    event(7, "not a day"),
]


def test_upcoming_is_what_has_not_ended_soonest_first() -> None:
    assert [each.id for each in events_when(EVENTS, When.UPCOMING, NOW)] == [1, 4, 2, 5, 7]


def test_past_is_the_rest_latest_first() -> None:
    assert [each.id for each in events_when(EVENTS, When.PAST, NOW)] == [3, 6]
    assert [each.id for each in events_when(EVENTS, When.ALL, NOW)] == [6, 1, 3, 4, 2, 5, 7]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (None, None, [1, 2, 3, 4, 5, 6, 7]),
        (date(2026, 6, 11), None, [1, 2, 4]),
        (None, date(2026, 6, 9), [1, 6]),
        (date(2026, 6, 10), date(2026, 6, 10), [1, 3]),
        (date(2027, 1, 1), None, []),
        (date.min, date.max, [1, 2, 3, 4, 6]),
    ],
)
def test_days_keep_what_lies_in_them(first: date | None, last: date | None, found: list[int]) -> None:
    assert [each.id for each in EVENTS if within(each, first, last)] == found


def test_an_event_is_where_its_organization_is() -> None:
    holder = Organization(id=8, display_name="WM", names={"pt-br": "Grupo"}, territory=(22,))
    facets = event_facets({8: holder}, {22: [10]})
    held = event(1, organization=8, type_of_location="hybrid", related_skills=(5,))
    other = event(2)
    for asked in (
        Asked().asking("territories", [10]),
        Asked().asking("territories", [22]),
        Asked().asking("organizations", [8]),
        Asked().asking("formats", ["hybrid"]),
        Asked().asking("capacities", [5, 6]),
        Asked(text="grupo"),
    ):
        assert facets.select([held, other], asked) == [held], asked
    assert facets.select([held, other], Asked().asking("territories", [23])) == []


def test_times_are_told_in_both_zones_and_the_day_once() -> None:
    assert local_words(EVENTS[3], "en_GB") == "12 Jun 2026, 08:00 to 10:00"
    assert utc_words(EVENTS[3], "en_GB") == "12 Jun 2026, 08:00 to 10:00"
    assert local_words(EVENTS[0], "en_GB") == "9 Jun 2026, 10:00 to 11 Jun 2026, 10:00"
    assert local_words(EVENTS[1], "no such language") == "2026-06-20, 10:00"
    assert (local_words(EVENTS[4], "en"), utc_words(EVENTS[4], "en")) == ("No date given", "")
    assert [format_words(event(1, type_of_location=each)) for each in ("in_person", "", "strange")] == [
        "in person",
        "",
        "",
    ]
    use("en")


def made(*events: Event) -> str:
    return calendar(events, lambda number: f"Organization {number}", now=NOW, host="capx.example").decode()


def test_a_calendar_says_what_calendars_ask_for() -> None:
    text = made(
        event(
            4,
            "2026-06-12T10:00:00+02:00",
            "2026-06-12T12:00:00+02:00",
            description="One, two; three\\\nand more",
            organization=8,
            url="https://meta.wikimedia.org/wiki/Event:4",
            openstreetmap_id="https://www.openstreetmap.org/node/1",
        ),
        event(5),
    )
    assert text == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//capx-tui//events//EN\r\nCALSCALE:GREGORIAN\r\n"
        "BEGIN:VEVENT\r\nUID:capx-event-4@capx.example\r\nDTSTAMP:20260610T120000Z\r\n"
        "DTSTART:20260612T080000Z\r\nDTEND:20260612T100000Z\r\nSUMMARY:Event 4\r\n"
        "DESCRIPTION:One\\, two\\; three\\\\\\nand more\\nOrganization 8\r\n"
        "LOCATION:https://www.openstreetmap.org/node/1\r\nURL:https://meta.wikimedia.org/wiki/Event:4\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


@given(st.text(max_size=300), st.text(max_size=60))
def test_no_text_of_others_breaks_a_calendar(description: str, name: str) -> None:
    text = made(Event(id=1, name=name, description=description, time_begin="2026-06-12T10:00:00Z"))
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = re.sub(r"\r\n ", "", text).split("\r\n")
    assert not any(re.search(r"[\x00-\x08\x0b-\x1f\x7f]", line) for line in whole)
    kinds = [line.partition(":")[0] for line in whole if line]
    assert [kind for kind in kinds if kind != "DESCRIPTION"] == [
        *("BEGIN", "VERSION", "PRODID", "CALSCALE", "BEGIN", "UID", "DTSTAMP", "DTSTART", "SUMMARY"),
        *("END", "END"),
    ]
