"""The shapes read what the outline promises, and nothing that says less."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from capx_tui.api.capx import people
from capx_tui.api.wire import Call, Response, read_answer
from capx_tui.errors import NotData, WrongShape
from tests.contract.calls import all_calls
from tests.contract.outline import ANSWERS_WHERE_THE_OUTLINE_IS_WRONG, Mode, Operation, complaints, example, operation


def _answered() -> list[tuple[str, Call[Any], Operation]]:
    """Each call whose answer the outline describes."""
    found = []
    for number, (name, call) in enumerate(all_calls()):
        known = operation(call.method, call.path)
        if known is not None and known.answer is not None and call.answer is not None:
            found.append((f"{name}-{number}", call, known))
    return found


def _wrong(known: Operation) -> bool:
    return (known.method, known.template) in ANSWERS_WHERE_THE_OUTLINE_IS_WRONG


PROMISED = [pytest.param(call, known, id=name) for name, call, known in _answered() if not _wrong(known)]
#: Where the outline's answer must not be taken for data: else a change there would go unseen.
CONTRADICTED = [
    pytest.param(call, known, id=name)
    for name, call, known in _answered()
    if _wrong(known) and "dict" not in str(call.answer) and known.template != "/schema/"
]
CALLS = [(f"{name}-{number}", call) for number, (name, call) in enumerate(all_calls()) if call.answer is not None]
OBJECTS = [(name, call) for name, call in CALLS if not str(call.answer).startswith("dict[")]


def _read(call: Call[Any], value: object) -> Any:
    return read_answer(call, Response(200, {"content-type": "application/json"}, msgspec.json.encode(value)))


@pytest.mark.parametrize(("call", "known"), PROMISED)
@pytest.mark.parametrize("mode", ["full", "nulls", "least"])
def test_the_shape_reads_what_the_outline_promises(call: Call[Any], known: Operation, mode: Mode) -> None:
    assert known.answer is not None
    value = example(known.answer, mode)
    assert complaints(value, known.answer) == []
    _read(call, value)


@pytest.mark.parametrize(("call", "known"), CONTRADICTED)
def test_what_the_outline_promises_wrongly_is_not_taken_for_data(call: Call[Any], known: Operation) -> None:
    assert known.answer is not None
    with pytest.raises(WrongShape):
        _read(call, example(known.answer, "full"))


@pytest.mark.parametrize(("call", "known"), PROMISED)
def test_unknown_fields_are_harmless(call: Call[Any], known: Operation) -> None:
    assert known.answer is not None
    value = example(known.answer, "full")
    more = _more(value, known.answer)
    assert msgspec.json.encode(_read(call, more)) == msgspec.json.encode(_read(call, value))


def _more(value: Any, schema: dict[str, Any]) -> Any:
    """`value` with a key that no outline knows in every object of fixed keys."""
    schema = schema["anyOf"][0] if "anyOf" in schema else schema
    if isinstance(value, list):
        return [_more(item, schema["items"]) for item in value]
    if isinstance(value, dict) and "properties" in schema:
        inside = {key: _more(item, schema["properties"].get(key, {})) for key, item in value.items()}
        return {**inside, "from_a_later_version": {"x": [1, None]}}
    if isinstance(value, dict) and isinstance(more := schema.get("additionalProperties"), dict):
        return {key: _more(item, more) for key, item in value.items()}
    return value


@pytest.mark.parametrize("call", [pytest.param(call, id=name) for name, call in CALLS])
@pytest.mark.parametrize("body", [b"null", b"[null]", b'"no"', b"7", b""])
def test_an_answer_that_says_nothing_is_no_data(call: Call[Any], body: bytes) -> None:
    with pytest.raises(NotData):
        read_answer(call, Response(200, {"content-type": "application/json"}, body))


@pytest.mark.parametrize("call", [pytest.param(call, id=name) for name, call in OBJECTS])
def test_an_object_of_other_keys_is_no_data(call: Call[Any]) -> None:
    """Also a refusal that comes with status 200 by mistake."""
    with pytest.raises(WrongShape):
        _read(call, {"detail": "Not now."})


def test_each_exception_is_still_needed() -> None:
    assert {key for key in ANSWERS_WHERE_THE_OUTLINE_IS_WRONG if operation(*key)} == set(
        ANSWERS_WHERE_THE_OUTLINE_IS_WRONG
    )


def test_nulls_come_where_the_service_sends_them() -> None:
    row = {
        "id": 7,
        "user": {"id": 7, "username": "A", "date_joined": None},
        "language": [{"id": 1, "proficiency": None}],
    }
    row |= dict.fromkeys(("last_login", "about", "avatar", "about_language", "contact", "social", "wikidata_qid"))
    assert _read(people.user(7), row).avatar is None
