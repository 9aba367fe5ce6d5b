"""The client: which token goes where, and lists page by page."""

from __future__ import annotations

from typing import Any

import pytest

from capx_tui.api.capx import people, saved, signin
from capx_tui.api.capx.shapes import SavedItemPost
from capx_tui.api.client import Client
from capx_tui.api.endpoints import addresses
from capx_tui.api.wire import Auth, Call, Response, Site
from capx_tui.errors import BrokenOff, Missing, NotSignedIn
from capx_tui.secret import Secret
from tests.api.replies import Script, reply

BASE = addresses("https://capx.example", {}, embedded=False)
PERSON = reply(200, {"id": 7, "user": {"id": 7, "username": "Ana"}})
STALE = reply(401, {"detail": "Invalid token."})


class Keeper:
    """Whoever keeps the token."""

    def __init__(self, text: str | None) -> None:
        self.token = Secret(text) if text else None

    def __call__(self) -> Secret | None:
        return self.token


def client(script: Script, token: str | None = "old") -> tuple[Client, Keeper]:
    keeper = Keeper(token)
    return Client(script, BASE, keeper), keeper


async def test_a_public_read_carries_the_token_if_there_is_one() -> None:
    script = Script(PERSON)
    capx, keeper = client(script)
    await capx.send(people.user(7))
    keeper.token = None
    await capx.send(people.user(7))
    assert script.tokens == ["old", None]
    assert capx.sent == 2


async def test_a_public_read_is_repeated_without_a_stale_token() -> None:
    script = Script(STALE, PERSON)
    capx, _ = client(script)
    assert (await capx.send(people.user(7))).id == 7
    assert script.tokens == ["old", None]


async def test_a_token_that_was_refused_is_spared_the_next_public_reads() -> None:
    script = Script(STALE, PERSON)
    capx, keeper = client(script)
    for _ in range(3):
        await capx.send(people.user(7))
    assert script.tokens == ["old", None, None, None]
    keeper.token = Secret("new")
    await capx.send(people.user(7))
    assert script.tokens[-1] == "new"


async def test_a_refused_token_is_still_tried_where_one_is_needed() -> None:
    """So that the person is told to sign in again, and not that something is missing."""
    script = Script(STALE, PERSON, STALE)
    capx, _ = client(script)
    await capx.send(people.user(7))
    with pytest.raises(NotSignedIn) as caught:
        await capx.send(people.profile())
    assert caught.value.token_was_sent
    assert caught.value.host == "capx.example"
    assert script.tokens == ["old", None, "old"]


async def test_the_second_answer_counts_even_if_it_is_no_better() -> None:
    script = Script(STALE, reply(404, {"detail": "No."}))
    with pytest.raises(Missing):
        await client(script)[0].send(people.user(7))
    script = Script(STALE, STALE, PERSON)
    with pytest.raises(NotSignedIn) as caught:
        await client(script)[0].send(people.user(7))
    assert not caught.value.token_was_sent
    assert len(script.requests) == 2


async def test_what_needs_sign_in_is_not_even_asked_without() -> None:
    script = Script(PERSON)
    with pytest.raises(NotSignedIn) as caught:
        await client(script, None)[0].send(people.profile())
    assert not caught.value.token_was_sent
    assert script.requests == []


@pytest.mark.parametrize(
    "call",
    [
        saved.saved_item_post(SavedItemPost(entity="user", entity_id=5, relation="learner")),
        Call("POST", "/x/", None, auth=Auth.OPTIONAL),
    ],
)
async def test_a_write_is_not_repeated_without_the_token(call: Call[Any]) -> None:
    script = Script(STALE)
    with pytest.raises(NotSignedIn):
        await client(script)[0].send(call)
    assert script.tokens == ["old"]


@pytest.mark.parametrize("site", [site for site in Site if site is not Site.CAPX])
async def test_other_sites_never_see_the_token(site: Site) -> None:
    script = Script(reply(200, b"ok"))
    await client(script)[0].send(Call("GET", "", bytes, site=site, auth=Auth.OPTIONAL))
    assert script.tokens == [None]
    assert script.requests[0].url == BASE[site]


async def test_signing_in_carries_no_old_token() -> None:
    script = Script(
        reply(200, {"oauth_token": "t", "oauth_token_secret": "s3cret", "oauth_callback_confirmed": "true"})
    )
    started = await client(script)[0].send(signin.begin("localhost:8765"))
    assert started == signin.RequestToken("t", Secret("s3cret"))
    assert "s3cret" not in repr(started)
    assert script.tokens == [None]


def _page(rows: list[int], following: str | None) -> Response:
    results = [{"id": row, "user": {"id": row, "username": f"U{row}"}} for row in rows]
    return reply(200, {"count": 5, "next": following, "previous": None, "results": results})


async def test_pages_follow_each_other_by_what_came() -> None:
    script = Script(_page([1, 2], "there"), _page([3], "there"), _page([4, 5], None))
    capx, _ = client(script, None)
    found = [[row.id for row in page.results] async for page in capx.pages(people.users, size=2)]
    assert found == [[1, 2], [3], [4, 5]]
    asked = [request.url.partition("?")[2] for request in script.requests]
    assert asked == ["limit=2&offset=0", "limit=2&offset=2", "limit=2&offset=3"]


@pytest.mark.parametrize("last", [_page([], "there"), _page([], None)])
async def test_pages_end_where_nothing_comes_any_more(last: Response) -> None:
    script = Script(_page([1], "there"), last)
    capx, _ = client(script, None)
    assert len([page async for page in capx.pages(people.users, size=1)]) == 2


async def test_a_page_that_fails_ends_the_pages(no_pauses: None) -> None:
    script = Script(_page([1], "there"), BrokenOff())
    capx, _ = client(script, None)
    pages = capx.pages(people.users, size=1)
    assert [row.id for row in (await anext(pages)).results] == [1]
    with pytest.raises(BrokenOff):
        await anext(pages)
    assert capx.sent == 4


async def test_closing_lets_go_of_the_transport() -> None:
    script = Script(PERSON)
    await client(script)[0].close()
    assert script.closed
