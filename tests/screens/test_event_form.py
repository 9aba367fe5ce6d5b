"""An event's form: filled in from an address, told in UTC and by the wall clock, made once, changed, deleted."""

from __future__ import annotations

from typing import Any

import pytest

from capx_tui.screens.event_form import EventFormScreen
from tests.screens.organization_desk import Opened, opened, organization, sql
from tests.screens.sample_form import refusal
from tests.screens.wire import html, service_down, timed_out
from tests.store.writing_desk import Fault, Outcome

pytestmark = pytest.mark.usefixtures("home")
NIGHT = "https://meta.wikimedia.org/wiki/Event:Night_of_the_Open_Shelves"


class Event(EventFormScreen):
    """Drafts are written at once: tests wait for work and not for clocks."""

    AUTOSAVE_S = 0.0


async def begin(form: Opened, event_id: int = 0) -> Event:
    """The event's form above the organization's."""
    screen = Event(organization(), event_id)
    form.here.app.push_screen(screen)
    await form.here.settle()
    return screen


async def fill_in(form: Opened, screen: Event, address: str) -> None:
    screen.rows.go_to("url")
    await form.here.type(address)
    screen.rows.go_to("fill")
    await form.here.press("enter")


async def put(form: Opened, screen: Event, **values: Any) -> None:
    screen.rows.put(screen.form.edit_many(values))
    await form.here.settle()


async def save(form: Opened) -> None:
    await form.here.press("ctrl+s")
    await form.here.choose("Save")


def events() -> list[Any]:
    return sql("SELECT id, name, time_begin, time_end, type_of_location, wikidata_qid FROM event ORDER BY id")


async def test_a_page_at_meta_fills_the_form_in_after_it_was_shown() -> None:
    before = events()
    async with opened() as form:
        here, screen = form.here, await begin(form)
        assert here.title.startswith("New event")
        await fill_in(form, screen, NIGHT)
        assert here.title.startswith("Fill in from this address")
        assert "Night of the Open Shelves" in here.text
        assert "Found there" in here.text
        assert screen.form["name"] == ""
        assert "Both sides changed" not in here.text
        await here.choose("Go on")
        assert here.app.screen is screen
        assert "fields are filled in; look through them, it can be undone." in here.flowing
        assert screen.form["name"] == "Night of the Open Shelves"
        # The page that was named is where people are to be led, whatever web site its item names.
        assert screen.form["url"] == NIGHT
        assert screen.form["wikidata_qid"] == "Q920000001"
        assert screen.form["type_of_location"] == "in_person"
        assert str(screen.form["time_begin"]).startswith("2026-06-28 ")
        await save(form)
        assert form.is_shown, here.text
        assert here.status == "The event is there now."
    (made,) = [row for row in events() if row not in before]
    assert made[1] == "Night of the Open Shelves"
    assert made[5] == "Q920000001"


async def test_each_thing_found_can_be_left_out_and_filling_in_can_be_undone() -> None:
    async with opened() as form:
        here, screen = form.here, await begin(form)
        await put(form, screen, name="Our own name")
        await fill_in(form, screen, "https://www.wikidata.org/wiki/Q920000003")
        assert "Congress of Quiet Readers" in here.text
        await here.down_to("Taken")
        # First the address, then the name: both are to stay.
        await here.press("enter")
        await here.press("down")
        await here.down_to("Taken")
        await here.press("enter")
        await here.choose("Go on")
        assert screen.form["name"] == "Our own name"
        assert screen.form["url"] == "https://www.wikidata.org/wiki/Q920000003"
        assert screen.form["description"] == "conference of library volunteers"
        await here.press("ctrl+z")
        assert screen.form["description"] == ""


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            "https://example.org/party",
            "“https://example.org/party” is neither an item of Wikidata nor a page of Meta-Wiki.",
        ),
        (
            "https://www.wikidata.org/wiki/Q999999999",
            "Neither Wikidata nor Meta-Wiki knows anything of “https://www.wikidata.org/wiki/Q999999999” to fill in.",
        ),
        (
            "https://meta.wikimedia.org/wiki/Nothing_here",
            (
                "Neither Wikidata nor Meta-Wiki knows anything of"
                " “https://meta.wikimedia.org/wiki/Nothing_here” to fill in."
            ),
        ),
        ("", "Type the event's address above first."),
    ],
)
async def test_what_nobody_knows_is_said_and_the_form_stays(address: str, said: str) -> None:
    async with opened() as form:
        here, screen = form.here, await begin(form)
        await put(form, screen, name="Party")
        await fill_in(form, screen, address)
        assert here.app.screen is screen
        assert said in here.flowing
        assert screen.form["name"] == "Party"
        assert screen.form["url"] == address


