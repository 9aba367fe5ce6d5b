"""What an event's address stands for, and the days that a page names."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.model.event_source import EventFacts, EventSource, dates_in, fill_values, source_of


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("https://www.wikidata.org/wiki/Q42", EventSource(item="Q42")),
        ("wikidata.org/entity/q42", EventSource(item="Q42")),
        ("https://m.wikidata.org/wiki/Special:EntityPage/Q42", EventSource(item="Q42")),
        ("https://meta.wikimedia.org/wiki/Event:Lua_night", EventSource(title="Event:Lua night")),
        ("https://meta.m.wikimedia.org/wiki/Event:Caf%C3%A9?uselang=tr#x", EventSource(title="Event:Café")),
        ("https://meta.wikimedia.org/w/index.php?title=Event:Lua_night", EventSource(title="Event:Lua night")),
        ("https://meta.wikimedia.org/wiki/", None),
        ("https://www.wikidata.org/wiki/Lua", None),
        ("https://br.wikimedia.org/wiki/Event", None),
        ("https://evil.example/wiki/Q42", None),
        ("https://www.wikidata.org.evil.example/wiki/Q42", None),
        ("https://[", None),
        ("", None),
    ],
)
def test_an_address_is_an_item_a_page_or_neither(address: str, source: EventSource | None) -> None:
    assert source_of(address) == source


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wikitext", "html", "dates"),
    [
        (
            "{{Start date|2026|12|10|17|30}} {{End date|2026|12|11|22|00}}",
            "",
            (at(2026, 12, 10, 17, 30), at(2026, 12, 11, 22)),
        ),
        ("{{start_date | 2026 | 1 | 2 | df=yes }}", "", (at(2026, 1, 2), None)),
        ("{{Start date and time|2026|12|10}}", "on 3 May 2027", (at(2026, 12, 10), None)),
        ("{{Start date|1999|12|10}} from 2026-12-10", "", (at(2026, 12, 10), None)),
        ("{{Start date|2026|13|10}}", "", (None, None)),
        ("From 2026-12-10T17:00 to 2026-12-12 18:30 (UTC)", "", (at(2026, 12, 10, 17), at(2026, 12, 12, 18, 30))),
        ("2026-12-10, planned since 2025-01-01", "", (at(2026, 12, 10), None)),
        ("2018-05-05", "<p>2018</p>", (None, None)),
        ("", "<p>Meet us on <b>17&#160;November</b> 2026.</p>", (at(2026, 11, 17), None)),
        ("", "17–19 November 2026", (at(2026, 11, 17), at(2026, 11, 19))),
        ("", "30 November to 2 December 2026", (at(2026, 11, 30), at(2026, 12, 2))),
        ("", "November 17, 2026", (at(2026, 11, 17), None)),
        ("", "Nov. 17-19, 2026", (at(2026, 11, 17), at(2026, 11, 19))),
        ("", "November 30 – December 2, 2026", (at(2026, 11, 30), at(2026, 12, 2))),
        ("", "31 February 2026", (None, None)),
        ("", "3 May 2019 and 4 May 2036", (None, None)),
        ("", "<style>.x{content:'1 May 2026'}</style>next year", (None, None)),
        ("", "", (None, None)),
    ],
)  # fmt: skip
def test_days_are_found_in_templates_then_as_iso_then_in_words(
    wikitext: str, html: str, dates: tuple[datetime | None, datetime | None]
) -> None:
    assert dates_in(wikitext, html) == dates


@given(st.text(max_size=300), st.text("0123456789-–<>&;{}|dSteart Mayov,", max_size=200))
def test_no_page_is_too_odd(wikitext: str, html: str) -> None:
    begin, end = dates_in(wikitext + html, html)
    assert end is None or begin is not None


def test_what_a_page_says_comes_before_what_its_item_says_and_days_come_from_one_of_them() -> None:
    page = EventFacts(name="Page", begin=at(2026, 12, 1))
    item = EventFacts("Item", "described", at(2026, 12, 5), at(2026, 12, 6), True, "https://x.example/", "Q42")
    both = page.or_else(item)
    assert both == EventFacts("Page", "described", at(2026, 12, 1), None, True, "https://x.example/", "Q42")
    assert fill_values(both) == {
        "url": "https://x.example/",
        "name": "Page",
        "time_begin": "2026-12-01 00:00",
        "type_of_location": "in_person",
        "description": "described",
        "wikidata_qid": "Q42",
    }
    assert EventFacts().is_empty
    assert fill_values(EventFacts(name="Only")) == {"name": "Only"}
