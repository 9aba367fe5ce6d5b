"""The transport over fakes of httpx's own transport and over an ASGI app: what goes out, what comes in."""

from __future__ import annotations

import gzip
import json
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any

import httpx
import pytest

from capx_tui.api.capx import bugs, people
from capx_tui.api.client import Client
from capx_tui.api.endpoints import EMBEDDED_SERVICE, addresses
from capx_tui.api.transport import MAX_BYTES, HttpxTransport
from capx_tui.api.wire import USER_AGENT, Request, Response, build_request
from capx_tui.errors import (
    AnswerTooLarge,
    BrokenOff,
    CapxError,
    CutOff,
    NoRoute,
    NotData,
    NotSignedIn,
    RedirectedAway,
    RuleError,
    ServiceDown,
    TimedOut,
)
from capx_tui.secret import Secret

TOKEN = Secret("abc")
PERSON = b'{"id":7,"user":{"id":7,"username":"Ana"}}'
PACKED = gzip.compress(PERSON, mtime=0)
GET = Request("GET", "https://capx.example/x/", ())


class Chunks(httpx.AsyncByteStream):
    """A body that counts how much of it was taken."""

    def __init__(self, *chunks: bytes, times: int = 1) -> None:
        self.chunks = chunks
        self.times = times
        self.taken = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for _ in range(self.times):
            for chunk in self.chunks:
                self.taken += 1
                yield chunk


class Fake(httpx.AsyncBaseTransport):
    """Httpx's transport: raises, or answers, and keeps the requests."""

    def __init__(
        self, status: int = 200, body: Chunks | None = None, error: Exception | None = None, **headers: str
    ) -> None:
        self.status = status
        self.body = body or Chunks(PERSON)
        self.error = error
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.requests: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        self.requests.append(request)
        if self.error is not None:
            raise self.error
        return httpx.Response(self.status, headers=self.headers, stream=self.body, request=request)


async def send(fake: Fake, request: Request = GET, max_bytes: int = MAX_BYTES) -> Response:
    transport = HttpxTransport(inner=fake, max_bytes=max_bytes)
    try:
        return await transport.send(request)
    finally:
        await transport.close()


async def test_what_goes_out() -> None:
    fake = Fake()
    await send(fake, build_request(people.user(7), "https://capx.example", TOKEN))
    sent = fake.requests[0]
    assert (sent.method, str(sent.url)) == ("GET", "https://capx.example/users/7/")
    headers = dict(sent.headers)
    assert headers.pop("host") == "capx.example"
    headers.pop("connection", None)
    # No Accept-Language: the causes of a conflict are told by English words.
    assert headers == {
        "accept": "application/json",
        "accept-encoding": "gzip",
        "authorization": "Token abc",
        "user-agent": USER_AGENT,
    }


async def test_a_file_goes_out_as_a_part_of_a_form() -> None:
    fake = Fake(201)
    await send(
        fake,
        build_request(bugs.attachment_post(12, 'a "b".txt', b"\x00text", "text/plain"), "https://capx.example", TOKEN),
    )
    sent = fake.requests[0]
    boundary = sent.headers["content-type"].partition("boundary=")[2]
    assert sent.headers["content-type"].startswith("multipart/form-data; boundary=")
    parts = sent.content.split(b"--" + boundary.encode())
    assert b'name="bug"\r\n\r\n12\r\n' in parts[1]
    assert b'name="file"; filename="a %22b%22.txt"\r\nContent-Type: text/plain\r\n\r\n\x00text' in parts[2]


async def test_what_comes_in() -> None:
    answer = await send(Fake(418, Chunks(b"a", b"b"), X_Thing="1", Retry_After="7"))
    assert (answer.status, answer.body) == (418, b"ab")
    assert answer.headers["retry-after"] == "7"
    assert answer.headers["x-thing"] == "1"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (httpx.ConnectTimeout("secret abc"), TimedOut),
        (httpx.ReadTimeout("secret abc"), TimedOut),
        (httpx.WriteTimeout("secret abc"), TimedOut),
        (httpx.PoolTimeout("secret abc"), TimedOut),
        (httpx.ConnectError("secret abc"), NoRoute),
        (httpx.UnsupportedProtocol("secret abc"), NoRoute),
        (httpx.ReadError("secret abc"), BrokenOff),
        (httpx.WriteError("secret abc"), BrokenOff),
        (httpx.RemoteProtocolError("secret abc"), BrokenOff),
        (httpx.LocalProtocolError("secret abc"), BrokenOff),
        (httpx.ProxyError("secret abc"), BrokenOff),
        (httpx.DecodingError("secret abc"), BrokenOff),
        (httpx.TooManyRedirects("secret abc"), RedirectedAway),
        (httpx.InvalidURL("secret abc"), NoRoute),
        (ConnectionResetError("secret abc"), BrokenOff),
        (UnicodeEncodeError("ascii", "secret abc", 0, 1, "no"), BrokenOff),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
async def test_each_failure_of_the_library_is_one_of_ours(error: Exception, kind: type[CapxError]) -> None:
    with pytest.raises(CapxError) as caught:
        await send(Fake(error=error))
    assert type(caught.value) is kind
    assert caught.value.host == "capx.example"
    # The library's exception holds the request, and with it the token.
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "url", ["", "capx.example", "gopher://capx.example/", "https://capx.example:x/", "https://\x00/"]
)
async def test_an_address_that_is_none(url: str) -> None:
    transport = HttpxTransport()
    with pytest.raises(NoRoute):
        await transport.send(Request("GET", url, ()))
    await transport.close()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "location", ["https://elsewhere.example/", "http://capx.example/x/", "/x", "//elsewhere.example"]
)
async def test_a_redirect_is_handed_back_and_not_followed(status: int, location: str) -> None:
    fake = Fake(status, Chunks(b""), Location=location)
    answer = await send(fake, build_request(people.user(7), "https://capx.example", TOKEN))
    assert answer.status == status
    assert len(fake.requests) == 1


