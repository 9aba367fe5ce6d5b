"""The listener, spoken to over real sockets of this computer."""

from __future__ import annotations

import asyncio
import contextlib
import socket

import pytest

from capx_tui.auth.loopback import LONGEST_HEAD, Loopback
from capx_tui.auth.paste import ReturnAddress
from capx_tui.i18n import t
from capx_tui.secret import Secret

EXPECTED = "r3quest" * 4
TARGET = f"/oauth?oauth_token={EXPECTED}&oauth_verifier=ver1"


async def ask(port: int, head: bytes, *, host: str = "127.0.0.1", ends: bool = True) -> bytes:
    """What the listener answers to `head`; b"" where it only hangs up."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(head)
        if ends:
            writer.write_eof()
        return await reader.read()
    except OSError:
        return b""
    finally:
        await hang_up(writer)


async def hang_up(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


def get(target: str, port: int, *, host: str = "localhost", method: str = "GET", more: str = "") -> bytes:
    return f"{method} {target} HTTP/1.1\r\nHost: {host}:{port}\r\n{more}\r\n".encode()


@pytest.fixture
async def loopback() -> object:
    mine = Loopback(patience_s=0.3)
    assert await mine.open()
    mine.expect(EXPECTED)
    yield mine
    await mine.close()


async def test_the_right_address_is_taken_and_the_person_sent_back_to_the_terminal(loopback: Loopback) -> None:
    answer, found = await asyncio.gather(ask(loopback.port, get(TARGET, loopback.port)), loopback.returned())
    assert found == ReturnAddress(EXPECTED, Secret("ver1"))
    head, _, page = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert f"Content-Length: {len(page)}".encode() in head
    for header in (b"no-store", b"no-referrer", b"default-src 'none'", b"Connection: close"):
        assert header in head
    # In the language in use, whichever direction it is written in.
    assert t("loopback-title").encode() in page
    assert t("loopback-text").encode() in page
    assert b'dir="auto"' in page
    assert b"ver1" not in page


async def test_it_serves_one_request_and_no_second(loopback: Loopback) -> None:
    first = await ask(loopback.port, get(TARGET, loopback.port))
    second = await ask(loopback.port, get(TARGET.replace("ver1", "ver2"), loopback.port))
    assert first.startswith(b"HTTP/1.1 200")
    assert second.startswith(b"HTTP/1.1 404")
    assert (await loopback.returned()).verifier == Secret("ver1")


async def test_a_trailing_slash_and_a_numeric_host_do(loopback: Loopback) -> None:
    answer = await ask(loopback.port, get(TARGET.replace("/oauth", "/oauth/"), loopback.port, host="127.0.0.1"))
    assert answer.startswith(b"HTTP/1.1 200")


async def test_ipv6_listens_at_the_same_port(loopback: Loopback) -> None:
    try:
        answer = await ask(loopback.port, get(TARGET, loopback.port, host="[::1]"), host="::1")
    except OSError:
        pytest.skip("this machine has no ::1")
    assert answer.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/favicon.ico",
        "/oauth",
        "/oauth?oauth_verifier=ver1",
        f"/oauth?oauth_token={EXPECTED}",
        f"/oauth?oauth_token={EXPECTED}&oauth_verifier=",
        "/oauth?oauth_token=other&oauth_verifier=ver1",
        f"/oauth?oauth_token={EXPECTED}x&oauth_verifier=ver1",
        f"/oauth?oauth_token={EXPECTED}&oauth_token=other&oauth_verifier=ver1",
        f"/oauthx?oauth_token={EXPECTED}&oauth_verifier=ver1",
        f"/x/oauth?oauth_token={EXPECTED}&oauth_verifier=ver1",
        "/oauth?oauth_token=\xe9&oauth_verifier=ver1",
    ],
)
async def test_everything_else_is_not_found_and_changes_nothing(loopback: Loopback, target: str) -> None:
    assert (await ask(loopback.port, get(target, loopback.port))).startswith(b"HTTP/1.1 404")
    assert (await ask(loopback.port, get(TARGET, loopback.port))).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "head",
    [
        f"POST {TARGET} HTTP/1.1\r\nHost: localhost:%d\r\n\r\n",
        f"HEAD {TARGET} HTTP/1.1\r\nHost: localhost:%d\r\n\r\n",
        f"GET {TARGET} HTTP/1.1\r\nHost: evil.example:%d\r\n\r\n",
        f"GET {TARGET} HTTP/1.1\r\nHost: localhost:1%d\r\n\r\n",
        f"GET {TARGET} HTTP/1.1\r\nHost: localhost:%d\r\nHost: localhost:1\r\n\r\n",
        f"GET {TARGET} HTTP/1.1\r\nX: %d\r\n\r\n",
        f"GET {TARGET} HTTP/9\r\nHost: localhost:%d\r\n\r\n",
        f"GET {TARGET}\r\nHost: localhost:%d\r\n\r\n",
        "%d\r\n\r\n",
    ],
)
async def test_other_methods_other_hosts_and_noise_are_not_found(loopback: Loopback, head: str) -> None:
    assert (await ask(loopback.port, (head % loopback.port).encode())).startswith(b"HTTP/1.1 404")


async def test_before_a_token_is_expected_nothing_is_found() -> None:
    mine = Loopback()
    assert await mine.open()
    assert (await ask(mine.port, get(TARGET, mine.port))).startswith(b"HTTP/1.1 404")
    with pytest.raises(RuntimeError):
        await mine.returned()
    await mine.close()


async def test_a_head_without_an_end_is_cut_off_by_size(loopback: Loopback) -> None:
    too_long = get(TARGET, loopback.port, more=f"X: {'y' * (LONGEST_HEAD * 3)}\r\n")
    assert not (await ask(loopback.port, too_long)).startswith(b"HTTP/1.1 200")
    assert (await ask(loopback.port, get(TARGET, loopback.port))).startswith(b"HTTP/1.1 200")


async def test_a_head_without_an_end_is_cut_off_by_time(loopback: Loopback) -> None:
    assert await ask(loopback.port, b"GET /oauth", ends=False) == b""


async def test_half_a_head_and_a_hang_up_change_nothing(loopback: Loopback) -> None:
    assert await ask(loopback.port, get(TARGET, loopback.port)[:-2]) == b""
    assert (await ask(loopback.port, get(TARGET, loopback.port))).startswith(b"HTTP/1.1 200")


async def test_the_consent_counts_where_the_browser_hangs_up_at_once(loopback: Loopback) -> None:
    waiting = asyncio.ensure_future(loopback.returned())
    _, writer = await asyncio.open_connection("127.0.0.1", loopback.port)
    writer.write(get(TARGET, loopback.port))
    await writer.drain()
    writer.transport.abort()
    await hang_up(writer)
    assert (await waiting).verifier == Secret("ver1")


async def test_many_idle_connections_are_not_held(loopback: Loopback) -> None:
    idle = [await asyncio.open_connection("127.0.0.1", loopback.port) for _ in range(8)]
    # The ninth is dropped; those before it run out of time, and then there is room again.
    assert await ask(loopback.port, get(TARGET, loopback.port)) == b""
    for reader, writer in idle:
        with contextlib.suppress(ConnectionError):
            assert await reader.read() == b""
        await hang_up(writer)
    assert (await ask(loopback.port, get(TARGET, loopback.port))).startswith(b"HTTP/1.1 200")


async def test_closed_it_listens_no_more_and_closing_twice_is_fine(loopback: Loopback) -> None:
    port = loopback.port
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    await loopback.close()
    await loopback.close()
    assert loopback.port == 0
    with pytest.raises(OSError, match=r"."):
        await asyncio.open_connection("127.0.0.1", port)
    await hang_up(writer)


async def test_it_is_reached_from_this_computer_only(loopback: Loopback) -> None:
    hosts = {sock.getsockname()[0] for server in loopback._servers for sock in server.sockets}
    assert hosts <= {"127.0.0.1", "::1"}
    assert "127.0.0.1" in hosts


async def test_where_a_stranger_holds_the_port_on_six_another_is_taken() -> None:
    if not socket.has_ipv6:
        pytest.skip("this machine has no ::1")
    mine = Loopback()
    assert await mine._listen("127.0.0.1", 0) is None
    taken = mine._servers[0].sockets[0].getsockname()[1]
    with socket.socket(socket.AF_INET6) as stranger:
        try:
            stranger.bind(("::1", taken))
        except OSError:
            await mine.close()
            pytest.skip("this machine has no ::1")
        stranger.listen()
        failure = await mine._listen("::1", taken)
        assert failure is not None
        await mine.close()
        assert await mine.open()
        assert mine.port != taken
        await mine.close()


async def test_nothing_of_the_address_is_shown_or_logged(loopback: Loopback, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    asyncio.get_running_loop().set_debug(True)
    await ask(loopback.port, get(TARGET, loopback.port))
    found = await loopback.returned()
    for text in (repr(found), repr(loopback), caplog.text):
        assert "ver1" not in text
        assert EXPECTED not in text
