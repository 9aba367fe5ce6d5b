"""My profile: what it lacks and why, the profile as others see it, and the ways on."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from capx_tui.api.wire import Request, Response
from tests.screens.visits import FILLED, Visit, visit
from tests.screens.wire import Wire, no_route

_ADDRESS = "https://capx.toolforge.org/profile/Papatya_Defteri"


def _blank_profile(request: Request) -> Response:
    """A profile that its owner never filled in. Lists of people, which the refresh behind it asks for, fail."""
    asked = request.url.rstrip("/").rpartition("/")[2]
    if not asked.isdigit():
        return Response(503, {"content-type": "text/plain"}, b"")
    number = int(asked)
    body = {"id": number, "user": {"id": number, "username": "Papatya Defteri"}}
    return Response(200, {"content-type": "application/json"}, json.dumps(body).encode())


def _row(here: Visit, label: str) -> int:
    return next(y for y, row in enumerate(here.rows) if row[2:].startswith(label))


async def test_what_is_missing_stands_above_what_others_see(home: Path) -> None:
    async with visit("my-profile", size=(100, 70)) as here:
        assert here.title.startswith("Papatya Defteri (Maya D.)")
        assert here.marked == "This is your profile as others see it."
        assert "Nothing is missing that others look for." in here.text
        assert _row(here, "Nothing is missing") < _row(here, "Capacities") < _row(here, "What you can do")


async def test_ones_own_profile_in_a_list_is_my_profile(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("slash")
        await here.type("papatya")
        await here.press("enter", "enter")
        assert here.app.screen.id == "my-profile"
        assert "Nothing is missing that others look for." in here.text
        await here.press("escape")
        assert here.title.startswith("Explore")


async def test_signed_out_it_says_why_and_comes_back_here(home: Path) -> None:
    async with visit("my-profile", demo=False) as here:
        assert here.title.startswith("Sign in")
        assert "My profile" in here.flowing


async def test_the_link_is_copied_by_key_and_by_row(home: Path) -> None:
    sequence = base64.b64encode(_ADDRESS.encode()).decode()
    async with visit("my-profile") as here:
        await here.press("y")
        assert here.written.count(f"\x1b]52;c;{sequence}\x07") == 1
        assert f"The profile's address: {_ADDRESS} Copied." in here.flowing
        await here.choose("Copy link")
        assert here.written.count(sequence) == 2


async def test_the_code_is_shown_and_saved_from_there(home: Path) -> None:
    async with visit("my-profile") as here:
        await here.press("r")
        assert here.title.startswith("QR code: Papatya Defteri (Maya D.)")
        assert "▀" in here.text
        await here.press("s", "enter")
        (saved,) = home.glob("*.png")
        # A long path is broken where the row ends.
        assert f"The QR code is saved in {saved}.".replace(" ", "") in here.flowing.replace(" ", "")
        await here.press("escape")
        assert here.title.startswith("Papatya Defteri")


async def test_without_a_network_the_copy_is_there_with_its_gaps(home: Path) -> None:
    async with visit("home", size=(100, 70)) as here:
        here.wire.fail(no_route)
        await here.choose("My profile")
        assert "Nothing is missing that others look for." in here.text
        assert "Available capacities" in here.text


async def test_every_gap_is_a_row_that_says_why_it_matters(home: Path) -> None:
    def blank(wire: Wire) -> Wire:
        wire.fail(_blank_profile, where="/users/")
        return wire

    async with visit("my-profile", size=(110, 40), now=FILLED + timedelta(hours=2), transport=blank) as here:
        assert "What is missing, and why it matters" in here.text
        rows = [row[2:] for row in here.rows]
        for label, why in (
            ("Capacities", "Explore leaves out everybody without a capacity, so "),
            ("Languages", "Nobody knows in which language to write to you, and people"),
            ("Territory", "Whoever looks for people nearby does not find you."),
            ("Mini bio", "Before people write to somebody they do not know,"),
            ("Wikimedia projects", "Whoever looks for people of one Wikimedia project"),
        ):
            assert any(row.startswith(f"{label} ") and why in row for row in rows), here.text


async def test_it_is_asked_for_anew_and_shows_what_was_saved_above(home: Path) -> None:
    async with visit("my-profile", size=(100, 70)) as here:
        account = here.core.session.state.account
        assert account is not None
        assert any(asked.endswith(f"/users/{account.id}/") for asked in here.wire.asked)
        await here.press("r")
        before = await here.core.my_profile.load()
        await here.core.my_profile.save(before, replace(before, skills_wanted=()))
        await here.press("escape")
        assert "no wanted capacities given" in here.flowing
        assert "Nobody who could teach you something is suggested to you." in here.flowing


@pytest.mark.parametrize(("key", "row", "title"), [("b", "Badges", "Badges"), ("d", "Delete my account", "Delete my")])
async def test_every_way_on_is_a_key_and_a_row(key: str, row: str, title: str, home: Path) -> None:
    async with visit("my-profile") as here:
        await here.press(key)
        assert here.title.startswith(title)
        await here.press("escape")
        assert here.title.startswith("Papatya Defteri")
        await here.press("end")
        while not here.marked.startswith(row):
            await here.press("up")
        await here.press("enter")
        assert here.title.startswith(title)
