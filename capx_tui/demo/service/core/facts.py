"""What a world says about itself, in its table of facts."""

import sqlite3


def fact(connection: sqlite3.Connection, key: str, default: str | None = None) -> str:
    """Return one fact.

    Raises:
        LookupError: the world does not say, and there is no default.
    """
    found = connection.execute("SELECT value FROM world WHERE key = ?", (key,)).fetchone()
    if found is None and default is None:
        raise LookupError(key)
    return str(found[0]) if found else str(default)
