"""Deleting one's account: told what goes and what stays, the name typed in full, and Home afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.widgets.bars import TitleBar
from tests.screens.visits import Visit, visit
from tests.screens.wire import Fault, no_route, service_down, timed_out

_NAME = "Papatya Defteri"


def _deletions(here: Visit) -> int:
    return sum(asked.startswith("DELETE") for asked in here.wire.asked)


async def _to_the_question(here: Visit) -> None:
    await here.press("d")
    assert here.title.startswith("Delete my account")
    await here.choose("Delete for good")
    assert here.title.startswith("To delete your account, type Papatya Defteri")
    assert here.focused_row.strip() == "User name"


async def test_what_goes_and_what_stays_is_said_before_anything_is_asked(home: Path) -> None:
    async with visit("my-profile", size=(100, 50)) as here:
        await here.press("d")
        assert here.marked == "This cannot be undone: nobody can bring back what CapX has erased."
        for words in (
            "What CapX erases",
            "Your profile with everything in it.",
            "Your user account at CapX. You are signed out everywhere, on the website too.",
            "What this program erases here",
            "Drafts and unsent texts of this account, and its profile in the local copy.",
            "What stays",
            "Messages you sent: they are in mailboxes and on public talk pages of Meta-Wiki.",
            "What you gave to Let's Connect: its team keeps that elsewhere, and erases it if you ask them.",
        ):
            assert words in here.flowing, words
        await here.choose("Keep my account")
        assert here.title.startswith(_NAME)
        assert _deletions(here) == 0


async def test_the_row_leads_there_as_the_key_does(home: Path) -> None:
    async with visit("my-profile") as here:
        await here.choose("Delete my account")
        assert here.title.startswith("Delete my account")


@pytest.mark.parametrize("typed", ["", "papatya defteri", "Papatya Defteri ", "Papatya_Defteri", "yes"])
async def test_anything_but_the_exact_name_deletes_nothing(typed: str, home: Path) -> None:
    async with visit("my-profile") as here:
        await _to_the_question(here)
        if typed:
            await here.type(typed)
        await here.press("enter")
        assert here.title.startswith("Delete my account")
        assert f"“{typed}” is not your user name, “Papatya Defteri”. Nothing was deleted." in here.flowing
        assert _deletions(here) == 0
        assert here.core.session.state.is_signed_in


async def test_esc_deletes_nothing(home: Path) -> None:
    async with visit("my-profile") as here:
        await _to_the_question(here)
        await here.press("escape")
        assert "Nothing was deleted." in here.flowing
        assert _deletions(here) == 0


@pytest.mark.parametrize("way", ["home", "my-profile"])
async def test_with_the_name_the_account_is_gone_and_one_is_home(way: str, home: Path) -> None:
    async with visit(way) as here:
        if way == "home":
            await here.choose("My profile")
        await _to_the_question(here)
        await here.type(_NAME)
        await here.press("enter")
        assert here.title.startswith("Home")
        assert "not signed in" in here.title
        assert (
            "Your account at CapX is deleted, Papatya Defteri, and you are signed out."
            " What this program kept of it is erased."
        ) in here.flowing
        assert _deletions(here) == 1
        assert here.core.mirror.person_named(_NAME) is None
        # Nothing of the account is left to go back to.
        await here.press("escape")
        assert here.title.startswith("Home")
        assert len(here.app.screen_stack) == 2


async def _type_it(here: Visit) -> None:
    await _to_the_question(here)
    await here.type(_NAME)
    await here.press("enter")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (no_route, "Error: embedded.capx.invalid could not be reached: there is no connection"),
        (service_down, "Error: embedded.capx.invalid is not working right now (status 503)."),
        (timed_out, "Error: embedded.capx.invalid did not answer in time."),
    ],
)
async def test_what_did_not_happen_is_said_and_can_be_tried_again(fault: Fault, said: str, home: Path) -> None:
    async with visit("my-profile", size=(100, 40)) as here:
        account = here.core.session.state.account
        assert account is not None
        here.wire.fail(fault, where=f"/profile/{account.id}/")
        await _type_it(here)
        assert here.title.startswith("Delete my account")
        assert said in here.flowing
        assert here.core.session.state.is_signed_in
        here.wire.mend()
        # Trying again is decided anew.
        await here.press("f6")
        assert here.title.startswith("Delete my account")
        await here.choose("Delete for good")
        await here.type(_NAME)
        await here.press("enter")
        assert here.title.startswith("Home")


async def test_an_end_that_nobody_can_tell_is_looked_up_first(home: Path) -> None:
    async with visit("my-profile", size=(100, 40)) as here:

        def lost(request: Request) -> Response:
            here.wire.fail(timed_out, where="/profile/")
            return timed_out(request)

        account = here.core.session.state.account
        assert account is not None
        here.wire.fail(lost, where=f"/profile/{account.id}/")
        await _type_it(here)
        assert (
            "Error: CapX was asked to delete your account, and embedded.capx.invalid did not say whether it did."
            " Try again a little later: CapX is asked first, and nothing is sent a second time unless your account"
            " is still there."
        ) in here.flowing
        asked = len(here.wire.asked)
        here.wire.mend()
        await here.choose("Delete for good")
        await here.type(_NAME)
        await here.press("enter")
        assert here.title.startswith("Home"), here.text
        assert [each.split(" ")[0] for each in here.wire.asked[asked:] if "/profile/" in each] == ["GET", "DELETE"]


async def test_signed_out_meanwhile_there_is_nothing_to_delete(home: Path) -> None:
    async with visit("my-profile") as here:
        await here.core.session.sign_out()
        await here.press("d")
        assert here.title.startswith(_NAME)
        assert "It is not known yet whose profile this is." in here.flowing


async def test_nobody_leaves_while_it_is_under_way(home: Path) -> None:
    async with visit("my-profile") as here:
        await _to_the_question(here)
        here.endless = {"delete-account"}
        here.wire.hold(where="/profile/")
        await here.type(_NAME)
        await here.press("enter")
        for key in ("escape", "ctrl+q"):
            await here.press(key)
            assert here.title.startswith("Delete my account"), key
            assert "CapX is being asked to delete your account." in here.flowing
        here.wire.release()
        here.endless = frozenset()
        await here.settle()
        assert here.title.startswith("Home")
        assert "What this program kept of it is erased." in here.flowing
        assert _deletions(here) == 1


async def test_a_screen_that_is_being_closed_makes_nobody_fail(home: Path) -> None:
    """Its widgets go before it does; what changes a store meanwhile has done its work all the same."""
    async with visit("my-profile") as here:
        await _to_the_question(here)
        question = here.app.screen
        here.app.pop_screen()
        await question.query_one(TitleBar).remove()
        await here.core.session.sign_out()
        assert not here.core.session.state.is_signed_in
        await here.settle()
        assert "not signed in" in here.title
