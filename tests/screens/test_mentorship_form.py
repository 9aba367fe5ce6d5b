"""A programme's own form: every kind of question, what is sent and how, and that nothing of it stays."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.screens.form_question import QuestionScreen
from tests.model.form_builder_sample import READ, SAMPLES, Sample
from tests.screens.mentorship_desk import Desk, answer_as_a_person, counters, describe, open_form, serving, stored
from tests.screens.visits import Visit, database, visit
from tests.screens.wire import no_route, timed_out

pytestmark = pytest.mark.usefixtures("home")
NAME = {"type": "text", "name": "name", "label": "Full name", "required": True}
SECRET = "Anastasia Topsecret"
WIDE = (100, 45)


@pytest.fixture
def desks() -> list[Desk]:
    return []


async def send(here: Visit) -> None:
    await here.press("ctrl+s")
    assert isinstance(here.app.screen, QuestionScreen), here.text
    await here.press("enter")


def on_disk(home: Path) -> list[str]:
    files = [path for path in home.rglob("*") if path.is_file() and path != database()]
    return [str(path) for path in files if SECRET.encode() in path.read_bytes()]


# -- every kind of question ---------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
async def test_every_kind_of_question_is_answered_with_keys_and_sent(sample: Sample, desks: list[Desk]) -> None:
    describe("mentor", sample.description)
    async with visit("mentorship", size=WIDE, transport=serving(desks)) as here:
        form = await open_form(here)
        assert "A question" in here.text
        await answer_as_a_person(here, form, sample)
        await send(here)
        (path, body) = desks[0].sent[0]
        assert (path, body["form"]) == ("/mentorship_form_mentor_response/", 1)
        assert json.loads(body["data"]) == {"asked": sample.sent}
        assert "The application is sent. CapX encrypted it with the key" in here.flowing


@pytest.mark.parametrize(("description", "words"), READ, ids=lambda each: str(each)[:40])
async def test_what_is_only_read_stands_in_the_form(description: dict[str, object], words: tuple[str, ...]) -> None:
    describe("mentor", NAME, description)
    async with visit("mentorship", size=WIDE) as here:
        await open_form(here)
        for said in words:
            assert said in here.flowing


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
async def test_what_is_required_is_said_in_a_word_and_asked_for(sample: Sample, desks: list[Desk]) -> None:
    describe("mentor", {**sample.description, "required": True})
    async with visit("mentorship", size=WIDE, transport=serving(desks)) as here:
        form = await open_form(here)
        form.rows.go_to("asked")
        await here.settle()
        assert "required" in here.marked
        await here.press("ctrl+s")
        assert "A question: This must be filled in." in here.flowing
        assert here.app.screen is form
        assert desks[0].sent == []


async def test_buttons_of_the_form_send_and_begin_anew(desks: list[Desk]) -> None:
    buttons = [{"type": "button", "subtype": each, "label": each, "name": each} for each in ("submit", "reset", "fun")]
    describe("mentor", NAME, *buttons)
    async with visit("mentorship", size=WIDE, transport=serving(desks)) as here:
        form = await open_form(here)
        await here.type(SECRET)
        form.rows.go_to("reset/reset")
        await here.press("enter")
        assert here.status == "Every answer is as the form began."
        assert form.form["name"] == ""
        await here.press("ctrl+z")
        assert form.form["name"] == SECRET
        form.rows.go_to("fun/button")
        await here.press("enter")
        assert here.status == "belongs to the web page and does nothing here"
        form.rows.go_to("submit/submit")
        await here.press("enter")
        assert here.title.startswith("Send the application")
        await here.press("enter")
        assert len(desks[0].sent) == 1


# -- what is told ------------------------------------------------------------------------------------------


async def test_whose_questions_and_who_can_read_the_answers_is_said_before_and_when_sending() -> None:
    async with visit("mentorship", size=WIDE) as here:
        form = await open_form(here)
        shown = here.core.mentorship.state.programmes[0].forms
        key = next(each.fingerprint for role, each in shown.items() if role.value == "mentor")
        encrypted = (
            f"CapX encrypts your answers as it stores them, for the organization's key {key}: from then on only "
            "who has the private half of that key can read them. Until then its server can"
        )
        assert here.title.startswith("Mentor, Grupo de Usuários Wiki Movimento Brasil")
        for words in (
            "These are the own questions of Grupo de Usuários Wiki Movimento Brasil, in the language that it chose",
            encrypted,
            "never on disk, and is gone once it is sent",
        ):
            assert words in here.flowing, words
        form.rows.put(
            form.form.edit_many(
                {"full-name": SECRET, "email": "a@example.org", "hours": "7", "topics": (0,), "motivation": "So"}
            )
        )
        await here.press("ctrl+s")
        for words in (
            "It goes to Grupo de Usuários Wiki Movimento Brasil, by way of CapX.",
            encrypted,
            "It is sent once. Nobody can read it back, change it or take it back here, not even you.",
            "The programme's coordinator writes to you, at the address that you give in the form.",
            "The form also sends, without asking: programme-round = “spring”",
            f"Full name: {SECRET}",
            "Hours a month you can give: 7",
        ):
            assert words in here.flowing, words


async def test_a_mentees_answers_go_as_an_object_a_mentors_as_a_text(desks: list[Desk]) -> None:
    describe("mentor", NAME)
    describe("mentee", NAME)
    async with visit("mentorship", size=WIDE, transport=serving(desks)) as here:
        await open_form(here)
        await here.type("Ana")
        await send(here)
        await here.choose("As mentee")
        await here.type("Ana")
        await send(here)
        assert desks[0].sent == [
            ("/mentorship_form_mentor_response/", {"form": 1, "data": '{"name":"Ana"}'}),
            ("/mentorship_form_mentee_response/", {"form": 1, "data": {"name": "Ana"}}),
        ]
        assert [json.loads(data)["__encrypted__"] for data in stored()] == [True, True]
        assert counters() == {"mentor": 8, "mentee": 20}
        assert "Subscribers 28 (8 as mentors, 20 as mentees)" in here.flowing


async def test_other_peoples_questions_are_never_interpreted() -> None:
    describe(
        "mentor", {"type": "text", "name": "a", "label": "<b>[red]Who[/red]</b>\x1b[31m?\u202e", "description": "[b]"}
    )
    async with visit("mentorship", size=WIDE) as here:
        await open_form(here)
        assert "[red]Who[/red]?:" in here.text
        assert "[b]" in here.text


# -- roles ---------------------------------------------------------------------------------------------------


async def test_the_role_is_asked_for_and_may_be_left_open() -> None:
    async with visit("mentorship", size=WIDE) as here:
        await here.press("enter", "a")
        assert here.status.endswith("In which role do you want to take part?")
        await here.choose("Close")
        assert here.title.startswith("Mentorship: Grupo")
        await here.press("a")
        await here.choose("As mentee")
        assert here.title.startswith("Mentee, Grupo")


async def test_a_role_without_questions_is_not_offered_and_says_why() -> None:
    describe("mentee")
    async with visit("mentorship", size=WIDE) as here:
        await here.press("enter")
        assert "As mentee The programme asks nothing of people in this role now." in here.flowing
        await here.press("a")
        assert "Not as mentee: The programme asks nothing of people in this role now." in here.flowing
        assert "As mentee" not in here.text


@pytest.mark.parametrize(
    ("programme", "why"), [("Ghana", "Registration has not opened yet."), ("France", "Registration is closed.")]
)
async def test_outside_of_registration_nothing_opens(programme: str, why: str) -> None:
    async with visit("mentorship", size=WIDE) as here:
        await here.choose(programme)
        assert here.flowing.count(why) == 2
        await here.press("a")
        assert here.status == why


async def test_on_the_last_day_one_may_still_apply(desks: list[Desk]) -> None:
    describe("mentee", NAME, form=4)
    async with visit("mentorship", size=WIDE, transport=serving(desks)) as here:
        await here.choose("Turkey")
        await here.choose("As mentee")
        await here.type("Ana")
        await send(here)
        assert desks[0].sent[0][1] == {"form": 4, "data": {"name": "Ana"}}


async def test_without_a_key_nothing_is_offered() -> None:
    with sqlite3.connect(database()) as rows:
        rows.execute("DELETE FROM partner_public_key")
    async with visit("mentorship", size=WIDE) as here:
        await here.press("enter")
        assert here.flowing.count("The programme has no key yet, so CapX could not keep an answer safely.") == 2


async def test_signed_out_one_signs_in_first() -> None:
    async with visit("mentorship", demo=False, size=WIDE) as here:
        await here.press("enter")
        await here.choose("As mentor")
        assert "Apply needs you to be signed in." in here.flowing


# -- nothing stays ----------------------------------------------------------------------------------------


async def test_nothing_of_the_answers_is_left_anywhere(desks: list[Desk], home: Path) -> None:
    describe("mentor", NAME)
    async with visit("mentorship", size=WIDE, transport=serving(desks)) as here:
        form = await open_form(here)
        await here.type(SECRET)
        assert on_disk(home) == []
        await send(here)
        assert len(desks[0].sent) == 1
        assert on_disk(home) == []
        assert here.core.drafts.waiting() == []
        assert form.form["name"] == ""
        assert not [said for said in here.app.announcer.log() if SECRET in said.text]
        assert SECRET not in here.text
    assert on_disk(home) == []
    assert SECRET not in "".join(stored()), "the service has it encrypted"


async def test_clean_and_go_back_erases_the_answers(desks: list[Desk]) -> None:
    describe("mentor", NAME)
    async with visit("mentorship", size=WIDE, transport=serving(desks)) as here:
        form = await open_form(here)
        await here.type(SECRET)
        form.rows.go_to("programme.clean")
        await here.press("enter")
        assert "One answer is in the form." in here.flowing
        await here.press("enter")
        assert here.status == "Every answer is erased. Nothing was sent."
        assert here.core.drafts.waiting() == []
        assert desks[0].sent == []


async def test_two_programmes_have_two_drafts() -> None:
    describe("mentor", NAME)
    describe("mentee", NAME)
    async with visit("mentorship", size=WIDE) as here:
        await open_form(here)
        await here.type(SECRET)
        await here.press("escape")
        await here.choose("Keep a draft")
        await here.choose("As mentee")
        assert here.title.startswith("Mentee, Grupo"), "the draft of another role is not offered"
        await here.press("escape", "home")
        await here.choose("As mentor")
        assert here.title.startswith("A draft is waiting")


# -- repeats, refusals, lost answers ---------------------------------------------------------------------------


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
