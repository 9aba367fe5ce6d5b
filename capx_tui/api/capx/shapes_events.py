"""The shape of an event and the body of its write."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, UnsetType

from capx_tui.api.capx.shapes_page import Id, Shape

__all__ = ["EventPut", "EventShape"]


class EventShape(Shape, frozen=True, kw_only=True):
    """`GET /events/`. `type_of_location` is virtual, in_person or hybrid. Times are UTC."""

    id: Id
    name: str
    type_of_location: str | None = None
    openstreetmap_id: str | None = None
    url: str | None = None
    description: str | None = None
    wikidata_qid: str | None = None
    image_url: str | None = None
    time_begin: str | None = None
    time_end: str | None = None
    created_at: str | None = None
    updated_at: str | None = None
    creator: Id | None = None
    organization: Id | None = None
    related_skills: tuple[Id, ...] = ()


class EventPut(msgspec.Struct, frozen=True, kw_only=True):
    """The body of `POST /events/` and `PUT /events/{id}/`. Times are ISO 8601 with a zone."""

    name: str
    organization: int
    time_begin: str
    type_of_location: str
    time_end: str | UnsetType | None = UNSET
    url: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    related_skills: tuple[int, ...] | UnsetType = UNSET
    image_url: str | UnsetType = UNSET
    wikidata_qid: str | UnsetType = UNSET
    openstreetmap_id: str | UnsetType = UNSET
