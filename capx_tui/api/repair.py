"""JSON that a strict reader refuses for the sake of one value, made readable for the rest.

Two things in other people's free fields would otherwise make a whole page of people unreadable: half
of a surrogate pair, which no Unicode text can hold, and nesting deeper than a reader goes. (The
service stores whatever JSON a person puts into `contact` and `social`.)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

import msgspec

__all__ = ["LARGEST", "UNREADABLE", "decode", "repair"]

T = TypeVar("T")

#: What a JSON reader raises.
UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)

#: Beyond this many bytes the repair would take longer than the page is worth.
LARGEST = 8 * 1024 * 1024
#: No answer of the outline nests deeper than eight.
_DEEPEST = 64

_ESCAPE = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # a whole pair
    rb"|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"  # half of one
    rb"|\\.",
    re.DOTALL,
)
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


def decode(reader: Callable[[bytes], T], body: bytes) -> T:
    """`reader(body)`, or of the repaired body if there was something to mend. Raises one of `UNREADABLE`."""
    try:
        return reader(body)
    except msgspec.ValidationError:
        raise  # JSON as it should be, of another shape
    except UNREADABLE:
        mended = repair(body)
        if mended is None:
            raise
    return reader(mended)


def repair(body: bytes) -> bytes | None:
    """`body` with lone surrogates replaced and what lies too deep as null; None if nothing was to mend."""
    if len(body) > LARGEST:
        return None
    mended = _flatten(_ESCAPE.sub(lambda found: b"\\ufffd" if found[1] else found[0], body))
    return mended if mended != body else None


def _flatten(body: bytes) -> bytes:
    kept: list[bytes] = []
    depth = done = 0
    for token in _TOKEN.finditer(body):
        sign = token[0]
        if sign in (b"[", b"{"):
            depth += 1
            if depth == _DEEPEST + 1:
                kept.append(body[done : token.start()] + b"null")
        elif sign in (b"]", b"}"):
            if depth == _DEEPEST + 1:
                done = token.end()
            depth -= 1
    if depth > _DEEPEST:
        return body  # it never comes up again: cut off, not deep
    return b"".join(kept) + body[done:] if kept else body
