"""Let's Connect on the screen: whether one is registered, what was sent last, and the ways on."""

from __future__ import annotations

import pytest

from tests.screens.lets_connect_desk import forget_registration, open_form
from tests.screens.visits import visit
from tests.screens.wire import Fault, html, no_route, service_down

pytestmark = pytest.mark.usefixtures("home")


async def test_somebody_who_is_registered_is_told_so_and_may_update() -> None:
    async with visit("lets-connect", size=(100, 30)) as here:
        assert here.title.startswith("Let's Connect")
        assert "Registration you are registered" in here.flowing
        assert "Apr 11, 2026, confirmed: Registered as made-up person" in here.flowing
        assert here.marked.startswith("Update my registration")
        assert "what you send replaces what Let's Connect has, and nobody can read that back" in here.flowing
        assert "once the service has given you the badge “Where Paths Cross (Let's Connect)”" in here.flowing
        assert "add “Let's Connect (LETS)” to the affiliations of your profile" in here.flowing
        await here.choose("Badge")
        assert here.title.startswith("Badges")


async def test_somebody_who_is_not_signs_up() -> None:
    forget_registration()
    async with visit("lets-connect", size=(100, 30)) as here:
        assert "Registration you are not registered" in here.flowing
        assert "Last sent nothing yet through CapX" in here.flowing
        assert here.marked.startswith("Sign up")
        form = await open_form(here)
        assert "replaces" not in here.text
        assert "A draft of it is kept in memory while the program runs, never on disk." in here.flowing
        assert "It is sent when you confirm it below, never with your profile." in here.flowing
        assert form.form.changed == ()


@pytest.mark.parametrize("fault", [no_route, html, service_down], ids=lambda fault: fault.__name__)
async def test_lets_connect_out_of_reach_is_said_and_one_may_go_on(fault: Fault) -> None:
    async with visit("home", size=(100, 30)) as here:
        here.wire.fail(fault, where="/letsconnect/exists/")
        here.app.go("lets-connect")
        await here.settle()
        assert "not known. embedded.capx.invalid" in here.flowing
        assert "You can go on all the same." in here.flowing
        assert here.marked.startswith("Sign up or update")
        await open_form(here)
        assert "It is not known whether you are registered. If you are, what you send replaces" in here.flowing


async def test_with_capx_down_one_can_try_again() -> None:
    async with visit("home") as here:
        here.wire.fail(service_down, where="/letsconnect/")
        here.app.go("lets-connect")
        await here.settle()
        assert "F6" in here.flowing
        here.wire.mend()
        await here.press("f6")
        assert "you are registered" in here.text


async def test_it_needs_a_sign_in() -> None:
    async with visit("lets-connect", demo=False) as here:
        assert here.title.startswith("Sign in")
        assert "Let's Connect" in here.flowing


async def test_the_privacy_statement_and_the_team_are_at_hand() -> None:
    async with visit("lets-connect", size=(120, 30)) as here:
        await here.choose("Privacy statement")
        assert "https://foundation.wikimedia.org/wiki/Legal:Registration_for_Let%27s_Connect" in here.flowing
        await here.press("escape")
        await here.choose("Is that wrong?")
        assert "Y2FweEB3bW5vYnJhc2lsLm9yZw==" in here.written, "the team's address is on the clipboard"
