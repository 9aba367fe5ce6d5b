"""People in the mirror's tables, and the explore index that is kept beside them.

Every function takes the connection of a transaction that somebody else began (see `Database`).
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple, TypeVar

import msgspec

from capx_tui.api.repair import UNREADABLE
from capx_tui.model.people import Person
from capx_tui.model.people_index import PeopleIndex

__all__ = [
    "Changes",
    "IndexReplaced",
    "KeptIndex",
    "add_people",
    "changes_since",
    "fact",
    "index_backlog",
    "index_generation",
    "keep_index",
    "open_index",
    "people_by_id",
    "people_met",
    "people_named",
    "people_unmet",
    "read_piece",
    "remove_people",
    "remove_unmet",
    "revision",
    "set_fact",
]

T = TypeVar("T")

_encode = msgspec.msgpack.Encoder().encode
#: A hundred thousand people as objects at once would not fit the memory we promise.
_PATCHED_AT_ONCE = 2000


class IndexReplaced(LookupError):
    """The kept index was made anew by somebody else: open it again."""


class Changes(NamedTuple):
    """What happened to the people since a revision."""

    people: list[Person]
    removed: list[int]
    revision: int


class KeptIndex(msgspec.Struct, frozen=True):
    """An index that is up to `revision`, opened from the kept one number `generation` (0: from the rows)."""

    index: PeopleIndex
    revision: int
    generation: int


# Facts: single values by name


def fact(connection: sqlite3.Connection, name: str, default: str = "") -> str:
    """The value kept under `name`."""
    row = connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return row[0] if row else default


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise sqlite3.DatabaseError("a number is malformed") from None


def set_fact(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Keep `value` under `name`; "" forgets it."""
    if value:
        connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
    else:
        connection.execute("DELETE FROM facts WHERE name = ?", (name,))


def revision(connection: sqlite3.Connection) -> int:
    """The number of the last change to any person."""
    return _number(fact(connection, "revision", "0"))


# People


def add_people(connection: sqlite3.Connection, people: Sequence[Person]) -> int:
    """Add or replace `people` and mark them as seen in the sweep now. Returns how many are new or changed."""
    known = _bodies(connection, [person.id for person in people])
    sweep = int(fact(connection, "sweep", "0"))
    number = revision(connection) + 1
    newest = {person.id: person for person in people}
    bodies = {person_id: _encode(person) for person_id, person in newest.items()}
    changed = [person_id for person_id, body in bodies.items() if known.get(person_id) != body]
    connection.executemany(
        "INSERT OR REPLACE INTO people (id, username, revision, sweep, body) VALUES (?, ?, ?, ?, ?)",
        ((person_id, newest[person_id].username, number, sweep, bodies[person_id]) for person_id in changed),
    )
    same = bodies.keys() - set(changed)
    connection.executemany(
        "UPDATE people SET sweep = ? WHERE id = ? AND sweep != ?", ((sweep, each, sweep) for each in same)
    )
    if changed:
        connection.executemany("DELETE FROM removed WHERE id = ?", ((each,) for each in changed))
        set_fact(connection, "revision", str(number))
    return len(changed)


def remove_people(connection: sqlite3.Connection, ids: Collection[int]) -> int:
    """Take people out. Returns how many were in."""
    number = revision(connection) + 1
    gone = 0
    for person_id in ids:
        found = connection.execute("DELETE FROM people WHERE id = ?", (person_id,)).rowcount
        if found:
            gone += 1
            connection.execute("INSERT OR REPLACE INTO removed VALUES (?, ?)", (person_id, number))
    if gone:
        set_fact(connection, "revision", str(number))
    return gone


def _people(bodies: Iterable[bytes], shape: type[T]) -> list[T]:
    """The people of some rows. A row that holds none is a broken file's, and is said so."""
    try:
        return list(map(msgspec.msgpack.Decoder(shape).decode, bodies))
    except UNREADABLE:
        raise sqlite3.DatabaseError("a row of people is malformed") from None


def people_by_id(connection: sqlite3.Connection, ids: Sequence[int], shape: type[T]) -> list[T]:
    """Those of `ids` who are there, in the order asked, as `shape`: `Person`, or what has its fields."""
    found = _bodies(connection, ids)
    return _people((found[person_id] for person_id in ids if person_id in found), shape)


def people_named(connection: sqlite3.Connection, username: str) -> list[Person]:
    """The people with exactly this user name: one, unless a name was given away between two looks."""
    rows = connection.execute(
        "SELECT body FROM people WHERE username = ? ORDER BY sweep DESC, revision DESC", (username,)
    )
    return _people((body for (body,) in rows), Person)


def usernames(connection: sqlite3.Connection, begins: str, most: int) -> list[str]:
    """Up to `most` user names that begin with `begins`, letter by letter, in order."""
    rows = connection.execute(
        "SELECT DISTINCT username FROM people WHERE username >= ? AND username < ? ORDER BY username LIMIT ?",
        (begins, f"{begins}\U0010ffff", most),
    )
    return [username for (username,) in rows]


