"""The application: every endpoint of the service and of Wikimedia over one world."""

from itertools import chain
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route, Router
from starlette.types import Receive, Scope, Send

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
from capx_tui.demo.service.core.endpoint import METHODS, Clock, Dispatcher, encode
from capx_tui.demo.service.core.refusal import Page, unknown_path

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


class Service(Router):
    """Every endpoint over one world. Whoever is done with it closes `database`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        dispatcher = Dispatcher(database, clock)
        routes = dispatcher.routes(chain.from_iterable(module.ENDPOINTS for module in _MODULES))
        wikimedia = Route("/_wikimedia/{path:path}", _Wikimedia(dispatcher))
        super().__init__([*routes, wikimedia, _unknown(routes)], redirect_slashes=False)
        self.database = database


class _Wikimedia:
    """What answers below `/_wikimedia`; loaded with the first request to it, for most starts ask CapX alone."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher
        self._router: Router | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._router is None:
            from capx_tui.demo.wikimedia import ENDPOINTS

            routes = self._dispatcher.routes(ENDPOINTS)
            self._router = Router([*routes, _unknown(routes)], redirect_slashes=False)
        await self._router(scope, receive, send)


def create_app(database: Path, *, clock: Clock) -> Service:
    """Return the application over a world's file.

    Args:
        database: a file that `open_world` made; it must exist.
        clock: what time it is; aware moments.
    """
    return Service(Database(database), clock)


def _unknown(routes: list[Route]) -> Route:
    """Return what answers every other path: 301 where only the slash is missing, else a page that says no."""

    async def answer(request: Request) -> Response:
        if not request.url.path.endswith("/"):
            slashed = {**request.scope, "path": request.scope["path"] + "/"}
            if any(route.matches(slashed)[0] is not Match.NONE for route in routes):
                query = f"?{request.url.query}" if request.url.query else ""
                return encode(Answer(301, Page(""), {"Location": f"{request.url.path}/{query}"}))
        refusal = unknown_path()
        return encode(Answer(refusal.status, refusal.body))

    return Route("/{path:path}", answer, methods=METHODS)
