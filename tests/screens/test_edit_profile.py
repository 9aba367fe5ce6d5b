"""Editing one's own profile, from the first field to the last by keys alone, against the embedded service."""

from __future__ import annotations

import sqlite3

import pytest
from msgspec.structs import replace

from tests.screens.profile_editor import AVAILABLE, KNOWN, editor, held
from tests.screens.visits import database
from tests.screens.wire import no_route

pytestmark = pytest.mark.usefixtures("home")


async def test_every_field_is_edited_by_keys_and_comes_back_as_it_was_left() -> None:
    async with editor() as edit:
        here = edit.here
        assert here.marked.startswith("Avatar: ")
        assert "File:CapX - Avatar - 5.svg" in here.marked
        await here.press("enter")
        await here.type("Avatar - 9")
        await here.press("enter")
        await here.choose("Look up my item")
        assert "Maya Papatya" in here.text
        assert "Turkish librarian" in here.text
        await here.choose("The item")
        assert here.marked.startswith("Wikidata item:")
        assert "Q910000001" in here.marked
        await here.down_to("Mini bio:")
        await here.press("enter")
        await here.type(" Merhaba!")
        await here.press("escape")
        await here.down_to("Language of the bio")
        await here.press("enter")
        await here.type("turk")
        await here.press("enter")
        # Known, Available and Wanted: by typing.
        await here.down_to("Add to Known")
        await here.press("enter")
        await here.type("lua")
        await here.press("enter", "escape")
        await here.choose("Add to Available")
        await here.type("lua")
        await here.press("enter", "escape")
        await here.choose("Add to Wanted")
        await here.type("pattypan")
        await here.press("enter", "escape")
        await here.choose("Add to Languages")
        await here.type("french")
        await here.press("enter", "escape")
        assert edit["language"][-1].level == "3"
        await here.press("up")
        assert here.marked.strip().startswith("French")
        await here.press("right")
        await here.choose("Add to Affiliation")
        await here.type("argentina")
        await here.press("enter", "escape")
        await here.choose("Add to Territory")
        await here.type("brazil")
        await here.press("enter", "escape")
        await here.choose("Add to Wikimedia projects")
        await here.type("wiktionary")
        await here.press("enter", "escape")
        await here.down_to("Display name:")
        await here.press("ctrl+u")
        await here.type("Papatya")
        await here.press("down", "enter")
        await here.type("they")
        await here.press("enter", "down", "ctrl+u")
        await here.type("Readers")
        await here.press("down", "ctrl+u")
        await here.type("sparrow at Work")
        await here.choose("Add to Contact")
        await here.type("Matrix: @papatya:chat.example")
        await here.press("enter")
        await here.choose("Add to Pages elsewhere")
        await here.type("https://social.example/@papatya")
        await here.press("enter")
        # Whatever field there is has been reached and changed.
        assert set(edit.screen.form.changed) == {spec.id for spec in edit.screen.form.spec.valued}
        before = await held()
        await here.press("ctrl+s")
        assert here.flowing.count("+ Lua to") == 2
        for words in ("+ Lua to Known", "+ Lua to Available", "+ Pattypan to Wanted"):
            assert words in here.flowing, here.text
        await here.choose("Save profile")
        assert here.status == "Your profile is saved; others see it now."
        assert edit.screen.form.changed == ()
        names = edit.screen.core.names
        after = await held()
        assert after == replace(
            before,
            avatar=10,
            wikidata_qid="Q910000001",
            about=f"{before.about} Merhaba!",
            about_language=after.about_language,
            skills_known=after.skills_known,
            skills_available=after.skills_available,
            skills_wanted=after.skills_wanted,
            language=after.language,
            affiliation=after.affiliation,
            territory=after.territory,
            wikimedia_project=after.wikimedia_project,
            display_name="Papatya",
            pronoun="they-them",
            team="Readers",
            wiki_alt="Sparrow at Work",
            contact=after.contact,
            social=after.social,
            last_update=after.last_update,
        )
        assert after.about_language is not None
        assert names.language_name(after.about_language) == "Turkish"
        for name, word in (("skills_known", "Lua"), ("skills_available", "Lua")):
            (new,) = set(getattr(after, name)) - set(getattr(before, name))
            assert names.capacity(new) == word
        (wanted,) = set(after.skills_wanted) - set(before.skills_wanted)
        assert names.capacity(wanted) == "Pattypan"
        (spoken,) = set(after.language) - set(before.language)
        assert (names.language_name(spoken.id), spoken.proficiency) == ("French", "4")
        (place,) = set(after.territory) - set(before.territory)
        assert names.territory(place) == "Brazil"
        assert len(after.affiliation) == len(before.affiliation) + 1
        assert len(after.wikimedia_project) == len(before.wikimedia_project) + 1
        assert [(way.display_name, way.value) for way in after.contact or ()] == [("Matrix", "@papatya:chat.example")]
        assert [(way.display_name, way.value) for way in after.social or ()] == [
            ("", "https://social.example/@papatya")
        ]
        # The public copy is there at once.
        person = edit.screen.core.mirror.person(1)
        assert person is not None
        assert (person.team, person.display_name) == ("Readers", "Papatya")