@pytest.mark.parametrize("fault", [timed_out, html, service_down])
async def test_where_wikidata_does_not_answer_the_form_stays_and_it_can_be_tried_again(fault: Outcome) -> None:
    async with opened() as form:
        here, screen = form.here, await begin(form)
        here.wire.fail(fault, where="wikidata")
        await fill_in(form, screen, "https://www.wikidata.org/wiki/Q920000001")
        assert "Error: Nothing is filled in." in here.flowing
        assert "F6 tries again." in here.flowing
        assert screen.form["name"] == ""
        here.wire.mend()
        await here.press("f6")
        assert here.title.startswith("Fill in from this address")


async def test_a_page_is_enough_where_wikidata_does_not_answer() -> None:
    async with opened() as form:
        here, screen = form.here, await begin(form)
        here.wire.fail(timed_out, where="wikidata")
        await fill_in(form, screen, NIGHT)
        await here.choose("Go on")
        assert screen.form["name"] == "Night of the Open Shelves"
        assert screen.form["type_of_location"] is None


async def test_begin_and_end_are_told_by_the_wall_clock_and_the_end_is_two_hours_later() -> None:
    async with opened() as form:
        here, screen = form.here, await begin(form)
        assert "Once a begin in UTC is typed" in here.flowing
        screen.rows.go_to("time_begin")
        await here.type("2026-12-01 17:00")
        await here.press("down")
        assert screen.form["time_end"] == "2026-12-01 19:00"
        assert "By your clock it begins at 2026-12-01 17:00 UTC and ends at 2026-12-01 19:00 UTC." in here.flowing
        # An end that was emptied on purpose stays empty.
        await put(form, screen, time_end="")
        screen.rows.go_to("type_of_location")
        await here.settle()
        assert screen.form["time_end"] == ""


async def test_what_is_missing_is_said_and_nothing_is_sent() -> None:
    async with opened() as form:
        here, screen = form.here, await begin(form)
        screen.rows.go_to("name")
        await here.press("ctrl+s")
        assert "3 fields need another look. Name: This must be filled in." in here.flowing
        assert form.door.writes == []


async def test_an_event_whose_answer_is_lost_is_found_and_not_made_twice() -> None:
    before = len(events())
    async with opened() as form:
        screen = await begin(form)
        await put(form, screen, name="Once only", time_begin="2026-12-01 17:00", type_of_location="virtual")
        form.door.faults.append(Fault("POST /events/", timed_out, acts=True))
        await save(form)
        assert form.is_shown
    assert len(events()) == before + 1


async def test_an_event_of_which_nobody_knows_is_looked_for_before_it_is_sent_again() -> None:
    before = len(events())
    async with opened() as form:
        screen = await begin(form)
        await put(form, screen, name="Once only", time_begin="2026-12-01 17:00", type_of_location="virtual")

        def cut(asked: str) -> None:
            if asked.startswith("POST /events/"):
                form.door.faults.append(Fault("GET /events/", timed_out, times=200))

        form.door.before = cut
        form.door.faults.append(Fault("POST /events/", timed_out, acts=True))
        await save(form)
        assert "Nobody knows whether it was saved." in form.here.flowing
        form.door.faults.clear()
        await form.here.press("ctrl+s")
        assert form.is_shown
    assert len(events()) == before + 1


