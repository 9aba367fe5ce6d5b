"""The Let's Connect form: what is sent and when, what is refused or lost, and that nothing of it stays."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from capx_tui.screens.lets_connect_form import LetsConnectForm
from tests.screens.lets_connect_desk import (
    SECRETS,
    WHOLE,
    Desk,
    fill,
    on_disk,
    open_form,
    pick,
    refused,
    serving,
    write,
)
from tests.screens.visits import database, visit
from tests.screens.wire import timed_out

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def desks() -> list[Desk]:
    return []


# -- sending -----------------------------------------------------------------------------------------------


async def test_every_answer_is_sent_once_in_english_after_one_knows_what_it_means(
    desks: list[Desk], home: Path
) -> None:
    async with visit("lets-connect", size=(100, 40), transport=serving(desks)) as here:
        form = await open_form(here)
        await fill(here, form)
        await here.press("ctrl+s")
        assert here.title.startswith("Confirm and send")
        for words in (
            "It goes to Let's Connect now. Saving your profile does not send it, and does not take it back.",
            "Only the Let's Connect team reads it. CapX keeps the confirmation and the time, this program nothing",
            "If Let's Connect has earlier answers of yours, these replace them; nobody can bring them back.",
            "You agree to the privacy statement: https://foundation.wikimedia.org/wiki/Legal:Registration_for_",
            "Main role: board member of an affiliate or user group",
            "+ governance to Topics",
        ):
            assert words in here.flowing, words
        assert desks[0].sent == []
        await here.press("enter")
        assert desks[0].sent == [("/letsconnect/", WHOLE)]
        assert here.title.startswith("Let's Connect ")
        confirmed = here.core.lets_connect.state.confirmations[0].text
        assert here.status == f"Let's Connect has your answers. Confirmation: {confirmed}"
        assert f"just now, confirmed: {confirmed}" in here.flowing


async def test_the_answers_go_out_in_english_whatever_the_interface_speaks(desks: list[Desk]) -> None:
    async with visit("lets-connect", language="tr", transport=serving(desks)) as here:
        form = await open_form(here)
        await fill(here, form)
        await here.press("ctrl+s", "enter")
        assert desks[0].sent == [("/letsconnect/", WHOLE)]


async def test_nothing_of_the_answers_is_left_anywhere(desks: list[Desk], home: Path) -> None:
    async with visit("lets-connect", size=(100, 40), transport=serving(desks)) as here:
        form = await open_form(here)
        await fill(here, form)
        # While one types, too, a disk sees nothing.
        assert on_disk(home) == []
        await here.press("ctrl+s", "enter")
        assert desks[0].sent
        assert on_disk(home) == []
        assert here.core.drafts.waiting() == []
        assert form.form.values == form.form.initial
        assert all(not value for value in form.form.values.values())
        assert not [said for said in here.app.announcer.log() if any(secret in said.text for secret in SECRETS)]
        await open_form(here)
        assert not any(secret in here.text for secret in SECRETS)
    assert on_disk(home) == []


async def test_what_is_needed_is_asked_for_and_nothing_is_sent(desks: list[Desk]) -> None:
    async with visit("lets-connect", transport=serving(desks)) as here:
        form = await open_form(here)
        await write(here, form, "full_name", "Ana")
        await here.press("ctrl+s")
        assert "2 fields need another look. E-mail address: This must be filled in." in here.flowing
        assert here.marked.startswith("E-mail address:")
        await here.type("ana at example")
        await here.press("ctrl+s")
        assert "“ana at example” is not an e-mail address" in here.flowing
        assert desks[0].sent == []


async def test_a_third_topic_is_refused_where_it_is_chosen() -> None:
    async with visit("lets-connect") as here:
        form = await open_form(here)
        await pick(here, form, "area", "human rights")
        await pick(here, form, "area", "governance")
        form.rows.go_to("area")
        await here.settle()
        assert "0 of 2 left" in here.marked
        await here.press("enter")
        await here.type("advocacy")
        await here.press("enter")
        assert here.status == "There is no room for more: the limit is 2. Take one out first."
        await here.press("escape")
        assert form.form["area"] == ("rights", "governance")


# -- refusals and lost answers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            {"success": False, "error": "Private key not found"},
            (
                "Error: Not saved. This CapX service is not set up to pass anything on to Let's Connect (it has no "
                "key to sign with). Nothing was sent. What you typed is kept."
            ),
        ),
        (
            {"success": False, "error": "Too many tries", "code": 429},
            "Error: Not saved. Let's Connect did not take it: “Too many tries”. What you typed is kept.",
        ),
    ],
)
async def test_a_refusal_is_a_plain_sentence_and_costs_nothing(desks: list[Desk], body: object, words: str) -> None:
    async with visit("lets-connect", size=(100, 40), transport=serving(desks)) as here:
        form = await open_form(here)
        await fill(here, form)
        desks[0].acts, desks[0].fault = False, refused(body)
        await here.press("ctrl+s", "enter")
        assert words in here.flowing
        assert here.app.screen is form
        assert len(form.form.changed) == 7


async def test_what_the_service_says_of_a_field_stands_beside_it(desks: list[Desk]) -> None:
    async with visit("lets-connect", size=(100, 40), transport=serving(desks)) as here:
        form = await open_form(here)
        await fill(here, form)
        desks[0].acts, desks[0].fault = False, refused({"area": ["Too long."]})
        await here.press("ctrl+s", "enter")
        assert here.marked.startswith("Topics:")
        assert "One field needs another look. Topics: Too long." in here.flowing


async def test_an_answer_that_is_lost_is_found_among_the_confirmations(desks: list[Desk]) -> None:
    async with visit("lets-connect", size=(100, 40), transport=serving(desks)) as here:
        form = await open_form(here)
        await fill(here, form)
        desks[0].fault = timed_out
        await here.press("ctrl+s", "enter")
        assert here.status.startswith("Let's Connect has your answers. Confirmation: ")
        assert len(desks[0].sent) == 1


async def test_where_nobody_knows_it_is_looked_up_before_it_is_offered_again(desks: list[Desk]) -> None:
    async with visit("lets-connect", size=(100, 40), transport=serving(desks)) as here:
        form = await open_form(here)
        await fill(here, form)
        desks[0].acts, desks[0].fault = False, timed_out
        await here.press("ctrl+s", "enter")
        assert "Nobody knows whether it was saved. embedded.capx.invalid did not answer in time." in here.flowing
        here.wire.asked.clear()
        await here.press("f6")
        assert [asked for asked in here.wire.asked if "letsconnect/?" in asked]
        assert here.title.startswith("It is not known whether this was sent")
        await here.press("escape")
        assert len(desks[0].sent) == 1, "never twice unasked"


async def test_what_came_late_is_found_and_not_sent_again(desks: list[Desk]) -> None:
    async with visit("lets-connect", size=(100, 40), transport=serving(desks)) as here:
        form = await open_form(here)
        await fill(here, form)
        desks[0].acts, desks[0].fault = False, timed_out
        await here.press("ctrl+s", "enter")
        with sqlite3.connect(database()) as rows:
            rows.execute("INSERT INTO letsconnect_log VALUES (9999, 1, 'came late', '2026-06-10T15:36:00.000000Z')")
        await here.press("f6")
        assert here.status == "Let's Connect has your answers. Confirmation: came late"
        assert len(desks[0].sent) == 1


# -- leaving -------------------------------------------------------------------------------------------------


async def test_clean_and_go_back_erases_the_answers(desks: list[Desk], home: Path) -> None:
    async with visit("lets-connect", size=(100, 40), transport=serving(desks)) as here:
        form = await open_form(here)
        await fill(here, form)
        form.rows.go_to("clean")
        await here.press("enter")
        assert "7 answers are in the form." in here.flowing
        await here.choose("Go on editing")
        assert len(form.form.changed) == 7
        await here.press("enter", "enter")
        assert here.title.startswith("Let's Connect ")
        assert here.status == "Every answer is erased. Nothing was sent."
        assert here.core.drafts.waiting() == []
        assert desks[0].sent == []
        assert not [said for said in here.app.announcer.log() if any(secret in said.text for secret in SECRETS)]
        again = await open_form(here)
        assert again.form.changed == ()
    assert on_disk(home) == []


async def test_an_empty_form_is_left_without_a_question() -> None:
    async with visit("lets-connect") as here:
        form = await open_form(here)
        form.rows.go_to("clean")
        await here.press("enter")
        assert here.title.startswith("Let's Connect ")


async def test_one_may_leave_and_come_back_while_the_program_runs(home: Path) -> None:
    async with visit("lets-connect", size=(100, 40)) as here:
        form = await open_form(here)
        await fill(here, form)
        await here.press("escape")
        assert "it is kept in memory and gone when the program ends" in here.flowing
        await here.choose("Keep a draft")
        assert on_disk(home) == []
        await here.press("enter")
        assert here.title.startswith("A draft is waiting")
        await here.choose("Use it")
        assert isinstance(here.app.screen, LetsConnectForm)
        assert len(here.app.screen.form.changed) == 7
    assert on_disk(home) == []
    async with visit("lets-connect") as here:
        assert (await open_form(here)).form.changed == ()


async def test_an_own_editor_program_never_gets_these_answers() -> None:
    async with visit("lets-connect") as here:
        form = await open_form(here)
        await write(here, form, "own_area", "Lighthouses")
        await here.press("ctrl+e")
        assert "sensitive" in here.flowing or "memory" in here.flowing


async def test_the_address_of_the_statement_opens_from_the_form() -> None:
    async with visit("lets-connect", size=(120, 30)) as here:
        form = await open_form(here)
        form.rows.go_to("privacy")
        await here.press("enter")
        assert here.title.startswith("Privacy statement")
        await here.press("escape")
        assert here.app.screen is form
