"""Let's Connect: what a person signs up with goes on to that service; only the confirmation is kept."""

import secrets

from capx_tui.demo.service.core.call import Answer, Call
from capx_tui.demo.service.core.endpoint import Endpoint, Permission
from capx_tui.demo.service.core.fields import ReadOnly, ReadOnlyMoment, Text
from capx_tui.demo.service.core.resource import Resource

LOG = Resource(
    table="letsconnect_log",
    label="LetsConnectLog",
    fields=(
        Text("full_name", required=False, blank=True, write_only=True),
        Text("email", required=False, blank=True, write_only=True),
        Text("role", write_only=True),
        Text("area", required=False, blank=True, write_only=True),
        Text("gender", required=False, blank=True, write_only=True),
        Text("age", required=False, blank=True, write_only=True),
        ReadOnly("user"),
        ReadOnly("confirmation"),
        ReadOnlyMoment("timestamp"),
    ),
    order="timestamp DESC, id DESC",
    visible="letsconnect_log.user IS :me",
)


def sign_up(call: Call) -> Answer:
    """POST /letsconnect/: 200 with a confirmation; signing up again updates."""
    LOG.clean(call)
    confirmation = secrets.token_hex(8)
    LOG.insert(call, {"user": call.me.id, "confirmation": confirmation, "timestamp": call.now})
    call.connection.execute(
        "INSERT INTO letsconnect_person (username) VALUES (?) ON CONFLICT DO NOTHING", (call.me.username,)
    )
    return Answer(200, {"user": call.me.id, "confirmation": confirmation})


def confirmations(call: Call) -> object:
    """GET /letsconnect/: one's own, all at once."""
    selection = LOG.select(call)
    return LOG.read(call, selection.ids(call.connection, -1, 0))


ENDPOINTS = (
    Endpoint("/letsconnect/", Permission.SIGNED_IN, {"GET": confirmations, "POST": sign_up}),
    Endpoint("/letsconnect/{id}/", Permission.SIGNED_IN, {"GET": LOG.retrieve}),
)
