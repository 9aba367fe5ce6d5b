"""Building: the same each time, whole, within the caller's transaction, for any number of people."""

import sqlite3
from collections.abc import Callable
from datetime import datetime

import pytest

from capx_tui.demo.world import build

from .conftest import NOW, Build

Fingerprint = Callable[[sqlite3.Connection], str]
# What the service itself fills, or fills on opening.
LEFT_EMPTY = {"partner_public_key", "mentorship_form_response", "oauth_request", "translating_oauth", "meta_edit"}


def test_the_same_seed_gives_the_same_world(world: sqlite3.Connection, built: Build, fingerprint: Fingerprint) -> None:
    assert fingerprint(built()) == fingerprint(world)


def test_another_seed_gives_other_people(world: sqlite3.Connection, built: Build, fingerprint: Fingerprint) -> None:
    assert fingerprint(built(seed=7)) != fingerprint(world)


def test_a_naive_moment_is_utc(world: sqlite3.Connection, built: Build, fingerprint: Fingerprint) -> None:
    assert fingerprint(built(now=NOW.replace(tzinfo=None))) == fingerprint(world)


def test_every_table_has_rows_but_the_services_own(world: sqlite3.Connection) -> None:
    tables = [name for (name,) in world.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    empty = {name for name in tables if not world.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone()}
    assert empty == LEFT_EMPTY


@pytest.mark.parametrize("people", [1, 2, 28, 29, 30, 60, 240, 1_100])
def test_any_number_of_people_makes_a_sound_world(built: Build, people: int) -> None:
    world = built(people=people)
    assert world.execute("SELECT COUNT(*), MIN(id), MAX(id) FROM profile").fetchone() == (people, 1, people)
    assert world.execute("SELECT COUNT(DISTINCT username) FROM user").fetchone() == (people,)
    assert world.execute("PRAGMA foreign_key_check").fetchall() == []
    assert world.execute("SELECT value FROM world WHERE key = 'people'").fetchone() == (str(people),)
    managed = "SELECT COUNT(DISTINCT organization) FROM organization_manager"
    assert world.execute(managed).fetchone() == (50,)


def test_a_world_with_enforced_foreign_keys(empty: sqlite3.Connection) -> None:
    empty.execute("PRAGMA foreign_keys = ON")
    build(empty, people=40, now=NOW)
    assert empty.execute("SELECT COUNT(*) FROM user").fetchone() == (40,)


def test_nobody_is_no_world(empty: sqlite3.Connection) -> None:
    with pytest.raises(ValueError, match="at least one person, not 0"):
        build(empty, people=0)
    assert empty.execute("SELECT COUNT(*) FROM language").fetchone() == (0,)


def test_a_build_commits_a_transaction_of_its_own(empty: sqlite3.Connection) -> None:
    build(empty, people=3, now=NOW)
    assert not empty.in_transaction
    empty.rollback()
    assert empty.execute("SELECT COUNT(*) FROM user").fetchone() == (3,)


def test_a_build_leaves_the_callers_transaction_open(empty: sqlite3.Connection) -> None:
    empty.execute("BEGIN")
    build(empty, people=3, now=NOW)
    assert empty.in_transaction
    empty.rollback()
    assert empty.execute("SELECT COUNT(*) FROM user").fetchone() == (0,)


def test_a_build_that_fails_leaves_nothing_behind(empty: sqlite3.Connection) -> None:
    empty.execute("INSERT INTO bug VALUES (1, NULL, 'in the way', '', 'error', 'to_do', '', '')")
    empty.commit()
    with pytest.raises(sqlite3.IntegrityError):
        build(empty, people=40, now=NOW)
    assert empty.execute("SELECT COUNT(*) FROM user").fetchone() == (0,)


def test_without_a_moment_the_world_is_of_today(empty: sqlite3.Connection) -> None:
    before = datetime.now().astimezone().isoformat()
    build(empty, people=2)
    (newest,) = empty.execute("SELECT MAX(time_begin) FROM event").fetchone()
    assert newest[:4] >= before[:4]


def test_moments_sort_as_text(world: sqlite3.Connection) -> None:
    shape = "____-__-__T__:__:__.______Z"
    for table, column in (
        ("user", "date_joined"),
        ("token", "created"),
        ("profile", "last_update"),
        ("event", "time_begin"),
        ("event", "time_end"),
        ("message", "date"),
        ("saved_item", "created_at"),
        ("organization", "update_date"),
        ("skill", "creation_date"),
    ):
        wrong = world.execute(
            f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL AND {column} NOT LIKE ?", (shape,)
        )
        assert wrong.fetchall() == [], (table, column)
