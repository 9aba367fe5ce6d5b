"""Every answer of the right shape with hostile values in it: read or refused, and what is made of it steers nothing."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, get_type_hints

import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.api.capx import convert, convert_mentorship, convert_messages, convert_reports
from capx_tui.api.capx.shapes_page import Shape
from capx_tui.api.repair import UNREADABLE, decode
from capx_tui.api.transport import HttpxTransport
from capx_tui.api.wire import Request, Response, read_answer
from capx_tui.errors import CapxError
from capx_tui.i18n import sentences
from capx_tui.model.calendar import calendar
from capx_tui.model.mentorship import Role
from tests.contract.calls import EXAMPLES
from tests.security.fuzz import examples
from tests.security.shaped import TEXTS, answers
from tests.security.watched import steering_in

#: What a converter is given beside the shape.
_BESIDES: dict[str, tuple[object, ...]] = {"programme": ({}, {}), "application_form": (Role.MENTOR,)}
#: Fields that hold what a service sent as it came: a form's questions are read by `model.form_builder`.
_RAW = ("questions",)


def _converters() -> Iterator[tuple[str, type[Shape], Callable[..., Any]]]:
    for module in (convert, convert_mentorship, convert_messages, convert_reports):
        for name in module.__all__:
            function = getattr(module, name)
            first = next(iter(inspect.signature(function).parameters))
            shape = get_type_hints(function).get(first)
            if isinstance(shape, type) and issubclass(shape, Shape):
                yield name, shape, function


CONVERTERS = {name: (shape, function) for name, shape, function in _converters()}
CALLS = {
    f"{call.method} {call.site.value}{call.path} {number}": call
    for number, call in enumerate(call for calls in EXAMPLES.values() for call in calls)
    if call.answer not in (None, bytes)
}


def _texts(value: object) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _texts(key)
            yield from _texts(each)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in _RAW:
                yield from _texts(getattr(value, name))
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            if name not in _RAW:
                yield from _texts(getattr(value, name))


def test_there_are_converters_and_calls() -> None:
    assert {"person", "organization", "event", "report", "sent_message", "programme"} <= CONVERTERS.keys()
    assert len(CALLS) > 40


@pytest.mark.parametrize("name", CONVERTERS)
@examples(30)
@given(data=st.data())
def test_what_a_converter_makes_steers_nothing(name: str, data: st.DataObject) -> None:
    shape, function = CONVERTERS[name]
    body = data.draw(answers(shape))
    try:
        read = decode(msgspec.json.Decoder(shape).decode, body)
    except UNREADABLE:
        return
    made = function(read, *_BESIDES.get(name, ()))
    assert not [text for text in _texts(made) if steering_in(text.replace("\n", ""))]


@examples(300)
@given(data=st.data())
def test_an_answer_of_the_right_shape_is_read_or_refused(data: st.DataObject) -> None:
    call = CALLS[data.draw(st.sampled_from(sorted(CALLS)))]
    body = data.draw(answers(call.answer))
    with suppress(CapxError):
        read_answer(call, Response(200, {"content-type": "application/json"}, body), host="capx.example")


@examples(60)
@given(data=st.data())
def test_a_calendar_is_one_whatever_the_events(data: st.DataObject) -> None:
    shape, function = CONVERTERS["event"]
    rows = data.draw(st.lists(answers(shape), max_size=3))
    events = []
    for row in rows:
        with suppress(*UNREADABLE):
            events.append(function(decode(msgspec.json.Decoder(shape).decode, row)))
    written = calendar(events, lambda number: f"{number} \x1b[2J", now=datetime.now(UTC), host="capx.example").decode()
    assert written.count("BEGIN:VEVENT") == written.count("END:VEVENT") <= len(events)
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    assert not steering_in(written.replace("\r\n", "\n"))


_PACKINGS = st.sampled_from(["gzip", "x-gzip", "br", "zstd", "deflate", "identity", "", "gzip, gzip", "GZIP "]) | TEXTS
_HEADERS = st.sampled_from(["content-encoding", "content-type", "retry-after", "location", "set-cookie", "x-y"])


class _Says(httpx.AsyncBaseTransport):
    def __init__(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        self._given = (status, headers, body)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        status, headers, body = self._given

        async def stream() -> Any:
            yield body[: len(body) // 2]
            yield body[len(body) // 2 :]

        return httpx.Response(status, headers=headers, content=stream())


@examples(80)
@given(
    status=st.integers(100, 999),
    headers=st.lists(st.tuples(_HEADERS, _PACKINGS), max_size=4),
    body=st.binary(max_size=80) | st.sampled_from([b"\x1f\x8b\x08", b"\x1f\x8b\x08\x00" + b"\x00" * 40]),
)
async def test_any_status_headers_and_packing_come_in_as_an_answer_or_as_our_error(
    status: int, headers: list[tuple[str, str]], body: bytes
) -> None:
    sent = [(name.encode(), value.encode("utf-8", "replace")) for name, value in headers]
    transport = HttpxTransport(inner=_Says(status, sent, body), max_bytes=1_000)
    try:
        answer = await transport.send(Request("GET", "https://capx.example/users/", ()))
        assert len(answer.body) <= 1_000
        for call in (CALLS[min(CALLS)], CALLS[max(CALLS)]):
            read_answer(call, answer, host="capx.example")
    except CapxError as error:
        said = sentences.explain(error)
    else:
        said = ""
    finally:
        await transport.close()
    assert not steering_in(said)
