"""The mirror as a whole: opened by anybody, killed at any moment, forgotten on request."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from capx_tui.errors import StorageError
from capx_tui.model.directory import Event, Organization
from capx_tui.model.explore import ExploreFilter, Sort
from capx_tui.model.people import Person
from capx_tui.model.people_index import Relations
from capx_tui.store.mirror import Mirror, mirror_file
from capx_tui.store.mirror_people import IndexReplaced
from capx_tui.store.sync import Sync
from tests.store.conftest import Clock
from tests.store.small_service import SmallService, profile

EVERYBODY = ExploreFilter(incomplete=True)
_NOW = "2026-11-01T00:00:00+00:00"


def ids(mirror: Mirror) -> list[int]:
    index = mirror.people_index().index
    return list(index.order_of(index.select(EVERYBODY, Relations()), Sort.NAME))


def test_each_service_has_a_file_of_its_own(surroundings: Path) -> None:
    one = mirror_file("https://capx-backend.toolforge.org")
    assert one.parent == surroundings / ".cache" / "capx-tui" / "mirror"
    assert one.name.startswith("capx-backend.toolforge.org-")
    assert one == mirror_file("https://capx-backend.toolforge.org/")
    assert len({one, mirror_file("http://127.0.0.1:8000"), mirror_file("http://127.0.0.1:8001")}) == 3
    hostile = mirror_file("https://../../etc/passwd")
    assert hostile.parent == one.parent
    assert "/" not in hostile.name


def test_a_home_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    mirror = Mirror.open(tmp_path / "file" / "mirror.sqlite3")
    assert mirror.state().in_memory
    mirror.close()


async def test_in_memory_everything_works_until_the_end(clock: Clock) -> None:
    service = SmallService(people=30)
    mirror = Mirror.open(None)
    report = await Sync(service.client(), mirror, now=clock).run()
    assert report.people == 30
    assert len(ids(mirror)) == 30
    assert mirror.state().in_memory
    await mirror.forget()
    assert mirror.people_count() == 0
    mirror.close()


def test_a_broken_file_is_told_about(tmp_path: Path) -> None:
    path = tmp_path / "mirror.sqlite3"
    path.write_bytes(b"not a database at all" * 500)
    mirror = Mirror.open(path)
    assert mirror.state().set_aside == tmp_path / "mirror.sqlite3.broken"
    mirror.close()


def test_a_file_that_another_program_locks_is_not_worked_around(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "mirror.sqlite3"
    Mirror.open(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StorageError) as caught:
        Mirror.open(path, busy_s=0.01)
    assert caught.value.params[1] == "another program is using it"
    other.close()


async def test_forgetting_deletes_the_file(tmp_path: Path, clock: Clock) -> None:
    service = SmallService()
    path = tmp_path / "mirror.sqlite3"
    mirror = Mirror.open(path)
    sync = Sync(service.client(), mirror, now=clock)
    await sync.run()
    await mirror.forget()
    assert mirror.state().people == 0
    assert mirror.capacities() == []
    assert b"Person 1" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    # And it can be filled again at once.
    await sync.run()
    assert mirror.state().people == 5
    mirror.close()


KILLED = """
import asyncio, sys
from pathlib import Path
from capx_tui.store.mirror import Mirror
from capx_tui.store.sync import Sync
from tests.store.small_service import SmallService, profile

async def main():
    service = SmallService()
    service.people = {number: profile(number, number) for number in range(1, 3001)}
    def stop(path, query):
        if path == "/users/" and int(query["offset"][0]) >= 1000:
            print("there", flush=True)
            sys.stdin.read()
    service.between = stop
    await Sync(service.client(), Mirror.open(Path(sys.argv[1]))).run()

