"""The embedded service as others use it: a world's file, the application over it, and a token to begin with."""

import hashlib
import hmac
import os
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from capx_tui.demo.service.core import moments
from capx_tui.demo.service.core.database import connect
from capx_tui.demo.service.core.facts import fact
from capx_tui.demo.service.core.tokens import digest

if TYPE_CHECKING:
    from capx_tui.demo.service.application import Service

__all__ = ["DATABASE_NAME", "SEED", "create_app", "demo_credentials", "demo_token", "open_world"]

DATABASE_NAME = "world.sqlite3"

#: What the made-up world is drawn from: the same seed and number of people give the same world.
SEED = 20_260

_SCHEMA = Path(__file__).with_name("schema.sql")


def create_app(database: Path, *, clock: Callable[[], datetime]) -> "Service":
    """Return the service over a world's file; see `service.application`. Its web framework is loaded only now."""
    from capx_tui.demo.service.application import create_app as create

    return create(database, clock=clock)


def open_world(directory: Path, *, people: int = 240, reset: bool = False, now: datetime | None = None) -> Path:
    """Return the file of a world with so many people, building it where there is none like it.

    A world of another size, seed or schema, or any at all with `reset`, is replaced in one step: a build that
    fails leaves the old one. The moments of a world that is built are counted from `now` (None: the present
    one). The directory is made 0700 and the file 0600.

    Raises:
        OSError: the directory cannot be written.
        sqlite3.Error: the file cannot be built.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    directory.chmod(0o700)
    target = directory / DATABASE_NAME
    schema = _SCHEMA.read_text("utf-8")
    marks = {"seed": str(SEED), "people": str(people), "schema": hashlib.sha256(schema.encode()).hexdigest()[:16]}
    if reset or not _is_built(target, marks):
        _build(target, schema, marks, people, now)
    return target


def _is_built(target: Path, marks: dict[str, str]) -> bool:
    if not target.exists():
        return False
    try:
        connection = connect(target)
    except sqlite3.Error:
        return False
    try:
        return {key: fact(connection, key) for key in marks} == marks
    except (sqlite3.Error, LookupError):
        return False
    finally:
        connection.close()


def _build(target: Path, schema: str, marks: dict[str, str], people: int, now: datetime | None) -> None:
    from capx_tui.demo.world import build

    draft = target.with_name(f"{target.name}.{os.getpid()}.new")
    try:
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        connection = sqlite3.connect(draft, isolation_level=None)
        try:
            # Nothing is lost when a build is cut off, so it need not wait for the disk.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.executescript(schema)
            connection.execute("BEGIN")
            build(connection, people=people, seed=SEED, now=now)
            finish_world(connection, marks)
            connection.execute("COMMIT")
            connection.execute("ANALYZE")
            connection.execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()
        for leftover in ("-wal", "-shm"):
            target.with_name(target.name + leftover).unlink(missing_ok=True)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def finish_world(connection: sqlite3.Connection, marks: dict[str, str]) -> None:
    """Write what no world brings along: its marks, the name of who is signed in, a secret, the partners' keys."""
    (username,) = connection.execute(
        "SELECT username FROM user WHERE id = CAST((SELECT value FROM world WHERE key = 'me') AS INTEGER)"
    ).fetchone()
    import secrets  # late: a world is built once

    values = {**marks, "me_username": username, "secret": secrets.token_hex(32)}
    connection.executemany("INSERT OR REPLACE INTO world (key, value) VALUES (?, ?)", values.items())
    (created,) = connection.execute("SELECT MIN(created_at) FROM mentorship_form").fetchone()
    if created:
        from capx_tui.demo.service.encryption import provide_keys

        provide_keys(connection, created)


def demo_token(database: Path, *, username: str | None = None, now: datetime | None = None) -> str:
    """Return a token that is valid for the person the world signs in from the start, or for another by name.

    The same file gives the same token each time; it is renewed when its 30 days are over. A deleted account joins
    anew, as it would by signing in again.
    """
    now = now or datetime.now(UTC)
    connection = connect(database)
    try:
        name = username or fact(connection, "me_username")
        secret = fact(connection, "secret")
        token = hmac.new(bytes.fromhex(secret), name.encode(), hashlib.sha256).hexdigest()
        if not _stands(connection, token, name, now):
            _renew(connection, token, name, now)
    finally:
        connection.close()
    return token


def demo_credentials(database: Path, *, bearer: bool = False) -> str:
    """Return the made-up person's own credentials at the embedded Meta-Wiki, as a wiki shows them once.

    Those of OAuth 1.0a, or with `bearer` the access token of OAuth 2.0. The same file gives the same each time.
    """
    from capx_tui.demo.wikimedia.signatures import own_consumer, shown

    connection = connect(database)
    try:
        consumer = own_consumer(connection)
    finally:
        connection.close()
    return consumer.bearer if bearer else "\n".join(f"{label}: {value}" for label, value in shown(consumer).items())


def _stands(connection: sqlite3.Connection, token: str, name: str, now: datetime) -> bool:
    """Whether the service takes the token already: most starts need no more than this question."""
    found = connection.execute(
        "SELECT 1 FROM token JOIN user ON user.id = token.user WHERE digest = ? AND expiry > ? AND username = ?",
        (digest(token), moments.stored(now), name),
    ).fetchone()
    return found is not None


def _renew(connection: sqlite3.Connection, token: str, name: str, now: datetime) -> None:
    from capx_tui.demo.service.core.authentication import issue
    from capx_tui.demo.service.sign_in import join

    connection.execute("BEGIN IMMEDIATE")
    user = join(connection, name, moments.stored(now))
    issue(connection, user, now, token=token)
    connection.execute("COMMIT")
