"""Events: upcoming and past, filters, one event with everything, calendar files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from capx_tui.model.event_list import When, event_span
from capx_tui.model.facets import Asked
from tests.screens.visits import NOW, visit


async def test_upcoming_ones_come_soonest_first_for_everybody(home: Path) -> None:
    async with visit("events", demo=False) as here:
        assert here.title.startswith("Events")
        assert "Upcoming events" in here.rows[2]
        begins = [event_span(each)[0] for each in here.core.events.found]
        assert begins == sorted(begins)  # type: ignore[type-var]
        assert all(event_span(each)[1] >= NOW for each in here.core.events.found)  # type: ignore[operator]


async def test_past_and_all_are_a_key_away_and_nothing_is_in_both(home: Path) -> None:
    async with visit("events") as here:
        upcoming = set(here.core.events.found)
        await here.press("p")
        assert "Past events." in here.flowing
        past = set(here.core.events.found)
        assert past
        assert upcoming
        assert not past & upcoming
        await here.press("p")
        assert "All events." in here.flowing
        assert set(here.core.events.found) == past | upcoming == set(here.core.mirror.events())


async def test_each_filter_narrows_as_the_data_says(home: Path) -> None:
    async with visit("events") as here:
        store = here.core.events
        store.set_when(When.ALL)
        everything = list(store.found)
        skill = next(each for one in everything for each in one.related_skills)
        store.ask(Asked().asking("capacities", [skill]))
        assert list(store.found) == [one for one in everything if skill in one.related_skills]
        store.ask(Asked().asking("formats", ["hybrid"]))
        assert list(store.found) == [one for one in everything if one.type_of_location == "hybrid"] != []
        holder = next(one.organization for one in everything if one.organization)
        store.ask(Asked().asking("organizations", [holder]))
        assert list(store.found) == [one for one in everything if one.organization == holder]
        places = {each.id: each.territory for each in here.core.mirror.organizations()}
        place = next(place for one in everything for place in places.get(one.organization or 0, ()))
        store.ask(Asked().asking("territories", [place]))
        assert list(store.found) == [one for one in everything if place in places.get(one.organization or 0, ())]


async def test_days_are_typed_checked_and_cleared(home: Path) -> None:
    async with visit("events") as here:
        await here.press("p", "p", "f")
        await here.choose("First day")
        await here.type("tomorrow")
        await here.press("enter")
        assert "“tomorrow” is no day. Write it as 2026-06-01, or leave it empty." in here.flowing
        await here.press(*["backspace"] * 8)
        await here.type("2026-06-20")
        await here.press("enter")
        assert "First day     2026-06-20" in here.text
        await here.press("escape")
        assert "All events; from 2026-06-20" in here.text
        assert all((event_span(each)[1] or NOW).isoformat() >= "2026-06-20" for each in here.core.events.found)
        assert "c Clear" in here.text
        await here.press("c")
        assert "from 2026-06-20" not in here.text
        # With nothing to take away the key is not offered, and another has its place.
        assert "c Clear" not in here.text
        assert "p Upcoming, past" in here.text
        here.core.events.set_days(date(2026, 6, 20), None)
        await here.press("f", "c", "escape")
        assert "from 2026-06-20" not in here.text


async def test_an_event_tells_everything_and_leads_on(home: Path) -> None:
    async with visit("events", size=(100, 40)) as here:
        event = here.core.events.found[0]
        await here.press("enter")
        assert here.title.startswith(event.name[:20])
        for label in ("When", "Format", "Place", "About", "Capacities", "Organization", "Contact", "Page"):
            assert label in here.text
        assert "hello@affiliate-" in here.text
        await here.press("o")
        assert event.url in here.flowing
        await here.press("escape")
        await here.choose(f"Organization  {here.core.names.affiliation(event.organization or 0)}")
        assert here.title.startswith(here.core.names.affiliation(event.organization or 0)[:20])


async def test_calendar_files_of_one_and_of_all(home: Path) -> None:
    async with visit("events") as here:
        count = here.core.events.state.count
        await here.press("i")
        assert here.title.startswith("Save calendar file")
        await here.press("enter")
        saved = home / "capx-events.ics"
        assert f"The calendar file is saved in {saved}." in here.flowing
        assert saved.read_bytes().count(b"BEGIN:VEVENT") == count
        await here.press("i", "enter")
        assert "There is a file called" in here.flowing
        await here.choose("Replace it")
        assert saved.read_bytes().count(b"BEGIN:VEVENT") == count
        await here.press("enter", "i")
        await here.press("end", *["backspace"] * 4)
        await here.press("enter")
        assert "has to end in .ics." in here.flowing


async def test_a_calendar_of_nothing_is_refused_in_words(home: Path) -> None:
    async with visit("events") as here:
        await here.press("slash")
        await here.type("no event is called so")
        await here.press("enter", "i")
        assert "None of these events has a date" in here.flowing


async def test_one_key_saves_who_holds_an_event(home: Path) -> None:
    async with visit("events", size=(110, 30)) as here:
        event = next(each for each in here.core.events.found if each.organization)
        name = here.core.names.affiliation(event.organization or 0)
        was_saved = any(item.name == name for item in here.core.saved.state.items.values())
        here.app.open_event(event.id)
        await here.settle()
        await here.press("b")
        assert f"{name} is {'not saved any more' if was_saved else 'saved'}." in here.flowing
