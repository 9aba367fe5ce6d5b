"""Matches: ranked, explained, each reason a step on; people hidden and reasons that do not count."""

from __future__ import annotations

import json
import os
from pathlib import Path

import msgspec
import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.model.matches import ReasonKind
from capx_tui.paths import data_dir
from tests.screens.visits import visit
from tests.screens.wire import no_route

_FIRST = "Ceibo Lectora  Mutual exchange, 19 points"


def _nothing_to_exchange(request: Request) -> Response:
    """A profile that its owner never filled in."""
    body = {"id": 1, "user": {"id": 1, "username": "Papatya Defteri"}}
    page = {"count": 1, "next": None, "previous": None, "results": [body]}
    return Response(200, {"content-type": "application/json"}, json.dumps(page).encode())


async def test_the_best_stand_first_with_their_reasons(home: Path) -> None:
    async with visit("matches") as here:
        assert here.title.startswith("Matches")
        assert "75 matches; mutual: 14." in here.text
        assert here.marked == _FIRST
        rows = [row.strip() for row in here.rows]
        at = rows.index(f"> {_FIRST}")
        assert rows[at + 1] == "Offers 2 of your 5 wanted: Lua, Wikidata Query Service"
        assert rows[at + 2].startswith("Wants 3 of your 5 available: Public Speaking, Edit-a-thons, Workshop")
        assert "Papatya Defteri" not in "\n".join(here.rows[1:])


async def test_each_reason_leads_on(home: Path) -> None:
    async with visit("matches", size=(100, 40)) as here:
        await here.press("enter")
        assert here.title.startswith("Match with Ceibo Lectora")
        assert here.marked == "Lua"
        await here.press("enter")
        assert here.title.startswith("Capacity directory")
        await here.press("escape")
        await here.choose("Both speak English (Almost native)")
        assert here.title.startswith("Explore")
        assert "English (Advanced or better)" in here.flowing or "English" in here.rows[2]
        await here.press("escape")
        await here.choose("Open the profile")
        assert here.title.startswith("Ceibo Lectora")


async def test_somebody_who_is_hidden_stays_so_and_can_be_put_back(home: Path) -> None:
    async with visit("matches") as here:
        await here.press("delete")
        assert "Ceibo Lectora is hidden from your matches. h shows those hidden." in here.flowing
        assert "74 matches; mutual: 13. One person hidden." in here.text
        assert not here.marked.startswith("Ceibo")
    async with visit("matches") as here:
        assert "74 matches; mutual: 13. One person hidden." in here.text
        await here.press("h")
        assert here.title.startswith("Hidden people")
        assert here.marked == "Ceibo Lectora  hidden; Enter shows them again"
        await here.press("down", "enter")
        assert here.marked == "Ceibo Lectora  shown; Enter hides them again"
        await here.press("escape")
        assert "75 matches; mutual: 14." in here.text
        assert _FIRST in here.text


async def test_hiding_from_the_match_itself(home: Path) -> None:
    async with visit("matches") as here:
        await here.press("enter")
        await here.choose("Hide this person from your matches")
        assert "Hidden from your matches." in here.flowing
        await here.choose("Put this person back into your matches")
        assert "Back in your matches." in here.flowing
        await here.press("escape")
        assert here.marked == _FIRST


async def test_what_does_not_count_explains_nothing(home: Path) -> None:
    async with visit("matches") as here:
        await here.press("w")
        assert here.title.startswith("What counts")
        assert "They offer what you want         yes  4 points for each capacity" in here.text
        await here.press("down", "down", "down", "enter")
        await here.press("escape")
        assert here.core.matches.state.uncounted == {ReasonKind.LANGUAGE}
        assert "Both speak" not in here.text
        assert "Ceibo Lectora  Mutual exchange, 17 points" in here.text


async def test_a_profile_with_nothing_to_exchange_says_what_is_missing(home: Path) -> None:
    async with visit("home") as here:
        here.wire.fail(_nothing_to_exchange, where="/profile/")
        here.app.go("matches")
        await here.settle()
        assert "Nothing to match yet: your profile has no wanted and no available capacities." in here.flowing
        await here.press("delete")
        assert "There is nobody to hide." in here.flowing


async def test_without_the_service_the_copy_of_ones_profile_serves(home: Path) -> None:
    async with visit("matches") as here:
        assert here.marked == _FIRST
        await here.press("escape")
        here.wire.fail(no_route)
        here.app.go("matches")
        await here.settle()
        assert here.marked == _FIRST
        assert "could not be reached" in here.flowing


async def test_signed_out_one_signs_in_first(home: Path) -> None:
    async with visit("matches", demo=False) as here:
        assert here.title.startswith("Sign in")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_decision_that_cannot_be_kept_is_said_and_holds_for_now(home: Path) -> None:
    async with visit("matches") as here:
        texts = data_dir() / "texts"
        texts.mkdir(mode=0o500)
        await here.press("delete")
        assert "74 matches" in here.text
        assert str(texts) in here.flowing


async def test_a_file_in_the_way_is_said_and_the_decision_holds_for_now(home: Path) -> None:
    async with visit("matches") as here:
        (data_dir() / "texts").write_text("in the way")
        await here.press("delete")
        assert "74 matches; mutual: 13. One person hidden." in here.text
        assert "could not be" in here.flowing
        await here.press("delete")
        assert "73 matches; mutual: 12. 2 people hidden." in here.text


async def test_explore_has_the_order_by_match(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("s", "s")
        assert "Best match first." in here.flowing
        assert here.marked.startswith("Ceibo Lectora")
        await here.press("s")
        assert "Best match first." not in here.flowing
    async with visit("explore", demo=False) as here:
        await here.press("s", "s")
        assert "Best match first." not in here.flowing


async def test_what_the_mirror_learned_since_the_rows_were_ranked_breaks_none_of_them(home: Path) -> None:
    """A profile that is opened is read anew, and another program may refresh the mirror at any time."""
    async with visit("matches") as here:
        gone, changed, other = (match.person for match in here.core.matches.rows(0, 3) if match is not None)
        bare = msgspec.structs.replace(changed, skills_available=(), skills_wanted=(), language=(), territory=())
        await here.core.mirror.remove_people([gone.id])
        await here.core.mirror.add_people([bare])
        here.core.matches.hide(other.id)
        await here.settle()
        assert here.marked == "This profile is not there any more."
        await here.press("down")
        assert here.marked == f"{changed.username}  0 points"
        await here.press("enter", "escape")
        assert "72 matches; mutual: 11." in here.text
        assert gone.username not in here.text
        assert changed.username not in here.text
