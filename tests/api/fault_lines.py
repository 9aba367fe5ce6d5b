"""What can go wrong between this program and a service, one function each, told by what a line carries."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from capx_tui.errors import (
    AnswerTooLarge,
    BrokenOff,
    CapxError,
    Conflict,
    CutOff,
    Forbidden,
    HtmlAnswer,
    Missing,
    NotData,
    NotSignedIn,
    ServiceDown,
    Throttled,
    TimedOut,
    TooLarge,
    WrongJson,
    WrongShape,
)
from tests.api.fault_service import Fault, Turn, http

__all__ = ["EACH", "MAX_BYTES", "Case"]

#: The most that a transport of these tests holds.
MAX_BYTES = 300_000
#: A byte at a time; a drip that never ends would take a day.
_DRIP_S = 0.01
_PAGE = b"<!DOCTYPE html><html><head><title>Wikimedia Toolforge Error</title></head></html>"
_GOOD = b'{"id":1,"relation":"learner","entity":"user","entity_id":1,"user":1}'
_OK = b"HTTP/1.1 200 OK\r\n"
_CHUNKED = _OK + b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
_BEGIN = b"HTTP/1.1 100 Continue\r\n\r\n"


@dataclass(frozen=True)
class Case:
    """A fault and what it is for the person. `acts`: the service has done what it was asked for."""

    name: str
    fault: Fault
    error: type[CapxError]
    acts: bool = False

    def __str__(self) -> str:
        return self.name


def _raw(*pieces: bytes, stays: bool = False) -> Fault:
    """These bytes, and then the end of the connection; or silence, where it `stays` open."""

    async def fault(turn: Turn) -> None:
        await turn.says(*pieces)
        if stays:
            await turn.silence()

    return fault


def _status(status: str, body: bytes = b'{"detail":"No."}', *headers: str, kind: str = "application/json") -> Fault:
    async def fault(turn: Turn) -> bool:
        await turn.says(http(status, body, *headers, kind=kind))
        return True

    return fault


def _after(then: Fault) -> Fault:
    """The service acts, and then that happens to its answer."""

    async def fault(turn: Turn) -> bool | None:
        await turn.effect()
        return await then(turn)

    return fault


def _drips(answer: Callable[[bytes], bytes] = bytes, *, begin: int = 0) -> Fault:
    """The service's answer, a byte at a time from byte `begin` on."""

    async def fault(turn: Turn) -> None:
        whole = answer(await turn.effect())
        await turn.says(whole[:begin], *(whole[at : at + 1] for at in range(begin, len(whole))), every_s=_DRIP_S)

    return fault


def _endless(begin: bytes, pieces: Callable[[], Iterator[bytes]], every_s: float = 0.0) -> Fault:
    async def fault(turn: Turn) -> None:
        await turn.says(begin)
        for piece in pieces():
            await turn.says(piece)
            await asyncio.sleep(every_s)

    return fault


async def _silent(turn: Turn) -> None:
    await turn.silence()


async def _reset(turn: Turn) -> None:
    turn.reset()


async def _reset_in_the_middle(turn: Turn) -> None:
    whole = await turn.effect()
    await turn.says(whole[: len(whole) - 3])
    turn.reset()


async def _half_closed(turn: Turn) -> None:
    """Our side may still speak, and nobody will answer."""
    turn.writer.write_eof()
    await turn.silence()


async def _half_said(turn: Turn) -> None:
    whole = await turn.effect()
    await turn.says(whole[: len(whole) - 3])
    turn.writer.write_eof()
    await turn.silence()


def _longer(whole: bytes) -> bytes:
    """Padded inside its own JSON, so that it takes a while at a byte at a time."""
    head, _, body = whole.partition(b"\r\n\r\n")
    kept = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"content-length")]
    body = body + b" " * 2000
    return b"\r\n".join([*kept, b"Content-Length: %d" % len(body)]) + b"\r\n\r\n" + body


def _packed(body: bytes, encoding: str = "gzip") -> Fault:
    return _status("200 OK", body, f"Content-Encoding: {encoding}")


_FIELDS = {"detail": [None], "id": [], "results": 7, "count": "many"}
_LATER = "Retry-After: 120"
_DATES = ("Retry-After: Wed, 10 Jun 2026 16:00:00 GMT", "Date: Wed, 10 Jun 2026 15:30:00 GMT")
_ABSURD = ("99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT", "-5", "soon", "9" * 5000)
_PACKED = gzip.compress(_GOOD)
_BOMB = gzip.compress(bytes(50_000_000))
#: Packed nothing without an end: not one byte comes out of it.
_NOTHING = b"\x00\x00\x00\xff\xff" * 2000
_PACKING = _OK + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08\0\0\0\0\0\0\xff"
_PIECE = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"

