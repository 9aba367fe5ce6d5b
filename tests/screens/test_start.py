"""The first start: three ways in, how the program should speak, and nothing asked before a choice."""

from __future__ import annotations

from pathlib import Path

from capx_tui.screens.base import Restart
from capx_tui.store.settings import SettingsStore
from tests.screens.visits import SERVICE, visit
from tests.screens.wire import service_down


async def test_the_first_start_offers_three_ways_in_and_asks_nobody(new_home: Path) -> None:
    async with visit(demo=False) as here:
        assert here.title.startswith("Welcome to the Capacity Exchange")
        for way in ("Sign in", "Look around", "Try the demo", "Screen-reader mode"):
            assert any(way in row for row in here.rows), way
        assert "Exchange is voluntary and agreed between the people" in here.flowing
        assert here.wire.asked == []


async def test_looking_around_leads_home_and_only_then_fetches(new_home: Path) -> None:
    async with visit(demo=False) as here:
        await here.choose("Look around")
        assert here.title.startswith("Home")
        assert "not signed in" in here.title
        assert any("/users/" in asked for asked in here.wire.asked)
        await here.press("f2")
        assert "224 people of 240." in here.status


async def test_who_brings_a_sign_in_along_is_not_asked_for_another(new_home: Path) -> None:
    async with visit(demo=False, surroundings={"CAPX_TUI_TOKEN": "0" * 64, "CAPX_TUI_SERVICE": SERVICE}) as here:
        assert not any("Sign in" in row or "Look around" in row for row in here.rows)
        await here.choose("Go on")
        assert here.title.startswith("Home")


async def test_the_second_start_opens_home(home: Path) -> None:
    SettingsStore().change(opened_before=True)
    async with visit(demo=False) as here:
        assert here.title.startswith("Home")


async def test_signing_in_comes_back_to_home(new_home: Path) -> None:
    async with visit(demo=False) as here:
        await here.choose("Sign in")
        assert here.title.startswith("Sign in")
        assert "Before you sign in" in here.text
        await here.press("escape")
        assert here.title.startswith("Home")


async def test_the_demo_opens_the_program_again_on_the_embedded_service(new_home: Path) -> None:
    async with visit(demo=False) as here:
        await here.choose("Try the demo")
        assert here.app.return_value == Restart(demo=True)
        assert here.wire.asked == []


async def test_the_screen_reader_mode_is_switched_before_anything_else(new_home: Path) -> None:
    async with visit(demo=False) as here:
        await here.down_to("Screen-reader mode")
        assert "no." in here.focused_row
        await here.press("enter")
        assert "yes." in here.focused_row
        assert "Screen-reader mode: yes." in here.flowing
        assert here.app.speaks
    assert SettingsStore().state.screen_reader is True


async def test_without_a_service_looking_around_says_so_and_what_to_do(new_home: Path) -> None:
    async with visit(demo=False, size=(80, 60)) as here:
        here.wire.fail(service_down)
        await here.choose("Look around")
        assert "Nothing has been fetched from the service yet." in here.flowing
        assert "capx.example is not working right now (status 503)." in here.flowing
        here.wire.mend()
        await here.press("f6")
        assert "240 people, 50 organizations, 134 capacities." in here.flowing
