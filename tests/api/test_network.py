"""The transport over real sockets of this machine: what breaks there, and where the token does not go."""

from __future__ import annotations

import asyncio
import datetime as dt
import gzip
import socket
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from capx_tui.api.capx import people, saved
from capx_tui.api.capx.shapes import SavedItemPost
from capx_tui.api.client import Client
from capx_tui.api.transport import HttpxTransport
from capx_tui.api.wire import Request, Site
from capx_tui.errors import BrokenOff, CapxError, NoRoute, RedirectedAway, RuleError, TimedOut, TlsFailure
from capx_tui.secret import Secret
from tests.api.conftest import Serve, Server, Talk, http

WORD = "s3cr3t-t0ken"
TOKEN = Secret(WORD)
PERSON = b'{"id":7,"user":{"id":7,"username":"Ana"}}'
SAVE = saved.saved_item_post(SavedItemPost(entity="user", entity_id=5, relation="learner"))


async def ask(url: str, *, token: Secret | None = None, timeout_s: float = 20.0) -> bytes:
    transport = HttpxTransport()
    try:
        return (await transport.send(Request("GET", f"{url}/x/", (), token=token, timeout_s=timeout_s))).body
    finally:
        await transport.close()


async def failure(url: str, *, timeout_s: float = 20.0) -> CapxError:
    with pytest.raises(CapxError) as caught:
        await ask(url, timeout_s=timeout_s)
    assert caught.value.host in ("127.0.0.1", "localhost")
    assert caught.value.__context__ is None
    return caught.value


async def test_an_answer(serve: Serve) -> None:
    server = await serve(lambda server: server.says(http("200 OK", PERSON)))
    assert await ask(server.url(), token=TOKEN) == PERSON
    assert f"Authorization: Token {WORD}\r\n".encode() in server.heard


async def test_a_packed_answer(serve: Serve) -> None:
    packed = http("200 OK", gzip.compress(PERSON), "Content-Encoding: gzip")
    server = await serve(lambda server: server.says(packed))
    assert await ask(server.url()) == PERSON


async def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    assert type(await failure(f"http://127.0.0.1:{port}")) is NoRoute


async def test_no_answer_in_time(serve: Serve) -> None:
    def silent(server: Server) -> Talk:
        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await server.hear(reader)
            await reader.read()  # until the other side gives up

        return talk

    server = await serve(silent)
    assert type(await failure(server.url(), timeout_s=0.05)) is TimedOut
    assert server.connections == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + PERSON,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"\x16\x03\x01\x00\x00",
    ],
)
async def test_an_answer_that_breaks_off(serve: Serve, answer: bytes) -> None:
    server = await serve(lambda server: server.says(answer))
    assert type(await failure(server.url())) is BrokenOff


async def test_a_connection_reset_in_the_middle_of_the_body(serve: Serve) -> None:
    def reset(server: Server) -> Talk:
        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await server.hear(reader)
            writer.write(http("200 OK", bytes(100_000))[:5000])
            await writer.drain()
            writer.transport.abort()

        return talk

    server = await serve(reset)
    assert type(await failure(server.url())) is BrokenOff


async def test_a_write_whose_answer_breaks_off_is_sent_once(serve: Serve) -> None:
    server = await serve(lambda server: server.says(b""))
    client = Client(HttpxTransport(), {Site.CAPX: server.url()}, lambda: TOKEN)
    with pytest.raises(BrokenOff):
        await client.send(SAVE)
    await client.close()
    assert server.connections == 1
    assert server.heard.count(b"POST /saved_item/") == 1


@pytest.mark.parametrize(
    "status", ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"]
)
async def test_a_redirect_carries_the_token_nowhere(serve: Serve, status: str) -> None:
    elsewhere = await serve(lambda server: server.says(http("200 OK", PERSON)))
    server = await serve(
        lambda server: server.says(http(status, b"", f"Location: {elsewhere.url(host='localhost')}/users/7/"))
    )
    client = Client(HttpxTransport(), {Site.CAPX: server.url()}, lambda: TOKEN)
    for call in (people.user(7), people.profile_delete(7)):
        with pytest.raises(RedirectedAway):
            await client.send(call)
    await client.close()
    assert elsewhere.connections == 0
    assert server.heard.count(WORD.encode()) == 2


async def test_this_machine_is_reached_past_any_proxy(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy would read a token that goes to this machine over http."""
    proxy = await serve(lambda server: server.says(http("200 OK", b'{"from":"proxy"}')))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url())
    server = await serve(lambda server: server.says(http("200 OK", PERSON)))
    assert await ask(server.url(), token=TOKEN) == PERSON
    assert proxy.connections == 0


async def test_a_proxy_sees_no_token(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = await serve(lambda server: server.says(http("502 Bad Gateway", b"")))
    for name in ("HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, proxy.url())
    with pytest.raises(BrokenOff):
        await ask("https://capx.example", token=TOKEN)
    assert proxy.heard.startswith(b"CONNECT capx.example:443 ")
    with pytest.raises(RuleError):
        await ask("http://capx.example", token=TOKEN)
    assert WORD.encode() not in proxy.heard


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for ``localhost`` that nobody signed but itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "localhost.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def _tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


async def test_a_certificate_that_nobody_vouches_for(serve: Serve, certificate: Path) -> None:
    server = await serve(lambda server: server.says(http("200 OK", PERSON)), tls=_tls(certificate))
    client = Client(HttpxTransport(), {Site.CAPX: server.url("https", "localhost")}, lambda: TOKEN)
    with pytest.raises(TlsFailure):
        await client.send(people.user(7))
    await client.close()
    assert server.heard == b""


async def test_a_certificate_for_another_name(serve: Serve, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    server = await serve(lambda server: server.says(http("200 OK", PERSON)), tls=_tls(certificate))
    assert await ask(server.url("https", "localhost"), token=TOKEN) == PERSON
    heard = server.heard
    assert WORD.encode() in heard
    assert type(await failure(server.url("https", "127.0.0.1"))) is TlsFailure
    assert server.heard == heard


async def test_https_where_only_http_is_spoken(serve: Serve) -> None:
    def hasty(server: Server) -> Talk:
        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read(1)
            writer.write(http("400 Bad Request", b""))
            await writer.drain()

        return talk

    server = await serve(hasty)
    assert type(await failure(server.url("https"))) is TlsFailure


async def test_connections_are_kept_and_cookies_are_not(serve: Serve) -> None:
    answer = http("200 OK", PERSON, "Set-Cookie: sessionid=1; Path=/")
    server = await serve(lambda server: server.says(answer, answer, answer))
    transport = HttpxTransport()
    for _ in range(3):
        await transport.send(Request("GET", f"{server.url()}/x/", ()))
    await transport.close()
    assert server.connections == 1
    assert b"cookie" not in server.heard.lower()
