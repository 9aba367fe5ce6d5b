"""``capx-tui matches``: with whom an exchange could begin, best first; with ``--since-last`` only what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from capx_tui.cli.console import Console
from capx_tui.cli.me import me_of
from capx_tui.cli.options import Request
from capx_tui.cli.output import Table, print_list
from capx_tui.cli.public_data import Source
from capx_tui.cli.source import reset_once, with_source
from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas, semicolons
from capx_tui.model.links import person_address
from capx_tui.model.match_words import reason_names, reason_words, title_words
from capx_tui.model.matches import Match, Matching, Reason, ReasonKind
from capx_tui.model.profile import Profile
from capx_tui.model.profile_facts import Naming, title_of
from capx_tui.model.table import Address, Row
from capx_tui.store.match_memory import MatchMemory, MatchNotes, news, told
from capx_tui.store.names import HeldNames

__all__ = ["match_lines", "run"]

_FIELDS = ("id", "username", "score", "mutual", "reasons", "address")
_HEADING_KEYS = (
    "people-id",
    "people-name",
    "match-table-score",
    "match-mutual",
    "match-table-reasons",
    "profile-address",
)


def run(request: Request, console: Console) -> int:
    """Print the matches. Exit 3 signed out, 2 where one's profile has nothing to exchange."""
    request = reset_once(request, console)
    me, memory = me_of(request, console)
    if not (me.skills_wanted or me.skills_available):
        raise RuleError("cli-matches-nothing-to-match")
    return with_source(request, console, lambda source: _matches(me, memory, request, console, source))


def _matches(me: Profile, memory: MatchMemory, request: Request, console: Console, source: Source) -> int:
    notes = memory.read()
    matching = Matching(me, source.names.territory_children(), notes.uncounted)
    found = list(_found(matching, notes, source, only_mutual=request.on("mutual")))
    if request.on("since-last"):
        found = news(notes, found)
    shown = found[: request.common.limit]
    print_list(console, request.common.format, _table(shown, HeldNames(source.names)))
    if request.on("since-last"):
        # Only now: what could not be printed is told the next time.
        memory.write(told(memory.read(), shown))
        console.say(t("cli-matches-new", len(shown)))
    else:
        console.say(t("matches-count", len(found), sum(match.is_mutual for match in found)))
    return 0


def _found(matching: Matching, notes: MatchNotes, source: Source, *, only_mutual: bool) -> Iterator[Match]:
    ids, mutual = source.mirror.ask_people(lambda index: index.ranked(matching, notes.hidden))
    return (matching.match(person) for person in source.mirror.persons(ids[:mutual] if only_mutual else ids))


def _table(matches: Sequence[Match], names: Naming) -> Table:
    return Table(
        objects=lambda: (_object(match, names) for match in matches),
        paragraphs=lambda: (match_lines(match, names) for match in matches),
        fields=_FIELDS,
        headings=lambda: tuple(t(key) for key in _HEADING_KEYS),
        rows=lambda in_words: (_row(match, names, in_words=in_words) for match in matches),
    )


def _object(match: Match, names: Naming) -> dict[str, Any]:
    return {
        "id": match.person.id,
        "username": match.person.username,
        "score": match.score,
        "mutual": match.is_mutual,
        "reasons": [_reason(reason, names) for reason in match.reasons],
    }


def _reason(reason: Reason, names: Naming) -> dict[str, Any]:
    named: dict[str, Any] = {"kind": reason.kind.value, "ids": reason.ids, "names": reason_names(reason, names)}
    if reason.of:
        named["of"] = reason.of
    if reason.level:
        named["level"] = int(reason.level) if reason.level.isdigit() else reason.level
    if reason.kind is ReasonKind.TERRITORY:
        named["is_region"] = reason.is_region
    return named


def match_lines(match: Match, names: Naming) -> Iterator[str]:
    """A match for reading: whom, then what speaks for it, the address last."""
    yield title_of(match.person)
    yield commas(title_words(match))
    yield from (reason_words(reason, names) for reason in match.reasons)
    yield t("people-fact", t("profile-address"), person_address(match.person.username))


def _row(match: Match, names: Naming, *, in_words: bool) -> Row:
    mutual: str | bool = t("word-yes" if match.is_mutual else "word-no") if in_words else match.is_mutual
    reasons = semicolons(reason_words(reason, names) for reason in match.reasons)
    address = Address(person_address(match.person.username))
    return [match.person.id, match.person.username, match.score, mutual, reasons, address]