async def test_only_what_changed_of_an_event_is_sent_and_times_keep_their_seconds() -> None:
    number, name, _begin_at, *_ = next(row for row in events() if row[3] is not None)
    sql(
        "UPDATE event SET organization = ?, time_begin = ?, time_end = NULL WHERE id = ?",
        organization(),
        "2026-06-05T10:00:30.000000Z",
        number,
    )
    async with opened() as form:
        screen = await begin(form, number)
        assert form.here.title.startswith("Edit event")
        await put(form, screen, name=f"{name}!")
        await save(form)
        assert form.here.status == "Saved."
        assert form.here.core.mirror.events()
        assert any(each.name == f"{name}!" for each in form.here.core.mirror.events())
    (after,) = [row for row in events() if row[0] == number]
    assert after[1] == f"{name}!"
    assert after[2].startswith("2026-06-05T10:00:30")


async def test_a_refusal_stands_beside_its_field_and_a_foreign_change_is_shown() -> None:
    (number, _) = sql("SELECT id, name FROM event WHERE organization = ? ORDER BY id", organization())[0]
    async with opened() as form:
        here, screen = form.here, await begin(form, number)
        await put(form, screen, url="https://mine.example/")
        form.door.faults.append(Fault(f"PUT /events/{number}/", refusal(400, {"url": ["Not this host."]})))
        await save(form)
        assert "One field needs another look. Address: Not this host." in here.flowing
        sql("UPDATE event SET url = 'https://theirs.example/' WHERE id = ?", number)
        await put(form, screen, url="https://mine.example/2")
        await save(form)
        assert here.title.startswith("Changed by you and at the service")
        assert "https://theirs.example/" in here.text


async def test_deleting_asks_and_an_event_that_is_gone_is_deleted() -> None:
    (number, _) = sql("SELECT id, name FROM event WHERE organization = ? ORDER BY id", organization())[0]
    async with opened() as form:
        here, screen = form.here, await begin(form, number)
        await put(form, screen, name="Changed and not saved")
        screen.rows.go_to("delete")
        await here.press("enter")
        assert "on the events page as well, and cannot be brought back" in here.flowing
        form.door.faults.append(Fault(f"DELETE /events/{number}/", timed_out, acts=True))
        await here.choose("Delete this event")
        assert form.is_shown
        assert here.core.drafts.waiting() == []
        assert all(each.id != number for each in here.core.mirror.events())
    assert sql("SELECT 1 FROM event WHERE id = ?", number) == []


async def test_an_event_of_others_opens_for_nobody_else() -> None:
    (theirs,) = sql("SELECT organization FROM event WHERE organization != ? ORDER BY id", organization())[0]
    async with opened() as form:
        screen = Event(theirs)
        form.here.app.push_screen(screen)
        await form.here.settle()
        assert not screen.rows.has_form
        assert "you do not manage this organization" in form.here.flowing


async def test_nobody_leaves_or_deletes_twice_before_it_is_known_what_became_of_it() -> None:
    (number, _) = sql("SELECT id, name FROM event WHERE organization = ? ORDER BY id", organization())[0]
    async with opened() as form:
        here, screen = form.here, await begin(form, number)
        here.endless = frozenset({"delete"})
        here.wire.hold(where=f"/events/{number}/")
        for _ in range(2):
            screen.rows.go_to("delete")
            await here.press("enter")
            await here.choose("Delete this event")
        for key in ("escape", "ctrl+s", "ctrl+q"):
            await here.press(key)
            assert here.app.screen is screen
            assert here.status == "It is still being sent; wait for the answer."
        here.wire.release()
        here.endless = frozenset()
        await here.settle()
        assert here.status == "The event is deleted."
        assert form.is_shown
        assert form.door.writes == [f"DELETE /events/{number}/"]


async def test_what_is_found_waits_until_one_is_back_in_the_form() -> None:
    async with opened() as form:
        here, screen = form.here, await begin(form)
        here.endless = frozenset({"fill"})
        here.wire.hold(where="meta")
        await fill_in(form, screen, NIGHT)
        await here.press("f1")
        here.wire.release()
        here.endless = frozenset()
        await here.settle()
        assert here.title.startswith("Help")
        await here.press("escape")
        assert here.title.startswith("Fill in from this address")
        assert "Both sides changed this" not in here.text
        await here.choose("Go on")
        assert screen.form["name"] == "Night of the Open Shelves"
        await here.press("f1", "escape")
        assert here.app.screen is screen
