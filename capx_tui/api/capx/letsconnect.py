"""Let's Connect, through CapX (behaviour file, section 6)."""

from __future__ import annotations

from capx_tui.api.capx import rest
from capx_tui.api.capx.shapes_account import (
    LetsConnectConfirmationShape,
    LetsConnectLogShape,
    LetsConnectPost,
)
from capx_tui.api.capx.shapes_page import Page
from capx_tui.api.wire import Auth, Call, path

__all__ = ["confirmation", "confirmations", "sign_up_post"]


def confirmations(limit: int = 50, offset: int = 0) -> Call[list[LetsConnectLogShape]]:
    """`GET /letsconnect/`: my past confirmations. Needs sign-in.

    The outline promises pages; the service answers the whole list. Both are read.
    """
    return Call(
        "GET",
        "/letsconnect/",
        list[LetsConnectLogShape] | Page[LetsConnectLogShape],
        query=(("limit", str(limit)), ("offset", str(offset))),
        auth=Auth.REQUIRED,
        finish=rest.rows,
    )


def confirmation(log_id: int) -> Call[LetsConnectLogShape]:
    """`GET /letsconnect/{id}/`: one of them. Needs sign-in."""
    return rest.one(path("/letsconnect/{}/", log_id), LetsConnectLogShape, auth=Auth.REQUIRED)


def sign_up_post(body: LetsConnectPost) -> Call[LetsConnectConfirmationShape]:
    """`POST /letsconnect/`: sign up or update; it is passed on at once and kept by neither. Needs sign-in.

    400 gives texts by field, or one sentence where Let's Connect itself said no.
    """
    return rest.write("POST", "/letsconnect/", body, LetsConnectConfirmationShape, timeout_s=60.0)
