"""Home: who one is, how old the data is, the ways on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from capx_tui.model.actions import SCREENS
from tests.screens.visits import FILLED, visit
from tests.screens.wire import Wire, refused_token, service_down

_PUBLIC = ("Explore", "Capacity directory", "Settings", "Help", "About", "Sign in")


async def test_signed_out_home_shows_what_works_without_an_account(home: Path) -> None:
    async with visit("home", size=(80, 40), demo=False) as here:
        assert "not signed in" in here.title
        assert "can be read without an account" in here.flowing
        assert (
            "240 people, 50 organizations, 134 capacities. Last compared with the service 7 minutes ago."
            in here.flowing
        )
        for name in _PUBLIC:
            assert any(row.lstrip("> ").startswith(f"{name} ") for row in here.rows), name
        assert "My profile" not in here.text


async def test_signed_in_home_says_as_whom_and_where(home: Path) -> None:
    async with visit("home", size=(80, 40)) as here:
        assert "signed in as Papatya Defteri" in here.title
        assert "You are signed in as Papatya Defteri at the embedded demo, with made-up people." in here.flowing
        assert "My profile" in here.text
        assert not any(row.lstrip("> ").startswith("Sign in ") for row in here.rows)


async def test_the_marker_begins_where_one_can_go_on(home: Path) -> None:
    async with visit("home") as here:
        assert here.marked.startswith("Explore")
        await here.press("enter")
        assert here.title.startswith("Explore")
        await here.press("escape")
        assert here.title.startswith("Home")
        assert here.marked.startswith("Explore")


@pytest.mark.parametrize("screen", [entry.id for entry in SCREENS if entry.id not in ("home", "sign-in")])
async def test_every_screen_can_be_opened_by_name_and_left_for_home(screen: str, home: Path) -> None:
    async with visit(screen) as here:
        title = here.title
        assert not title.startswith("Home")
        await here.press("escape")
        assert here.title.startswith("Home"), title


async def test_an_old_mirror_is_compared_at_once(home: Path) -> None:
    async with visit("home", now=FILLED + timedelta(hours=3)) as here:
        assert any("/users/" in asked for asked in here.wire.asked)
        assert "Last compared with the service just now." in here.flowing


async def test_a_fresh_mirror_is_read_without_asking(home: Path) -> None:
    async with visit("home") as here:
        assert not any("/users/" in asked for asked in here.wire.asked)


async def test_a_refresh_that_fails_is_told_with_the_age_and_the_marker_stays(home: Path) -> None:
    async with visit("home", size=(80, 40)) as here:
        await here.down_to("Settings")
        here.wire.fail(service_down)
        await here.press("f5")
        assert "Not refreshed: embedded.capx.invalid is not working right now (status 503)." in here.flowing
        assert "Last compared with the service 7 minutes ago." in here.flowing
        assert here.marked.startswith("Settings")
        here.wire.mend()
        await here.press("f6")
        assert "Not refreshed" not in here.text
        assert "Last compared with the service just now." in here.flowing
        assert here.marked.startswith("Settings")


async def test_names_that_could_not_be_fetched_are_told_with_their_source(home: Path) -> None:
    def without_metabase(wire: Wire) -> Wire:
        wire.fail(service_down, where="/_wikimedia/metabase/query")
        return wire

    async with visit("home", now=FILLED + timedelta(days=30), transport=without_metabase) as here:
        assert "Names could not be fetched from Metabase; those known before are shown." in here.flowing


async def test_a_refused_sign_in_is_announced(home: Path) -> None:
    def refusing(wire: Wire) -> Wire:
        wire.fail(refused_token, where="/profile/")
        return wire

    async with visit("home", transport=refusing) as here:
        assert "not signed in" in here.title
        assert "Your sign-in has ended. Sign in again to go on where you were" in here.flowing
        await here.press("home")
        await here.choose("Your sign-in has ended.")
        assert here.title.startswith("Sign in")


async def test_a_refresh_that_was_asked_for_says_when_it_is_done(home: Path) -> None:
    async with visit("about") as here:
        await here.press("f5")
        assert here.status == "Up to date."
        here.wire.fail(service_down)
        await here.press("f5")
        assert "Error: embedded.capx.invalid is not working right now (status 503)." in here.flowing
        assert "F6 tries again." in here.flowing
        here.wire.mend()
        await here.press("f6")
        assert here.status == "Up to date."
