"""An application that is repeated, refused or lost, and forms that are not the ones that were shown any more."""

from __future__ import annotations

import json
import sqlite3

import pytest

from capx_tui.api.wire import Request, Response
from tests.screens.mentorship_desk import NAME, WIDE, Desk, counters, describe, open_form, send, serving
from tests.screens.visits import database, visit
from tests.screens.wire import no_route, timed_out

pytestmark = pytest.mark.usefixtures("home")
SECRET = "Anastasia Topsecret"


@pytest.fixture
def desks() -> list[Desk]:
    return []


async def test_a_second_application_is_warned_of_everywhere(desks: list[Desk]) -> None:
    describe("mentor", NAME)
    warning = "You applied as mentor already, on Jun 10, 2026. CapX would take a second application"
    async with visit("mentorship", size=WIDE, transport=serving(desks)) as here:
        await open_form(here)
        assert warning not in here.flowing
        await here.type(SECRET)
        await send(here)
        assert f"As mentor {warning}" in here.flowing
        assert "As mentee somebody helps you to learn" in here.flowing
    async with visit("mentorship", size=WIDE, transport=serving(desks)) as here:
        await open_form(here)
        assert warning in here.flowing
        await here.type(SECRET)
        await here.press("ctrl+s")
        assert warning in here.flowing


async def test_an_answer_that_is_lost_is_told_with_what_the_counter_says(desks: list[Desk]) -> None:
    describe("mentor", NAME)
    async with visit("mentorship", size=WIDE, transport=serving(desks)) as here:
        form = await open_form(here)
        await here.type(SECRET)
        desks[0].fault = timed_out
        await send(here)
        assert here.app.screen is form
        assert form.form["name"] == SECRET
        assert (
            "It went out and no answer came: embedded.capx.invalid did not answer in time. The form's counter rose "
            "to 8 since, so it probably arrived, unless that was somebody else."
        ) in here.flowing
        await here.press("f6")
        assert here.title.startswith("It is not known whether this was sent")
        await here.press("escape")
        assert len(desks[0].sent) == 1, "never twice unasked"
        await here.press("escape")
        await here.choose("Throw the changes away")
        assert "On Jun 10, 2026 an application of yours as mentor went out and no answer came" in here.flowing


async def test_where_the_counter_stands_still_that_is_told(desks: list[Desk]) -> None:
    describe("mentor", NAME)
    async with visit("mentorship", size=WIDE, transport=serving(desks)) as here:
        await open_form(here)
        await here.type(SECRET)
        desks[0].acts, desks[0].fault = False, timed_out
        await send(here)
        assert "The form's counter still says 7, so it probably did not arrive." in here.flowing


async def test_without_a_network_nothing_was_sent_and_it_may_be_tried_again(desks: list[Desk]) -> None:
    describe("mentor", NAME)
    async with visit("mentorship", size=WIDE, transport=serving(desks)) as here:
        form = await open_form(here)
        await here.type(SECRET)
        desks[0].acts, desks[0].fault = False, no_route
        await send(here)
        assert "Not saved." in here.flowing
        desks[0].acts, desks[0].fault = True, None
        await here.press("f6", "enter")
        assert here.app.screen is not form
        assert counters()["mentor"] == 8


async def test_a_refusal_is_told_and_costs_nothing(desks: list[Desk]) -> None:
    describe("mentor", NAME)
    refusal = Response(400, {"content-type": "application/json"}, b'{"data": ["Not a valid string."]}')

    def refused(request: Request) -> Response:
        return refusal

    async with visit("mentorship", size=WIDE, transport=serving(desks)) as here:
        form = await open_form(here)
        await here.type(SECRET)
        desks[0].acts, desks[0].fault = False, refused
        await send(here)
        assert "data: Not a valid string." in here.flowing
        assert form.form["name"] == SECRET


async def test_a_form_that_changed_meanwhile_is_not_answered(desks: list[Desk]) -> None:
    describe("mentor", NAME)
    async with visit("mentorship", size=WIDE, transport=serving(desks)) as here:
        form = await open_form(here)
        await here.type(SECRET)
        describe("mentor", NAME, {"type": "text", "name": "more"})
        await send(here)
        assert (
            "The programme changed its questions or its key while you were writing. Nothing was sent." in here.flowing
        )
        assert desks[0].sent == []
        assert form.form["name"] == SECRET


async def test_another_key_than_the_one_that_was_shown_is_not_used(desks: list[Desk]) -> None:
    describe("mentor", NAME)
    async with visit("mentorship", size=WIDE, transport=serving(desks)) as here:
        await open_form(here)
        await here.type(SECRET)
        with sqlite3.connect(database()) as rows:
            rows.execute(
                "INSERT INTO partner_public_key (organization, pem, created_at)"
                " SELECT organization, 'other', created_at FROM partner_public_key WHERE organization ="
                " (SELECT organization FROM mentorship_form WHERE id = 1 LIMIT 1)"
            )
        await send(here)
        assert "changed its questions or its key" in here.flowing
        assert desks[0].sent == []


@pytest.mark.parametrize(
    ("fingerprint", "said"),
    [
        ("0123456789ab", "encrypted it with another key than it showed before: 0123456789ab."),
        (None, "CapX did not say with which key it encrypted it."),
    ],
)
async def test_what_the_service_says_of_the_key_is_told_as_it_is(
    fingerprint: str | None, said: str, desks: list[Desk]
) -> None:
    describe("mentor", NAME)
    answer = {"form": 1, "data": "x", "encrypted_with_public_key_fingerprint": fingerprint}

    def told(request: Request) -> Response:
        return Response(201, {"content-type": "application/json"}, json.dumps(answer).encode())

    async with visit("mentorship", size=WIDE, transport=serving(desks)) as here:
        await open_form(here)
        await here.type(SECRET)
        desks[0].fault = told
        await send(here)
        assert said in here.flowing


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("UPDATE partner_mentorship_settings SET registration_close_date = '2026-06-09'", "Registration is closed."),
        ("DELETE FROM partner_mentorship_settings", "This programme is not offered any more."),
        ("UPDATE mentorship_form SET json = '[]'", "The programme asks nothing of people in this role now."),
    ],
)
async def test_what_ended_since_the_list_was_read_opens_no_form(change: str, why: str, desks: list[Desk]) -> None:
    async with visit("mentorship", size=WIDE, transport=serving(desks)) as here:
        await here.press("enter")
        with sqlite3.connect(database()) as rows:
            rows.execute(change)
        await here.choose("As mentor")
        assert f"Error: {why}" in here.flowing
        await here.press("ctrl+s")
        assert desks[0].sent == []
