"""Endpoints declared as data, and the one function that answers every request through them."""

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from capx_tui.demo.service.core.authentication import authenticate
from capx_tui.demo.service.core.body import Body
from capx_tui.demo.service.core.call import Answer, Call
from capx_tui.demo.service.core.database import Database
from capx_tui.demo.service.core.refusal import Page, Plain, Refusal, server_error, unauthenticated

Handler = Callable[[Call], object]
Clock = Callable[[], datetime]

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Permission(Enum):
    """Who may call an endpoint at all; finer rules are the endpoint's own."""

    ANYONE = "anyone, and no token is looked at"
    OPEN = "anyone, but a bad token is refused"
    READ = "anyone may read, who is signed in may write"
    SIGNED_IN = "who is signed in"


@dataclass(frozen=True)
class Endpoint:
    """A path (Starlette's notation, with the trailing slash) and what answers each method on it.

    A handler returns an `Answer`, or a body for a plain 200.
    """

    path: str
    permission: Permission
    methods: Mapping[str, Handler]
    #: Methods that write although HTTP calls them safe: pages that complete a sign-in.
    writing: frozenset[str] = frozenset()


def not_allowed_bare(call: Call) -> Answer:
    """Refuse a method with one bare text, as some endpoints do."""
    return Answer(405, f"{call.method} method not allowed")


def encode(answer: Answer) -> Response:
    """Turn an answer into bytes: JSON unless its body is a page, plain text or nothing."""
    if isinstance(answer.body, Page):
        return Response(str(answer.body), answer.status, answer.headers, "text/html")
    if isinstance(answer.body, Plain):
        return Response(str(answer.body), answer.status, answer.headers, "text/plain")
    if answer.body is None:
        return Response(b"", answer.status, answer.headers)
    try:
        content = msgspec.json.encode(answer.body)
    except UnicodeEncodeError:  # a refusal that repeats half a character as it came
        content = json.dumps(answer.body).encode()
    return Response(content, answer.status, answer.headers, answer.media_type)


class Dispatcher:
    """Answers requests: transaction, account, permission, method, handler, bytes."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def routes(self, endpoints: Iterable[Endpoint]) -> list[Route]:
        """Return Starlette's routes for endpoints; each takes every method and refuses by itself."""
        return [Route(endpoint.path, self._answering(endpoint), methods=METHODS) for endpoint in endpoints]

    def _answering(self, endpoint: Endpoint) -> Callable[[Request], object]:
        async def answer(request: Request) -> Response:
            body = Body(request.headers.get("content-type", ""), await request.body())
            # To its end, even where nobody waits any more: the database is lent to that thread until then.
            responding = asyncio.ensure_future(asyncio.to_thread(self._respond, endpoint, request, body))
            try:
                return await asyncio.shield(responding)
            except asyncio.CancelledError:
                await asyncio.wait([responding])
                raise

        return answer

    def _respond(self, endpoint: Endpoint, request: Request, body: Body) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        write = method not in SAFE or method in endpoint.writing
        try:
            with self._database.transaction(write=write) as connection:
                now = self._clock()
                header = request.headers.get("authorization")
                known = endpoint.permission is not Permission.ANYONE
                call = Call(
                    connection=connection,
                    method=method,
                    url=request.url,
                    path=request.path_params,
                    query=request.query_params,
                    body=body,
                    moment=now,
                    account=authenticate(connection, header, now) if known else None,
                    authorization=header,
                )
                result = _handle(endpoint, call)
        except Refusal as refusal:
            result = Answer(refusal.status, refusal.body, refusal.headers)
        except UnicodeEncodeError:  # half a character where no field looked at it: no column can hold it
            result = Answer(500, server_error().body)
        response = encode(result)
        if request.method == "HEAD":
            response.body = b""  # the headers still tell its length
        return response


def _handle(endpoint: Endpoint, call: Call) -> Answer:
    needs_account = endpoint.permission is Permission.SIGNED_IN or (
        endpoint.permission is Permission.READ and call.method not in SAFE
    )
    if needs_account and call.account is None:
        raise unauthenticated()
    handler = endpoint.methods.get(call.method)
    if handler is None:
        allowed = ", ".join([*endpoint.methods, "HEAD", "OPTIONS"])
        raise Refusal(405, {"detail": f'Method "{call.method}" not allowed.'}, headers={"Allow": allowed})
    result = handler(call)
    return result if isinstance(result, Answer) else Answer(200, result)
