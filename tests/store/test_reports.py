"""Reports and suggestions over the embedded service: read, sent once, found again where no answer came."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from capx_tui.api.client import Client, Transport
from capx_tui.api.wire import Request, Response
from capx_tui.errors import (
    CapxError,
    FieldErrors,
    HtmlAnswer,
    NoRoute,
    NotSignedIn,
    Refused,
    RuleError,
    ServiceDown,
    TimedOut,
    TooLarge,
)
from capx_tui.i18n.sentences import sentence
from capx_tui.model.lookup import Lookup
from capx_tui.model.report_files import report_file
from capx_tui.model.reports import KINDS, SUGGESTION, Words
from capx_tui.store.reports import ReportsStore
from capx_tui.store.write_once import AnswerLost
from tests.screens.wire import Fault, html, no_route, refused_token, service_down, timed_out
from tests.store.embedded_desk import Desk, open_desk, refuse
from tests.store.trouble import Killed, Trouble

pytestmark = pytest.mark.usefixtures("two_attempts")

WORDS = Words("Filters are lost", "They were there before, and gone after.", "error")
LIST = "/bugs/?"


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    async with open_desk(world) as opened:
        yield opened


def sql(desk: Desk, query: str, *values: Any) -> list[Any]:
    with sqlite3.connect(desk.database) as rows:
        return rows.execute(query, values).fetchall()


def given(desk: Desk, words: Words = WORDS) -> int:
    """How many such reports the service has."""
    return len(sql(desk, "SELECT id FROM bug WHERE title = ? AND bug_type = ?", words.title.strip(), words.kind))


# -- reading ---------------------------------------------------------------------------------------------


async def test_one_s_own_reports_are_read_with_their_files_the_newest_first(desk: Desk) -> None:
    found = await desk.core.reports.load()
    assert desk.core.reports.state.lookup is Lookup.KNOWN
    assert desk.core.reports.state.reports == found
    assert [each.created_at for each in found] == sorted((each.created_at for each in found), reverse=True)
    assert {each.author for each in found} == {"Papatya Defteri"}
    assert len(found) == len(sql(desk, "SELECT id FROM bug WHERE author = 1"))
    assert [file.name for each in found for file in each.attachments] == ["filters.txt"]


async def test_reports_out_of_reach_are_told_and_what_was_there_stays(desk: Desk) -> None:
    found = await desk.core.reports.load()
    desk.line.fail(service_down, where=LIST)
    with pytest.raises(ServiceDown):
        await desk.core.reports.load()
    state = desk.core.reports.state
    assert (state.reports, state.lookup) == (found, Lookup.FAILED)
    assert isinstance(state.error, ServiceDown)


async def test_nobody_s_reports_are_left_after_signing_out(desk: Desk) -> None:
    await desk.core.reports.load()
    await desk.core.session.sign_out()
    assert desk.core.reports.state.reports == ()
    assert desk.core.reports.state.lookup is Lookup.UNASKED
    with pytest.raises(NotSignedIn):
        await desk.core.reports.send(WORDS)


# -- sending ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [*KINDS, SUGGESTION])
async def test_a_report_is_sent_as_it_is_and_is_in_the_list(desk: Desk, kind: str) -> None:
    await desk.core.reports.load()
    sent = await desk.core.reports.send(Words("  Filters are lost ", "One.\n\nTwo.\n", kind))
    assert (sent.was_there, sent.report.kind, sent.report.status) == (False, kind, "to_do")
    assert desk.line.writes == [
        ("/bugs/", {"title": "Filters are lost", "description": "One.\n\nTwo.", "bug_type": kind})
    ]
    assert desk.core.reports.state.reports[0] == sent.report


async def test_what_the_service_has_already_is_not_sent_a_second_time(desk: Desk) -> None:
    first = await desk.core.reports.send(WORDS)
    again = await desk.core.reports.send(Words(f" {WORDS.title}", WORDS.description, WORDS.kind))
    assert again.was_there
    assert again.report.id == first.report.id
    assert given(desk) == 1
    other = await desk.core.reports.send(Words(WORDS.title, WORDS.description, "improvement"))
    assert not other.was_there


async def test_staff_are_not_told_that_another_s_report_is_theirs(desk: Desk) -> None:
    sql(desk, "UPDATE user SET is_staff = 1 WHERE id = 1")
    sql(
        desk,
        "INSERT INTO bug (author, title, description, bug_type, status, created_at, updated_at)"
        " VALUES (2, ?, ?, 'error', 'to_do', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')",
        WORDS.title,
        WORDS.description,
    )
    assert not (await desk.core.reports.send(WORDS)).was_there
    assert given(desk) == 2


@pytest.mark.parametrize("fault", [timed_out, service_down, html])
async def test_an_answer_that_is_lost_after_the_service_acted_is_as_good_as_one(desk: Desk, fault: Fault) -> None:
    desk.line.after_write = lambda _request: fault
    sent = await desk.core.reports.send(WORDS)
    assert not sent.was_there
    assert given(desk) == 1


@pytest.mark.parametrize(
    ("fault", "error"), [(timed_out, TimedOut), (service_down, ServiceDown), (html, HtmlAnswer), (no_route, NoRoute)]
)
async def test_one_that_never_arrived_can_be_sent_again(desk: Desk, fault: Fault, error: type[CapxError]) -> None:
    desk.line.on_write = lambda _request: fault
    with pytest.raises(error):
        await desk.core.reports.send(WORDS)
    assert given(desk) == 0
    desk.line.on_write = lambda _request: None
    assert not (await desk.core.reports.send(WORDS)).was_there
    assert given(desk) == 1


async def test_one_that_arrives_after_the_look_is_found_by_the_next_try(desk: Desk) -> None:
    late: list[Request] = []

    def lose(request: Request) -> Fault:
        late.append(request)
        return timed_out

    desk.line.on_write = lose
    with pytest.raises(TimedOut):
        await desk.core.reports.send(WORDS)
    desk.line.on_write = lambda _request: None
    await desk.line.send(late[0])
    desk.line.writes.clear()
    assert (await desk.core.reports.send(WORDS)).was_there
    assert (desk.line.writes, given(desk)) == ([], 1)


async def test_where_neither_answer_nor_list_comes_nobody_knows_and_the_next_try_looks_first(desk: Desk) -> None:
    def lose(request: Request) -> Fault:
        desk.line.fail(timed_out, where=LIST)
        return timed_out

    desk.line.after_write = lose
    with pytest.raises(AnswerLost):
        await desk.core.reports.send(WORDS)
    desk.line.mend()
    desk.line.after_write = lambda _request: None
    sent = await desk.core.reports.send(WORDS)
    assert sent.was_there
    assert given(desk) == 1


async def test_a_refusal_is_the_service_s_and_nothing_is_there(desk: Desk) -> None:
    with pytest.raises(FieldErrors) as caught:
        await desk.core.reports.send(Words("", "x" * 1001, "error"))
    assert set(caught.value.fields) == {"title", "description"}
    desk.line.fail(refused_token)
    with pytest.raises(NotSignedIn):
        await desk.core.reports.send(WORDS)


# -- files -----------------------------------------------------------------------------------------------

FILES = tuple(report_file(f"{name}.txt", name.encode()) for name in ("one", "two", "three"))
FILE_LIST = "/attachment/?"


def stored_files(desk: Desk, report: int) -> list[tuple[str, bytes]]:
    """Name and content of the files of a report."""
    rows = sql(desk, "SELECT name, content FROM attachment WHERE bug = ? ORDER BY id", report)
    return [(name.rpartition("/")[2], content) for name, content in rows]


EXPECTED = [(file.name, file.content) for file in FILES]


async def test_a_report_goes_first_and_then_its_files(desk: Desk) -> None:
    await desk.core.reports.load()
    sent = await desk.core.reports.report(WORDS, FILES)
    assert (sent.missing, sent.error) == ((), None)
    assert [path for path, _ in desk.line.writes] == ["/bugs/", "/attachment/", "/attachment/", "/attachment/"]
    assert stored_files(desk, sent.report.id) == EXPECTED
    assert [file.name for file in sent.report.attachments] == [file.name for file in FILES]
    assert desk.core.reports.state.reports[0] == sent.report
    assert (await desk.core.reports.load())[0].attachments == sent.report.attachments


async def test_a_fourth_file_is_refused_before_it_is_sent(desk: Desk) -> None:
    sent = await desk.core.reports.report(WORDS, FILES)
    desk.line.writes.clear()
    with pytest.raises(RuleError) as caught:
        await desk.core.reports.attach(sent.report.id, report_file("four.txt", b"four"))
    assert sentence(caught.value) == "The report has all the files that the service takes: 3."
    assert desk.line.writes == []


def on_file(number: int, fault: Fault) -> Callable[[Request], Fault | None]:
    """Fails the file of that number, counted from 1."""
    seen = 0

    def look(request: Request) -> Fault | None:
        nonlocal seen
        seen += request.url.endswith("/attachment/")
        return fault if request.url.endswith("/attachment/") and seen == number else None

    return look


@pytest.mark.parametrize(
    ("fault", "error", "missing"),
    [
        (refuse(400, {"file": ["File size exceeds the limit of 1 MB."]}), FieldErrors, 1),
        (refuse(400, {"non_field_errors": ["Cannot add more than 3 attachments per bug."]}), FieldErrors, 1),
        (refuse(413, {"detail": "Request Entity Too Large"}), TooLarge, 1),
        (refuse(415, {"detail": "Unsupported media type"}), Refused, 1),
        (no_route, NoRoute, 1),
        # Where nobody answers, the next one is not waited for, too.
        (timed_out, TimedOut, 2),
        (service_down, ServiceDown, 2),
        (refused_token, NotSignedIn, 2),
    ],
    ids=["400 size", "400 number", "413", "415", "no network", "time-out", "503", "401"],
)
async def test_a_file_that_fails_takes_nothing_back_and_waits(
    desk: Desk, fault: Fault, error: type[CapxError], missing: int
) -> None:
    desk.line.on_write = on_file(2, fault)
    sent = await desk.core.reports.report(WORDS, FILES)
    assert isinstance(sent.error, error)
    lost = FILES[1 : 1 + missing]
    assert sent.missing == lost
    assert given(desk) == 1
    arrived = [each for each in EXPECTED if each[0] not in {file.name for file in lost}]
    assert stored_files(desk, sent.report.id) == arrived
    assert desk.core.reports.state.waiting == {sent.report.id: lost}
    # Each can be attached again, and the report is not sent again.
    desk.line.on_write = lambda _request: None
    for file in lost:
        await desk.core.reports.attach(sent.report.id, file)
    assert desk.core.reports.state.waiting == {}
    assert sorted(stored_files(desk, sent.report.id)) == sorted(EXPECTED)


async def test_files_wait_where_the_sign_in_ended_and_are_gone_with_another_account(desk: Desk) -> None:
    desk.line.on_write = on_file(1, refused_token)
    sent = await desk.core.reports.report(WORDS, FILES)
    assert isinstance(sent.error, NotSignedIn)
    assert desk.core.session.refused(sent.error)
    assert not desk.core.session.state.is_signed_in
    assert desk.core.reports.state.waiting == {sent.report.id: FILES}
    await desk.core.session.sign_out()
    assert desk.core.reports.state.waiting == {}


async def test_the_same_report_again_brings_only_the_files_that_are_missing(desk: Desk) -> None:
    desk.line.on_write = on_file(2, refuse(413, {}))
    first = await desk.core.reports.report(WORDS, FILES)
    desk.line.on_write = lambda _request: None
    desk.line.writes.clear()
    again = await desk.core.reports.report(WORDS, FILES)
    assert (again.was_there, again.report.id, again.missing) == (True, first.report.id, ())
    assert [path for path, _ in desk.line.writes] == ["/attachment/"]
    assert sorted(stored_files(desk, first.report.id)) == sorted(EXPECTED)


async def test_a_file_whose_answer_is_lost_is_found_again(desk: Desk) -> None:
    sent = await desk.core.reports.send(WORDS)
    desk.line.after_write = lambda _request: timed_out
    attached = await desk.core.reports.attach(sent.report.id, FILES[0])
    assert attached.name == FILES[0].name
    assert stored_files(desk, sent.report.id) == EXPECTED[:1]
    # The same again is there already; with the list out of reach nobody knows, and the next try looks first.
    assert await desk.core.reports.attach(sent.report.id, FILES[0]) == attached

    def lose(_request: Request) -> Fault:
        desk.line.fail(timed_out, where=FILE_LIST)
        return timed_out

    desk.line.after_write = lose
    with pytest.raises(AnswerLost):
        await desk.core.reports.attach(sent.report.id, FILES[1])
    desk.line.mend()
    desk.line.after_write = lambda _request: None
    await desk.core.reports.attach(sent.report.id, FILES[1])
    assert stored_files(desk, sent.report.id) == EXPECTED[:2]


class Meanwhile:
    """After the first list of reports was read, something happens before the answer is there."""

    def __init__(self, inner: Transport) -> None:
        self._inner = inner
        self.happens: Callable[[], Awaitable[object]] | None = None

    async def send(self, request: Request) -> Response:
        """See `capx_tui.api.client.Transport`."""
        answer = await self._inner.send(request)
        if LIST in request.url and self.happens is not None:
            happens, self.happens = self.happens, None
            await happens()
        return answer

    async def close(self) -> None:
        """See `capx_tui.api.client.Transport`."""


async def test_a_report_that_is_sent_while_the_list_is_read_is_in_it(desk: Desk) -> None:
    meanwhile = Meanwhile(desk.line)
    store = ReportsStore(Client(meanwhile, desk.core.addresses, desk.core.session.token), desk.core.session)
    meanwhile.happens = lambda: store.send(WORDS)
    found = await store.load()
    assert found[0].title == WORDS.title
    assert store.state.reports == found
    assert store.state.lookup is Lookup.KNOWN


# -- at random -------------------------------------------------------------------------------------------


async def test_no_report_and_no_file_is_doubled_in_two_hundred_runs_with_faults_at_random_moments(desk: Desk) -> None:
    await desk.core.session.owner()
    chance = random.Random(2026)
    trouble = Trouble(desk.line, chance)
    client = Client(trouble, desk.core.addresses, desk.core.session.token)
    store = ReportsStore(client, desk.core.session)
    for number in range(200):
        words = Words(f"Report {number:03}", "What happened", "error")
        files = FILES[: chance.choice((0, 0, 0, 1, 2))]
        for _ in range(100):
            try:
                sent = await store.report(words, files)
                if not sent.missing:
                    break
            except CapxError:
                assert given(desk, words) <= 1
            except Killed:
                store = ReportsStore(client, desk.core.session)
        else:
            raise AssertionError(f"{words.title} was never told that it was sent")
        assert given(desk, words) == 1
        # A name that is taken gets some letters more.
        kept = {content for _, content in stored_files(desk, sent.report.id)}
        assert len(stored_files(desk, sent.report.id)) == len(files)
        assert kept == {file.content for file in files}
        # One's lists grow with each; what is asked for does not.
        sql(desk, "DELETE FROM attachment WHERE bug = ?", sent.report.id)
        sql(desk, "DELETE FROM bug WHERE id = ?", sent.report.id)
    assert trouble.broke > 250