async def test_no_cookie_is_kept() -> None:
    fake = Fake(Set_Cookie="sessionid=1; Path=/")
    transport = HttpxTransport(inner=fake)
    for _ in range(2):
        await transport.send(GET)
    await transport.close()
    assert ["cookie" in request.headers for request in fake.requests] == [False, False]


@pytest.mark.parametrize(
    "url", ["http://capx.example/x/", "http://10.0.0.1/x/", f"{EMBEDDED_SERVICE}/x/", "ws://localhost/x/"]
)
async def test_a_token_does_not_travel_unprotected(url: str) -> None:
    fake = Fake()
    with pytest.raises(RuleError) as caught:
        await send(fake, Request("GET", url, (), token=TOKEN))
    assert caught.value.key == "error-token-unprotected"
    assert fake.requests == []
    if not url.startswith("ws"):
        assert (await send(fake, Request("GET", url, ()))).status == 200


@pytest.mark.parametrize(
    "url", ["https://capx.example/", "http://localhost:8000/", "http://127.0.0.1/", "http://[::1]:8/"]
)
async def test_a_token_travels_protected_or_on_this_machine(url: str) -> None:
    fake = Fake()
    await send(fake, Request("GET", url, (), token=TOKEN))
    assert fake.requests[0].headers["authorization"] == "Token abc"


@pytest.mark.parametrize("text", ["a\nb", "a b", "a\r\nX-Evil: 1", "tökèn", "\ud800", "x" * 5000, "\x00"])
async def test_a_token_that_no_header_can_carry_is_no_token(text: str) -> None:
    fake = Fake()
    with pytest.raises(NotSignedIn) as caught:
        await send(fake, Request("GET", GET.url, (), token=Secret(text)))
    assert caught.value.token_was_sent
    assert text not in str(caught.value)
    assert fake.requests == []


async def test_an_answer_is_read_only_up_to_the_largest() -> None:
    endless = Chunks(b"x" * 100, times=10**6)
    with pytest.raises(AnswerTooLarge) as caught:
        await send(Fake(body=endless), max_bytes=1000)
    assert caught.value.host == "capx.example"
    assert endless.taken == 11
    assert len((await send(Fake(body=Chunks(b"x" * 100, times=10)), max_bytes=1000)).body) == 1000


async def test_a_packed_answer_is_unpacked_only_up_to_the_largest() -> None:
    bomb = gzip.compress(bytes(30_000_000))
    assert len(bomb) < 50_000
    fake = Fake(body=Chunks(bomb), Content_Encoding="gzip")
    tracemalloc.start()
    with pytest.raises(AnswerTooLarge):
        await send(fake, max_bytes=1000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000


@pytest.mark.parametrize("name", ["gzip", "x-gzip", " GZIP "])
@pytest.mark.parametrize("size", [1, 7, 10_000])
async def test_a_packed_answer(name: str, size: int) -> None:
    packed = gzip.compress(PERSON * 100)
    body = Chunks(*(packed[at : at + size] for at in range(0, len(packed), size)))
    assert (await send(Fake(body=body, Content_Encoding=name))).body == PERSON * 100


async def test_a_packed_answer_of_nothing() -> None:
    assert (await send(Fake(204, Chunks(), Content_Encoding="gzip"))).body == b""
    assert (await send(Fake(body=Chunks(gzip.compress(b"")), Content_Encoding="gzip"))).body == b""


@pytest.mark.parametrize(
    ("body", "encoding", "kind"),
    [
        (PACKED[:-9], "gzip", CutOff),
        (PACKED[:3], "gzip", CutOff),
        (b"no gzip at all", "gzip", NotData),
        (PACKED[:-8] + bytes(8), "gzip", NotData),
        (zlib.compress(PERSON), "gzip", NotData),
        (b"whatever", "br", NotData),
        (b"whatever", "gzip, gzip", NotData),
    ],
)
async def test_a_packed_answer_that_cannot_be_unpacked(body: bytes, encoding: str, kind: type[CapxError]) -> None:
    with pytest.raises(NotData) as caught:
        await send(Fake(body=Chunks(body), Content_Encoding=encoding))
    assert type(caught.value) is kind


Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Scope]]
Emit = Callable[[Scope], Awaitable[None]]


async def app(scope: Scope, receive: Receive, emit: Emit) -> None:
    """An ASGI app that tells what it was asked, and breaks where it is told to."""
    if scope["path"] == "/users/9/":
        raise LookupError("a fault in the app")
    headers = {name.decode(): value.decode() for name, value in scope["headers"]}
    about = f"{scope['method']} {scope['path']} {headers.get('authorization')}"
    body = json.dumps({"id": 7, "user": {"id": 7, "username": "Ana"}, "about": about}).encode()
    await emit({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
    await emit({"type": "http.response.body", "body": body})


async def test_the_embedded_service_is_asked_like_any_other() -> None:
    client = Client(HttpxTransport(app=app), addresses("", {}, embedded=True), lambda: TOKEN)
    person = await client.send(people.user(7))
    assert person.about == "GET /users/7/ Token abc"
    with pytest.raises(ServiceDown) as caught:
        await client.send(people.user(9))
    assert caught.value.status == 500
    await client.close()


async def test_closed_and_used_again() -> None:
    transport = HttpxTransport(app=app)
    for _ in range(2):
        assert (await transport.send(Request("GET", f"{EMBEDDED_SERVICE}/users/7/", ()))).status == 200
        await transport.close()