async def test_only_what_changed_is_sent() -> None:
    async with editor() as edit:
        await edit.go("team")
        await edit.here.press("ctrl+u")
        await edit.save()
        (sent,) = edit.line.puts
        assert set(sent) == {"user", "language", "team"}
        assert sent["team"] == ""
        await edit.here.press("ctrl+s")
        assert edit.here.status == "Nothing has changed."


async def test_help_says_what_the_guide_says() -> None:
    async with editor() as edit:
        here = edit.here
        told = {}
        for field in ("about", "territory", "affiliation", "language", "skills_available", "wikidata_qid"):
            await edit.go(field)
            await here.press("ctrl+f")
            told[field] = here.flowing
            if not here.title.startswith("Edit profile"):
                await here.press("escape")
        assert "what you have done that bears on what you want to share or learn" in told["about"]
        assert "It is public" in told["about"]
        assert "name a region instead of a country" in told["territory"]
        assert "Name none that you are not in" in told["affiliation"]
        assert "write to capx@wmnobrasil.org" in told["affiliation"]
        assert "write to capx@wmnobrasil.org" in told["language"]
        assert "Offers are voluntary" in told["skills_available"]
        assert "more about you than you want to say here" in told["wikidata_qid"]


async def test_sections_are_reached_by_name() -> None:
    async with editor() as edit:
        here = edit.here
        await here.press("s")
        assert here.title.startswith("Sections of the form")
        await here.type("langu")
        await here.press("enter")
        assert here.marked.startswith("Languages:")
        assert here.status.startswith("Languages, section ")
        # Where one types, letters are text.
        await here.press("ctrl+d")
        await here.type("name")
        await here.press("enter")
        assert here.marked.startswith("Display name:")
        await here.type("s")
        assert edit["display_name"] == "Maya D.s"


async def test_capacities_are_found_by_name_path_and_description() -> None:
    async with editor() as edit:
        here = edit.here
        await edit.go("skills_wanted")
        await here.press("a")
        await here.type("lua")
        assert here.rows_in("#choices")[0].split()[:2] == [">", "Lua"]
        assert len(here.rows_in("#choices")) < 4
        await here.press("ctrl+u")
        await here.type("wikimedia tools")
        found = here.rows_in("#choices")
        assert found[0].split()[1:3] == ["Wikimedia", "Tools"]
        assert any("> Wikimedia Tools" in row and "HotCat" in row for row in found)


async def test_capacities_are_picked_from_the_tree() -> None:
    async with editor() as edit:
        here = edit.here
        await edit.go("wanted-from-tree")
        await here.press("enter")
        assert here.title.startswith("Wanted")
        before = len(edit["skills_wanted"])
        assert "no, closed" in here.marked
        await here.press("right")
        assert "no, open" in here.marked
        await here.press("right", "enter")
        assert len(edit["skills_wanted"]) == before + 1
        assert ", yes" in here.marked
        await here.press("left")
        assert "one chosen below" in here.marked
        await here.press("left", "escape")
        await here.press("ctrl+z")
        assert len(edit["skills_wanted"]) == before


async def test_a_language_begins_at_advanced_and_has_seven_levels() -> None:
    async with editor() as edit:
        here = edit.here
        await edit.go("language")
        await here.press("a")
        await here.type("french")
        await here.press("enter")
        assert here.rows_in("#choices")[0].split()[1:] == ["French,", "Advanced", "yes"]
        await here.press("escape")
        await edit.go("language", len(edit["language"]) - 1)
        await here.press("enter")
        levels = [row.removeprefix(">").split("  ") for row in here.rows_in("#choices")]
        assert [next(word.strip() for word in row if word) for row in levels] == [
            "Not proficient",
            "Basic",
            "Intermediate",
            "Advanced",
            "Almost native",
            "Professional proficiency",
            "Native",
        ]
        await here.press("down")
        await here.choose("Native")
        assert edit["language"][-1].level == "n"


