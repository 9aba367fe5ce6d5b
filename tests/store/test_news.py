"""A visit: what is new stays there until it is over, and nothing is new any more that was seen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from capx_tui.model.directory import Event
from capx_tui.paths import data_dir
from capx_tui.store.kept_text import erase_texts
from capx_tui.store.news import VISIT_ENDS_AFTER, NewsStore
from tests.store.clocks import JUMPS
from tests.store.conftest import Clock
from tests.store.embedded_desk import DESK_NOW, Desk, open_desk


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    async with open_desk(world) as opened:
        await opened.core.explore.refresh()
        await opened.core.session.owner()
        opened.core.matches.show()
        assert opened.core.matches.state.count > 2
        yield opened


@pytest.fixture
def hours() -> Clock:
    clock = Clock()
    clock.moment = DESK_NOW
    return clock


def news(desk: Desk, clock: Clock) -> NewsStore:
    """As at a start of the program."""
    core = desk.core
    made = NewsStore(core.session, core.mirror, core.explore, core.matches, core.my_profile, now=clock)
    made.show()
    return made


async def comes(desk: Desk, place: int, moment: str) -> int:
    """The match at a place changes the profile."""
    match = desk.core.matches.rows(place, 1)[0]
    assert match is not None
    await desk.core.mirror.add_people([msgspec.structs.replace(match.person, last_update=moment)])
    desk.core.explore.catch_up()
    desk.core.matches.show()
    return match.person.id


async def test_the_first_visit_has_no_news_and_is_remembered_once_it_was_seen(desk: Desk, hours: Clock) -> None:
    first = news(desk, hours)
    assert first.state.since is None
    assert first.state.is_empty
    assert news(desk, hours).state.since is None, "nobody has seen it"
    first.seen()
    hours.passes(days=2)
    assert news(desk, hours).state.since == DESK_NOW
    (kept,) = [path for path in (data_dir() / "texts").iterdir() if '"home"' in path.read_text("utf-8")]
    assert kept.stat().st_mode & 0o777 == 0o600
    erase_texts(desk.core.session.service, str(desk.core.session.account_id))
    assert news(desk, hours).state.since is None


async def test_news_stay_for_the_visit_and_are_none_in_the_next(desk: Desk, hours: Clock) -> None:
    news(desk, hours).seen()
    hours.passes(days=1)
    number = await comes(desk, 1, "2026-06-11T09:00:00.000000Z")
    visit = news(desk, hours)
    assert visit.state.people == (number,)
    visit.seen()
    visit.show()
    assert visit.state.people == (number,), "seen, and still there in this visit"
    other = await comes(desk, 2, "2026-06-11T10:00:00.000000Z")
    visit.show()
    assert set(visit.state.people) == {number, other}
    assert [joined for _, joined in visit.people(5)] == [False, False]
    # What came after it was seen, and was not shown, is news the next time.
    again = news(desk, hours)
    assert again.state.people == (other,)
    again.seen()
    assert news(desk, hours).state.is_empty


async def test_a_program_left_open_begins_another_visit_after_some_hours(desk: Desk, hours: Clock) -> None:
    news(desk, hours).seen()
    hours.passes(days=1)
    number = await comes(desk, 0, "2026-06-11T09:00:00.000000Z")
    visit = news(desk, hours)
    visit.seen()
    hours.passes(seconds=VISIT_ENDS_AFTER.total_seconds() - 1)
    visit.show()
    assert visit.state.people == (number,)
    hours.passes(seconds=1)
    visit.show()
    assert visit.state.is_empty
    assert visit.state.since == DESK_NOW + timedelta(days=1)


async def test_who_is_hidden_is_no_news(desk: Desk, hours: Clock) -> None:
    news(desk, hours).seen()
    number = await comes(desk, 0, "2026-06-11T09:00:00.000000Z")
    desk.core.matches.hide(number)
    assert news(desk, hours).state.people == ()


async def test_an_event_about_ones_own_is_news(desk: Desk, hours: Clock) -> None:
    news(desk, hours).seen()
    own = desk.core.my_profile.known(desk.core.session.account_id)
    assert own is not None
    mine, other = (
        Event(id=9000 + number, name="Night", time_begin="2026-08-01T18:00:00Z", related_skills=(skill,))
        for number, skill in enumerate((own.skills_wanted[0], 99999))
    )
    await desk.core.mirror.keep_list("events", [*desk.core.mirror.events(), mine, other], DESK_NOW.isoformat())
    desk.core.explore.catch_up()
    assert news(desk, hours).state.events == (mine,)


async def test_what_cannot_be_kept_is_told_and_shown(desk: Desk, hours: Clock) -> None:
    (data_dir() / "texts").write_text("in the way", "utf-8")
    visit = news(desk, hours)
    visit.seen()
    assert visit.state.trouble is not None


async def test_nothing_is_seen_where_nothing_was_fetched(world: Path, hours: Clock) -> None:
    async with open_desk(world) as desk:
        await desk.core.session.owner()
        desk.core.matches.show()
        news(desk, hours).seen()
        assert not (data_dir() / "texts").exists()


@pytest.mark.parametrize("jump", JUMPS, ids=str)
async def test_news_outlive_a_clock_that_is_set(desk: Desk, hours: Clock, jump: timedelta) -> None:
    """Whoever comes after the clock is right again is new, whatever was seen meanwhile."""
    news(desk, hours).seen()
    hours.moment += jump
    news(desk, hours).seen()
    hours.moment -= jump
    hours.passes(days=1)
    number = await comes(desk, 1, "2026-06-11T09:00:00.000000Z")
    assert number in news(desk, hours).state.people


async def test_a_clock_put_right_by_a_second_ends_no_visit(desk: Desk, hours: Clock) -> None:
    news(desk, hours).seen()
    hours.passes(days=1)
    number = await comes(desk, 1, "2026-06-11T09:00:00.000000Z")
    visit = news(desk, hours)
    visit.seen()
    hours.passes(seconds=-1)
    visit.show()
    assert visit.state.people == (number,)


async def test_a_profile_from_a_time_to_come_hides_nobody_who_comes_later(desk: Desk, hours: Clock) -> None:
    await comes(desk, 0, "2036-01-01T00:00:00.000000Z")
    news(desk, hours).seen()
    hours.passes(days=1)
    number = await comes(desk, 1, "2026-06-11T09:00:00.000000Z")
    assert news(desk, hours).state.people == (number,)
