"""Opening a world: built when it is missing or another one, kept otherwise, and nobody else's to read."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from starlette.datastructures import URL, QueryParams

from capx_tui.demo.embedded import create_app, demo_token, open_world
from capx_tui.demo.service.core.body import Body
from capx_tui.demo.service.core.call import Account, Call
from capx_tui.demo.service.core.database import Database, connect
from capx_tui.demo.service.people import PROFILE

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def people_of(world: Path) -> int:
    connection = sqlite3.connect(world)
    try:
        (count,) = connection.execute("SELECT COUNT(*) FROM user").fetchone()
        return int(count)
    finally:
        connection.close()


def mark(world: Path) -> None:
    connection = sqlite3.connect(world, isolation_level=None)
    connection.execute("INSERT INTO hashtag VALUES (9999, 'mine')")
    connection.close()


def is_marked(world: Path) -> bool:
    connection = sqlite3.connect(world)
    try:
        return connection.execute("SELECT 1 FROM hashtag WHERE id = 9999").fetchone() is not None
    finally:
        connection.close()


def test_a_world_is_built_for_its_owner_alone_and_kept(tmp_path: Path) -> None:
    directory = tmp_path / "deep" / "demo"
    world = open_world(directory, people=12, now=NOW)
    assert people_of(world) == 12
    assert directory.stat().st_mode & 0o777 == 0o700
    assert world.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in directory.iterdir()] == [world.name]
    mark(world)
    assert open_world(directory, people=12) == world
    assert is_marked(world)


def test_another_size_a_reset_or_another_schema_builds_anew(tmp_path: Path) -> None:
    world = open_world(tmp_path, people=12)
    mark(world)
    assert people_of(open_world(tmp_path, people=13)) == 13
    assert not is_marked(world)
    mark(world)
    open_world(tmp_path, people=13, reset=True)
    assert not is_marked(world)
    mark(world)
    connection = sqlite3.connect(world, isolation_level=None)
    connection.execute("UPDATE world SET value = 'older' WHERE key = 'schema'")
    connection.close()
    open_world(tmp_path, people=13)
    assert not is_marked(world)


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_broken_file_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "world.sqlite3").write_bytes(content)
    assert people_of(open_world(tmp_path, people=12)) == 12


def test_a_build_that_fails_leaves_the_old_world(tmp_path: Path) -> None:
    world = open_world(tmp_path, people=12)
    mark(world)
    with pytest.raises(ValueError, match="at least one person"):
        open_world(tmp_path, people=0)
    assert is_marked(world)
    assert [path.name for path in tmp_path.iterdir()] == [world.name]


def test_the_same_moment_gives_the_same_world(tmp_path: Path) -> None:
    def dump(directory: Path) -> list[str]:
        connection = sqlite3.connect(open_world(directory, people=30, now=NOW))
        try:
            return [line for line in connection.iterdump() if "'secret'" not in line and "sqlite_stat" not in line]
        finally:
            connection.close()

    assert dump(tmp_path / "one") == dump(tmp_path / "two")


async def test_one_is_signed_in_from_the_start_and_others_by_name(tmp_path: Path) -> None:
    world = open_world(tmp_path, people=30, now=NOW)
    token = demo_token(world, now=NOW)
    assert token == demo_token(world, now=NOW)
    app = create_app(world, clock=lambda: NOW)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://demo") as client:

        async def me(token: str) -> dict[str, object]:
            answer = await client.get("/profile/", headers={"Authorization": f"Token {token}"})
            profile: dict[str, object] = answer.json()["results"][0]
            return profile

        profile = await me(token)
        assert profile["is_manager"]
        names = (await client.get("/list/users/")).json()
        other = next(number for number in names if int(number) != profile["id"])
        assert (await me(demo_token(world, username=names[other], now=NOW)))["id"] == int(other)
    app.database.close()
    other_world = open_world(tmp_path / "other", people=30, now=NOW)
    assert demo_token(other_world, now=NOW) != token


def test_who_opens_a_world_loads_no_web_framework(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from capx_tui.demo.embedded import open_world, demo_token;"
        f"world = open_world(Path({str(tmp_path)!r}), people=12); demo_token(world); demo_token(world);"
        "print([name for name in ('starlette', 'httpx', 'textual', 'rich') if name in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent.parent)}
    first = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert "httpx" not in first.stdout
    # The second start only asks whether world and token stand.
    second = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert second.stdout.strip() == "[]"


@pytest.mark.parametrize("query", ["limit=1", "limit=200"])
def test_a_page_of_people_costs_the_same_few_questions_whatever_its_length(world: Path, query: str) -> None:
    connection = connect(world)
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    parameters = QueryParams(query)
    call = Call(
        connection=connection,
        method="GET",
        url=URL(f"http://demo/users/?{query}"),
        path={},
        query=parameters,
        body=Body("", b""),
        moment=NOW,
        account=Account(1, "Kwamewiki0", is_staff=False),
    )
    answer = PROFILE.list(call)
    connection.close()
    results = answer["results"]
    assert isinstance(results, list)
    assert len(results) > 20 or query == "limit=1"
    assert len(asked) == 14


def test_connections_are_used_again_and_closed(world: Path) -> None:
    database = Database(world)
    with database.transaction(write=False) as first:
        pass
    with database.transaction(write=True) as second, database.transaction(write=False) as third:
        assert second is first
        assert third is not second
    database.close()
    with pytest.raises(sqlite3.ProgrammingError):
        first.execute("SELECT 1")


def test_what_raises_is_undone(world: Path) -> None:
    database = Database(world)

    def fail() -> None:
        with database.transaction(write=True) as connection:
            connection.execute("DELETE FROM user")
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        fail()
    assert people_of(world) > 20
    database.close()
