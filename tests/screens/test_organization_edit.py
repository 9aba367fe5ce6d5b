"""Editing an organization: every section, its limits, what fails half-way, and who may not."""

from __future__ import annotations

from typing import Any

import pytest

from capx_tui.model.organization_form import offered_unknown
from capx_tui.screens.event_form import EventFormScreen
from capx_tui.screens.project_form import ProjectScreen
from tests.screens.organization_desk import opened, organization, sql
from tests.screens.sample_form import refusal
from tests.screens.wire import timed_out
from tests.store.writing_desk import Fault

pytestmark = pytest.mark.usefixtures("home")


async def test_a_manager_changes_a_contact_and_nothing_else_is_touched() -> None:
    before = sql("SELECT * FROM organization WHERE acronym = 'TUR'")[0]
    async with opened() as form:
        assert form.here.title.startswith("Edit Wikimedia Community User Group Turkey")
        await form.write("website", "turkey.example")
        await form.here.press("ctrl+s")
        assert "Web site: https://turkey.example instead of" in form.here.flowing
        await form.here.choose("Save")
        assert form.here.status == "Saved."
        assert form.door.writes == [f"PUT /organizations/{organization()}/"]
    after = sql("SELECT * FROM organization WHERE acronym = 'TUR'")[0]
    # And the date of the change, which is the moment of the visit.
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert changed == ["https://turkey.example", "2026-06-10T15:37:00.000000Z"]


async def test_a_name_in_one_more_language_is_added_by_its_language_and_kept_in_a_draft() -> None:
    async with opened() as form:
        await form.go("add-name")
        await form.here.press("enter")
        assert form.here.title.startswith("Language of the name")
        await form.here.type("kurd")
        await form.here.press("enter")
        assert form.here.marked.startswith("Name in Kurdish (ku)")
        await form.here.type("Wîkîmedya")
        assert form["name.ku"] == "Wîkîmedya"
    async with opened() as form:
        assert form.here.title.startswith("A draft is waiting")
        await form.here.choose("Use it")
        assert form["name.ku"] == "Wîkîmedya"
        await form.save()
        assert form.here.status == "Saved."
    assert sql("SELECT name FROM organization_name WHERE language_code = 'ku'") == [("Wîkîmedya",)]


async def test_a_language_by_its_code_and_one_that_has_a_row_already() -> None:
    async with opened() as form:
        await form.go("add-name")
        await form.here.press("enter")
        await form.here.type("tr")
        await form.here.press("enter")
        assert form.here.marked.startswith("Name in Turkish (tr)")
        await form.go("add-name")
        await form.here.press("enter")
        await form.here.type("be-tarask")
        assert "The code “be-tarask”" in form.here.text
        await form.here.press("enter")
        assert form.here.marked.startswith("Name in Belarusian")
        assert form.screen.rows.field == "name.be-tarask"


async def test_an_emptied_name_goes_and_the_english_one_cannot() -> None:
    async with opened() as form:
        await form.put(name__tr="", name__en="")
        await form.here.press("ctrl+s")
        assert "Name in English (en): This must be filled in." in form.here.flowing
        await form.here.press("ctrl+z")
        await form.put(name__tr="")
        await form.save()
        assert form.here.status == "Saved."
    assert sql("SELECT 1 FROM organization_name WHERE language_code = 'tr' AND organization = ?", organization()) == []


async def test_what_is_offered_must_be_known_and_a_row_adds_it() -> None:
    async with opened() as form:
        options = form.screen.spec.by_id["available_capacities"].options  # type: ignore[attr-defined]
        lua = options.search("Lua")[0].id
        known = tuple(each for each in form["known_capacities"] if each != lua)
        await form.put(known_capacities=known, available_capacities=())
        await form.put(available_capacities=(lua,))
        await form.here.press("ctrl+s")
        assert "Available: Not among what is known: Lua." in form.here.flowing
        assert form.door.writes == []
        await form.go("add-known")
        await form.here.press("enter")
        assert "Added to “Known”: Lua." in form.here.flowing
        assert offered_unknown(form.screen.form.values) == ()
        await form.here.press("enter")
        assert "Everything that is offered is known already." in form.here.flowing


