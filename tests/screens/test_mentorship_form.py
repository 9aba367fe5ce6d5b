"""A programme's own form: every kind of question, what is sent and how, and that nothing of it stays."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest

from tests.model.form_builder_sample import READ, SAMPLES, Sample
from tests.screens.mentorship_desk import (
    NAME,
    WIDE,
    Desk,
    answer_as_a_person,
    counters,
    describe,
    open_form,
    send,
    serving,
    stored,
)
from tests.screens.visits import database, visit

pytestmark = pytest.mark.usefixtures("home")
SECRET = "Anastasia Topsecret"


@pytest.fixture
def desks() -> list[Desk]:
    return []


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


async def test_what_is_only_read_stands_in_the_form() -> None:
    describe("mentor", NAME, *(description for description, _ in READ))
    async with visit("mentorship", size=(100, 80)) as here:
        await open_form(here)
        for description, words in READ:
            for said in words:
                assert said in here.flowing, description


async def test_what_is_required_is_said_in_a_word_and_asked_for(desks: list[Desk]) -> None:
    asked = {f"asked-{at}": sample for at, sample in enumerate(SAMPLES)}
    describe("mentor", *({**each.description, "name": name, "required": True} for name, each in asked.items()))
    async with visit("mentorship", size=WIDE, transport=serving(desks)) as here:
        form = await open_form(here)
        for name, sample in asked.items():
            form.rows.go_to(name)
            await here.settle()
            assert "required" in here.marked, sample
        await here.press("ctrl+s")
        assert f"{len(SAMPLES)} fields need another look. A question: This must be filled in." in here.flowing
        assert here.flowing.count("This must be filled in.") > 5
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
            "The questions are those of Grupo de Usuários Wiki Movimento Brasil, in the language that it chose",
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
        assert re.search(r"(?m)\[red\]Who\[/red\]\?$", here.text)
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
        assert "For “Apply” you have to be signed in." in here.flowing


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


async def test_what_is_thrown_away_on_leaving_is_gone_from_the_log_too() -> None:
    describe("mentor", NAME)
    async with visit("mentorship", size=WIDE) as here:
        form = await open_form(here)
        await here.type(SECRET)
        await here.press("ctrl+z", "ctrl+y", "comma", "escape")
        form.say(SECRET)
        await here.choose("Throw the changes away")
        assert here.title.startswith("Mentorship: Grupo")
        assert not [said for said in here.app.announcer.log() if SECRET in said.text]
        assert here.core.drafts.waiting() == []


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
