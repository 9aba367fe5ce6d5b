"""The mirror's tables. A version, once released, is never edited: the next one is added below it."""

from __future__ import annotations

from capx_tui.store.database import Migration

__all__ = ["MIRROR"]

_FIRST: Migration = (
    # body: a `model.people.Person` as MessagePack. revision: of the last change. sweep: the last full
    # look at all people that met this one.
    """CREATE TABLE people (
        id INTEGER PRIMARY KEY,
        username TEXT NOT NULL,
        revision INTEGER NOT NULL,
        sweep INTEGER NOT NULL,
        body BLOB NOT NULL
    )""",
    "CREATE INDEX people_by_username ON people (username)",
    "CREATE INDEX people_by_revision ON people (revision)",
    "CREATE INDEX people_by_sweep ON people (sweep)",
    # Who left, so that an index that is open elsewhere can follow.
    "CREATE TABLE removed (id INTEGER PRIMARY KEY, revision INTEGER NOT NULL)",
    # Whole lists: capacities, territories, languages (one a language of the interface), and so on.
    # version: grows with every replacement, so that what was decoded can be kept.
    """CREATE TABLE lists (
        kind TEXT NOT NULL,
        language TEXT NOT NULL DEFAULT '',
        fetched_at TEXT NOT NULL,
        version INTEGER NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (kind, language)
    )""",
    # The explore index in pieces: see `model.people_bits`.
    """CREATE TABLE pieces (
        generation INTEGER NOT NULL,
        name TEXT NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (generation, name)
    )""",
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)

#: Version *n* is reached by the first *n* of these.
MIRROR: tuple[Migration, ...] = (_FIRST,)
