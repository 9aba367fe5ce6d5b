"""Events of an organization, made, changed and deleted by its managers (`/events/`; behaviour file, section 9.1)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from capx_tui.api.capx import convert
from capx_tui.api.capx import events as calls
from capx_tui.api.capx.shapes_events import EventPut, EventShape
from capx_tui.api.client import Client
from capx_tui.model.directory import Event
from capx_tui.model.event_form import typed_time, wire_time
from capx_tui.model.form import Form
from capx_tui.model.form_fields import Value
from capx_tui.store.event_lookup import look_up
from capx_tui.store.mirror import Mirror
from capx_tui.store.organization_edit import as_manager
from capx_tui.store.write_once import delete_once, save_once, write_once

__all__ = ["EventEdit"]

_PAGE = 500
_TEXTS = ("url", "name", "openstreetmap_id", "description", "image_url", "wikidata_qid")
_TIMES = ("time_begin", "time_end")
#: `PUT` and `POST` want these whatever changed.
_ALWAYS = ("name", "organization", "time_begin", "type_of_location")


class EventEdit:
    """Nothing is kept between two calls; the lists of the mirror follow what was written."""

    def __init__(self, client: Client, mirror: Mirror) -> None:
        self._client = client
        self._mirror = mirror

    async def events(self, organization_id: int) -> list[Event]:
        """All events of an organization, the latest first."""
        found = [convert.event(row) for row in await self._rows(organization_id)]
        return sorted(found, key=lambda event: (event.time_begin, event.id), reverse=True)

    async def _rows(self, organization_id: int) -> list[EventShape]:
        return await self._client.rows(
            lambda limit, offset: calls.events(limit, offset, organization=organization_id), size=_PAGE
        )

    async def load(self, event_id: int) -> dict[str, Value]:
        """An event as its form begins. Raises `Missing` for one that is gone."""
        return _values(await self._client.send(calls.event(event_id)))

    async def save(self, event_id: int, form: Form) -> None:
        """Send what is changed in `form`. Raises `MovedOn`, `NotManager`, `FieldErrors` and other `CapxError`."""
        with as_manager():
            stored = await save_once(
                self._client,
                form,
                read=calls.event(event_id),
                values=_values,
                put=lambda now: calls.event_put(event_id, _body(form, form.changed, now)),
            )
        await self._tell_mirror(event_id, convert.event(stored))

    async def make(self, form: Form, known: Collection[int]) -> int:
        """Add the event that `form` describes; gives its id. `known` are the events that were there before.

        Raises `NotManager`, `FieldErrors` and other `CapxError`.
        """

        async def look() -> EventShape | None:
            return await self.made(form, known)

        given = [field for field in form.values if not form.spec.by_id[field].is_empty(form[field])]
        with as_manager():
            stored = await write_once(self._client, calls.event_post(_body(form, given)), look)
        await self._tell_mirror(stored.id, convert.event(stored))
        return stored.id

    async def made(self, form: Form, known: Collection[int]) -> EventShape | None:
        """The event that `make` made of `form`, where it did: of the same name and begin, and not among `known`."""
        organization: Any = form["organization"]
        for row in await self._rows(organization):
            is_same = row.name == str(form["name"]).strip() and typed_time(row.time_begin) == typed_time(
                wire_time(form["time_begin"])
            )
            if is_same and row.id not in known:
                return row
        return None

    async def look_up(self, address: str) -> dict[str, Value]:
        """What Wikidata and Meta-Wiki know of an event; see `store.event_lookup`."""
        return await look_up(self._client.send, address)

    async def delete(self, event_id: int) -> None:
        """Delete an event; one that is gone already is deleted. Raises `NotManager` and other `CapxError`."""
        with as_manager():
            await delete_once(self._client, calls.event_delete(event_id), calls.event(event_id))
        await self._tell_mirror(event_id, None)

    async def _tell_mirror(self, event_id: int, event: Event | None) -> None:
        """What others see, in the lists at once."""

        def change(held: Sequence[Event]) -> list[Event]:
            others = [each for each in held if each.id != event_id]
            return others if event is None else [*others, event]

        await self._mirror.change_list("events", Event, change)


def _values(shape: EventShape) -> dict[str, Value]:
    found: dict[str, Value] = {name: getattr(shape, name) or "" for name in _TEXTS}
    found |= {name: typed_time(getattr(shape, name)) for name in _TIMES}
    found |= {"organization": shape.organization, "type_of_location": shape.type_of_location or None}
    found["related_skills"] = tuple(dict.fromkeys(shape.related_skills))
    return found


def _body(form: Form, fields: Collection[str], now: EventShape | None = None) -> EventPut:
    """What is sent: `fields` out of the form, and what must always be there as it is `now`, to the second."""
    sent: dict[str, Any] = {name: getattr(now, name) for name in _ALWAYS} if now is not None else {}
    sent |= {field: _wire(field, form[field]) for field in fields}
    return msgspec.convert(sent, EventPut)


def _wire(field: str, value: Any) -> Any:
    if field in _TIMES:
        return wire_time(value)
    return str(value).strip() if field in _TEXTS else value
