"""Messages sent through Wikimedia. A message that failed answers 201 all the same: its status says so."""

import sqlite3

from capx_tui.demo.service.core.call import Answer, Call
from capx_tui.demo.service.core.endpoint import Endpoint, Permission
from capx_tui.demo.service.core.fields import Choice, ReadOnly, ReadOnlyMoment, Text
from capx_tui.demo.service.core.resource import Resource
from capx_tui.demo.service.core.spelling import spelled

MESSAGE = Resource(
    table="message",
    label="Message",
    fields=(
        ReadOnly("id"),
        Text("message", write_only=True, max_length=2000),
        Text("subject", write_only=True, max_length=200),
        Text("receiver", max_length=100),
        Choice("method", choices=("email", "talkpage")),
        Choice("status", required=False, choices=("pending", "sent", "failed")),
        Text("error_message", required=False, blank=True),
        ReadOnlyMoment("date"),
    ),
    order="date DESC, id DESC",
    visible="(message.sender IS :me OR :staff)",
    orderings={"date": "message.date"},
)

_NO_SUCH = "{} account is invalid or does not exist."
_TALK_PAGE = "{} cannot get e-mail through Wikimedia, so the message was posted on the receiver's talk page."


def _emailable(connection: sqlite3.Connection, name: str) -> bool | None:
    """Whether an account takes mail; None when there is no such account."""
    row = connection.execute("SELECT emailable FROM meta_user WHERE name = ?", (spelled(name),)).fetchone()
    return bool(row[0]) if row else None


def _deliver(call: Call, receiver: str, method: str) -> tuple[str, str]:
    """Return status and note of a delivery. Mail that either side cannot have becomes a public talk page post."""
    sender = _emailable(call.connection, call.me.username)
    reached = _emailable(call.connection, receiver)
    if sender is None:
        return "failed", _NO_SUCH.format("Sender")
    if reached is None:
        return "failed", _NO_SUCH.format("Receiver")
    if method == "email" and not (sender and reached):
        return "sent", _TALK_PAGE.format("The sender" if reached else "The receiver")
    return "sent", ""


def send(call: Call) -> Answer:
    """POST /messages/: subject and text are delivered and never kept; `method` stays what was asked for."""
    values = MESSAGE.clean(call)
    receiver, method = str(values["receiver"]), str(values["method"])
    status, note = _deliver(call, receiver, method)
    row = MESSAGE.insert(
        call,
        {
            "sender": call.me.id,
            "receiver": receiver,
            "method": method,
            "status": status,
            "error_message": note,
            "date": call.now,
        },
    )
    return Answer(201, MESSAGE.one(call, row))


ENDPOINTS = (
    Endpoint("/messages/", Permission.SIGNED_IN, {"GET": MESSAGE.list, "POST": send}),
    Endpoint(
        "/messages/{id}/",
        Permission.SIGNED_IN,
        {
            "GET": MESSAGE.retrieve,
            "PUT": lambda _call: Answer(405),
            "PATCH": lambda _call: Answer(405),
            "DELETE": lambda _call: Answer(405),
        },
    ),
)
