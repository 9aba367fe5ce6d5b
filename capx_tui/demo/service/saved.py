"""People and organizations a person saved; only the owner sees them."""

from collections.abc import Mapping

from capx_tui.demo.service.core.call import Answer, Call
from capx_tui.demo.service.core.endpoint import Endpoint, Permission
from capx_tui.demo.service.core.fields import Choice, Number, ReadOnly, ReadOnlyMoment
from capx_tui.demo.service.core.refusal import Refusal, invalid, server_error
from capx_tui.demo.service.core.resource import Resource

SAVED_ITEM = Resource(
    table="saved_item",
    label="SavedItem",
    fields=(
        ReadOnly("id"),
        Choice("relation", choices=("learner", "sharer")),
        Choice("entity", choices=("user", "org")),
        Number("entity_id"),
        ReadOnlyMoment("created_at"),
    ),
    # A row whose person left or was locked stays, unseen.
    visible=(
        "saved_item.user IS :me AND CASE entity WHEN 'user'"
        " THEN entity_id IN (SELECT id FROM user WHERE is_active)"
        " ELSE entity_id IN (SELECT id FROM organization) END"
    ),
)

_EXISTS = {
    "user": ("SELECT 1 FROM user WHERE id = ? AND is_active", "Invalid user ID."),
    "org": ("SELECT 1 FROM organization WHERE id = ?", "Invalid organization ID."),
}


def save(call: Call) -> Answer:
    """POST /saved_item/: 201, or 208 with the row that is there already."""
    data = call.body.data()
    if not isinstance(data, Mapping):
        raise server_error()
    sent = call.body.plain()
    if sent.get("entity") not in list(_EXISTS):
        raise Refusal(400, {"message": "Invalid entity type."})
    entity_id = sent.get("entity_id")
    if isinstance(entity_id, str) and not entity_id.strip().isdigit():
        raise server_error()
    values = {**SAVED_ITEM.clean(call), "user": call.me.id}
    there = call.connection.execute(
        "SELECT id FROM saved_item WHERE user = ? AND relation = ? AND entity = ? AND entity_id = ?",
        (values["user"], values["relation"], values["entity"], values["entity_id"]),
    ).fetchone()
    if there:
        return Answer(208, SAVED_ITEM.one(call, there[0]))
    query, message = _EXISTS[str(values["entity"])]
    if call.connection.execute(query, (values["entity_id"],)).fetchone() is None:
        raise invalid({"non_field_errors": [message]})
    row = SAVED_ITEM.insert(call, {**values, "created_at": call.now})
    return Answer(201, SAVED_ITEM.one(call, row))


def forget(call: Call) -> Answer:
    """DELETE /saved_item/{id}/."""
    return SAVED_ITEM.delete(call, SAVED_ITEM.find(call))


def _no_updates(call: Call) -> Answer:
    what = "Updates" if call.method == "PUT" else "Partial updates"
    return Answer(405, {"message": f"{what} are not allowed for saved items."})


ENDPOINTS = (
    Endpoint("/saved_item/", Permission.SIGNED_IN, {"GET": SAVED_ITEM.list, "POST": save}),
    Endpoint(
        "/saved_item/{id}/",
        Permission.SIGNED_IN,
        {"GET": SAVED_ITEM.retrieve, "PUT": _no_updates, "PATCH": _no_updates, "DELETE": forget},
    ),
)
