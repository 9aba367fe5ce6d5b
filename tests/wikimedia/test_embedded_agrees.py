"""The embedded service answers our questions as Wikimedia would: held against a real engine and its own data."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import msgspec
import pyoxigraph
import pytest

from capx_tui.api.endpoints import addresses
from capx_tui.api.transport import HttpxTransport
from capx_tui.api.wikimedia import action_api, commons, diff, letsconnect, sparql, wikibase
from capx_tui.api.wikimedia.action_api import WikiUser
from capx_tui.api.wikimedia.action_api_shapes import QueryAnswer
from capx_tui.api.wikimedia.terms import merge_terms
from capx_tui.api.wikimedia.user_name import user_name
from capx_tui.api.wire import Call, Response, Site, build_request, read_answer
from capx_tui.demo.embedded import create_app, open_world
from capx_tui.errors import ActionApiError, FieldErrors, MaxLag, Missing
from capx_tui.model.capacities import Capacity
from capx_tui.secret import Secret
from capx_tui.text import clean

Send = Callable[[Call[Any]], Awaitable[Any]]
Rows = Callable[..., list[tuple[Any, ...]]]

LANGUAGES = ["pt-br", "en", "tr", "ar", "sw", "xx"]
_NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
_MB, _WD = "https://metabase.wikibase.cloud/", "http://www.wikidata.org/"
_LABEL = pyoxigraph.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_DESCRIPTION = pyoxigraph.NamedNode("http://schema.org/description")
_FILE = "http://commons.wikimedia.org/wiki/Special:FilePath/"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return open_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def rows(database: Path) -> Iterator[Rows]:
    """The world's own data: rows of a SELECT."""
    with closing(sqlite3.connect(database)) as connection:
        yield lambda sql, *values: connection.execute(sql, values).fetchall()


@pytest.fixture
async def send(database: Path) -> AsyncIterator[Send]:
    """Sends a call to the embedded service as production sends it, but never twice."""
    transport = HttpxTransport(app=create_app(database, clock=lambda: _NOW))
    places = addresses("", {}, embedded=True)

    async def sent(call: Call[Any]) -> Any:
        request = build_request(call, places[call.site])
        return read_answer(call, await transport.send(request), host=request.host)

    yield sent
    await transport.close()


@pytest.fixture(scope="module")
def engines(rows: Rows) -> dict[Site, pyoxigraph.Store]:
    """Both query services with the same world's terms and people."""
    metabase, wikidata = pyoxigraph.Store(), pyoxigraph.Store()
    node, text = pyoxigraph.NamedNode, pyoxigraph.Literal

    def add(store: pyoxigraph.Store, subject: Any, predicate: Any, value: Any) -> None:
        store.add(pyoxigraph.Quad(subject, predicate, value))

    items: dict[str, str] = dict(rows("SELECT qid, metabase_item FROM metabase_item"))
    for number, (qid, item) in enumerate(items.items(), 1):
        index = node(f"{_MB}entity/Q{700_000 + number}")
        add(metabase, node(f"{_MB}entity/{item}"), node(f"{_MB}prop/direct/P5"), node(f"{_MB}entity/Q34531"))
        add(metabase, node(f"{_MB}entity/{item}"), node(f"{_MB}prop/direct/P67"), index)
        add(metabase, index, node(f"{_MB}prop/direct/P1"), text(qid))
    for source, qid, language, label, description in rows(
        "SELECT source, qid, lang, label, description FROM wiki_term"
    ):
        store = metabase if source == "metabase" else wikidata
        subject = node(f"{_MB}entity/{items[qid]}" if source == "metabase" else f"{_WD}entity/{qid}")
        for predicate, value in ((_LABEL, label), (_DESCRIPTION, description)):
            if value:
                add(store, subject, predicate, text(value, language=language))
    for qid, username, image in rows("SELECT qid, username, image FROM wikidata_person"):
        add(wikidata, node(f"{_WD}entity/{qid}"), node(f"{_WD}prop/direct/P4174"), text(username))
        if image:
            address = _FILE + image.replace(" ", "%20")
            add(wikidata, node(f"{_WD}entity/{qid}"), node(f"{_WD}prop/direct/P18"), node(address))
    return {Site.METABASE_SPARQL: metabase, Site.WIKIDATA_SPARQL: wikidata}


@pytest.fixture(scope="module")
def engine(engines: dict[Site, pyoxigraph.Store]) -> Callable[[Call[Any]], Any]:
    """Sends a call to the engine of its site."""

    def sent(call: Call[Any]) -> Any:
        body = build_request(call, "https://query.example").body or b""
        solutions = engines[call.site].query(parse_qs(body.decode())["query"][0])
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        found = solutions.serialize(format=pyoxigraph.QueryResultsFormat.JSON)
        return read_answer(call, Response(200, {}, found or b""))

    return sent


def _qids(rows: Rows) -> list[str]:
    return [qid for (qid,) in rows("SELECT skill_wikidata_item FROM skill ORDER BY id")]