EACH = (
    Case("silence before the service acts", _silent, TimedOut),
    Case("silence after the service acted", _after(_silent), TimedOut, acts=True),
    Case("reset before the service acts", _reset, BrokenOff),
    Case("reset after the service acted", _after(_reset), BrokenOff, acts=True),
    Case("reset in the middle of the answer", _reset_in_the_middle, BrokenOff, acts=True),
    Case("closed without a word", _raw(), BrokenOff),
    Case("half-closed before the service acts", _half_closed, BrokenOff),
    Case("half-closed in the middle of the answer", _half_said, BrokenOff, acts=True),
    Case("a byte at a time from the first", _drips(_longer), TimedOut, acts=True),
    Case("a byte at a time from the body on", _drips(_longer, begin=150), TimedOut, acts=True),
    Case(
        "headers without an end",
        _endless(_OK, lambda: (b"X-%d: a\r\n" % n for n in itertools.count()), _DRIP_S),
        TimedOut,
    ),
    Case("headers of a megabyte", _raw(_OK + b"X-Long: " + b"a" * 1_000_000), BrokenOff),
    Case("a beginning, again and again", _endless(b"", lambda: itertools.repeat(_BEGIN), _DRIP_S), TimedOut),
    Case("a beginning, and then the end", _raw(_BEGIN), BrokenOff),
    Case("another protocol", _raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", stays=True), BrokenOff),
    Case("no HTTP at all", _raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), BrokenOff),
    Case("401", _status("401 Unauthorized", b'{"detail":"Invalid token."}'), NotSignedIn),
    Case("403", _status("403 Forbidden"), Forbidden),
    Case("404", _status("404 Not Found"), Missing),
    Case("409", _status("409 Conflict"), Conflict),
    Case("413", _status("413 Payload Too Large", _PAGE, kind="text/html"), TooLarge),
    Case("429", _status("429 Too Many Requests"), Throttled),
    Case("429 with a pause", _status("429 Too Many Requests", b"{}", _LATER), Throttled),
    Case("429 until a moment", _status("429 Too Many Requests", b"{}", *_DATES), Throttled),
    Case("500", _status("500 Internal Server Error", _PAGE, kind="text/html"), ServiceDown),
    Case("502", _status("502 Bad Gateway", _PAGE, kind="text/html"), ServiceDown),
    Case("503", _status("503 Service Unavailable", _PAGE, kind="text/html"), ServiceDown),
    Case("503 with a pause", _status("503 Service Unavailable", _PAGE, _LATER, kind="text/html"), ServiceDown),
    Case("503 until a moment", _status("503 Service Unavailable", _PAGE, *_DATES, kind="text/html"), ServiceDown),
    *(
        Case(f"503 with the pause {given[:20]!r}", _status("503 No", b"", f"Retry-After: {given}"), ServiceDown)
        for given in _ABSURD
    ),
    Case("503 that stops in the middle", _raw(http("503 No", _PAGE)[:-20], stays=True), TimedOut),
    Case("a page with 200", _status("200 OK", _PAGE, kind="text/html"), HtmlAnswer),
    Case("a page that calls itself JSON", _status("200 OK", _PAGE), HtmlAnswer),
    Case("nothing with 200", _status("200 OK", b""), CutOff),
    Case("half of an object", _status("200 OK", _GOOD[:-9]), CutOff),
    Case("no JSON", _status("200 OK", b"It works!"), WrongJson),
    Case("JSON of another width", _status("200 OK", _GOOD.decode().encode("utf-16")), WrongJson),
    Case("JSON of another shape", _status("200 OK", b'[{"detail": [null]}]'), WrongShape),
    Case("JSON of other types", _status("200 OK", json.dumps(_FIELDS).encode()), WrongShape),
    Case("deep JSON", _status("200 OK", b"[" * 100_000 + b"]" * 100_000), WrongShape),
    Case("a length that is too long", _raw(_OK + b"Content-Length: 900\r\n\r\n" + _GOOD), BrokenOff),
    Case("a length that never comes", _raw(_OK + b"Content-Length: 900\r\n\r\n" + _GOOD, stays=True), TimedOut),
    Case("a length that is too short", _raw(_OK + b"Content-Length: 9\r\n\r\n" + _GOOD, stays=True), CutOff),
    Case("a length that is none", _raw(_OK + b"Content-Length: -1\r\n\r\n" + _GOOD), BrokenOff),
    Case("two lengths", _raw(_OK + b"Content-Length: 9\r\nContent-Length: 8\r\n\r\n" + _GOOD), BrokenOff),
    Case("a chunk that breaks off", _raw(_CHUNKED + b"40\r\nabc"), BrokenOff),
    Case("a chunk without a size", _raw(_CHUNKED + b"zz\r\nabc\r\n", stays=True), BrokenOff),
    Case("a chunk of all the bytes there are", _raw(_CHUNKED + b"fffffffffffffff\r\nabc", stays=True), TimedOut),
    Case("a last chunk that never comes", _raw(_CHUNKED + b"3\r\nabc\r\n", stays=True), TimedOut),
    Case("more than we hold", _status("200 OK", b'"' + b"x" * MAX_BYTES + b'"'), AnswerTooLarge),
    Case("bytes without an end", _endless(_CHUNKED, lambda: itertools.repeat(_PIECE)), AnswerTooLarge),
    Case("a bomb", _packed(_BOMB), AnswerTooLarge),
    Case("packed nothing without an end", _endless(_PACKING, lambda: itertools.repeat(_NOTHING)), AnswerTooLarge),
    Case("something behind what was packed", _packed(_PACKED + b"x" * 1000), NotData),
    Case("packed and cut off", _packed(_PACKED[:-9]), CutOff),
    Case("called packed, and not so", _packed(_GOOD), NotData),
    Case("packed as nobody asked for", _packed(_GOOD, "br"), NotData),
)