asyncio.run(main())
"""


async def test_killed_in_the_middle_of_the_first_fill_it_is_usable_and_goes_on(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "mirror.sqlite3"
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "there\n"
        process.send_signal(signal.SIGKILL)
    mirror = Mirror.open(path)
    arrived = mirror.people_count()
    assert 1000 <= arrived < 3000
    assert mirror.state().set_aside is None
    assert len(ids(mirror)) == arrived
    service = SmallService()
    service.people = {number: profile(number, number) for number in range(1, 3001)}
    await Sync(service.client(), mirror, now=clock).run()
    assert sorted(ids(mirror)) == list(range(1, 3001))
    assert all("offset=0&" not in asked or "limit=50" in asked for asked in service.went_to("/users/"))
    mirror.close()


async def test_what_one_process_fetches_the_other_sees(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "mirror.sqlite3"
    reading, fetching = Mirror.open(path), Mirror.open(path)
    assert reading.capacities() == []
    await Sync(SmallService(people=20).client(), fetching, now=clock).run()
    assert len(ids(reading)) == 20
    assert len(reading.capacities()) == 5
    reading.close()
    fetching.close()


async def test_an_open_index_that_was_replaced_says_so(tmp_path: Path) -> None:
    path = tmp_path / "mirror.sqlite3"
    one, other = Mirror.open(path), Mirror.open(path)
    await one.add_people([Person(id=number, username=f"P{number}", skills_known=(7,)) for number in range(1, 50)])
    await one.keep_index()
    index = one.people_index().index
    await other.add_people([Person(id=60, username="New", skills_known=(8,))])
    await other.keep_index()
    with pytest.raises(IndexReplaced):
        index.counts(EVERYBODY, next(iter(ExploreFilter(known=(7,)).active)), Relations())
    assert len(ids(one)) == 50
    one.close()
    other.close()


async def test_the_kept_index_and_what_came_after_are_everybody(mirror: Mirror) -> None:
    people = [Person(id=number, username=f"P{number:04}", skills_known=(7,)) for number in range(1, 1000)]
    await mirror.add_people(people)
    await mirror.keep_index()
    await mirror.remove_people(range(1, 400))
    await mirror.add_people([Person(id=5000, username="P0000")])
    assert ids(mirror) == [5000, *range(400, 1000)]
    assert mirror.index_backlog() == (1, 400)
    # So many places are empty now that it is made anew.
    await mirror.keep_index()
    kept = mirror.people_index()
    assert (kept.generation, kept.index.wasted) == (2, 0)
    assert ids(mirror) == [5000, *range(400, 1000)]


async def test_an_index_of_another_version_is_made_anew(mirror: Mirror) -> None:
    await mirror.add_people([Person(id=1, username="A")])
    await mirror.keep_index()
    await mirror.write(lambda connection: connection.execute("UPDATE pieces SET body = x'00' WHERE name = 'head'"))
    assert ids(mirror) == [1]


async def test_somebody_who_comes_back_is_there_once(mirror: Mirror) -> None:
    await mirror.add_people([Person(id=1, username="A"), Person(id=2, username="B")])
    kept = mirror.people_index()
    await mirror.remove_people([1])
    await mirror.add_people([Person(id=1, username="A again")])
    changes = mirror.changes_since(kept.revision)
    kept.index.patch(changes.people, changes.removed)
    assert sorted(kept.index.all_ids()) == [1, 2]
    assert ids(mirror) == [1, 2]


async def test_changing_a_list_undoes_nothing_that_another_process_wrote(mirror: Mirror, tmp_path: Path) -> None:
    await mirror.keep_list("organizations", [Organization(id=5, display_name="Old")], _NOW)
    assert [each.id for each in mirror.organizations()] == [5]
    other = Mirror.open(tmp_path / "mirror.sqlite3")
    await other.keep_list(
        "organizations", [Organization(id=5, display_name="Old"), Organization(id=6, display_name="Else")], _NOW
    )
    renamed = Organization(id=5, display_name="New")
    assert await mirror.change_list("organizations", Organization, lambda held: [renamed, *held[1:]])
    assert {each.id: each.display_name for each in other.organizations()} == {5: "New", 6: "Else"}
    assert mirror.fetched_at("organizations") == _NOW
    assert not await mirror.change_list("organizations", Organization, list)
    assert not await mirror.change_list("events", Event, lambda held: [*held, Event(id=1, name="One")])
    assert mirror.events() == []
    other.close()
