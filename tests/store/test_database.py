"""The file: private, whole after any crash, shared between processes, and never a reason not to start."""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from capx_tui.errors import StorageError
from capx_tui.store.database import Database, NewerSchema

ONE = (("CREATE TABLE notes (text TEXT)",),)
TWO = (*ONE, ("ALTER TABLE notes ADD COLUMN language TEXT DEFAULT 'en'", "CREATE INDEX notes_by_text ON notes (text)"))


def add(connection: sqlite3.Connection, text: str) -> None:
    connection.execute("INSERT INTO notes (text) VALUES (?)", (text,))


def texts(database: Database) -> list[str]:
    question = "SELECT text FROM notes ORDER BY rowid"
    return database.read(lambda connection: [text for (text,) in connection.execute(question)])


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


async def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "notes.sqlite3"
    previous = os.umask(0)
    try:
        database = Database.open(path, ONE)
        await database.run(add, "hello")
    finally:
        os.umask(previous)
    assert mode(path.parent) == 0o700
    assert {mode(file) for file in path.parent.iterdir()} == {0o600}
    database.close()


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite3"
    Database.open(path, ONE).close()
    path.chmod(0o644)
    Database.open(path, ONE).close()
    assert mode(path) == 0o600


@pytest.mark.parametrize("ending", ["", "-wal", "-journal"])
@pytest.mark.parametrize("is_link", [False, True], ids=["file", "link"])
def test_what_others_put_there_while_they_could_is_not_written_to(tmp_path: Path, ending: str, is_link: bool) -> None:
    """They may hold it open, and read whatever comes to stand in it."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"")
    planted = tmp_path / "ours" / f"notes.sqlite3{ending}"
    planted.parent.mkdir(mode=0o777)
    if is_link:
        planted.symlink_to(elsewhere)
    else:
        planted.write_bytes(b"")
        try:
            os.chown(planted, 65534, 65534)
        except OSError:
            pytest.skip("only the superuser gives files away")
    with pytest.raises(StorageError) as refusal:
        Database.open(planted.with_name("notes.sqlite3"), ONE)
    assert refusal.value.params[1] == os.strerror(errno.EPERM)
    assert elsewhere.read_bytes() == b""
    assert sorted(path.name for path in planted.parent.iterdir()) == [planted.name]


async def test_an_error_takes_the_whole_transaction_back(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "notes.sqlite3", ONE)

    def half(connection: sqlite3.Connection) -> None:
        add(connection, "first")
        connection.execute("INSERT INTO nowhere VALUES (1)")

    with pytest.raises(StorageError):
        await database.run(half)
    await database.run(add, "second")
    assert texts(database) == ["second"]
    database.close()


async def test_migrations_keep_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite3"
    old = Database.open(path, ONE)
    await old.run(add, "kept")
    old.close()
    new = Database.open(path, TWO)
    for question, answer in (
        ("SELECT text, language FROM notes", [("kept", "en")]),
        ("PRAGMA user_version", [(2,)]),
    ):
        assert new.read(lambda connection, asked: connection.execute(asked).fetchall(), question) == answer
    new.close()


async def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite3"
    old = Database.open(path, ONE)
    await old.run(add, "kept")
    old.close()
    with pytest.raises(StorageError):
        Database.open(path, (*ONE, ("ALTER TABLE notes ADD COLUMN language TEXT", "NONSENSE")))
    again = Database.open(path, ONE)
    assert texts(again) == ["kept"]
    again.close()


def test_a_newer_schema_is_left_to_the_newer_program(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite3"
    Database.open(path, TWO).close()
    with pytest.raises(NewerSchema):
        Database.open(path, ONE)
    assert not path.with_name("notes.sqlite3.broken").exists()
    Database.open(path, TWO).close()


@pytest.mark.parametrize(
    "content", [b"this is no database, it is a letter " * 200, b"SQLite format 3\0" + b"\xff" * 4000]
)
async def test_a_broken_file_is_set_aside_and_begun_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.sqlite3"
    path.write_bytes(content)
    database = Database.open(path, ONE)
    assert database.set_aside == tmp_path / "notes.sqlite3.broken"
    assert database.set_aside.read_bytes() == content
    await database.run(add, "anew")
    assert texts(database) == ["anew"]
    database.close()


async def test_a_file_that_was_cut_off_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite3"
    database = Database.open(path, ONE)
    await database.run(add, "x" * 100_000)
    database.close()
    with path.open("r+b") as file:
        file.truncate(20_000)
    again = Database.open(path, ONE)
    assert again.set_aside is not None
    assert texts(again) == []
    again.close()


async def test_damage_found_while_reading_is_mended_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite3"
    database = Database.open(path, ONE)
    for number in range(200):
        await database.run(add, f"{number} " * 400)
    database.close()
    with path.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(b"\xaa" * 4096 * 10)
    damaged = Database.open(path, ONE)
    assert damaged.set_aside is None
    assert texts(damaged) == []
    assert (damaged.path, damaged.lost is not None) == (None, True), "what there is, is in memory from now on"
    await damaged.run(add, "new")
    assert texts(damaged) == ["new"]
    damaged.close()
    again = Database.open(path, ONE)
    assert again.set_aside is not None
    assert texts(again) == []
    again.close()


async def test_a_file_that_another_program_holds_is_said_to_be_locked(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite3"
    database = Database.open(path, ONE, busy_s=0.01)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError) as caught:
        await database.run(add, "not now")
    assert caught.value.params == (str(path), "another program is using it")
    # Reading goes on meanwhile.
    assert texts(database) == []
    other.execute("COMMIT")
    await database.run(add, "now")
    other.close()
    database.close()


def test_a_directory_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(StorageError) as caught:
        Database.open(file / "notes.sqlite3", ONE)
    assert str(file) in caught.value.params[0]


async def test_memory_does_without_a_file() -> None:
    database = Database.open(None, ONE)
    await database.run(add, "here")
    assert texts(database) == ["here"]
    database.erase()
    assert texts(database) == []
    database.close()


async def test_erase_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite3"
    path.write_bytes(b"broken" * 1000)
    database = Database.open(path, ONE)
    await database.run(add, "secret note")
    database.erase()
    assert texts(database) == []
    assert database.set_aside is None
    database.close()
    assert [file.name for file in tmp_path.iterdir()] == ["notes.sqlite3"]
    assert b"secret note" not in path.read_bytes()


CRASH = """
import asyncio, os, sys
from pathlib import Path
from capx_tui.store.database import Database
from tests.store.test_database import ONE, add