def _sorted(found: list[sparql.TermRow]) -> list[tuple[str, ...]]:
    return sorted(msgspec.structs.astuple(row) for row in found)


@pytest.mark.parametrize("languages", [LANGUAGES, ["en"], ["xx"]])
async def test_terms_are_what_a_real_engine_says(
    send: Send, engine: Callable[[Call[Any]], Any], rows: Rows, languages: list[str]
) -> None:
    qids = [*_qids(rows), "Q999999999", "Q1"]
    for build in (sparql.metabase_batches, sparql.wikidata_batches):
        for call in build(qids, languages):
            said = await send(call)
            assert _sorted(said) == _sorted(engine(call))
            assert said or (languages == ["xx"] and call.site is Site.WIKIDATA_SPARQL)


async def test_every_capacity_of_the_world_gets_a_name_and_most_a_metabase_item(send: Send, rows: Rows) -> None:
    capacities = [Capacity(id=number, qid=qid) for number, qid in rows("SELECT id, skill_wikidata_item FROM skill")]
    qids = [capacity.qid for capacity in capacities]
    (metabase,) = sparql.metabase_batches(qids, ["pt-br", "en"])
    (wikidata,) = sparql.wikidata_batches(qids, ["pt-br", "en"])
    found = merge_terms(capacities, await send(metabase), await send(wikidata))
    assert all(capacity.label(["pt-br", "en"]) for capacity in found)
    linked = {capacity.id for capacity in found if capacity.metabase_item}
    assert linked == {number for (number,) in rows("SELECT skill FROM metabase_item")}


async def test_people_are_who_a_real_engine_says(send: Send, engine: Callable[[Call[Any]], Any], rows: Rows) -> None:
    names = [name for (name,) in rows("SELECT username FROM wikidata_person")]
    assert names
    for name in (*names, names[0].lower(), 'No"body\\', "{{username}}", "a\nb", "", "x # y"):
        call = sparql.person_item(name)
        assert await send(call) == engine(call)
        assert (await send(call) is not None) == (name in names)


async def test_a_query_that_is_not_ours_is_refused(send: Send) -> None:
    call = sparql.person_item("x")
    with pytest.raises(FieldErrors):
        await send(_other(call))


def _other(call: Call[Any]) -> Call[Any]:
    return Call(call.method, call.path, call.answer, site=call.site, form=(("query", "SELECT * WHERE { ?s ?p ?o }"),))


async def test_wbgetentities_says_the_same_as_the_query_service(send: Send, rows: Rows) -> None:
    languages = ["pt-br", "tr", "en"]
    qids = _qids(rows)
    asked = [*qids, "Q999999999"]
    calls = [wikibase.terms(asked[start : start + 50], languages) for start in range(0, len(asked), 50)]
    by_entity = [row for call in calls for row in await send(call)]
    by_query = [row for call in sparql.wikidata_batches(qids, languages) for row in await send(call)]
    assert by_query
    assert _sorted(by_entity) == _sorted([row for row in by_query if row.language != "mul"])


async def test_a_fallback_says_its_own_language(send: Send, rows: Rows) -> None:
    ((qid,),) = rows(
        "SELECT qid FROM wiki_term WHERE source = 'wikidata' AND lang = 'en' AND label IS NOT NULL AND qid NOT IN"
        " (SELECT qid FROM wiki_term WHERE source = 'wikidata' AND lang = 'sw') ORDER BY qid LIMIT 1"
    )
    labels = [row for row in await send(wikibase.terms([qid], ["sw"])) if row.kind == "label"]
    assert [row.language for row in labels] == ["en"]


async def test_the_item_of_an_event_page(send: Send, rows: Rows) -> None:
    pages = rows("SELECT title, wikidata_qid FROM meta_page")
    assert {qid for _, qid in pages} > {None}
    for title, qid in pages:
        assert await send(wikibase.item_of_meta_page(title)) == qid
    assert await send(wikibase.item_of_meta_page("No such page")) is None


def _is_possible(name: str) -> bool:
    """Whether a wiki could have an account of that name: the world has people whose names none would take."""
    known = user_name(name) == name and not re.search(r"[#<>\[\]|{}/@:=\x00-\x1f\x7f]", name)
    return known and not _is_without_capitals(name)


def _is_without_capitals(name: str) -> bool:
    """Whether the wikis leave the first letter as it is though Unicode knows a capital: Georgian."""
    return name[:1].upper() != name[:1].title()


async def test_people_whose_letters_have_no_capitals_are_known(send: Send, rows: Rows) -> None:
    names = [name for (name,) in rows("SELECT name FROM meta_user") if _is_without_capitals(name)]
    assert names
    found = await send(action_api.users(names))
    assert [found[name].exists for name in names] == [True] * len(names)


def _as_typed(name: str) -> str:
    """`name` without its capital, where that can be told again, and with underscores."""
    typed = name[:1].lower() + name[1:].replace(" ", "_")
    return typed if user_name(typed) == name else name


