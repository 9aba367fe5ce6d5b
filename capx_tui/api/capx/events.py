"""Events of organizations."""

from __future__ import annotations

from capx_tui.api.capx import rest
from capx_tui.api.capx.shapes_events import EventPut, EventShape
from capx_tui.api.capx.shapes_page import Page
from capx_tui.api.wire import Call, path

__all__ = ["event", "event_delete", "event_post", "event_put", "events"]


def events(limit: int, offset: int = 0, *, organization: int | None = None) -> Call[Page[EventShape]]:
    """`GET /events/`: events in the order they were entered. Public.

    `organization` is the only filter: the service passes over every other, and over any wish for an order.
    """
    return rest.page("/events/", EventShape, limit, offset, query=rest.given(organization=organization))


def event(event_id: int) -> Call[EventShape]:
    """`GET /events/{id}/`: one event. Public."""
    return rest.one(path("/events/{}/", event_id), EventShape)


def event_post(body: EventPut) -> Call[EventShape]:
    """`POST /events/`: add an event. Managers of that organization, else 403."""
    return rest.write("POST", "/events/", body, EventShape)


def event_put(event_id: int, body: EventPut) -> Call[EventShape]:
    """`PUT /events/{id}/`: change an event; what is left UNSET stays. Managers, else 403."""
    return rest.write("PUT", path("/events/{}/", event_id), body, EventShape)


def event_delete(event_id: int) -> Call[None]:
    """`DELETE /events/{id}/`: delete an event. Managers, else 403."""
    return rest.delete(path("/events/{}/", event_id))
