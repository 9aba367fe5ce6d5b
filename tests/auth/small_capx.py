"""A CapX service of a few lines, over ASGI: enough to sign in at, and able to fail in every way."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from capx_tui.api.client import Transport
from capx_tui.api.endpoints import addresses
from capx_tui.api.transport import HttpxTransport
from capx_tui.api.wire import Request, Response, Site
from capx_tui.errors import CapxError

SERVICE = "https://capx.example"
BEGIN = "/api/login/social/knox/mediawiki/"
FINISH = "/api/login/social/knox_user/mediawiki/"
REQUEST_TOKEN = "4e9057" * 5
REQUEST_SECRET = "5ec2e7aaaa" * 3
VERIFIER = "7e21f1e2" * 4

Answer = tuple[int, dict[str, str], bytes]
Message = MutableMapping[str, Any]


def data(value: object, status: int = 200) -> Answer:
    return status, {"content-type": "application/json"}, json.dumps(value).encode()


def profile(username: str = "Alice Example", number: int = 61, last_login: str | None = None) -> dict[str, object]:
    row = {"id": number, "user": {"id": number, "username": username, "email": "a@example"}, "last_login": last_login}
    return {"count": 1, "next": None, "previous": None, "results": [row]}


class SmallCapX:
    """`people` maps tokens to whose they are; `faults` maps a path to the answer given instead."""

    def __init__(self, people: dict[str, dict[str, object]] | None = None) -> None:
        self.people = people or {}
        self.faults: dict[str, Answer] = {}
        self.asked: list[tuple[str, str]] = []
        self.sent: list[dict[str, str]] = []
        self.issues = ""
        #: Where one is set, a request to `/profile/` waits for it.
        self.gate: asyncio.Event | None = None
        self.reached = asyncio.Event()

    async def __call__(
        self,
        scope: MutableMapping[str, Any],
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        body = (await receive()).get("body", b"")
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        status, more, content = await self._answer(scope, headers, body)
        names = [(name.encode(), value.encode()) for name, value in more.items()]
        await send({"type": "http.response.start", "status": status, "headers": names})
        await send({"type": "http.response.body", "body": content})

    async def _answer(self, scope: MutableMapping[str, Any], headers: dict[str, str], body: bytes) -> Answer:
        path = scope["path"]
        self.asked.append((scope["method"], path))
        if body:
            self.sent.append(json.loads(body))
        if path == "/profile/":
            self.reached.set()
            if self.gate is not None:
                await self.gate.wait()
        if path in self.faults:
            return self.faults[path]
        if path == BEGIN:
            return data({"oauth_token": REQUEST_TOKEN, "oauth_token_secret": REQUEST_SECRET})
        if path == FINISH:
            return self._finish()
        if path == "/_wikimedia/meta/wiki/Special:OAuth/authorize":
            token = parse_qs(scope["query_string"].decode())["oauth_token"][0]
            return 302, {"location": f"{SERVICE}/oauth?oauth_verifier={VERIFIER}&oauth_token={token}"}, b""
        person = self.people.get(headers.get("authorization", "").removeprefix("Token "))
        return data(person) if person is not None else data({"detail": "Invalid token."}, 401)

    def _finish(self) -> Answer:
        want = {"oauth_token": REQUEST_TOKEN, "oauth_verifier": VERIFIER, "oauth_token_secret": REQUEST_SECRET}
        if self.sent[-1] != want:
            return data("", 400)
        return data({"id": 61, "token": self.issues, "username": "Alice Example", "email": "", "user_groups": []})

    def transport(self) -> HttpxTransport:
        return HttpxTransport(app=self)


class Broken:
    """A transport whose line breaks at one path."""

    def __init__(self, inner: Transport, path: str, error: CapxError) -> None:
        self._inner = inner
        self._path = path
        self._error = error

    async def send(self, request: Request) -> Response:
        if self._path in request.url:
            raise self._error
        return await self._inner.send(request)

    async def close(self) -> None:
        await self._inner.close()


def sites(service: str = SERVICE) -> dict[Site, str]:
    return addresses(service, {}, embedded=False)
