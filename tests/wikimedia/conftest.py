"""A real SPARQL engine over two small Wikibases, and answers made of bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pyoxigraph
import pytest

from capx_tui.api.wire import Call, Response, Site, build_request, read_answer

_DATA = Path(__file__).parent / "data"
_FORMATS = {"application/sparql-results+json": pyoxigraph.QueryResultsFormat.JSON}

#: Sends a call to the engine of its site and decodes the answer as production does.
Ask = Callable[[Call[Any]], Any]
#: Decodes a body (JSON unless it is bytes) as the answer to a call.
Answer = Callable[..., Any]


@pytest.fixture(scope="session")
def stores() -> dict[Site, pyoxigraph.Store]:
    """The query services by site."""
    found = {}
    for site, name in ((Site.METABASE_SPARQL, "metabase.ttl"), (Site.WIKIDATA_SPARQL, "wikidata.ttl")):
        store = pyoxigraph.Store()
        store.load(path=_DATA / name, format=pyoxigraph.RdfFormat.TURTLE)
        found[site] = store
    return found


@pytest.fixture(scope="session")
def ask(stores: dict[Site, pyoxigraph.Store]) -> Ask:
    """See `Ask`. The engine gets what goes over the wire, so the encoding of the form is tested too."""

    def send(call: Call[Any]) -> Any:
        request = build_request(call, "https://query.example/sparql")
        headers = dict(request.headers)
        assert headers["Content-Type"] == "application/x-www-form-urlencoded"
        assert request.body is not None
        query = parse_qs(request.body.decode(), strict_parsing=True)["query"][0]
        solutions = stores[call.site].query(query)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        body = solutions.serialize(format=_FORMATS[headers["Accept"]])
        return read_answer(call, Response(200, {"content-type": headers["Accept"]}, body or b""))

    return send


@pytest.fixture(scope="session")
def answer() -> Answer:
    """See `Answer`."""

    def read(call: Call[Any], body: Any = b"", *, status: int = 200, headers: dict[str, str] | None = None) -> Any:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        given = {"content-type": "application/json; charset=utf-8", **(headers or {})}
        return read_answer(call, Response(status, given, raw), host="wiki.example")

    return read
