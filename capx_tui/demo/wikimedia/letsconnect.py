"""Let's Connect's own service: who is registered, and what was read out of an old registration."""

import json

from capx_tui.demo.service.core.call import Call
from capx_tui.demo.service.core.endpoint import Endpoint, Permission
from capx_tui.demo.service.core.refusal import not_found
from capx_tui.demo.wikimedia.sites import LETSCONNECT

_NAMES = (
    "username",
    "username_org",
    "reconciled_affiliation",
    "reconciled_territory",
    "reconciled_languages",
    "reconciled_projects",
    "reconciled_want_to_learn",
    "reconciled_want_to_share",
)


def _row(call: Call) -> tuple[str | None, ...] | None:
    row: tuple[str | None, ...] | None = call.connection.execute(
        f"SELECT {', '.join(_NAMES)} FROM letsconnect_person WHERE username = ?",  # noqa: S608 - names from above
        (call.last("username") or "",),
    ).fetchone()
    return row


def exists(call: Call) -> object:
    """GET /exists/?username=."""
    return {"exists": _row(call) is not None}


def profile(call: Call) -> object:
    """GET /profile/?username=: 404 where nothing is on file."""
    row = _row(call)
    if row is None:
        raise not_found()
    return {name: _value(text) for name, text in zip(_NAMES, row, strict=True)}


def _value(text: str | None) -> object:
    """Return a column's value: lists are kept as JSON."""
    return json.loads(text) if text and text.startswith("[") else text


ENDPOINTS = (
    Endpoint(f"{LETSCONNECT}/exists/", Permission.ANYONE, {"GET": exists}),
    Endpoint(f"{LETSCONNECT}/profile/", Permission.ANYONE, {"GET": profile}),
)
