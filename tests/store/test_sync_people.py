"""People arrive whole however the list moves, and only what is new is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
import stamina

from capx_tui.errors import NobodyLeft, NoRoute, ServiceDown, StorageError, TimedOut
from capx_tui.store.mirror import Mirror
from capx_tui.store.sync import Freshness, Sync, SyncProgress
from tests.store.conftest import Clock
from tests.store.small_service import Query, SmallService, data, profile, same


@pytest.fixture
def one_attempt() -> Iterator[None]:
    stamina.set_testing(True, attempts=1)
    yield
    stamina.set_testing(False)


async def test_the_first_fill_brings_everybody_in_numbers(service: SmallService, sync: Sync, mirror: Mirror) -> None:
    service.people = {number: profile(number, number) for number in range(1, 451)}
    told: list[SyncProgress] = []
    report = await sync.run(progress=told.append)
    assert (report.people, report.organizations, report.capacities, report.changed) == (450, 1, 5, 450)
    assert report.requests == len(service.asked)
    assert same(mirror, service)
    filling = [(each.people, each.people_of) for each in told if each.filling and each.people]
    assert (200, 450) in filling
    assert filling[-1] == (450, 450)
    assert told[-1].finished
    assert sync.freshness() is Freshness.FRESH
    state = mirror.state()
    assert state.complete
    assert state.filled_at == state.checked_at


async def test_nothing_new_is_one_request(service: SmallService, sync: Sync, clock: Clock) -> None:
    await sync.run()
    clock.passes(minutes=16)
    assert sync.freshness() is Freshness.STALE
    service.asked.clear()
    report = await sync.run()
    assert report.changed == 0
    assert service.asked == ["/users/?limit=50&offset=0&ordering=-last_update"]
    assert sync.freshness() is Freshness.FRESH


async def test_a_hundred_people_of_one_moment_are_still_one_request(
    service: SmallService, sync: Sync, mirror: Mirror
) -> None:
    service.people = {number: profile(number, 7) for number in range(1, 121)}
    await sync.run()
    service.asked.clear()
    await sync.run()
    assert len(service.asked) == 1
    # One more of that very moment is found too.
    service.people[130] = profile(130, 7)
    await sync.run()
    assert same(mirror, service)


async def test_who_changed_is_found_newest_first(service: SmallService, sync: Sync, mirror: Mirror) -> None:
    service.people = {number: profile(number, number) for number in range(1, 301)}
    await sync.run()
    service.asked.clear()
    service.changes(4, 1000, username="Renamed")
    service.changes(9, 1001)
    service.people[301] = profile(301, 1002)
    report = await sync.run()
    assert report.changed == 3
    assert len(service.asked) == 1
    assert same(mirror, service)


async def test_a_change_in_the_moment_where_the_last_look_ended_is_found(
    service: SmallService, sync: Sync, mirror: Mirror
) -> None:
    await sync.run()
    newest = max(row["last_update"] for row in service.people.values())
    service.people[2] = profile(2, username="At the same microsecond") | {"last_update": newest}
    await sync.run()
    assert same(mirror, service)


async def test_who_left_is_noticed(service: SmallService, sync: Sync, mirror: Mirror) -> None:
    service.people = {number: profile(number, number) for number in range(1, 301)}
    await sync.run()
    del service.people[150], service.people[151]
    report = await sync.run()
    assert report.changed == 2
    assert same(mirror, service)


async def test_a_service_that_lost_everybody_is_not_believed(service: SmallService, sync: Sync, mirror: Mirror) -> None:
    service.people = {number: profile(number, number) for number in range(1, 31)}
    await sync.run()
    everybody, service.people = service.people, {}
    for full in (False, True):
        with pytest.raises(NobodyLeft):
            await sync.run(full=full)
        assert mirror.people_count() == 30
    service.people = everybody
    await sync.run()
    assert same(mirror, service)


async def test_who_left_is_noticed_without_the_list_of_names(service: SmallService, sync: Sync, mirror: Mirror) -> None:
    service.names_everybody = False
    service.people = {number: profile(number, number) for number in range(1, 301)}
    await sync.run()
    del service.people[150]
    service.asked.clear()
    await sync.run()
    assert same(mirror, service)
    assert any("offset=200" in asked for asked in service.asked)


async def test_one_left_and_one_came_is_noticed(
    service: SmallService, sync: Sync, mirror: Mirror, clock: Clock
) -> None:
    await sync.run()
    del service.people[2]
    service.people[9] = profile(9, 99)
    await sync.run()
    # The number is the same, so only the weekly look at everybody can tell.
    assert mirror.person(9) is not None
    clock.passes(days=8)
    await sync.run()
    assert same(mirror, service)


async def test_badges_move_no_date_and_arrive_with_the_weekly_look(
    service: SmallService, sync: Sync, mirror: Mirror, clock: Clock
) -> None:
    service.people = {number: profile(number, number) for number in range(1, 301)}
    await sync.run()
    service.people[3]["badges"] = [6]
    await sync.run()
    before = mirror.person(3)
    clock.passes(days=7)
    await sync.run()
    after = mirror.person(3)
    assert (before and before.badges, after and after.badges) == ((), (6,))


async def test_cancelled_in_the_middle_it_goes_on_where_it_was(
    service: SmallService, sync: Sync, mirror: Mirror, clock: Clock
) -> None:
    service.people = {number: profile(number, number) for number in range(1, 1501)}
    run = asyncio.ensure_future(sync.run())

    def stop(path: str, query: Query) -> None:
        if path == "/users/" and query["offset"] != ["0"]:
            run.cancel()

    service.between = stop
    with pytest.raises(asyncio.CancelledError):
        await run
    # A page that was being written when the run was stopped is written to its end, on the writing thread.
    await mirror.write(lambda connection: None)
    arrived = mirror.people_count()
    assert 200 <= arrived < 1500
    assert not mirror.state().complete
    assert sync.freshness() is Freshness.STALE
    assert len(mirror.people_index().index) == arrived
    service.between = lambda path, query: None
    service.asked.clear()
    again = Sync(service.client(), mirror, now=clock)
    await again.run()
    assert same(mirror, service)
    # Only what was missing, and in the end one look at who changed meanwhile.
    *rest, last = service.went_to("/users/")
    assert f"offset={arrived}&" in rest[0]
    assert last.startswith("/users/?limit=50&offset=0")


async def test_a_service_that_goes_down_in_the_middle_leaves_what_came(
    service: SmallService, sync: Sync, mirror: Mirror
) -> None:
    service.people = {number: profile(number, number) for number in range(1, 451)}

    def break_down(path: str, query: Query) -> None:
        if path == "/users/" and query["offset"] != ["0"]:
            service.faults["/users/"] = data({"detail": "broken"}, 500)

    service.between = break_down
    with pytest.raises(ServiceDown):
        await sync.run()
    assert mirror.people_count() == 200
    service.faults.clear()
    service.between = lambda path, query: None
    await sync.run()
    assert same(mirror, service)


async def test_after_the_fill_everything_opens_without_the_service(
    service: SmallService, sync: Sync, mirror: Mirror, clock: Clock
) -> None:
    await sync.run()
    before = mirror.state()
    service.faults["/"] = NoRoute(host="capx.example")
    clock.passes(hours=30)
    with pytest.raises(NoRoute):
        await sync.run()
    assert mirror.state() == before
    assert sync.freshness() is Freshness.STALE
    assert same(mirror, service)
    assert [each.territory_name for each in mirror.territories()] == ["Latin America", "Argentina", "Brazil"]


@pytest.mark.usefixtures("one_attempt")
async def test_a_page_that_takes_too_long_is_asked_for_smaller(
    service: SmallService, sync: Sync, mirror: Mirror
) -> None:
    service.people = {number: profile(number, number) for number in range(1, 301)}
    service.faults["/users/?limit=200"] = TimedOut(host="capx.example")
    await sync.run()
    assert same(mirror, service)
    assert "limit=50" in service.went_to("/users/")[0]


@pytest.mark.usefixtures("one_attempt")
async def test_a_service_that_never_answers_is_said_to_be_too_slow(service: SmallService, sync: Sync) -> None:
    service.faults["/users/"] = TimedOut(host="capx.example")
    with pytest.raises(TimedOut):
        await sync.run()


async def test_pages_grow_with_a_quick_service_and_shrink_with_a_slow_one(
    service: SmallService, mirror: Mirror, clock: Clock
) -> None:
    service.people = {number: profile(number, number) for number in range(1, 2001)}
    seconds_a_person = 0.001
    elapsed = 0.0

    def between(path: str, query: Query) -> None:
        nonlocal elapsed
        if path == "/users/":
            elapsed += int(query["limit"][0]) * seconds_a_person

    service.between = between
    await Sync(service.client(), mirror, now=clock, monotonic=lambda: elapsed).run()
    sizes = [int(asked.split("limit=")[1].split("&")[0]) for asked in service.went_to("/users/")]
    assert sizes[:4] == [200, 400, 800, 1000]
    seconds_a_person = 0.04
    service.asked.clear()
    await Sync(service.client(), mirror, now=clock, monotonic=lambda: elapsed).run(full=True)
    sizes = [int(asked.split("limit=")[1].split("&")[0]) for asked in service.went_to("/users/")]
    assert sizes[:2] == [200, 50]


async def test_one_person_is_fetched_and_kept(service: SmallService, sync: Sync, mirror: Mirror) -> None:
    found = await sync.person("Person 3")
    assert found is not None
    assert mirror.person_named("Person 3") == found
    assert await sync.person("Nobody") is None
    assert (await sync.person(4)) == mirror.person(4)


async def test_a_person_who_left_is_taken_out_when_asked_for(service: SmallService, sync: Sync, mirror: Mirror) -> None:
    await sync.run()
    del service.people[3], service.people[4]
    assert await sync.person("Person 3") is None
    assert await sync.person(4) is None
    assert mirror.person(3) is None
    assert mirror.person(4) is None


async def test_a_read_through_does_not_hide_others_changes(service: SmallService, sync: Sync, mirror: Mirror) -> None:
    await sync.run()
    service.changes(1, 500)
    service.changes(2, 600)
    await sync.person(2)
    await sync.run()
    assert same(mirror, service)


async def test_a_second_run_waits_for_the_first(service: SmallService, sync: Sync, mirror: Mirror) -> None:
    first, second = await asyncio.gather(sync.run(), sync.run())
    assert (first.changed, second.changed, second.requests) == (5, 0, 1)


async def test_two_processes_filling_one_mirror_end_with_everybody_once(
    service: SmallService, mirror: Mirror, clock: Clock
) -> None:
    service.people = {number: profile(number, number) for number in range(1, 1501)}
    assert mirror.path is not None
    other = Mirror.open(mirror.path)
    mine, theirs = (Sync(service.client(), each, now=clock) for each in (mirror, other))
    await asyncio.gather(mine.run(), theirs.run())
    assert same(mirror, service)
    assert same(other, service)
    del service.people[700]
    await asyncio.gather(mine.run(full=True), theirs.run(full=True))
    assert same(mirror, service)
    other.close()


async def test_a_full_disk_ends_the_run_and_leaves_what_was_there(
    service: SmallService, sync: Sync, mirror: Mirror
) -> None:
    await sync.run()
    pages = await mirror.write(lambda connection: connection.execute("PRAGMA page_count").fetchone()[0])
    await mirror.write(lambda connection: connection.execute(f"PRAGMA max_page_count = {pages}").fetchone())
    before = dict(service.people)
    service.people |= {number: profile(number, number, about="long " * 300) for number in range(100, 300)}
    with pytest.raises(StorageError) as caught:
        await sync.run()
    assert caught.value.params[1] == "the disk is full"
    assert {person.id for person in mirror.persons(list(range(400)))} == set(before)


async def test_a_name_is_asked_for_as_typed_and_as_a_wiki_writes_it(
    service: SmallService, sync: Sync, mirror: Mirror
) -> None:
    service.people[3] = profile(3, 3, username="Çağla wiki")
    found = await sync.person("çağla_wiki")
    assert found is not None
    assert found.id == 3


async def test_e_mail_addresses_never_reach_the_disk(service: SmallService, sync: Sync, mirror: Mirror) -> None:
    service.people[1]["contact"] = [{"display_name": "mail", "value": "me@private.example"}]
    await sync.run()
    assert mirror.path is not None
    path = mirror.path
    mirror.close()
    for file in path.parent.iterdir():
        assert b"b.example" not in file.read_bytes()
        assert b"private.example" not in file.read_bytes()


async def test_a_count_that_is_the_services_own_fault_makes_no_sweep_each_time(
    service: SmallService, sync: Sync, mirror: Mirror
) -> None:
    service.names_everybody = False
    answer = service._answer

    def one_too_many(path: str, query: Query, body: str) -> tuple[int, str, bytes]:
        status, kind, content = answer(path, query, body)
        if path == "/users/":
            content = content.replace(b'"count": 5', b'"count": 6')
        return status, kind, content

    service._answer = one_too_many  # type: ignore[method-assign]
    await sync.run()
    assert mirror.people_count() == 5
    service.asked.clear()
    await sync.run()
    assert len(service.asked) == 1