async def test_who_can_be_mailed(send: Send, rows: Rows) -> None:
    accounts = {name: bool(emailable) for name, emailable in rows("SELECT name, emailable FROM meta_user")}
    known = {name: emailable for name, emailable in accounts.items() if _is_possible(name)}
    assert set(known.values()) == {True, False}
    names = [*known][:40]
    written = [_as_typed(name) for name in names]
    call = action_api.users([*written, "Nobody of that name", "a#b", ""])
    found = await send(call)
    assert found == {
        **{
            asked: WikiUser(name=clean(name), exists=True, emailable=known[name])
            for asked, name in zip(written, names, strict=True)
        },
        "Nobody of that name": WikiUser(name="Nobody of that name", exists=False),
        "a#b": WikiUser(name="A#b", exists=False, valid=False),
        "": WikiUser(name="", exists=False, valid=False),
    }


async def test_a_question_that_goes_as_a_form_is_answered_alike(send: Send, rows: Rows) -> None:
    names = [name for (name,) in rows("SELECT name FROM meta_user") if _is_possible(name)][:3]
    padded = [*names, *(f"नहीं {number:040}" for number in range(40))]
    call = action_api.users(padded)
    assert call.method == "POST"
    found = await send(call)
    assert [found[name].exists for name in padded] == [True] * 3 + [False] * 40


async def test_wiki_birthdays(send: Send, rows: Rows) -> None:
    for name, first in rows("SELECT name, MIN(registration) FROM meta_merged_account GROUP BY name"):
        if not _is_possible(name):
            continue
        found = await send(action_api.global_account(name))
        assert (found.name, found.registered) == (clean(name), datetime.fromisoformat(first))
    assert await send(action_api.global_account("Nobody of that name")) is None
    with pytest.raises(ActionApiError) as failed:
        await send(action_api.global_account("a#b"))
    assert failed.value.code == "invaliduser"


async def test_a_lagging_wiki(send: Send) -> None:
    with pytest.raises(MaxLag) as failed:
        await send(action_api.action(Site.META_API, {"action": "query", "maxlag": "-1"}, QueryAnswer, lambda a: a))
    assert failed.value.retry_after_s == 5.0


async def test_tokens_and_whom_the_wikis_take_us_for(send: Send) -> None:
    for site in (Site.META_API, Site.METABASE_API):
        assert await send(action_api.csrf_token(site)) == Secret("+\\")
        assert (await send(action_api.userinfo(site))).anonymous


async def test_files(send: Send, rows: Rows) -> None:
    known: dict[str, str] = dict(rows("SELECT title, url FROM commons_file LIMIT 45"))
    addresses_ = [commons.file_page(title) for title in known]
    titles = [commons.file_title(address) or "" for address in addresses_]
    assert titles == list(known)
    found = await send(commons.files([*titles, "File:No such file.jpg"]))
    assert found.pop("File:No such file.jpg") is None
    assert {title: file.url for title, file in found.items()} == known
    for title, file in found.items():
        assert commons.file_title(file.page_url) == title
        assert commons.file_title(file.url) == title
        assert not file.thumb_url or commons.file_title(file.thumb_url) == title


async def test_the_world_files_have_addresses_that_stand_for_them(rows: Rows) -> None:
    for (url,) in rows("SELECT url FROM document"):
        title = commons.file_title(url)
        assert rows("SELECT 1 FROM commons_file WHERE title = ?", title) == [(1,)]


async def test_posts(send: Send, rows: Rows) -> None:
    tags = [tag for (tag,) in rows("SELECT DISTINCT tag FROM diff_post_tag")]
    assert tags
    for tag in tags:
        expected = {
            str(number): date
            for number, date in rows(
                "SELECT external_id, pub_date FROM diff_post JOIN diff_post_tag ON post = external_id WHERE tag = ?",
                tag,
            )
        }
        found = await send(diff.posts(tag))
        assert {post.id for post in found} == set(expected)
        dates = [post.published for post in found]
        assert dates == sorted((datetime.fromisoformat(date) for date in expected.values()), reverse=True)
    with pytest.raises(Missing):
        await send(diff.posts("no such tag"))


async def test_tags_of_organizations_lead_to_their_posts_by_name(send: Send, rows: Rows) -> None:
    slugs = {tag for (tag,) in rows("SELECT DISTINCT tag FROM diff_post_tag")}
    named = [tag for (tag,) in rows("SELECT tag FROM tag_diff") if diff.tag_slug(tag) in slugs]
    assert named
    for tag in named:
        assert await send(diff.posts(tag))


async def test_lets_connect(send: Send, rows: Rows) -> None:
    people = [name for (name,) in rows("SELECT username FROM letsconnect_person")]
    assert people
    for name in people:
        assert await send(letsconnect.exists(name)) is True
        assert (await send(letsconnect.profile(name))).username == name
    assert await send(letsconnect.exists("Nobody of that name")) is False
    with pytest.raises(Missing):
        await send(letsconnect.profile("Nobody of that name"))
