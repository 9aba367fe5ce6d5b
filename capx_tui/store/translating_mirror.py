"""What was just translated, in the mirror at once: its next look at Metabase is days away."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

import msgspec

from capx_tui.model.capacities import Capacity, Term
from capx_tui.model.translating import Texts
from capx_tui.store.mirror import Mirror

__all__ = ["Published", "publisher"]

#: Called with a qid, a language and what Metabase has of it now.
Published: TypeAlias = Callable[[str, str, Texts], Awaitable[None]]


def publisher(mirror: Mirror, told: Callable[[], None]) -> Published:
    """Writes what was saved into `mirror`, and calls `told` after that. A mirror that cannot be written stays."""

    async def publish(qid: str, language: str, texts: Texts) -> None:
        def change(held: Sequence[Capacity]) -> list[Capacity]:
            return [renamed(each) if each.qid == qid else each for each in held]

        def renamed(each: Capacity) -> Capacity:
            return msgspec.structs.replace(
                each,
                labels=_with(each.labels, language, texts.label),
                descriptions=_with(each.descriptions, language, texts.description),
            )

        if await mirror.change_list("capacities", Capacity, change):
            told()

    return publish


def _with(terms: tuple[Term, ...], language: str, text: str) -> tuple[Term, ...]:
    others = tuple(term for term in terms if (term.source, term.language) != ("metabase", language))
    return (*others, Term(text=text, language=language, source="metabase")) if text else others
