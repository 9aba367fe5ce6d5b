"""Badges on the screen: what each row says alone, shown and hidden with a way back, every outcome in words."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.terminal.painted_app import focus_anchor
from tests.screens.visits import Visit, database, visit
from tests.screens.wire import Fault, html, no_route, service_down, timed_out

pytestmark = pytest.mark.usefixtures("home")


def held(name: str) -> bool:
    """Whether the service shows a badge of the demo's person."""
    with sqlite3.connect(f"file:{database()}?mode=ro", uri=True) as rows:
        (shown,) = rows.execute(
            "SELECT is_displayed FROM user_badge JOIN badge ON badge.id = badge WHERE user = 1 AND name = ?", (name,)
        ).fetchone()
    return bool(shown)


def puts(here: Visit) -> list[str]:
    return [asked for asked in here.wire.asked if asked.startswith("PUT")]


def on_put(here: Visit, fault: Fault, *, where: str = "/user_badge/") -> None:
    """Only writing fails."""

    def only(request: Request) -> Response:
        if request.method == "PUT":
            return fault(request)
        return Response(200, {"content-type": "application/json"}, json.dumps(here_rows(request)).encode())

    here.wire.fail(only, where=where)


def here_rows(request: Request) -> object:
    """What the embedded service has, read from its file: for reading beside a write that fails."""
    with sqlite3.connect(f"file:{database()}?mode=ro", uri=True) as rows:
        found = rows.execute("SELECT id, badge, is_displayed, progress FROM user_badge WHERE user = 1").fetchall()
    mine = [{"id": i, "badge": b, "is_displayed": bool(d), "progress": p} for i, b, d, p in found]
    last = request.url.partition("?")[0].rstrip("/").rpartition("/")[2]
    if last.isdigit():
        return next(row for row in mine if row["id"] == int(last))
    return {"count": len(mine), "next": None, "previous": None, "results": mine}


async def test_earned_and_not_how_far_and_what_each_asks_for() -> None:
    async with visit("badges", size=(80, 40)) as here:
        assert here.title.startswith("Badges")
        assert "  7 badges earned" in here.rows
        assert "  3 badges still to earn" in here.rows
        assert "Polyglot:             earned, 100 of 100 %; on your profile: yes" in here.text
        assert "Lists four languages or more." in here.text
        assert "Bookmark:             not earned yet, 80 of 100 %; on your profile once it is" in here.text
        assert "Saved ten profiles." in here.text
        assert "Enter puts a badge on your profile or takes it off; nothing is sent before you save." in here.flowing


async def test_each_row_read_alone_says_name_state_progress_and_whether_it_is_shown() -> None:
    async with visit("badges", size=(100, 40), screen_reader=True) as here:
        said = [row for row in here.rows if " of 100 %" in row]
        assert len(said) == 10
        for row in said:
            name, _, value = row.lstrip("> ").partition(":")
            assert name.strip()
            assert "earned" in value
            assert "on your profile" in value
        for _ in range(22):
            row = here.focused_row
            assert row.strip()
            assert focus_anchor(here.app.screen.focused).y < 40
            await here.press("down")


async def test_hiding_and_showing_is_undone_before_it_is_saved() -> None:
    async with visit("badges") as here:
        await here.down_to("Polyglot:")
        await here.press("enter")
        assert "on your profile: no" in here.marked
        await here.press("ctrl+z")
        assert "on your profile: yes" in here.marked
        await here.press("ctrl+s")
        assert here.status == "Nothing has changed."
        assert puts(here) == []


async def test_only_what_changed_is_sent_after_a_list_of_it() -> None:
    async with visit("badges") as here:
        await here.choose("Polyglot:")
        await here.press("home")
        await here.choose("Icebreaker:")
        await here.press("ctrl+s")
        assert "Icebreaker: earned, 100 of 100 %; on your profile: yes" in here.text
        assert "Polyglot: earned, 100 of 100 %; on your profile: no" in here.text
        assert here.status == "2 changes."
        assert puts(here) == []
        await here.press("enter")
        assert len(puts(here)) == 2
        assert here.status == "Saved. 6 badges are on your profile now."
        assert (held("Polyglot"), held("Icebreaker")) == (False, True)
        await here.press("ctrl+s")
        assert here.status == "Nothing has changed."


