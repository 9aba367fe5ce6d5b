"""What Wikidata and Meta-Wiki know of an event: on a real engine, from bytes, and at the embedded service."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from capx_tui.api.endpoints import addresses
from capx_tui.api.transport import HttpxTransport
from capx_tui.api.wikimedia.event_source import MetaPage, event_item, meta_markup, meta_page
from capx_tui.api.wire import Call, Response, Site, build_request, read_answer
from capx_tui.demo.embedded import create_app, open_world
from capx_tui.errors import ActionApiError, RuleError, WrongShape
from capx_tui.model.event_source import EventFacts, dates_in
from tests.wikimedia.conftest import Answer, Ask

Send = Callable[[Call[Any]], Awaitable[Any]]
_NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
_WD = "http://www.wikidata.org/"
_DATE = pyoxigraph.NamedNode("http://www.w3.org/2001/XMLSchema#dateTime")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return open_world(tmp_path_factory.mktemp("world"), people=40, now=_NOW)


@pytest.fixture
async def send(world: Path) -> AsyncIterator[Send]:
    transport = HttpxTransport(app=create_app(world, clock=lambda: _NOW))
    places = addresses("", {}, embedded=True)

    async def sent(call: Call[Any]) -> Any:
        request = build_request(call, places[call.site])
        return read_answer(call, await transport.send(request), host=request.host)

    yield sent
    await transport.close()


def _add(store: pyoxigraph.Store, subject: str, predicate: str, value: Any) -> None:
    node = pyoxigraph.NamedNode
    store.add(pyoxigraph.Quad(node(_WD + subject), node(predicate), value))


@pytest.fixture(scope="module")
def engine(world: Path) -> Ask:
    """A real query service that knows the world's events."""
    store = pyoxigraph.Store()
    node, text = pyoxigraph.NamedNode, pyoxigraph.Literal
    with closing(sqlite3.connect(world)) as connection:
        for qid, begin, end, place, website in connection.execute("SELECT * FROM wikidata_event"):
            for code, value in (("P580", begin), ("P582", end)):
                if value:
                    _add(store, f"entity/{qid}", f"{_WD}prop/direct/{code}", text(value, datatype=_DATE))
            if place:
                _add(store, f"entity/{qid}", f"{_WD}prop/direct/P276", node(f"{_WD}entity/{place}"))
            if website:
                _add(store, f"entity/{qid}", f"{_WD}prop/direct/P856", node(website))
        terms = "SELECT qid, label, description FROM wiki_term WHERE source = 'wikidata' AND lang = 'en'"
        for qid, label, description in connection.execute(terms):
            _add(store, f"entity/{qid}", "http://www.w3.org/2000/01/rdf-schema#label", text(label, language="en"))
            if description:
                _add(store, f"entity/{qid}", "http://schema.org/description", text(description, language="en"))
    _add(store, "entity/Q7", "http://www.w3.org/2000/01/rdf-schema#label", text("Only German", language="de"))
    _add(store, "entity/Q8", f"{_WD}prop/direct/P580", node(f"{_WD}.well-known/genid/unknown"))

    def ask(call: Call[Any]) -> Any:
        from urllib.parse import parse_qs

        body = build_request(call, "https://query.example/sparql").body
        assert body is not None
        solutions = store.query(parse_qs(body.decode())["query"][0])
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        answered = solutions.serialize(format=pyoxigraph.QueryResultsFormat.JSON) or b""
        return read_answer(call, Response(200, {"content-type": call.accept}, answered))

    return ask


async def test_the_embedded_service_answers_as_a_real_engine_does(engine: Ask, send: Send) -> None:
    found = 0
    for number in range(1, 5):
        qid = f"Q92000000{number}"
        theirs = engine(event_item(qid))
        assert await send(event_item(qid)) == theirs
        found += theirs is not None
    assert found == 3
    # A capacity has words and no days.
    assert await send(event_item("Q207316")) == engine(event_item("Q207316"))


def test_an_item_tells_name_days_place_and_site(engine: Ask) -> None:
    facts = engine(event_item("Q920000001"))
    assert isinstance(facts, EventFacts)
    assert facts.name == "Night of the Open Shelves"
    assert facts.description == "evening of editing in libraries"
    assert facts.begin == datetime(2026, 12, 10, tzinfo=UTC)
    assert facts.has_place
    assert facts.website == "https://open-shelves.example/"
    assert facts.item == "Q920000001"


def test_an_item_that_says_nothing_in_english_or_no_moment_that_is_one_is_nothing(engine: Ask) -> None:
    assert engine(event_item("Q7")) is None
    assert engine(event_item("Q8")) is None
    assert engine(event_item("Q999999999")) is None
    with pytest.raises(RuleError):
        event_item("Q7 } SELECT")


async def test_pages_tell_their_lead_their_item_and_their_days(send: Send) -> None:
    page = await send(meta_page("Event:Night_of_the_Open_Shelves"))
    assert isinstance(page, MetaPage)
    assert page.title == "Event:Night of the Open Shelves"
    assert page.item == "Q920000001"
    assert page.lead.startswith("Night of the Open Shelves is an evening")
    days = {}
    for title in ("Event:Night of the Open Shelves", "Event:Spring of Small Words", "Event:Lighthouse Photo Walk"):
        begin, end = dates_in(*await send(meta_markup(title)))
        assert begin is not None
        days[title[6:11]] = (begin.date().isoformat(), end.date().isoformat() if end else "")
    assert days == {
        "Night": ("2026-12-10", "2026-12-10"),
        "Sprin": ("2026-12-25", "2027-01-04"),
        "Light": ("2026-12-01", ""),
    }


async def test_a_page_there_is_not_is_none_and_its_text_an_error(send: Send) -> None:
    assert await send(meta_page("Nothing here")) is None
    with pytest.raises(ActionApiError) as caught:
        await send(meta_markup("Nothing here"))
    assert caught.value.code == "missingtitle"


def test_answers_of_other_shapes_are_read_or_refused(answer: Answer) -> None:
    page = {"title": "X\u202e", "extract": "One.\x1b[31m\nTwo.", "pageprops": {"wikibase_item": "P31"}}
    found = answer(meta_page("X"), {"query": {"pages": [page]}})
    assert found == MetaPage(title="X", lead="One.\nTwo.", item="")
    assert answer(meta_page("X"), {"query": {"pages": [{"title": "X", "invalid": True}]}}) is None
    assert answer(meta_markup("X"), {"parse": {"title": "X"}}) == ("", "")
    with pytest.raises(WrongShape):
        answer(meta_markup("X"), {"parse": {"wikitext": ["no"]}})
    rows = [
        {
            "label": {"value": "N\x07ight"},
            "website": {"value": "javascript:alert(1)"},
            "begin": {"value": "-500-01-01T00:00:00Z"},
        }
    ]
    facts = answer(event_item("Q1"), {"results": {"bindings": rows}})
    assert facts == EventFacts(name="Night", item="Q1")
    assert event_item("Q1").site is Site.WIKIDATA_SPARQL
