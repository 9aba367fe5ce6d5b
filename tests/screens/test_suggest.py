"""A capacity suggested: looked for first, sent once, and told that it is for good."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from capx_tui.screens.directory import DirectoryScreen
from capx_tui.screens.suggest import SuggestScreen
from tests.screens.forms import drafts
from tests.screens.report_desk import Desk, refused, reports, serving
from tests.screens.visits import Visit, database, visit
from tests.screens.wire import no_route, refused_token, service_down, timed_out

pytestmark = pytest.mark.usefixtures("home")

#: A draft is kept by and by: who does not ask for it does not wait for it.
DRAFT = frozenset({"draft"})
REASON = "Nobody can find those who do it."


def suggestions() -> list[Any]:
    return reports("new_capacity")


async def write(here: Visit, title: str, reason: str = REASON) -> SuggestScreen:
    """Both fields, as a person fills them."""
    form = here.app.screen
    assert isinstance(form, SuggestScreen), here.text
    await here.type(title)
    form.rows.go_to("description")
    await here.press("enter")
    await here.type(reason)
    await here.press("ctrl+s")
    return form


async def test_a_suggestion_is_sent_once_after_one_knows_what_it_means() -> None:
    before = suggestions()
    async with visit("directory", endless=DRAFT) as here:
        here.app.open_suggest("")
        await here.settle()
        assert "the committee of the CapX team decides" in here.flowing
        await write(here, "Weaving of baskets")
        assert "Is it one of these?" not in here.text
        await here.press("ctrl+s")
        for words in (
            "It goes to the CapX team now, with your user name.",
            "It cannot be changed or withdrawn once it is sent.",
            "You and the team see it, nobody else.",
            "Name: Weaving of baskets",
            f"Why it is needed: {REASON}",
        ):
            assert words in here.flowing, words
        assert here.status == "Send this suggestion?"
        assert suggestions() == before
        await here.choose("Send the suggestion")
        assert suggestions() == [*before, ("Weaving of baskets", REASON)]
        assert isinstance(here.app.screen, DirectoryScreen)
        assert here.status.startswith("The CapX team has your suggestion: it is number ")
        assert drafts() == []


async def test_what_it_may_be_already_is_shown_explained_and_in_nobody_s_way() -> None:
    async with visit("help", size=(100, 40), endless=DRAFT) as here:
        here.app.open_suggest("edit a thon")
        await here.settle()
        form = here.app.screen
        assert isinstance(form, SuggestScreen)
        # The words came along, and they were looked for.
        assert form.form["title"] == "edit a thon"
        assert (
            here.status == "One thing below may be what you mean; Enter tells more. You may suggest yours all the same."
        )
        form.rows.go_to("alike-84")
        await here.settle()
        assert here.focused_row.split(":")[0].endswith("Edit-a-thons")
        assert "the same name, spelled otherwise" in here.focused_row
        await here.press("enter")
        assert here.title.startswith("Edit-a-thons ")
        assert here.status == "Is this what you mean?"
        assert "Description" in here.text
        await here.choose("No, mine is another one")
        await write(here, "")
        await here.press("ctrl+s")
        assert here.status == "One thing above may be it already. Send the suggestion all the same?"
        # From the question, too, one can look; and back to it. The marker stands on what sends.
        assert here.marked.startswith("Send the suggestion")
        while not here.marked.startswith("Edit-a-thons"):
            await here.press("up")
        await here.press("enter")
        assert here.title.startswith("Edit-a-thons ")
        await here.press("escape")
        await here.choose("Send the suggestion")
        assert suggestions()[-1] == ("edit a thon", REASON)


async def test_one_that_is_it_is_shown_in_the_directory_and_the_draft_waits() -> None:
    async with visit("help", size=(100, 40), endless=DRAFT) as here:
        here.app.open_suggest("edit a thon")
        await here.settle()
        form = here.app.screen
        assert isinstance(form, SuggestScreen)
        form.rows.go_to("alike-84")
        await here.press("enter")
        await here.choose("Yes, show it in the directory")
        assert here.title.startswith("Capacity directory")
        assert "Edit-a-thons" in here.focused_row
        await here.press("escape")
        assert here.title.startswith("Suggest a capacity")
        assert "edit a thon" in here.text


async def test_one_s_own_earlier_suggestion_is_told_with_its_status() -> None:
    with sqlite3.connect(database()) as rows:
        rows.execute(
            "INSERT INTO bug (author, title, description, bug_type, status, created_at, updated_at) VALUES"
            " (1, 'Weaving Baskets', 'Before', 'new_capacity', 'under_review', '2026-05-01T10:00:00Z', '')"
        )
    async with visit("help", size=(100, 40), endless=DRAFT) as here:
        here.app.open_suggest("weaving baskets")
        await here.settle()
        told = "You suggested it before, on May 1, 2026: under review."
        assert told in here.flowing
        await write(here, "")
        await here.press("ctrl+s")
        assert told in here.flowing
        assert here.status == "One thing above may be it already. Send the suggestion all the same?"


async def test_both_fields_are_needed_and_their_limits_are_the_service_s() -> None:
    async with visit("help", endless=DRAFT) as here:
        here.app.open_suggest("")
        await here.settle()
        await here.press("ctrl+s")
        assert "2 fields need another look. Name: This must be filled in." in here.flowing
        form = here.app.screen
        assert isinstance(form, SuggestScreen)
        assert [form.spec.by_id[name].limit for name in ("title", "description")] == [200, 1000]


async def test_a_failure_is_told_and_keeps_everything() -> None:
    desks: list[Desk] = []
    before = suggestions()
    async with visit("help", size=(100, 40), transport=serving(desks)) as here:
        here.app.open_suggest("Weaving")
        await here.settle()
        form = await write(here, "")
        here.endless = frozenset()
        await here.settle()
        for fault, words in (
            (service_down, "is not working right now (status 503). What you typed is kept."),
            (refused(413, {"detail": "Too large"}), "What you typed is kept."),
            (no_route, "What you typed is kept."),
            (refused(400, {"title": ["This one is not taken."]}), "Name: This one is not taken."),
            (refused_token, "What you typed is kept."),
        ):
            desks[0].faults["/bugs/"] = fault
            await here.press("ctrl+s")
            await here.choose("Send the suggestion")
            assert here.app.screen is form
            assert words in here.flowing
            assert suggestions() == before
            assert (form.form["title"], form.form["description"]) == ("Weaving", REASON)
            assert len(drafts()) == 1


async def test_a_lost_answer_is_looked_up_and_nothing_is_sent_twice() -> None:
    desks: list[Desk] = []
    async with visit("help", transport=serving(desks), endless=DRAFT) as here:
        here.app.open_suggest("Weaving")
        await here.settle()
        await write(here, "")
        desks[0].faults["/bugs/"], desks[0].acts = timed_out, True
        await here.press("ctrl+s")
        await here.choose("Send the suggestion")
        assert suggestions()[-1] == ("Weaving", REASON)
        assert desks[0].sent == ["/bugs/"]
        assert "The CapX team has your suggestion: it is number" in here.flowing
        # Who types it again is told, and it stays one.
        here.app.open_suggest("Weaving")
        await here.settle()
        await write(here, "")
        await here.press("ctrl+s")
        await here.choose("Send the suggestion")
        assert "The CapX team had just this suggestion of yours already" in here.flowing
        assert desks[0].sent == ["/bugs/"]


async def test_signed_out_one_signs_in_first() -> None:
    async with visit("directory", demo=False, endless=DRAFT) as here:
        here.app.open_suggest("Weaving")
        await here.settle()
        assert here.title.startswith("Sign in ")
        assert "Suggest a capacity" in here.flowing
