"""The service's own description."""

from __future__ import annotations

from capx_tui.api.capx.shapes_service import OutlineShape
from capx_tui.api.wire import Auth, Call

__all__ = ["outline"]


def outline() -> Call[OutlineShape]:
    """`GET /schema/`: the service's title and version. Public. For "is this a CapX service, and which"."""
    return Call(
        "GET",
        "/schema/",
        OutlineShape,
        query=(("format", "json"),),
        auth=Auth.NEVER,
        accept="application/vnd.oai.openapi+json, application/json",
        timeout_s=60.0,
    )
