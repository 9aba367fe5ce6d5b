"""Taking over an earlier Let's Connect registration: each thing by itself, saved into the profile, or said why not."""

from __future__ import annotations

import json
import sqlite3

import pytest

from capx_tui.screens.lets_connect_take import LetsConnectTake
from tests.screens.visits import Visit, database, visit
from tests.screens.wire import Fault, html, no_route, service_down, timed_out

pytestmark = pytest.mark.usefixtures("home")

OLD = "/letsconnect/profile/"


async def open_take(here: Visit) -> LetsConnectTake:
    await here.choose("Take over my old profile")
    assert isinstance(here.app.screen, LetsConnectTake)
    return here.app.screen


def puts(here: Visit) -> list[str]:
    return [asked for asked in here.wire.asked if asked.startswith("PUT")]


def has(**columns: object) -> None:
    """What Let's Connect has of the demo's person."""
    with sqlite3.connect(database()) as rows:
        for name, value in columns.items():
            text = json.dumps(value) if isinstance(value, list) else value
            rows.execute(
                f"UPDATE letsconnect_person SET reconciled_{name} = ? WHERE username = 'Papatya Defteri'",
                (text,),
            )


async def test_what_is_not_in_the_profile_is_offered_thing_by_thing() -> None:
    async with visit("lets-connect") as here:
        await open_take(here)
        assert "4 things that are not in your profile" in here.text
        for row in (
            "Available capacities: Training; take it over: no",
            "Wanted capacities:    Storytelling; take it over: no",
            "Languages:            Azerbaijani; take it over: no",
            "Wikimedia projects:   Wikisource; take it over: no",
            "Available capacities: Q42",
        ):
            assert row in here.text
        assert "One thing that CapX does not know" in here.text
        assert "nothing is taken out of your profile" in here.flowing


async def test_only_what_is_chosen_goes_into_the_profile_and_the_rest_stays_as_it_was() -> None:
    async with visit("lets-connect") as here:
        before = await here.core.my_profile.load()
        await open_take(here)
        await here.choose("Available capacities: Training")
        await here.choose("Languages:")
        await here.press("ctrl+s")
        assert "Available capacities: Training; take it over: yes" in here.text
        assert "Languages: Azerbaijani; take it over: yes" in here.text
        assert here.status == "2 changes."
        assert puts(here) == []
        await here.press("enter")
        assert here.title.startswith("Let's Connect")
        assert here.status == "2 things are in your profile now."
        assert len(puts(here)) == 1
        after = await here.core.my_profile.load()
        names = here.core.names
        new = set(after.skills_available) - set(before.skills_available)
        assert {names.capacity(each) for each in new} == {"Training"}
        added = {(each.id, each.proficiency) for each in after.language}
        added -= {(each.id, each.proficiency) for each in before.language}
        assert [(names.language_name(each), level) for each, level in added] == [("Azerbaijani", "3")]
        assert (after.skills_wanted, after.about) == (before.skills_wanted, before.about)
        assert sorted(after.wikimedia_project) == sorted(before.wikimedia_project)
        await open_take(here)
        assert "2 things that are not in your profile" in here.text


async def test_all_can_be_taken_at_once_and_given_back() -> None:
    async with visit("lets-connect") as here:
        form = await open_take(here)
        await here.choose("Take all:")
        assert here.status.startswith("All 4 are chosen. Nothing is saved yet.")
        assert len(form.form.changed) == 4
        await here.press("ctrl+z")
        assert not form.form.changed


async def test_an_offer_that_is_not_known_yet_becomes_known() -> None:
    has(want_to_share=["Q900000048"])
    async with visit("lets-connect") as here:
        await open_take(here)
        assert "It becomes one of your known capacities too." in here.text
        await here.choose("Available capacities: Storytelling")
        await here.press("ctrl+s", "enter")
        after = await here.core.my_profile.load()
        assert {48} <= set(after.skills_known) & set(after.skills_available)


