"""Names and descriptions of capacities, from Metabase and, for what it lacks, from Wikidata."""

from __future__ import annotations

import asyncio
import sqlite3
import zlib
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

import msgspec

from capx_tui.api.wikimedia.sparql import TermRow, metabase_batches, wikidata_batches
from capx_tui.api.wikimedia.terms import merge_terms
from capx_tui.api.wire import Call
from capx_tui.errors import CapxError, TimedOut
from capx_tui.model.capacities import Capacity, Term
from capx_tui.model.freshness import holds
from capx_tui.store.mirror import Mirror, TermsState
from capx_tui.store.mirror_lists import keep_list
from capx_tui.store.mirror_people import set_fact
from capx_tui.store.sync_people import Send

__all__ = ["TERMS_FOR", "TermSync"]

TERMS_FOR = timedelta(days=7)
#: A source that failed is asked again after this long.
RETRY_AFTER = timedelta(hours=1)
#: Nobody waits longer than this for names: the numbers and the last good names are there.
PATIENCE_S = 60.0
#: Wikidata's code for a label that serves every language.
_ALL_LANGUAGES = "mul"


class TermSync:
    """One run for `languages`, best first. Terms in other languages stay as they were fetched before."""

    def __init__(
        self,
        send: Send,
        mirror: Mirror,
        languages: Sequence[str],
        *,
        now: Callable[[], datetime],
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._send = send
        self._mirror = mirror
        self._languages = tuple(dict.fromkeys((*languages, "en")))
        self._now = now
        self._patience_s = patience_s

    async def run(self, *, full: bool) -> dict[str, CapxError]:
        """Fetch what is due. Returns the failures by source; a source that failed keeps its last good terms."""
        before = self._mirror.capacities()
        if not before or not (full or self._is_due(before)):
            return {}
        failures: dict[str, CapxError] = {}
        qids = [each.qid for each in before]
        metabase = await self._ask("metabase", metabase_batches(qids, self._languages), failures)
        half = merge_terms(before, metabase, None)
        lacking = [each.qid for each in half if each.qid and self._lacks(each)]
        wikidata = await self._ask("wikidata", wikidata_batches(lacking, self._languages), failures)
        after = merge_terms(before, metabase, wikidata)
        asked = {
            "metabase": set(qids) if metabase is not None else set(),
            "wikidata": set(lacking) if wikidata is not None else set(),
        }
        kept = [
            _with_kept(old, new, asked, {*self._languages, _ALL_LANGUAGES})
            for old, new in zip(before, after, strict=True)
        ]
        await self._mirror.write(_keep, msgspec.msgpack.encode(kept), self._new_state(failures))
        return failures

    def _is_due(self, capacities: list[Capacity]) -> bool:
        state = self._mirror.terms()
        moments = [state.fetched_at.get(language, "") for language in self._languages]
        if state.stale or not all(moments):
            return self._older(state.tried_at, RETRY_AFTER) or not set(self._languages) <= set(state.tried)
        return state.asked != _digest(capacities) or any(self._older(moment, TERMS_FOR) for moment in moments)

    def _older(self, moment: str, than: timedelta) -> bool:
        return not moment or not holds(datetime.fromisoformat(moment), self._now(), than)

    def _lacks(self, capacity: Capacity) -> bool:
        """Whether Metabase leaves a name or a description open in any of the languages."""
        for terms in (capacity.labels, capacity.descriptions):
            there = {term.language for term in terms if term.source == "metabase"}
            if not there.issuperset(self._languages):
                return True
        return False

    async def _ask(
        self, source: str, calls: Sequence[Call[list[TermRow]]], failures: dict[str, CapxError]
    ) -> list[TermRow] | None:
        rows: list[TermRow] = []
        try:
            async with asyncio.timeout(self._patience_s):
                for call in calls:
                    found = await self._send(call)
                    rows += found
        except TimeoutError:
            failures[source] = TimedOut(host=source.title())
            return None
        except CapxError as error:
            failures[source] = error
            return None
        return rows

    def _new_state(self, failures: Collection[str]) -> str:
        old, now = self._mirror.terms(), self._now().isoformat()
        fetched = dict(old.fetched_at)
        if len(failures) < 2:
            fetched.update(dict.fromkeys(self._languages, now))
        state = TermsState(
            fetched_at=fetched,
            stale=tuple(sorted(failures)),
            tried_at=now,
            tried=self._languages,
            asked=_digest(self._mirror.capacities()),
        )
        return msgspec.json.encode(state).decode()


def _digest(capacities: Collection[Capacity]) -> int:
    """Tells one set of Wikidata items from another."""
    return zlib.crc32(" ".join(sorted(each.qid for each in capacities)).encode())


def _with_kept(old: Capacity, new: Capacity, asked: dict[str, set[str]], languages: Collection[str]) -> Capacity:
    """`new` with the old terms that were not asked for: of other languages, or of a source not asked about it."""

    def merged(before: Sequence[Term], after: Sequence[Term]) -> tuple[Term, ...]:
        fresh = [term for term in after if new.qid in asked[term.source]]
        kept = [term for term in before if new.qid not in asked[term.source] or term.language not in languages]
        return tuple(dict.fromkeys((*fresh, *kept)))

    return msgspec.structs.replace(
        new, labels=merged(old.labels, new.labels), descriptions=merged(old.descriptions, new.descriptions)
    )


def _keep(connection: sqlite3.Connection, capacities: bytes, state: str) -> None:
    fetched_at = connection.execute("SELECT fetched_at FROM lists WHERE kind = 'capacities'").fetchone()
    # The list keeps its own age: the tree was not fetched again.
    keep_list(connection, "capacities", "", fetched_at[0] if fetched_at else "", capacities)
    set_fact(connection, "terms", state)
