"""Answers with a good status that are no data, and data that is odd but data."""

from __future__ import annotations

import gzip
from typing import Any

import msgspec
import pytest

from capx_tui.api.capx import convert, lists, people, saved
from capx_tui.api.capx.shapes import ProfileShape
from capx_tui.api.repair import LARGEST, repair
from capx_tui.api.wire import Call, read_answer
from capx_tui.errors import CapxError, CutOff, HtmlAnswer, WrongJson, WrongShape
from tests.api.replies import reply

USER = people.user(7)
ROW = b'{"id":7,"user":{"id":7,"username":"Ana"},"contact":%s,"about":"%s"}'


def read(call: Call[Any], body: bytes, content_type: str = "application/json", **headers: str) -> Any:
    return read_answer(call, reply(200, body, content_type, **headers), host="capx.example")


def failure(call: Call[Any], body: bytes, content_type: str = "application/json", **headers: str) -> CapxError:
    with pytest.raises(CapxError) as caught:
        read(call, body, content_type, **headers)
    assert caught.value.host == "capx.example"
    return caught.value


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"<!doctype html><title>Making sure you're not a bot!</title>", "text/html; charset=utf-8"),
        (b"<!DOCTYPE html>", "application/json"),
        (b"\n\n   <html>", ""),
        (b"\xef\xbb\xbf<!-- hello --><html>", "text/plain"),
        (b"<?xml version='1.0'?><error/>", "application/json"),
        (b'{"id":7}', "Text/HTML"),
        (b"", "text/html"),
    ],
)
def test_a_web_page_with_status_200_is_no_data(body: bytes, content_type: str) -> None:
    assert type(failure(USER, body, content_type)) is HtmlAnswer


def test_a_web_page_is_no_proof_that_a_write_was_done() -> None:
    assert type(failure(saved.saved_item_delete(1), b"<html>Log in to this network</html>")) is HtmlAnswer
    assert read_answer(saved.saved_item_delete(1), reply(204, b"", "")) is None
    assert type(failure(saved.saved_item_delete(1), b'{"status":"ok"}')) is WrongShape


@pytest.mark.parametrize(
    "body", [b"", b"  ", b"{", b'{"id":7,"user":{"id":7,"use', b'{"id":7,"user":{"id":7,"username":"\\ud8']
)
def test_a_body_that_ends_early_is_cut_off(body: bytes) -> None:
    assert type(failure(USER, body)) is CutOff


def test_a_body_shorter_than_it_said_is_cut_off_even_if_it_reads_well() -> None:
    whole = ROW % (b"null", b"")
    assert type(failure(USER, whole, content_length=str(len(whole) + 1))) is CutOff
    for length in (str(len(whole)), "", "many", "9" * 30, "٣"):
        assert read(USER, whole, content_length=length).id == 7
    # The length of a packed answer is that of the packet.
    assert read(USER, whole, content_length="99999", content_encoding="gzip").id == 7


@pytest.mark.parametrize(
    "body",
    [
        b"hello",
        b"{]",
        ROW % (b"1", b"") + b"x",
        b"\xef\xbb\xbf{}",
        b'{"id":NaN}',
        b'{"about":"\xff\xfe"}',
        gzip.compress(b"{}", mtime=0),
        b"\x00" * 64,
    ],
)
def test_what_is_no_json_is_wrong_json(body: bytes) -> None:
    assert type(failure(USER, body)) is WrongJson


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (b"[]", ""),
        (b"null", ""),
        (b'"text"', ""),
        (b"{}", "id"),
        (b'{"id":"7","user":{"id":7,"username":"A"}}', "$.id"),
        (b'{"id":7,"user":{"id":7,"username":null}}', "$.user.username"),
        (b'{"id":-1,"user":{"id":7,"username":"A"}}', "$.id"),
        (b'{"id":9223372036854775808,"user":{"id":7,"username":"A"}}', "$.id"),
        (b'{"id":9007199254740992,"user":{"id":7,"username":"A"}}', "$.id"),
        (b'{"id":7,"user":{"id":7,"username":"A"},"language":[{"id":9007199254740992}]}', "$.language"),
        (b'{"id":7,"user":{"id":7,"username":"A"},"language":[{"id":1,"proficiency":1%s}]}' % (b"0" * 400), "$.lang"),
        (b'{"id":' + b"9" * 5000 + b',"user":{"id":7,"username":"A"}}', "$.id"),
        (b'{"id":1e999,"user":{"id":7,"username":"A"}}', "$.id"),
        (b'{"id":7,"user":{"id":7,"username":"A"},"territory":["x"]}', "$.territory[0]"),
        (b'{"id":7,"user":{"id":7,"username":"A"},"territory":null}', "$.territory"),
    ],
)
def test_json_of_another_shape_says_where(body: bytes, where: str) -> None:
    error = failure(USER, body)
    assert type(error) is WrongShape
    assert where in error.params[0]


