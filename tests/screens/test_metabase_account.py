"""One's account at Metabase on the screen: connect, open or scan, wait, stop, disconnect; each in words."""

from __future__ import annotations

import pytest

from capx_tui.store.metabase_account import MetabaseAccount
from tests.screens.visits import NOW, Visit, visit
from tests.screens.wire import timed_out
from tests.store.embedded_desk import refuse

pytestmark = pytest.mark.usefixtures("home")


async def arrive(here: Visit) -> None:
    """At the account, from the list."""
    here.endless = {"draft", "metabase-wait"}
    await here.type("turkish")
    await here.press("enter", "m")
    assert here.title.startswith("Metabase account")


def waits(here: Visit) -> bool:
    return here.core.metabase_account.state.is_waiting


def asked(here: Visit) -> int:
    return sum("/translating_oauth/status/" in each for each in here.wire.asked)


async def test_connecting_gives_an_address_to_open_or_to_scan_and_edits_are_in_ones_own_name_then() -> None:
    async with visit("translate", size=(80, 40)) as here:
        await arrive(here)
        assert "No account connected: the project's bot makes the edits." in here.text
        assert here.marked.startswith("Connect  Gives an address at which you allow it")
        await here.press("enter")
        assert "sign in to Metabase and allow it. The address is good until 15:52." in here.flowing
        assert here.status == "Waiting until you have allowed it; s stops that."
        assert here.core.metabase_account.state.address[:40] in here.text
        assert here.marked.startswith("Address"), "what one came for"
        await here.choose("QR code")
        assert here.title.startswith("QR code: Allow CapX at Metabase")
        await here.press("escape")
        assert here.core.metabase_account.state.is_waiting, "it is waited for while one scans"
        await here.choose("Allow it here")
        await here.until(lambda: here.core.metabase_account.state.is_connected)
        await here.settle()
        assert here.status == "Connected to Metabase as Papatya Defteri: edits are made in your name."
        assert here.marked.startswith("Disconnect  CapX forgets the link.")
        await here.press("escape")
        assert here.rows[3] == "  Connected to Metabase as Papatya Defteri: edits are made in your name."
        await here.press("n")
        await here.type("Yolculuk")
        await here.press("enter")
        assert here.title.startswith("Datagraphic"), "nobody is asked in whose name"
        await here.press("escape", "m")
        await here.choose("Disconnect")
        assert here.status == "Papatya Defteri is not connected any more: the project's bot makes the edits."
        assert here.core.metabase_account.state.address == ""


async def test_waiting_ends_with_the_screen_and_by_a_key_and_nothing_is_asked_after_that() -> None:
    async with visit("translate") as here:
        await arrive(here)
        await here.choose("Connect  ")
        assert waits(here)
        await here.press("s")
        assert here.status == "CapX is asked no more. The address stays good for its time."
        assert not waits(here)
        await here.press("s")
        assert here.status == "Nothing is waited for."
        await here.choose("Wait for it")
        assert waits(here)
        before = asked(here)
        await here.press("escape")
        assert not waits(here)
        await here.press("down", "up")
        assert asked(here) == before


async def test_an_address_that_nobody_used_ends_and_another_is_one_key_away() -> None:
    async with visit("translate") as here:
        waited = [0.0]

        async def pause(seconds: float) -> None:
            waited[0] += seconds

        core = here.core
        core.__dict__["metabase_account"] = MetabaseAccount(
            core.client, core.session, now=lambda: NOW, monotonic=lambda: waited[0], pause=pause
        )
        await arrive(here)
        here.endless = frozenset()
        await here.choose("Connect  ")
        assert here.flowing.endswith(
            "Error: Nobody allowed it at Metabase while the address was good. Ask for a new address. F6 tries again."
        )
        assert "Connect  " in here.text
        assert "/translating_oauth/authorize/" not in here.text
        here.endless = {"metabase-wait"}
        await here.press("f6")
        assert any("/translating_oauth/begin/" in each for each in here.wire.asked[-140:])


async def test_what_fails_is_said_and_what_is_there_stays() -> None:
    async with visit("translate") as here:
        await arrive(here)
        here.wire.fail(refuse(503, {"detail": "Metabase OAuth is not configured."}), where="/begin/")
        await here.choose("Connect  ")
        assert (
            "Error: This CapX service cannot connect Metabase accounts (Metabase OAuth is not configured). The "
            "project's bot makes the edits;" in here.flowing
        )
        here.wire.mend()
        here.wire.fail(timed_out, where="/begin/")
        await here.choose("Connect  ")
        assert "Error: embedded.capx.invalid did not answer in time." in here.flowing
        here.wire.mend()
        await here.press("f6")
        assert waits(here)