def forever(connection):
    for number in range(5000):
        add(connection, "half")
    print("inside", flush=True)
    sys.stdin.read()

async def main():
    database = Database.open(Path(sys.argv[1]), ONE)
    await database.run(add, "whole")
    await database.run(forever)

asyncio.run(main())
"""


def test_killed_inside_a_transaction_it_is_as_it_was_before(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite3"
    with subprocess.Popen(
        [sys.executable, "-c", CRASH, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "inside\n"
        process.send_signal(signal.SIGKILL)
    database = Database.open(path, ONE)
    assert database.set_aside is None
    assert texts(database) == ["whole"]
    database.close()


async def test_two_processes_write_in_turn(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite3"
    database = Database.open(path, ONE)
    program = (
        "import asyncio, sys; from pathlib import Path; from capx_tui.store.database import Database;"
        "from tests.store.test_database import ONE, add\n"
        "async def main():\n"
        "    database = Database.open(Path(sys.argv[1]), ONE)\n"
        "    for number in range(50): await database.run(add, 'theirs')\n"
        "    database.close()\n"
        "asyncio.run(main())"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(path)]) as process:
        for _ in range(50):
            await database.run(add, "ours")
        assert process.wait() == 0
    assert sorted(texts(database)) == ["ours"] * 50 + ["theirs"] * 50
    database.close()