async def test_the_profile_below_shows_it_at_once() -> None:
    async with visit("my-profile", size=(80, 60)) as here:
        assert "Polyglot" in here.text
        here.app.go("badges")
        await here.settle()
        await here.choose("Polyglot:")
        await here.press("ctrl+s", "enter", "escape")
        assert "Polyglot" not in here.text
        assert "First steps" in here.text


async def test_a_part_that_is_refused_stays_a_change_and_the_rest_is_saved() -> None:
    async with visit("badges", size=(100, 40)) as here:
        polyglot = next(b.row for b in here.core.badges.state.badges if b.name == "Polyglot")
        await here.choose("Polyglot:")
        await here.press("home")
        await here.choose("Icebreaker:")
        gone: Fault = lambda request: Response(404, {}, b"")  # noqa: E731
        on_put(here, gone, where=f"/user_badge/{polyglot}/")
        await here.press("ctrl+s", "enter")
        assert (
            "Error: Not every badge was saved. Saved: Icebreaker. Not saved: Polyglot (embedded.capx.invalid does not "
            "have this (any more).) Saving again sends only what is missing."
        ) in here.flowing
        assert (held("Polyglot"), held("Icebreaker")) == (True, True)
        here.wire.mend()
        here.wire.asked.clear()
        await here.press("f6")
        assert "Polyglot: earned" in here.text
        assert "Icebreaker" not in here.text
        await here.press("enter")
        assert len(puts(here)) == 1
        assert held("Polyglot") is False


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (timed_out, "Not saved: Polyglot (embedded.capx.invalid did not answer in time.)"),
        (no_route, "Not saved: Polyglot (embedded.capx.invalid could not be reached"),
        (html, "Not saved: Polyglot (embedded.capx.invalid answered with a web page"),
        (service_down, "Not saved: Polyglot (embedded.capx.invalid"),
    ],
)
async def test_an_answer_that_does_not_come_is_looked_up(fault: Fault, words: str) -> None:
    async with visit("badges", size=(100, 40)) as here:
        await here.choose("Polyglot:")
        on_put(here, fault)
        await here.press("ctrl+s", "enter")
        assert words in here.flowing
        assert held("Polyglot") is True
        assert len(puts(here)) == 1
        assert "on your profile: no" in here.marked, "it is still a change"


async def test_a_service_that_is_down_can_be_asked_again() -> None:
    async with visit("home") as here:
        here.wire.fail(service_down, where="/user_badge/")
        here.app.go("badges")
        await here.settle()
        assert "F6" in here.flowing
        here.wire.mend()
        await here.press("f6")
        assert "Polyglot:" in here.text


async def test_nobody_has_badges_without_a_sign_in() -> None:
    async with visit("badges", demo=False) as here:
        assert here.title.startswith("Sign in")
        assert "Badges" in here.flowing


async def test_a_service_without_badges_says_so() -> None:
    with sqlite3.connect(database()) as rows:
        rows.execute("DELETE FROM user_badge")
        rows.execute("DELETE FROM badge")
    async with visit("badges") as here:
        assert "This service has no badges." in here.text
        await here.press("down", "ctrl+s")
        assert here.status == "Nothing has changed."


async def test_somebody_without_any_is_told_how_one_earns_them() -> None:
    with sqlite3.connect(database()) as rows:
        rows.execute("UPDATE user_badge SET progress = 30 WHERE user = 1")
    async with visit("badges") as here:
        assert "> 0 badges earned" in here.rows
        assert "None yet. What each badge asks for stands below it." in here.text
        assert here.marked


async def test_a_picture_is_words_and_an_address_that_opens() -> None:
    async with visit("badges", size=(100, 30)) as here:
        await here.down_to("Polyglot:")
        await here.press("ctrl+f")
        assert "Picture: File:CapX demo badge Polyglot.svg, https://commons.wikimedia.org/" in here.flowing
        if here.title.startswith("Polyglot"):
            await here.press("escape")
        await here.press("o")
        assert here.title.startswith("File:CapX demo badge Polyglot.svg")
        assert "https://commons.wikimedia.org/wiki/File:CapX_demo_badge_Polyglot.svg" in here.flowing


async def test_where_there_is_no_picture_that_is_said(home: Path) -> None:
    with sqlite3.connect(database()) as rows:
        rows.execute("UPDATE badge SET picture = ''")
    async with visit("badges") as here:
        await here.press("o")
        assert here.status == "There is no picture to this row."