async def test_emptying_the_profile_can_be_undone_until_it_is_saved() -> None:
    async with opened() as form:
        await form.go("clear")
        await form.here.press("enter")
        assert "fields are empty now. Save to erase them at the service" in form.here.flowing
        assert form["known_capacities"] == ()
        await form.here.press("ctrl+z")
        assert form.screen.form.changed == ()
        await form.go("clear")
        await form.here.press("enter")
        await form.save()
        assert form.here.status == "Saved."
    row = sql("SELECT profile_image, meta_page, email, website, report FROM organization WHERE acronym = 'TUR'")
    assert row == [(None, None, None, None, None)]


async def test_a_tag_that_exists_in_other_letters_is_shown_as_it_is_after_saving() -> None:
    sql("INSERT INTO tag_diff (tag) VALUES ('Wiki Anatolia')")
    async with opened() as form:
        await form.put(tag_diff=("wiki anatolia",))
        await form.save()
        assert form.here.status == "Saved."
        assert form["tag_diff"] == ("Wiki Anatolia",)
        assert form.screen.form.changed == ()


async def test_a_save_that_stops_half_way_says_what_is_saved_and_keeps_the_rest() -> None:
    async with opened() as form:
        await form.put(website="https://turkey.example/", name__tr="Vikimedya")
        form.door.faults.append(Fault("PUT /organization_name/", refusal(400, {"name": ["Not this one."]})))
        await form.save()
        assert "Saved: Web site. Not saved: Name in Turkish (tr)." in form.here.flowing
        assert "What is not saved is kept here." in form.here.flowing
        assert form.here.marked.startswith("Name in Turkish (tr)")
        assert form.screen.form.changed == ("name.tr",)
        waiting = form.here.core.drafts.waiting()
        assert [list(each.draft.edits) for each in waiting] == [["name.tr"]]
        await form.write("name.tr", "Vikimedya Anadolu")
        await form.save()
        assert form.here.status == "Saved."
        assert [asked.split("/")[1] for asked in form.door.writes] == [
            "organizations",
            "organization_name",
            "organization_name",
        ]


async def test_where_nobody_knows_that_is_said_and_looked_up_before_it_is_sent_again() -> None:
    async with opened() as form:
        await form.put(website="https://turkey.example/", name__tr="Vikimedya")

        def cut(asked: str) -> None:
            if asked.startswith("PUT /organization_name/"):
                form.door.faults.append(Fault("GET /organization_name/", timed_out, times=200))

        form.door.before = cut
        form.door.faults.append(Fault("PUT /organization_name/", timed_out, acts=True))
        await form.save()
        assert "Saved: Web site. Nobody knows of: Name in Turkish (tr). Not saved: nothing." in form.here.flowing
        form.door.faults.clear()
        await form.here.press("ctrl+s")
        assert form.here.status == "No answer came, but the service has it: saved."
        assert form.screen.form.changed == ()
        assert len(form.door.writes) == 2


async def test_a_change_of_somebody_else_is_shown_and_not_overwritten() -> None:
    async with opened() as form:
        await form.put(website="https://mine.example/")
        sql("UPDATE organization SET website = 'https://theirs.example/', email = 'x@y.example' WHERE acronym = 'TUR'")
        await form.save()
        assert form.here.title.startswith("Changed by you and at the service")
        assert form.door.writes == []
        assert "https://theirs.example/" in form.here.text
        await form.here.choose("Go on")
        assert form["email"] == "x@y.example"
        await form.save()
        assert form.here.status == "Saved."
    assert sql("SELECT website, email FROM organization WHERE acronym = 'TUR'") == [
        ("https://mine.example/", "x@y.example")
    ]


async def test_others_than_its_managers_get_a_clear_word_and_no_form() -> None:
    (other,) = sql(
        "SELECT organization FROM organization_manager WHERE organization != ? ORDER BY organization", organization()
    )[0]
    async with opened(other) as form:
        assert not form.screen.rows.has_form
        assert "The service says that you do not manage this organization." in form.here.flowing
        assert "the CapX team (capx@wmnobrasil.org) appoints them" in form.here.flowing
        assert form.door.writes == []


async def test_a_manager_no_more_is_told_when_saving_and_loses_nothing() -> None:
    async with opened() as form:
        await form.put(website="https://mine.example/")
        sql("DELETE FROM organization_manager WHERE organization = ?", organization())
        sql("INSERT INTO organization_manager SELECT ?, MAX(id) FROM profile", organization())
        await form.save()
        assert "you do not manage this organization" in form.here.flowing
        assert form.door.writes == []
        assert form.screen.form.changed == ("website",)


