"""Mentorship: the list with true statuses, one programme's facts, and how one is listed."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from tests.screens.visits import NOW, database, visit
from tests.screens.wire import service_down

pytestmark = pytest.mark.usefixtures("home")


async def test_programmes_stand_with_their_status_the_open_ones_first() -> None:
    async with visit("mentorship", size=(100, 30)) as here:
        told = (
            "> Grupo de Usuários Wiki Movimento Brasil open until Jul 20, 2026; 26 subscribers",
            "Wikimedia Community User Group Turkey open, today is the last day (Jun 10, 2026); 8 subscribers",
            "Wikimedia Ghana User Group not open yet, opens on Jul 5, 2026; nobody subscribed yet",
            "Wikimedia France closed, the last day was Mar 27, 2026; 43 subscribers",
        )
        assert " ".join(told) in here.flowing
        assert here.marked.startswith("Grupo de Usuários")


async def test_the_day_after_the_last_day_is_closed() -> None:
    async with visit("mentorship", size=(100, 30), now=NOW + timedelta(days=1)) as here:
        assert "closed, the last day was Jun 10, 2026; 8 subscribers" in here.flowing


async def test_a_programme_tells_what_its_card_tells() -> None:
    async with visit("mentorship", size=(100, 40)) as here:
        await here.choose("Turkey")
        assert here.title.startswith("Mentorship: Wikimedia Community User Group Turkey")
        for words in (
            "Status open, today is the last day (Jun 10, 2026)",
            "Registration from May 11, 2026 to Jun 10, 2026, both days included",
            "Location Türkiye",
            "Format CapX does not say whether it is in person, online or both; the coordinator knows",
            "About Evenings of editing for two",
            "Languages English, Kurdish, Turkish",
            "Subscribers 8 (3 as mentors, 5 as mentees)",
        ):
            assert words in here.flowing, words
        await here.choose("Mentorship")
        assert here.title.startswith("Capacity directory")
        await here.press("escape")
        await here.choose("Organization")
        assert here.title.startswith("Wikimedia Community User Group Turkey")


async def test_what_a_programme_does_not_say_is_said_to_be_missing() -> None:
    async with visit("mentorship", size=(100, 40)) as here:
        await here.choose("Ghana")
        assert "Location worldwide; the programme names no territory" in here.flowing
        assert "Subscribers nobody yet" in here.flowing
        await here.press("escape")
        await here.choose("France")
        assert "About the programme says nothing about itself" in here.flowing


async def test_other_peoples_text_is_text() -> None:
    with sqlite3.connect(database()) as rows:
        rows.execute(
            "UPDATE partner_mentorship_settings SET description = ? WHERE id = 1",
            ("<h2>Come [b]in[/b]</h2><script>x</script> &lt;b&gt;now&lt;/b&gt; \x1b[31mred\u202e",),
        )
    async with visit("mentorship", size=(100, 40)) as here:
        await here.press("enter")
        assert "About Come [b]in[/b] now red" in here.flowing


async def test_anybody_may_read_without_signing_in() -> None:
    async with visit("mentorship", demo=False, size=(100, 30)) as here:
        assert "open until Jul 20, 2026" in here.flowing
        await here.press("enter")
        assert "Location Brazil" in here.flowing


async def test_how_a_programme_gets_listed_is_told_with_the_address() -> None:
    async with visit("mentorship", size=(100, 30)) as here:
        await here.choose("Write to the CapX team")
        assert "capx@wmnobrasil.org" in here.flowing
        assert "Y2FweEB3bW5vYnJhc2lsLm9yZw==" in here.written, "the address is on the clipboard"


async def test_its_address_leads_here() -> None:
    async with visit(address="https://capx.toolforge.org/mentorship") as here:
        assert here.title.startswith("Mentorship ")


async def test_a_service_that_is_down_is_said_and_asked_again() -> None:
    async with visit("help", size=(100, 30)) as here:
        here.wire.fail(service_down, where="/partner_mentorship_settings/")
        here.app.go("mentorship")
        await here.settle()
        assert "Status" not in here.text
        assert "F6" in here.flowing
        here.wire.mend()
        await here.press("f6")
        assert "open until Jul 20, 2026" in here.flowing


async def test_a_service_without_programmes_says_so() -> None:
    with sqlite3.connect(database()) as rows:
        rows.execute("DELETE FROM partner_mentorship_settings")
    async with visit("mentorship") as here:
        assert "No organization runs a mentorship programme at this service now." in here.flowing


async def test_one_key_saves_whose_programme_it_is() -> None:
    async with visit("mentorship", size=(100, 30)) as here:
        await here.choose("France")
        await here.press("b")
        assert here.status.startswith("Wikimedia France is saved. b takes it back.")
        await here.press("b")
        assert here.status.startswith("Wikimedia France is not saved any more.")
