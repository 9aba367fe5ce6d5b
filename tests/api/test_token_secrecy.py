"""Whatever goes wrong, the token is in no text that anybody could come to see."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable

import httpx
import msgspec
import pytest

from capx_tui.api.capx import people, saved, signin
from capx_tui.api.capx.shapes import SavedItemPost
from capx_tui.api.client import Client
from capx_tui.api.transport import HttpxTransport
from capx_tui.api.wire import Call, Request, Site, build_request, read_answer
from capx_tui.errors import CapxError
from capx_tui.secret import Secret
from tests.api.conftest import Serve, http
from tests.api.replies import reply

WORD = "s3cr3t-t0ken-value"
TOKEN = Secret(WORD)
SAVE = saved.saved_item_post(SavedItemPost(entity="user", entity_id=5, relation="learner"))


def text_of(error: BaseException) -> str:
    """All that a traceback with local variables shows, also of what is behind the error."""
    shown: list[str] = []
    todo: list[BaseException | None] = [error]
    while todo:
        at = todo.pop()
        if at is not None:
            shown += traceback.TracebackException.from_exception(at, capture_locals=True).format()
            shown += [repr(at), str(at), repr(at.args), repr(getattr(at, "__dict__", ""))]
            todo += [at.__cause__, at.__context__]
    return "\n".join(shown)


async def caught(client: Client, call: Call[object]) -> CapxError:
    with pytest.raises(CapxError) as info:
        await client.send(call)
    await client.close()
    return info.value


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{",
        b"no http",
        http("200 OK", b"{"),
        http("200 OK", b"<html>"),
        http("200 OK", b'{"id":"7"}'),
        http("200 OK", b"x", "Content-Encoding: gzip"),
        http("302 Found", b"", "Location: /"),
        *(http(f"{status} No", b'{"detail":"No."}') for status in (400, 401, 403, 404, 409, 413, 429, 500)),
    ],
)
async def test_it_is_in_no_traceback(
    serve: Serve, answer: bytes, no_pauses: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server = await serve(lambda server: server.says(answer))
    client = Client(HttpxTransport(), {Site.CAPX: server.url()}, lambda: TOKEN)
    for call in (people.profile(), people.user(7), SAVE):
        error = await caught(client, call)
        assert WORD not in text_of(error)
    assert WORD.encode() in server.heard
    assert WORD not in caplog.text


class Inner(httpx.AsyncBaseTransport):
    """Breaks with the request in its hands, the token in a local variable and in its own words."""

    def __init__(self, make: Callable[[str], Exception]) -> None:
        self.make = make

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        authorization = request.headers["authorization"]
        raise self.make(f"could not send {authorization}")


@pytest.mark.parametrize(
    "make",
    [
        httpx.ConnectError,
        httpx.ConnectTimeout,
        httpx.ReadError,
        httpx.LocalProtocolError,
        httpx.RemoteProtocolError,
        httpx.InvalidURL,
        ConnectionResetError,
        ValueError,
    ],
)
async def test_what_the_library_says_is_dropped(make: Callable[[str], Exception], no_pauses: None) -> None:
    client = Client(HttpxTransport(inner=Inner(make)), {Site.CAPX: "https://capx.example"}, lambda: TOKEN)
    error = await caught(client, people.profile())
    assert WORD not in text_of(error)
    assert error.__context__ is None


async def test_it_is_in_no_traceback_of_a_refused_address() -> None:
    client = Client(HttpxTransport(), {Site.CAPX: "http://capx.example"}, lambda: TOKEN)
    assert WORD not in text_of(await caught(client, people.profile()))


async def test_it_is_in_no_traceback_where_no_header_can_carry_it() -> None:
    client = Client(HttpxTransport(), {Site.CAPX: "https://capx.example"}, lambda: Secret(f"{WORD}\n"))
    assert WORD not in text_of(await caught(client, people.profile()))


def test_it_is_in_no_representation() -> None:
    request: Request = build_request(people.profile(), "https://capx.example", TOKEN)
    transport = HttpxTransport()
    shown = [
        repr(request),
        repr(transport),
        repr(vars(transport)),
        repr(Client(transport, {}, lambda: TOKEN)),
        request.url,
    ]
    shown += [f"{name}: {value}" for name, value in request.headers]
    assert not [text for text in shown if WORD in text]


def test_the_shapes_of_signing_in_do_not_show_it() -> None:
    for call in (signin.begin(), signin.finish(signin.RequestToken("t", Secret("u")), "v")):
        shape = msgspec.convert(
            {"oauth_token": "t", "oauth_token_secret": WORD, "id": 7, "username": "A", "token": WORD}, call.answer
        )
        assert WORD in str(msgspec.to_builtins(shape))
        assert WORD not in repr(shape)


GOOD: dict[str, object] = {"id": 7, "username": "Ana", "token": WORD}


@pytest.mark.parametrize(
    "body",
    [
        dict(GOOD),
        {"id": "7", "username": "Ana", "token": WORD},
        {"id": 7, "username": None, "token": WORD},
        {"oauth_token": WORD, "oauth_token_secret": ""},
        {"oauth_token": WORD, "oauth_token_secret": None},
    ],
)
def test_the_token_that_signing_in_brings(body: dict[str, object]) -> None:
    call: Call[object] = signin.finish(signin.RequestToken("t", Secret(f"{WORD}-too")), "verifier")
    if "oauth_token" in body:
        call = signin.begin()
    good = body == GOOD
    answer = reply(200, body)
    body.clear()  # a traceback begins in this very function
    assert WORD not in repr(answer)
    assert WORD not in repr(call)
    if good:
        signed_in = read_answer(call, answer)
        assert isinstance(signed_in, signin.SignedIn)
        assert signed_in.token == TOKEN
        assert WORD not in repr(signed_in)
        return
    with pytest.raises(CapxError) as info:
        read_answer(call, answer)
    assert WORD not in text_of(info.value)
