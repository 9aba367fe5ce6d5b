"""No bytes make us raise anything but our own errors, and every error has words."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st

from capx_tui.api.capx import convert, people
from capx_tui.api.capx.shapes import ProfileShape
from capx_tui.api.endpoints import checked
from capx_tui.api.repair import repair
from capx_tui.api.wire import Call, Response, read_answer, read_error
from capx_tui.errors import CapxError, RuleError
from capx_tui.i18n import sentences
from tests.contract.calls import EXAMPLES
from tests.contract.recordings import names, response
from tests.security.fuzz import examples

CALLS = [call for calls in EXAMPLES.values() for call in calls]

_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(), max_size=20)
)
_KEYS = st.sampled_from(
    [
        "detail",
        "message",
        "error",
        "field",
        "non_field_errors",
        "results",
        "count",
        "id",
        "user",
        "username",
        "language",
    ]
) | st.text(max_size=8)
JSON = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4), max_leaves=25
)
_RECORDED = [response(name).body for name in names()]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A recorded answer with a piece cut out, put in or turned."""
    body = draw(st.sampled_from(_RECORDED))
    at = draw(st.integers(0, len(body)))
    to = draw(st.integers(at, min(len(body), at + 40)))
    return (
        body[:at]
        + draw(st.binary(max_size=12) | st.sampled_from([b"\\ud800", b"[" * 1200, b'"', b"}", b"9" * 400]))
        + body[to:]
    )


BODIES = st.binary(max_size=200) | damaged() | JSON.map(lambda value: json.dumps(value).encode())
HEADERS = st.dictionaries(
    st.sampled_from(["content-type", "content-length", "content-encoding", "retry-after", "date"]),
    st.sampled_from(["application/json", "text/html", "", "0", "120", "Sun, 22 Nov 2026 07:10:30 GMT", "gzip"])
    | st.text(max_size=40),
)
often = examples(400)


@often
@given(call=st.sampled_from(CALLS), body=BODIES, headers=HEADERS, status=st.sampled_from([200, 201, 204, 208]))
def test_reading_an_answer_raises_our_errors_only(
    call: Call[Any], body: bytes, headers: dict[str, str], status: int
) -> None:
    try:
        read_answer(call, Response(status, headers, body), host="capx.example")
    except CapxError as error:
        said = sentences.explain(error)
    else:
        return
    assert "capx.example" in said
    assert not re.search(r"\[(error|remedy)-", said)


@often
@given(status=st.integers(0, 999).filter(lambda status: not 200 <= status < 300), body=BODIES, headers=HEADERS)
@example(status=503, body=b"", headers={"retry-after": "Sun, 22 Nov 9999999999 07:10:30 GMT", "date": "x"})
@example(status=503, body=b"", headers={"retry-after": "0" * 10_000, "date": "Sun, 22 Nov 2026 07:10:30 +9999"})
def test_reading_an_error_always_gives_one(status: int, body: bytes, headers: dict[str, str]) -> None:
    error = read_error(Response(status, headers, body), host="capx.example")
    assert isinstance(error, CapxError)
    assert not re.search(r"[\x00-\x08\x1b\u202e]", sentences.explain(error))


@often
@given(body=BODIES)
def test_repair_gives_json_wherever_it_was_given_json(body: bytes) -> None:
    try:
        before = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        repair(body)
        return
    mended = repair(body)
    assert mended is None or msgspec.json.decode(mended) == before or body.count(b"[") + body.count(b"{") > 64


@often
@given(value=JSON)
def test_free_fields_convert_whatever_people_put_in(value: object) -> None:
    raw = msgspec.Raw(json.dumps(value).encode())
    shape = msgspec.convert({"id": 7, "user": {"id": 7, "username": "Ana"}}, ProfileShape)
    person = convert.person(msgspec.structs.replace(shape, contact=raw, social=raw))
    assert all(line and "\n" not in line and len(line) <= 500 for line in person.contact)
    assert len(person.social) <= 20


@often
@given(
    moment=st.text(max_size=40)
    | st.datetimes().map(str)
    | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,15}[Z+-]?[0-9:]{0,6}")
)
def test_moments_are_of_one_width_or_nothing(moment: str) -> None:
    made = convert.utc(moment)
    assert made == "" or re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", made, re.ASCII)
    assert convert.utc(made) == made


@often
@given(address=st.text(max_size=60) | st.text("htps:/@.?#[]ax1\\ ", max_size=30).map("https://".__add__))
def test_an_address_is_refused_or_has_one_spelling(address: str) -> None:
    try:
        found = checked(address)
    except RuleError:
        return
    assert checked(found) == found
    assert re.fullmatch(r"https?://[a-z0-9.:\[\]-]+(/[^\s/?#]+)*", found)


@given(limit=st.integers(-5, 5000), name=st.text(st.characters(), max_size=20))
def test_any_text_can_be_searched_for(limit: int, name: str) -> None:
    from capx_tui.api.wire import build_request

    assert build_request(people.users(limit, name=name), "https://capx.example").url.isascii()