def changes_since(connection: sqlite3.Connection, number: int) -> Changes:
    """Everybody who changed or left after revision `number`."""
    now = revision(connection)
    if now == number:
        return Changes([], [], now)
    rows = connection.execute("SELECT body FROM people WHERE revision > ?", (number,))
    people = _people((body for (body,) in rows), Person)
    removed = [each for (each,) in connection.execute("SELECT id FROM removed WHERE revision > ?", (number,))]
    return Changes(people, removed, now)


# Sweeps


def people_met(connection: sqlite3.Connection, sweep: int) -> int:
    """How many people this sweep, or a later one, has met."""
    count: int = connection.execute("SELECT count(*) FROM people WHERE sweep >= ?", (sweep,)).fetchone()[0]
    return count


def people_unmet(connection: sqlite3.Connection, sweep: int) -> list[int]:
    """Ids of the people that neither this sweep nor a later one has met."""
    return [each for (each,) in connection.execute("SELECT id FROM people WHERE sweep < ? ORDER BY id", (sweep,))]


def remove_unmet(connection: sqlite3.Connection, sweep: int) -> int:
    """The sweep has met everybody there is: take out the others. Returns how many."""
    return remove_people(connection, people_unmet(connection, sweep))


# The kept index


class _Pieces:
    """Reads the pieces of one generation of the kept index through `read_one`."""

    def __init__(self, generation: int, read_one: Callable[[int, str], bytes | None]) -> None:
        self._generation = generation
        self._read_one = read_one

    def read(self, name: str) -> bytes | None:
        found = self._read_one(self._generation, name)
        if found is None:
            raise IndexReplaced(name)
        return found


def index_generation(connection: sqlite3.Connection) -> tuple[int, int]:
    """Number and revision of the kept index; (0, 0) where there is none."""
    generation, _, number = fact(connection, "index", "0 0").partition(" ")
    return _number(generation), _number(number)


def index_backlog(connection: sqlite3.Connection) -> tuple[int, int]:
    """Number of the kept index, and how many people changed or left since it was kept."""
    generation, number = index_generation(connection)
    changed = connection.execute("SELECT count(*) FROM people WHERE revision > ?", (number,)).fetchone()[0]
    left = connection.execute("SELECT count(*) FROM removed WHERE revision > ?", (number,)).fetchone()[0]
    return generation, changed + left


def read_piece(connection: sqlite3.Connection, generation: int, name: str) -> bytes | None:
    """One piece of a generation, None if it is gone."""
    row = connection.execute("SELECT body FROM pieces WHERE generation = ? AND name = ?", (generation, name)).fetchone()
    return row[0] if row else None


def open_index(connection: sqlite3.Connection, read_one: Callable[[int, str], bytes | None] | None = None) -> KeptIndex:
    """The kept index with everything that changed since patched in; made from the rows if there is none.

    Its pieces are read later through `read_one`, which outlives this transaction.
    """
    generation, number = index_generation(connection)
    index = PeopleIndex()
    if generation:
        try:
            index = PeopleIndex.open(_Pieces(generation, read_one or (lambda *key: read_piece(connection, *key))))
        except (*UNREADABLE, ValueError, zlib.error, IndexReplaced):
            generation, number = 0, 0
    now = revision(connection)
    if now != number:
        removed = [each for (each,) in connection.execute("SELECT id FROM removed WHERE revision > ?", (number,))]
        index.patch([], removed)
        rows = connection.execute("SELECT body FROM people WHERE revision > ?", (number,))
        while some := _people((body for (body,) in rows.fetchmany(_PATCHED_AT_ONCE)), Person):
            index.patch(some)
    return KeptIndex(index, now, generation)


def keep_index(connection: sqlite3.Connection) -> None:
    """Keep the index as it is now, so that the next opening has nothing to patch."""
    old, _ = index_generation(connection)
    kept = open_index(connection)
    if kept.index.wasted * 4 > len(kept.index):
        # So many have left that their empty places cost more than making it anew.
        set_fact(connection, "index", "")
        kept = open_index(connection)
    new = old + 1
    connection.executemany(
        "INSERT INTO pieces VALUES (?, ?, ?)", ((new, name, body) for name, body in kept.index.pieces())
    )
    connection.execute("DELETE FROM pieces WHERE generation != ?", (new,))
    # Whoever has an older index open must open this one, so nobody needs to hear of those who left before.
    connection.execute("DELETE FROM removed WHERE revision <= ?", (kept.revision,))
    set_fact(connection, "index", f"{new} {kept.revision}")


def _bodies(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, bytes]:
    rows = connection.execute(
        "SELECT id, body FROM people WHERE id IN (SELECT value FROM json_each(?))", (str(list(ids)),)
    )
    return dict(rows.fetchall())
