"""What was just translated, in the mirror at once: its next look at Metabase is days away."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import msgspec

from capx_tui.errors import CapxError
from capx_tui.model.capacities import Term
from capx_tui.model.translating import Texts
from capx_tui.store.mirror import Mirror, keep_list

__all__ = ["Published", "publisher"]

#: Called with a qid, a language and what Metabase has of it now.
Published: TypeAlias = Callable[[str, str, Texts], Awaitable[None]]


def publisher(mirror: Mirror, told: Callable[[], None]) -> Published:
    """Writes what was saved into `mirror`, and calls `told` after that. A mirror that cannot be written stays."""

    async def publish(qid: str, language: str, texts: Texts) -> None:
        capacities = [
            msgspec.structs.replace(
                each,
                labels=_with(each.labels, language, texts.label),
                descriptions=_with(each.descriptions, language, texts.description),
            )
            if each.qid == qid
            else each
            for each in mirror.capacities()
        ]
        with contextlib.suppress(CapxError):
            await mirror.write(_keep, msgspec.msgpack.encode(capacities))
            told()

    return publish


def _with(terms: tuple[Term, ...], language: str, text: str) -> tuple[Term, ...]:
    others = tuple(term for term in terms if (term.source, term.language) != ("metabase", language))
    return (*others, Term(text=text, language=language, source="metabase")) if text else others


def _keep(connection: sqlite3.Connection, capacities: bytes) -> None:
    fetched_at = connection.execute("SELECT fetched_at FROM lists WHERE kind = 'capacities'").fetchone()
    if fetched_at is not None:
        # The list keeps its own age: the tree was not fetched again.
        keep_list(connection, "capacities", "", fetched_at[0], capacities)
