"""Events of organizations; written by the organization's managers alone, staff included only if they manage it."""

from collections.abc import Mapping

from capx_tui.demo.service.core.call import Answer, Call
from capx_tui.demo.service.core.endpoint import Endpoint, Permission
from capx_tui.demo.service.core.fields import (
    Check,
    Choice,
    Moment,
    ReadOnly,
    ReadOnlyMoment,
    Reference,
    Text,
    key,
    pattern,
)
from capx_tui.demo.service.core.refusal import Invalid, Refusal, forbidden, server_error
from capx_tui.demo.service.core.relations import Many
from capx_tui.demo.service.core.resource import Resource
from capx_tui.demo.service.core.selection import OneOf
from capx_tui.demo.service.organizations import address, manages
from capx_tui.demo.service.people import WIKIDATA_ITEM

_PLACE = pattern(
    r"^https://www\.openstreetmap\.org/(node|way|relation)/\d+$",
    "Invalid OpenStreetMap ID format. The format should be https://www.openstreetmap.org/(way|node|relation)/12345",
)
_IMAGE = pattern(
    r"^(https://commons\.wikimedia\.org/wiki/File:.+|https://learn\.wiki/asset.+)$",
    "Invalid URL format. The format should be https://commons.wikimedia.org/wiki/File:Example.jpg"
    " or https://learn.wiki/asset...",
)


def _address(name: str, *checks: Check) -> Text:
    return address(name, *checks, null=False)


EVENT = Resource(
    table="event",
    label="Events",
    fields=(
        ReadOnly("id"),
        Text("name", max_length=128),
        Choice("type_of_location", choices=("virtual", "in_person", "hybrid")),
        _address("openstreetmap_id", _PLACE),
        _address("url"),
        Text("description", required=False, blank=True),
        Text("wikidata_qid", required=False, blank=True, max_length=10, checks=[WIKIDATA_ITEM]),
        _address("image_url", _IMAGE),
        Moment("time_begin"),
        Moment("time_end", required=False, null=True),
        ReadOnlyMoment("created_at"),
        ReadOnlyMoment("updated_at"),
        ReadOnly("creator"),
        Reference("organization", table="organization"),
        Many("related_skills", pairs="event_skill", owner="event", member="skill", table="skill"),
    ),
    filters=(OneOf("organization", "event.organization = ?", "organization"),),
)


def create_event(call: Call) -> Answer:
    """POST /events/."""
    found = call.connection.execute("SELECT id FROM organization WHERE id = ?", (_sent_organization(call),)).fetchone()
    if found is None:
        raise Refusal(400, {"detail": "The organization is blank or does not exist."})
    if not manages(call, found[0], staff=False):
        raise forbidden("You do not have permission to create an event for this organization.")
    values = EVENT.clean(call)
    row = EVENT.insert(call, {**values, "creator": call.me.id, "created_at": call.now, "updated_at": call.now})
    return Answer(201, EVENT.one(call, row))


def _sent_organization(call: Call) -> int | None:
    """Return the organization that an event is for; the service looks for it before it checks the body."""
    if not isinstance(call.body.data(), Mapping):
        raise server_error()
    sent = call.body.plain().get("organization")
    try:
        return key(sent) if sent not in (None, "") else None
    except Invalid:
        raise server_error() from None


def _managed(call: Call, what: str) -> int:
    row = EVENT.find(call)
    (organization,) = call.connection.execute("SELECT organization FROM event WHERE id = ?", (row,)).fetchone()
    if not manages(call, organization, staff=False):
        raise forbidden(f"You do not have permission to {what} this event.")
    return row


def update_event(call: Call) -> object:
    """PUT /events/{id}/: the whole event; the organization may be another one afterwards."""
    row = _managed(call, "update")
    EVENT.update(call, row, {**EVENT.clean(call, row=row), "updated_at": call.now})
    return EVENT.one(call, row)


def delete_event(call: Call) -> Answer:
    """DELETE /events/{id}/."""
    return EVENT.delete(call, _managed(call, "delete"))


def _no_patch(_call: Call) -> Answer:
    return Answer(405, {"detail": "This endpoint does not support partial updates."})


ENDPOINTS = (
    Endpoint("/events/", Permission.READ, {"GET": EVENT.list, "POST": create_event}),
    Endpoint(
        "/events/{id}/",
        Permission.READ,
        {"GET": EVENT.retrieve, "PUT": update_event, "PATCH": _no_patch, "DELETE": delete_event},
    ),
)
