"""Messages, which the service sends through Meta-Wiki in one's own name."""

from __future__ import annotations

from capx_tui.api.capx import rest
from capx_tui.api.capx.shapes_account import MessagePost, MessageShape
from capx_tui.api.capx.shapes_page import Page
from capx_tui.api.wire import Auth, Call, path

__all__ = ["message", "message_post", "messages"]

#: The service asks Meta-Wiki up to three times, a minute each.
_SEND_TIMEOUT_S = 200.0


def messages(limit: int, offset: int = 0) -> Call[Page[MessageShape]]:
    """`GET /messages/`: what I sent, newest first. Needs sign-in. Staff are given everybody's."""
    return rest.page("/messages/", MessageShape, limit, offset, auth=Auth.REQUIRED)


def message(message_id: int) -> Call[MessageShape]:
    """`GET /messages/{id}/`: one of them. Needs sign-in."""
    return rest.one(path("/messages/{}/", message_id), MessageShape, auth=Auth.REQUIRED)


def message_post(body: MessagePost) -> Call[MessageShape]:
    """`POST /messages/`: send a message. Needs sign-in.

    The answer is 201 **also when it failed**: read `status`. An e-mail to or from somebody without one
    becomes a section on the receiver's **public** talk page, while `method` still says email.
    """
    return rest.write("POST", "/messages/", body, MessageShape, timeout_s=_SEND_TIMEOUT_S)
