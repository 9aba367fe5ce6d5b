"""Why somebody is a match, in words: what every face of the program says."""

from __future__ import annotations

from collections.abc import Iterator

from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.matches import Match, Reason, ReasonKind
from capx_tui.model.profile_facts import Naming

__all__ = ["exchange_words", "kind_words", "reason_names", "reason_words", "title_words"]


def kind_words(kind: ReasonKind) -> str:
    """What a kind of reason is called where it is chosen."""
    return t(f"match-kind-{kind.value}")


def reason_names(reason: Reason, names: Naming) -> tuple[str, ...]:
    """`Reason.ids` by name, in their order."""
    if reason.kind is ReasonKind.LANGUAGE:
        return tuple(map(names.language_name, reason.ids))
    return tuple(map(names.territory if reason.kind is ReasonKind.TERRITORY else names.capacity, reason.ids))


def exchange_words(reason: Reason) -> str:
    """``Offers 2 of your 5 wanted``; for what can be exchanged only."""
    return t("match-offers" if reason.kind is ReasonKind.OFFERS else "match-wants", len(reason.ids), reason.of)


def reason_words(reason: Reason, names: Naming) -> str:
    """``Offers 2 of your 5 wanted: Lua, SPARQL``; one reason, without a full stop."""
    said = commas(reason_names(reason, names))
    if reason.kind is ReasonKind.LANGUAGE:
        return t("match-language", said, t(f"level-{reason.level}"))
    if reason.kind is ReasonKind.TERRITORY:
        return t("match-region", said) if reason.is_region else t("match-territory", said)
    return t("people-fact", exchange_words(reason), said)


def title_words(match: Match) -> Iterator[str]:
    """``mutual`` where it is so, and the score."""
    if match.is_mutual:
        yield t("match-mutual")
    yield t("match-score", match.score)
