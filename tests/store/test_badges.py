"""One's own badges over the embedded service: read whole, one request for each change, each outcome told."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import stamina

from capx_tui.api.wire import Request, Response
from capx_tui.errors import NotSignedIn, ServiceDown
from capx_tui.i18n.sentences import explain
from capx_tui.model.badges import Ending, OwnBadge
from capx_tui.store.badges import BadgesNotSaved
from tests.screens.wire import no_route, refused_token, service_down, timed_out
from tests.store.embedded_desk import DESK_NOW, Desk, open_desk, refuse

GONE = refuse(404, {"detail": "No UserBadge matches the given query."})


@pytest.fixture(autouse=True)
def no_pauses() -> Iterator[None]:
    with stamina.set_testing(True, attempts=100, cap=True):
        yield


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    async with open_desk(world) as opened:
        yield opened


def named(desk: Desk, *names: str) -> dict[int, bool]:
    """What showing or hiding these badges, the other way round than now, means."""
    held = {badge.name: badge for badge in desk.core.badges.state.badges}
    return {held[name].row or 0: not held[name].is_displayed for name in names}


def shown(desk: Desk) -> list[str]:
    return [badge.name for badge in desk.core.badges.state.badges if badge.is_shown]


async def test_every_badge_is_there_with_my_way_to_it_earned_ones_first(desk: Desk) -> None:
    badges = await desk.core.badges.load()
    assert [badge.name for badge in badges if badge.is_earned] == [
        "Bug spotter", "Curious mind", "First steps", "Gatherer", "Generous mind", "Icebreaker", "Polyglot",
    ]  # fmt: skip
    assert [(badge.name, badge.progress, badge.row is None) for badge in badges if not badge.is_earned] == [
        ("Bookmark", 80, False), ("Word bridge", 12, False), ("Mentor of the season", 0, False),
    ]  # fmt: skip
    first = next(badge for badge in badges if badge.name == "First steps")
    assert first.description == "Filled in a mini bio, a language and a territory."
    assert first.picture.endswith("File:CapX_demo_badge_First_steps.svg")
    assert (desk.core.badges.state.badges, desk.core.badges.state.read_at) == (badges, DESK_NOW)


async def test_more_than_a_page_of_badges_is_read_whole(desk: Desk) -> None:
    with sqlite3.connect(desk.database) as rows:
        rows.executemany(
            "INSERT INTO badge VALUES (?, ?, '', '', NULL, 'internal')", [(n, f"Extra {n}") for n in range(100, 350)]
        )
        rows.executemany("INSERT INTO user_badge VALUES (?, 1, ?, 1, 100)", [(9000 + n, n) for n in range(100, 350)])
    badges = await desk.core.badges.load()
    assert len(badges) == 260
    assert sum(badge.is_earned for badge in badges) == 257


async def test_a_badge_that_nothing_is_counted_for_is_there_too(desk: Desk) -> None:
    with sqlite3.connect(desk.database) as rows:
        rows.execute("DELETE FROM user_badge WHERE user = 1 AND badge = 10")
    badge = (await desk.core.badges.load())[-1]
    assert (badge.name, badge.row, badge.progress) == ("Mentor of the season", None, 0)


async def test_a_badge_that_the_service_does_not_list_is_named_by_its_number(desk: Desk) -> None:
    with sqlite3.connect(desk.database) as rows:
        rows.execute("DELETE FROM badge WHERE name = 'Polyglot'")
    badges = await desk.core.badges.load()
    assert "Badge 4" in [badge.name for badge in badges if badge.is_earned]


async def test_only_what_changes_is_sent_once_each_and_others_see_it(desk: Desk) -> None:
    await desk.core.badges.load()
    before = shown(desk)
    wanted = named(desk, "Polyglot", "Icebreaker") | dict.fromkeys(named(desk, "First steps"), True)
    badges = await desk.core.badges.save(wanted)
    assert sorted(desk.line.writes) == [
        (path, {"is_displayed": path.endswith(f"/{row_of(badges, 'Icebreaker')}/")})
        for path in sorted(f"/user_badge/{row_of(badges, name)}/" for name in ("Polyglot", "Icebreaker"))
    ]
    assert shown(desk) == sorted({*before, "Icebreaker"} - {"Polyglot"})
    public = desk.core.mirror.person(1)
    assert public is not None
    assert {badge.id for badge in badges if badge.is_shown} == set(public.badges)
    desk.line.writes.clear()
    await desk.core.badges.save(wanted)
    assert desk.line.writes == [], "what the service has already is not sent again"


def row_of(badges: tuple[OwnBadge, ...], name: str) -> int:
    return next(badge.row or 0 for badge in badges if badge.name == name)


async def test_one_that_is_refused_stops_no_other_and_each_is_told(desk: Desk) -> None:
    await desk.core.badges.load()
    polyglot = next(iter(named(desk, "Polyglot")))
    desk.line.on_write = lambda request: GONE if f"/{polyglot}/" in request.url else None
    with pytest.raises(BadgesNotSaved) as caught:
        await desk.core.badges.save(named(desk, "Polyglot", "Icebreaker"))
    assert [each.ending for each in caught.value.outcomes] == [Ending.REFUSED, Ending.SAVED]
    assert explain(caught.value) == (
        "Not every badge was saved. Saved: Icebreaker. Not saved: Polyglot (embedded.capx.invalid does not have "
        "this (any more).) "
        "Saving again sends only what is missing."
    )
    assert "Icebreaker" in shown(desk)
    assert "Polyglot" in shown(desk)


async def test_a_service_that_says_yes_and_keeps_what_it_had_is_not_believed(desk: Desk) -> None:
    await desk.core.badges.load()
    wanted = named(desk, "Polyglot")
    row = next(iter(wanted))
    desk.line.on_write = lambda _request: refuse(200, {"id": row, "badge": 4, "is_displayed": True, "progress": 100})
    with pytest.raises(BadgesNotSaved) as caught:
        await desk.core.badges.save(wanted)
    assert str(caught.value) == "Not saved: Polyglot (the service took the change and kept what it had before.)"


async def test_a_lost_answer_is_read_back(desk: Desk) -> None:
    await desk.core.badges.load()
    desk.line.after_write = lambda _request: timed_out
    badges = await desk.core.badges.save(named(desk, "Icebreaker"))
    assert len(desk.line.writes) == 1
    assert next(badge for badge in badges if badge.name == "Icebreaker").is_shown


async def test_a_lost_write_is_told_and_what_would_have_failed_too_is_not_sent(desk: Desk) -> None:
    await desk.core.badges.load()
    desk.line.on_write = lambda _request: timed_out
    with pytest.raises(BadgesNotSaved) as caught:
        await desk.core.badges.save(named(desk, "Icebreaker", "Polyglot"))
    assert [each.ending for each in caught.value.outcomes] == [Ending.REFUSED, Ending.UNSENT]
    assert str(caught.value) == (
        "Not saved: Icebreaker (embedded.capx.invalid did not answer in time.) Not sent: Polyglot."
    )
    assert len(desk.line.writes) == 1


async def test_what_can_not_be_read_back_is_known_to_nobody(desk: Desk) -> None:
    await desk.core.badges.load()

    def lose(request: Request) -> Response:
        desk.line.fail(no_route, where=f"/user_badge/{request.url.rstrip('/').rpartition('/')[2]}/")
        return timed_out(request)

    desk.line.after_write = lambda _request: lose
    with pytest.raises(BadgesNotSaved) as caught:
        await desk.core.badges.save(named(desk, "Icebreaker", "Polyglot"))
    assert [each.ending for each in caught.value.outcomes] == [Ending.UNKNOWN, Ending.UNSENT]
    assert str(caught.value) == (
        "Nobody knows of: Icebreaker (No answer came, and the service could not be asked what it has: "
        "embedded.capx.invalid did not answer in time.) Not sent: Polyglot."
    )
    desk.line.mend()
    desk.line.after_write = lambda _request: None
    desk.line.writes.clear()
    held = {badge.name: badge.row or 0 for badge in await desk.core.badges.load()}
    await desk.core.badges.save({held["Icebreaker"]: True, held["Polyglot"]: False})
    assert desk.line.writes == [(f"/user_badge/{held['Polyglot']}/", {"is_displayed": False})]


async def test_a_sign_in_that_has_ended_sends_nothing(desk: Desk) -> None:
    await desk.core.badges.load()
    wanted = named(desk, "Icebreaker")
    desk.line.fail(refused_token, where="/user_badge/")
    with pytest.raises(NotSignedIn):
        await desk.core.badges.save(wanted)
    assert desk.line.writes == []


async def test_a_sign_in_that_ends_between_two_badges_ends_the_session(desk: Desk) -> None:
    await desk.core.badges.load()
    desk.line.on_write = lambda _request: refused_token
    with pytest.raises(BadgesNotSaved) as caught:
        await desk.core.badges.save(named(desk, "Icebreaker", "Polyglot"))
    assert [each.ending for each in caught.value.outcomes] == [Ending.REFUSED, Ending.UNSENT]
    assert desk.core.session.state.is_expired


async def test_a_service_that_is_down_leaves_what_was_read(desk: Desk) -> None:
    badges = await desk.core.badges.load()
    desk.line.fail(service_down, where="/badges/")
    with pytest.raises(ServiceDown):
        await desk.core.badges.load()
    assert desk.core.badges.state.badges == badges


async def test_signed_out_nothing_is_asked(desk: Desk) -> None:
    await desk.core.session.sign_out()
    desk.line.asked.clear()
    with pytest.raises(NotSignedIn):
        await desk.core.badges.load()
    assert desk.line.asked == []
