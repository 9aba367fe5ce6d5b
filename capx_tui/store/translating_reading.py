"""A work list of translations put together: the service's rows, what Metabase says itself, what is written already."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

from capx_tui.api.capx.shapes_translating import CapacityItemShape
from capx_tui.api.client import Client
from capx_tui.api.wikimedia.wikibase import metabase_terms_batches
from capx_tui.errors import CapxError
from capx_tui.model.form import Form
from capx_tui.model.form_draft import DraftKey, fit
from capx_tui.model.translating import NOTHING, TERMS, Item, Stage, Texts, form_of
from capx_tui.store.drafts import Drafts
from capx_tui.store.together import together
from capx_tui.text import clean

__all__ = ["as_form", "ask_metabase", "draft_key", "item_of", "left_behind", "taken_up"]

#: Somebody waits for what is asked here: a Metabase that takes longer is as good as silent.
_PATIENCE_S = 15.0
#: The id of the drafts.
_SCREEN = "translate"


async def ask_metabase(
    client: Client, items: Sequence[str], languages: Sequence[str]
) -> dict[str, dict[str, Texts]] | None:
    """Metabase's own texts by its item and by language; None where it cannot be asked."""
    try:
        async with asyncio.timeout(_PATIENCE_S), together() as begin:
            batches = metabase_terms_batches(items, languages)
            answers = await asyncio.gather(*(begin(client.send(batch)) for batch in batches))
    except (CapxError, TimeoutError):
        return None
    found: dict[str, dict[str, Texts]] = {item: {} for item in items}
    for row in (row for answer in answers for row in answer):
        texts = found.setdefault(row.qid, {})
        texts[row.language] = texts.get(row.language, NOTHING).having(row.kind, row.text)
    return found


def item_of(
    shape: CapacityItemShape, fresh: Mapping[str, Mapping[str, Texts]], language: str, capacity: int | None
) -> Item:
    """A row of the service, put right by what Metabase says itself. `capacity` is the capacity's number at CapX."""
    told = Texts(clean(shape.label or ""), clean(shape.description or ""))
    english = Texts(clean(shape.fallback_label or ""), clean(shape.fallback_description or ""))
    own = fresh.get(shape.metabase_id or "")
    if own is not None:
        told, english = own.get(language.lower(), NOTHING), own.get("en", english)
    return Item(
        qid=shape.qid,
        metabase_id=shape.metabase_id or "",
        capacity=capacity,
        english=english,
        held=told,
        seen=told,
        mine=told,
        was_done=not told.missing,
    )


def taken_up(item: Item, before: Item | None, left: tuple[Texts, Texts] | None) -> Item:
    """A row that was read, with what is written in it: `before` in this run of the program, or `left` by another."""
    if before is not None and before.is_open:
        kept = replace(before, english=item.english, capacity=item.capacity, was_done=item.was_done)
        return kept.holding(item.held)
    if before is None and left is not None:
        was, mine = left
        seen, written = item.held, item.held
        for term in TERMS:
            if was[term] != mine[term]:
                seen, written = seen.having(term, was[term]), written.having(term, mine[term])
        return replace(item, seen=seen, mine=written, stage=Stage.EDITED).holding(item.held)
    return item


def as_form(item: Item) -> Form:
    """One as a form: what the person saw, and what they wrote over it."""
    seen = {term: item.seen[term] for term in TERMS}
    return Form.begin(form_of(), seen).edit_many({term: item.mine[term] for term in TERMS})


def draft_key(service: str, account: str, language: str, qid: str) -> DraftKey:
    """Whose draft of what."""
    return DraftKey(service, account, _SCREEN, f"{language}/{qid}")


def left_behind(drafts: Drafts, service: str, account: str, language: str) -> Mapping[str, tuple[Texts, Texts]]:
    """What was written before and not saved, by qid: what Metabase had then, and what was written.

    The drafts are this run's from now on.
    """
    found: dict[str, tuple[Texts, Texts]] = {}
    for draft in drafts.waiting(service, account):
        lang, _, qid = draft.draft.key.subject.partition("/")
        if draft.draft.key.screen != _SCREEN or lang != language or qid in found:
            continue
        fitted = fit(form_of(), draft.draft)
        was, mine = NOTHING, NOTHING
        for term, value in fitted.values.items():
            was = was.having(term, str(fitted.was.get(term, "")))
            mine = mine.having(term, str(value))
        found[qid] = was, mine
        drafts.take_up(draft)
    return found
