"""What a person decided about matches, and which of them they were told of: kept for each account, on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

import msgspec

from capx_tui.model.matches import Match, ReasonKind
from capx_tui.store.kept_text import KeptText

__all__ = ["MatchMemory", "MatchNotes", "news", "told"]


class MatchNotes(msgspec.Struct, frozen=True, kw_only=True):
    """`hidden`: ids of people who are no matches to this person. `uncounted`: what speaks for nobody.

    `told`: by person, what they were told could be exchanged; see `Match.exchange`.
    """

    hidden: tuple[int, ...] = ()
    uncounted: tuple[ReasonKind, ...] = ()
    told: dict[int, frozenset[tuple[str, int]]] = {}


class MatchMemory:
    """One private file, gone with the account's other texts when the account is deleted."""

    def __init__(self, service: str, account: str, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._kept = KeptText(service, account, "matches", now=now)

    def read(self) -> MatchNotes:
        """What was kept; nothing where the file is missing or damaged: all of it can be said again."""
        return self._kept.find_value(MatchNotes) or MatchNotes()

    def write(self, notes: MatchNotes) -> None:
        """Keep `notes`. Raises `StorageError`."""
        self._kept.keep_value(notes)


def news(notes: MatchNotes, matches: Iterable[Match]) -> list[Match]:
    """Those who can exchange something the person was not told of."""
    return [match for match in matches if not match.exchange <= notes.told.get(match.person.id, frozenset())]


def told(notes: MatchNotes, matches: Sequence[Match]) -> MatchNotes:
    """`notes` once the person was told of `matches`."""
    heard = {match.person.id: notes.told.get(match.person.id, frozenset()) | match.exchange for match in matches}
    return msgspec.structs.replace(notes, told={**notes.told, **heard})
