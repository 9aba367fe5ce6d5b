"""What Wikidata and Meta-Wiki know of the event at an address, as values for its form."""

from __future__ import annotations

import asyncio
from typing import Protocol, TypeVar

from capx_tui.api.wikimedia.event_source import event_item, meta_markup, meta_page
from capx_tui.api.wikimedia.wikibase import item_of_meta_page
from capx_tui.api.wire import Call
from capx_tui.errors import ActionApiError, CapxError, RuleError
from capx_tui.model.event_source import EventFacts, dates_in, fill_values, source_of
from capx_tui.model.form_fields import Value
from capx_tui.text import clean

__all__ = ["look_up"]

T = TypeVar("T")
_NAMESPACE = "Event:"


class Send(Protocol):
    """Sends one call."""

    async def __call__(self, call: Call[T], /) -> T:
        """Its answer."""


async def look_up(send: Send, address: str) -> dict[str, Value]:
    """Values for the event's form, only those that are known.

    A page's own words come before those of its item, and the page that was named stays the event's address.
    Raises `RuleError` (``event-fill-address`` for another address than one of Wikidata or Meta-Wiki,
    ``event-fill-nothing`` where they know nothing), and the errors
    of the requests.
    """
    source = source_of(address)
    if source is None:
        raise RuleError("event-fill-address", clean(address), field="url")
    facts = await send(event_item(source.item)) if source.item else await _of_page(send, source.title)
    if facts is None or facts.is_empty:
        raise RuleError("event-fill-nothing", clean(address), field="url")
    values = fill_values(facts)
    if source.title:
        values.pop("url", None)
    return values


async def _of_page(send: Send, title: str) -> EventFacts | None:
    page, (wikitext, html) = await asyncio.gather(send(meta_page(title)), _markup(send, title))
    if page is None:
        # The page may be gone and its item still know where it led.
        item = await send(item_of_meta_page(title))
        return await send(event_item(item)) if item else None
    begin, end = dates_in(wikitext, html)
    own = EventFacts(
        name=clean(page.title).removeprefix(_NAMESPACE),
        description=page.lead,
        begin=begin,
        end=end,
        item=page.item or await _item(send, page.title),
    )
    known = await _known(send, own.item) if own.item else None
    return own.or_else(known) if known is not None else own


async def _markup(send: Send, title: str) -> tuple[str, str]:
    try:
        return await send(meta_markup(title))
    except ActionApiError as error:
        if error.code == "missingtitle":
            return "", ""
        raise


async def _item(send: Send, title: str) -> str:
    """Where a page does not name its item, the item may name the page."""
    try:
        return await send(item_of_meta_page(title)) or ""
    except CapxError:
        return ""


async def _known(send: Send, item: str) -> EventFacts | None:
    """The page is enough where Wikidata does not answer."""
    try:
        return await send(event_item(item))
    except CapxError:
        return None