@pytest.mark.parametrize("depth", [70, 900, 1100, 20_000])
@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_one_person_s_endless_nesting_does_not_hide_the_rest(depth: int, opening: bytes, closing: bytes) -> None:
    row = ROW % (opening * depth + b"1" + closing * depth, b"Hello ] } [ {")
    page = b'{"count":2,"results":[%s,%s]}' % (row, ROW % (b'["site: x"]', b"me too"))
    found = [convert.person(shape) for shape in read(people.users(2), page).results]
    assert [person.about for person in found] == ["Hello ] } [ {", "me too"]
    assert [person.contact for person in found] == [(), ("site: x",)]


def test_endless_nesting_that_is_all_there_is_is_no_data() -> None:
    for body in (b"[" * 200_000 + b"]" * 200_000, b"[" * 200_000, b'{"id":' * 200_000 + b"7" + b"}" * 200_000):
        assert isinstance(failure(USER, body), (WrongJson, WrongShape, CutOff))


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (b"a\\ud800b", "a\ufffdb"),
        (b"a\\udfffb", "a\ufffdb"),
        (b"\\ud83d", "\ufffd"),
        (b"\\uD83D\\uD83D\\uDE00", "\ufffd😀"),
        (b"\\ud83d\\ude00", "😀"),
        (b"\\\\ud800", "\\ud800"),
        (b"\\\\\\ud800!", "\\\ufffd!"),
        (b"\\u0041\\ud800\\u0042", "A\ufffdB"),
    ],
)
def test_half_a_character_does_not_hide_the_rest(written: bytes, read_as: str) -> None:
    assert read(USER, ROW % (b"null", written)).about == read_as


def test_a_huge_number_in_a_free_field_is_passed_over() -> None:
    for number in (b"9" * 5000, b"1e999", b"-" + b"9" * 400):
        shape = read(USER, ROW % (number, b""))
        assert isinstance(shape, ProfileShape)
        assert convert.person(shape).contact == ()


def test_unknown_fields_are_passed_over_whatever_they_hold() -> None:
    body = ROW[:-1] % (b"null", b"") + b',"new":{"a":[1,2,{"b":null}],"id":"x"},"":0,"id2":1.5}'
    assert read(USER, body).id == 7


def test_empty_maps_and_pages_are_answers() -> None:
    assert read(lists.quick_list("skills"), b"{}") == {}
    assert read(lists.quick_list("skills"), b'{"1":null,"2":"Q2"}') == {"2": "Q2"}
    assert read(people.users(10), b'{"count":0,"next":null,"previous":null,"results":[]}').results == []


def test_bytes_are_handed_on_as_they_are() -> None:
    assert read(Call("GET", "/x/", bytes), b"<html>\xff") == b"<html>\xff"


def test_repair_leaves_alone_what_is_well() -> None:
    for body in (b"", b'{"a":"\\ud83d\\ude00 \\\\ud800"}', b"[" * 64 + b"]" * 64, b'{"a":"[[[[{{{{\\""}', b"[" * 100):
        assert repair(body) is None


def test_repair_takes_out_only_what_lies_too_deep() -> None:
    body = b'{"a":' + b"[" * 63 + b'[1,[2],"]"],3' + b"]" * 63 + b',"b":1}'
    mended = repair(body)
    assert mended == b'{"a":' + b"[" * 63 + b"null,3" + b"]" * 63 + b',"b":1}'
    msgspec.json.decode(mended)


def test_repair_does_not_look_at_what_is_too_large() -> None:
    assert repair(b'"\\ud800' + b"x" * LARGEST + b'"') is None
