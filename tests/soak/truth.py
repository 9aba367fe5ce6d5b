"""What the service has, read behind its back: everything that a person can change, table by table."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

__all__ = ["WRITTEN", "Truth", "read_truth", "sql"]

#: Every table that something the person does may change.
WRITTEN = (
    *("profile", "profile_skill", "profile_territory", "profile_affiliation", "profile_wikimedia_project"),
    *("language_proficiency", "saved_item", "message", "bug", "attachment", "user_badge", "wiki_term"),
    *("organization", "organization_name", "organization_skill", "organization_tag_diff", "organization_document"),
    *("organization_choose_event", "organization_territory", "organization_manager", "tag_diff", "document"),
    *("event", "event_skill", "project", "project_skill", "project_member", "user", "letsconnect_log"),
    "mentorship_form_response",
)
_ROWS = {"saved_item": "SELECT user, entity, entity_id, relation FROM saved_item"}
#: The rows of each table.
Truth = dict[str, frozenset[tuple[Any, ...]]]


def read_truth(database: Path) -> Truth:
    """All of it at this moment."""
    with closing(sqlite3.connect(database)) as connection:
        rows = {table: connection.execute(_ROWS.get(table, f"SELECT * FROM {table}")).fetchall() for table in WRITTEN}
    assert len(rows["saved_item"]) == len(set(rows["saved_item"])), "somebody is saved twice in one way"
    # Whoever is saved in two ways is saved as long as one of them is left.
    rows["saved_item"] = [row[:3] for row in rows["saved_item"]]
    return {table: frozenset(found) for table, found in rows.items()}


def sql(database: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows that the service keeps; a change is another person's change."""
    with closing(sqlite3.connect(database)) as connection, connection:
        return connection.execute(query, values).fetchall()
