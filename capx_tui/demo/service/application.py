"""The application: every endpoint of the service and of Wikimedia over one world."""

from collections.abc import Callable
from datetime import datetime
from itertools import chain
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route

from capx_tui.demo.service import (
    badges,
    events,
    letsconnect,
    mentorship,
    messages,
    organization_parts,
    organizations,
    people,
    projects,
    quick_lists,
    recommendation,
    reports,
    saved,
    sign_in,
    statistics,
    translating,
    words,
)
from capx_tui.demo.service.core.call import Answer
from capx_tui.demo.service.core.database import Database
from capx_tui.demo.service.core.endpoint import METHODS, Dispatcher, encode
from capx_tui.demo.service.core.refusal import Page, unknown_path
from capx_tui.demo.wikimedia import ENDPOINTS as WIKIMEDIA_ENDPOINTS

_MODULES = (
    people,
    quick_lists,
    words,
    badges,
    saved,
    messages,
    reports,
    organizations,
    organization_parts,
    projects,
    events,
    mentorship,
    letsconnect,
    translating,
    recommendation,
    statistics,
    sign_in,
)


def create_app(database: Path, *, clock: Callable[[], datetime]) -> Starlette:
    """Return the application over a world's file.

    Args:
        database: a file that `open_world` made; it must exist.
        clock: what time it is; aware moments.
    """
    file = Database(database)
    endpoints = chain(*(module.ENDPOINTS for module in _MODULES), WIKIMEDIA_ENDPOINTS)
    routes = Dispatcher(file, clock).routes(endpoints)
    app = Starlette(routes=[*routes, Route("/{path:path}", _unknown(routes), methods=METHODS)])
    app.router.redirect_slashes = False
    app.state.database = file
    return app


def _unknown(routes: list[Route]) -> Callable[[Request], object]:
    """Return what answers every other path: 301 where only the slash is missing, else a page that says no."""

    async def answer(request: Request) -> Response:
        if not request.url.path.endswith("/"):
            slashed = {**request.scope, "path": request.scope["path"] + "/"}
            if any(route.matches(slashed)[0] is not Match.NONE for route in routes):
                query = f"?{request.url.query}" if request.url.query else ""
                return encode(Answer(301, Page(""), {"Location": f"{request.url.path}/{query}"}))
        refusal = unknown_path()
        return encode(Answer(refusal.status, refusal.body))

    return answer