async def test_more_than_the_service_takes_is_said_beside_it() -> None:
    with sqlite3.connect(database()) as rows:
        (name,) = rows.execute("SELECT territory_name FROM territory ORDER BY id LIMIT 1 OFFSET 40").fetchone()
        number = [n for (n,) in rows.execute("SELECT id FROM territory ORDER BY id LIMIT 10 OFFSET 60")]
        rows.execute("DELETE FROM profile_territory WHERE profile = 1")
        rows.executemany("INSERT INTO profile_territory VALUES (1, ?)", [(n,) for n in number])
    has(territory=name)
    async with visit("lets-connect") as here:
        form = await open_take(here)
        await here.choose("Territory:")
        await here.press("ctrl+s")
        assert "No more than 10 fit into your profile, and there is room for 0 more." in here.flowing
        assert here.app.screen is form
        assert puts(here) == []


@pytest.mark.parametrize("fault", [no_route, html, service_down], ids=lambda fault: fault.__name__)
async def test_where_lets_connect_does_not_answer_that_is_said(fault: Fault) -> None:
    async with visit("lets-connect") as here:
        here.wire.fail(fault, where=OLD)
        await open_take(here)
        assert "Let's Connect does not answer for you. embedded.capx.invalid" in here.flowing
        assert "Nothing can be taken over now; your profile is as it was." in here.flowing
        assert "Save: " not in here.flowing, "there is nothing to save"
        await here.press("ctrl+s")
        assert here.status == "Nothing has changed."


async def test_where_there_was_no_registration_that_is_said() -> None:
    with sqlite3.connect(database()) as rows:
        rows.execute("DELETE FROM letsconnect_person WHERE username = 'Papatya Defteri'")
    async with visit("lets-connect") as here:
        await open_take(here)
        assert "Let's Connect has no earlier registration of yours: there is nothing to take over." in here.flowing


async def test_a_registration_of_which_capx_knows_nothing_is_said() -> None:
    has(affiliation="", territory="", languages=[], projects=[], want_to_learn=[], want_to_share=[])
    async with visit("lets-connect") as here:
        await open_take(here)
        assert "Let's Connect has nothing of yours that CapX knows." in here.flowing


async def test_where_everything_is_there_already_that_is_said() -> None:
    has(want_to_share=[], want_to_learn=[], languages=["Turkish"], projects=["Wikipedia"])
    async with visit("lets-connect") as here:
        await open_take(here)
        assert (
            "All 4 things that Let's Connect has of yours and CapX knows are in your profile already."
        ) in here.flowing


async def test_with_the_profile_out_of_reach_one_can_try_again() -> None:
    async with visit("lets-connect") as here:
        here.wire.fail(service_down, where=".invalid/profile/")
        await here.choose("Take over my old profile")
        assert "F6" in here.flowing
        here.wire.mend()
        await here.press("f6")
        assert "4 things that are not in your profile" in here.text


async def test_a_write_that_fails_keeps_what_was_chosen() -> None:
    async with visit("lets-connect") as here:
        form = await open_take(here)
        await here.choose("Languages:")
        here.wire.fail(timed_out, where=".invalid/profile/1/")
        await here.press("ctrl+s", "enter")
        assert "Not saved. embedded.capx.invalid did not answer in time." in here.flowing
        assert form.form.changed
        here.wire.mend()
        await here.press("f6", "enter")
        assert here.status == "One thing is in your profile now."


async def test_what_was_chosen_is_offered_again_as_a_draft() -> None:
    async with visit("lets-connect") as here:
        await open_take(here)
        await here.choose("Languages:")
        await here.press("escape")
        await here.choose("Keep a draft")
        await here.choose("Take over my old profile")
        assert here.title.startswith("A draft is waiting")


async def test_in_speech_too_what_came_of_it_is_heard_last() -> None:
    async with visit("lets-connect", screen_reader=True) as here:
        await open_take(here)
        await here.choose("Languages:")
        await here.press("ctrl+s", "enter")
        assert "One thing is in your profile now." in "\n".join(here.rows[-2:])