async def test_offering_what_is_not_known_is_asked_about() -> None:
    async with editor() as edit:
        here = edit.here
        await edit.go("skills_available")
        await here.press("a")
        await here.type("lua")
        await here.press("enter")
        assert here.title.startswith("Not among what you know")
        assert "Only what you know can be offered, and Lua is not in Known." in here.flowing
        await here.choose("Do not offer it")
        assert here.status == "Not offered: Lua."
        assert (edit["skills_known"], edit["skills_available"]) == (KNOWN, AVAILABLE)
        await here.press("enter")
        await here.choose("Add to Known and Available")
        assert here.status == "Added to Known and Available: Lua."
        # The list below the question shows it.
        assert here.rows_in("#choices")[0].split()[1:3] == ["Lua", "yes"]
        await here.press("escape")
        assert edit["skills_known"][:-1] == KNOWN
        assert edit["skills_available"][:-1] == AVAILABLE
        assert edit["skills_known"][-1] == edit["skills_available"][-1]
        await here.press("ctrl+z")
        assert (edit["skills_known"], edit["skills_available"]) == (KNOWN, AVAILABLE)


async def test_what_is_not_known_any_more_is_not_offered_any_more() -> None:
    async with editor() as edit:
        here = edit.here
        name = edit.screen.core.names.capacity(46)
        await edit.go("skills_known", 2)
        assert here.marked.strip() == name
        await here.press("delete")
        assert (
            f"{name} is taken out of Known. Taken out of Available as well: {name}. Undo brings both back."
            in here.flowing
        )
        assert 46 not in edit["skills_available"]
        await here.press("ctrl+z")
        assert (edit["skills_known"], edit["skills_available"]) == (KNOWN, AVAILABLE)
        await here.press("ctrl+y")
        assert 46 not in (*edit["skills_known"], *edit["skills_available"])


async def test_known_capacities_are_imported() -> None:
    async with editor() as edit:
        here = edit.here
        await edit.go("import-known")
        await here.press("enter")
        assert here.status == "4 capacities added to Available."
        assert set(edit["skills_available"]) == set(KNOWN)
        await here.press("enter")
        assert here.status == "You offer everything that you know already."
        await edit.save()
        assert (await held()).skills_available == KNOWN


async def test_the_photograph_takes_the_place_of_the_avatar() -> None:
    async with editor() as edit:
        here = edit.here
        await here.choose("Look up my item")
        await here.choose("Photograph and item")
        assert (edit["avatar"], edit["wikidata_qid"]) == (None, "Q910000001")
        await here.press("ctrl+z")
        assert (edit["avatar"], edit["wikidata_qid"]) == (6, "")
        await here.press("ctrl+y", "ctrl+s")
        assert "A Wikidata item may say more about a person than a profile" in here.flowing
        assert "the photograph of your Wikidata item is your picture" in here.flowing
        await here.choose("Save profile")
        found = await held()
        assert (found.avatar, found.wikidata_qid) == (None, "Q910000001")
        (sent,) = edit.line.puts
        assert sent["avatar"] is None


async def test_nothing_is_set_that_was_not_taken_and_no_item_is_said() -> None:
    async with editor() as edit:
        here = edit.here
        await here.choose("Look up my item")
        await here.press("escape")
        assert here.status == "Left as it was."
        assert edit.screen.form.changed == ()
        with sqlite3.connect(database()) as world:
            world.execute("DELETE FROM wikidata_person")
        await here.press("enter")
        assert "Wikidata has no item that names Papatya Defteri as its Wikimedia user name." in here.flowing
        here.wire.fail(no_route, where="sparql")
        await here.press("enter")
        assert "could not be reached" in here.flowing


async def test_what_steers_a_text_is_left_out_and_that_is_said() -> None:
    async with editor() as edit:
        here = edit.here
        await edit.go("team")
        await here.paste(" \u202eturned\u202c")
        assert edit["team"] == "Events turned"
        assert here.status == "2 invisible characters were left out."
        await edit.go("about")
        await here.press("enter")
        await here.paste("\u200b!")
        await here.press("escape")
        assert edit["about"].endswith("infobox.!")
        assert "One invisible character was left out." in here.flowing


async def test_an_item_that_is_found_late_waits_until_one_is_back_in_the_form() -> None:
    async with editor() as edit:
        here = edit.here
        here.endless = frozenset({"draft", "look-up"})
        here.wire.hold(where="sparql")
        await edit.go("look-up")
        await here.press("enter", "f1")
        here.wire.release()
        here.endless = frozenset({"draft"})
        await here.settle()
        assert here.title.startswith("Help")
        await here.press("escape")
        assert "Q" in here.text
        assert not here.title.startswith("Edit profile")
        await here.press("escape")
        assert here.title.startswith("Edit profile")