# -- projects -------------------------------------------------------------------------------------------


async def test_a_project_is_made_changed_and_deleted_in_a_form_of_its_own() -> None:
    async with opened() as form:
        here = form.here
        await form.go("add-project")
        await here.press("enter")
        assert here.title.startswith("New project")
        await here.type("Shelves of Anatolia")
        await here.press("ctrl+s")
        await here.choose("Save")
        assert form.is_shown
        assert "Project: Shelves of Anatolia" in form.here.text
        # A profile shows four.
        await form.go("add-project")
        await here.press("enter")
        assert form.is_shown
        assert "a profile shows 4 projects; delete one first" in here.flowing
        (number,) = sql("SELECT id FROM project WHERE display_name = 'Shelves of Anatolia'")[0]
        await form.go(f"project.{number}")
        await here.press("enter")
        assert here.title.startswith("Edit project")
        screen: Any = here.app.screen
        screen.rows.go_to("url")
        await here.settle()
        await here.type("meta.wikimedia.org/wiki/Shelves")
        await here.press("ctrl+s")
        await here.choose("Save")
        assert here.status == "Saved."
        assert sql("SELECT display_name, url FROM project WHERE id = ?", number) == [
            ("Shelves of Anatolia", "https://meta.wikimedia.org/wiki/Shelves")
        ]
        screen.rows.go_to("delete")
        await here.press("enter")
        assert "cannot be brought back" in here.flowing
        await here.choose("Keep it")
        assert sql("SELECT COUNT(*) FROM project WHERE id = ?", number) == [(1,)]
        await here.press("enter")
        await here.choose("Delete this project")
        assert form.is_shown
        assert "Shelves of Anatolia" not in here.text
        assert sql("SELECT COUNT(*) FROM project WHERE id = ?", number) == [(0,)]


async def test_a_new_project_whose_answer_is_lost_is_found_and_not_made_twice() -> None:
    async with opened() as form:
        here = form.here
        here.app.push_screen(ProjectScreen(organization()))
        await here.settle()
        await here.type("Once only")
        form.door.faults.append(Fault("POST /projects/", timed_out, acts=True))
        await here.press("ctrl+s")
        await here.choose("Save")
        assert form.is_shown
    assert sql("SELECT COUNT(*) FROM project WHERE display_name = 'Once only'") == [(1,)]


# -- events ---------------------------------------------------------------------------------------------


async def test_events_are_chosen_from_a_list_and_four_are_shown() -> None:
    sql("DELETE FROM organization_choose_event WHERE organization = ?", organization())
    async with opened() as form:
        own = [row[0] for row in sql("SELECT id FROM event WHERE organization = ?", organization())]
        assert len(own) > 4
        await form.go("choose_events")
        await form.here.press("enter", "down", "enter", "down", "enter", "down", "enter", "down", "enter", "down")
        assert len(form["choose_events"]) == 4
        await form.here.press("enter")
        assert "There is no room for more: the limit is 4." in form.here.flowing
        await form.here.press("escape")
        await form.save()
        assert form.here.status == "Saved."
    kept = {row[0] for row in sql("SELECT event FROM organization_choose_event WHERE organization = ?", organization())}
    assert len(kept) == 4
    assert kept <= set(own)


async def test_a_deleted_event_is_no_main_event_any_more() -> None:
    own = [row[0] for row in sql("SELECT id FROM event WHERE organization = ? ORDER BY id", organization())]
    sql("INSERT OR IGNORE INTO organization_choose_event VALUES (?, ?)", organization(), own[0])
    async with opened() as form:
        here = form.here
        await form.put(website="https://mine.example/", choose_events=(own[0], own[1]))
        await form.go("edit-event")
        await here.press("enter")
        assert here.title.startswith("Which event?")
        (name,) = sql("SELECT name FROM event WHERE id = ?", own[0])[0]
        await here.type(name)
        await here.press("enter")
        screen = here.app.screen
        assert isinstance(screen, EventFormScreen)
        screen.rows.go_to("delete")
        await here.press("enter")
        await here.choose("Delete this event")
        assert form.is_shown
        assert sql("SELECT COUNT(*) FROM event WHERE id = ?", own[0]) == [(0,)]
        assert form["choose_events"] == (own[1],)
        await form.save()
        assert here.status == "Saved."
