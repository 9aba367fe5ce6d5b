"""One world of the usual size, built once per worker, at a fixed moment."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib.resources import files

import pytest

from capx_tui.demo.world import build

NOW = datetime(2026, 6, 10, 15, 30, 12, 345678, tzinfo=UTC)

Build = Callable[..., sqlite3.Connection]


@pytest.fixture(scope="session")
def schema() -> str:
    """The tables that a world fills."""
    return files("capx_tui.demo").joinpath("schema.sql").read_text("utf-8")


@pytest.fixture(scope="session")
def built(schema: str) -> Iterator[Build]:
    """Builds worlds in memory and closes them at the end."""
    connections: list[sqlite3.Connection] = []

    def make(people: int = 240, seed: int = 20260101, now: datetime = NOW) -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:")
        connections.append(connection)
        connection.executescript(schema)
        build(connection, people=people, seed=seed, now=now)
        return connection

    yield make
    for connection in connections:
        connection.close()


@pytest.fixture(scope="session")
def world(built: Build) -> sqlite3.Connection:
    """The world that most tests only read."""
    return built()


@pytest.fixture
def empty(schema: str) -> Iterator[sqlite3.Connection]:
    """A database with tables and no rows."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(schema)
        yield connection


@pytest.fixture(scope="session")
def fingerprint() -> Callable[[sqlite3.Connection], str]:
    """A digest of every row of every table, in the order of their keys."""

    def digest(connection: sqlite3.Connection) -> str:
        found = hashlib.sha256()
        for line in connection.iterdump():
            found.update(line.encode("utf-8", "surrogatepass"))
        return found.hexdigest()

    return digest
