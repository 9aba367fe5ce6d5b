"""What tests of translating share: the embedded service in Turkish, six of whose descriptions are missing."""

from __future__ import annotations

import sqlite3

from capx_tui.model.translating import Item
from tests.store.embedded_desk import Desk

__all__ = ["FOUNTAIN", "METABASE", "TRAVEL", "held", "one", "posted", "save", "somebody_else", "write"]

METABASE = "/metabase/w/api.php"
#: In Turkish its description is missing on purpose.
FOUNTAIN = "Q900000130"
TRAVEL = "Q900000089"


def one(desk: Desk, qid: str = FOUNTAIN) -> Item:
    """One capacity as the store has it."""
    item = desk.core.translating.state.item(qid)
    assert item is not None
    return item


def write(desk: Desk, qid: str = FOUNTAIN, **texts: str) -> None:
    """The person writes."""
    store = desk.core.translating
    mine = one(desk, qid).mine
    for term, text in texts.items():
        mine = mine.having(term, text)
    store.edit(qid, mine)


async def save(desk: Desk, qid: str = FOUNTAIN, **texts: str) -> Item:
    """The person writes and saves; what became of it."""
    write(desk, qid, **texts)
    desk.core.translating.submit(qid)
    await desk.core.translating.run()
    return one(desk, qid)


def held(desk: Desk, qid: str = FOUNTAIN, lang: str = "tr") -> tuple[str | None, str | None]:
    """What the made-up Metabase has."""
    with sqlite3.connect(desk.database) as rows:
        found = rows.execute(
            "SELECT label, description FROM wiki_term WHERE source = 'metabase' AND qid = ? AND lang = ?", (qid, lang)
        ).fetchone()
    return found or (None, None)


def somebody_else(desk: Desk, term: str, text: str, qid: str = FOUNTAIN) -> None:
    """Another person writes at Metabase, in Turkish."""
    with sqlite3.connect(desk.database) as rows:
        rows.execute(
            f"UPDATE wiki_term SET {term} = ? WHERE source = 'metabase' AND qid = ? AND lang = 'tr'", (text, qid)
        )


def posted(desk: Desk) -> list[dict[str, str]]:
    """What was sent to be saved."""
    return [body for path, body in desk.line.writes if path == "/translating/"]
